"""A sentence or question with its main verb negated, or with the negation of its main verb taken out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.reading.training.exchange_inflection import inflected

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["negate"]

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_DO = {"VBD": "did", "VBZ": "does", "VBP": "do"}
# Where these stand, "not" would not deny the sentence, or the result reads oddly.
_ODD_UNDER_NOT = frozenset(
    "also already still just only even too either neither nor no none nobody nothing nowhere never hardly scarcely "
    "barely rarely seldom few some somewhat several most many much often sometimes usually mostly mainly generally "
    "largely partly primarily eventually finally soon once again instead then thus until unless because since perhaps "
    "probably possibly almost nearly about approximately except without rather not n't cannot both all every each "
    "another any anyone anything ever yet".split()
)
_VAGUE_MODALS = frozenset({"may", "might", "could", "would", "ought", "'d", "shall", "need", "dare"})
_CLITICS = {"wo": "will", "ca": "can", "sha": "shall"}


def negate(doc: Doc) -> str | None:
    """Negate the main verb of a sentence or question, or take its negation out.

    "The army captured the town" becomes "The army did not capture the town", "Where did he live?" becomes "Where
    did he not live?", and the other way round.

    Args:
        doc: One parsed sentence or question.

    Returns:
        The other text; None where there is any doubt that it denies the first one and reads well.
    """
    roots = [t for t in doc if t.dep_ == "ROOT"]
    if len(roots) != 1 or '"' in doc.text or "“" in doc.text or ":" in doc.text or ";" in doc.text:
        return None
    root = roots[0]
    if root.pos_ not in {"VERB", "AUX"} or not any(t.dep_ in {"nsubj", "nsubjpass", "csubj"} for t in root.children):
        return None
    if any(t.dep_ in {"ccomp", "parataxis", "intj"} and t.i < root.i for t in root.children):
        return None
    negations = [t for t in root.children if t.dep_ == "neg"]
    if negations:
        return _affirmed(doc, root, negations[0]) if len(negations) == 1 else None
    if any(t.lower_ in _ODD_UNDER_NOT for t in doc):
        return None
    if any(t.dep_ == "conj" and not any(c.dep_.startswith("nsubj") for c in t.children) for t in root.children):
        return None
    return _negated(doc, root)


def _auxiliary(root: Token) -> Token | None:
    return next((t for t in root.children if t.dep_ in {"aux", "auxpass"} and t.tag_ in _FINITE), None)


def _subject(root: Token) -> Token | None:
    return next((t for t in root.children if t.dep_ in {"nsubj", "nsubjpass"}), None)


def _negated(doc: Doc, root: Token) -> str | None:
    text, subject, auxiliary = doc.text, _subject(root), _auxiliary(root)
    if subject is None or (subject.i > root.i and root.lemma_ != "be"):
        return None
    if auxiliary is not None:
        if auxiliary.lower_ in _VAGUE_MODALS or auxiliary.lower_ in _CLITICS or auxiliary.i > root.i:
            return None
        if auxiliary.i < subject.i:
            return _spliced(text, _first_of_verb_group(root, auxiliary).idx, 0, "not ")
        end = auxiliary.idx + len(auxiliary)
        return _spliced(text, end, 0, "not" if auxiliary.lower_ == "can" else " not")
    if root.tag_ not in _DO or (root.lemma_ == "do" and "?" in doc.text):
        return None
    if root.lemma_ == "be":
        if subject.i > root.i and (doc[0].tag_ not in {"WP", "WDT"} or root.i > 3):
            return None
        if any(t.dep_ == "expl" for t in root.children):
            return None
        return _spliced(text, root.idx + len(root), 0, " not")
    base = root.lemma_.lower()
    if inflected(base, root.tag_) != root.lower_ and not (root.tag_ == "VBD" and base in {"get", "have"}):
        return None
    before = [t for t in root.lefts if t.dep_ == "advmod" and t.i == root.i - 1]
    return _spliced(text, root.idx, len(root), f"{_DO[root.tag_]} not {base}") if not before else None


def _first_of_verb_group(root: Token, auxiliary: Token) -> Token:
    """The first of "have been shown" in "When should it have been shown?": where "not" goes when inverted."""
    subject = _subject(root)
    after = auxiliary.i if subject is None else subject.i
    return next((t for t in root.lefts if t.i > after and t.dep_ in {"aux", "auxpass"}), root)


def _affirmed(doc: Doc, root: Token, negation: Token) -> str | None:
    text, auxiliary = doc.text, _auxiliary(root)
    words = {t.lower_ for t in doc if t.i != negation.i}
    # What "not" licenses would be left alone; "not … until" and "not … because" do not deny the verb.
    if words & {"any", "anyone", "anything", "ever", "yet", "either", "until", "because", "unless", "at", "but", "nor",
                "only", "even", "all", "every", "not", "n't", "without", "always", "necessarily", "much",
                "many"}:  # fmt: skip
        return None
    if negation.lower_ == "never":
        if root.tag_ not in _DO and auxiliary is None:
            return None
        return _without(text, negation)
    if negation.lower_ not in {"not", "n't", "n’t"}:
        return None
    if auxiliary is None:
        return _without(text, negation) if root.lemma_ == "be" else None
    subject = _subject(root)
    inverted = subject is not None and auxiliary.i < subject.i
    if auxiliary.lemma_ == "do" and not inverted:
        if auxiliary.tag_ not in _DO or root.tag_ != "VB":
            return None
        if {t.i for t in (auxiliary, negation)} != {root.i - 1, root.i - 2}:
            return None
        form = inflected(root.lemma_.lower(), auxiliary.tag_)
        return None if form is None else text[: auxiliary.idx] + form + text[root.idx + len(root) :]
    if auxiliary.lower_ in _CLITICS:
        whole = _CLITICS[auxiliary.lower_]
        whole = whole.capitalize() if auxiliary.text[:1].isupper() else whole
        return text[: auxiliary.idx] + whole + text[negation.idx + len(negation) :]
    return None if auxiliary.lower_ in _VAGUE_MODALS else _without(text, negation)


def _without(text: str, negation: Token) -> str:
    start, end = negation.idx, negation.idx + len(negation)
    if text[start - 1 : start] == " ":
        start -= 1
    return text[:start] + text[end:]


def _spliced(text: str, start: int, length: int, new: str) -> str | None:
    changed = text[:start] + new + text[start + length :]
    return None if re.search(r"not,|not\s*$| ,", changed) else changed
