"""As of when the value of a sentence holds: the time expression that governs its clause, and the tense."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rag.reading.candidates import lemma, tokens_at
from rag.reading.clauses import SUBJECTS, auxiliaries, clause_of, finite_verb, heads_clause, root_of
from rag.reading.lexicon import TIME_UNITS
from rag.reading.modality import modality_of
from rag.reading.times import find_times
from rag.text.spans import Span, overlap

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from rag.reading.times import TimeWords

__all__ = ["Holding", "held_at", "tense_of"]

_ADVERBIAL = frozenset({"prep", "npadvmod", "tmod", "advmod", "pobj", "pcomp", "advcl", "nmod", "ROOT", "dep", "punct"})
# "Ended June with 80", "closed 2023 owing 80": the time is an object of the verb.
_SPANNING_VERBS = frozenset("end close finish start begin enter open spend see out".split())
_WITNESSES = frozenset("see bring mark witness end begin start pass dawn arrive be".split())
_COPULAS = frozenset("be stand total amount number come reach".split())
_WHILE = frozenset({"when", "as", "while"})
_OWN, _FRONTED, _ON_NOUN, _BESIDE, _OTHER_NUMBER = -0.5, 0.1, 0.2, 0.4, 0.6
_APART = frozenset({"and", "but", "or", "to", "from", ",", ";", "while", "whereas"})
_APART_COST, _BEFORE_COST = 3, 1


@dataclass(frozen=True, slots=True)
class Holding:
    """As of when a value holds.

    Attributes:
        words: The characters of the time expression in the sentence, with its preposition or "when".
        now: Whether the sentence speaks there of its own time of writing ("now", "so far", "today"), alone or beside
            a date.
    """

    words: Span
    now: bool


def held_at(doc: Doc, value: Span) -> Holding | None:
    """The words that tell as of when the sentence gives a value.

    The time nearest to the value in the parse: on the value's own phrase, then in its clause, in a clause of the same
    time ("when Wednesday ended"), then in the clauses above, such as that of who said so. A time that belongs to
    another thing ("the 2019 law", "born in 1950") does not count, nor does the value itself.

    Args:
        doc: The parsed sentence.
        value: The characters of the value in it.

    Returns:
        The expression; None where the sentence has none for the value.

    Raises:
        ValueError: The value touches no token.
    """
    root = root_of(doc, value)
    levels = _levels(root)
    path = {root.i, *(t.i for t in root.ancestors)}
    ranked: list[tuple[float, int, TimeWords, Span]] = []
    for time in find_times(doc):
        if overlap(time.core, value) and not _says_more(doc, time, value):
            continue
        placed = _place(doc, time, root, levels, path)
        if placed is not None:
            ranked.append((placed[0], _distance(doc, time.core, value), time, placed[1]))
    if not ranked:
        return None
    # Of an hour or "now" and a date that are equally near, the date tells more.
    best = min(ranked, key=lambda r: (round(r[0]), not r[2].dated, r[0], r[1]))
    now = any(r[2].now and round(r[0]) == round(best[0]) for r in ranked)
    return Holding(best[3], now)


def tense_of(doc: Doc, value: Span) -> Literal["past", "present", "future"]:
    """The time that the clause of a value speaks of, by its verb.

    Args:
        doc: The parsed sentence.
        value: The characters of the value in it.

    Returns:
        "present" for the present perfect and for what has no verb; "future" for what is still ahead, plans included.

    Raises:
        ValueError: The value touches no token.
    """
    clause = clause_of(root_of(doc, value))
    helpers = {t.lower_ for t in auxiliaries(clause)}
    perfect = bool(helpers & {"have", "'ve", "’ve"})
    if helpers & {"would", "might", "could", "may", "must", "should"} and perfect:
        return "past"
    if helpers & {"will", "'ll", "’ll", "wo", "would", "shall"}:
        return "future"
    verb = finite_verb(clause)
    planned = modality_of(doc, value) == "planned"
    if clause.tag_ == "VBN" and not helpers and not planned:
        return "past"
    if verb is not None and verb.tag_ == "VBD":
        return "past"
    return "future" if planned else "present"


def _levels(root: Token) -> dict[int, float]:
    """The heads of the value's clause and of those above it that share its time, with how far up each is."""
    clause = clause_of(root)
    levels = {clause.i: 0.0}
    level = 0.0
    while clause.head != clause and clause.dep_ != "relcl":
        above = clause_of(clause.head)
        if any(t.text == ";" for t in clause.doc[min(clause.i, above.i) : max(clause.i, above.i)]):
            break
        if clause.dep_ == "advcl" and any(c.dep_ in SUBJECTS for c in clause.children):
            break  # a full clause beside the one above: "because", "after" and "although" have times of their own
        # A non-finite clause is of one time with the clause above.
        level += 0.0 if clause.dep_ in {"xcomp", "advcl", "prep", "pcomp"} else 1.0
        clause = above
        levels.setdefault(clause.i, level)
    return levels


def _place(
    doc: Doc, time: TimeWords, root: Token, levels: dict[int, float], path: set[int]
) -> tuple[float, Span] | None:
    """How near a time is to the value, the less the nearer, and its words; None where it belongs to another thing."""
    link = _link(doc, time)
    host = link.head
    if link.i in path or (link.head == link and link.i in levels):
        return levels.get(clause_of(link).i, 0.0), time.words
    if _opens(doc, time) and link.dep_ not in {"poss", "compound", "nummod"}:
        main = clause_of(next(iter(doc[link.i].sent)).sent.root)
        near = min(levels.values()) if main.i not in levels else levels[main.i]
        return near + _FRONTED, time.words
    if heads_clause(host):
        return _in_clause(time, link, host, root, levels)
    clause = clause_of(host)
    level = levels.get(clause.i)
    if level is None:
        return None
    return _on_noun(time, link, clause, level, path)


