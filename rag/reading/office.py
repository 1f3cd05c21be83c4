"""Whether somebody is in office, told in passing: "President Ruiz", "the former president Ruiz"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.reading.parser import parse
from rag.reading.stances import Stance
from rag.reading.standings import standings
from rag.text.words import stems

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from rag.reading.question import Question

__all__ = ["office_stance"]

# What questions say of any office; of a certain one, they say its name.
_OFFICE = frozenset("power office rule govern lead leader charge".split())
# A question with any other verb asks what somebody did.
_HOLDING = frozenset("be remain stay hold serve rule govern lead have".split())
# A standing in passing is surer of the person than of the time that it is told of.
_SCORE = 0.6


def office_stance(question: Question, doc: Doc) -> Stance | None:
    """The answer that a standing gives to a question about whether somebody holds an office.

    Args:
        question: Answered by yes or no; names somebody.
        doc: The parsed sentence.

    Returns:
        Yes or no with the words that tell the standing; None where the question is about something else, or the
        sentence tells of no office of that person.
    """
    if any(t.pos_ == "VERB" and t.lemma_ not in _HOLDING for t in parse(question.text)):
        return None
    asked = {stem for name in question.names for stem in stems(name)}
    for standing in standings(doc):
        state, _, office = standing.state.partition(": ")
        if standing.axis != "office" or not asked & set(stems(standing.subject)):
            continue
        if not (_OFFICE & set(question.terms) or set(stems(office)) & {s for t in question.terms for s in stems(t)}):
            continue
        return Stance("yes" if state == "in office" else "no", standing.words, _SCORE)
    return None
