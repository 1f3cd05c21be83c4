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
from rag.reading.lexicon import GROUP_NOUNS, AnswerKind, kind_of_noun, names_person
from rag.reading.meanings import same_word
from rag.reading.names import find_lists, find_names, find_phrases, find_roles
from rag.reading.parser import parse
from rag.reading.question import Question, analyse
from rag.reading.values import find_values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

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
_BEST_FACTOR = 1.25
_HIGHEST = _BEST_FACTOR * (_BASE + _COVERAGE + _PROXIMITY + _FIT)
# A sentence that says none of the names of the question is likelier to be about somebody else.
_NAMELESS = 0.8
_MODIFIER = 0.8  # what is left of a place that only modifies a noun
# People named by a common noun ("the dukes") that are not seen to play the part asked for.
_COMMON_NOUN = 0.6
_MOTION = frozenset(
    "move go flee withdraw travel migrate emigrate send return deport transfer retreat sail bring take".split()
)
_ORIGIN = frozenset("come originate derive stem import".split())
_PEOPLE = frozenset({"people", "person", "population", "individual", "inhabitant", "resident"})
# A number of people does not tell how many of these there were.
_SOME_PEOPLE = frozenset("woman man child girl boy foreigner adult student journalist activist soldier".split())
_SIZES = frozenset({"population", "size", "distance", "length", "height", "speed", "area", "total", "number"})
_ARTICLES = frozenset({"the", "a", "an", "of", "'s", "’s"})
_NAMED_KINDS = frozenset({"person", "organisation", "place"})
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")


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
    return [_best(asked, parse(sentence)) for sentence in sentences]


def _best(question: Question, doc: Doc) -> Reading | None:
    accepted = _ACCEPTED.get(question.kind)
    if accepted is None or not len(doc):
        return None
    candidates = [c for c in _candidates(question, doc) if c.kind in accepted and not _is_asked_about(question, doc, c)]
    if not candidates:
        return None
    surroundings = Surroundings.of(doc, question)
    scored = [(accepted[c.kind] * _score(question, surroundings, c), -c.start, c) for c in candidates]
    score, _, best = max(scored, key=lambda entry: entry[:2])
    if score < MINIMUM_SCORE[question.kind]:
        return None
    start, end = _as_asked(question, doc.text, best)
    return Reading(start, end, doc.text[start:end], round(score, 4))


def _candidates(question: Question, doc: Doc) -> list[Candidate]:
    """The candidates that the finders for this kind of question give; their kinds are still to be sifted."""
    kind = question.kind
    if kind == "cause":
        return find_causes(doc)
    if kind == "role":
        return find_roles(doc, question.names)
    if kind == "list":
        return find_lists(doc, names=_is_named(question.head))
    if kind in {"organisation", "place"}:
        return find_names(doc)
    if kind in {"person", "thing"}:
        return [*find_names(doc), *find_phrases(doc)]
    return find_values(doc)


def _is_named(head: str | None) -> bool:
    """Whether what a noun stands for goes by proper names: people, bodies, places."""
    return head is not None and (head in _PEOPLE or kind_of_noun(head) in _NAMED_KINDS)


def _is_asked_about(question: Question, doc: Doc, candidate: Candidate) -> bool:
    """Whether the candidate says nothing that the question has not said: it is what is asked about."""
    tokens = tokens_at(doc, candidate.start, candidate.end)
    words = [t.lower_ for t in tokens if not t.is_punct and t.lower_ not in _ARTICLES]
    if all(word in question.words for word in words):
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
    factor = _head_factor(question, surroundings, candidate) * surroundings.verb_fit(candidate.root)
    if question.kind == "place":
        factor *= _place_factor(question, surroundings, candidate)
    elif question.kind == "thing" and question.slot != "other" and fit <= 0:
        factor *= 0.8
    if question.kind == "person" and fit <= 0 and surroundings.doc[candidate.root].pos_ != "PROPN":
        factor *= _COMMON_NOUN
    if question.predicate and question.kind in {*_NAMED_KINDS, "thing"} and not surroundings.says_head():
        factor *= 0.7
    if question.names and not surroundings.says_name():
        factor *= _NAMELESS
    return max(0.0, candidate.quality * factor * score / _HIGHEST)


