"""How closely a candidate stands to the question's words in the dependency tree of a sentence.

Distance in the dependency tree between an answer and the question's words is the classic feature of
answer extraction (Cui et al., "Question answering passage retrieval using dependency relations", SIGIR 2005);
here it is a plain sum, each word of the question counting less the further off it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.candidates import lemma
from rag.reading.governors import governing, parts_played
from rag.reading.lexicon import SPEECH_VERBS
from rag.reading.meanings import opposed, same_word
from rag.reading.paraphrases import COPULAS, LIGHT_VERBS, also_said

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from rag.reading.question import Question

__all__ = ["OTHER_VERB", "Surroundings"]

OTHER_VERB = 0.5  # what is left of a score where the verb asked about is not said and another one governs
# Verbs that a question says only to have one: the answer does without them.
_WEAK_VERBS = LIGHT_VERBS | frozenset("become come go happen occur use want call name know live base".split())
# An answer of these kinds is so often put in other words that the verb tells little.
_FREE_KINDS = frozenset({"cause", "role", "thing"})
_NAMED_KINDS = frozenset({"person", "organisation", "place"})
_FILLERS = {"agent": frozenset({"nsubj", "agent"}), "patient": frozenset({"dobj", "nsubjpass"})}
_DECAY = 0.8  # what is left of a word's weight after one step in the tree
_CLOSE = frozenset("prep pobj case agent appos compound nummod quantmod conj poss pcomp nmod".split())
_FAR = frozenset({"ccomp", "advcl", "parataxis", "relcl"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A sentence seen from one question.

    Attributes:
        doc: The parsed sentence.
        question: The question, analysed.
        places: For each of the question's terms, the indexes of the tokens that say it.
        weights: For each term, what it counts for.
        besides: By token index, the verbs that a token stands for besides its lemma.
    """

    doc: Doc
    question: Question
    places: tuple[tuple[int, ...], ...]
    weights: tuple[float, ...]
    besides: dict[int, frozenset[str]]

    @classmethod
    def of(cls, doc: Doc, question: Question) -> Surroundings:
        """Find the question's terms in the sentence."""
        besides = also_said(doc)
        words = [(t.i, lemma(t), t.lower_) for t in doc if not t.is_punct]
        words += [(i, verb, verb) for i, verbs in besides.items() for verb in verbs]
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
        return cls(doc, question, places, weights, besides)

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
        for governor, part in parts_played(self.doc[root]):
            if self._means(governor, verb):
                return 1.0 if part == slot else -1.0 if part != "other" else 0.0
        return 0.0

    def verb_fit(self, root: int) -> float:
        """How well the verb that governs the candidate fits the verb asked about.

        Returns:
            1 if it is that verb, or if that cannot be told; ``OTHER_VERB`` if the sentence never says the verb asked
            about and another one governs the candidate; 0 if that one is its opposite ("sold" for "bought").
        """
        verb = self.question.verb
        if verb is None:
            return 1.0
        token = self.doc[root]
        chain = governing(token)
        governors = [*chain, *(governor for governor, _ in parts_played(token))]
        if any(self._means(governor, verb) for governor in governors):
            return 1.0
        if any(opposed(said, verb) for governor in chain for said in self._said(governor)):
            return 0.0
        if self._filled_by_another(verb, token) or self._only_speaks(verb, token):
            return OTHER_VERB
        if verb in _WEAK_VERBS or self.question.kind in _FREE_KINDS or self._says(verb):
            return 1.0
        other = next((lemma(g) for g in chain if g.pos_ == "VERB"), None)
        return 1.0 if other is None or other in COPULAS | LIGHT_VERBS else OTHER_VERB

    def _filled_by_another(self, verb: str, candidate: Token) -> bool:
        """Whether the sentence says who did it, or whom it was done to, and that is not the candidate."""
        arcs = _FILLERS.get(self.question.slot)
        if arcs is None or self.question.kind not in _NAMED_KINDS:
            return False
        for token in self.doc:
            if token.pos_ == "VERB" and self._means(token, verb):
                fillers = [
                    c for c in token.children if c.dep_ in _FILLERS.get(self.question.slot, ()) and c.pos_ != "PRON"
                ]
                if fillers and not any(candidate.i in {t.i for t in filler.subtree} for filler in fillers):
                    return True
        return False

    def _only_speaks(self, verb: str, candidate: Token) -> bool:
        """Whether the one who did it is asked for, and the candidate is seen to speak of it instead."""
        if self.question.slot != "agent" or self.question.kind not in _NAMED_KINDS:
            return False
        if any(self._means(token, verb) for token in candidate.children):
            return False  # "Ann Lee, head of the union, said": who leads the union
        return any(part == "agent" and lemma(g) in SPEECH_VERBS for g, part in parts_played(candidate))

    def _said(self, token: Token) -> frozenset[str]:
        return self.besides.get(token.i, frozenset()) | {lemma(token)}

    def _means(self, token: Token, verb: str) -> bool:
        return any(same_word(said, verb) for said in self._said(token))

    def _says(self, verb: str) -> bool:
        return any(self._means(token, verb) for token in self.doc)


def _cost(token: Token) -> float:
    """The length of the arc between a token and its head."""
    if token.dep_ in _CLOSE:
        return 0.6
    return 1.5 if token.dep_ in _FAR or (token.dep_ == "conj" and token.pos_ == "VERB") else 1.0
