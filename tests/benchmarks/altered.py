"""Sentences with one thing altered, and the same sentences reworded: what the gate must stop, and what it must pass.

Every case is a sentence said to be drawn from a quote. The quote stays as it is; the sentence is the quote itself, a
rewording of it, or a part of it, and then perhaps has one number, date, name or negation exchanged.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Literal, TypeAlias

from rag.reading.parser import parse, parse_many
from rag.reading.training.exchanges import Pool, exchange, negate
from rag.reading.training.wordings import reworded, shortened
from rag.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from rag.reading.training.exchanges import Kind

__all__ = ["Altered", "Made", "cases"]

Made: TypeAlias = Literal["itself", "reworded", "shortened", "number", "date", "name", "negation"]

_SHORTEST, _LONGEST = 7, 45  # words
_ALTERED: tuple[tuple[Made, tuple[Kind, ...]], ...] = (
    ("number", ("number",)),
    ("date", ("date",)),
    ("name", ("person", "place", "organisation", "other_name")),
)


@dataclass(frozen=True)
class Altered:
    """A sentence, the quote it is checked against, and how it was made; ``how`` tells what was done before that."""

    quote: str
    sentence: str
    made: Made
    how: str

    @property
    def true(self) -> bool:
        """Whether the quote carries the sentence."""
        return self.made in {"itself", "reworded", "shortened"}


def cases(texts: Sequence[str], seed: int = 0) -> Iterator[Altered]:
    """All cases that can be made of some texts.

    Args:
        texts: Passages.
        seed: Of the choices.

    Yields:
        For each sentence of a plain length: itself; a rewording and a shorter one where rules can make them; and for
        each kind of alteration that finds something to alter, one alteration of one of these, chosen at random.
    """
    random = Random(seed)
    quotes = [text[span.start : span.end] for text in texts for span in sentences(text)]
    quotes = [q for q in dict.fromkeys(quotes) if _SHORTEST <= len(q.split()) <= _LONGEST and "\n" not in q]
    docs = list(parse_many(quotes))
    pool = Pool(docs)
    for quote, doc in zip(quotes, docs, strict=True):
        variants = list(_variants(quote, doc, random))
        for made, sentence in variants:
            yield Altered(quote, sentence, made, made)
        for made, kinds in _ALTERED:
            how, sentence = random.choice(variants)
            changed = exchange(parse(sentence), pool, random, kinds=kinds)
            if changed is not None:
                yield Altered(quote, changed.text, made, how)
        how, sentence = random.choice(variants)
        denied = negate(parse(sentence))
        if denied is not None:
            yield Altered(quote, denied, "negation", how)


def _variants(quote: str, doc: Doc, random: Random) -> Iterator[tuple[Made, str]]:
    yield "itself", quote
    other = reworded(doc, random, parse)
    if other is not None:
        yield "reworded", other.text
    part = shortened(doc, random)
    if part is not None:
        yield "shortened", part.text
