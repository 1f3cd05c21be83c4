"""Whether what is counted is what was asked for."""

from __future__ import annotations

import pytest

from rag.reading.heads import head_factor
from rag.reading.parser import parse
from rag.reading.question import analyse
from rag.reading.values import find_values

pytestmark = pytest.mark.model

COUNTED = [
    ("How many sailors were rescued?", "312 sailors were rescued.", 1.25),
    ("How many prisoners were moved?", "312 inmates were moved.", 1.25),
    ("How many sailors were rescued?", "312 individuals were rescued.", 1.15),
    ("How many sailors were rescued?", "312 men and women were rescued.", 1.15),
    ("How many sailors were rescued?", "312 individuals were hired.", 0.7),
    ("How many sailors were rescued?", "312 boats were rescued.", 0.25),
    # some people are not any people
    ("How many journalists were rescued?", "312 people were rescued.", 0.25),
    ("How many Danish citizens were rescued?", "312 people were rescued.", 0.25),
    ("How many people were rescued?", "312 sailors were rescued.", 0.7),
    ("How many were rescued?", "312 sailors were rescued.", 1.0),
]


@pytest.mark.parametrize(("question", "sentence", "expected"), COUNTED)
def test_the_noun_counted(question: str, sentence: str, expected: float) -> None:
    doc = parse(sentence)
    (count,) = [c for c in find_values(doc) if c.kind == "count"]
    assert head_factor(analyse(question), doc, count) == expected
