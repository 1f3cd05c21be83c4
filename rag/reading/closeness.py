"""How closely a candidate stands to the question's words in the dependency tree of a sentence.

Distance in the dependency tree between an answer and the question's words is the classic feature of
answer extraction (Cui et al., "Question answering passage retrieval using dependency relations", SIGIR 2005);
here it is a plain sum, each word of the question counting less the further off it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.reading.candidates import lemma
from rag.reading.lexicon import SYNONYMS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from rag.reading.question import Question
    from rag.reading.wh import Slot

__all__ = ["Surroundings", "same_word"]

_DECAY = 0.8  # what is left of a word's weight after one step in the tree
_SUFFIXES = (
    "isation ization ations ation ition ments ment ingly ing ness ship ians ian ists ist isms ism ical ally ance "
    "ence ants ant ents ent ions ion ives ive ers er ors or ies ity ed es al ic ly s e y"
).split()
_CLOSE = frozenset("prep pobj case agent appos compound nummod quantmod conj poss pcomp nmod".split())
_INSIDE_PHRASE = frozenset("conj appos compound nummod quantmod nmod".split())
_FAR = frozenset({"ccomp", "advcl", "parataxis", "relcl"})


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


@lru_cache(maxsize=65536)
def same_word(first: str, second: str) -> bool:
    """Whether two lemmas, in lower case, are the same word, of one family, or common synonyms."""
    if first == second:
        return True
    if first in SYNONYMS and second in SYNONYMS[first]:
        return True
    return len(first) > 3 and len(second) > 3 and _stem(first) == _stem(second)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A sentence seen from one question.

    Attributes:
        doc: The parsed sentence.
        question: The question, analysed.
        places: For each of the question's terms, the indexes of the tokens that say it.
        weights: For each term, what it counts for.
    """

    doc: Doc
    question: Question
    places: tuple[tuple[int, ...], ...]
    weights: tuple[float, ...]

    @classmethod
    def of(cls, doc: Doc, question: Question) -> Surroundings:
        """Find the question's terms in the sentence."""
        words = [(t.i, lemma(t), t.lower_) for t in doc if not t.is_punct]
        places = tuple(
            tuple(i for i, base, form in words if form == term or same_word(base, term)) for term in question.terms
        )
        named = {part.lower() for name in question.names for part in name.split()}
        head = question.head if question.predicate else None
        # What must be said of the answer weighs most, then names and numbers, which have no synonyms.
        weights = tuple(
            2.0 if term == head else 1.4 if term in named or term in question.numbers else 1.0
            for term in question.terms
        )
        return cls(doc, question, places, weights)

    def coverage(self) -> float:
        """The weighted share of the question's terms that the sentence says, 0 to 1."""
        total = sum(self.weights)
        return sum(w for w, p in zip(self.weights, self.places, strict=True) if p) / total if total else 0.0

    def proximity(self, root: int, start: int, end: int) -> float:
        """The share of the question's terms said near token ``root``, each discounted by its distance, 0 to 1.

        Args:
            root: Index of the candidate's root token.
            start: First character of the candidate: words within it are not its surroundings.
            end: The character after its last one.
        """
        total = sum(self.weights)
        if not total:
            return 0.0
        lengths = self._lengths(root)
        near = 0.0
        for weight, places in zip(self.weights, self.places, strict=True):
            outside = [lengths[i] for i in places if not start <= self.doc[i].idx < end]
            if outside:
                near += weight * _DECAY ** max(0.0, min(outside) - 1)
        return near / total

    def says_head(self) -> bool:
        """Whether the sentence says the noun asked for, or a word of its family."""
        head = self.question.head
        terms = zip(self.question.terms, self.places, strict=True)
        return head is None or any(places for term, places in terms if same_word(term, head))

    def says_name(self) -> bool:
        """Whether the sentence says a word of one of the question's names."""
        named = {part.lower() for name in self.question.names for part in name.split()}
        return any(token.lower_ in named for token in self.doc)

    def preposition(self, root: int) -> str | None:
        """The preposition that governs token ``root``, directly or through a name or list that it is part of."""
        token = self.doc[root]
        while token.dep_ in {"conj", "appos", "compound", "nmod"} and token.head != token:
            token = token.head
        return token.head.lower_ if token.dep_ == "pobj" else None

    def _lengths(self, root: int) -> dict[int, float]:
        """Length of the path in the tree from token ``root`` to every token that it is connected with."""
        lengths = {t.i: 99.0 for t in self.doc}
        lengths[root] = 0.0
        stack = [self.doc[root]]
        seen = {root}
        while stack:
            token = stack.pop()
            here = lengths[token.i]
            for child in token.children:
                if child.i not in seen:
                    seen.add(child.i)
                    lengths[child.i] = here + _cost(child)
                    stack.append(child)
            if token.head.i not in seen:
                seen.add(token.head.i)
                lengths[token.head.i] = here + _cost(token)
                stack.append(token.head)
        return lengths

    def fit(self, root: int) -> float:
        """Whether the candidate plays the part asked for: 1 it does, 0 not to be told, -1 it plays the other part."""
        verb, slot = self.question.verb, self.question.slot
        if verb is None or slot == "other":
            return 0.0
        for governor, part in _parts(self.doc[root]):
            if same_word(lemma(governor), verb):
                return 1.0 if part == slot else -1.0 if part != "other" else 0.0
        return 0.0


def _cost(token: Token) -> float:
    """The length of the arc between a token and its head."""
    if token.dep_ in _CLOSE:
        return 0.6
    return 1.5 if token.dep_ in _FAR or (token.dep_ == "conj" and token.pos_ == "VERB") else 1.0


def _parts(token: Token) -> list[tuple[Token, Slot]]:
    """The verbs that the token is an argument of, with the part it plays for each."""
    top = token
    while top.dep_ in _INSIDE_PHRASE and top.head.pos_ not in {"VERB", "AUX"}:
        top = top.head
    governor = top.head
    parts: list[tuple[Token, Slot]] = []
    if top.dep_ in {"nsubj", "nsubjpass"}:
        slot: Slot = "agent" if top.dep_ == "nsubj" else "patient"
        shared = [c for c in governor.children if c.dep_ == "conj" and not _has_subject(c)]
        open_clauses = [c for c in governor.children if c.dep_ == "xcomp" and slot == "agent"]
        parts.extend((verb, slot) for verb in [governor, *shared, *open_clauses])
    elif top.dep_ in {"dobj", "attr", "oprd", "dative"}:
        parts.append((governor, "patient"))
    elif top.dep_ == "pobj":
        by_agent = governor.dep_ == "agent" or (governor.lower_ == "by" and governor.head.tag_ == "VBN")
        parts.append((governor.head, "agent" if by_agent else "other"))
    return [*parts, *_clause_parts(top)]


def _clause_parts(noun: Token) -> list[tuple[Token, Slot]]:
    """The verbs of the clauses that modify a noun ("X, who led …", "X, led by …"), with the part it plays."""
    parts: list[tuple[Token, Slot]] = []
    for child in noun.children:
        pronouns = [c for c in child.children if c.tag_ in {"WP", "WDT"}]
        if child.dep_ == "relcl" and pronouns:
            parts.append((child, "patient" if pronouns[0].dep_ in {"dobj", "nsubjpass"} else "agent"))
        elif child.dep_ == "acl":
            parts.append((child, "patient" if child.tag_ == "VBN" else "agent"))
    return parts


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
