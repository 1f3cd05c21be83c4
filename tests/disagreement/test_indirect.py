"""What a clause answers with one of its values, asked in its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.disagreement.indirect import Asked, asked_of
from rag.text.spans import Span
from rag.text.words import stems

if TYPE_CHECKING:
    from rag.reading.lexicon import AnswerKind

pytestmark = pytest.mark.model


def question(sentence: str, kind: AnswerKind, shared: str = "") -> Asked | None:
    """``[`` and ``]`` stand around the value."""
    start, end = sentence.index("["), sentence.index("]") - 1
    plain = sentence.replace("[", "").replace("]", "")
    return asked_of(plain, Span(start, end), kind, frozenset(stems(shared)))


@pytest.mark.parametrize(
    ("sentence", "kind", "indirect", "direct"),
    [
        ("[Over 600] prisoners have been freed.", "count", "how many prisoners have been freed", "="),
        (
            "While the ministry claims that [over 600] prisoners have been freed, the union contests this figure.",
            "count",
            "how many prisoners have been freed",
            "=",
        ),
        (
            "The ferry Alma carried [412] red crates.",
            "count",
            "how many red crates the ferry Alma carried",
            "how many red crates did the ferry Alma carry",
        ),
        ("Only [78 percent] of the tunnel has been bored.", "share", "what share of the tunnel has been bored", "="),
        ("The tunnel cost [412 million crowns].", "money", "how much the tunnel cost", "how much did the tunnel cost"),
        (
            "The total cost of the tunnel had reached [412 million crowns].",
            "money",
            "how much the total cost of the tunnel had reached",
            "how much had the total cost of the tunnel reached",
        ),
        (
            "The cost of the tunnel stood at [412 million crowns].",
            "money",
            "how much the cost of the tunnel stood at",
            "how much did the cost of the tunnel stand at",
        ),
        (
            "Great Marthe weighs [4.2 tonnes].",
            "measure",
            "how much Great Marthe weighs",
            "how much does Great Marthe weigh",
        ),
        (
            "The strike at the mill lasted for [nine weeks].",
            "duration",
            "how long the strike at the mill lasted",
            "how long did the strike at the mill last",
        ),
        ("The bridge was opened on [3 May 1998].", "date", "when the bridge was opened", "when was the bridge opened"),
        (
            "The mill’s owner has sold [12] boats.",
            "count",
            "how many boats the mill’s owner has sold",
            "how many boats has the mill’s owner sold",
        ),
        (
            "The works could employ [40] welders.",
            "count",
            "how many welders the works could employ",
            "how many welders could the works employ",
        ),
        ("The fee is [40 crowns].", "money", "how much the fee is", "how much is the fee"),
    ],
)
def test_the_clause_is_asked_in_its_own_words(sentence: str, kind: AnswerKind, indirect: str, direct: str) -> None:
    assert question(sentence, kind) == (indirect, indirect if direct == "=" else direct)


def test_what_only_one_sentence_tells_is_left_out() -> None:
    sentence = "The ferry Alma carried [412] crates to Lorrin on Sunday with a new crew."
    short, long = question(sentence, "count"), question(sentence, "count", "Lorrin harbour")
    assert short == ("how many crates the ferry Alma carried", "how many crates did the ferry Alma carry")
    assert long == (
        "how many crates the ferry Alma carried to Lorrin",
        "how many crates did the ferry Alma carry to Lorrin",
    )


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
    assert question(sentence, kind) is None
