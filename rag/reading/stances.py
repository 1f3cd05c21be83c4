"""What stance a sentence takes on a yes-or-no question: yes, no, or none.

The question's statement is laid against each word of the sentence that says the same as its deciding word, or the
opposite: the word must be said of the same thing, and be asserted or denied, not planned, supposed or asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rag.reading.candidates import lemma
from rag.reading.factuality import assertion_of
from rag.reading.parser import parse
from rag.reading.poles import alike, pole, relate_poles, relate_words
from rag.reading.proposition import phrase_poles, proposition_of
from rag.reading.said_of import content
from rag.reading.stance_scores import is_named, said_of_it
from rag.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from rag.reading.factuality import Assertion
    from rag.reading.proposition import Proposition

__all__ = ["Stance", "read_stances"]

_LEAST = 0.35
# A stance must be this much surer than its contrary in the same sentence.
_CLEARER = 1.25
_ABLE = frozenset({"can", "could", "may", "might"})
_FORMER = frozenset("former ex late deposed ousted erstwhile onetime then outgoing disgraced past previous".split())
_NOT_YET = frozenset("next future designate prospective would-be elect incoming aspiring".split())
_BESIDE_A_ROLE = frozenset("vice deputy assistant acting honorary interim associate shadow co".split())


@dataclass(frozen=True, slots=True)
class Stance:
    """The answer of a sentence to a yes-or-no question.

    Attributes:
        answer: Whether the sentence affirms or denies what is asked.
        words: Characters of the sentence that carry it: the predicate with its negation.
        score: From 0 to 1: how surely the sentence says so of the same thing.
        judged: Whether the trained judge saw it, and no rule.
    """

    answer: Literal["yes", "no"]
    words: Span
    score: float
    judged: bool = False


def read_stances(question: str, sentences: Sequence[str]) -> list[Stance | None]:
    """The stance of each sentence on a question.

    Args:
        question: In English; of questions that ask for more than yes or no, no sentence has one.
        sentences: Each read on its own.

    Returns:
        One for each sentence, in their order; None where the sentence does not settle the question: it speaks of
        another thing, of a plan, a condition or a possibility, or says both.
    """
    asked = proposition_of(question)
    return [None if asked is None else _best(asked, sentence) for sentence in sentences]


def _best(asked: Proposition, sentence: str) -> Stance | None:
    doc = parse(sentence)
    found: dict[str, Stance] = {}
    for stance in _stances(asked, doc):
        if stance.score >= _LEAST and (stance.answer not in found or stance.score > found[stance.answer].score):
            found[stance.answer] = stance
    best = max(found.values(), key=lambda s: s.score, default=None)
    if best is None or len(found) == 1:
        return best
    return best if best.score >= _CLEARER * min(s.score for s in found.values()) else None


def _stances(asked: Proposition, doc: Doc) -> Iterator[Stance]:
    for word, sign, known in _hits(asked, doc):
        assertion = assertion_of(word)
        turned = _turned(asked, word, assertion, phrasal=known)
        if turned is None:
            continue
        score = said_of_it(asked, word, sign, phrasal=known) * assertion.surety
        positive = (sign > 0) == (assertion.positive == (turned > 0))
        yield Stance("yes" if positive else "no", _words(word, assertion), round(score, 3))
    if asked.modal in _ABLE or asked.support:
        yield from _orders(asked, doc)


def _hits(asked: Proposition, doc: Doc) -> Iterator[tuple[Token, int, bool]]:
    """Words that say what is asked (1) or the opposite (-1), and whether by an expression of several words."""
    seen = set()
    for token, one in phrase_poles(doc):
        sign: int = relate_poles(asked.poles, (one,), stative=asked.stative)
        if sign and token.i not in seen:
            seen.add(token.i)
            yield token, sign, True
    for token in doc:
        if token.i in seen or token.pos_ not in {"VERB", "NOUN", "ADJ", "ADV", "PROPN", "ADP"}:
            continue
        signs = [_relate(asked, token, base) for base in _bases(token)]
        sign = next((s for s in signs if s), 0)
        if sign:
            yield token, sign, False


def _relate(asked: Proposition, token: Token, base: str) -> int:
    # Of what remains closed nothing has opened: with these words a state answers what has happened.
    lasting = lemma(token.head) in {"remain", "stay"} or any(
        c.lower_ == "still" for t in (token, token.head) for c in t.children
    )
    stative = asked.stative or lasting
    sign = relate_words(lemma(asked.core), base, stative=stative)
    # A noun tells a state where it is said of something: "in power", but not "lost power".
    told = token.pos_ != "NOUN" or token.dep_ in {"pobj", "attr", "ROOT"}
    return sign or (relate_poles(asked.poles, pole(base), stative=stative) if told else 0)


def _bases(token: Token) -> list[str]:
    """Lemmas of a word; of a participle read as an adjective, also the verb's."""
    low = token.lower_
    found = [lemma(token), low]
    if low.endswith("ed") and token.tag_ in {"JJ", "VBN", "VBD", "NN"}:
        found += [low[:-1], low[:-2]]
    return list(dict.fromkeys(found))


