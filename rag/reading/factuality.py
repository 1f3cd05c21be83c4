"""Whether a word of a sentence is asserted, denied or neither, by what stands over and beside it in the parse.

Negation turns what is asserted round ("not", "never", "no longer", "failed to", "denied that"); conditions, plans,
hopes, possibilities and questions leave it open. A clause that is reported counts as asserted: who says it is told
elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.candidates import lemma
from rag.reading.complements import Walk, governed, negators

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Assertion", "assertion_of"]

_NO_ONE = frozenset({"nobody", "none", "nothing", "neither"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
# Who does so as the holder of an office holds it no longer.
_LEAVING = frozenset(
    "replace remove resign sack dismiss oust quit step stand fire suspend retire depose lose drop".split()
)
# Verbs whose object is thereby not there, or no longer.
_LOSING = frozenset("lack lose leave quit avoid escape".split())
_CONDITIONAL = frozenset("if unless whether once until till before lest provided supposing should".split())
_UNSURE = frozenset(
    "possibly perhaps maybe probably likely nearly almost partly partially potentially supposedly".split()
)
_HEARSAY = frozenset("allegedly reportedly apparently".split())
_PAST = frozenset("formerly previously".split())
_WHOLES = frozenset("some many most few several half part parts".split())


@dataclass(frozen=True, slots=True)
class Assertion:
    """How a word stands in its sentence.

    Attributes:
        positive: False where it is denied.
        settled: False where a condition, a plan, a possibility or a question leaves it open.
        modal: The modal verb over it in its clause, as lemma ("can", "will", "must" …); None without one.
        planned: Whether it is left open by a plan or a prediction only: "is to open", "plans to".
        past: Whether it is said to be over ("used to be", "until last week").
        earlier: Whether its clause is in the pluperfect, before what the sentence tells.
        surety: From 0 to 1, less for hearsay and for what is told in passing.
        carriers: Tokens that negate it.
    """

    positive: bool
    settled: bool
    modal: str | None
    planned: bool
    past: bool
    earlier: bool
    surety: float
    carriers: tuple[Token, ...]


def assertion_of(word: Token) -> Assertion:
    """How a word stands in its sentence, from the word up to the root of the parse."""
    walk = Walk()
    walk.open = word.doc.text.rstrip(" \"'”’").endswith("?")
    node: Token | None = word
    skip = False
    while node is not None:
        if not skip:
            _beside(node, word, walk)
        node, skip = _step(node, walk)
    planned = walk.planned and not walk.open
    return Assertion(
        positive=walk.flips % 2 == 0,
        settled=not (walk.open or walk.planned),
        modal=walk.modal,
        planned=planned,
        past=walk.past,
        earlier=walk.earlier,
        surety=walk.surety,
        carriers=tuple(walk.carriers),
    )


def _step(node: Token, walk: Walk) -> tuple[Token | None, bool]:
    """The next token up, None where what stands above says nothing of it, and whether its neighbours are done with."""
    dep, head = node.dep_, node.head
    if head == node or _is_told_in_passing(node, walk) or (dep in _SUBJECTS and node.pos_ in {"NOUN", "PROPN", "PRON"}):
        return None, False
    if dep in {"ccomp", "xcomp", "acl", "csubj"} or (dep == "advcl" and head.pos_ == "ADJ"):
        return head, governed(head, dep, walk)
    if dep == "advcl":
        return None, False
    if dep in {"pcomp", "pobj"}:
        return _from_preposition(node, walk)
    if dep == "dobj" and lemma(head) in _LOSING:
        walk.flip(head)
    return head, dep == "conj" and _own_clause(node)


def _is_told_in_passing(node: Token, walk: Walk) -> bool:
    """Whether a word only modifies a noun, so that no negation of the sentence reaches it."""
    dep = node.dep_
    participle = dep == "acl" and node.tag_ in {"VBN", "VBG"} and not any(c.dep_ == "mark" for c in node.children)
    within = dep in {"relcl", "appos", "amod", "compound", "nmod"} and not (
        dep in {"compound", "nmod"} and node.head.pos_ == "ADJ"
    )
    if participle or within:
        walk.surety *= 0.9 if dep in {"appos", "relcl", "compound"} else 0.8
    return participle or within


def _from_preposition(node: Token, walk: Walk) -> tuple[Token | None, bool]:
    preposition = node.head
    low, over = preposition.lower_, preposition.head
    if low == "without":
        walk.flip(preposition)
        return None, False
    if node.dep_ == "pcomp":
        return over, low in {"from", "of", "to", "about"} and governed(over, "pcomp", walk)
    if low in {"of", "for"} and over.pos_ == "NOUN":
        # "risk of closure", "reports of her death are false"
        return over, governed(over, "acl", walk)
    if low == "as" and lemma(over) in _LEAVING:
        walk.flip(over)
    elif low == "from" or (low == "of" and over.lower_ == "out"):
        walk.flip(preposition)
    return preposition, False


def _beside(node: Token, word: Token, walk: Walk) -> None:
    """Take in what stands beside a token on the way up: negations, modals, conditions, hedges and its subject."""
    for negator in negators(node):
        walk.flip(negator)
    verbal = node.pos_ in {"VERB", "AUX"}
    for child in node.children:
        _hedged(child, word, walk)
        if child.dep_ in {"aux", "auxpass"} and child.tag_ == "MD":
            walk.modal = walk.modal or _plain_modal(child.lower_)
        elif child.dep_ == "aux" and child.lower_ == "had":
            walk.earlier = True
        elif verbal and child.dep_ in _SUBJECTS:
            _quantified(child, walk)
        elif verbal and child.dep_ in {"dobj", "attr"} and node == word:
            for det in child.children:
                if det.lower_ == "no" and det.dep_ == "det":
                    walk.flip(det)
    if node.dep_ == "conj" and any(c.lower_ == "nor" for c in node.head.children):
        walk.flip(node)


def _hedged(child: Token, word: Token, walk: Walk) -> None:
    low = child.lower_
    if (child.dep_ == "mark" and low in _CONDITIONAL) or _condition(child) or low in _UNSURE:
        walk.open = True
    elif low in _HEARSAY:
        walk.surety *= 0.95
    elif low in _PAST or (low == "once" and child.dep_ == "advmod"):
        walk.past = True
    walk.past = walk.past or (low == "until" and child.dep_ == "prep" and child.i < word.i + 3)


def _condition(child: Token) -> bool:
    """Whether a clause beside a verb makes it conditional."""
    return child.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in {"if", "unless"} for c in child.children)


def _quantified(subject: Token, walk: Walk) -> None:
    if subject.lower_ in _NO_ONE:
        walk.flip(subject)
        return
    if subject.left_edge.lower_ in {"no", "neither"}:
        walk.flip(subject.left_edge)
        return
    for det in subject.children:
        if det.lower_ in {"no", "neither"}:
            walk.flip(det)
        elif det.lower_ in _WHOLES and det.dep_ in {"det", "amod", "predet"}:
            walk.surety *= 0.3
    if subject.lower_ in _WHOLES and any(c.lower_ == "of" for c in subject.children):
        walk.surety *= 0.3


def _own_clause(node: Token) -> bool:
    """Whether a conjunct stands on its own, so that negations and modals beside the first one do not reach it."""
    finite = node.tag_ in {"VBD", "VBZ", "VBP"} or any(c.dep_ in {"aux", "auxpass"} for c in node.children)
    subject = any(c.dep_ in _SUBJECTS for c in node.children)
    either = any(c.lower_ in {"or", "nor"} for c in node.head.children)
    return subject or (finite and not either)


def _plain_modal(word: str) -> str:
    return {"ca": "can", "wo": "will", "'ll": "will", "’ll": "will", "'d": "would", "’d": "would"}.get(word, word)
