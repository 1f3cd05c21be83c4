"""Pronouns and bare descriptions in a follow-up, and what they stand for in earlier turns.

An antecedent is looked for in the latest turn first: in the value that was answered, then in the question, then in the
quotes; then in older turns. Within a question the subject comes before the object (the salience order of Lappin and
Leass, 1994, "An Algorithm for Pronominal Anaphora Resolution"). Gender is used only where a title tells it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.answering.anaphors import Reference, after_preposition, find_references, rank
from rag.answering.counting import nominalise
from rag.answering.datephrases import date_with_preposition
from rag.answering.mentions import mentions_in
from rag.answering.propositions import ask, declare
from rag.answering.reference_words import (
    AGENT_VERBS,
    EVENT_VERBS,
    GENERIC_ORGANISATIONS,
    GENERIC_PERSONS,
    GENERIC_PLACES,
    MOTION_VERBS,
    SAYING_VERBS,
    THEME_VERBS,
)
from rag.answering.turns import value_mention
from rag.reading.parser import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from rag.answering.mentions import Kind, Mention
    from rag.answering.turns import Turn

__all__ = ["resolve"]

_TRUTH = re.compile(
    r"(?P<be>is|was) (?:it|this|that) (?P<rest>(?:really |still )?(?:true|false|certain|correct|right|known))\W*",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1\d{3}|20\d{2})\b")


def resolve(question: str, turns: Sequence[Turn]) -> str:
    """Put what pronouns and bare descriptions stand for in their place.

    Args:
        question: The follow-up.
        turns: Earlier turns, oldest first.

    Returns:
        The question with each reference that can be resolved replaced, and every other character kept. Where nothing
        is resolved, the question itself.
    """
    doc = parse(question)
    whole = _about_event(question, doc, turns)
    if whole is not None:
        return whole
    taken: dict[str, str] = {}
    pieces: list[str] = []
    at = 0
    for reference in find_references(doc):
        if reference.want in taken:
            continue
        words = _words_for(reference, doc, turns, tuple(taken.values()))
        if words is None:
            continue
        antecedent, written = words
        taken[reference.want] = antecedent
        pieces += [question[at : reference.start], written]
        at = reference.end
    return "".join(pieces) + question[at:]


def _about_event(question: str, doc: Doc, turns: Sequence[Turn]) -> str | None:
    """Complete "When did that happen?" and "When was that?" from the earlier question as a whole."""
    pronoun = next(
        (t for t in doc if t.lower_ in {"it", "this", "that"} and t.dep_ == "nsubj" and t.tag_ in {"DT", "PRP"}), None
    )
    if pronoun is None:
        return None
    verb = pronoun.head
    truth = _TRUTH.fullmatch(question.strip())
    if truth is not None:
        clause = declare(turns[-1])
        return f"{truth['be']} it {truth['rest']} that {clause}?" if clause is not None else None
    if doc[0].lower_ not in {"when", "where", "why", "how"}:
        return None
    if verb.lemma_ in EVENT_VERBS:
        if pronoun.lower_ == "it" and any(_named_event(m) for m in mentions_in(turns[-1].question)):
            return None
    elif not (verb.lemma_ == "be" and pronoun.lower_ != "it" and pronoun.i >= len(doc) - 2):
        return None
    return ask(doc[0].lower_, turns[-1])


def _named_event(mention: Mention) -> bool:
    return mention.kind == "thing" and mention.head in {
        "accident",
        "attack",
        "collapse",
        "fire",
        "flood",
        "merger",
        "storm",
        "trial",
        "war",
    }


def _nounrank(mention: Mention, reference: Reference) -> int | None:
    """Grade how well a mention fits a bare description such as "the company" or "this bridge"."""
    noun = reference.noun
    if mention.kind == "date" or mention.plural != (reference.token.tag_ == "NNS"):
        return None
    generic: tuple[tuple[frozenset[str], Kind], ...] = (
        (GENERIC_ORGANISATIONS, "organisation"),
        (GENERIC_PLACES, "place"),
        (GENERIC_PERSONS, "person"),
    )
    same_head = mention.head == noun and len(mention.text.split()) > 2 - int(mention.proper)
    if same_head and (mention.proper or not reference.definite):
        return 0
    if mention.proper and any(noun in words and mention.kind in {kind, "name"} for words, kind in generic):
        return 1
    return None


def _grade(mention: Mention, reference: Reference) -> int | None:
    return _nounrank(mention, reference) if reference.want == "noun" else rank(mention, reference.want)


def _candidates(reference: Reference, turn: Turn) -> list[Mention]:
    """List what a turn offers for a reference, best first: by source, then by fit, then by role."""
    word, value = value_mention(turn)
    answered = value is not None and word in {"which", "what"}
    question = [mention for mention in mentions_in(turn.question) if not (mention.asked and answered)]
    offers: list[tuple[int, Mention]] = []
    if value is not None:
        if _value_may_stand(reference, word, question) and not _describes_named(value, reference, question):
            offers.append((0, value))
        offers += [(2, mention) for mention in mentions_in(value.text) if mention.text != value.text]
    offers += [(1, mention) for mention in question if not _inanimate_agent(mention, reference)]
    for number, quote in enumerate(turn.quotes):
        offers += [(3 + number, mention) for mention in mentions_in(quote) if mention.proper]
    graded: list[tuple[bool, int, int, int, Mention]] = []
    for source, mention in offers:
        fit = _grade(mention, reference)
        if fit is not None:
            # A lone person is "they" only where nothing plural is at hand.
            lone = reference.want == "they" and fit == 2
            graded.append((lone, source, fit, _role_rank(mention, reference), mention))
    graded.sort(key=lambda item: item[:4])
    return [item[4] for item in graded]


def _role_rank(mention: Mention, reference: Reference) -> int:
    """Put subjects first, but objects for an "it" or "them" that is an object too: "Who ordered it?"."""
    order = ["subject", "object", "other"]
    if reference.want in {"it", "they"} and reference.token.dep_ in {"dobj", "nsubjpass"}:
        order = ["object", "subject", "other"]
    return order.index(mention.role)


def _describes_named(value: Mention, reference: Reference, question: Sequence[Mention]) -> bool:
    """Tell whether a value only describes the person whom the question named ("Who is Ana Ruiz?" "A judge")."""
    return (
        reference.want in {"he", "she", "they"}
        and not value.proper
        and any(mention.proper and mention.kind in {"person", "name"} for mention in question)
    )


def _inanimate_agent(mention: Mention, reference: Reference) -> bool:
    return reference.want == "they" and _agent(reference) and mention.kind not in {"person", "organisation", "name"}


def _agent(reference: Reference) -> bool:
    return reference.token.dep_ == "nsubj" and reference.token.head.lemma_ in AGENT_VERBS


def _value_may_stand(reference: Reference, word: str, question: Sequence[Mention]) -> bool:
    """Tell whether "it" may be the answered value rather than what the question was about.

    After "Who designed the tunnel?" (a firm), "Who built it?" and "How much did it cost?" go on about the tunnel, but
    "Where is it based?" about the firm.
    """
    if reference.want != "it" or reference.answer_first:
        return True
    if word not in {"who", "whom", "which", "what", ""}:
        return False
    themes = [m for m in question if not m.asked and m.kind in {"thing", "organisation"} and not m.plural]
    token = reference.token
    object_like = token.dep_ in {"dobj", "nsubjpass", "pobj"} or (
        token.dep_ == "nsubj" and token.head.lemma_ in THEME_VERBS
    )
    return not (word in {"who", "whom", "what"} and themes and object_like)


def _words_for(reference: Reference, doc: Doc, turns: Sequence[Turn], taken: tuple[str, ...]) -> tuple[str, str] | None:
    """Choose an antecedent and write it in the reference's place; None if there is none."""
    if reference.want == "figure":
        words = _figure(turns[-1])
        return (words, words) if words is not None else None
    if reference.want == "this":
        return _this(reference, doc, turns, taken)
    here = {mention.text.lower() for mention in mentions_in(doc.text)}
    for turn in reversed(turns):
        for mention in _candidates(reference, turn):
            if mention.text in taken or mention.text.lower() in here:
                continue
            written = _write(reference, mention)
            if written is not None:
                return mention.text, written
    return None


