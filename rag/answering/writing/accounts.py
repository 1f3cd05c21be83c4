"""Differences that the model sees between the sources: kept where two quotes from two sources give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.answering.gate.locating import folded, locate
from rag.answering.gate.parts import Cited, Drafted, Kept
from rag.answering.gate.verifying import verify
from rag.answering.positions import topic_of
from rag.types import Disagreement, Position

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.answering.gate.gate import Gate
    from rag.answering.gate.parts import Evidence
    from rag.answering.writing.parsing import Account, Viewed
    from rag.types import Citation

__all__ = ["read_account"]

_LONGEST = 200  # characters of a topic or a value


def read_account(
    account: Account, question: str, gate: Gate, *, model: str, cite: Callable[[Evidence], Citation | None]
) -> Disagreement | str:
    """A disagreement as the model reads it.

    Args:
        account: As drafted.
        question: As searched; it is the topic where the model's own is not carried by the quotes.
        gate: Checks the quotes.
        model: The model's name.
        cite: Makes a citation of a quote that was found.

    Returns:
        The disagreement, marked as the model's reading; where fewer than two sources give different values in quotes
        that stand there, why it is left out, as a clause.
    """
    found: list[tuple[str, Evidence]] = []
    for viewed in account.positions:
        evidence = _evidence(viewed, gate)
        if isinstance(evidence, str):
            return evidence
        value = " ".join(viewed.value.split())
        if all(folded(value).casefold() != folded(other).casefold() for other, _ in found):
            found.append((value, evidence))
    if len({evidence.source for _, evidence in found}) < 2:
        return "it does not give two values from two sources"
    cited = [(value, evidence, citation) for value, evidence in found if (citation := cite(evidence)) is not None]
    if len({evidence.source for _, evidence, _ in cited}) < 2:
        return "its sources have changed since"
    return Disagreement(
        topic=_topic(account.topic, question, [evidence for _, evidence in found]),
        kind=account.kind,
        explanation=f"This is how the language model {model} reads the quotes; no rule compared them.",
        positions=tuple(
            Position(
                value=value, normalized=folded(value).casefold(), sources=(evidence.source,), citations=(c.number,)
            )
            for value, evidence, c in cited
        ),
    )


def _evidence(viewed: Viewed, gate: Gate) -> Evidence | str:
    """The quote of a position, if it stands there and gives the value; or why not."""
    value = " ".join(viewed.value.split())
    if not value or len(value) > _LONGEST or not viewed.quote.strip():
        return "a position gives no value or no quote"
    checked = gate.check(Drafted(value, (Cited(viewed.passage, viewed.quote),)))
    if isinstance(checked, Kept):
        return checked.evidence[0]
    return checked.reason


def _topic(topic: str, question: str, evidence: Sequence[Evidence]) -> str:
    """The model's words for what is at issue, if quotes and question carry them; the question's otherwise."""
    words = " ".join(topic.split()).rstrip(".?")
    quotes = [one.text for one in evidence]
    if words and len(words) <= _LONGEST and (locate(words, question) or verify(words, [*quotes, question]).carried):
        return words
    return topic_of(question)
