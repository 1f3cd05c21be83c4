"""What went wrong with a question, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.evaluation.values import agrees

if TYPE_CHECKING:
    from rag.evaluation.outcome import Outcome
    from rag.types import Answer

__all__ = ["misses"]


def misses(outcome: Outcome) -> tuple[str, ...]:
    """One clause for each thing that went wrong; none where all is as labelled.

    A quote that was not found, or not cited while another was, lowers scores but is no miss.
    """
    found = []
    if outcome.targets and not any(outcome.is_relevant(hit) for hit in outcome.hits):
        found.append("no relevant passage was retrieved")
    if outcome.answer is not None:
        found += _of_the_answer(outcome, outcome.answer)
    return tuple(found)


def _of_the_answer(outcome: Outcome, answer: Answer) -> list[str]:
    question = outcome.question
    found = []
    if answer.refused and question.answerable:
        found.append("refused, though the files answer")
    elif not answer.refused and not question.answerable:
        found.append("answered, though the files do not tell")
    elif not answer.refused:
        if outcome.targets and not any(outcome.is_relevant(citation) for citation in answer.citations):
            found.append("no citation falls on a relevant quote")
        if answer.short is not None and question.tells_value and not agrees(answer.short, question.expected):
            wanted = f"“{'” or “'.join(question.expected)}” was expected" if question.expected else "none was expected"
            found.append(f"the value “{answer.short}” was given where {wanted}")
    if question.disagrees is not None:
        found += _of_the_flag(outcome, answer)
    if not all(outcome.exact):
        found.append("a citation is no exact slice of its file")
    return found


def _of_the_flag(outcome: Outcome, answer: Answer) -> list[str]:
    flagged = answer.agreement == "disagree"
    if flagged and not outcome.question.disagrees:
        return ["a disagreement was reported where there is none"]
    if not flagged and outcome.question.disagrees:
        return ["the disagreement was not reported" + (" (not checked)" if answer.agreement == "not_checked" else "")]
    if flagged:
        given = [position.value for one in answer.disagreements for position in one.positions]
        lacking = [value for value in outcome.question.all_positions if not agrees(value, given)]
        if lacking:
            return [f"the position “{'”, “'.join(lacking)}” is missing from the disagreement"]
    return []
