from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.explorer.svg import tidy
from govlib.palette import PALETTE, color, new_figure, styled

SVG = "{http://www.w3.org/2000/svg}"


def raw(draw, salt="x"):
    fig = new_figure(4, 3)
    buffer = io.StringIO()
    with styled(svg__hashsalt=salt):
        draw(fig)
        fig.savefig(buffer, format="svg")
    return buffer.getvalue()


def plain(fig, text="label"):
    ax = fig.add_axes((0.1, 0.1, 0.8, 0.8))
    ax.plot([0, 1, 2], [0.123456, 3, 1], "o-", label=text)
    ax.set_title(text)
    ax.legend()


def words(svg):
    """All text of an SVG, element by element."""
    texts = ["".join(e.itertext()).strip() for e in ET.fromstring(svg).iter(f"{SVG}text")]
    return [re.sub(r"\s+", " ", t) for t in texts]


LABELS = st.text(
    st.sampled_from('abc XYZ 0.123456789 #0f6fd6 "=<>&;-+ id="a" L M font: 12px serif'),
    min_size=1,
    max_size=24,
).filter(str.strip)


@settings(max_examples=40)
@given(LABELS)
def test_text_is_kept(text):
    """Numbers, colours and quotes in a label are the reader's, not ours to shorten."""
    before = raw(lambda fig: plain(fig, text))
    assert Counter(words(tidy(before))) == Counter(words(before))


def test_numbers_are_shortened_in_tags_only():
    small = tidy(raw(lambda fig: plain(fig, "0.123456789")))
    assert ">0.123456789<" in small
    inside = "".join(re.findall(r"<[^>]+>", small))
    assert not re.search(r"\d\.\d{5,}", inside)
    assert not re.search(r"\d{2}\.\d{2,}", inside)


def test_colours_become_variables():
    def draw(fig):
        ax = fig.add_axes((0.1, 0.1, 0.8, 0.8))
        for name in PALETTE:
            ax.plot([0, 1], [0, 1], color=color[name])
        ax.plot([0, 1], [1, 0], color="black")

    small = tidy(raw(draw))
    for name, (light, _) in PALETTE.items():
        assert f"var(--gx-{name})" in small
        assert light not in small
    assert "#000000" not in small


def test_only_the_ids_that_are_used_stay():
    small = tidy(raw(plain))
    ids = re.findall(r' id="([^"]+)"', small)
    assert ids
    for name in ids:
        assert f"#{name}" in small
    assert "<style" not in small
    assert "<metadata" not in small


def test_two_pictures_on_a_page_share_no_id():
    one, two = (set(re.findall(r' id="([^"]+)"', tidy(raw(plain, salt)))) for salt in "ab")
    assert one
    assert two
    assert not one & two


def test_a_raster_survives():
    def draw(fig):
        ax = fig.add_axes((0.1, 0.1, 0.8, 0.8))
        ax.imshow(np.arange(144).reshape(12, 12))

    before = raw(draw)
    data = re.search(r"base64,([^\"]+)", before)[1]
    small = tidy(before)
    assert re.sub(r"\s", "", data) in small
    assert "image-rendering" in small
    ET.fromstring(small)


def test_it_is_smaller():
    before = raw(plain)
    assert len(tidy(before)) < 0.8 * len(before)


def test_not_a_picture():
    with pytest.raises(ValueError, match="substring not found"):
        tidy("nothing")


def test_the_scale_is_what_the_axes_say():
    def scale(high, value, labels=None):
        def draw(fig):
            ax = fig.add_axes((0.1, 0.1, 0.8, 0.8))
            ax.set(xlim=(0, 1), ylim=(0, high))
            ax.plot([0, 1], [0, value])
            ax.set_title(str(value))
            if labels:
                ax.set_xticks([0, 1], labels)

        return re.search(r'<svg[^>]* data-scale="(\w+)"', tidy(raw(draw)))[1]

    assert scale(2, 1) == scale(2, 1.5)
    assert scale(2, 1) != scale(3, 1)
    assert scale(2, 1, ["a", "b"]) != scale(2, 1, ["a", "c"])
