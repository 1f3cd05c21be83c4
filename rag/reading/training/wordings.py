"""Edits that do not change what a sentence says, or leave it saying less: material for what is entailed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.training.exchange_inflection import article_mended
from rag.reading.training.wording_synonyms import word_edits
from rag.reading.training.wording_syntax import dropped_edits, rebuilt
from rag.reading.training.wording_values import Edit, value_edits

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from spacy.tokens import Doc

__all__ = ["Edit", "Wording", "applied", "reworded", "shortened"]

_SHORT_NAME = re.compile(r"\b((?:[A-Z][\w-]+ )(?:(?:of|and|for|the|[A-Z][\w-]+) ){1,6})\(([A-Z]{2,6})\)")


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence in other words.

    Attributes:
        text: The sentence.
        changes: What was done, change by change.
        shorter: Whether it says less: then the old sentence entails it, but not the other way round.
    """

    text: str
    changes: tuple[str, ...]
    shorter: bool


def reworded(doc: Doc, random: Random, parse: Callable[[str], Doc], *, most: int = 3) -> Wording | None:
    """A sentence that says the same as another.

    Args:
        doc: One parsed sentence.
        random: Chooses the changes.
        parse: Parses a sentence that was built in another way, before its words are changed.
        most: The most changes of words and values; one to this many are made.

    Returns:
        The other sentence; None where nothing can be changed.
    """
    changes: tuple[str, ...] = ()
    orders = list(rebuilt(doc))
    if orders and random.random() < 0.6:
        text, name = random.choice(orders)
        changes = (name,)
        if random.random() < 0.5:
            return Wording(text, changes, shorter=False)
        doc = parse(text)
    edits = [e for e in (*value_edits(doc), *_short_names(doc), *word_edits(doc)) if not e.shorter]
    # A value written otherwise teaches more than a synonym.
    edits += [e for e in edits if e.name in {"number form", "unit", "date form"}]
    some = chosen(edits, random, random.randint(1, most))
    if not some and not changes:
        return None
    return Wording(applied(doc.text, some), (*changes, *(e.name for e in some)), shorter=False)


def shortened(doc: Doc, random: Random, *, most: int = 2) -> Wording | None:
    """A sentence that says a part of what another says.

    Args:
        doc: One parsed sentence.
        random: Chooses what is dropped.
        most: The most parts to drop.

    Returns:
        The shorter sentence, perhaps in other words; None where nothing can be dropped.
    """
    some = chosen(list(dropped_edits(doc)), random, random.randint(1, most))
    if not some:
        return None
    if random.random() < 0.4:
        others = [e for e in (*value_edits(doc), *word_edits(doc)) if not any(_overlap(e, s) for s in some)]
        some += chosen(others, random, 1)
    text = applied(doc.text, some)
    return Wording(text, tuple(e.name for e in some), shorter=True) if len(text.split()) >= 4 else None


def chosen(edits: Sequence[Edit], random: Random, most: int) -> list[Edit]:
    """At most so many edits that do not overlap, at random."""
    found: list[Edit] = []
    for edit in random.sample(edits, len(edits)):
        if len(found) < most and not any(_overlap(edit, other) for other in found):
            found.append(edit)
    return found


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The text with edits made, which must not overlap; "a" and "an", spaces and the first letter are mended."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
        text, _ = article_mended(text, edit.start)
    text = re.sub(r" +(?=[,.;])", "", re.sub(r" {2,}", " ", text)).strip()
    return text[:1].upper() + text[1:]


def _overlap(one: Edit, other: Edit) -> bool:
    return one.start < other.end and other.start < one.end


def _short_names(doc: Doc) -> list[Edit]:
    """ "the World Health Organization (WHO)" as "the WHO", or without what stands in brackets."""
    found = []
    for match in _SHORT_NAME.finditer(doc.text):
        initials = "".join(w[0] for w in match.group(1).split() if w[0].isupper())
        if initials == match.group(2):
            found.append(Edit(match.start(), match.end(), match.group(2), "acronym"))
            found.append(Edit(match.start(), match.end(), match.group(1).rstrip(), "acronym"))
    return found
