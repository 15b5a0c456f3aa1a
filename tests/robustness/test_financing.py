"""The robustness lines of *Many purses, one good*, counted a second way."""

import runpy
from collections import Counter
from pathlib import Path

from govlib.published import get
from govlib.published import ivc_financing as library

script = runpy.run_path(str(Path(__file__).with_name("financing.py")))


def test_what_naming_one_adds():
    counts = Counter(script["naming"]())
    for name, pair in zip(
        ("may fail", "may fail, payoff", "err", "err, payoff"), get("FIN-02").value, strict=True
    ):
        assert [counts[name, held] for held in (True, False)] == list(pair), name


def test_what_a_channel_adds_in_a_part_of_the_economies(monkeypatch):
    """All economies take minutes (run the script); this is one in nine, and no fund."""
    some = list(library.economies())[::9]
    monkeypatch.setattr(library, "economies", lambda: iter(some))
    monkeypatch.setattr(library, "DONORS", ())
    judged = script["judged"]
    assert Counter(judged(script["gifts_and_channels"](9))) == Counter(judged(library.channels()))


def test_no_share_lies_so_near_a_yardstick_that_rounding_would_decide(monkeypatch):
    """What is added equals a yardstick to many digits, or is clearly another number."""
    some = list(library.economies())[::4]
    monkeypatch.setattr(library, "economies", lambda: iter(some))
    for name, added in library.channels():
        far = min(abs(added - least) for least in library.YARDSTICKS)
        assert far < library.MARGIN / 10 or far > 10 * library.MARGIN, (name, added)
