"""What people make of disagreements: "not a disagreement", or "resolved: prefer this one", kept by content.

A verdict holds for the same disagreement wherever it is found again: by another question, by the audit, in an index
that was made anew. The same are two disagreements of one kind whose positions rest on the same quotes, word for word,
of files of the same names, with the same figures at odds:

- where a quote stands in its file, how it is spaced, the question that led to it and who found it count for nothing;
- the figures count, for two sentences may clash twice ("opened in 1871 with 40 beds", "in 1874 with 38");
- fewer quotes are covered too, as long as no two of them stand against each other that did not before: of those the
  person has seen all. A quote, a position or a file more is not: that has to be judged anew.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from rag.errors import QuestionError
from rag.types import Audit, DisagreementKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.types import Citation, Disagreement

__all__ = [
    "MOST_REASON",
    "JudgedAudit",
    "JudgedConflict",
    "JudgedPosition",
    "JudgedQuote",
    "Verdict",
    "Verdicts",
    "disagreement_key",
    "judge",
    "judge_audit",
    "preferred_position",
]

#: Most characters of a reason.
MOST_REASON = 500

_FIGURE = re.compile(r"\d+")
_KEY_DIGITS = 32


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class JudgedQuote(_Frozen):
    """A quote that was judged, as it was cited then."""

    source: str = Field(description="path as indexed")
    quote: str


class JudgedPosition(_Frozen):
    """A position that was judged."""

    value: str = Field(description="as written")
    attributed_to: str | None = None
    as_of: str | None = None
    quotes: tuple[JudgedQuote, ...] = Field(min_length=1)


class Verdict(_Frozen):
    """What a person made of one disagreement."""

    key: str = Field(pattern=rf"^[0-9a-f]{{{_KEY_DIGITS}}}$", description="of what was judged; see disagreement_key")
    verdict: Literal["not_a_disagreement", "resolved"]
    preferred: JudgedPosition | None = Field(default=None, description="of what is resolved: the position preferred")
    reason: str = Field(default="", max_length=MOST_REASON)
    topic: str
    kind: DisagreementKind
    positions: tuple[JudgedPosition, ...] = Field(min_length=2)
    when: datetime.datetime
    who: str | None = Field(default=None, description="the name that the person was signed in with, if any")


class JudgedConflict(_Frozen):
    """A conflict of an audit that a person has judged."""

    conflict: int = Field(ge=0, description="its place among the audit's conflicts, from 0 on")
    verdict: Verdict


class JudgedAudit(Audit):
    """An audit with the verdicts on its conflicts; none of the conflicts is left out."""

    judged: tuple[JudgedConflict, ...] = ()

    @property
    def standing(self) -> tuple[Disagreement, ...]:
        """The conflicts that nobody has marked as none."""
        none = {judged.conflict for judged in self.judged if judged.verdict.verdict == "not_a_disagreement"}
        return tuple(conflict for i, conflict in enumerate(self.conflicts) if i not in none)

    @property
    def plain(self) -> Audit:
        """The audit alone."""
        return Audit(**{name: getattr(self, name) for name in Audit.model_fields})


class _Side(NamedTuple):
    """What tells one position: the figures of its value, and its quotes with their files."""

    figures: tuple[str, ...]
    quotes: frozenset[tuple[str, str]]


_Sides: TypeAlias = "tuple[DisagreementKind, tuple[_Side, ...]]"


class Verdicts:
    """The verdicts in force.

    Args:
        all: Each of another disagreement, the oldest first.
        broken: What could not be read of them, a line of text each, naming the file and the line.
    """

    def __init__(self, all: Sequence[Verdict] = (), broken: Sequence[str] = ()) -> None:  # noqa: A002
        self.all = tuple(all)
        self.broken = tuple(broken)
        self._by_key = {verdict.key: verdict for verdict in self.all}
        self._quoting: dict[tuple[str, str], list[Verdict]] = {}
        for verdict in self.all:
            for quote in {quote for side in _judged_sides(verdict)[1] for quote in side.quotes}:
                self._quoting.setdefault(quote, []).append(verdict)

    def of(self, disagreement: Disagreement, citations: Sequence[Citation]) -> Verdict | None:
        """The verdict on a disagreement, if there is one; the latest where several hold.

        Args:
            disagreement: Of an answer or an audit.
            citations: That answer's or audit's.
        """
        sides = _sides(disagreement, citations)
        if known := self._by_key.get(_key(sides)):
            return known
        first = next((quote for side in sides[1] for quote in sorted(side.quotes)), None)
        covering = [verdict for verdict in self._quoting.get(first, ()) if _covers(verdict, sides)] if first else []
        return max(covering, key=lambda verdict: verdict.when, default=None)

    def json(self) -> str:
        """All of them as one JSON document: ``{"version": 1, "verdicts": […]}``, as the page exports them."""
        rows = [verdict.model_dump(mode="json") for verdict in self.all]
        return json.dumps({"version": 1, "verdicts": rows}, ensure_ascii=False, indent=2)


def disagreement_key(disagreement: Disagreement, citations: Sequence[Citation]) -> str:
    """The name of what is judged: 32 hexadecimal digits of the SHA-256 over the kind, the quotes and the figures.

    Args:
        disagreement: Of an answer or an audit.
        citations: That answer's or audit's.

    Returns:
        The same for the same disagreement, as the module tells, found by whatever question.
    """
    return _key(_sides(disagreement, citations))


def judge(
    disagreement: Disagreement,
    citations: Sequence[Citation],
    *,
    prefer: int | None = None,
    reason: str = "",
    who: str | None = None,
    when: datetime.datetime | None = None,
) -> Verdict:
    """Make a verdict.

    Args:
        disagreement: What is judged.
        citations: Those of its answer or audit.
        prefer: The place of the position to prefer, from 0 on; None for "not a disagreement".
        reason: Why, in a few words, if told; white space is evened out.
        who: The person's name, if known.
        when: The time; now if None.

    Raises:
        QuestionError: There is no such position, a position has no quote, or the reason is too long.
    """
    cited = {citation.number: citation for citation in citations}
    positions = []
    for position in disagreement.positions:
        quotes = [JudgedQuote(source=cited[n].source, quote=cited[n].quote) for n in position.citations if n in cited]
        if not quotes:
            raise QuestionError(f"{position.value!r} is without a quote: a verdict is kept by its quotes")
        positions.append(
            JudgedPosition(
                value=position.value,
                attributed_to=position.attributed_to,
                as_of=position.as_of,
                quotes=tuple(dict.fromkeys(quotes)),
            )
        )
    if prefer is not None and not 0 <= prefer < len(positions):
        raise QuestionError(f"there is no position {prefer}; there are {len(positions)}, counted from 0")
    why = " ".join(reason.split())
    if len(why) > MOST_REASON:
        raise QuestionError(f"the reason has {len(why)} characters; write at most {MOST_REASON}")
    return Verdict(
        key=disagreement_key(disagreement, citations),
        verdict="not_a_disagreement" if prefer is None else "resolved",
        preferred=None if prefer is None else positions[prefer],
        reason=why,
        topic=disagreement.topic,
        kind=disagreement.kind,
        positions=tuple(positions),
        when=when or datetime.datetime.now(datetime.UTC),
        who=who,
    )


def preferred_position(verdict: Verdict, disagreement: Disagreement, citations: Sequence[Citation]) -> int | None:
    """The place of the position that a verdict prefers among those of a disagreement that it covers.

    Args:
        verdict: On this disagreement.
        disagreement: Of an answer or an audit.
        citations: That answer's or audit's.

    Returns:
        None where none is preferred, or where the one that is cannot be told: it may be of the quotes that this
        disagreement does not rest on.
    """
    if verdict.preferred is None:
        return None
    liked = _judged_sides(verdict.model_copy(update={"positions": (verdict.preferred,)}))[1][0]
    sides = _sides(disagreement, citations)[1]
    fitting = [
        i for i, one in enumerate(sides) if one.quotes and one.figures == liked.figures and one.quotes <= liked.quotes
    ]
    return fitting[0] if len(fitting) == 1 else None


def judge_audit(audit: Audit, verdicts: Verdicts) -> JudgedAudit:
    """Put to an audit's conflicts what people made of them."""
    judged = [
        JudgedConflict(conflict=i, verdict=verdict)
        for i, conflict in enumerate(audit.conflicts)
        if (verdict := verdicts.of(conflict, audit.citations))
    ]
    return JudgedAudit(**{name: getattr(audit, name) for name in Audit.model_fields}, judged=tuple(judged))


