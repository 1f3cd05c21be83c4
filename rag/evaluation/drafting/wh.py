"""Wh-questions about a sentence, asked only where its parse gives a subject, a verb and a tense to build one of.

The words of the sentence are kept, as in Heilman and Smith (2010), "Good Question! Statistical Ranking for Question
Generation": what answers is taken out, the auxiliary or a form of "do" goes before the subject, the wh-phrase first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.evaluation.drafting.amounts import of_times_and_places, of_values
from rag.evaluation.drafting.clause import main_clause
from rag.evaluation.drafting.naming import of_names, of_roles, of_speakers
from rag.reading.values import find_values

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Doc

    from rag.evaluation.drafting.asking import Asked

__all__ = ["wh_questions"]


def wh_questions(doc: Doc, topics: Collection[str]) -> list[Asked]:
    """The wh-questions that a sentence answers and that stand alone, in no set order.

    Args:
        doc: The sentence, parsed by :func:`rag.reading.parser.parse_written`.
        topics: Stems of what its document is about.
    """
    text = doc.text
    # A heading says less than the text below it; of a quotation cut in two, who speaks stands elsewhere.
    if not text.endswith(".") or text.count('"') % 2 or text.count("“") != text.count("”"):
        return []
    found = list(of_roles(doc, topics))
    found += of_speakers(doc, topics)
    clause = main_clause(doc)
    if clause is None:
        return found
    values = find_values(doc)
    for draft in (*of_times_and_places(clause, values), *of_names(clause), *of_values(clause, values)):
        question = draft.asked(clause, topics)
        if question is not None:
            found.append(question)
    return found
