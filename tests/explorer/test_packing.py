from __future__ import annotations

import gzip
import multiprocessing
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.explorer.packing import jobs, pack, parallel, unpack

LINE = st.text(st.characters(exclude_characters="\n\x1e", exclude_categories=["Cs"]), max_size=5)
FRAME = st.lists(st.one_of(st.sampled_from(["<g>", "</g>", "a", "b"]), LINE), min_size=1).map(
    "\n".join
)


@given(st.lists(st.tuples(FRAME, st.text(st.characters(exclude_categories=["Cs"]))), min_size=1))
def test_round_trip(pairs):
    frames, said = [list(x) for x in zip(*pairs, strict=True)]
    assert unpack(pack(frames, said)) == (frames, said)


@given(st.lists(FRAME, min_size=1))
def test_the_same_bytes_each_time(frames):
    said = ["x"] * len(frames)
    assert pack(frames, said) == pack(frames, said)


def test_what_frames_share_is_stored_once():
    shared = "\n".join(f"<path d='{i}'/>" for i in range(2000))
    frames = [f"{shared}\n<circle r='{i}'/>" for i in range(50)]
    data = pack(frames, [""] * 50)
    assert len(gzip.decompress(data)) < 1.2 * len(shared) + 50 * 60


def test_bad_input():
    with pytest.raises(ValueError, match="1 for 2 frames"):
        pack(["a", "b"], ["x"])
    with pytest.raises(ValueError, match="U\\+001E"):
        pack(["a\x1eb"], ["x"])


def square(x):
    return x * x, os.getpid()


@pytest.mark.parametrize("count", [1, 2])
def test_parallel_keeps_the_order(monkeypatch, count):
    monkeypatch.setenv("GOVLIB_JOBS", str(count))
    found = parallel(square, range(40))
    assert [x for x, _ in found] == [x * x for x in range(40)]
    here = {pid for _, pid in found} == {os.getpid()}
    assert here == (count == 1 or "fork" not in multiprocessing.get_all_start_methods())


def test_parallel_without_fork(monkeypatch):
    monkeypatch.setenv("GOVLIB_JOBS", "4")
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert {pid for _, pid in parallel(square, range(10))} == {os.getpid()}


def test_an_error_in_a_child_comes_through(monkeypatch):
    monkeypatch.setenv("GOVLIB_JOBS", "2")
    with pytest.raises(ZeroDivisionError):
        parallel(lambda x: 1 / x, [2, 1, 0, 4])


def test_jobs(monkeypatch):
    monkeypatch.setenv("GOVLIB_JOBS", "3")
    assert jobs() == 3
    monkeypatch.delenv("GOVLIB_JOBS")
    assert 1 <= jobs() <= os.cpu_count()
    for text in ("0", "-1", "two", "1.5"):
        monkeypatch.setenv("GOVLIB_JOBS", text)
        with pytest.raises(ValueError, match="GOVLIB_JOBS must be"):
            jobs()
