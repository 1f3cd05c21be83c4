"""Whose word a question asks for: "according to the organisers", "what do prosecutors say about …"."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.reading.candidates import lemma
from rag.reading.lexicon import SPEECH_VERBS
from rag.reading.parser import parse_written

__all__ = ["asked_party"]

_ACCORDING = re.compile(r"\b(?:according to|in the (?:view|eyes|words|opinion) of|by the count of)\s+", re.IGNORECASE)
# Verbs by which somebody commits himself to something; a question about them asks for his word, not for the fact.
_COMMITTING = SPEECH_VERBS | {
    "promise",
    "expect",
    "predict",
    "hope",
    "think",
    "believe",
    "suppose",
    "fear",
    "guarantee",
}


@lru_cache(maxsize=256)
def asked_party(question: str) -> str | None:
    """The words that name whose word is asked for.

    Args:
        question: In English.

    Returns:
        The name or noun phrase as written in the question; None where the question asks for the fact itself.
    """
    doc = parse_written(question.strip())
    match = _ACCORDING.search(doc.text)
    if match:
        rest = doc.char_span(match.end(), len(doc.text), alignment_mode="contract")
        first = next((chunk for chunk in rest.noun_chunks), None) if rest is not None else None
        return first.text if first is not None else None
    for token in doc:
        if lemma(token) not in _COMMITTING or token.pos_ != "VERB":
            continue
        subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
        told = (
            any(child.dep_ in {"ccomp", "xcomp", "dobj", "advcl"} for child in token.children) or token.dep_ == "ROOT"
        )
        if subject is not None and subject.pos_ in {"NOUN", "PROPN"} and told:
            return doc[subject.left_edge.i : subject.i + 1].text
    return None
