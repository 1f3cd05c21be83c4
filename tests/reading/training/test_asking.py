"""Statements turned into the question whether they are so."""

from __future__ import annotations

import pytest

from rag.reading.training.asking import asked


@pytest.mark.parametrize(
    ("statement", "question"),
    [
        ("The bridge is open.", "Is the bridge open?"),
        ("Shops open early.", "Do shops open early?"),
        ("She has left the town.", "Has she left the town?"),
        ("Ana Ruiz won the race in 1999.", "Did Ana Ruiz win the race in 1999?"),
        ("The law was passed by the senate.", "Was the law passed by the senate?"),
        ("The old ferry will be sold.", "Will the old ferry be sold?"),
        ("The mayor still lives there!", "Does the mayor still live there?"),
    ],
)
def test_a_statement_becomes_a_question(statement: str, question: str) -> None:
    assert asked(statement) == question


@pytest.mark.parametrize(
    "statement",
    [
        "",
        "The bridge is not open.",
        "In May the bridge was closed.",
        "Open the bridge.",
        "A bridge",
        f"The bridge is {'very ' * 30}old.",
    ],
)
def test_what_is_no_plain_statement_is_left(statement: str) -> None:
    assert asked(statement) is None
