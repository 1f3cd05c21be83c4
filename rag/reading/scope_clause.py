"""The words of the clause that a value stands in, without those of other clauses and of who says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.candidates import lemma
from rag.reading.lexicon import CURRENCIES, MEASURE_UNITS, SPEECH_VERBS, TIME_UNITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Span, Token

__all__ = ["Clause", "is_figure", "is_under", "is_unit", "nearest", "nouns_phrase"]

_CLAUSAL = frozenset("ccomp advcl relcl parataxis csubj csubjpass pcomp".split())
_OWN = frozenset({"conj", "dep"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_VERBAL = frozenset({"VERB", "AUX"})
_FIGURE_ENTITIES = frozenset({"CARDINAL", "MONEY", "PERCENT", "QUANTITY"})
_NUMBER_UNITS = MEASURE_UNITS | TIME_UNITS | CURRENCIES | {"percent", "%"}
_SHORT_UNITS = frozenset("cent per l ml bn b tn cm mm v a w".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """A value in its clause.

    Attributes:
        doc: The parsed sentence.
        value: The tokens of the value.
        number: Its number, None where it is no figure.
        verb: The verb of the clause, or the root of a verbless one.
        tokens: The tokens of the clause in order, the value's among them.
    """

    doc: Doc
    value: Span
    number: Token | None
    verb: Token
    tokens: tuple[Token, ...]

    @classmethod
    def of(cls, doc: Doc, value: Span) -> Clause:
        """The clause of a value."""
        figures = [t for t in value if is_figure(t)]
        number = figures[-1] if figures else None
        verb = _verb(number if number is not None else value.root)
        inside = [t for t in doc if _verb(t) == verb or t in value]
        if verb.dep_ == "conj" and verb.pos_ in _VERBAL and not any(c.dep_ in _SUBJECTS for c in verb.children):
            inside += [t for c in verb.head.children if c.dep_ in _SUBJECTS for t in c.subtree]
        inside += _fronted(doc, verb)
        said = {t.i for t in inside if t not in value and _is_attribution(t)}
        tokens = sorted({t.i: t for t in inside if t.i not in said}.values(), key=lambda t: t.i)
        return cls(doc, value, number, verb, tuple(tokens))

    @property
    def others(self) -> list[Token]:
        """The tokens of the clause outside the value."""
        return [t for t in self.tokens if t not in self.value]


def _fronted(doc: Doc, verb: Token) -> list[Token]:
    """The phrase with a preposition that opens a sentence and is hung from who says it: "In Leeds, police said …"."""
    root = verb.doc[:].root
    if doc[0].pos_ != "ADP" or root == verb or not (lemma(root) in SPEECH_VERBS or root.lower_ == "according"):
        return []
    return list(doc[0].subtree) if doc[0].head == root and doc[0].i < verb.i else []


def is_figure(token: Token) -> bool:
    """Whether the token is a number that counts or measures, rather than a part of a date or of a name."""
    if not (token.like_num or token.tag_ == "CD"):
        return False
    dated = token.ent_type_ in {"DATE", "TIME"} and (len(token.text) == 4 or token.head.pos_ == "PROPN")
    return not dated and token.ent_type_ != "ORDINAL"


def is_unit(token: Token) -> bool:
    """Whether the token is a unit of measure, time or money, so that it is measured with rather than counted."""
    return lemma(token).strip(".") in _NUMBER_UNITS or token.lower_ in _SHORT_UNITS


def nouns_phrase(noun: Token) -> list[Token]:
    """The noun with the words before it that belong to it, in order."""
    lefts = [c for c in noun.lefts if c.dep_ in {"amod", "compound", "nummod", "nmod", "poss"}]
    return [t for c in lefts for t in c.subtree] + [noun]


def nearest(clause: Clause, groups: Sequence[Sequence[Token]]) -> list[Sequence[Token]]:
    """The phrases of one sort that go with the value and not with another figure of the clause.

    Of "80 in Spain and 40 in Italy", Spain goes with 80. A phrase goes with the figure nearest to it in words, where
    commas and coordinators count for several words; one that is alone goes with every figure.
    """
    figures = [t for t in clause.doc if is_figure(t) and not any(t in group for group in groups)]
    if len(groups) < 2 or len(figures) < 2 or clause.number is None:
        return list(groups)
    mine = [group for group in groups if _closest(group, figures) == clause.number]
    if mine:
        return mine
    first = min(t.i for t in figures)
    return [group for group in groups if group[0].i < first]


def _closest(group: Sequence[Token], figures: Sequence[Token]) -> Token:
    return min(figures, key=lambda figure: _steps(group, figure))


def _steps(group: Sequence[Token], figure: Token) -> int:
    start, end = sorted((group[0].i, figure.i))
    between = group[0].doc[start + 1 : end]
    return len(between) + sum(3 if t.text in {",", ";"} else 8 if t.dep_ == "cc" else 0 for t in between)


def _verb(token: Token) -> Token:
    """The head of the clause; helpers and infinitives ("had to be felled") lead on to the verb above them."""
    here = _head_of(token)
    while here.dep_ == "xcomp" and here.head != here and lemma(here.head) not in SPEECH_VERBS:
        here = _head_of(here.head)
    return here


def _head_of(token: Token) -> Token:
    """The head of the clause of a token: where the first arc to another clause sets out, else the root."""
    here = token
    while here.head != here:
        verbal = here.pos_ in _VERBAL
        if here.dep_ in _CLAUSAL and (verbal or here.dep_ != "pcomp"):
            return here
        if here.dep_ in _OWN and verbal and here.head.pos_ in _VERBAL | {"NOUN"} and here.tag_ != "VBG":
            return here
        if here.dep_ == "acl" and is_under(token, here):
            return here
        here = here.head
    return here


def is_under(token: Token, head: Token) -> bool:
    """Whether the token stands below the head and is not the head itself."""
    return bool(token != head and head.is_ancestor(token))


def _is_attribution(token: Token) -> bool:
    """Whether the token belongs to the words that say whose word it is: "according to X", ", X said"."""
    for above in [token, *token.ancestors]:
        if above.lower_ == "according" and token.i >= above.i:
            return True
        if above.dep_ == "parataxis" and lemma(above) in SPEECH_VERBS:
            return True
        if above.dep_ in _SUBJECTS and above.head.pos_ == "VERB" and lemma(above.head) in SPEECH_VERBS:
            return True
    return False
