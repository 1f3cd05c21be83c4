"""Whether two phrases that give a cause name one cause: by their words, and by their meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rag.disagreement.cause_poles import kinds
from rag.disagreement.relation import Relation, both
from rag.reading.candidates import lemma
from rag.reading.meanings import opposed
from rag.reading.parser import parse_written
from rag.reading.poles import alike
from rag.text.words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

    Similar = Callable[[str, str], float]

__all__ = ["by_meaning", "by_words", "contrary", "different", "names", "rejects"]

# Cosines of all-MiniLM-L6-v2, set on pairs of causes made up for the purpose. Of 51 pairs that name one cause, mostly
# in different words, 2 are below 0.27 and 29 at 0.5 or above; of 48 that name two, 31 are below 0.27 and 2 above 0.5.
_SAME = 0.58
_NEAR = 0.5  # with a word in common
_GENERAL = 0.35  # of a word for a whole class of causes, and one of them
_DIFFERENT = 0.27
_DIFFERENT_BARE = 0.35  # of two words alone, whose cosines are higher whatever they mean
_DIFFERENT_BOTH = 0.5  # where each is told as the only one, so that one of them is wrong unless they are the same
_REJECTED = 0.55
_BRIEF = 2  # words of content of a cause rejected that may be given in other words

_NEGATIVE: Final = frozenset("no not n't never nobody none nothing without lack absence hardly scarcely barely".split())
_EMPTY: Final = frozenset("be have get do there cause reason fact come".split())
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
# Nouns for whole classes of causes.
_CLASSES: Final = frozenset(
    "injury illness disease sickness health fault defect failure problem trouble difficulty damage error mistake "
    "accident incident weather condition circumstance crisis dispute conflict disaster emergency reason issue cost "
    "finance money politics safety security pest crime violence pollution shortage delay".split()
)
_CONTRARIES: Final = frozenset(
    frozenset(pair.split("/"))
    for pair in (
        "full/empty high/low rise/fall rising/falling many/few much/little hot/cold warm/cold wet/dry open/closed "
        "fast/slow strong/weak early/late old/new shortage/surplus shortage/glut excess/lack heavy/light large/small "
        "expensive/cheap dear/cheap rich/poor drunk/sober intact/broken present/absent success/failure good/bad "
        "more/fewer more/less increase/decrease gain/loss profit/loss long/short thick/thin hard/soft loose/tight"
    ).split()
)
_GRAMMAR: Final = (STOP_WORDS - frozenset().union(*_CONTRARIES)) | _NEGATIVE


def contrary(first: str, second: str) -> bool:
    """Whether two causes say the contrary of one thing, for no other word: "wages rose" and "wages fell"."""
    one, other = _content(first), _content(second)
    if _negative(first) != _negative(second):
        # "Because of money" may stand for the lack of it; clauses say what they mean.
        return _finite(first) and _finite(second) and _equal(one, other)
    pairs = [(a, b) for a in one - other for b in other - one if _opposites(a, b)]
    return len(pairs) == 1 and _equal(one - {pairs[0][0]}, other - {pairs[0][1]})


def by_words(first: str, second: str) -> Relation | None:
    """ "same" or "refines" where one says in the same words what the other says, or more of it; else None."""
    one, other = _content(first), _content(second)
    if _negative(first) != _negative(second) or _turned(one, other):
        return None
    inner, outer = _within(one, other), _within(other, one)
    if inner and outer:
        return Relation("same", f"{both(first, second)} name one cause")
    return _refines(first, second, narrower_second=inner) if inner or outer else None


def by_meaning(first: str, second: str, similar: Similar | None) -> Relation | None:
    """ "same" or "refines" where the model finds two causes alike: "poor sales", "few people bought it"; else None."""
    one, other = _content(first), _content(second)
    if similar is None or _turned(one, other):
        return None
    close = similar(first, second)
    general = _is_class(one), _is_class(other)
    if general[0] != general[1] and close >= _GENERAL:
        return _refines(first, second, narrower_second=general[0])
    shared = any(alike(a, b) for a in one for b in other)
    if close >= _SAME or (shared and close >= _NEAR):
        return Relation("same", f"{both(first, second)} name one cause in different words")
    return None


def different(first: str, second: str, similar: Similar | None, *, both_sole: bool) -> bool:
    """Whether two phrases plainly name two causes; without a model, only of two that are both told as the only one."""
    if kinds(first) & kinds(second):
        return False
    if similar is None:
        return both_sole and not any(alike(a, b) for a in _content(first) for b in _content(second))
    if both_sole:
        return similar(first, second) < _DIFFERENT_BOTH
    bare = len(_content(first)) <= 1 and len(_content(second)) <= 1
    return similar(first, second) < (_DIFFERENT_BARE if bare else _DIFFERENT)


def rejects(denied: str, given: str, similar: Similar | None) -> bool:
    """Whether what one source rejects is what the other gives as the cause.

    All that is rejected must be said by the other; a single word must be the head of what it says, so that "no bread"
    does not touch the price of bread.
    """
    if _negative(denied) != _negative(given):
        return False
    what = _content(denied)
    if _within(what, _content(given) if len(what) > 1 else _head(given)):
        return True
    # What is rejected at greater length is of one occasion: "no injured goalkeeper last year".
    return len(what) <= _BRIEF and not _finite(denied) and names(denied, given, similar)


def names(first: str, second: str, similar: Similar | None) -> bool:
    """Whether two phrases name one cause, in the same words or by a cosine that leaves little doubt."""
    if _equal(_content(first), _content(second)):
        return True
    return similar is not None and similar(first, second) >= _REJECTED


def _refines(first: str, second: str, *, narrower_second: bool) -> Relation:
    reason = f"of {both(first, second)} one says more"
    return Relation("refines", reason, narrower="second" if narrower_second else "first")


def _doc(words: str) -> Doc:
    return parse_written(words)


def _content(words: str) -> frozenset[str]:
    """The lemmas that tell what the cause is, without grammar and without what negates it."""
    return frozenset(
        lemma(token)
        for token in _doc(words)
        if not (token.is_punct or token.is_space or token.pos_ in {"PRON", "DET"})
        and token.lower_ not in _GRAMMAR
        and lemma(token) not in _EMPTY | _NEGATIVE
    )


def _head(words: str) -> frozenset[str]:
    """The lemmas at the head of a phrase; of "the lead was ill" the state."""
    heads = [token for token in _doc(words) if token.head == token]
    states = [c for head in heads if lemma(head) == "be" for c in head.children if c.dep_ in {"acomp", "attr"}]
    return frozenset(lemma(token) for token in heads + states)


def _negative(words: str) -> bool:
    return sum(token.lower_ in _NEGATIVE for token in _doc(words)) % 2 == 1


def _finite(words: str) -> bool:
    return any(token.tag_ in _FINITE for token in _doc(words))


def _within(inner: frozenset[str], outer: frozenset[str]) -> bool:
    return bool(inner) and all(any(alike(word, other) for other in outer) for word in inner)


def _equal(one: frozenset[str], other: frozenset[str]) -> bool:
    return _within(one, other) and _within(other, one)


def _turned(one: frozenset[str], other: frozenset[str]) -> bool:
    return any(_opposites(a, b) for a in one for b in other)


def _opposites(first: str, second: str) -> bool:
    return opposed(first, second) or frozenset({first, second}) in _CONTRARIES


def _is_class(content: frozenset[str]) -> bool:
    return 0 < len(content) <= 2 and any(word in _CLASSES for word in content)
