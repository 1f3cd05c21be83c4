"""Cloze questions: a sentence with a blank in the place of one of its values or names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.evaluation.drafting.alone import stands_alone
from rag.evaluation.drafting.asking import YEAR, Asked
from rag.evaluation.drafting.phrases import is_joined
from rag.evaluation.drafting.words import BACKWARD
from rag.reading.candidates import tokens_at
from rag.reading.lexicon import ORGANISATION_WORDS
from rag.reading.values import find_values

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from spacy.tokens import Doc, Span

__all__ = ["BLANK", "cloze_questions"]

BLANK = "___"
_FEWEST, _MOST = 5, 28
_STATING = frozenset({"ROOT", "ccomp", "conj", "relcl"})
_NAMES = frozenset({"EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "FAC", "ORG", "GPE", "PERSON"})
_WHERE = frozenset("in at to from near into".split())
_KINDS = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place"}
_TELLING = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty)\b", re.IGNORECASE
)


def cloze_questions(doc: Doc, topics: Collection[str]) -> list[Asked]:
    """The sentence with each value or name in turn blanked, where the rest stands alone.

    Args:
        doc: The sentence, parsed by :func:`rag.reading.parser.parse_written`.
        topics: Stems of what its document is about.
    """
    text = doc.text
    if not _FEWEST <= len(text.split()) <= _MOST or not text.endswith(".") or doc[0].lower_ in BACKWARD:
        return []
    if doc[0].text.isupper() and len(doc[0]) > 4:
        return []  # a heading that runs into the sentence: "RESULTS Of 40 patients …"
    if re.search(r"[\n\t\"“”(\[…?;:]|\.\.", text):
        return []
    roots = [token for token in doc if token.dep_ == "ROOT"]
    if len(roots) != 1 or roots[0].pos_ not in {"VERB", "AUX"}:
        return []
    subjects = [child for child in roots[0].lefts if child.dep_ in {"nsubj", "nsubjpass"}]
    if len(subjects) != 1:
        return []
    subject = list(subjects[0].subtree)
    found = []
    for kind, start, end in _blanks(doc):
        answer = tokens_at(doc, start, end)
        if text.count(text[start:end]) > 1 or _is_in_word(text, start, end) or _is_in_name(doc, answer, kind):
            continue
        others = [token for token in doc if not answer.start <= token.i < answer.end]
        if stands_alone(others, [token for token in subject if token in others], topics):
            found.append(Asked(f"{text[:start]}{BLANK}{text[end:]}", kind, start, end))
    return found


def _is_in_word(text: str, start: int, end: int) -> bool:
    """Whether the characters are only a part of a word: "rhAng-1", "Seven Years' War", "four-way"."""
    return text[end : end + 1] in {"'", "-"} or text[start - 1 : start].isalnum() or text[start - 1 : start] == "-"


def _is_in_name(doc: Doc, answer: Span, kind: str) -> bool:
    """Whether a number is part of a name ("Seven Years' War") or tells which of several ("layer two")."""
    if kind in _KINDS.values():
        return False
    before = doc[answer.start - 1] if answer.start else None
    labels = {token.ent_type_ for token in answer}
    return bool(labels & _NAMES) or (kind == "count" and before is not None and before.pos_ in {"NOUN", "PROPN"})


def _is_sure(name: Span) -> bool:
    """Whether its words or its place in the sentence bear out the kind that the parser gives to a name."""
    root = name.root
    if root.pos_ != "PROPN" or root.dep_ in {"compound", "conj", "appos", "poss"} or is_joined(root):
        return False
    match name.label_:
        case "PERSON":
            return len(name) > 1 and root.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"}
        case "ORG":
            return len(name) > 1 and any(token.lower_ in ORGANISATION_WORDS for token in name)
        case _:
            where = root.dep_ == "pobj" and root.head.lower_ in _WHERE and root.head.head.dep_ in _STATING
            return where and root.head.head.pos_ == "VERB" and not any(child.dep_ == "amod" for child in root.lefts)


def _blanks(doc: Doc) -> Iterator[tuple[str, int, int]]:
    for value in find_values(doc):
        words = doc.text[value.start : value.end]
        if value.kind == "ordinal" or value.quality < 0.8 or not _TELLING.search(words):
            continue
        if doc.text[: value.start].lower().endswith(("between ", "from ")):
            continue  # the pattern took one end of a range alone
        if value.kind != "date" and (
            YEAR.search(words) or (" and " in words and not words.lower().startswith("between"))
        ):
            continue  # "from 90% in 2004 to 60%", "1.2 and 3.4": of two things
        if value.kind == "date" and not YEAR.search(words):
            continue
        yield value.kind, value.start, value.end
    for entity in doc.ents:
        if entity.label_ in _KINDS and _is_sure(entity):
            start = entity.start_char + (4 if entity.text.lower().startswith("the ") else 0)
            yield _KINDS[entity.label_], start, entity.end_char
