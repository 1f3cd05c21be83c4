"""Whether a word of a sentence is asserted, denied or neither, by what stands over and beside it in the parse.

Negation turns what is asserted round ("not", "never", "no longer", "failed to", "denied that"); conditions, plans,
hopes, possibilities and questions leave it open. A clause that is reported counts as asserted: who says it is told
elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.candidates import lemma

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

__all__ = ["Assertion", "assertion_of", "negators"]

_NEGATORS = frozenset("not n't n’t never neither nor nowhere hardly scarcely nobody none nothing".split())
_NO_ONE = frozenset({"nobody", "none", "nothing", "neither"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
# Words whose complement is thereby said not to be so.
_DENYING = frozenset(
    "fail refuse decline deny neglect forget avoid refute reject dispute stop cease refrain rule prevent failure "
    "refusal lack absence denial unable unwilling false untrue wrong incorrect myth lie impossible".split()
)
# Words whose complement is left open.
_OPEN = frozenset(
    "plan hope want expect intend aim propose try attempt seek wish prepare schedule threaten promise pledge vow "
    "offer agree demand ask urge call consider need decide order doubt fear suspect suppose imagine likely unlikely "
    "possible ready willing set due about eager keen bound unclear uncertain unsure seem appear look "
    "recommend suggest require request warn anticipate forecast predict tend pretend chance possibility risk "
    "proposal intention attempt effort bid decision request call pressure wait hesitate dream mean "
    "speculate wonder undecided have be go".split()
)
# Words that say their complement is so, and of which a negation reaches it.
_CLEAR = frozenset("manage succeed happen able true correct right case get come help see let make".split())
_KNOWN = _DENYING | _OPEN | _CLEAR
_CONDITIONAL = frozenset("if unless whether once until till before lest provided supposing should".split())
_MODALS = frozenset("would could might may should will shall must ought can 'll 'd ’ll ’d wo ca".split())
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


class _Walk:
    def __init__(self) -> None:
        self.carriers: list[Token] = []
        self.flips = 0
        self.open = False
        self.planned = False
        self.modal: str | None = None
        self.past = False
        self.earlier = False
        self.surety = 1.0

    def flip(self, *tokens: Token) -> None:
        self.flips += 1
        self.carriers.extend(tokens)


def assertion_of(word: Token) -> Assertion:
    """How a word stands in its sentence, from the word up to the root of the parse."""
    walk = _Walk()
    walk.open = word.doc.text.rstrip(" \"'”’").endswith("?")
    node, skip = word, False
    for _ in range(12):
        if not skip:
            _beside(node, word, walk)
        skip = False
        if node.dep_ == "ROOT" or node.head == node:
            break
        dep, head = node.dep_, node.head
        if dep in {"relcl", "appos", "amod", "compound", "nmod"} or (dep == "acl" and node.tag_ in {"VBN", "VBG"}):
            walk.surety *= 0.9 if dep in {"appos", "relcl", "compound"} else 0.8
            break
        if dep in _SUBJECTS and node.pos_ in {"NOUN", "PROPN", "PRON"}:
            break
        if dep in {"ccomp", "xcomp", "acl", "csubj"} or (dep == "advcl" and head.pos_ == "ADJ"):
            skip = _governed(head, dep, walk)
        elif dep == "pcomp" or (dep == "pobj" and head.lower_ == "without"):
            if head.lower_ == "without":
                walk.flip(head)
                break
            skip = _governed(head.head, dep, walk) if head.lower_ in {"from", "of", "to", "about"} else False
            node = head
            continue
        elif dep == "advcl":
            break
        elif dep == "conj":
            skip = _own_clause(node)
        elif dep == "dobj" and lemma(head) in {"lack", "lose", "leave", "quit", "avoid", "escape"}:
            walk.flip(head)
        elif dep == "pobj" and (head.lower_ == "from" or (head.lower_ == "of" and head.head.lower_ == "out")):
            walk.flip(head)
        node = head
    planned = walk.planned and not walk.open
    return Assertion(
        walk.flips % 2 == 0, not (walk.open or walk.planned), walk.modal, planned, walk.past, walk.earlier,
        walk.surety, tuple(walk.carriers),
    )  # fmt: skip


def negators(word: Token) -> Iterator[Token]:
    """What negates a word from beside it: "not", "never", "no" before it, its subject or its object."""
    for child in word.children:
        low = child.lower_
        if child.dep_ == "neg" or low in _NEGATORS:
            yield child
        elif low in {"longer", "more"} and any(c.lower_ in {"no", "not"} for c in child.children):
            yield from (c for c in child.children if c.lower_ in {"no", "not"})
        elif low == "no" and child.dep_ == "det":
            yield child


def _beside(node: Token, word: Token, walk: _Walk) -> None:
    for negator in negators(node):
        walk.flip(negator)
    verbal = node.pos_ in {"VERB", "AUX"}
    for child in node.children:
        low = child.lower_
        if (child.dep_ == "mark" and low in _CONDITIONAL) or _condition(child):
            walk.open = True
        elif child.dep_ in {"aux", "auxpass"} and child.tag_ == "MD":
            walk.modal = walk.modal or _plain_modal(low)
        elif child.dep_ == "aux" and low == "had":
            walk.earlier = True
        elif low in _UNSURE:
            walk.open = True
        elif low in _HEARSAY:
            walk.surety *= 0.95
        elif low in _PAST or (low == "once" and child.dep_ == "advmod"):
            walk.past = True
        elif low == "until" and child.dep_ == "prep" and child.i < word.i + 3:
            walk.past = True
        elif verbal and child.dep_ in _SUBJECTS:
            _quantified(child, walk, node)
        elif verbal and child.dep_ in {"dobj", "attr", "pobj"} and node == word:
            for det in child.children:
                if det.lower_ == "no" and det.dep_ == "det":
                    walk.flip(det)
        elif node == word and not verbal and child.dep_ == "advmod" and low == "no":
            walk.flip(child)
    if node.dep_ == "conj" and any(c.lower_ == "nor" for c in node.head.children):
        walk.flip(node)


def _condition(child: Token) -> bool:
    """Whether a clause beside a verb makes it conditional."""
    return child.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in {"if", "unless"} for c in child.children)


def _quantified(subject: Token, walk: _Walk, verb: Token) -> None:
    if subject.lower_ in _NO_ONE:
        walk.flip(subject)
        return
    for det in subject.children:
        if det.lower_ in {"no", "neither"}:
            # Already seen where the subject itself is what is asked about.
            walk.flip(det)
        elif det.lower_ in _WHOLES and det.dep_ in {"det", "amod", "predet"}:
            walk.surety *= 0.3
    if subject.lower_ in _WHOLES and any(c.lower_ == "of" for c in subject.children):
        walk.surety *= 0.3


def _governed(head: Token, dep: str, walk: _Walk) -> bool:
    """What a governing word does to its complement; whether what stands beside that word is done with."""
    # The tagger's "hopes" is a form of "hop".
    base = next(
        (b for b in (lemma(head), head.lower_.rstrip("s"), head.lower_.rstrip("d")) if b in _KNOWN), lemma(head)
    )
    own = list(negators(head))
    if base == "have" and any(c.lower_ == "yet" for c in head.children):
        walk.flip(next(c for c in head.children if c.lower_ == "yet"))
        return True
    if base == "use" and dep == "xcomp" and head.lower_ == "used":
        walk.past = True
        return True
    if base == "be" and dep in {"ccomp", "csubj", "advcl"}:
        base = next((lemma(c) for c in head.children if c.dep_ in {"acomp", "attr"}), "true")
        base = base if base in _DENYING | _OPEN else "true"
    if base in _DENYING:
        walk.flip(head)
        return False
    if base in _CLEAR or head.pos_ == "ADJ":
        if base in _OPEN:
            walk.planned = True
        return False
    if base in _OPEN and (dep in {"xcomp", "acl", "pcomp"} or base not in {"have", "be", "go", "agree", "decide"}):
        walk.planned = True
        return False
    if own:
        # Who did not say so said neither.
        walk.open = True
        return True
    if any(c.tag_ == "MD" and c.lower_ not in {"can"} for c in head.children if c.dep_ == "aux"):
        walk.surety *= 0.8
    return dep == "ccomp"


def _own_clause(node: Token) -> bool:
    """Whether a conjunct stands on its own, so that negations and modals beside the first one do not reach it."""
    finite = node.tag_ in {"VBD", "VBZ", "VBP"} or any(c.dep_ in {"aux", "auxpass"} for c in node.children)
    subject = any(c.dep_ in _SUBJECTS for c in node.children)
    either = any(c.lower_ in {"or", "nor"} for c in node.head.children)
    return subject or (finite and not either)


def _plain_modal(word: str) -> str:
    return {"ca": "can", "wo": "will", "'ll": "will", "’ll": "will", "'d": "would", "’d": "would"}.get(word, word)