def _in_clause(
    time: TimeWords, link: Token, verb: Token, root: Token, levels: dict[int, float]
) -> tuple[float, Span] | None:
    """The place of a time that hangs from a verb."""
    level = levels.get(verb.i)
    if level is None:
        return _in_while(time, link, verb, levels) or _in_relative(time, link, verb, root, levels)
    if link.dep_ in SUBJECTS and lemma(verb) not in _WITNESSES:
        return None
    if link.dep_ in {"dobj", "attr"} and lemma(verb) not in _SPANNING_VERBS:
        return None
    if link.dep_ not in _ADVERBIAL | SUBJECTS | {"dobj", "attr"}:
        return None
    subject = next((c.i for c in verb.children if c.dep_ in SUBJECTS), verb.i)
    first_of_two = _is_earlier_conjunct(verb, clause_of(root))
    if first_of_two and link.i > subject:
        return None  # "hired 80 in May and dismissed 60": May is the hiring's
    return level, time.words


def _in_while(time: TimeWords, link: Token, verb: Token, levels: dict[int, float]) -> tuple[float, Span] | None:
    """A time in "when Wednesday ended" or "when we rang on Tuesday", beside a clause of the value."""
    level = levels.get(verb.head.i)
    mark = next((c for c in verb.children if c.lower_ in _WHILE and c.i < verb.i), None)
    if level is None or mark is None or verb.dep_ != "advcl":
        return None
    if link.dep_ in SUBJECTS:
        return level + _BESIDE, Span(mark.idx, max(verb.idx + len(verb), time.words.end))
    return level + _BESIDE, time.words


def _in_relative(
    time: TimeWords, link: Token, verb: Token, root: Token, levels: dict[int, float]
) -> tuple[float, Span] | None:
    """A time in a clause that tells what is counted: "there were 80 who died last month"."""
    noun = verb.head
    own = noun == root or (root.dep_ in {"nummod", "compound", "quantmod"} and root.head == noun)
    level = levels.get(clause_of(noun).i)
    if verb.dep_ != "relcl" or not own or not root.like_num or level is None or link.dep_ not in _ADVERBIAL:
        return None
    set_off = any(t.text == "," for t in noun.doc[noun.i : verb.i])
    return None if set_off else (level + _BESIDE, time.words)


def _on_noun(time: TimeWords, link: Token, clause: Token, level: float, path: set[int]) -> tuple[float, Span] | None:
    """The place of a time that hangs from a noun: the value's own, or another one of the clause."""
    noun = link.head
    own = noun.i in path
    adverbial = link.dep_ == "prep" and link.lower_ != "of"
    if own and (adverbial or link.dep_ in {"npadvmod", "compound", "nummod", "poss", "amod", "nmod", "advmod"}):
        return level + _OWN, time.words
    if noun.dep_ in SUBJECTS and noun.head == clause and lemma(clause) in _COPULAS:
        # "Last year's revenue was 80 million", "the figure for 2022 is 80".
        return level + _ON_NOUN, time.words
    if not (adverbial or link.dep_ == "npadvmod") or link.lower_ in {"for", "from", "since"}:
        return None
    verb = finite_verb(clause)
    if verb is not None and verb.tag_ in {"VBP", "VBZ"}:
        return None  # "invites them to the meeting on 14 March"; of the past, the time of a part is that of the whole
    numbered = noun.like_num or any(c.dep_ == "nummod" for c in noun.children)
    return level + (_OTHER_NUMBER if numbered else _ON_NOUN), time.words


def _link(doc: Doc, time: TimeWords) -> Token:
    """The token by which an expression, its preposition included, hangs from the rest."""
    inside = tokens_at(doc, time.words.start, time.words.end)
    here: Token = tokens_at(doc, time.core.start, time.core.end).root
    while here.head != here and inside.start <= here.head.i < inside.end:
        here = here.head
    return here


def _opens(doc: Doc, time: TimeWords) -> bool:
    """Whether the expression stands first, before a comma, or as a dateline before a full stop, colon or dash."""
    before = doc.text[: time.words.start].strip(" \"'“‘(")
    after = doc.text[time.words.end :].lstrip(" ")
    return not before and after[:1] in {",", ".", ":", "–", "—"}


def _is_earlier_conjunct(verb: Token, clause: Token) -> bool:
    """Whether the verb is one that the value's clause, or what it hangs from, was coordinated with."""
    while clause.dep_ == "conj":
        clause = clause.head
        if clause == verb:
            return True
    return False


def _says_more(doc: Doc, time: TimeWords, value: Span) -> bool:
    """Whether the value says more than the time in it: "spent Thursday night at home"."""
    return any(
        token.pos_ in {"VERB", "AUX", "NOUN", "PROPN", "ADJ"}
        and lemma(token) not in TIME_UNITS
        and not time.words.start <= token.idx < time.words.end
        for token in tokens_at(doc, value.start, value.end)
    )


def _distance(doc: Doc, time: Span, value: Span) -> int:
    """Words between a time and a value; what sets phrases apart counts more, and a time after its value less."""
    left, right = sorted((tokens_at(doc, *time), tokens_at(doc, *value)), key=lambda s: s.start)
    between = doc[left.end : right.start] if left.end < right.start else ()
    cost = sum(_APART_COST if t.lower_ in _APART else 1 for t in between)
    return cost + (_BEFORE_COST if left.start_char == time.start else 0)
