"""What a clause answers with one of its values, asked in its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.disagreement.indirect import indirect_question
from rag.text.spans import Span
from rag.text.words import stems

if TYPE_CHECKING:
    from rag.reading.lexicon import AnswerKind

pytestmark = pytest.mark.model


def asked(sentence: str, kind: AnswerKind, shared: str = "") -> str | None:
    """``[`` and ``]`` stand around the value."""
    start, end = sentence.index("["), sentence.index("]") - 1
    plain = sentence.replace("[", "").replace("]", "")
    return indirect_question(plain, Span(start, end), kind, frozenset(stems(shared)))


@pytest.mark.parametrize(
    ("sentence", "kind", "question"),
    [
        ("[Over 600] prisoners have been freed.", "count", "how many prisoners have been freed"),
        (
            "While the ministry claims that [over 600] prisoners have been freed, the union contests this figure.",
            "count",
            "how many prisoners have been freed",
        ),
        ("The ferry Alma carried [412] red crates.", "count", "how many red crates the ferry Alma carried"),
        ("Only [78 percent] of the tunnel has been bored.", "share", "what share of the tunnel has been bored"),
        ("The tunnel cost [412 million crowns] in all.", "money", "how much the tunnel cost"),
        ("The cost of the tunnel stood at [412 million crowns].", "money", "how much the cost of the tunnel stood at"),
        ("Great Marthe weighs [4.2 tonnes].", "measure", "how much Great Marthe weighs"),
        ("The strike at the mill lasted for [nine weeks].", "duration", "how long the strike at the mill lasted"),
        ("The bridge was opened on [3 May 1998].", "date", "when the bridge was opened"),
        ("The mill’s owner has sold [12] boats.", "count", "how many boats the mill’s owner has sold"),
    ],
)
def test_the_clause_is_asked_in_its_own_words(sentence: str, kind: AnswerKind, question: str) -> None:
    assert asked(sentence, kind) == question


def test_what_only_one_sentence_tells_is_left_out() -> None:
    sentence = "The ferry Alma carried [412] crates to Lorrin on Sunday with a new crew."
    assert asked(sentence, "count") == "how many crates the ferry Alma carried"
    assert asked(sentence, "count", "Lorrin harbour") == "how many crates the ferry Alma carried to Lorrin"


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("They sold [412] tractors.", "count"),  # who did?
        ("The mill has not sold [412] tractors.", "count"),
        ("Rated range: [62 km].", "measure"),
        ("Of the notices, [58 %] were favourable.", "share"),  # of what?
        ("[Three] of the crew died.", "count"),
        ("The mill stood in the way, as the [second] one did.", "ordinal"),
    ],
)
def test_what_cannot_be_asked(sentence: str, kind: AnswerKind) -> None:
    assert asked(sentence, kind) is None
