"""Phrases of a parsed sentence: their tokens without asides, and how they are written in another order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Token

__all__ = ["Piece", "is_joined", "is_named", "phrase", "written"]

# A token of the sentence, or a word that the question brings.
Piece: TypeAlias = "Token | str"

_ASIDES = frozenset({"appos", "relcl", "acl", "advcl", "parataxis", "prep", "conj", "cc", "advmod"})
_NAMING = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"})
_CLOSING = re.compile(r"\s+([,.;:!?%)\]’])")


def phrase(head: Token) -> list[Token] | None:
    """The tokens of a phrase, in order, without what stands between commas or brackets in it.

    Args:
        head: The token that the phrase hangs from.

    Returns:
        None where the phrase holds nothing but marks; or quotation marks, brackets, dashes or a comma that belongs to
        no date and no list, so that it cannot be moved as one piece.
    """
    tokens = sorted(_without_asides(head), key=lambda token: token.i)
    while tokens and tokens[-1].is_punct and tokens[-1].text != ".":
        tokens.pop()
    for token in tokens:
        dated = token.text == "," and token.ent_type_ == "DATE"
        listed = token.text == "," and any(other.dep_ == "conj" for other in token.head.children)
        if token.is_punct and not (dated or listed or token.text in {"-", "."}) and token.dep_ != "case":
            return None
    return tokens or None


def _without_asides(head: Token) -> list[Token]:
    kept = [head]
    aside = False
    for child in head.children:
        before = child.left_edge.nbor(-1) if child.left_edge.i else None
        if child.i > head.i and child.dep_ in _ASIDES and before is not None and before.text == ",":
            # A list has commas too: what comes after one is no aside where it is a member.
            aside = aside or child.dep_ not in {"conj", "cc"}
            if child.dep_ not in {"conj", "cc"}:
                continue
        kept += _without_asides(child)
    if aside:
        kept = [token for token in kept if not (token.text == "," and token.head == head and token.ent_type_ != "DATE")]
    return kept


def is_named(tokens: Iterable[Token]) -> bool:
    """Whether a name, or an adjective made of one, is among the tokens."""
    return any(token.pos_ == "PROPN" or token.ent_type_ in _NAMING for token in tokens if not token.is_punct)


def is_joined(token: Token) -> bool:
    """Whether "and" or the like sets others beside it."""
    return bool(list(token.conjuncts))


def written(pieces: Sequence[Piece]) -> str:
    """The pieces as a text with one space between words, its first letter as it comes.

    A token that opened its sentence loses its capital unless it belongs to a name.
    """
    text = ""
    for place, piece in enumerate(pieces):
        if isinstance(piece, str):
            text += f" {piece} "
            continue
        following = pieces[place + 1] if place + 1 < len(pieces) else ""
        joined = not isinstance(following, str) and following.i == piece.i + 1 and not piece.whitespace_
        text += _cased(piece) + ("" if joined else " ")
    return _CLOSING.sub(r"\1", " ".join(text.split()))


def _cased(token: Token) -> str:
    opens = token.i == 0 or token.is_sent_start
    if not opens or (token.text.isupper() and len(token) > 1) or token.pos_ == "PROPN":
        return token.text
    if token.ent_type_ in _NAMING and token.pos_ not in {"DET", "ADP"}:
        return token.text
    return token.text[:1].lower() + token.text[1:]
