"""The colours of care keep apart for everybody: seen as by the three kinds of colour blindness."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

FILE = Path(__file__).resolve().parents[2] / "visualizations" / "colours.css"
NAMES = ("gap", "warning", "fine", "own")
# G. M. Machado, M. M. Oliveira, L. A. F. Fernandes: A physiologically-based model for simulation of color
# vision deficiency (2009), severity 1.0; on linear RGB
SEEN = {
    "everybody": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900),
    ),
}  # fmt: skip
LAB = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE = (0.95047, 1.0, 1.08883)
Three = tuple[float, float, float]


def themes() -> dict[str, dict[str, str]]:
    light, dark = FILE.read_text(encoding="utf-8").split("@media screen", 1)
    return {
        theme: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", text))
        for theme, text in (("light", light), ("dark", dark))
    }


def linear(colour: str) -> Three:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return red, green, blue


def times(matrix: tuple[Three, ...], colour: Three) -> Three:
    first, second, third = (sum(a * b for a, b in zip(row, colour, strict=True)) for row in matrix)
    return first, second, third


def lab(colour: Three) -> Three:
    x, y, z = (
        (one / white) ** (1 / 3) if one / white > 0.008856 else 7.787 * one / white + 16 / 116
        for one, white in zip(times(LAB, colour), WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one: str, other: str, eyes: str) -> float:
    """How far two colours are apart (CIE 1976): from some 10 on nobody takes one for the other."""
    seen = [
        lab((max(0, min(1, r)), max(0, min(1, g)), max(0, min(1, b))))
        for r, g, b in (times(SEEN[eyes], linear(colour)) for colour in (one, other))
    ]
    return float(sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5)


@pytest.mark.parametrize("eyes", SEEN)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_colours_of_care_keep_apart(theme: str, eyes: str) -> None:
    colours = themes()[theme]
    found = {pair: apart(colours[pair[0]], colours[pair[1]], eyes) for pair in combinations(NAMES, 2)}
    assert min(found.values()) > 10, found


def test_the_simulator_knows_what_is_alike() -> None:
    assert apart("#000000", "#ffffff", "everybody") == pytest.approx(100, abs=0.1)
    red, green = "#c05040", "#6a7a3a"
    assert apart(red, green, "everybody") > 3 * apart(red, green, "deuteranopia")
