"""Small edits that change what a text says: one number, date or name exchanged, a verb negated, a word turned round.

Such edits make contradictions and unanswerable questions out of real sentences, as in the contrast sets of Gardner et
al. 2020 (https://aclanthology.org/2020.findings-emnlp.117).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from rag.reading.training.exchange_antonyms import opposites
from rag.reading.training.exchange_inflection import article_mended
from rag.reading.training.exchange_negation import negate
from rag.reading.training.exchange_numbers import (
    DATES,
    MONTHS,
    NUMBERS,
    ORDINALS,
    number_form,
    other_date,
    other_number,
    value_of,
)
from rag.reading.training.exchange_places import ALIASES, place_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from random import Random

    from spacy.tokens import Doc, Span

__all__ = ["Exchange", "Kind", "Piece", "Pool", "antonym", "exchange", "negate", "pieces", "same_value"]

Kind: TypeAlias = Literal["number", "date", "place", "person", "organisation", "other_name"]

_KINDS: dict[str, Kind] = {
    "GPE": "place", "LOC": "place", "FAC": "place", "PERSON": "person", "ORG": "organisation", "NORP": "other_name",
    "PRODUCT": "other_name", "EVENT": "other_name", "LANGUAGE": "other_name", "WORK_OF_ART": "other_name",
}  # fmt: skip
_LABELS = frozenset("chapter section article figure table page part volume room version line level".split())
_NO_NUMBERS = frozenset({"one", "zero", "0", "1", "second", "hundred", "thousand"})
_UNNAMED_WORDS = frozenset("the a an of and in for on at to de von van la le del di al el bin".split())


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text that can be exchanged for another of its kind.

    Attributes:
        start: First character.
        end: Character after the last one.
        kind: What it stands for.
        form: Only pieces of equal form stand well in each other's place.
    """

    start: int
    end: int
    kind: Kind
    form: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A text with one piece exchanged.

    Attributes:
        text: The changed text.
        kind: Of the piece; "antonym" for a word turned round.
        old: What stood there.
        new: What stands there now.
        start: First character of ``new`` in ``text``.
        end: Character after its last one.
    """

    text: str
    kind: Kind | Literal["antonym"]
    old: str
    new: str
    start: int
    end: int


def pieces(doc: Doc) -> list[Piece]:
    """Numbers, dates and names of a text, in order, none overlapping another.

    Args:
        doc: A parsed text.

    Returns:
        Pieces whose characters can be exchanged without touching the words around: names without "the" and "'s",
        numbers with "percent", "million" or the sign of a currency, dates with all their parts.
    """
    text = doc.text
    # A number within a title or an organisation's name belongs to it.
    numbered = [(e.start_char, e.end_char) for e in doc.ents if e.label_ in _KINDS and any(c.isdigit() for c in e.text)]
    taken = bytearray(len(text))
    for start, end in numbered:
        taken[start:end] = b"\1" * (end - start)
    found = []
    for piece in (*_dates(doc, text), *_numbers(doc, text), *_names(doc)):
        hyphened = text[piece.start - 1 : piece.start] in {"-", "/"} or text[piece.end : piece.end + 1] in {"-", "/"}
        if not hyphened and not any(taken[piece.start : piece.end]):
            taken[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
            found.append(piece)
    return sorted(found, key=lambda p: p.start)


# spaCy puts a text together each time it is asked for; so it is passed on here.
def _dates(doc: Doc, text: str) -> Iterator[Piece]:
    for match in DATES.finditer(text):
        if match.group() not in MONTHS or _is_time(doc, match.start(), match.end()):
            yield Piece(match.start(), match.end(), "date", number_form(match.group()))


def _numbers(doc: Doc, text: str) -> Iterator[Piece]:
    for match in NUMBERS.finditer(text):
        if _is_number(doc, match.group().lower(), match.start(), match.end()):
            yield Piece(match.start(), match.end(), "number", number_form(match.group()))


def _names(doc: Doc) -> Iterator[Piece]:
    for entity in doc.ents:
        if entity.label_ not in _KINDS:
            continue
        start, end = _name_bounds(entity.text, entity.start_char)
        name = entity.text[start - entity.start_char : end - entity.start_char]
        if _is_name(name) and _of_names(entity):
            form = _name_form(name, entity.label_)
            if entity.label_ == "NORP":
                form += " adjective" if entity.root.dep_ in {"amod", "acomp"} else " noun"
            yield Piece(start, end, _KINDS[entity.label_], form)


def _is_time(doc: Doc, start: int, end: int) -> bool:
    span = doc.char_span(start, end, alignment_mode="expand")
    return span is not None and span[0].ent_type_ == "DATE" and span[0].pos_ == "PROPN"


def _is_number(doc: Doc, words: str, start: int, end: int) -> bool:
    """Whether a number counts or measures: not "one" as a pronoun, nor part of a name, a label or a code."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if value_of(words) is None or words in _NO_NUMBERS or span is None:
        return False
    if span[0].pos_ in {"ADV", "VERB"} or span[-1].tag_ in {"NNS", "NNPS", "VBZ", "RB"} or span[0].dep_ == "advmod":
        return False
    after = doc[span.end] if span.end < len(doc) else None
    if words == "first" and after is not None and after.lower_ in {"name", "place", "aid", "lady"}:
        return False
    before = doc[span.start - 1] if span.start else None
    if before is None:
        return words not in ORDINALS
    bracketed = after is not None and after.text in {")", "]"} and not before.is_alpha
    labelled = before.text in {"(", "[", "/", "#", "No", "no."} or before.lower_ == "at"
    # "Apollo 11", "Chapter 4": the number is a part of the name.
    named = before.is_title and before.pos_ in {"PROPN", "NOUN"} and (before.i > 0 or before.lower_ in _LABELS)
    return not (bracketed or labelled or named)


