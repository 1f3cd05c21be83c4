"""The words of a sentence that answer a question, found by rules over the parse.

A sentence's values, names and phrases are the candidates. Those of the kind asked for are weighed by how many
of the question's words the sentence says, how near to the candidate it says them, whether the candidate plays
the part asked for (who did it, whom it was done to), and whether what is counted is what was asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.candidates import Candidate, lemma, tokens_at
from rag.reading.causes import find_causes
from rag.reading.closeness import Surroundings
from rag.reading.conditions import keep_meeting, says_when
from rag.reading.heads import BEST_FACTOR, PEOPLE, YEAR, head_factor
from rag.reading.lexicon import AnswerKind, kind_of_noun
from rag.reading.names import find_lists, find_names, find_phrases, find_roles
from rag.reading.parser import parse_ahead, parse_written
from rag.reading.places import find_places, place_factor
from rag.reading.question import Question, analyse
from rag.reading.values import find_values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

__all__ = ["MINIMUM_SCORE", "Reading", "read"]

# Below these scores a reading is withheld. Set on the odd-numbered articles of the SQuAD 2.0 development set, so
# that about seven in ten of the readings given for counts, dates, persons and money are right.
MINIMUM_SCORE: dict[AnswerKind, float] = {
    "cause": 0.2,
    "count": 0.25,
    "date": 0.25,
    "duration": 0.25,
    "list": 0.35,
    "measure": 0.25,
    "money": 0.25,
    "ordinal": 0.25,
    "organisation": 0.32,
    "person": 0.28,
    "place": 0.32,
    "role": 0.25,
    "share": 0.25,
    "thing": 0.38,
}

# Which kinds of candidate answer which kind of question, and how well.
_ACCEPTED: dict[AnswerKind, dict[AnswerKind, float]] = {
    "cause": {"cause": 1.0},
    "count": {"count": 1.0},
    "date": {"date": 1.0},
    "duration": {"duration": 1.0, "measure": 0.6},
    "list": {"list": 1.0},
    "measure": {"measure": 1.0, "duration": 0.3, "count": 0.4},
    "money": {"money": 1.0},
    "ordinal": {"ordinal": 1.0},
    "organisation": {"organisation": 1.0},
    "person": {"person": 1.0, "organisation": 0.5},
    "place": {"place": 1.0},
    "role": {"role": 1.0},
    "share": {"share": 1.0},
    "thing": {"thing": 1.0},
}

# What the parts of a score count for: a constant, then coverage, proximity and fit of the candidate.
_BASE, _COVERAGE, _PROXIMITY, _FIT = 0.1, 0.35, 0.5, 0.2
_HIGHEST = BEST_FACTOR * (_BASE + _COVERAGE + _PROXIMITY + _FIT)
# A sentence that says none of the names of the question is likelier to be about somebody else.
_NAMELESS = 0.8
# A figure of a sentence that tells no date is likelier to be of another than the date asked for.
_DATELESS = 0.6
_FIGURES = frozenset({"count", "measure", "money", "share"})
# People named by a common noun ("the dukes") that are not seen to play the part asked for.
_COMMON_NOUN = 0.6
# Prepositions that belong to a verb or noun rather than to time and place, so that no other stands in for them: what
# somebody is accused of follows "of", or is not told.
_BINDING = frozenset({"of", "for", "with", "against", "about"})
_ARTICLES = frozenset({"the", "a", "an", "of", "'s", "’s"})
_NAMED_KINDS = frozenset({"person", "organisation", "place"})


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a sentence that answer a question.

    Attributes:
        start: First character in the sentence.
        end: The character after the last one: ``sentence[start:end] == text``.
        text: The words.
        score: From 0 to 1; comparable between sentences for one question only.
    """

    start: int
    end: int
    text: str
    score: float


def read(question: str, sentences: Sequence[str]) -> list[Reading | None]:
    """Read the value asked for out of each sentence.

    Args:
        question: The question, in English.
        sentences: Sentences, each read on its own.

    Returns:
        One entry a sentence: the reading, or None where the sentence holds nothing of the kind asked for that
        stands close enough to the question's words. Always None for questions that only a whole sentence
        answers (yes or no, how, what happened).
    """
    asked = analyse(question)
    if asked.kind not in _ACCEPTED:
        return [None for _ in sentences]
    parse_ahead(sentences)
    return [_best(asked, sentence) for sentence in sentences]


