from __future__ import annotations

import pytest

from ui.theme import COLOURS, asset, page_css, page_theme

PAIRS = [
    ("text", "ground"),
    ("text", "surface"),
    ("text", "sunken"),
    ("text", "caution"),
    ("quiet", "ground"),
    ("quiet", "surface"),
    ("quiet", "sunken"),
    ("quiet", "caution"),
    ("accent", "ground"),
    ("accent", "surface"),
    ("accent", "sunken"),
    ("accent", "caution"),
    ("on-accent", "accent"),
    ("on-mark", "mark"),
    ("problem", "surface"),
]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_contrast_is_at_least_aa(text: str, ground: str, scheme: int) -> None:
    dark, light = sorted((luminance(COLOURS[text][scheme]), luminance(COLOURS[ground][scheme])))
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_only_fonts_of_the_system() -> None:
    theme = page_theme()
    assert theme._font_css == []
    assert theme._stylesheets == []
    assert "@font-face" not in page_css()
    assert "url(" not in page_css()


def test_every_colour_that_is_used_is_defined() -> None:
    import re

    used = set(re.findall(r"var\(--ws-([a-z-]+)\)", asset("page.css")))
    assert used - COLOURS.keys() == set()
