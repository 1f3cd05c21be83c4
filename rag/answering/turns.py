"""Earlier turns, and the values that were answered in them as something to refer to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.answering.datephrases import is_date
from rag.answering.mentions import Mention, lower_article, mentions_in, noun_kind
from rag.reading.parser import parse

if TYPE_CHECKING:
    from rag.answering.mentions import Kind

__all__ = ["Turn", "value_mention"]

_PREPOSITION = re.compile(
    r"(?:in|at|on|near|off|outside|inside|by|since|until|before|after|during|from|around|about) (?=\S)", re.IGNORECASE
)
_NOT_A_NAME = re.compile(r"yes|no|true|false|unknown|not .*|to .*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier turn: the question in its completed form, and what its answer gives to refer to.

    A refused answer gives nothing: its ``short`` is None and its ``quotes`` are empty.
    """

    question: str
    short: str | None
    quotes: tuple[str, ...]


def _asked_kind(question: str) -> tuple[str, Kind | None]:
    """Return the question word of a question and the kind of thing that it asks for, where known."""
    doc = parse(question)
    word = next((token for token in doc if token.tag_ in {"WRB", "WDT", "WP", "WP$"}), None)
    if word is None:
        return "", None
    lowered = word.lower_
    if lowered == "how":
        following = doc[word.i + 1].lower_ if word.i + 1 < len(doc) else ""
        return f"how {following}", "number" if following in {"many", "much", "old", "long", "far", "tall"} else None
    by_word: dict[str, Kind] = {"who": "person", "whom": "person", "where": "place", "when": "date"}
    if lowered in by_word:
        return lowered, by_word[lowered]
    if lowered in {"which", "what"}:
        noun = word.head if word.dep_ == "det" else next((t for t in doc if t.dep_ == "nsubj" and t.i > word.i), None)
        return lowered, noun_kind(noun.lemma_.lower()) if noun is not None else None
    return lowered, None


def value_mention(turn: Turn) -> tuple[str, Mention | None]:
    """Read the value that a turn's answer gave as something to refer to.

    Returns:
        The question word that asked for the value ("who", "how many"; empty for a yes-or-no question), and the
        mention; None where there is no value, or the value is no noun phrase ("yes", "to dismiss the claim").
    """
    word, kind = _asked_kind(turn.question)
    value = (turn.short or "").strip().rstrip(".")
    if not value or _NOT_A_NAME.fullmatch(value):
        return word, None
    preposition = match.group().strip() if (match := _PREPOSITION.match(value)) else ""
    bare = value[match.end() :] if match else value
    inner = mentions_in(bare)
    first = inner[0] if inner else None
    plural = bool(first and (first.plural or _coordinated(bare)))
    if is_date(bare):
        found: Kind = "date"
    elif kind == "person" and first is not None and first.kind in {"organisation", "thing"}:
        # "who" is asked of bodies as well as of persons; an unknown name is a person's.
        by_noun = noun_kind(bare.split()[-1].lower())
        found = by_noun or (first.kind if _labelled_organisation(bare) else "person")
    elif kind is not None:
        found = kind
    else:
        found = first.kind if first is not None else "thing"
    proper = first.proper if first is not None else bare[:1].isupper()
    head = first.head if first is not None else bare.split()[-1].lower()
    text = bare if len(inner) != 1 or first is None or first.proper or bare != first.bare or not plural else first.text
    return word, Mention(
        text=lower_article(text),
        start=0,
        end=len(bare),
        full_end=len(bare),
        head=head,
        kind=found,
        proper=proper,
        plural=plural,
        role="other",
        preposition=preposition,
        bare=bare,
    )


def _coordinated(text: str) -> bool:
    return re.search(r"\w (?:and|as well as) \w|, ", text) is not None and not any(
        entity.text == text
        for entity in parse(text).ents
        if entity.label_ in {"ORG", "WORK_OF_ART"}
        and len(parse(text).ents) == 1
        and noun_kind(text.rsplit(maxsplit=1)[-1].lower()) is None
    )


def _labelled_organisation(text: str) -> bool:
    entities = parse(text).ents
    return bool(entities) and entities[0].label_ == "ORG" and len(entities[0].text) == len(text) and "&" in text
