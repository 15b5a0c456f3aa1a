"""Which warnings fail a test, and which are only told: the filters of ``pyproject.toml``."""

import warnings

import pytest


def warn(category, module, message="some message"):
    warnings.warn_explicit(message, category, "some_file.py", 1, module=module)


@pytest.mark.parametrize(
    ("category", "module"),
    [
        (DeprecationWarning, "govlib.games.dilemma"),
        (PendingDeprecationWarning, "bookkit.keys"),
        (DeprecationWarning, "kit"),
        (DeprecationWarning, "tests.games.test_dilemma"),
        (FutureWarning, "pandas.core"),
        (RuntimeWarning, "numpy.linalg"),
        (UserWarning, "matplotlib.figure"),
    ],
)
def test_what_we_can_mend_fails(category, module):
    with pytest.raises(category, match="some message"):
        warn(category, module)


def test_what_only_a_library_can_mend_is_told():
    with warnings.catch_warnings(record=True) as told:
        warn(DeprecationWarning, "tornado.ioloop")
        warn(DeprecationWarning, "kitchen")
        warn(ResourceWarning, "gc", "unclosed <socket.socket fd=7>")
    assert len(told) == 3
