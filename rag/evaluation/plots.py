"""Plots as inline SVG: text and lines only, coloured by the style sheet of the page that they stand on."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Row", "curves", "forest", "histogram"]


class Row(NamedTuple):
    """A share (0 to 1) with its interval, and that of an earlier run, if any."""

    label: str
    value: float
    low: float
    high: float
    before: float | None = None


def forest(rows: Sequence[Row], title: str) -> str:
    """Shares below each other, each a dot on its interval; a hollow dot is the earlier run."""
    left, right, step = 200, 560, 26
    bottom = 10 + step * len(rows)

    def x(share: float) -> float:
        return left + share * (right - left)

    parts = [_grid_line(x(tick), 8, x(tick), bottom) for tick in (0, 0.25, 0.5, 0.75, 1)]
    parts += [_text(x(tick), bottom + 16, f"{tick:g}", "middle", "small") for tick in (0, 0.25, 0.5, 0.75, 1)]
    for number, row in enumerate(rows):
        y = 10 + step * (number + 0.5)
        parts.append(_text(left - 12, y + 4, row.label, "end"))
        parts.append(f'<path class="first" d="M{x(row.low):.1f} {y:.1f}H{x(row.high):.1f}"/>')
        if row.before is not None:
            parts.append(f'<circle class="before" cx="{x(row.before):.1f}" cy="{y:.1f}" r="5"/>')
        parts.append(f'<circle class="dot" cx="{x(row.value):.1f}" cy="{y:.1f}" r="5"/>')
        parts.append(_text(right + 14, y + 4, f"{row.value:.3f}", "start"))
    return _svg(630, bottom + 24, title, parts)


def curves(first: Sequence[tuple[int, float]], second: Sequence[tuple[int, float]], title: str) -> str:
    """Two lines of shares over k = 1 to 10, the second dashed."""
    left, right, top, bottom = 40, 305, 12, 172

    def x(k: float) -> float:
        return left + (k - 1) / 9 * (right - left)

    def y(share: float) -> float:
        return bottom - share * (bottom - top)

    parts = []
    for tick in (0, 0.5, 1):
        parts += [_grid_line(left, y(tick), right, y(tick)), _text(left - 8, y(tick) + 4, f"{tick:g}", "end", "small")]
    parts += [_text(x(k), bottom + 18, str(k), "middle", "small") for k, _ in first]
    for points, line, dot in ((second, "second", "other"), (first, "first", "dot")):
        path = "L".join(f"{x(k):.1f} {y(share):.1f}" for k, share in points)
        parts.append(f'<path class="{line}" d="M{path}"/>')
        parts += [f'<circle class="{dot}" cx="{x(k):.1f}" cy="{y(share):.1f}" r="4"/>' for k, share in points]
    return _svg(320, 200, title, parts)


def histogram(values: Sequence[float], unit: str, title: str, bins: int = 20) -> str:
    """How often values fall into ranges of equal width from 0 on; at least one value."""
    left, right, top, bottom = 40, 305, 12, 172
    most = max(values) or 1.0
    counts, edges = np.histogram(values, bins=bins, range=(0, most))
    highest = int(counts.max())
    width = (right - left) / bins
    parts = [_grid_line(left, bottom, right, bottom), _text(left - 8, top + 8, str(highest), "end", "small")]
    for number, count in enumerate(counts.tolist()):
        height = count / highest * (bottom - top)
        span = f"{edges[number]:.0f} to {edges[number + 1]:.0f} {unit}: {count}"
        parts.append(
            f'<rect class="bar" x="{left + number * width + 1:.1f}" y="{bottom - height:.1f}" width="{width - 2:.1f}" '
            f'height="{height:.1f}"><title>{escape(span)}</title></rect>'
        )
    ticks = ((left, "start", 0.0), ((left + right) / 2, "middle", most / 2), (right, "end", most))
    parts += [_text(at, bottom + 18, f"{value:.0f} {unit}", anchor, "small") for at, anchor, value in ticks]
    return _svg(320, 200, title, parts)


def _svg(width: float, height: float, title: str, parts: Sequence[str]) -> str:
    inside = "".join(parts)
    name = escape(title, quote=True)
    return f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{name}">{inside}</svg>'


def _text(x: float, y: float, words: str, anchor: str, kind: str = "") -> str:
    style = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{style}>{escape(words)}</text>'


def _grid_line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="grid" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'
