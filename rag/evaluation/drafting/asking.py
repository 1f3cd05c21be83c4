"""What every wh-question is put together from, and the checks that each has to pass."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.evaluation.drafting.alone import stands_alone
from rag.evaluation.drafting.phrases import is_named, written

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from spacy.tokens import Token

    from rag.evaluation.drafting.clause import Clause
    from rag.evaluation.drafting.phrases import Piece
    from rag.reading.candidates import Candidate

__all__ = ["MOST", "NUMBER", "YEAR", "Asked", "Build", "characters", "inverted", "spanning", "straight"]

# Words of a question.
_FEWEST, MOST = 4, 24
_NEGATIVE = frozenset("no none nobody nothing never neither nor few little hardly".split())
_BRACKET = re.compile(r"[\[\](){}<>\"“”…]")
YEAR = re.compile(r"\b1\d{3}\b|\b20\d\d\b")
NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on a sentence.

    Attributes:
        question: As asked.
        kind: Of the answer: count, date, duration, measure, money, organisation, person or place.
        start: First character of the answer in the sentence.
        end: The character after its last one.
    """

    question: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Build:
    """What a question is put together from.

    Attributes:
        pieces: Words and tokens of the sentence, in the order of the question.
        kind: Of the answer.
        answer: Its characters in the sentence.
        subject: Tokens of the subject; none where it is asked for.
    """

    pieces: list[Piece]
    kind: str
    answer: tuple[int, int]
    subject: Sequence[Token]

    def asked(self, clause: Clause, topics: Collection[str]) -> Asked | None:
        """The question, or None where it would not stand alone, would tell its answer or is no sound sentence.

        Args:
            clause: What it was built from.
            topics: Stems of what the document is about.
        """
        tokens = [piece for piece in self.pieces if not isinstance(piece, str)]
        if not stands_alone([*tokens, *clause.speaker], self.subject, topics) or not self._is_sound(tokens):
            return None
        pieces = [*self.pieces, ", according to ", *clause.speaker] if clause.speaker else self.pieces
        question = written(pieces)
        if not _FEWEST <= len(question.split()) <= MOST:
            return None
        return Asked(question[:1].upper() + question[1:] + "?", self.kind, *self.answer)

    def _is_sound(self, tokens: Sequence[Token]) -> bool:
        if any(token.lower_ in _NEGATIVE or _BRACKET.search(token.text) for token in tokens):
            return False
        # "In May 2023 and 13 in June 2025": two statements in one.
        if self.kind == "date" and any(YEAR.search(token.text) for token in tokens):
            return False
        if any(token.dep_ == "conj" and token.head.ent_type_ == "DATE" != token.ent_type_ for token in tokens):
            return False
        start, end = self.answer
        return all(token.idx + len(token) <= start or end <= token.idx for token in tokens)


def inverted(clause: Clause, wh: Sequence[Piece], without: Sequence[Token] = ()) -> list[Piece]:
    """The wh-phrase, the finite verb, the subject, and all the rest but the tokens that answer."""
    gone = set(without)
    rest = [token for token in _rest(clause) if token not in gone]
    subject = clause.subject[1]
    if clause.inverts:
        return [*wh, clause.group[0], *subject, *clause.group[1:], *rest]
    verb = clause.verb
    support = {"VBD": "did", "VBZ": "does"}.get(verb.tag_, "do")
    adverbs = [token for token in clause.group if token != verb]
    return [*wh, support, *subject, *adverbs, verb.lemma_, *rest]


def straight(clause: Clause, subject: Sequence[Piece]) -> list[Piece]:
    """The clause as it stands, with other words as its subject."""
    return [*subject, *clause.group, *_rest(clause)]


def _rest(clause: Clause) -> list[Token]:
    """What follows the verb, and then those of the phrases before the subject that tell where or when."""
    opening = [
        (head, tokens)
        for head, tokens in clause.opening
        if is_named(tokens) or any(YEAR.search(token.text) for token in tokens)
    ]
    return [token for _, tokens in (*clause.parts, *opening) if not _is_vague_time(tokens) for token in tokens]


def _is_vague_time(tokens: Sequence[Token]) -> bool:
    return (
        all(t.ent_type_ in {"DATE", "TIME"} or t.pos_ in {"ADP", "DET"} for t in tokens)
        and not any(YEAR.search(t.text) for t in tokens)
        and any(t.ent_type_ in {"DATE", "TIME"} for t in tokens)
    )


def characters(tokens: Sequence[Token]) -> tuple[int, int]:
    """From the first character of the first token to behind the last of the last."""
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1])


def spanning(values: Sequence[Candidate], kind: str, start: int, end: int) -> Candidate | None:
    """The value of a kind that fills the characters, but for an article."""
    for value in values:
        if value.kind == kind and value.end == end and start <= value.start <= start + len("the "):
            return value
    return None
