"""Whether a question asks for one thing or for several, and whether for what is past."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.reading.parser import parse, parse_written
from rag.reading.wh import WH

__all__ = ["asks_for_several", "asks_for_the_past", "asks_for_the_present"]

_SEVERAL = re.compile(
    r"\b(?:list|name (?:some|all|two|three)|examples?|some of|one of|any of|types?|kinds?|who (?:are|were))\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)
def asks_for_several(question: str) -> bool:
    """Whether a question asks for several things, or for one of several: "which people", "what are", "an example".

    Args:
        question: In English.
    """
    text = question.strip().replace("’", "'")
    if _SEVERAL.search(text):
        return True
    doc = parse(text)
    for token in doc:
        if token.lower_ not in WH:
            continue
        if token.lower_ == "how":
            return False  # "how many towns" asks for one number
        # The first noun behind: the parser takes "countries border" for one compound now and then.
        noun = next((t for t in doc[token.i + 1 : token.i + 4] if t.pos_ in {"NOUN", "PROPN", "VERB", "AUX"}), None)
        if noun is not None and noun.pos_ in {"NOUN", "PROPN"}:
            return noun.tag_ in {"NNS", "NNPS"}
        verb = doc[token.i + 1] if token.i + 1 < len(doc) else None
        return verb is not None and verb.lower_ in {"are", "were"} and token.lower_ == "what"
    return False


@lru_cache(maxsize=256)
def asks_for_the_past(question: str) -> bool:
    """Whether a question asks for what happened, not for what is: "who built", "when did", "who was elected".

    Args:
        question: In English.
    """
    doc = parse_written(question.strip())
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    if root is None or root.lower_ in {"was", "were"}:
        return False
    return root.tag_ == "VBD" or any(c.dep_ in {"aux", "auxpass"} and c.tag_ == "VBD" for c in root.children)


def asks_for_the_present(question: str) -> bool:
    """Whether a question asks for what is now: "who chairs", "how many are", "has it been".

    Args:
        question: In English.
    """
    doc = parse_written(question.strip())
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    if root is None:
        return False
    helping = [c for c in root.children if c.dep_ in {"aux", "auxpass"} and c.i < root.i]
    first = min([root, *helping], key=lambda t: t.i)
    return first.tag_ in {"VBZ", "VBP"}
