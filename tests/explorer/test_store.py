"""Packed frames that are kept: under which key, in what way, and until when."""

from __future__ import annotations

import inspect
import json
import multiprocessing
import os
import shutil
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

import govlib
from govlib.explorer import Choice, Explorer, Slider, store
from govlib.figures.games import public_goods
from govlib.figures.networks import banks
from govlib.games import LinearPublicGood
from govlib.voting import banzhaf

ROOT = Path(govlib.__file__).parents[1]


def payoffs(**more):
    options = {"title": "Payoffs", "says": public_goods.say_payoffs, "id": "payoffs"}
    options["fixed"] = {"others": 15}
    controls = {
        "n": Slider(values=[2, 4], start=4),
        "mpcr": Slider(values=[0.4, 0.6], start=0.4),
    }
    own = {name: c for name, c in controls.items() if name not in more.get("fixed", {})}
    return Explorer(public_goods.payoffs, **{**options, **own, **more})


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("GOVLIB_PACKS", str(tmp_path / "packs"))
    monkeypatch.setenv("GOVLIB_JOBS", "1")
    return tmp_path / "packs"


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A folder with the packs of the plain explorer, and the packs."""
    made = tmp_path_factory.mktemp("first")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOVLIB_PACKS", str(made))
        patch.setenv("GOVLIB_JOBS", "1")
        return made, payoffs().packs()


@pytest.fixture
def whole(first, folder):
    """The packs of the plain explorer, which the folder of the test keeps."""
    shutil.copytree(first[0], folder)
    return first[1]


@pytest.fixture
def drawn(monkeypatch):
    """How often all frames of an explorer were drawn."""
    times = []
    plain = Explorer._draw
    monkeypatch.setattr(Explorer, "_draw", lambda self: times.append(self.id) or plain(self))
    return times


def test_what_is_kept_is_not_drawn_again(folder, drawn):
    first, second = payoffs(), payoffs()
    assert first.packs() == second.packs()
    assert drawn == ["payoffs"]
    assert (first.note, second.note) == ("", "")
    assert [f.suffix for f in folder.iterdir()] == [".zip"]


def test_without_a_folder_nothing_is_kept(monkeypatch, drawn, tmp_path):
    monkeypatch.delenv("GOVLIB_PACKS", raising=False)
    monkeypatch.chdir(tmp_path)
    payoffs().packs()
    payoffs().packs()
    assert len(drawn) == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("change", "again"),
    [
        ({"title": "Another"}, False),
        ({"play": "n", "interval": 500}, False),
        ({"n": Slider(values=[2, 4], start=2, label="members")}, False),
        ({"n": Slider(values=[2, 5], start=2)}, True),
        ({"size": (6, 3.8)}, True),
        ({"narrow": (3.6, 5.6)}, True),
        ({"id": "other"}, True),
        ({"fixed": {"n": 4, "others": 15}}, True),
        ({"fixed": {"others": 0}}, True),
    ],
)
def test_what_a_frame_depends_on_of_its_declaration(whole, drawn, change, again):
    packs = payoffs(**change).packs()
    assert len(drawn) == again
    assert packs == payoffs(**change)._draw()


def test_without_a_sentence_the_words_of_the_controls_count():
    def facts(label, **changes):
        explorer = payoffs(n=Slider(values=[2, 4], label=label))
        explorer.drawing.declared = replace(explorer.drawing.declared, **changes)
        return store.facts(explorer)

    assert facts("members") == facts("countries")
    assert facts("members", says=None) != facts("countries", says=None)


def test_a_figure_of_a_notebook_is_never_kept(folder, drawn):
    def line(fig, *, n):
        fig.add_axes((0.1, 0.1, 0.8, 0.8)).plot([0, n])

    for _ in range(2):
        Explorer(line, title="A line", n=Choice([1, 2])).packs()
    assert len(drawn) == 2
    assert not folder.exists()


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 not a zip", None])
def test_a_damaged_file_is_drawn_again(whole, folder, drawn, damage):
    (file,) = folder.iterdir()
    content = bytearray(file.read_bytes())
    content[100] ^= 255  # one bit of what is packed
    file.write_bytes(content if damage is None else damage)
    assert payoffs().packs() == whole
    assert len(drawn) == 1
    assert payoffs().packs() == whole
    assert len(drawn) == 1


def test_a_pack_that_lacks_a_shape_is_drawn_again(whole, folder, drawn):
    (file,) = folder.iterdir()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("wide", whole["wide"])
    assert payoffs().packs() == whole
    assert len(drawn) == 1


def test_a_key_that_missed_something_is_found_out(folder, drawn, monkeypatch):
    monkeypatch.setattr(store, "facts", lambda explorer: {"the key": "knows nothing"})
    payoffs().packs()
    other = payoffs(title="Same key, other frames", mpcr=Slider(values=[0.5, 0.6]))
    packs = other.packs()
    assert "were not what is drawn now" in other.note
    assert packs == other._draw()
    assert len(drawn) == 3


def test_a_folder_that_cannot_be_written_stops_nothing(monkeypatch, tmp_path):
    monkeypatch.setenv("GOVLIB_PACKS", str(tmp_path / "file" / "packs"))
    (tmp_path / "file").write_text("not a folder")
    explorer = payoffs()
    assert explorer.packs()
    assert "could not be kept" in explorer.note


def test_what_was_edited_while_it_ran_is_not_kept(folder, drawn, monkeypatch):
    """The key is of the sources on disk, the frames of the modules as they were imported."""
    monkeypatch.setattr(store, "_BEGAN", time.time() - 1e9)
    explorer = payoffs()
    explorer.packs()
    assert "edited while it was drawn" in explorer.note
    assert not folder.exists()


def _build(_):
    return payoffs().packs()


@pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="processes cannot fork here"
)
def test_builds_at_the_same_time_share_a_folder(folder):
    with multiprocessing.get_context("fork").Pool(4) as pool:
        found = pool.map(_build, range(8), chunksize=1)
    assert all(packs == found[0] for packs in found)
    (file,) = folder.iterdir()  # no part is left over
    assert payoffs().packs() == found[0]
    assert zipfile.ZipFile(file).testzip() is None


def test_a_reader_never_sees_half_a_file(folder, monkeypatch):
    """Writing that is stopped leaves neither a file nor a part."""
    monkeypatch.setattr(os, "replace", lambda *a: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        payoffs().packs()
    assert not list(folder.iterdir())


def test_only_what_nobody_asks_for_is_removed(whole, folder, drawn):
    payoffs(id="old").packs()
    (folder / ".left.part").write_text("")
    long_ago = time.time() - 61 * 86400
    for file in folder.iterdir():
        os.utime(file, (long_ago, long_ago))
    payoffs().packs()  # asks for it
    store.prune(folder)
    assert [f.name.split("-")[0] for f in folder.iterdir()] == ["payoffs"]
    assert drawn == ["old"]


# ---- edits in a copy of the package: who is drawn again, and is it right?

CHILD = """
import json, sys
import govlib
assert govlib.__file__.startswith(sys.argv[1]), govlib.__file__
from govlib.explorer import Choice, Explorer
from govlib.figures.games import public_goods
from govlib.figures.networks import banks
from govlib.figures.voting import power
drawn = []
plain = Explorer._draw
Explorer._draw = lambda self: drawn.append(self.id) or plain(self)
explorers = [
    Explorer(public_goods.payoffs, says=public_goods.say_payoffs, title="P", id="payoffs",
             n=Choice([2, 4]), fixed={"mpcr": 0.4, "others": 15}),
    Explorer(banks.shock, says=banks.say_shock, title="S", id="shock",
             hit=Choice(["GBR", "USA"]), fixed={"loss": 20, "links": list(banks.LINKS)[0]}),
    Explorer(power.majority, says=power.say_majority, title="M", id="majority",
             percent=Choice(list(power.MAJORITIES)[:2]), chair=Choice(list(power.CHAIRS)[:2])),
]
right = [e.packs() == plain(e) for e in explorers]
print(json.dumps([drawn, right, [e.note for e in explorers]]))
"""


def source(thing):
    """Return where a module, function or class of the library stands, from its root."""
    return Path(inspect.getsourcefile(inspect.unwrap(thing))).relative_to(ROOT)


def replaced(old, new):
    def edit(text):
        assert old in text
        return text.replace(old, new, 1)

    return edit


def more(text):
    return text + "\nNEW = 1\n"


EDITS = [
    # each of these alone draws nothing again, so neither do all at once
    (
        "a comment, a docstring, the end of a table, another table",
        {
            source(banks): lambda text: replaced('"""', '"""Again: ')(text) + "\n# a comment\n",
            Path("govlib/data/tables/bank_claims_2022q4.csv"): lambda t: t.rstrip("\n") + "\n",
            Path("govlib/data/tables/oda_gni.csv"): lambda text: text + "\n",
        },
        [],
    ),
    ("the figure", {source(banks): more}, ["shock"]),
    ("its model", {source(LinearPublicGood): more}, ["payoffs"]),
    ("another family", {source(banzhaf): more}, ["majority"]),
    (
        "a country's name",
        {Path("govlib/data/tables/countries.csv"): replaced("United Kingdom", "United  Kingdom")},
        ["shock"],
    ),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the package."""
    root = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "govlib", root / "govlib", ignore=shutil.ignore_patterns("__pyc*"))
    return root


@pytest.fixture(scope="module")
def built(nursery, copy):
    """What draws explorers of the copy, in a process of its own: their frames are kept by now."""

    def run():
        done = nursery.run(
            CHILD,
            copy,
            cwd=copy,
            path=[copy],
            env={"GOVLIB_PACKS": str(copy / "packs"), "GOVLIB_JOBS": "1", "PYTHONPATH": None},
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    assert run()[0] == ["payoffs", "shock", "majority"]
    return run


@pytest.mark.parametrize(("edits", "wanted"), [e[1:] for e in EDITS], ids=[e[0] for e in EDITS])
def test_an_edit_draws_again_what_depends_on_it_and_no_other(copy, built, edits, wanted):
    before = {copy / file: (copy / file).read_text(encoding="utf-8") for file in edits}
    for (path, text), edit in zip(before.items(), edits.values(), strict=True):
        path.write_text(edit(text), encoding="utf-8")
    try:
        drawn, right, notes = built()
    finally:
        for path, text in before.items():
            path.write_text(text, encoding="utf-8")
    assert drawn == wanted
    assert right == [True] * 3
    assert notes == [""] * 3
