"""The gate: a drafted sentence is kept with exact citations, or dropped with the reason.

It works sentence by sentence, so that an answer passes it while it is being written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.answering.gate.locating import locate, whole_sentences
from rag.answering.gate.parts import Dropped, Evidence, Kept
from rag.answering.gate.verifying import verify
from rag.text.sentences import sentences
from rag.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rag.answering.gate.parts import Cited, Drafted, Missing, Passage, Problem, Verification

__all__ = ["Gate"]

# A quote that runs over more sentences than these shows nothing that a reader could check at a glance.
_MOST_SENTENCES = 4
# Sentences of a passage that are tried where a citation has no quote.
_TRIED = 12


class Gate:
    """Lets pass what exact quotes carry.

    Args:
        passages: What may be cited. Numbers are unique.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages: Mapping[int, Passage] = {passage.number: passage for passage in passages}

    def check(self, drafted: Drafted) -> Kept | Dropped:
        """Check a sentence.

        Args:
            drafted: The sentence and what it cites.

        Returns:
            Kept where at least one citation stands and the quotes together carry all numbers, dates, names and
            negations of the sentence; dropped otherwise. Citations of passages that do not exist, and of quotes that
            do not stand in theirs, are left out and reported in both cases.
        """
        text = " ".join(drafted.text.split())
        if not any(character.isalnum() for character in text):
            return Dropped(text, "no citation", "it says nothing")
        if not drafted.cites:
            return Dropped(text, "no citation", "it cites nothing")
        found: list[Evidence] = []
        faults: list[tuple[Problem, str]] = []
        for cited in drafted.cites:
            evidence = self._find(cited, text)
            if isinstance(evidence, Evidence):
                if evidence not in found:
                    found.append(evidence)
            else:
                faults.append(evidence)
        reports = tuple(dict.fromkeys(reason for _, reason in faults))
        if not found:
            problem, reason = faults[0]
            return Dropped(text, problem, reason, reports=reports)
        verification = self._verify(text, found)
        if not verification.carried:
            return Dropped(text, "not carried", _told(verification.missing), verification, reports)
        return Kept(text, tuple(self._needed(text, found)), verification, reports)

    def _find(self, cited: Cited, text: str) -> Evidence | tuple[Problem, str]:
        passage = self._passages.get(cited.passage)
        if passage is None:
            return "unknown passage", f"there is no passage {cited.passage}"
        if cited.quote is None:
            best = self._best(passage, text)
            return best or ("no such quote", f"no sentence of passage {cited.passage} carries it")
        span = locate(cited.quote, passage.text)
        if span is None:
            return "no such quote", f"passage {cited.passage} does not hold the words “{_short(cited.quote)}”"
        whole = whole_sentences(passage.text, span)
        within = passage.text[whole.start : whole.end]
        if len(sentences(within)) > _MOST_SENTENCES:
            return (
                "quote too long",
                f"the quote from passage {cited.passage} is longer than {_MOST_SENTENCES} sentences",
            )
        return _evidence(passage, whole)

    def _best(self, passage: Passage, text: str) -> Evidence | None:
        """The sentence of a passage that carries the most of what is said; None where none carries a word of it."""
        tried = [
            (verify(text, [evidence.text], [passage.date]), evidence)
            for evidence in (_evidence(passage, span) for span in sentences(passage.text)[:_TRIED])
        ]
        told = [(v.carried, v.score, v.words, -e.span.start, e) for v, e in tried if v.words > 0]
        return max(told, key=lambda one: one[:4])[4] if told else None

    def _verify(self, text: str, evidence: Sequence[Evidence]) -> Verification:
        return verify(text, [one.text for one in evidence], [one.passage.date for one in evidence])

    def _needed(self, text: str, evidence: list[Evidence]) -> Iterator[Evidence]:
        """The evidence without what has nothing to do with the sentence: a quote that tells none of its words."""
        if len(evidence) == 1:
            yield from evidence
            return
        telling = [one for one in evidence if verify(text, [one.text], [one.passage.date]).words > 0]
        yield from telling or evidence


def _evidence(passage: Passage, span: Span) -> Evidence:
    return Evidence(
        passage, Span(passage.start + span.start, passage.start + span.end), passage.text[span.start : span.end]
    )


def _told(missing: Sequence[Missing]) -> str:
    first = missing[0]
    match first.kind:
        case "negation":
            return f"its quotes do not say “{first.words}”: they take the other side, or none"
        case "words":
            return "its quotes speak of something else"
        case kind:
            return f"its quotes do not give the {kind} “{first.words}”"


def _short(quote: str, most: int = 60) -> str:
    flat = " ".join(quote.split())
    return flat if len(flat) <= most else f"{flat[:most].rstrip()}…"
