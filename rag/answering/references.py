"""Pronouns and bare descriptions in a follow-up, and what they stand for in earlier turns.

An antecedent is looked for in the latest turn first: in the value that was answered, then in the question, then in the
quotes; then in older turns. Within a question the subject comes before the object (the salience order of Lappin and
Leass, 1994, "An Algorithm for Pronominal Anaphora Resolution"). Gender is used only where a title tells it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from rag.answering.mentions import Kind, Mention, Turn, date_with_preposition, mentions_in, value_mention
from rag.answering.propositions import ask, declare, nominalise
from rag.answering.reference_words import (
    AGENT_VERBS,
    EVENT_VERBS,
    FEMALE_TITLES,
    FIGURE_NOUNS,
    GENERIC_ORGANISATIONS,
    GENERIC_PERSONS,
    GENERIC_PLACES,
    MALE_TITLES,
    MOTION_VERBS,
    PLACE_PREPOSITIONS,
    SAYING_VERBS,
    THEME_VERBS,
    TIME_NOUNS,
    WEATHER_VERBS,
)
from rag.reading.parser import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

__all__ = ["resolve"]

_Want: TypeAlias = Literal["he", "she", "it", "they", "there", "then", "this", "figure", "time", "noun"]

_PRONOUNS: dict[str, _Want] = {
    "he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she", "it": "it", "its": "it",
    "they": "they", "them": "they", "their": "they", "theirs": "they",
}
_NO_KINDS: frozenset[Kind] = frozenset()
_TRUTH = re.compile(
    r"(?P<be>is|was) (?:it|this|that) (?P<rest>(?:really |still )?(?:true|false|certain|correct|right|known))\W*", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:1\d{3}|20\d{2})\b")


@dataclass(frozen=True, slots=True)
class _Reference:
    """Characters ``start`` to ``end`` of a question that refer to something outside it."""

    want: _Want
    token: Token
    start: int
    end: int
    possessive: bool = False
    noun: str = ""
    definite: bool = False
    answer_first: bool = False


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
    for reference in _references(doc):
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
    pronoun = next((t for t in doc if t.lower_ in {"it", "this", "that"} and t.dep_ == "nsubj" and t.tag_ in {"DT", "PRP"}), None)
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
    return mention.kind == "thing" and mention.head in {"accident", "attack", "collapse", "fire", "flood", "merger", "storm", "trial", "war"}


def _references(doc: Doc) -> list[_Reference]:
    found: list[_Reference] = []
    for token in doc:
        reference = _reference(token, doc)
        if reference is not None and not _bound(reference, doc):
            found.append(reference)
    return found


def _reference(token: Token, doc: Doc) -> _Reference | None:
    low, start, end = token.lower_, token.idx, token.idx + len(token.text)
    if low in _PRONOUNS and token.pos_ in {"PRON", "DET"}:
        if low == "it" and _impersonal(token):
            return None
        possessive = low in {"his", "its", "their", "hers", "theirs"} or (low == "her" and token.dep_ == "poss")
        return _Reference(_PRONOUNS[low], token, start, end, possessive)
    if low == "so" and token.head.lemma_ in SAYING_VERBS and token.i == token.head.i + 1:
        return _Reference("this", token, start, end)
    if low == "there" and token.tag_ == "RB" and token.dep_ not in {"expl", "nsubj"}:
        return _Reference("there", token, start, end)
    if low == "then" and token.i > 0 and token.pos_ in {"ADV", "PRON", "NOUN"} and token.nbor(-1).lower_ not in {",", "and", "but"}:
        return _Reference("then", token, start, end)
    if low in {"this", "that", "these", "those"} and token.tag_ == "DT" and token.dep_ != "det":
        return _Reference("they" if low in {"these", "those"} else "this", token, start, end)
    if low in {"this", "that", "these", "those", "the", "same"}:
        return _description(token, doc)
    return None


def _description(token: Token, doc: Doc) -> _Reference | None:
    """Read "the group", "that figure", "these people": a determiner and a noun with nothing else."""
    if token.i + 1 >= len(doc) or token.lower_ == "same":
        return None
    low, noun = token.lower_, doc[token.i + 1]
    if low == "the" and noun.lower_ == "same" and noun.i + 1 < len(doc):
        noun, low = doc[noun.i + 1], "that"
    if noun.pos_ not in {"NOUN", "PROPN"} or noun.dep_ == "compound" or noun.text[0].isupper():
        return None
    if any(child.i > noun.i and child.dep_ in {"prep", "relcl", "acl", "appos"} and child.i == noun.i + 1 and child.lower_ in {"of", "that", "who", "which"} for child in noun.children):
        return None
    lemma = noun.lemma_.lower()
    definite = low == "the"
    start, end = token.idx, noun.idx + len(noun.text)
    want: _Want = "noun"
    if lemma in TIME_NOUNS:
        if low != "that":
            return None
        want = "time"
    elif lemma in FIGURE_NOUNS and (not definite or lemma in {"number", "figure"}):
        want = "figure"
    elif low in {"these", "those"} and lemma in {"people", "person", "man", "woman"}:
        want = "they"
    if want == "time" and token.i > 0 and token.nbor(-1).lower_ in {"in", "on", "at"}:
        start = token.nbor(-1).idx
    return _Reference(want, noun, start, end, noun=lemma, definite=definite)


def _impersonal(token: Token) -> bool:
    """Tell "Is it true that …", "it rains", "How long did it take to …" from a reference."""
    verb = token.head
    if token.dep_ == "expl" or verb.lemma_ in WEATHER_VERBS | {"seem", "appear"}:
        return True
    after = [child for child in verb.children if child.i > token.i]
    clausal = any(child.dep_ in {"ccomp", "xcomp", "advcl", "csubj"} and child.pos_ in {"VERB", "AUX"} for child in after)
    clausal = clausal or any(
        grand.dep_ in {"ccomp", "xcomp", "advcl", "acl", "relcl", "csubj"} and grand.pos_ in {"VERB", "AUX"}
        for child in after if child.dep_ in {"acomp", "attr"} for grand in child.children
    )
    if verb.lemma_ in {"be", "become"}:
        if token.doc[0].lower_ == "who" and token.i <= 2:
            return True
        if clausal and any(child.dep_ in {"acomp", "attr"} for child in verb.children):
            return True
        return token.doc[0].lower_ == "what" and any(child.lemma_ in {"time", "day", "date"} for child in verb.children)
    return verb.lemma_ == "take" and clausal


def _bound(reference: _Reference, doc: Doc) -> bool:
    """Tell whether a pronoun refers to something in its own question ("When did Ruiz leave his country?")."""
    token, want = reference.token, reference.want
    if want not in {"he", "she", "it", "they"} or reference.noun:
        return False
    text = doc.text
    if want == "they" and reference.possessive and doc[0].lower_ == "who":
        return True
    clause = _clause_head(token)
    for mention in mentions_in(text):
        if mention.end > token.idx or _rank(mention, want) is None or (mention.asked and want != "they"):
            continue
        head = next((t for t in doc if t.idx + len(t.text) == mention.end), None)
        if head is None or (not mention.proper and mention.kind == "number"):
            continue
        subject = head.dep_ in {"nsubj", "nsubjpass"}
        if want == "they" and not subject and mention.kind != "person":
            continue
        if reference.possessive and (subject or mention.proper):
            return True
        if not reference.possessive and _clause_head(head) is not clause and _clause_head(head) != clause:
            return True
    return False


def _clause_head(token: Token) -> Token:
    while token.head is not token and token.dep_ not in {"ROOT", "ccomp", "advcl", "relcl", "conj", "xcomp", "acl", "pcomp"}:
        if token.head == token:
            break
        token = token.head
    return token


def _rank(mention: Mention, want: _Want) -> int | None:
    """Grade how well a mention fits a pronoun: 0 is best; None does not fit."""
    kind, first = mention.kind, mention.text.split()[0].lower()
    if want in {"he", "she"}:
        if mention.plural or first in (FEMALE_TITLES if want == "he" else MALE_TITLES):
            return None
        ranks: dict[Kind, int] = {"person": 0, "name": 1}
        return ranks.get(kind)
    if want == "it":
        if mention.plural or kind in {"date", "number"}:
            return None
        if mention.attribute:
            return 3  # "the population of Denmark": what comes next is more often about Denmark
        ranks = {"organisation": 0, "thing": 0, "name": 1, "place": 2}
        return ranks.get(kind)
    if want == "they":
        if kind in {"date", "number"}:
            return None
        if mention.plural:
            return 0
        ranks = {"organisation": 1, "person": 2, "name": 2}
        return ranks.get(kind)
    if want == "there":
        ranks = {"place": 0, "name": 1}
        return ranks.get(kind, 2 if kind == "thing" and mention.preposition.lower() in {"at", "in"} else None)
    if want in {"then", "time"}:
        return 0 if kind == "date" else None
    return None


def _noun_rank(mention: Mention, reference: _Reference) -> int | None:
    """Grade how well a mention fits a bare description such as "the company" or "this bridge"."""
    noun = reference.noun
    if mention.kind == "date" or mention.plural != (reference.token.tag_ == "NNS"):
        return None
    generic: tuple[tuple[frozenset[str], Kind], ...] = (
        (GENERIC_ORGANISATIONS, "organisation"), (GENERIC_PLACES, "place"), (GENERIC_PERSONS, "person"),
    )
    same_head = mention.head == noun and len(mention.text.split()) > 2 - int(mention.proper)
    if same_head and (mention.proper or not reference.definite):
        return 0
    if mention.proper and any(noun in words and mention.kind in {kind, "name"} for words, kind in generic):
        return 1
    return None


def _grade(mention: Mention, reference: _Reference) -> int | None:
    return _noun_rank(mention, reference) if reference.want == "noun" else _rank(mention, reference.want)


def _candidates(reference: _Reference, turn: Turn) -> list[Mention]:
    """List what a turn offers for a reference, best first."""
    word, value = value_mention(turn)
    graded: list[tuple[int, int, int, int, Mention]] = []
    roles = {"subject": 0, "object": 1, "other": 2}
    question = [m for m in mentions_in(turn.question) if not (m.asked and value is not None and word in {"which", "what"})]
    if value is not None and (rank := _grade(value, reference)) is not None and _value_may_stand(reference, word, value, question):
        # A lone person is "they" only where nothing plural is at hand.
        graded.append((1 if reference.want == "they" and rank == 2 else 0, 0, rank, 0, value))
    for mention in question:
        rank = _grade(mention, reference)
        if rank is None or (reference.want == "they" and _agent(reference) and mention.kind not in {"person", "organisation", "name"}):
            continue
        graded.append((1 if reference.want == "they" and rank == 2 else 0, 1, rank, roles[mention.role], mention))
    for number, quote in enumerate(turn.quotes):
        for mention in mentions_in(quote):
            rank = _grade(mention, reference)
            if rank is not None and mention.proper:
                graded.append((1, 2 + number, rank, roles[mention.role], mention))
    graded.sort(key=lambda item: item[:4])
    return [item[4] for item in graded]


def _agent(reference: _Reference) -> bool:
    return reference.token.dep_ == "nsubj" and reference.token.head.lemma_ in AGENT_VERBS


def _value_may_stand(reference: _Reference, word: str, value: Mention, question: Sequence[Mention]) -> bool:
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
    object_like = token.dep_ in {"dobj", "nsubjpass", "pobj"} or (token.dep_ == "nsubj" and token.head.lemma_ in THEME_VERBS)
    return not (word in {"who", "whom", "what"} and themes and object_like)


def _words_for(
    reference: _Reference, doc: Doc, turns: Sequence[Turn], taken: tuple[str, ...]
) -> tuple[str, str] | None:
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
    word, _ = value_mention(turn)
    return f"the figure of {turn.short}" if turn.short and word.startswith("how") else None


def _this(reference: _Reference, doc: Doc, turns: Sequence[Turn], taken: tuple[str, ...]) -> tuple[str, str] | None:
    token = reference.token
    if (token.dep_ == "dobj" or token.lower_ == "so") and token.head.lemma_ in SAYING_VERBS:
        clause = declare(turns[-1])
        if clause is not None:
            return clause, f"that {clause}"
    if token.lower_ == "so":
        return None
    as_it = _Reference("it", token, reference.start, reference.end, answer_first=True)
    return _words_for(as_it, doc, turns, taken)


def _write(reference: _Reference, mention: Mention) -> str | None:
    """Write an antecedent in the grammatical form of the reference."""
    token = reference.token
    if reference.want == "there":
        return _place(token, mention)
    if reference.want in {"then", "time"}:
        return _time(reference, mention)
    if reference.possessive:
        return mention.text + ("'" if mention.plural and mention.text.endswith("s") or mention.text.endswith("s") and mention.kind == "organisation" else "'s")
    return mention.text


def _after_preposition(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).lower_ in PLACE_PREPOSITIONS | {"after", "before", "by", "since", "until"}


def _place(token: Token, mention: Mention) -> str:
    if _after_preposition(token):
        return mention.text
    if token.head.lemma_ in MOTION_VERBS:
        return f"to {mention.text}"
    known = mention.preposition.lower()
    return f"{known if known in {'in', 'at', 'on'} else 'in'} {mention.text}"


def _time(reference: _Reference, mention: Mention) -> str | None:
    date = mention.text
    if reference.want == "time" and reference.noun == "year":
        year = _YEAR.search(date)
        if year is None:
            return None
        date = year.group()
    first = reference.token if reference.want == "then" else reference.token.doc[reference.token.i]
    start = next(t for t in first.doc if t.idx == reference.start)
    return date if _after_preposition(start) else date_with_preposition(date)