def _name_bounds(words: str, start: int) -> tuple[int, int]:
    """Of a name that begins at ``start``, without "the" before and "'s" or punctuation behind."""
    bare = re.sub(r"^(?:the|The|a|A|an|An|this|former|late)\s+", "", words)
    start += len(words) - len(bare)
    return start, start + len(re.sub(r"(?:'s|’s|'|’|\s|[,.;:(\[-])+$", "", bare))


def _is_name(words: str) -> bool:
    if len(words) < 2 or any(c.isdigit() for c in words) or not words[0].isupper() or re.search(r"[,()\n\"“”/]", words):
        return False
    return all(w[:1].isupper() or w.lower() in _UNNAMED_WORDS for w in words.replace("-", " ").split())


def _of_names(entity: Span) -> bool:
    """Whether its words are proper nouns: the recogniser also takes common nouns at the start of sentences."""
    if entity.label_ == "NORP":
        return not entity.text.endswith("ism")
    if entity.label_ == "WORK_OF_ART":
        return len(entity) > 1
    return all(t.pos_ == "PROPN" for t in entity if t.is_alpha and t.lower_ not in _UNNAMED_WORDS)


def _name_form(name: str, label: str) -> str:
    """The label and whether it is one word or several; for places also what they are."""
    if label in {"GPE", "LOC"}:
        return f"{label} {place_form(name)}"
    shape = "abbreviation" if name.isupper() else "word" if " " not in name else "words"
    if label == "NORP":
        shape = f"{shape} {name[-1] == 's'}"
    return f"{label} {shape}"


class Pool:
    """Values seen in texts, to exchange others for."""

    def __init__(self, docs: Iterable[Doc] = ()) -> None:
        self._seen: dict[str, Counter[tuple[Kind, str]]] = defaultdict(Counter)
        self._values: dict[tuple[str, str], list[str]] | None = None
        for doc in docs:
            self.add(doc)

    def __len__(self) -> int:
        return len(self._seen)

    def add(self, doc: Doc) -> None:
        """Take in the values of a parsed text, each once."""
        text = doc.text
        for piece in pieces(doc):
            self._seen[text[piece.start : piece.end]][piece.kind, piece.form] += 1
        self._values = None

    def _of(self, kind: Kind, form: str) -> list[str]:
        """Values of a kind and form, but not names that were taken for this and that, or for a person only once."""
        if self._values is None:
            self._values = defaultdict(list)
            parts = {
                w for text, as_ in self._seen.items() if " " in text and _kind(as_) == "person" for w in text.split()
            }
            for text, as_ in self._seen.items():
                (first, count), times = as_.most_common(1)[0], as_.total()
                alone = " " not in text and (first[0] == "person" or first[1] == "GPE one word")
                least = 3 if first[1].startswith("NORP") else 2 if alone and text not in parts else 1
                if count >= 0.7 * times and times >= least:
                    self._values[first].append(text)
        return self._values.get((kind, form), [])

    def other(
        self, text: str, kind: Kind, random: Random, near: Sequence[str] = (), *, form: str | None = None
    ) -> str | None:
        """Another value of the same kind and like form.

        Args:
            text: The value to exchange.
            kind: Its kind.
            random: Chooses.
            near: Values to prefer where one fits, such as others of the same passage.
            form: As ``Piece.form`` has it; looked up where it is not given.

        Returns:
            Never the same value by another name ("5" and "five", a name within another); None where none is known.
        """
        form = form or self._form(text, kind)
        fitting = [
            n
            for n in near
            if n != text and self._known_form(n, kind) == form and not same_value(n, text) and _plausible(n, text)
        ]
        if fitting:
            return random.choice(fitting)
        if kind in {"number", "date"} and random.random() < 0.8:
            made = other_number(text, random) if kind == "number" else other_date(text, random)
            if made is not None and not same_value(made, text):
                return made
        values = self._of(kind, form)
        for _ in range(20 if values else 0):
            value = random.choice(values)
            if not same_value(value, text) and _plausible(value, text):
                return value
        return None

    def _form(self, text: str, kind: Kind) -> str:
        known = self._known_form(text, kind)
        if known is not None:
            return known
        label = next(label for label, of in _KINDS.items() if of == kind)
        return _name_form(text, label)

    def _known_form(self, text: str, kind: Kind) -> str | None:
        """The form of a value that is of this kind; None where it is none, as far as is known."""
        if kind in {"number", "date"}:
            return number_form(text) if (NUMBERS if kind == "number" else DATES).fullmatch(text) else None
        for (seen, form), _ in self._seen[text].most_common() if text in self._seen else ():
            if seen == kind:
                return form
        return None


