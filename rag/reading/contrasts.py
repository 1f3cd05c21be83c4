"""One value set against another by the author: "not 600 but 80", "80, not 600", "corrected from 600 to 80"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.contested import CLAIMS
from rag.reading.names import find_names
from rag.reading.values import find_values
from rag.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from rag.reading.candidates import Candidate

__all__ = ["Contrast", "contrasts"]

_LINK = r"(?: (?:in|on|at|by|from|to|of|with|under|for|as|the|a|an))*"
_COUNTED = r"(?:,? (?!but\b|not\b|and\b|or\b|in\b|on\b)[\w'-]+){0,2}"
# What may stand before a value and between two of them; the values themselves come from the finders.
_BEFORE_NOT = re.compile(rf"\b(?:not|n't|never){_LINK} $", re.IGNORECASE)
_NOT_ONLY = re.compile(
    rf"\b(?:not|n't) (?:only|just|merely|simply|all|even|yet|until|before|always){_LINK} $", re.IGNORECASE
)
_BETWEEN = (
    (re.compile(rf"^{_COUNTED},? but(?: (?:rather|only|actually|in fact))?{_LINK} $", re.IGNORECASE), "not … but"),
    (re.compile(rf"^{_COUNTED},? (?:and )?not{_LINK} $", re.IGNORECASE), "not"),
    (re.compile(rf"^{_COUNTED},? (?:rather than|instead of|as opposed to){_LINK} $", re.IGNORECASE), "rather than"),
)
_MORE_THAN = re.compile(r"\bnot (?:only|just|merely|all|until|before)\b")
_CORRECTED = re.compile(
    r"\b(?:correct(?:s|ed|ing|ion)?|amend(?:s|ed)?|rectif(?:y|ies|ied))\b[^.;]*?\b(?P<link>from|to)\b", re.IGNORECASE
)
_TURNED = re.compile(r"\bturn(?:s|ed) out to (?:be|have been)\b|\bprove[ds]? to be\b", re.IGNORECASE)
_CONTRARY = re.compile(
    r"\b(?:contrary to|in contradiction (?:to|with)|in contrast to)\s+(?P<what>[^,;]+)(?=,|;|$)", re.IGNORECASE
)
_CLAIMED = re.compile(
    r"\bwhat\b.*\b(?:said|says?|claims?|claimed|reported|wrote|writes?|stated|told)\b|\bbelief\b", re.IGNORECASE
)
_NAMES = frozenset({"person", "place", "organisation"})
_KIN = {"measure": "count", "duration": "count"}


@dataclass(frozen=True, slots=True)
class Contrast:
    """A value that the author rejects.

    Attributes:
        cue: The characters that set it aside.
        rejected: The value or words rejected.
        instead: The value put in its place, if one is told.
        contested: Whether somebody holds the rejected one ("contrary to the ministry's figure").
    """

    cue: Span
    rejected: Span
    instead: Span | None
    contested: bool = False


def contrasts(doc: Doc) -> Iterator[Contrast]:
    """The values of a sentence that the author sets aside for others.

    Args:
        doc: The parsed sentence, or a stretch of one.

    Yields:
        Pairs of two values of one kind that "not … but", "…, not", "rather than" or "instead of" join; both ends of
        a correction; the subject of "turned out to be"; and what "contrary to" names, if it is something said.
    """
    values = sorted((v for v in find_values(doc) if v.kind != "ordinal"), key=lambda v: (v.start, -v.end))
    yield from _pairs(doc, values, _BETWEEN)
    names = sorted((n for n in find_names(doc) if n.kind in _NAMES), key=lambda n: (n.start, -n.end))
    yield from _pairs(doc, names, _BETWEEN[:2])  # "chose Anna rather than Tom" rejects no claim
    yield from _corrected(doc, values)
    yield from _turned_out(doc, values)
    yield from _contrary(doc, values)


def _pairs(doc: Doc, values: list[Candidate], links: Sequence[tuple[re.Pattern[str], str]]) -> Iterator[Contrast]:
    text = doc.text
    done: set[tuple[int, str]] = set()
    for first in values:
        for second in values:
            if second.start < first.end or second.start - first.end > 60 or not _comparable(first, second):
                continue
            between = text[first.end : second.start]
            for pattern, kind in links:
                hyphened = text[second.end : second.end + 1] == "-"  # "not China-specific"
                if hyphened or not pattern.match(between) or (second.start, kind) in done:
                    continue
                one, two = Span(first.start, first.end), Span(second.start, second.end)
                before = text[: first.start]
                if kind == "not … but":
                    said = _BEFORE_NOT.search(before)
                    if said is None or _NOT_ONLY.search(before):
                        continue
                    done.add((second.start, kind))
                    yield Contrast(Span(said.start(), said.start() + 3), one, two)
                else:
                    cue = re.search(r"not|rather than|instead of|as opposed to", between, re.IGNORECASE)
                    if (
                        cue is None
                        or cue.group()[0].isupper()
                        or re.search(r"\bnot (?:only|just|merely|all|until|before)\b", between)
                    ):
                        continue
                    if _BEFORE_NOT.search(before):
                        continue
                    done.add((second.start, kind))
                    yield Contrast(Span(first.end + cue.start(), first.end + cue.end()), two, one)


def _comparable(first: Candidate, second: Candidate) -> bool:
    one, two = _KIN.get(first.kind, first.kind), _KIN.get(second.kind, second.kind)
    return one == two or {one, two} <= {"count", "money"} or {one, two} <= {"count", "share"}


def _corrected(doc: Doc, values: list[Candidate]) -> Iterator[Contrast]:
    for match in _CORRECTED.finditer(doc.text):
        after = [v for v in values if v.start >= match.start("link")]
        if not after:
            continue
        cue = Span(match.start(), match.start() + len(re.match(r"\w+", match.group()).group()))  # type: ignore[union-attr]
        if match.group("link").lower() == "from":
            pair = re.match(r"^from\s+(?:the |an? )?", doc.text[match.start("link") :], re.IGNORECASE)
            first = after[0]
            inner = _two_ends(doc, first)
            if inner is not None:
                yield Contrast(cue, *inner)
            elif len(after) > 1 and pair:
                yield Contrast(cue, Span(first.start, first.end), Span(after[1].start, after[1].end))
        else:
            before = [v for v in values if v.end <= match.start("link")]
            if before:
                yield Contrast(cue, Span(before[-1].start, before[-1].end), Span(after[0].start, after[0].end))


def _two_ends(doc: Doc, value: Candidate) -> tuple[Span, Span] | None:
    """Both ends of "600 to 80", which the finder takes for a range."""
    match = re.match(r"(?P<low>\S.*?\S?)\s+to\s+(?P<high>\S.*)$", doc.text[value.start : value.end])
    if match is None:
        return None
    low, high = match.span("low"), match.span("high")
    return Span(value.start + low[0], value.start + low[1]), Span(value.start + high[0], value.start + high[1])


def _turned_out(doc: Doc, values: list[Candidate]) -> Iterator[Contrast]:
    for match in _TURNED.finditer(doc.text):
        before = [v for v in values if v.end <= match.start()]
        after = [v for v in values if v.start >= match.end()]
        for value in before:
            other = next((v for v in after if _comparable(value, v) and v.start - match.end() < 24), None)
            if other is not None:
                yield Contrast(Span(*match.span()), Span(value.start, value.end), Span(other.start, other.end))
                break


def _contrary(doc: Doc, values: list[Candidate]) -> Iterator[Contrast]:
    for match in _CONTRARY.finditer(doc.text):
        what = Span(*match.span("what"))
        nouns = [t for t in doc if what.start <= t.idx < what.end and t.lemma_.lower() in CLAIMS]
        if not nouns and not _CLAIMED.search(doc.text[what.start : what.end]):
            continue
        inside = [v for v in values if what.start <= v.start < what.end]
        instead = next((v for v in values if v.start >= what.end and inside and _comparable(v, inside[0])), None)
        cue = Span(match.start(), match.start("what"))
        yield Contrast(
            Span(cue.start, cue.start + len(doc.text[cue.start : cue.end].rstrip())),
            what if doc.text[what.end - 1] != "." else Span(what.start, what.end - 1),
            None if instead is None else Span(instead.start, instead.end),
            contested=True,
        )
