"""Fitted probabilities: what an answer's parts are judged by.

All figures here are made and printed by ``python -m tests.benchmarks.fit_weights --squad FILE``, on the odd-numbered
articles of the SQuAD 2.0 development set and the development half of seeds/questions.jsonl. Nothing that results are
reported on was used.
"""

from __future__ import annotations

from rag.reading.logistic import Logistic

__all__ = ["ANSWERABLE", "HOLDS_ANSWER", "VALUE_RIGHT"]


#: That a sentence holds the answer, from rag.answering.statements.Statement.features.
HOLDS_ANSWER = Logistic(-13.1497, (4.7692, 0.2531, -0.9709, 0.8528, 3.3372, 4.8286, 6.8478, 0.7474, 2.2289, 3.1653))

#: That the words read out of a sentence are the value asked for, from rag.answering.statements.Proposal.features.
VALUE_RIGHT = Logistic(-4.2272, (-0.4535, -1.0927, -2.9595, -1.2135, 0.7466, -0.3306, 5.1788))

#: That the files answer the question at all, from rag.answering.refusal.Evidence.
ANSWERABLE = Logistic(-4.5187, (0.0147, 3.7143, -0.5655, 1.4362, 1.582, 3.7354, -1.254))
