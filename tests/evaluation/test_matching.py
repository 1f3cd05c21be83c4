from __future__ import annotations

from typing import Any

import pytest

from rag.errors import QuestionError, ReadError
from rag.evaluation.matching import Place, Target, file_ranks, locate, quote_ranks
from rag.evaluation.questions import parse_question
from rag.text.spans import Span

TEXTS = {"a.txt": "One met. Two\nmet. One met.", "b.txt": "Nobody (none) met."}


def text_of(source: str) -> str:
    if source not in TEXTS:
        raise QuestionError("no such source")
    return TEXTS[source]


def located(*relevant: dict[str, Any]) -> tuple[Target, ...]:
    return locate(parse_question({"question": "Q?", "relevant": list(relevant)}, "q.jsonl, line 3", "q"), text_of)


@pytest.mark.parametrize(
    ("relevant", "spans"),
    [
        ({"source": "a.txt", "quote": "One met."}, [(0, 8), (18, 26)]),
        ({"source": "a.txt", "quote": "Two\nmet"}, [(9, 16)]),
        ({"source": "a.txt", "quote": "Two met"}, [(9, 16)]),
        ({"source": "b.txt", "quote": "(none)"}, [(7, 13)]),
        ({"source": "b.txt"}, [(0, 18)]),
    ],
)
def test_quotes_are_located(relevant: dict[str, Any], spans: list[tuple[int, int]]) -> None:
    (target,) = located(relevant)
    assert target.spans == tuple(Span(*span) for span in spans)


@pytest.mark.parametrize(
    ("relevant", "message"),
    [
        (
            {"source": "c.txt", "quote": "x"},
            "q.jsonl, line 3, field relevant.0.source: c.txt is not in the index; index",
        ),
        (
            {"source": "a.txt", "quote": "Onemet."},
            "q.jsonl, line 3, field relevant.0.quote: the words do not stand in a",
        ),
        ({"source": "a.txt", "quote": "one met."}, "q.jsonl, line 3, field relevant.0.quote: the words do not stand"),
    ],
)
def test_what_does_not_stand_there_is_told(relevant: dict[str, Any], message: str) -> None:
    with pytest.raises(ReadError) as raised:
        located(relevant)
    assert str(raised.value)[: len(message)] == message


@pytest.mark.parametrize(
    ("place", "overlaps"),
    [
        (Place("a.txt", 0, 5), False),
        (Place("a.txt", 0, 6), True),
        (Place("a.txt", 8, 9), True),
        (Place("a.txt", 9, 20), False),
        (Place("b.txt", 5, 9), False),
        (Place("a.txt", 7, 7), False),
    ],
)
def test_one_shared_character_is_an_overlap(place: Place, overlaps: bool) -> None:
    assert Target("a.txt", "q", (Span(5, 9),)).overlaps(place) is overlaps


def test_ranks() -> None:
    targets = [Target("a", "1", (Span(0, 5),)), Target("a", "2", (Span(20, 25),)), Target("b", "3", (Span(0, 5),))]
    places = [Place("c", 0, 9), Place("a", 30, 40), Place("c", 9, 20), Place("a", 3, 22)]
    assert quote_ranks(targets, places) == [4, 4, None]
    assert file_ranks(targets, places) == [2, None]
