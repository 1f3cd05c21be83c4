"""Whether a sentence denies what its quotes assert, asserts what they deny, or tells as a fact what they leave open."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rag.reading.candidates import lemma
from rag.reading.factuality import assertion_of
from rag.reading.meanings import opposed, same_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

__all__ = ["Sided", "clashes", "sides_of"]

_CUES = frozenset("not n't n’t never no none nobody nothing neither nor cannot without nowhere hardly".split())
# "No more than", "not only", "nothing but": what looks like a negation and denies nothing.
_IDLE_AFTER = frozenset("only just merely simply least necessarily more fewer less later earlier longer. until".split())
_LIGHT = frozenset("be have do get make take go come become seem appear say tell".split())
# Words that deny by their meaning: a sentence that denies may rest on one of them.
_DENYING = frozenset(
    "fail refuse decline deny reject refute lack absence unable unwilling prevent avoid neglect dismiss exclude ban "
    "prohibit forbid bar false untrue impossible unlikely cease stop omit miss except unlike few little rarely seldom "
    "scarcely barely unknown invalid illegal incomplete insufficient inadequate unclear ineligible".split()
)
_PREFIXES = ("un", "in", "im", "il", "ir", "non", "dis")
_PLANS = frozenset({"will", "shall", "would", "may", "might", "could"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


class Sided(NamedTuple):
    """A word of a sentence, and the side that the sentence puts it on.

    Attributes:
        word: Its lemma.
        text: As written, with what negates it.
        positive: Whether it is asserted.
        cued: Whether a word such as "not" denies it.
        settled: Whether it is told as a fact: not planned, not only possible, bound to no condition.
        verb: Whether it is a verb.
    """

    word: str
    text: str
    positive: bool
    cued: bool
    settled: bool = True
    verb: bool = False


def sides_of(doc: Doc) -> list[Sided]:
    """Every word that a sentence says something with, and on which side it puts it.

    Args:
        doc: The sentence, parsed.
    """
    denied: dict[int, Token] = {}
    for cue in doc:
        if cue.lower_ in _CUES and not _is_idle(cue):
            for head in _heads(cue):
                denied[head.i] = cue
    found = []
    for token in doc:
        if token.pos_ not in {"VERB", "ADJ", "NOUN", "ADV", "AUX", "PROPN"}:
            continue
        base = lemma(token)
        cue_of = denied.get(token.i)
        if cue_of is None and (base in _LIGHT or token.pos_ in {"ADV", "AUX", "PROPN"}):
            continue
        asserted, settled = (True, True) if token.pos_ == "NOUN" else _assertion(token)
        text = token.text if cue_of is None else f"{cue_of.text} {token.text}".replace(" n't", "n't")
        found.append(Sided(base, text, asserted and cue_of is None, cue_of is not None, settled, token.pos_ == "VERB"))
    return found


def _assertion(token: Token) -> tuple[bool, bool]:
    """Whether a word is asserted and whether it is told as a fact; "not only" and its like turn nothing round."""
    assertion = assertion_of(token)
    idle = sum(carrier.lower_ in _CUES and _is_idle(carrier) for carrier in assertion.carriers)
    return assertion.positive == (idle % 2 == 0), assertion.settled and assertion.modal not in _PLANS


def clashes(sentence: Sequence[Sided], quotes: Sequence[Sequence[Sided]]) -> list[str]:
    """The words that a sentence puts on another side than its quotes do.

    Args:
        sentence: Of the sentence.
        quotes: Of each quote.

    Returns:
        As written in the sentence, with what negates them; none where the two agree.
    """
    told = [side for quote in quotes for side in quote]
    denial = any(side.cued or not side.positive or _denies(side.word) for side in told)
    found: list[str] = []
    for side in sentence:
        alike = [other for other in told if _same(side.word, other.word)]
        if any(_agree(side, other) for other in alike):
            # A plan, a possibility or a condition is no fact.
            if side.verb and side.settled and side.positive and not any(o.settled or not o.verb for o in alike):
                found.append(side.text)
            continue
        if alike:
            decided = [other for other in alike if other.cued or side.cued or other.positive != side.positive]
            if decided and _is_telling(side, alike):
                found.append(side.text)
        elif (side.verb and any(_turned(side, other) for other in told)) or (
            side.cued and not denial and not any(opposed(side.word, other.word) for other in told)
        ):
            found.append(side.text)
    return list(dict.fromkeys(found))


def _turned(side: Sided, other: Sided) -> bool:
    """Whether a quote has the opposite of a verb, on the same side: "rejected" for "accepted"."""
    return other.verb and side.positive == other.positive and opposed(side.word, other.word)


def _agree(one: Sided, other: Sided) -> bool:
    return one.positive == other.positive


def _is_telling(side: Sided, alike: Sequence[Sided]) -> bool:
    """Whether the sides differ by a word that denies, on one of the two at least."""
    return side.cued or any(other.cued for other in alike) or not side.positive or any(not o.positive for o in alike)


def _same(one: str, other: str) -> bool:
    return one == other or same_word(one, other)


def _denies(word: str) -> bool:
    return word in _DENYING or (word.startswith(_PREFIXES) and len(word) > 6)


def _is_idle(cue: Token) -> bool:
    after = cue.nbor(1).lower_ if cue.i + 1 < len(cue.doc) else ""
    if after in _IDLE_AFTER:
        return True
    return cue.lower_ == "no" and (after in {".", ",", ""} or after.isdigit())


def _heads(cue: Token) -> Iterable[Token]:
    """What a negation denies: the verb, what is said with "be", the noun after "no"."""
    if cue.lower_ in {"no", "neither"} and cue.dep_ == "det":
        yield from _with_verb(cue.head)
        return
    if cue.lower_ in {"none", "nobody", "nothing", "nowhere"}:
        yield from _said(cue.head) if cue.dep_ in _SUBJECTS | {"dobj", "attr", "advmod"} else ()
        # "None of the members": the members did not.
        yield from (whole for of in cue.children if of.lower_ == "of" for whole in of.children if whole.dep_ == "pobj")
        return
    if cue.lower_ == "without":
        yield from (child for child in cue.children if child.dep_ in {"pobj", "pcomp"})
        return
    if cue.lower_ == "no" and cue.i + 1 < len(cue.doc) and cue.nbor(1).lower_ == "longer":
        cue = cue.nbor(1)
    yield from _said(cue.head)


def _with_verb(noun: Token) -> Iterator[Token]:
    """A negated noun, and the verb of which it is the subject: "no member voted" says that nobody voted."""
    yield noun
    if noun.dep_ in _SUBJECTS:
        yield from _said(noun.head)


def _said(head: Token) -> Iterator[Token]:
    """The word that a clause turns on: its verb, or of "be" and "have" what is said with it."""
    yield head
    if lemma(head) in _LIGHT or head.pos_ == "AUX":
        yield from (
            child
            for child in head.children
            if child.dep_ in {"acomp", "attr", "dobj", "oprd", "prep", "advmod"}
            and child.pos_ in {"ADJ", "NOUN", "VERB", "PROPN", "ADP", "ADV"}
            and child.lower_ not in _CUES
        )
