"""What a disagreement that was found with no question asked is about, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rag.disagreement.indirect import indirect_question

if TYPE_CHECKING:
    from rag.disagreement.blocking import Rarity
    from rag.disagreement.statements_of import Statement
    from rag.types import DisagreementKind

__all__ = ["Topic", "common_words", "kind_of", "question_of", "topic_of"]

# Words of the subject that are told.
_TOLD = 4
_ASKED = {
    "count": "the number",
    "date": "the date",
    "duration": "the length of time",
    "measure": "the measure",
    "money": "the amount of money",
    "share": "the share",
}
_QUESTIONS = {
    "count": "How many",
    "date": "When",
    "duration": "How long",
    "measure": "How much",
    "money": "How much money",
    "share": "What share",
}


class Topic(NamedTuple):
    """``topic`` completes "sources disagree on …"; ``subject`` is the part of it that tells what both speak of."""

    topic: str
    subject: str


def kind_of(statement: Statement) -> DisagreementKind:
    """The kind of a disagreement about such statements."""
    if statement.standing:
        return "status"
    return "date" if statement.kind == "date" else "number"


def common_words(first: Statement, second: Statement) -> str:
    """The words that two statements have in common, as the first one writes them, in lower case.

    They stand for the question that both answer: what is said by both tells them apart as little as what is asked.
    """
    shared = _shared(first, second)
    return " ".join(dict.fromkeys(word.lower() for key, word in first.told if key in shared))


def question_of(first: Statement, second: Statement) -> str:
    """A question in key words that both statements answer, such as "How many prisoner freed Venezuela?".

    Made for :class:`rag.reading.judge.Judge`, which makes of it what it makes of a whole question.
    """
    shared = _shared(first, second)
    words = [first.counted_word or ""]
    words += [word for key, word in dict.fromkeys(first.told) if key in shared and key != first.counted]
    return f"{' '.join([_QUESTIONS.get(first.kind, 'What'), *filter(None, words)])}?"


def topic_of(first: Statement, second: Statement, rarity: Rarity) -> Topic:
    """What two statements are about, by the words that both have, names and rare ones first.

    Of one statement that is disputed, where both are the same, only its own clause and its names tell.

    Returns:
        Such as "how many prisoners have been freed in Venezuela" and "Venezuela, freed"; where neither clause can be
        asked about, "the number of prisoners (Venezuela, freed)".
    """
    shared = first.near | first.names if first is second else _shared(first, second)
    if first.standing:
        return Topic(f"how {first.standing.subject} stands", first.standing.subject)
    counted = first.counted if first.counted == second.counted else None
    written = {key: word for key, word in reversed(first.told) if key in shared}
    noun = written.pop(counted, None) if counted else None
    # Words are ranked by how much they tell, and told in the order of the sentence.
    best = sorted(written, key=lambda s: (s not in first.names, -rarity.weight(s), s))[:_TOLD]
    subject = ", ".join(dict.fromkeys(written[s] for s in reversed(written) if s in best))
    asked = _ASKED.get(first.kind, "the value")
    about = f"{asked} of {noun}" if noun else asked
    questions = (indirect_question(s.place.sentence, s.span, s.kind, shared) for s in (first, second))
    topic = next(filter(None, questions), f"{about} ({subject})" if subject else about)
    return Topic(topic, subject or noun or asked)


def _shared(first: Statement, second: Statement) -> frozenset[str]:
    """Stems of the words and names that both have."""
    return (first.subject | first.names) & (second.subject | second.names)
