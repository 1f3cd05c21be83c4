"""What was read out of sentences, as the comparing of sources takes it: with its surroundings and its file's date."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from rag.answering.statements import proposals
from rag.disagreement.claim import Read
from rag.reading.question import analyse
from rag.text.sentences import sentences
from rag.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from rag.answering.sentences import SentenceRanker
    from rag.answering.statements import Statement
    from rag.documents.document import Document
    from rag.store.catalogue import Catalogue

__all__ = ["reads_of"]

# Sentences of a source that are compared, and how far around one its neighbours are looked for, in characters.
_PER_SOURCE = 5
_AROUND = 800
# Surroundings that are kept cut into sentences: what was compared is compared again with what a second search adds.
_KEPT = 1024


def reads_of(
    question: str, statements: Sequence[Statement], ranker: SentenceRanker, catalogue: Catalogue
) -> list[Read]:
    """The likeliest sentences of each source, with what was read out of them.

    Args:
        question: As searched.
        statements: Likeliest first.
        ranker: Gives the sentences' vectors.
        catalogue: Holds the texts. What has left it since is passed over.

    Returns:
        At most five a source, likeliest first.
    """
    kind = analyse(question).kind
    documents: dict[str, Document | None] = {}
    taken: Counter[str] = Counter()
    chosen: list[tuple[Statement, Document, str, str]] = []
    for statement in statements:
        candidate = statement.candidate
        if taken[candidate.source] == _PER_SOURCE:
            continue
        if candidate.source not in documents:
            documents[candidate.source] = catalogue.document(candidate.source)
        document = documents[candidate.source]
        if document is None or document.text[candidate.start : candidate.end] != candidate.text:
            continue
        taken[candidate.source] += 1
        chosen.append((statement, document, *_neighbours(document.text, candidate.start, candidate.end)))
    if not chosen:
        return []
    own = ranker.vectors([statement.candidate.text for statement, *_ in chosen])
    around = ranker.vectors([before or statement.candidate.text for statement, _, before, _ in chosen])
    both: NDArray[np.float32] = own + around
    both /= np.linalg.norm(both, axis=1, keepdims=True)
    reads = []
    for (statement, document, before, after), vector in zip(chosen, both, strict=True):
        candidate = statement.candidate
        likeliest = max(proposals(statement, kind), key=lambda proposal: proposal.score, default=None)
        # Two figures of one sentence are proposed by nobody; the reader's is then compared, if it is one.
        reading = likeliest.reading if likeliest else statement.readings.learned or statement.readings.ruled
        if kind == "cause" and statement.readings.ruled:
            # Rules find a cause by the word that says it is one ("because"); the reader also takes what stands near it.
            reading = statement.readings.ruled
        reads.append(
            Read(
                source=candidate.source,
                text=document.text,
                date=document.date,
                start=candidate.start,
                sentence=candidate.text,
                before=before,
                after=after,
                span=Span(reading.start, reading.end) if reading else None,
                holds=statement.score,
                likeness=candidate.features.cosine,
                coverage=candidate.features.context_coverage,
                vector=vector,
            )
        )
    return reads


def _neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    """The sentences before and after some characters; empty where there are none."""
    return _nearest(text[max(0, start - _AROUND) : start], text[end : end + _AROUND])


@lru_cache(maxsize=_KEPT)
def _nearest(before: str, after: str) -> tuple[str, str]:
    """The last sentence of one text and the first of the other."""
    last = [before[span.start : span.end] for span in sentences(before)][-1:]
    first = next((after[span.start : span.end] for span in sentences(after)), "")
    return (last[0] if last else ""), first