def _best(question: Question, sentence: str) -> Reading | None:
    doc = parse_written(sentence)
    accepted = _ACCEPTED[question.kind]
    if not len(doc):
        return None
    candidates = [c for c in _candidates(question, doc) if c.kind in accepted and not _is_asked_about(question, doc, c)]
    candidates = keep_meeting(question, doc, candidates)
    if not candidates:
        return None
    surroundings = Surroundings.of(doc, question)
    if question.preposition in _BINDING and question.kind in {"thing", "list"}:
        candidates = [c for c in candidates if surroundings.preposition(c.root) == question.preposition]
        if not candidates:
            return None
    scored = [(accepted[c.kind] * _score(question, surroundings, c), -c.start, c) for c in candidates]
    score, _, best = max(scored, key=lambda entry: entry[:2])
    if score < MINIMUM_SCORE[question.kind]:
        return None
    start, end = _as_asked(question, doc.text, best)
    return Reading(start, end, sentence[start:end], round(score, 4))


def _candidates(question: Question, doc: Doc) -> list[Candidate]:
    """The candidates that the finders for this kind of question give; their kinds are still to be sifted."""
    match question.kind:
        case "cause":
            return find_causes(doc, question.terms, question.verb)
        case "role":
            return find_roles(doc, question.names)
        case "list":
            return find_lists(doc, names=_is_named(question.head))
        case "organisation" | "place":
            common = find_places(doc) if question.kind == "place" and question.head is None else ()
            return [*find_names(doc), *common]
        case "person" | "thing":
            return [*find_names(doc), *find_phrases(doc)]
        case _:
            return find_values(doc)


def _is_named(head: str | None) -> bool:
    """Whether what a noun stands for goes by proper names: people, bodies, places."""
    return head is not None and (head in PEOPLE or kind_of_noun(head) in _NAMED_KINDS)


def _is_asked_about(question: Question, doc: Doc, candidate: Candidate) -> bool:
    """Whether the candidate says nothing that the question has not said: it is what is asked about."""
    tokens = tokens_at(doc, candidate.start, candidate.end)
    words = [t.lower_ for t in tokens if not t.is_punct and t.lower_ not in _ARTICLES]
    if all(word in question.words for word in words):
        return True
    if "whose" in question.words and _is_owned(question, doc[candidate.root]):
        return True
    if candidate.kind not in {"person", "organisation", "place", "thing"}:
        return False
    if candidate.kind == "person":
        lasts = {name.lower().split()[-1].removesuffix("'s") for name in question.names}
        return bool(words) and words[-1] in lasts
    return all(word in question.words or lemma(t) in question.terms for t in tokens for word in [t.lower_])


def _score(question: Question, surroundings: Surroundings, candidate: Candidate) -> float:
    near = surroundings.proximity(candidate.root, candidate.start, candidate.end)
    fit = surroundings.fit(candidate.root)
    score = _BASE + _COVERAGE * surroundings.coverage() + _PROXIMITY * near + _FIT * fit
    factor = head_factor(question, surroundings.doc, candidate) * surroundings.verb_fit(candidate.root)
    if question.kind == "place":
        factor *= place_factor(question, surroundings, candidate)
    elif question.kind == "thing" and question.slot != "other" and fit <= 0:
        factor *= 0.8
    root = surroundings.doc[candidate.root]
    if question.kind == "person" and root.pos_ != "PROPN" and (fit <= 0 or _is_apposed(root)):
        factor *= _COMMON_NOUN
    if question.predicate and question.kind in {*_NAMED_KINDS, "thing"} and not surroundings.says_head():
        factor *= 0.7
    if question.names and not surroundings.says_name():
        factor *= _NAMELESS
    if question.kind in _FIGURES and not says_when(question, surroundings.doc):
        factor *= _DATELESS
    return max(0.0, candidate.quality * factor * score / _HIGHEST)


def _is_owned(question: Question, name: Token) -> bool:
    """Whether the name is that of the husband in "whose husband …": whose he is was asked."""
    beside = [name.head] if name.dep_ == "appos" else [c for c in name.children if c.dep_ in {"appos", "compound"}]
    return any(token.pos_ == "NOUN" and lemma(token) in question.terms for token in beside)


def _is_apposed(noun: Token) -> bool:
    """Whether the noun says of a name what it stands for: the name is the answer."""
    return noun.dep_ == "appos" and noun.head.pos_ == "PROPN"


def _as_asked(question: Question, text: str, candidate: Candidate) -> tuple[int, int]:
    """The candidate's span, cut down to the year where a year was asked for and a full date is given."""
    named_month = re.search(r"[A-Z]", text[candidate.start : candidate.end])
    if question.kind == "date" and question.head == "year" and named_month:
        years = [m.span() for m in YEAR.finditer(text, candidate.start, candidate.end)]
        if len(years) == 1:
            return years[0]
    return candidate.start, candidate.end
