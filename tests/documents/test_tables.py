from __future__ import annotations

import pytest

from rag.documents.tables import row_lines


@pytest.mark.parametrize(
    ("rows", "header", "expected"),
    [
        (
            [["Name", "Age"], ["Ada", "36"], ["", ""], ["Bob", ""], ["Cy", "4.5%"]],
            True,
            ["Name: Ada; Age: 36.", "Name: Bob.", "Name: Cy; Age: 4.5%."],
        ),
        ([["Released", "80"], ["Detained", "700"]], True, ["Released: 80.", "Detained: 700."]),
        ([["Name", "Ada"], ["Job", "Engineer"]], None, ["Name: Ada.", "Job: Engineer."]),
        (
            [["Town", "People"], ["Bern", "134,000"], ["Chur", "39 000"]],
            None,
            ["Town: Bern; People: 134,000.", "Town: Chur; People: 39 000."],
        ),
        ([["a", "b", "c"], ["d", "e", "f."]], False, ["a; b; c.", "d; e; f."]),
        ([["a", "b", "c"], ["d", "e", "f"]], None, ["a: d; b: e; c: f."]),
        (
            [["Report of 2026", "", ""], [], ["Town", "", "People:"], ["Bern", "x", "1"]],
            True,
            ["Report of 2026", "Town: Bern; x; People: 1."],
        ),
        ([["Name", "Name"], ["Ada", "Bob"]], True, ["Name: Name.", "Ada: Bob."]),
        ([["one\nline", " and  two "]], True, ["one line: and two."]),
        ([["alone"]], True, ["alone"]),
        ([], True, []),
    ],
)
def test_row_lines(rows: list[list[str]], header: bool | None, expected: list[str]) -> None:
    assert list(row_lines(rows, header=header)) == expected
