"""The palette: readable in light and dark, and for readers who see fewer colours.

Colour blindness is simulated with the matrices of Machado, G. M., Oliveira, M. M. and Fernandes,
L. A. F. (2009), "A physiologically-based model for simulation of color vision deficiency", IEEE
Transactions on Visualization and Computer Graphics 15(6), 1291-1298, doi:10.1109/TVCG.2009.113
(severity 1.0), which act on linear RGB. Contrast is that of WCAG 2.2, success criteria 1.4.3
(text, 4.5:1) and 1.4.11 (lines and controls, 3:1).
"""

from __future__ import annotations

from itertools import combinations

import matplotlib as mpl
import numpy as np
import pytest

from govlib.palette import CYCLE, MAP, PALETTE, RC

MACHADO = {
    "normal": np.eye(3),
    "protan": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deutan": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritan": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
THEMES = {"light": 0, "dark": 1}
TEXT = ("ink", "muted", *CYCLE)
LINES = (*CYCLE, "edge")


def linear(colour: str) -> np.ndarray:
    rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def luminance(rgb: np.ndarray) -> float:
    return float(rgb @ [0.2126, 0.7152, 0.0722])


def contrast(a: str, b: str) -> float:
    low, high = sorted([luminance(linear(a)), luminance(linear(b))])
    return (high + 0.05) / (low + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of linear sRGB, white point D65."""
    to_xyz = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    )
    xyz = to_xyz @ np.clip(rgb, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def distance(a: str, b: str, sight: str) -> float:
    """CIE 1976 colour difference as a reader with this sight sees it."""
    matrix = MACHADO[sight]
    return float(np.linalg.norm(lab(matrix @ linear(a)) - lab(matrix @ linear(b))))


def test_contrast_of_the_extremes():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_simulation_keeps_greys():
    grey = linear("#777777")
    for matrix in MACHADO.values():
        assert matrix @ grey == pytest.approx(grey, abs=1e-5)


def test_simulation_knows_colours_that_fail():
    """Red and green of equal lightness: far apart, but not for a deutan reader."""
    assert distance("#c05050", "#5a8a3c", "normal") > 60
    assert distance("#c05050", "#5a8a3c", "deutan") < 8


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", TEXT)
def test_text_is_readable(name, theme):
    k = THEMES[theme]
    assert contrast(PALETTE[name][k], PALETTE["paper"][k]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", LINES)
def test_lines_stand_out(name, theme):
    k = THEMES[theme]
    assert contrast(PALETTE[name][k], PALETTE["paper"][k]) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("sight", MACHADO)
def test_series_differ(sight, theme):
    """Eighteen is some eight times what is just noticeable (2.3)."""
    k = THEMES[theme]
    for a, b in combinations(CYCLE, 2):
        assert distance(PALETTE[a][k], PALETTE[b][k], sight) >= 18, (a, b)


def test_every_series_has_a_line_style_of_its_own():
    styles = [str(entry["linestyle"]) for entry in RC["axes.prop_cycle"]]
    assert len(set(styles)) == len(styles) == len(CYCLE)


@pytest.mark.parametrize("sight", MACHADO)
def test_colour_map_rises_in_lightness(sight):
    colours = mpl.colormaps[MAP](np.linspace(0, 1, 64))[:, :3]
    rgb = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    lightness = [lab(MACHADO[sight] @ x)[0] for x in rgb]
    assert np.all(np.diff(lightness) > 0)
