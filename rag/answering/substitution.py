"""Putting the new words of a follow-up in the place of the phrase of the same type in the earlier question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.answering.clauses import clause_of, counted_noun
from rag.answering.counting import count_predicate
from rag.answering.datephrases import date_with_preposition, is_date
from rag.answering.mentions import mentions_in, noun_kind
from rag.reading.parser import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.answering.mentions import Kind, Mention
    from rag.answering.turns import Turn

__all__ = ["replace_in"]

_TRAIL = re.compile(r"[\s?.!,;…]+$")
_AGENTS: frozenset[Kind] = frozenset({"person", "organisation", "name"})


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A fragment's words: a preposition (or none) and a noun phrase of some kind."""

    preposition: str
    words: str
    kind: Kind
    proper: bool
    plural: bool
    head: str

    @property
    def text(self) -> str:
        return f"{self.preposition} {self.words}" if self.preposition else self.words


def _phrase(core: str, turns: Sequence[Turn]) -> _Phrase:
    preposition, words = _split_preposition(core)
    if is_date(words):
        words = words[:1].lower() + words[1:] if date_with_preposition(words) == words else words
        return _Phrase(preposition, words, "date", proper=False, plural=False, head=words.lower())
    found = mentions_in(words)
    lowered = _lower_case_name(words) if not found or not found[0].plural else None
    if lowered is not None:
        return _Phrase(preposition, words, lowered, proper=True, plural=False, head=words.lower())
    if not found:
        head = words.split()[-1].lower()
        return _Phrase(preposition, words, "thing", proper=words[:1].isupper(), plural=False, head=head)
    mention = found[0]
    kind = (_known_kind(words, turns) if mention.proper else None) or mention.kind
    return _Phrase(preposition, words, kind, mention.proper, mention.plural, mention.head)


def _split_preposition(core: str) -> tuple[str, str]:
    doc = parse(core)
    if core.lower().startswith("according to "):
        return "according to", core[13:]
    leads = doc[0].pos_ in {"ADP", "SCONJ"} or doc[0].lower_ in {"since", "before", "after", "during", "until", "for"}
    if len(doc) > 1 and leads and not is_date(core):
        return doc[0].lower_, core[doc[1].idx :]
    return "", core


def _lower_case_name(words: str) -> Kind | None:
    """Say what a name typed without capitals names: the parser knows many names only with them."""
    if not words.islower() or len(words.split()) > 3 or noun_kind(words.rsplit(maxsplit=1)[-1]) is not None:
        return None
    if parse(words)[-1].pos_ not in {"NOUN", "PROPN", "X"}:
        return None
    capital = mentions_in(words.title())
    return capital[0].kind if capital and capital[0].kind in {"person", "place"} else None


def _known_kind(name: str, turns: Sequence[Turn]) -> Kind | None:
    """Look up what a name was in the quotes, where the parser saw it in a sentence."""
    for turn in reversed(turns):
        for text in (turn.question, *turn.quotes):
            if name in text:
                for mention in mentions_in(text):
                    if mention.bare == name and mention.kind != "thing":
                        return mention.kind
    return None


def replace_in(question: str, core: str, turns: Sequence[Turn]) -> str | None:
    """Put new words in the place of the phrase of the same type in a question.

    Args:
        question: The earlier question, in its completed form.
        core: The new words, without "and", "what about" or a question mark.
        turns: Earlier turns, to look up what names are.

    Returns:
        The question with the words replaced or added; None where neither fits.
    """
    phrase = _phrase(core, turns)
    mentions = mentions_in(question)
    if phrase.kind == "date":
        return _replace_date(question, phrase, mentions)
    if phrase.preposition:
        return _replace_prepositional(question, phrase, mentions)
    if re.search(r"\bones?$", core, re.IGNORECASE) and (changed := _replace_ones(question, core)) is not None:
        return changed
    if len(core.split()) == 1 and parse(core)[-1].tag_ in {"JJ", "VBD", "VBN"}:
        return count_predicate(turns[-1], core)
    slot = _slot(phrase, mentions)
    if slot is not None:
        return _put(question, slot, phrase)
    return _append(question, f"in {phrase.words}") if phrase.kind == "place" else None


def _replace_ones(question: str, core: str) -> str | None:
    """Put "foreign ones" in the place of the counted noun; None where nothing is counted."""
    clause = clause_of(question)
    noun = counted_noun(clause) if clause is not None else ""
    if not noun:
        return None
    return question.replace(noun, re.sub(r"\bones?$", noun, core, flags=re.IGNORECASE), 1)