def _sides(disagreement: Disagreement, citations: Sequence[Citation]) -> _Sides:
    cited = {citation.number: (citation.source, _even(citation.quote)) for citation in citations}
    return disagreement.kind, tuple(
        _Side(_figures(position.value), frozenset(cited[n] for n in position.citations if n in cited))
        for position in disagreement.positions
    )


def _judged_sides(verdict: Verdict) -> _Sides:
    return verdict.kind, tuple(
        _Side(_figures(position.value), frozenset((q.source, _even(q.quote)) for q in position.quotes))
        for position in verdict.positions
    )


def _covers(verdict: Verdict, sides: _Sides) -> bool:
    """Whether what was judged holds all of a disagreement: each position within another of those that were judged."""
    kind, judged = _judged_sides(verdict)
    if kind != sides[0]:
        return False
    within = [
        next((i for i, of in enumerate(judged) if side.figures == of.figures and side.quotes <= of.quotes), None)
        for side in sides[1]
        if side.quotes
    ]
    return len(within) == len(sides[1]) and None not in within and len(set(within)) == len(within)


def _key(sides: _Sides) -> str:
    kind, positions = sides
    told = [kind, sorted([list(side.figures), sorted(map(list, side.quotes))] for side in positions)]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[
        :_KEY_DIGITS
    ]


def _figures(value: str) -> tuple[str, ...]:
    return tuple(sorted(_FIGURE.findall(value)))


def _even(quote: str) -> str:
    return " ".join(quote.split())