def _kind(seen: Counter[tuple[Kind, str]]) -> Kind:
    return seen.most_common(1)[0][0][0]


def _plausible(new: str, old: str) -> bool:
    """Whether a number is within two orders of magnitude of the other, and a year within 150 years."""
    if re.fullmatch(r"[12]\d{3}", old) and re.fullmatch(r"[12]\d{3}", new):
        return abs(int(new) - int(old)) <= 150
    a, b = value_of(new), value_of(old)
    return a is None or b is None or (min(a, b) > 0 and max(a, b) / min(a, b) <= 100 and a != 1)


def same_value(one: str, other: str) -> bool:
    """Whether two values may be the same by other names: "5" and "five", "Berg" and "Anna Berg", "UK" and "Britain"."""
    numbers = value_of(one), value_of(other)
    if numbers[0] is not None and numbers[0] == numbers[1]:
        return True
    names = [ALIASES.get(_folded(t), _folded(t)) for t in (one, other)]
    if names[0] == names[1]:
        return True
    words = [set(n.split()) - _UNNAMED_WORDS for n in names]
    if not any(c.isdigit() for c in one + other):
        if any(len(w) >= 3 for w in words[0] & words[1]) or words[0] <= words[1] or words[1] <= words[0]:
            return True
        if any(_stem(a) == _stem(b) for a in words[0] for b in words[1]):
            return True
    return _initials(one) == _folded(other).replace(" ", "") or _initials(other) == _folded(one).replace(" ", "")


def _folded(name: str) -> str:
    return re.sub(r"^the ", "", re.sub(r"[^\w ]+", "", name.lower().replace("-", " "))).strip()


def _stem(word: str) -> str:
    """The first letters of longer words: those of "Germany", "German" and "Germans" are the same."""
    return word[:5] if len(word) > 4 else word


def _initials(name: str) -> str:
    return "".join(w[0].lower() for w in name.replace("-", " ").split() if w.lower() not in _UNNAMED_WORDS)


def exchange(
    doc: Doc,
    pool: Pool,
    random: Random,
    *,
    kinds: Iterable[Kind] | None = None,
    near: Sequence[str] = (),
    avoid: Sequence[str] = (),
) -> Exchange | None:
    """Exchange one number, date or name of a text for another.

    Args:
        doc: A parsed text.
        pool: Where other values come from.
        random: Chooses the piece and the value.
        kinds: Kinds of piece that may be exchanged; any by default.
        near: Values to prefer, such as others of the same passage; those of the text itself are not taken.
        avoid: Texts that must not change, and that must not be put in.

    Returns:
        The changed text, with "a" and "an" mended; None where nothing can be exchanged. A value that the text has
        twice is left alone, since only one of the two would change.
    """
    text, allowed = doc.text, None if kinds is None else set(kinds)
    every = pieces(doc)
    here = [text[p.start : p.end] for p in every]
    candidates = [
        p
        for p, value in zip(every, here, strict=True)
        if (allowed is None or p.kind in allowed)
        and sum(same_value(value, h) for h in here) == 1
        and not any(same_value(value, a) for a in avoid)
        and (p.kind in {"number", "date"} or not _again(text, p))
    ]
    random.shuffle(candidates)
    for piece in candidates:
        old = text[piece.start : piece.end]
        around = [n for n in near if not any(same_value(n, h) for h in here)]
        for _ in range(5):
            new = pool.other(old, piece.kind, random, around, form=piece.form)
            if new is None:
                break
            if not any(same_value(new, taken) for taken in (*here, *avoid)):
                return _put(text, piece, old, new)
            around = []
    return None


def _again(text: str, piece: Piece) -> bool:
    """Whether a word of a name stands elsewhere in the text too."""
    elsewhere = set(re.findall(r"\w+", text[: piece.start] + " " + text[piece.end :]))
    return any(w in elsewhere for w in re.findall(r"\w+", text[piece.start : piece.end]) if w[0].isupper())


def _put(text: str, piece: Piece, old: str, new: str) -> Exchange:
    changed, start = article_mended(text[: piece.start] + new + text[piece.end :], piece.start)
    return Exchange(changed, piece.kind, old, new, start, start + len(new))


def antonym(doc: Doc, random: Random) -> Exchange | None:
    """Replace one word by its opposite, in the same form ("rose" by "fell", "largest" by "smallest").

    Args:
        doc: One parsed sentence or question.
        random: Chooses the word.

    Returns:
        The changed text; None where no word has an opposite in the table, or the sentence is negated.
    """
    found = opposites(doc)
    if not found:
        return None
    start, end, new = random.choice(found)
    changed, begin = article_mended(doc.text[:start] + new + doc.text[end:], start)
    return Exchange(changed, "antonym", doc.text[start:end], new, begin, begin + len(new))
