# make book | test | check | serve | bench | clean; `make help` lists them all.

PYTHON ?= python3
VENV := .venv
BENCH := .venv-bench
AHEAD := .venv-ahead
# the versions with which the pages were last built; `make book CONSTRAINTS=` takes the newest
CONSTRAINTS ?= constraints.txt
BIN := $(VENV)/bin
HTML := _build/html
BUILD := $(BIN)/jupyter-book build . -W -n --keep-going
PYTEST := $(BIN)/python -m pytest
PIN := $(if $(CONSTRAINTS),-c $(CONSTRAINTS))
# on all cores where pytest-xdist is installed
PARALLEL = $(shell $(BIN)/python -c "import xdist; print('-n auto --dist $(1)')" 2>/dev/null)

# where tests are marked browser; a test compares
BROWSER := tests/browser tests/exercises/test_leaks.py

# one thread for linear algebra: the tests already use all cores
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1

# the life of an assignment; the instructor guide explains each
ASSIGNMENTS := sandbox release selftest rehearse collect roster try grade formgrader graders grades feedback \
	overview otter leaks exercises-public student-kit

.DEFAULT_GOAL := help
.PHONY: help book serve pdf zip lite pictures wall test test-models lint unit notebooks site ahead pin bench clean exercises grading \
	check exercises-check $(ASSIGNMENTS)

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

book: $(VENV)/.book ## build the book; only what changed runs again
	@# a page that was warned of is read again next time, and warned of again
	$(BUILD) || { rm -rf _build/.doctrees; exit 1; }
	@echo
	@echo "The book is in $(HTML). Open $(CURDIR)/$(HTML)/index.html in a browser, or run: make serve"

serve: book ## open the book on this machine, and build again when a file changes
	$(BIN)/python tools/serve.py

pdf: book $(VENV)/.test ## the book on paper: _build/governing-global-problems.pdf [URL=where it stands]
	$(BIN)/python tools/pdf.py --url "$(URL)"

zip: book ## the book to carry away, for any browser: _build/governing-global-problems.zip
	$(BIN)/python tools/bundle.py

lite: book $(VENV)/.test ## the chapters in a Jupyter that needs no server: _build/lite
	$(BIN)/python tools/lite.py

pictures: book $(VENV)/.test ## the pictures of the README, taken in the built book
	$(BIN)/python tools/pictures.py

wall: $(VENV)/.book ## a page of a class: make wall FROM=folder-of-saved-answers [OUT=wall.html]
	$(if $(FROM),,$(error say where the saved answers are: make wall FROM=folder))
	$(BIN)/python tools/wall.py "$(FROM)" --out "$(or $(OUT),wall.html)"

test: lint unit notebooks site ## run everything that has to pass

lint: $(VENV)/.test ## style, types, spelling
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@# what is ours: as git has it, or where there is no git all that codespell is not told to skip
	if git rev-parse --git-dir >/dev/null 2>&1; then git ls-files -z | xargs -0 $(BIN)/codespell; \
	else $(BIN)/codespell; fi

unit: $(VENV)/.test grading ## models, published results, data, grading, doctests
	$(PYTEST) $(call PARALLEL,loadgroup --no-loadscope-reorder) -m "not browser" tests
	@# steps.py runs in the graders' own environment
	$(PYTEST) $(call PARALLEL,loadfile) --doctest-modules govlib _ext tools exercises/kit --ignore exercises/kit/steps.py

test-models: $(VENV)/.test ## the library alone: no browser, no grading, no network
	$(PYTEST) $(call PARALLEL,loadgroup --no-loadscope-reorder) -m "not browser" --ignore tests/exercises --ignore tests/book tests

notebooks: $(VENV)/.test ## every chapter in a fresh kernel
	$(PYTEST) $(call PARALLEL,loadscope) --nbval-lax book # cells of a chapter share a kernel

site: $(VENV)/.test book ## the built pages in a real browser
	$(PYTEST) $(call PARALLEL,loadgroup --no-loadscope-reorder) -m browser $(BROWSER)

# local extensions stand in _config.yml, which Sphinx alone does not read
ahead: $(VENV)/.book $(AHEAD)/.ready ## the same sources on the Sphinx and the themes after Jupyter Book 1
	$(BIN)/jupyter-book config sphinx .
	sed -i.1 "s/'jupyter_book', //" conf.py && rm conf.py.1
	PYTHONPATH=_ext:tools $(AHEAD)/bin/sphinx-build -W -n --keep-going -b html -d _build/ahead/.doctrees . _build/ahead/html
	BOOK_HTML="$(CURDIR)/_build/ahead/html" $(AHEAD)/bin/python -m pytest -m browser $(BROWSER)

pin: $(VENV)/.book ## write down the versions that the pages are built with: constraints.txt
	$(BIN)/python tools/pin.py

bench: book $(BENCH)/.ready ## ours and peers side by side, in an environment of their own
	@for script in benchmarks/[a-z]*.py; do \
	  echo; echo "== $$script"; $(BENCH)/bin/python $$script || missed="$$missed $$script"; done; \
	test -z "$$missed" || { echo; echo "goals missed in:$$missed"; exit 1; }

exercises: ## list the commands for assignments
	@grep -hE '^[a-z-]+:.*  # ' exercises/Makefile | sed -E 's/:[^#]*# /\t/' | expand -t 20

# with CHAPTER a chapter, with A its assignment alone
ifdef CHAPTER
check: $(VENV)/.test grading ## CHAPTER=slug: one chapter, in about two minutes
	@$(BIN)/python tools/check.py "$(CHAPTER)" $(STEP)
else
check: exercises-check
endif

exercises-check: FORWARD := check
$(ASSIGNMENTS) exercises-check:
	@$(MAKE) --no-print-directory -f exercises/Makefile $(or $(FORWARD),$@) PYTHON="$(PYTHON)"

grading:
	@$(MAKE) --no-print-directory -f exercises/Makefile env PYTHON="$(PYTHON)"

clean: ## remove what was built, and the environments
	rm -rf _build $(VENV) $(BENCH) $(AHEAD) conf.py .venv-grade .venv-otter *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './.venv*' -prune -exec rm -rf {} +

# ---- environments: made once, and again when what they hold is changed

$(BIN)/python:
	$(PYTHON) -c 'import sys; assert sys.version_info >= (3, 11), "Python 3.11 or newer is needed; make PYTHON=... names one"'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.book: requirements.txt pyproject.toml $(CONSTRAINTS) | $(BIN)/python
	@echo "Installing what the book needs (some minutes the first time) ..."
	$(BIN)/python -m pip install -r requirements.txt $(PIN)
	@touch $@

$(VENV)/.test: $(VENV)/.book
	$(BIN)/python -m pip install -e '.[test]' $(PIN)
	@touch $@

$(AHEAD)/.ready: requirements-ahead.txt pyproject.toml
	$(PYTHON) -m venv $(AHEAD)
	$(AHEAD)/bin/python -m pip install -r requirements-ahead.txt
	@touch $@

$(BENCH)/.ready: pyproject.toml
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install -e '.[bench]'
	@touch $@
