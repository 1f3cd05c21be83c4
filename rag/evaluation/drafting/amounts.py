"""Questions for what a sentence tells in figures: when, where, how many, how much, how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.evaluation.drafting.asking import NUMBER, YEAR, Build, characters, inverted, spanning, straight
from rag.evaluation.drafting.phrases import is_joined
from rag.reading.candidates import lemma
from rag.reading.lexicon import MEASURE_UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from rag.evaluation.drafting.clause import Clause
    from rag.reading.candidates import Candidate

__all__ = ["of_times_and_places", "of_values"]

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_WHERE = frozenset({"in", "at", "near", "on", "outside", "inside"})
# "In" behind these is no place.
_NOT_WHERE = frozenset(
    "invest believe result engage specialize specialise participate succeed consist lie trust rank interest rely focus "
    "base depend call insist".split()
)
_ADJECTIVES = frozenset("long tall high deep wide old thick heavy".split())
_MONEY_VERBS = frozenset("raise pay spend invest donate earn lose receive make owe save borrow lend contribute".split())
_LASTING = frozenset({"last", "take"})


def of_times_and_places(clause: Clause, values: Sequence[Candidate]) -> Iterator[Build]:
    """ "When", "where" and "for how long", of what stands before the subject or behind the verb.

    Args:
        clause: What is asked about.
        values: Of its sentence; only dates with their year are asked for.
    """
    perfect = clause.group[0].lower_ in {"has", "have"} and len(clause.group) > 1
    subject = clause.subject[1]
    for head, tokens in (*clause.parts, *clause.opening):
        if not tokens or head.dep_ not in {"prep", "npadvmod"}:
            continue
        inner = tokens[1:] if head.dep_ == "prep" else tokens
        if not inner:
            continue
        start, end = characters(inner)
        date = spanning(values, "date", start, end)
        if date is not None and head.lower_ in {"in", "on", "at"} | {token.lower_ for token in inner}:
            if YEAR.search(clause.verb.doc.text[date.start : date.end]) and not perfect:
                yield Build(inverted(clause, ["when"], tokens), "date", (date.start, date.end), subject)
        elif head.dep_ == "prep" and head.lower_ in _WHERE and lemma(clause.verb) not in _NOT_WHERE:
            place = next((child for child in head.children if child.dep_ == "pobj"), None)
            lies = lemma(clause.verb) == "be" and len(clause.group) == 1 and clause.subject[0].pos_ != "PROPN"
            if place is not None and place.ent_type_ in _PLACES and place.pos_ == "PROPN" and not lies:
                yield Build(inverted(clause, ["where"], tokens), "place", (start, end), subject)
        elif head.lower_ == "for":
            lasting = spanning(values, "duration", start, end)
            if lasting is not None and NUMBER.search(clause.verb.doc.text[lasting.start : lasting.end]):
                pieces = inverted(clause, ["for how long"], tokens)
                yield Build(pieces, "duration", (lasting.start, lasting.end), subject)


def of_values(clause: Clause, values: Sequence[Candidate]) -> Iterator[Build]:
    """ "How many", "how much", "how long" and the like, of the subject or of what follows the verb.

    Args:
        clause: What is asked about.
        values: Of its sentence.
    """
    head, tokens = clause.subject
    counted = _counted(head, tokens, values)
    if counted is not None:
        number, left = counted
        yield Build(straight(clause, ["how many", *left]), _unit_kind(head), (number.start, number.end), ())
    for part, words in clause.parts:
        if part.dep_ in {"dobj", "attr"}:
            counted = _counted(part, words, values)
            if counted is not None:
                number, left = counted
                behind = [token for child in part.rights if child.lower_ != "of" for token in child.subtree]
                what = [token for token in left if token not in behind]
                pieces = inverted(clause, ["how many", *what], [token for token in words if token not in behind])
                yield Build(pieces, _unit_kind(part), (number.start, number.end), tokens)
        yield from _of_amount(clause, part, words, values)


def _of_amount(clause: Clause, part: Token, words: list[Token], values: Sequence[Candidate]) -> Iterator[Build]:
    subject = clause.subject[1]
    start, end = characters(words)
    verb = lemma(clause.verb)
    money = spanning(values, "money", start, end)
    lasting = spanning(values, "duration", start, end)
    if money is not None and part.dep_ in {"dobj", "npadvmod"} and verb in {"cost"} | _MONEY_VERBS:
        wh = "how much" if verb == "cost" else "how much money"
        yield Build(inverted(clause, [wh], words), "money", (money.start, money.end), subject)
    elif lasting is not None and part.dep_ in {"dobj", "npadvmod"} and verb in _LASTING:
        yield Build(inverted(clause, ["how long"], words), "duration", (lasting.start, lasting.end), subject)
    elif part.dep_ == "acomp" and part.lower_ in _ADJECTIVES and clause.verb.lemma_ == "be":
        measure = next((c for c in part.children if c.dep_ == "npadvmod"), None)
        if measure is not None and NUMBER.search(" ".join(token.text for token in measure.subtree)):
            span = characters(sorted(measure.subtree, key=lambda token: token.i))
            kind = "duration" if part.lower_ == "old" else "measure"
            yield Build(inverted(clause, ["how", part.lower_], words), kind, span, subject)


def _counted(head: Token, tokens: list[Token], values: Sequence[Candidate]) -> tuple[Candidate, list[Token]] | None:
    """The number that opens a phrase, and the rest of the phrase: what is counted."""
    if head.tag_ != "NNS" or is_joined(head):
        return None
    for value in values:
        if value.kind in {"count", "measure"} and value.unit == head.i and value.quality >= 0.7:
            number = [token for token in tokens if value.start <= token.idx < value.end]
            if (
                value.kind == "measure"
                or not number
                or number[0] != tokens[0]
                or not NUMBER.search(head.doc.text[value.start : value.end])
            ):
                continue
            left = [token for token in tokens if token.idx >= value.end]
            # Of "115 and 48 proteins" the words before would tell which is which.
            several = any(token.lower_ == "and" for token in number) and number[0].lower_ != "between"
            if several or any(token.text == "," for token in left):
                continue
            if left and left[0].dep_ != "prep" and not any(t.lower_ in {"more", "fewer", "less"} for t in left):
                return value, left
    return None


def _unit_kind(head: Token) -> str:
    return "measure" if lemma(head) in MEASURE_UNITS else "count"
