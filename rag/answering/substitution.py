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
    from collections.abc import Sequence

    from rag.answering.mentions import Kind, Mention, Turn

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
    doc = parse(core)
    preposition, words = "", core
    if len(doc) > 1 and doc[0].pos_ in {"ADP", "SCONJ"} and not is_date(core):
        preposition, words = doc[0].text, core[doc[1].idx :]
    elif core.lower().startswith("according to "):
        preposition, words = core[:12], core[13:]
    elif len(doc) > 1 and doc[0].lower_ in {"since", "before", "after", "during", "until", "for"}:
        preposition, words = doc[0].text, core[doc[1].idx :]
    if is_date(words):
        words = words[:1].lower() + words[1:] if date_with_preposition(words) == words else words
        return _Phrase(preposition, words, "date", proper=False, plural=False, head=words.lower())
    found = mentions_in(words)
    if (
        (not found or found[0].kind in {"thing", "name"})
        and words.islower()
        and parse(words)[-1].pos_ in {"NOUN", "PROPN", "X"}
    ):
        # Names typed without capitals are known to the parser only with them.
        capital = mentions_in(words.title())
        if (
            capital
            and capital[0].kind in {"place", "person"}
            and len(words.split()) <= 3
            and noun_kind(words.split()[-1]) is None
        ):
            if not (found and found[0].plural):
                return _Phrase(preposition, words, capital[0].kind, proper=True, plural=False, head=words.lower())
    if not found:
        return _Phrase(
            preposition, words, "thing", proper=words[:1].isupper(), plural=False, head=words.split()[-1].lower()
        )
    mention = found[0]
    kind = mention.kind
    if mention.proper:
        kind = _known_kind(words, turns) or kind
    return _Phrase(preposition, words, kind, mention.proper, mention.plural, mention.head)


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
    mentions = [mention for mention in mentions_in(question)]
    if phrase.kind == "date":
        return _replace_date(question, phrase, mentions)
    if phrase.preposition:
        return _replace_prepositional(question, phrase, mentions)
    if re.search(r"\bones?$", phrase.words, re.IGNORECASE):
        clause = clause_of(question)
        noun = counted_noun(clause) if clause is not None else ""
        if noun:
            return question.replace(noun, re.sub(r"\bones?$", noun, phrase.words, flags=re.IGNORECASE), 1)
    participle = parse(core)[-1]
    if participle.tag_ in {"VBN", "VBD", "JJ"} and len(core.split()) == 1:
        return count_predicate(turns[-1], core)
    slot = _slot(phrase, mentions)
    if slot is not None:
        return _put(question, slot, phrase)
    if phrase.kind == "place":
        return _append(question, f"in {phrase.words}")
    return None


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
    for test in (
        lambda m: m.head == phrase.head,
        lambda m: m.kind == phrase.kind,
        lambda m: m.proper and phrase.proper and "name" in {m.kind, phrase.kind},
        lambda m: m.proper and phrase.proper and phrase.preposition.lower() != "in",
        lambda m: not m.proper and not phrase.proper and m.plural == phrase.plural,
    ):
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
