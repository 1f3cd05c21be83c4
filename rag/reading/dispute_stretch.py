"""One stretch of a sentence in which somebody disputes something, with those that "this" may stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.attribution import attributions
from rag.reading.candidates import lemma
from rag.reading.contested import ATTRIBUTES
from rag.reading.reported_figures import FIGURE_NOUNS
from rag.reading.reporting import REPORTING_VERBS
from rag.reading.speakers import named_by
from rag.reading.statements import contrast_start, without_quotes
from rag.reading.values import find_values
from rag.text.spans import Span, overlap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from rag.reading.statements import Statement

__all__ = ["Dispute", "Stretch"]

_LESS = re.compile(
    r"\b(?:(?:far|much|many|considerably|significantly|well) )?"
    r"(?:less|fewer|more|lower|higher|earlier|later) than (?:that|this)\b"
)
# Kinds of value that one and the same thing can be told in, as far as the finders tell them apart.
_LIKE = {
    "count": frozenset({"count", "measure", "duration"}),
    "measure": frozenset({"measure", "count"}),
    "duration": frozenset({"duration", "count"}),
    "money": frozenset({"money", "count"}),
    "share": frozenset({"share", "count"}),
}
_FORWARD = REPORTING_VERBS | frozenset("count put place give arrive come confirm get be measure show set have".split())


@dataclass(frozen=True, slots=True)
class Dispute:
    """A place where a sentence tells that something is not so, or that somebody holds it not to be.

    Attributes:
        cue: The characters that tell of it.
        disputer: Those that name who disputes; None where the author does, or nobody is named.
        rejected: The value or clause that is rejected, where the sentence holds it.
        instead: The value put in its place, where the sentence tells one.
        contested: Whether parties differ, told or implied; not so in a correction or a contrast ("80, not 600").
    """

    cue: Span
    disputer: Span | None
    rejected: Span | None
    instead: Span | None
    contested: bool = True


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch of a sentence, with its neighbours.

    Attributes:
        parts: All stretches of the sentence.
        k: Which of them it is.
    """

    parts: Sequence[Statement]
    k: int

    @property
    def here(self) -> Statement:
        """The stretch itself."""
        return self.parts[self.k]

    def shifted(self, start: int, end: int) -> Span:
        """Characters of the stretch as characters of the sentence."""
        return Span(self.here.start + start, self.here.start + end)

    def phrase(self, noun: Token) -> Span:
        """A noun and what hangs from it, up to a comma, a relative clause or "as": "the claim (as nonsense)"."""
        last = noun.i
        for token in noun.subtree:
            relative = token.dep_ in {"relcl", "appos"} or token.tag_ in {"WDT", "WP"}
            if token.i > noun.i and (relative or token.lower_ in {",", "(", "as"}):
                break
            last = max(last, token.i)
        end = self.here.doc[last]
        clean = without_quotes(self.here.text, noun.left_edge.idx, end.idx + len(end))
        return self.shifted(*clean)

    def speaker(self, noun: Token | None) -> Span | None:
        """The characters that name somebody; None for nobody."""
        return None if noun is None or noun.lower_ in {"it", "there"} else self.here.span(*named_by(noun))

    def clause(self, head: Token, after: int) -> Span:
        """A clause from its first word after ``after``, without "that"."""
        first = next((t for t in head.subtree if t.i > after and t.lower_ not in {"that", ",", ":"}), head)
        end = contrast_start(head, head.right_edge.idx + len(head.right_edge))
        return self.shifted(*without_quotes(self.here.text, first.idx, end))

    def told_before(self, verb: Token) -> Span | None:
        """What "this" stands for: what the stretch before says, or else the clause before in this one."""
        if self.k:
            before = self.parts[self.k - 1]
            said = [one.said for one in attributions(before.doc)]
            start, end = said[0] if len(said) == 1 else (0, len(before.text.rstrip(" .,")))
            return before.within(start, end)
        if verb.dep_ in {"conj", "relcl"} and verb.head.i < verb.i:
            start = min(t.idx for t in verb.subtree)
            found = without_quotes(self.here.text, 0, start)
            words = re.sub(r"[\s,]+(?:and|but)$", "", self.here.text[: found.end])
            return self.shifted(0, len(words)) if re.search(r"\w", words) else None
        return None

    def is_said_before(self) -> bool:
        """Whether the stretch before gives what it tells to somebody."""
        return self.k > 0 and bool(attributions(self.parts[self.k - 1].doc))

    def instead(self, cue_end: int, rejected: Span | None) -> Span | None:
        """The first value after the cue, in this stretch or the next, of a kind with what is rejected."""
        kinds = self._kinds(rejected)
        if not kinds and rejected is not None and not self._names_figure(rejected):
            return None
        for part in self.parts[self.k : self.k + 2]:
            if part is not self.here and part.cut != ":":
                break
            for value in sorted(find_values(part.doc), key=lambda v: (v.start, -v.quality)):
                span = Span(part.start + value.start, part.start + value.end)
                if span.start < cue_end or (rejected is not None and overlap(span, rejected)):
                    continue
                if (kinds and value.kind not in kinds) or value.kind == "ordinal":
                    continue
                if _is_put_forward(part, value.root, kinds):
                    return span
            less = _LESS.search(part.text)
            if less is not None and part.start + less.start() >= cue_end:
                return part.within(*less.span())
        return None

    def _names_figure(self, rejected: Span) -> bool:
        tokens = (t for t in self.here.doc if rejected.start <= self.here.start + t.idx < rejected.end)
        return any(lemma(t) in FIGURE_NOUNS | ATTRIBUTES for t in tokens)

    def _kinds(self, rejected: Span | None) -> frozenset[str]:
        if rejected is None:
            return frozenset()
        kinds: set[str] = set()
        for part in self.parts:
            for value in find_values(part.doc):
                if rejected.start <= part.start + value.start and part.start + value.end <= rejected.end:
                    if value.kind == "money" and part.text[value.start : value.end].endswith("per cent"):
                        kinds |= _LIKE["share"]  # "54 per cent" has cents in it
                    kinds |= _LIKE.get(value.kind, frozenset({value.kind}))
        return frozenset(kinds)


def _is_put_forward(part: Statement, root: int, kinds: frozenset[str]) -> bool:
    """Whether a value stands under a verb by which somebody says it, rather than beside the dispute."""
    token = part.doc[root]
    for above in (token, *token.ancestors):
        if above.pos_ in {"VERB", "AUX"} or lemma(above) in _FORWARD:
            return lemma(above) in _FORWARD or bool(kinds)
    return bool(kinds)
