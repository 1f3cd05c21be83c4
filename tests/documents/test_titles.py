from __future__ import annotations

import pytest

from rag.documents.titles import meaningful_title, title_of_text

PROSE = "The council met and agreed to publish its budget before the end of the year, as it had promised. " * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"A Budget for All\n\n{PROSE}", "A Budget for All"),
        (f"A Budget for All\n{PROSE}", "A Budget for All"),
        (f"\n\n  A Budget for All  \n\n{PROSE}", "A Budget for All"),
        (f"Will There Be a Budget?\n\n{PROSE}", "Will There Be a Budget?"),
        (f"Pressure from the U.S.\n\n{PROSE}", "Pressure from the U.S."),
        (f"Monday, January 26, 2026\nSunday, January 25, 2026\n\nA Budget for All\n\n{PROSE}", "A Budget for All"),
        ("A Budget for All\nJan 26, 2026, 3:14 PM\n" + PROSE, "A Budget for All"),
        (f"The council met and agreed.\n{PROSE}", None),
        ("a line that\nruns on", None),
        ("The council met and\nagreed to publish it.\n", None),
        (f"- first of a list\n\n{PROSE}", None),
        (f"Subject: budget\n\n{PROSE}", None),
        ("Only One Line", None),
        (f"{PROSE}\n\n{PROSE}", None),
        (f"2026\n\n{PROSE}", None),
        ("", None),
    ],
)
def test_title_of_text(text: str, expected: str | None) -> None:
    assert title_of_text(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("  The   Budget\n2026 ", "The Budget 2026"),
        ("untitled", None),
        ("Microsoft Word - budget final.docx", None),
        ("budget_final.pdf", None),
        ("PowerPoint Presentation", None),
        ("", None),
        (None, None),
    ],
)
def test_meaningful_title(value: str | None, expected: str | None) -> None:
    assert meaningful_title(value) == expected