def _append(question: str, words: str) -> str:
    return f"{_TRAIL.sub('', question)} {words}?"


def _replace_date(question: str, phrase: _Phrase, mentions: Sequence[Mention]) -> str:
    new = phrase.text if phrase.preposition else date_with_preposition(phrase.words)
    for mention in reversed(mentions):
        if mention.kind != "date" or mention.asked:
            continue
        start = mention.preposition_start
        if not phrase.preposition and mention.preposition.lower() not in {"in", "on", "at", ""}:
            new, start = phrase.words, mention.start
        return question[:start] + new + question[mention.end :]
    return _append(question, new)


def _replace_prepositional(question: str, phrase: _Phrase, mentions: Sequence[Mention]) -> str:
    same = [
        m for m in mentions if m.preposition.lower() == phrase.preposition.lower() and not m.asked and m.kind != "date"
    ]
    tests: tuple[Callable[[Mention], bool], ...] = (
        lambda m: m.head == phrase.head,
        lambda m: m.kind == phrase.kind,
        lambda m: m.proper and phrase.proper and "name" in {m.kind, phrase.kind},
        lambda m: m.proper and phrase.proper and phrase.preposition.lower() != "in",
        lambda m: not m.proper and not phrase.proper and m.plural == phrase.plural,
    )
    for test in tests:
        for mention in reversed(same):
            if test(mention):
                return question[: mention.start] + phrase.words + question[mention.full_end :]
    if phrase.kind == "place":
        for mention in reversed(mentions):
            if mention.kind == "place" and mention.proper and mention.preposition.lower() in {"in", "at", "on", "near"}:
                return question[: mention.preposition_start] + phrase.text + question[mention.end :]
    return _append(question, phrase.text)


def _slot(phrase: _Phrase, mentions: Sequence[Mention]) -> Mention | None:
    """Choose the phrase of the question that the new words replace."""
    free = [m for m in mentions if not m.asked and m.kind != "date"]
    named = [m for m in free if m.proper]
    common = [m for m in free if not m.proper]
    asked = [m for m in mentions if m.asked and m.bare and m.plural]
    subjects = [m for m in common if m.role == "subject"]
    if phrase.proper:
        orders = [
            [m for m in named if m.head == phrase.head and m.kind == phrase.kind],
            [m for m in named if m.kind == phrase.kind],
        ]
        if phrase.kind in _AGENTS:
            orders += [[m for m in named if m.kind in _AGENTS], [m for m in subjects if m.kind in _AGENTS]]
        if phrase.kind != "place":
            orders += [
                [m for m in common if m.kind == phrase.kind],
                [m for m in named if m.kind != "place"],
                subjects[:1],
                named,
            ]
        elif any(m.kind == "name" for m in named):
            orders += [[m for m in named if m.kind == "name"]]
    elif phrase.plural:
        orders = [
            [m for m in free if m.head == phrase.head],
            asked,
            [m for m in common if m.plural and m.kind == phrase.kind],
            [m for m in common if m.plural],
            subjects[:1],
        ]
    else:
        orders = [
            [m for m in common if m.attribute and "'s " in phrase.words],
            [m for m in common if m.head == phrase.head],
            [m for m in common if m.kind == phrase.kind],
            [m for m in named if m.kind == phrase.kind],
            subjects[:1],
            [m for m in named if m.role == "subject"],
        ]
    return next((order[-1] for order in orders if order), None)


def _same_office(slot: Mention, phrase: _Phrase) -> bool:
    """Tell whether "the chairman" after "the chief of the bank" is of the same bank."""
    return slot.kind == phrase.kind == "person" and not slot.proper and phrase.words.lower().startswith("the ")


def _put(question: str, slot: Mention, phrase: _Phrase) -> str:
    if slot.asked:
        at = question.index(slot.bare, slot.start)
        return question[:at] + phrase.words + question[at + len(slot.bare) :]
    words = phrase.words
    # "population?" after "What is the capital of France?" keeps "the … of France".
    undetermined = (
        not phrase.proper and not phrase.plural and parse(words)[0].tag_ in {"JJ", "NN"} and "'s " not in words
    )
    same_head = not phrase.proper and (
        slot.head == phrase.head
        or _same_office(slot, phrase)
        or (undetermined and slot.attribute | (slot.role == "subject"))
    )
    end = slot.end if same_head else slot.full_end
    before = question[slot.start : slot.end].split()
    if same_head and before[0].lower() in {"the", "a", "an"} and words.split()[0].lower() not in {"the", "a", "an"}:
        words = f"{before[0]} {words}"
    return question[: slot.start] + words + question[end:]
