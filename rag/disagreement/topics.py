"""What a disagreement that was found with no question asked is about, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rag.disagreement.indirect import asked_of

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
    """What a disagreement is about.

    Attributes:
        topic: Completes "sources disagree on …".
        subject: The part of it that tells what both speak of.
        question: A whole question that both answer; None where the rules cannot put one.
    """

    topic: str
    subject: str
    question: str | None


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
        who = first.standing.subject
        return Topic(f"how {who} stands", who, None)
    counted = first.counted if first.counted == second.counted else None
    written = {key: word for key, word in reversed(first.told) if key in shared}
    noun = written.pop(counted, None) if counted else None
    # Words are ranked by how much they tell, and told in the order of the sentence.
    best = sorted(written, key=lambda s: (s not in first.names, -rarity.weight(s), s))[:_TOLD]
    subject = ", ".join(dict.fromkeys(written[s] for s in reversed(written) if s in best))
    asked = _ASKED.get(first.kind, "the value")
    about = f"{asked} of {noun}" if noun else asked
    questions = (asked_of(s.place.sentence, s.span, s.kind, shared) for s in (first, second))
    question = next(filter(None, questions), None)
    if question is None:
        return Topic(f"{about} ({subject})" if subject else about, subject or noun or asked, None)
    direct = question.direct and f"{question.direct[:1].upper()}{question.direct[1:]}?"
    return Topic(question.indirect, subject or noun or asked, direct)


def _shared(first: Statement, second: Statement) -> frozenset[str]:
    """Stems of the words and names that both have."""
    return (first.subject | first.names) & (second.subject | second.names)
