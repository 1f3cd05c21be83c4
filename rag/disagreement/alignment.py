"""How likely it is that two claims answer the same question about the same thing."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from rag.reading.logistic import Logistic
from rag.text.words import content_words, stems

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.disagreement.claim import Claim, Read
    from rag.reading.question import Question

__all__ = ["Alignment", "align"]


#: That two claims whose values exclude each other are about the same thing, from :class:`Alignment`. Made and printed
#: by ``python -m tests.benchmarks.fit_alignment --squad FILE``, on the development half of tests/data/disagreement and
#: on questions of odd-numbered SQuAD articles set before other paragraphs.
SAME_THING = Logistic(-7.452, (2.033, 2.042, -0.838, 3.076, 2.149, 4.906, -0.181, 4.228, -0.291, 0.0, 0.0))


_UNKNOWN = 0.4
# Characters to each side that make up a claim's surroundings.
_AROUND = 400


@dataclass(frozen=True, slots=True)
class Alignment:
    """What speaks for two claims being about the same thing; each 0..1, cosines but for rounding.

    Attributes:
        holds_most: How likely the likelier of the two sentences is to hold the answer.
        holds_least: The same of the other.
        answered_most: How likely the likelier of the two passages is to answer.
        answered_least: The same of the other.
        likeness_least: Cosine of the question and the sentence that is less like it.
        coverage_least: The part of the question's words that the one holds that holds fewer.
        names_least: The part of the question's names that the sentence and the one before it hold, of the one that
            holds fewer; 1 if the question has none.
        alike: Cosine of the two sentences, each together with the one before it.
        counted_least: How like what the question counts is to what is counted by the claim of which it is less so; 1
            where the question counts nothing, 0.4 where nobody can tell.
        around_least: The part of the question's words that the text around the sentence holds, of the claim where it
            is less.
        told_least: How like the words of the question are to what the claim's own clause tells of, of the claim where
            they are less so.
    """

    holds_most: float
    holds_least: float
    answered_most: float
    answered_least: float
    likeness_least: float
    coverage_least: float
    names_least: float
    alike: float
    counted_least: float
    around_least: float
    told_least: float

    @property
    def likely(self) -> float:
        """How likely the two are about the same thing, 0..1."""
        return SAME_THING.probability(self.features)

    @property
    def features(self) -> tuple[float, ...]:
        """In the order of the attributes."""
        return astuple(self)


def align(
    question: Question, first: Claim, second: Claim, similar: Callable[[str, str], float] | None = None
) -> Alignment:
    """Compare what two claims are about. The order makes no difference.

    Args:
        question: What was asked.
        first: A claim.
        second: Another.
        similar: Tells how alike two words are in meaning, -1..1.
    """
    one, other = first.read, second.read
    return Alignment(
        holds_most=max(one.holds, other.holds),
        holds_least=min(one.holds, other.holds),
        answered_most=max(one.answered, other.answered),
        answered_least=min(one.answered, other.answered),
        likeness_least=min(one.likeness, other.likeness),
        coverage_least=min(one.coverage, other.coverage),
        names_least=min(_named(question, one), _named(question, other)),
        alike=float(one.vector @ other.vector),
        counted_least=min(_counted(question, first, similar), _counted(question, second, similar)),
        around_least=min(_around(question, one), _around(question, other)),
        told_least=min(_told(question, first, similar), _told(question, second, similar)),
    )


def _named(question: Question, read: Read) -> float:
    wanted = {stem for name in question.names for stem in stems(name)}
    if not wanted:
        return 1.0
    return len(wanted & set(stems(f"{read.before} {read.sentence}"))) / len(wanted)


def _counted(question: Question, claim: Claim, similar: Callable[[str, str], float] | None) -> float:
    wanted, counted = question.head, claim.scope.counted
    if question.kind != "count" or wanted is None:
        return 1.0
    if counted is None:
        return _UNKNOWN
    if counted == wanted:
        return 1.0
    return max(0.0, similar(counted, wanted)) if similar else _UNKNOWN


def _around(question: Question, read: Read) -> float:
    wanted = set(stems(" ".join(content_words(question.text))))
    if not wanted:
        return 1.0
    around = read.text[max(0, read.start - _AROUND) : read.start + len(read.sentence) + _AROUND]
    return len(wanted & set(stems(around))) / len(wanted)


def _told(question: Question, claim: Claim, similar: Callable[[str, str], float] | None) -> float:
    """The likeness of the question's and the clause's words that are most alike, names left out."""
    named = {word for name in question.names for word in name.lower().split()}
    asked = [term for term in dict.fromkeys((*question.terms, question.head or "")) if term and term not in named]
    told = {*claim.scope.events, claim.scope.counted} - {None}
    if not asked or not told or similar is None:
        return _UNKNOWN
    return max(similar(term, str(word)) for term in asked for word in told)
