"""From conflicts between claims to the disagreements that an answer carries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.answering.disagreeing import write_agreement, write_changes, write_disagreements
from rag.disagreement.normal import iso_of, normal_form
from rag.reading.parser import parse_written
from rag.types import Disagreement, Position, SetAside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rag.answering.citing import Citer
    from rag.answering.comparing import Comparison
    from rag.answering.statements import Statement
    from rag.disagreement.claim import Claim
    from rag.disagreement.compared import Compared
    from rag.disagreement.conflict import Conflict
    from rag.reading.lexicon import AnswerKind
    from rag.types import Agreement, Citation, DisagreementKind

__all__ = ["Told", "position_of", "tell"]

_KINDS: dict[AnswerKind, DisagreementKind] = {
    "cause": "cause",
    "count": "number",
    "date": "date",
    "duration": "number",
    "list": "name",
    "measure": "number",
    "money": "number",
    "ordinal": "number",
    "organisation": "name",
    "person": "name",
    "place": "place",
    "role": "name",
    "share": "number",
    "thing": "name",
    "yes_no": "negation",
}
# Kinds whose positions are values; a stance or a cause is told as a whole.
_VALUES: frozenset[DisagreementKind] = frozenset({"number", "date", "name", "place"})
# Words of a question among which its "did" stands.
_OPENING = 7


@dataclass(frozen=True, slots=True)
class Told:
    """How the sources stand to each other, as an answer carries it.

    Attributes:
        agreement: The state.
        disagreements: What is told as disagreement.
        set_aside: What was compared and is none.
        standing: Markdown: the disagreements, or what the absence of any rests on.
        changes: Markdown: what changed over time; empty if nothing did.
    """

    agreement: Agreement = "not_checked"
    disagreements: tuple[Disagreement, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    standing: str = ""
    changes: str = ""

    @property
    def rivals(self) -> tuple[Position, ...]:
        """What stands in the place of the value asked for: none of the positions is preferred. Accounts are none.

        Who only says that a figure is wrong gives none: the figures alone stand there, be it a single disputed number.
        """
        found = next((d for d in self.disagreements if d.kind in _VALUES), None)
        if found is None:
            return ()
        figures = tuple(p for p in found.positions if any(c.isdigit() for c in p.normalized))
        return figures if len(figures) > 1 or (figures and found.kind == "number") else found.positions

    @property
    def text(self) -> str:
        """All of it as Markdown; empty if nothing is told."""
        return "\n\n".join(part for part in (self.standing, self.changes) if part)


def tell(question: str, comparison: Comparison, cited: Sequence[tuple[Statement, Citation]], citer: Citer) -> Told:
    """Tell what comparing came to.

    Args:
        question: As searched.
        comparison: What was compared.
        cited: The answer's quotes with their citations.
        citer: Makes the citations of what was set aside; where the answer quotes it already, its number is kept.
    """
    finding = comparison.finding
    citations = {(s.candidate.source, s.candidate.start): citation for s, citation in cited}

    def number_of(claim: Claim) -> int | None:
        citation = citations.get((claim.source, claim.read.start))
        return citation.number if citation else None

    disagreements = tuple(
        told for conflict in finding.conflicts if (told := _disagreement(question, conflict, number_of))
    )
    aside = tuple(_set_aside(finding.asides, citations, citer))
    sources = {claim.source for claim in finding.claims}
    if disagreements:
        agreement: Agreement = "disagree"
        text = write_disagreements(disagreements, [citation for _, citation in cited])
    elif finding.claims and not finding.conflicts:
        agreement = "none_found"
        text = write_agreement(agreement, len(finding.claims), files=len(sources))
    else:
        agreement = "not_checked"
        text = write_agreement(agreement, reason="no two files say what can be compared")
    at_odds = {id(c) for conflict in finding.conflicts for position in conflict.positions for c in position}
    changes = write_changes(_changes(finding.asides, number_of, at_odds))
    return Told(agreement, disagreements, aside, text, changes)


def _set_aside(
    asides: Sequence[Compared], citations: Mapping[tuple[str, int], Citation], citer: Citer
) -> Iterator[SetAside]:
    number = len(citations)
    known = dict(citations)
    for pair in asides:
        both = []
        for claim in (pair.first, pair.second):
            key = (claim.source, claim.read.start)
            if key not in known:
                end = claim.read.start + len(claim.read.sentence)
                citation = citer.cite(number + 1, claim.source, claim.read.start, end)
                if citation is None:
                    break
                number += 1
                known[key] = citation
            both.append(known[key])
        if len(both) == 2 and pair.aside is not None:
            yield SetAside(first=both[0], second=both[1], reason=pair.aside.reason)


def _changes(
    asides: Sequence[Compared], number_of: Callable[[Claim], int | None], at_odds: set[int]
) -> list[tuple[str, str, str, int]]:
    """What was set aside as change over time: date, value, file and citation of what the answer quotes."""
    rows: dict[tuple[str, str, str, int], None] = {}
    for pair in asides:
        if pair.aside is None or pair.aside.grounds != "update":
            continue
        told = [
            (as_of(claim), claim.words, claim.source, number_of(claim))
            for claim in (pair.first, pair.second)
            if id(claim) not in at_odds  # a course of which the sources disagree is none yet
        ]
        for date, words, source, number in told:
            if date is not None and number is not None:
                rows[(date, words, source, number)] = None
    return list(rows)


def _disagreement(question: str, conflict: Conflict, number_of: Callable[[Claim], int | None]) -> Disagreement | None:
    """Write a conflict down.

    Args:
        question: As searched.
        conflict: Its positions, each of claims that say the same.
        number_of: The number of the citation that quotes a claim's sentence; None where it cannot be cited any more.

    Returns:
        The disagreement; None where fewer than two positions can still be cited.
    """
    cited = [
        (claims, numbers)
        for position in conflict.positions
        if (claims := [c for c in position if number_of(c) is not None])
        and (numbers := [number for c in claims if (number := number_of(c)) is not None])
    ]
    if len(cited) < 2:
        return None
    kind = _KINDS.get(conflict.positions[0][0].kind, "statement")
    return Disagreement(
        topic=topic_of(question),
        kind=kind,
        explanation=_sentence(conflict.reason),
        positions=tuple(position_of(claims, numbers) for claims, numbers in cited),
    )


def _sentence(reason: str) -> str:
    return f"{reason[:1].upper()}{reason[1:].rstrip('.')}."


def position_of(claims: Sequence[Claim], numbers: Sequence[int]) -> Position:
    """The position of claims that say the same, the likeliest first, with the numbers of their citations."""
    first = claims[0]
    said = next((claim.said_by.name for claim in claims if claim.said_by), None)
    return Position(
        value=f"{first.stance.answer.capitalize()}: “{first.words}”" if first.stance else first.words,
        normalized=normal_form(first),
        sources=tuple(dict.fromkeys(claim.source for claim in claims)),
        attributed_to=said,
        as_of=next((day for claim in claims if (day := as_of(claim))), None),
        citations=tuple(dict.fromkeys(numbers)),
    )


def as_of(claim: Claim) -> str | None:
    """The ISO date for which a claim holds, if the text tells: its own time, or the day of the file for "now"."""
    if claim.holds_at is not None:
        return iso_of(claim.holds_at)
    return claim.read.date.isoformat() if claim.present and claim.read.date else None


def topic_of(question: str) -> str:
    """The question as what people disagree on: "how many people were freed", "when the treaty was signed"."""
    asked = question.strip().rstrip("?").rstrip()
    doc = parse_written(asked)
    helper = next((t for t in doc if t.dep_ in {"aux", "auxpass"} or t.lemma_ == "be"), None)
    subject = next((t for t in doc if t.dep_ in {"nsubj", "nsubjpass"}), None)
    # Of "How much did the tunnel cost" the parser often takes another word for the subject or the verb.
    done = any(t.lower_ in {"do", "does", "did"} for t in doc[1:_OPENING])
    if not done and (helper is None or subject is None or subject.left_edge.i < helper.i):
        return _lowered(asked)
    if done or helper is None or subject is None or helper.i == 0 or helper.lemma_ == "do":
        # "Did it open" would need another form of its verb: the question stands for itself.
        return f"“{asked}?”"
    end = subject.right_edge.i + 1
    parts = (doc[: helper.i].text, doc[helper.i + 1 : end].text, helper.text, doc[end:].text)
    return _lowered(" ".join(part for part in parts if part))


def _lowered(words: str) -> str:
    return words if words[:2].isupper() else words[:1].lower() + words[1:]
