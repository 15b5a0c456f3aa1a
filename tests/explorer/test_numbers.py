"""Numbers for the prose: named, finite, and shown to nobody."""

import numpy as np
import pytest

from govlib.explorer import note, numbers


@pytest.fixture
def shown(monkeypatch):
    """Collect what a cell would display."""
    found = {}

    def display(data, *, raw, metadata):
        assert raw
        found[metadata["scrapbook"]["name"]] = data

    monkeypatch.setattr(numbers, "display", display)
    return found


def test_each_number_gets_its_name(shown):
    note(share=1 / 3, count=np.int64(12), held=True)
    texts = {name: data["application/papermill.record/text/plain"] for name, data in shown.items()}
    assert {name: float(text) for name, text in texts.items()} == {
        "share": 1 / 3,
        "count": 12.0,
        "held": 1.0,
    }
    assert all(set(data) == {"application/papermill.record/text/plain"} for data in shown.values())


@pytest.mark.parametrize(
    ("value", "error", "words"),
    [
        (float("nan"), ValueError, "share must be finite; got nan"),
        ("1", TypeError, "share must be a number"),
        ([1, 2], TypeError, "share must be one number"),
    ],
)
def test_what_is_no_finite_number_is_refused(shown, value, error, words):
    with pytest.raises(error, match=words):
        note(share=value)
    assert not shown
