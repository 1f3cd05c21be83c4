"""How stances and standings stand to each other."""

from __future__ import annotations

import pytest

from rag.disagreement.stance_relations import relate_stances, relate_standings
from rag.reading.stances import Stance
from rag.reading.standings import Standing
from rag.text.spans import Span

HERE = Span(0, 4)


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [("yes", "no", "excludes"), ("no", "yes", "excludes"), ("yes", "yes", "same"), ("no", "no", "same")],
)
def test_stances(first: str, second: str, verdict: str) -> None:
    one, other = (Stance("yes" if a == "yes" else "no", HERE, 0.9) for a in (first, second))
    assert relate_stances(one, other).verdict == verdict


STANDINGS = [
    (("Ana Ruiz", "in office: president", "office"), ("Ruiz", "out of office: president", "office"), "excludes"),
    (("Ana Ruiz", "in office: president", "office"), ("Ana Ruiz", "in office: president", "office"), "same"),
    (("Ana Ruiz", "in office: president", "office"), ("Ana Ruiz", "out of office: mayor", "office"), "incomparable"),
    (("Ana Ruiz", "in office: president", "office"), ("Ana Ruiz", "in custody", "custody"), "incomparable"),
    (("Ana Ruiz", "free", "custody"), ("Ana Ruiz", "in custody", "custody"), "excludes"),
    (("Ana Ruiz", "free", "custody"), ("Pablo Ruiz", "in custody", "custody"), "incomparable"),
    (("the Orlo bridge", "open", "opening"), ("Orlo bridge", "closed", "opening"), "excludes"),
    (("the Orlo bridge", "open", "opening"), ("the Tamm bridge", "closed", "opening"), "incomparable"),
]


@pytest.mark.parametrize(("first", "second", "verdict"), STANDINGS)
def test_standings(first: tuple[str, str, str], second: tuple[str, str, str], verdict: str) -> None:
    one, other = (Standing(subject, HERE, state, axis) for subject, state, axis in (first, second))
    assert (relate_standings(one, other).verdict, relate_standings(other, one).verdict) == (verdict, verdict)
