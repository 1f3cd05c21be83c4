from __future__ import annotations

import re
from random import Random

import pytest

from rag.reading.parser import parse
from rag.reading.training.exchanges import pieces
from rag.reading.training.pairs import LABELS, Label
from rag.reading.training.wording_bounds import bounded_pair, is_bounded

pytestmark = pytest.mark.model

_UPPER = re.compile(r"(?:fewer than|under|less than|at most) (\d+)")
_LOWER = re.compile(r"(?:more than|over|at least) (\d+)")


@pytest.mark.parametrize("label", LABELS)
def test_labels_follow_from_the_numbers(label: Label) -> None:
    doc = parse("The storm damaged 57 houses in the valley.")
    for seed in range(60):
        made = bounded_pair(doc, Random(seed), label)
        assert made is not None
        premise, hypothesis, given, _ = made
        assert given == label
        bound = premise if "57" not in premise else hypothesis
        upper, lower = _UPPER.search(bound), _LOWER.search(bound)
        holds = not (upper and int(upper[1]) <= 57) and not (lower and int(lower[1]) > 57)
        assert holds is (label != "contradiction")
        # Only what gives the number itself entails a bound.
        assert (premise == doc.text) is (label == "entailment") or label == "contradiction"


@pytest.mark.parametrize(
    "text", ["More than 57 houses fell.", "It fell in 1957.", "She has two sons.", "Between 50 and 60 houses fell."]
)
def test_no_plain_number(text: str) -> None:
    assert bounded_pair(parse(text), Random(1)) is None


@pytest.mark.parametrize(
    ("text", "bounded"),
    [
        ("At least 57 houses fell.", True),
        ("About 57 houses fell.", True),
        ("57 of the houses fell.", True),
        ("It was built before 1957.", True),
        ("In all, 57 houses fell.", False),
    ],
)
def test_is_bounded(text: str, *, bounded: bool) -> None:
    [piece] = pieces(parse(text))
    assert is_bounded(text, piece) is bounded