def _place_factor(question: Question, surroundings: Surroundings, candidate: Candidate) -> float:
    """How well the preposition before a place fits the question ("from where", "where … move to")."""
    if question.predicate:
        return 1.0
    root = surroundings.doc[candidate.root]
    if root.dep_ in {"compound", "amod", "poss", "nmod"} and root.head.pos_ != "PROPN":
        return _MODIFIER  # "Norwegian troops", "Oslo police": not where something happened
    preposition = surroundings.preposition(candidate.root)
    if preposition is None:
        return 0.8 if question.head is None else 0.95
    wanted = question.preposition
    if wanted is None and question.verb in _MOTION:
        wanted = "to"
    elif wanted is None and question.verb in _ORIGIN:
        wanted = "from"
    if wanted in {"to", "from"}:
        if preposition == wanted:
            return 1.15
        return 0.9 if wanted == "to" and preposition in {"into", "for", "towards", "at", "in"} else 0.7
    return 0.85 if preposition in {"of", "to", "from", "with", "by"} else 1.0


def _head_factor(question: Question, surroundings: Surroundings, candidate: Candidate) -> float:
    """How well the noun that the candidate counts, or the words it holds, match the noun asked for."""
    head, doc = question.head, surroundings.doc
    if head is None:
        return 1.0
    if question.kind in {"count", "measure"}:
        return _unit_factor(head, question, doc, candidate)
    if question.kind == "date":
        return _date_factor(head, doc.text[candidate.start : candidate.end])
    if question.kind == "thing":
        tokens = tokens_at(doc, candidate.start, candidate.end)
        if not any(same_word(lemma(t), head) for t in tokens):
            return 0.9
        # "the river" names no river; "The Tyne, a tidal river" tells by its apposition that the Tyne is one.
        apposed = doc[candidate.root].dep_ == "appos" and not any(t.pos_ == "PROPN" for t in tokens)
        return 0.8 if apposed or len(tokens) == 1 else 1.2
    return 1.0


def _unit_factor(head: str, question: Question, doc: Doc, candidate: Candidate) -> float:
    if candidate.unit is None:
        return 0.7
    unit = lemma(doc[candidate.unit])
    if same_word(unit, head):
        return _BEST_FACTOR
    if head in _PEOPLE:
        return _people_factor(doc, candidate.unit)
    if head in GROUP_NOUNS - _SOME_PEOPLE and unit in {*_PEOPLE, "other"}:
        return 0.7
    return 0.9 if question.kind == "measure" or head in _SIZES else 0.25


def _people_factor(doc: Doc, unit: int) -> float:
    """How well the number of ``unit`` tells how many people there were."""
    noun = lemma(doc[unit])
    if noun in _PEOPLE:
        return 1.2
    if _is_subset(doc, unit):
        return 0.45
    return 0.7 if names_person(noun) else 0.5


def _is_subset(doc: Doc, unit: int) -> bool:
    """Whether the noun stands in a list of what a larger number includes."""
    token = doc[unit]
    while token.dep_ in {"conj", "appos"}:
        token = token.head
    return token.head.lower_ in {"including", "among", "include"}


def _date_factor(head: str, words: str) -> float:
    if head == "century":
        return 1.1 if "centur" in words else 0.6
    if head == "decade":
        return 1.1 if words.endswith("0s") else 0.7
    if head == "year":
        return 1.0 if _YEAR.search(words) or "AD" in words or "BC" in words else 0.4
    if head in {"day", "date"}:
        return 1.0 if re.search(r"[A-Z][a-z]+", words) else 0.7
    return 1.0


def _as_asked(question: Question, text: str, candidate: Candidate) -> tuple[int, int]:
    """The candidate's span, cut down to the year where a year was asked for and a full date is given."""
    named_month = re.search(r"[A-Z]", text[candidate.start : candidate.end])
    if question.kind == "date" and question.head == "year" and named_month:
        years = [m.span() for m in _YEAR.finditer(text, candidate.start, candidate.end)]
        if len(years) == 1:
            return years[0]
    return candidate.start, candidate.end
