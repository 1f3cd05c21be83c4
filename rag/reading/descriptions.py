"""What a text calls the bearer of a name: "Lumen, the hand-held console", "the photo editor Lumen"."""

from __future__ import annotations

import re

from rag.reading.parser import parse
from rag.text.words import STOP_WORDS

__all__ = ["descriptions"]

_ARTICLE = r"(?:the|an?|our|its|their|his|her|this|that)"
_LONGEST = 4  # words


def descriptions(name: str, text: str) -> list[str]:
    """Descriptions of what bears a name, where a text gives any beside the name.

    Args:
        name: As written in the text.
        text: A few sentences.

    Returns:
        Each description without its article; none of persons, who are many things at once.
    """
    doc = parse(text)
    if " " in name and any(name in entity.text for entity in doc.ents if entity.label_ == "PERSON"):
        return []
    found = []
    for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        after = re.match(rf"(?:, | \(|: | is | was ){_ARTICLE} ([a-z][\w' -]+)", text[match.end() :])
        if after:
            found.append(_first_words(after[1]))
        before = re.search(rf"\b{_ARTICLE} ((?:[a-z][\w-]+ ){{1,3}})$", text[: match.start()], re.IGNORECASE)
        if before:
            words = before[1].split()
            found.append("" if STOP_WORDS.intersection(words) else " ".join(words))
        last = next((token for token in doc if token.idx < match.end() <= token.idx + len(token)), None)
        if last is not None and last.dep_ == "compound" and last.head.i > last.i:
            found.append(doc[last.i + 1 : last.head.i + 1].text)  # "the Mule garden cart"
    return [words for words in found if words]


def _first_words(words: str) -> str:
    """The description up to its first preposition or verb of grammar: "hand-held console by Otari"."""
    kept: list[str] = []
    for word in words.split()[:_LONGEST]:
        if word in STOP_WORDS:
            break
        kept.append(word)
    return " ".join(kept)
