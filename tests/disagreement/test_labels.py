"""Units that stand in a column's heading."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rag.disagreement.compare import compare, read_value
from rag.disagreement.labels import unit_of_label
from rag.text.spans import Span


@pytest.mark.parametrize(
    ("row", "unit", "power"),
    [
        ("Station: North Quay; Depth in metres: ", "metre", 1),
        ("Item: Boring; Contract (million crowns): ", "crown", 10**6),
        ("Year: 2024; Sales (in thousands of dollars): ", "dollar", 1000),
        ("Weight (kg): ", "kilogram", 1),
    ],
)
def test_a_heading_gives_the_unit(row: str, unit: str, power: int) -> None:
    assert unit_of_label(f"{row}33", len(row)) is not None
    found = unit_of_label(f"{row}33", len(row))
    assert found is not None
    assert (found[0].name, found[1]) == (unit, Fraction(power))


@pytest.mark.parametrize(
    "row",
    ["Speed in metres per fortnight: ", "Station: ", "Opening in spring: ", "Depth in metres: 5; Year: ", "in metres "],
)
def test_no_heading_no_unit(row: str) -> None:
    assert unit_of_label(f"{row}33", len(row)) is None


def test_a_row_is_compared_with_prose() -> None:
    row, prose = "Station: North Quay; Depth in metres: 33; Opening: 2026.", "North Quay lies 31 metres below ground."
    first = read_value(row, Span(row.index("33"), row.index("33") + 2), "measure")
    second = read_value(prose, Span(prose.index("31"), prose.index("31") + 9), "measure")
    assert first is not None
    assert second is not None
    assert compare(first, second).verdict == "excludes"


def test_the_power_of_ten_of_a_heading_counts() -> None:
    row = "Item: Boring; Paid (million crowns): 231"
    value = read_value(row, Span(len(row) - 3, len(row)), "money")
    assert value is not None
    assert compare(value, value).verdict == "same"
    prose = "231 million crowns"
    same = read_value(prose, Span(0, len(prose)), "money")
    assert same is not None
    assert compare(value, same).verdict == "same"
