"""The audit of an index: every disagreement between its files, with no question asked."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
from pydantic import ValidationError

from rag.answering.citing import Citer
from rag.answering.positions import position_of
from rag.disagreement.audit import audit
from rag.disagreement.blocking import Rarity
from rag.disagreement.statements_of import Sentence, Text, statements_of
from rag.disagreement.topics import kind_of, topic_of
from rag.errors import QuestionError
from rag.reading.parser import parse_many
from rag.text.plural import plural
from rag.text.sentences import sentences
from rag.text.spans import Span
from rag.types import Audit, Disagreement
from rag.verdicts import JudgedAudit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from rag.disagreement.discords import Discord, Voice
    from rag.disagreement.statements_of import Statement
    from rag.embedding import Embedder
    from rag.indexing import Progress
    from rag.reading.judged_stances import PairJudge
    from rag.store.catalogue import Catalogue
    from rag.types import Citation, Position
    from rag.verdicts import JudgedConflict, Verdict

__all__ = ["audit_index", "audit_lines", "load_audit", "new_conflicts"]

# Sentences outside this length, in words, are no sentences: a cell of a table, a text without full stops.
_LEAST, _MOST = 3, 80
_FINISHED = re.compile(r"""[.!?:;…]['"”’»)\]]*$""")


def audit_index(
    catalogue: Catalogue,
    embedder: Embedder,
    judge: PairJudge | None = None,
    sources: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> Audit:
    """Find what the files of an index disagree on.

    Args:
        catalogue: Holds the texts.
        embedder: Tells how alike sentences and words are in meaning.
        judge: Reads two statements where rules alone cannot tell whether they are of one thing.
        sources: Only these files; all if None.
        progress: Told "reading" and how many sentences are read, then "comparing" and how many pairs, if given.

    Returns:
        The disagreements, the surest first, with the quotes that they rest on.
    """
    tell = progress or _silent
    started = perf_counter()
    texts = list(_texts(catalogue, sources))
    statements = _read(texts, tell)
    rarity = Rarity.of(text.words for text, _ in texts)
    read = perf_counter()
    meaning = _Meaning(embedder)
    found = audit(
        statements,
        rarity,
        vectors=meaning.vectors,
        similar=meaning.similar,
        judge=judge,
        progress=lambda done, total: tell("comparing", done, total),
    )
    compared = perf_counter()
    writer = _Writer(Citer(catalogue))
    conflicts = tuple(told for discord in found.discords if (told := writer.write(discord, rarity)))
    return Audit(
        conflicts=conflicts,
        citations=tuple(writer.citations),
        files=len(texts),
        statements=len(statements),
        compared=found.compared,
        timings={"reading": 1000 * (read - started), "comparing": 1000 * (compared - read)},
    )


def load_audit(file: Path) -> Audit:
    """An audit that ``whosays conflicts --json`` printed, with the verdicts if there were any.

    Raises:
        QuestionError: There is no such file, or it holds no audit.
    """
    try:
        judged = JudgedAudit.model_validate_json(file.read_bytes())
        return judged if judged.judged else judged.plain
    except OSError as error:
        raise QuestionError(f"{file} cannot be read ({error.strerror}); check the path") from error
    except (ValidationError, json.JSONDecodeError) as error:
        raise QuestionError(f"{file} is no audit; make one with: whosays conflicts --json > {file}") from error


def new_conflicts(audit: Audit, earlier: Audit) -> list[Disagreement]:
    """The disagreements that an earlier audit did not have.

    They are told by their quotes and the files that these stand in, not by their numbers or places: indexing anew
    changes nothing. A file that joins a known position makes no new disagreement, a new position does.
    """
    known = {pair for found in earlier.conflicts for pairs in _opposed(found, earlier) for pair in pairs}
    return [found for found in audit.conflicts if not all(pairs & known for pairs in _opposed(found, audit))]


def audit_lines(audit: Audit, judged: Sequence[JudgedConflict] = ()) -> Iterator[str]:
    """An audit in plain text: each disagreement with its positions and their quotes, then what it rests on.

    Args:
        audit: What to tell.
        judged: What people made of its conflicts. Those that are none in their eyes come last, apart; no quote is
            left out.
    """
    verdicts = {one.conflict: one.verdict for one in judged}
    none = {i for i, verdict in verdicts.items() if verdict.verdict == "not_a_disagreement"}
    numbered = list(enumerate(audit.conflicts))
    for i, found in numbered:
        if i not in none:
            yield from _lines(i + 1, found, audit, verdicts.get(i))
    if none:
        yield "Marked as no disagreement:"
        yield ""
    for i, found in numbered:
        if i in none:
            yield from _lines(i + 1, found, audit, verdicts[i])
    open_ones = len(audit.conflicts) - len(none)
    told = plural(open_ones, "disagreement") if open_ones else "no disagreement found"
    marked = f", {len(none)} marked as none" if none else ""
    read = f"{plural(audit.statements, 'statement')} of {plural(audit.files, 'file')}"
    yield f"{told}{marked}; {read} read, {plural(audit.compared, 'pair')} compared"


def _lines(number: int, found: Disagreement, audit: Audit, verdict: Verdict | None) -> Iterator[str]:
    citations = {citation.number: citation for citation in audit.citations}
    yield f"{number}. Sources disagree on {found.topic}"
    yield f"   {found.explanation}"
    if verdict is not None:
        yield f"   {_verdict(verdict)}"
    for position in found.positions:
        said = f", according to {position.attributed_to}" if position.attributed_to else ""
        yield f"   - {position.value}{said}"
        for citation in (citations[number] for number in position.citations):
            yield f"       {citation.source}, line {citation.line}: {' '.join(citation.quote.split())}"
    yield ""


def _verdict(verdict: Verdict) -> str:
    made = f"Marked as no disagreement on {verdict.when:%Y-%m-%d}"
    if verdict.preferred is not None:
        made = f"Resolved on {verdict.when:%Y-%m-%d}: “{verdict.preferred.value}” is preferred"
    return f"{made}{f' by {verdict.who}' if verdict.who else ''}{f' ({verdict.reason})' if verdict.reason else ''}"


def _opposed(found: Disagreement, audit: Audit) -> Iterator[set[frozenset[tuple[str, str]]]]:
    """For each two positions: the pairs of quotes, with their files, that stand against each other."""
    quotes = {citation.number: (citation.source, citation.quote) for citation in audit.citations}
    for i, one in enumerate(found.positions):
        for other in found.positions[i + 1 :]:
            yield {frozenset((quotes[a], quotes[b])) for a in one.citations for b in other.citations}


def _texts(catalogue: Catalogue, sources: Sequence[str] | None) -> Iterator[tuple[Text, list[Span]]]:
    """The texts with their headings."""
    chosen = None if sources is None else set(sources)
    for stored in catalogue.documents():
        if chosen is not None and stored.source not in chosen:
            continue
        document = catalogue.document(stored.source)
        if document is not None:  # else it has left the index since
            text = Text(document.source, document.text, document.date, document.title or "")
            yield text, [Span(heading.start, heading.end) for heading in document.headings]


def _read(texts: Sequence[tuple[Text, list[Span]]], tell: Progress) -> list[Statement]:
    places = [place for text, headings in texts for place in _sentences(text, headings)]
    found: list[Statement] = []
    # The parser knows the possessive only by its straight apostrophe; offsets stay what they were.
    docs = parse_many(place.sentence.replace("’", "'") for place in places)
    for done, (place, doc) in enumerate(zip(places, docs, strict=True)):
        if done % 64 == 0:
            tell("reading", done, len(places))
        found.extend(statements_of(place, doc))
    tell("reading", len(places), len(places))
    return found


def _sentences(text: Text, headings: Sequence[Span]) -> Iterator[Sentence]:
    """What is to be read: no headings and no opening title, which say in short what the text below says better."""
    spans = sentences(text.text)
    cut = [text.text[span.start : span.end] for span in spans]
    for i, (span, sentence) in enumerate(zip(spans, cut, strict=True)):
        titled = (not i and not _FINISHED.search(sentence)) or any(h.start <= span.start < h.end for h in headings)
        if _LEAST <= len(sentence.split()) <= _MOST and not titled:
            before = cut[i - 1] if i else ""
            after = cut[i + 1] if i + 1 < len(cut) else ""
            yield Sentence(text, span.start, sentence, before, after)


@dataclass
class _Meaning:
    """Cosines by an embedder; each word is embedded once."""

    embedder: Embedder

    def __post_init__(self) -> None:
        self._pair = lru_cache(maxsize=None)(self._cosine)
        self._word: Callable[[str], NDArray[np.float32]] = lru_cache(maxsize=None)(self.embedder.embed_query)

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors: float32 of shape (texts, dimensions)."""
        return self.embedder.embed_documents(list(texts))

    def similar(self, one: str, other: str) -> float:
        """Cosine of two words or phrases."""
        return self._pair(*sorted((one, other)))

    def _cosine(self, one: str, other: str) -> float:
        return float(np.dot(self._word(one), self._word(other)))


class _Writer:
    """Writes discords down, and gathers the citations that they rest on, each sentence once."""

    def __init__(self, citer: Citer) -> None:
        self._citer = citer
        self._numbers: dict[tuple[str, int], int] = {}
        self.citations: list[Citation] = []

    def write(self, discord: Discord, rarity: Rarity) -> Disagreement | None:
        """A discord for people; None where fewer than two positions can still be cited."""
        positions = [self._position(voices) for voices in discord.positions]
        kept = tuple(position for position in positions if position is not None)
        if len(kept) < 2:
            return None
        first, second = (position[0].statement for position in discord.positions[:2])
        about = topic_of(first, second, rarity)
        told = f"; {discord.files} files speak of {about.subject}" if discord.files > 1 else ""
        why = f"{discord.reason}{told}."
        return Disagreement(
            topic=about.topic, kind=kind_of(first), explanation=why, positions=kept, question=about.question
        )

    def _position(self, voices: Sequence[Voice]) -> Position | None:
        cited = [(voice, number) for voice in voices if (number := self._number(voice)) is not None]
        if not cited:
            return None
        claims = [voice.claim for voice, _ in cited]
        standing = cited[0][0].statement.standing
        position = position_of(claims, [number for _, number in cited])
        return position.model_copy(update={"normalized": standing.state}) if standing else position

    def _number(self, voice: Voice) -> int | None:
        read = voice.claim.read
        key = (read.source, read.start)
        if key not in self._numbers:
            end = read.start + len(read.sentence)
            citation = self._citer.cite(len(self.citations) + 1, read.source, read.start, end)
            if citation is None or citation.quote != read.sentence:
                return None
            self.citations.append(citation)
            self._numbers[key] = citation.number
        return self._numbers[key]


def _silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""
