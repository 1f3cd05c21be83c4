"""What a question that is answered by yes or no asks whether it is so, as a statement: "The bridge is open."."""

from __future__ import annotations

from functools import lru_cache

from rag.reading.parser import parse

__all__ = ["declared"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_HELPERS = frozenset({"AUX", "VERB"})


@lru_cache(maxsize=256)
def declared(question: str) -> str | None:
    """State what a question asks whether it is so.

    Args:
        question: In English, opening with its helping verb: "Is …", "Did …", "Has …", "Can …".

    Returns:
        Subject, helping verb and the rest ("The guards did open fire."): not always how one would put it, but what is
        meant. None where the question does not open so, or has no subject.
    """
    text = question.strip().replace("’", "'").rstrip("?").rstrip()
    doc = parse(text)
    if len(doc) < 3 or doc[0].pos_ not in _HELPERS:
        return None
    subject = next((token for token in doc if token.dep_ in _SUBJECTS and token.i > 0), None)
    if subject is None:
        return None
    end = subject.right_edge.i + 1
    told = " ".join(part for part in (doc[1:end].text, doc[0].lower_, doc[end:].text) if part)
    return f"{told[:1].upper()}{told[1:]}."
