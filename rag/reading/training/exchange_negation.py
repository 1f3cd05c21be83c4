"""A sentence or question with its main verb negated, or with the negation of its main verb taken out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.reading.training.exchange_inflection import inflected, matched_case

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
# What "not" licenses would be left alone; "not … until" and "not … because" do not deny the verb.
_ODD_WITHOUT_NOT = frozenset(
    "any anyone anything ever yet either until because unless at but nor only even all every not n't without always "
    "necessarily much many".split()
)
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
    if len(roots) != 1 or any(c in doc.text for c in '"“:;'):
        return None
    root = roots[0]
    early_clause = any(t.dep_ in {"ccomp", "parataxis", "intj"} and t.i < root.i for t in root.children)
    if root.pos_ not in {"VERB", "AUX"} or _subject(root) is None or early_clause:
        return None
    negations = [t for t in root.children if t.dep_ == "neg"]
    if negations:
        return _affirmed(doc, root, negations[0]) if len(negations) == 1 else None
    # "rose and fell": only the first of two verbs with the one subject would be negated.
    shared = any(t.dep_ == "conj" and _subject(t) is None for t in root.children)
    return None if shared or any(t.lower_ in _ODD_UNDER_NOT for t in doc) else _negated(doc, root)


def _auxiliary(root: Token) -> Token | None:
    return next((t for t in root.children if t.dep_ in {"aux", "auxpass"} and t.tag_ in _FINITE), None)


def _subject(root: Token) -> Token | None:
    return next((t for t in root.children if t.dep_ in {"nsubj", "nsubjpass"}), None)


def _negated(doc: Doc, root: Token) -> str | None:
    text, subject, auxiliary = doc.text, _subject(root), _auxiliary(root)
    if subject is None or (subject.i > root.i and root.lemma_ != "be"):
        return None
    if auxiliary is not None:
        return _negated_auxiliary(text, root, subject, auxiliary)
    if root.lemma_ == "be":
        # "What is …?", but not "Where is …?" nor "there is …".
        odd = subject.i > root.i and (doc[0].tag_ != "WP" or root.i != 1 or doc[len(doc) - 2].pos_ in {"ADP", "VERB"})
        odd = odd or any(t.dep_ == "expl" for t in root.children)
        return None if odd or root.tag_ not in _DO else _spliced(text, root.idx + len(root), 0, " not")
    base = root.lemma_.lower()
    known = root.tag_ in _DO and inflected(base, root.tag_) == root.lower_
    adverb_before = any(t.dep_ == "advmod" and t.i == root.i - 1 for t in root.lefts)
    if not known or adverb_before or (base == "do" and "?" in text):
        return None
    return _spliced(text, root.idx, len(root), f"{_DO[root.tag_]} not {base}")


def _negated_auxiliary(text: str, root: Token, subject: Token, auxiliary: Token) -> str | None:
    if auxiliary.lower_ in _VAGUE_MODALS or auxiliary.lower_ in _CLITICS or auxiliary.i > root.i:
        return None
    if auxiliary.i < subject.i:
        return _spliced(text, _first_of_verb_group(root, auxiliary).idx, 0, "not ")
    return _spliced(text, auxiliary.idx + len(auxiliary), 0, "not" if auxiliary.lower_ == "can" else " not")


def _first_of_verb_group(root: Token, auxiliary: Token) -> Token:
    """The first of "have been shown" in "When should it have been shown?": where "not" goes when inverted."""
    subject = _subject(root)
    after = auxiliary.i if subject is None else subject.i
    return next((t for t in root.lefts if t.i > after and t.dep_ in {"aux", "auxpass"}), root)


def _affirmed(doc: Doc, root: Token, negation: Token) -> str | None:
    if {t.lower_ for t in doc if t.i != negation.i} & _ODD_WITHOUT_NOT:
        return None
    text, auxiliary = doc.text, _auxiliary(root)
    if auxiliary is None:
        never = negation.lower_ == "never" and root.tag_ in _DO
        return _without(text, negation) if never or root.lemma_ == "be" else None
    if negation.lower_ not in {"not", "n't", "n’t"}:
        return _without(text, negation) if negation.lower_ == "never" else None
    subject = _subject(root)
    inverted = subject is not None and auxiliary.i < subject.i
    if auxiliary.lemma_ == "do" and not inverted:
        form = inflected(root.lemma_.lower(), auxiliary.tag_) if root.tag_ == "VB" and auxiliary.tag_ in _DO else None
        together = {auxiliary.i, negation.i} == {root.i - 1, root.i - 2}
        return text[: auxiliary.idx] + form + text[root.idx + len(root) :] if form and together else None
    if auxiliary.lower_ in _CLITICS:
        whole = matched_case(_CLITICS[auxiliary.lower_], auxiliary.text)
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