def _turned(asked: Proposition, word: Token, assertion: Assertion, *, phrasal: bool) -> int | None:
    """1 where the assertion holds as it stands, -1 where it is said to be over, None where it settles nothing."""
    open_ = not assertion.settled and not (assertion.planned and asked.modal in {"will", "shall"})
    otherwise = assertion.modal is not None and not _same_modal(asked, assertion, phrasal=phrasal)
    # What is being done is not done yet.
    undone = any(c.lower_ == "being" for c in word.children) and not (asked.stative or phrasal)
    if open_ or otherwise or undone or (assertion.earlier and asked.present):
        return None
    beside = {c.lower_.rstrip("-") for c in word.children if c.dep_ in {"amod", "compound", "nmod", "advmod"}}
    if word.i and word.nbor(-1).text == "-" and word.i > 1:
        beside.add(word.nbor(-2).lower_)
    if beside & _NOT_YET or (asked.role and beside & _BESIDE_A_ROLE and not asked.rest & _BESIDE_A_ROLE):
        return None
    if (beside & _FORMER and asked.role) or assertion.past or _ended(word):
        return -1 if asked.present and asked.stative else 1
    return 1


def _ended(word: Token) -> bool:
    """Whether "until" stands right before the phrase of a noun: "until last week the chairman"."""
    if word.pos_ != "NOUN":
        return False
    start = word.left_edge.i
    return any(t.lower_ == "until" for t in word.doc[max(0, start - 4) : start])


def _same_modal(asked: Proposition, assertion: Assertion, *, phrasal: bool) -> bool:
    said = assertion.modal
    if asked.modal == said or (phrasal and said == "can" and asked.modal is None):
        return True
    if asked.modal in _ABLE:
        return said in _ABLE or (said in {"must", "should"} and not assertion.positive)
    if asked.modal is None and asked.present and not asked.stative and said == "can":
        # What can do so does so: "can cause fever", asked whether it causes fever.
        return True
    return asked.modal == "will" and said == "shall"


def _orders(asked: Proposition, doc: Doc) -> Iterator[Stance]:
    """Orders and warnings, which answer what one can or may do: "do not drink it", "never put it in a dishwasher"."""
    verbs = asked.support or frozenset({lemma(asked.core)})
    words = content(list(doc))
    theme = asked.parts.theme
    if theme is None or not is_named(theme, words):
        return
    for verb in doc:
        bare = verb.tag_ in {"VB", "VBP"} and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
        if not bare or verb.dep_ not in {"ROOT", "conj", "ccomp"} or any(c.lower_ == "to" for c in verb.children):
            continue
        below = {lemma(t) for t in verb.subtree}
        if not any(alike(a, b) for a in verbs for b in below):
            continue
        assertion = assertion_of(verb)
        avoided = lemma(verb) in {"avoid", "refrain", "stop"}
        if assertion.settled and (not assertion.positive or avoided):
            yield Stance("no", _words(verb, assertion), 0.75)


def _words(word: Token, assertion: Assertion) -> Span:
    """The characters of the predicate: the word, its auxiliaries, its object and what negates it."""
    chosen = [word, *(c for c in word.children if c.dep_ in {"aux", "auxpass", "prt"} or c.dep_ == "dobj")]
    chosen += [t for t in assertion.carriers if abs(t.i - word.i) <= 8]
    first, last = min(chosen, key=lambda t: t.i), max(chosen, key=lambda t: t.i)
    return Span(first.idx, last.idx + len(last))
