"""That the fitted weights fit what they judge: their values change with every fit."""

from __future__ import annotations

from dataclasses import fields

from rag.answering.logistic import ANSWERABLE, HOLDS_ANSWER, VALUE_RIGHT
from rag.answering.refusal import Evidence
from rag.answering.sentences import Features


def test_the_fitted_weights_fit_what_they_judge() -> None:
    # What was read adds four features to a statement: the reader's words, that the passage answers, and the words that
    # rules found, where these are a value and where they are a name. How many a proposal has, its own tests tell.
    assert len(HOLDS_ANSWER.weights) == len(fields(Features)) + 4
    assert len(VALUE_RIGHT.weights) == 7
    assert len(ANSWERABLE.weights) == len(fields(Evidence))