def _figure(turn: Turn) -> str | None:
    if words := nominalise(turn):
        return words
    return f"the figure of {turn.short}" if turn.short and re.search(r"\d", turn.short) else None


def _this(reference: Reference, doc: Doc, turns: Sequence[Turn], taken: tuple[str, ...]) -> tuple[str, str] | None:
    token = reference.token
    if (token.dep_ == "dobj" or token.lower_ == "so") and token.head.lemma_ in SAYING_VERBS:
        clause = declare(turns[-1])
        if clause is not None:
            return clause, f"that {clause}"
    if token.lower_ == "so":
        return None
    as_it = Reference("it", token, reference.start, reference.end, answer_first=True)
    return _words_for(as_it, doc, turns, taken)


def _write(reference: Reference, mention: Mention) -> str | None:
    """Write an antecedent in the grammatical form of the reference."""
    token = reference.token
    if reference.want == "there":
        return _place(token, mention)
    if reference.want in {"then", "time"}:
        return _time(reference, mention)
    if reference.possessive:
        return mention.text + (
            "'"
            if (mention.plural and mention.text.endswith("s"))
            or (mention.text.endswith("s") and mention.kind == "organisation")
            else "'s"
        )
    return mention.text


def _place(token: Token, mention: Mention) -> str:
    if after_preposition(token):
        return mention.text
    if token.head.lemma_ in MOTION_VERBS:
        return f"to {mention.text}"
    known = mention.preposition.lower()
    usual = "in" if mention.kind in {"place", "name"} else "at"
    return f"{known if known in {'in', 'at', 'on'} else usual} {mention.text}"


def _time(reference: Reference, mention: Mention) -> str | None:
    date = mention.text
    if reference.want == "time" and reference.noun == "year":
        year = _YEAR.search(date)
        if year is None:
            return None
        date = year.group()
    first = reference.token if reference.want == "then" else reference.token.doc[reference.token.i]
    start = next(t for t in first.doc if t.idx == reference.start)
    return date if after_preposition(start) else date_with_preposition(date)
