"""A span of a sentence that may be the answer: what the finders return and the reader chooses from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from rag.reading.lexicon import AnswerKind

__all__ = ["Candidate", "lemma", "tokens_at"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may be the answer.

    Attributes:
        start: First character of the span in the sentence.
        end: The character after its last one.
        kind: The kind of thing it is.
        root: Index of the token by which it hangs in the dependency tree.
        unit: Index of the token of the noun that is counted or measured, if there is one.
        quality: From 0 to 1: how sure the finder is of the kind.
    """

    start: int
    end: int
    kind: AnswerKind
    root: int
    unit: int | None = None
    quality: float = 1.0


def tokens_at(doc: Doc, start: int, end: int) -> Span:
    """The tokens that characters ``start`` to ``end`` touch."""
    span: Span | None = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        raise ValueError(f"characters {start} to {end} touch no token of a text of {len(doc.text)} characters")
    return span


def lemma(token: Token) -> str:
    """The token's lemma in lower case; plural proper nouns, which spaCy leaves alone, lose their s."""
    if token.tag_ == "NNPS":
        return token.lower_.removesuffix("s")
    return token.lemma_.lower()
