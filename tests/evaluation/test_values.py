from __future__ import annotations

import pytest

from rag.evaluation.values import agrees, exact, token_f1, tokens


def test_tokens() -> None:
    assert tokens("The U.S., “at least” an 80!") == ["us", "at", "least", "80"]
    assert tokens("theatre") == ["theatre"]


@pytest.mark.parametrize(
    ("value", "expected", "same", "overlap", "agreeing"),
    [
        ("80", ["80"], 1, 1, True),
        ("the 80", ["80."], 1, 1, True),
        ("at least 80", ["80"], 0, 0.5, True),
        ("80", ["at least 80", "600"], 0, 0.5, True),
        ("800", ["80"], 0, 0, False),
        ("180", ["80"], 0, 0, False),
        ("at most 80", ["at least 80"], 0, 2 / 3, False),
        ("Anna Berg", ["Berg, Anna"], 0, 1, False),
        ("80", [], 0, 0, False),
        ("the", ["a"], 1, 0, False),
        ("", ["80"], 0, 0, False),
        ("80 80", ["80"], 0, 2 / 3, True),
    ],
)
def test_values(value: str, expected: list[str], same: float, overlap: float, agreeing: bool) -> None:
    assert exact(value, expected) == same
    assert token_f1(value, expected) == pytest.approx(overlap)
    assert agrees(value, expected) is agreeing
