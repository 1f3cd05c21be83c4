"""The engine: an index, a model and everything needed to answer questions over them."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rag.answering.answer import Answerer
from rag.answering.generators.choosing import generator_of
from rag.answering.readings import PackagedReader
from rag.auditing import audit_index
from rag.building import build_index
from rag.documents import from_text
from rag.embedding import load_embedder
from rag.errors import IndexMissing, QuestionError, ReadError
from rag.indexing import add_documents, manifest_of
from rag.inventory import Inventory, take_stock
from rag.originals import Originals
from rag.reading.judge import PackagedJudge
from rag.reading.parser import parse
from rag.retrieval.search import search
from rag.settings import Settings, load_settings
from rag.store.index import Index

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rag.answering.generators.generator import Generator
    from rag.answering.readings import PassageReader
    from rag.documents.document import Document
    from rag.documents.pdf_drawing import DrawnPage
    from rag.embedding import Embedder
    from rag.indexing import Progress
    from rag.reading.judged_stances import PairJudge
    from rag.store.catalogue import FileStamp
    from rag.types import Answer, Audit, FileState, History, Hit

__all__ = ["DocumentInfo", "Engine", "answer"]


@dataclass(slots=True)
class _View:
    """An open index, what answers over it, and how many calls are using it."""

    index: Index
    answerer: Answerer
    users: int = 0


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document in the index; ``characters`` and ``chunks`` count its text and its passages."""

    source: str
    title: str | None
    date: datetime.date | None
    characters: int
    chunks: int


class Engine:
    """Answers questions over one index. Safe to share between threads.

    Made by :meth:`open` for an index on disk and by :meth:`from_texts` for one in memory. An engine sees what
    other processes add to its index from the next question on.

    Args:
        index: What is asked.
        embedder: The model that the index is bound to.
        settings: What to work with.
        reader: Reads the passages; left out, the packaged one, which is loaded with the first question.
        judge: Tells whether a passage answers with yes or no, and whether two passages are rivals; left out, the
            packaged one, which is loaded when it is first asked.
        generator: The language model that writes answers; left out, answers are made of quotes.
    """

    def __init__(
        self,
        index: Index,
        embedder: Embedder,
        settings: Settings,
        reader: PassageReader | None = None,
        judge: PairJudge | None = None,
        *,
        generator: Generator | None = None,
    ) -> None:
        self._generators: list[Generator] = []  # all that ever wrote here, to be closed in the end
        self.choose_generator(generator)
        self._embedder = embedder
        self._reader = PackagedReader() if reader is None else reader
        self._judge = PackagedJudge() if judge is None else judge
        self._settings = settings
        self._originals = Originals()
        self._lock = threading.Lock()
        self._view = self._view_of(index)

    def _view_of(self, index: Index) -> _View:
        return _View(index, Answerer(index, self._embedder, self._settings, self._reader, self._judge))

    @contextmanager
    def _latest(self) -> Iterator[_View]:
        """The index as other processes have left it. One that was rebuilt is let go when its last user is done."""
        with self._lock:
            if not self._view.index.is_in_force:
                rebuilt = Index.open(self._settings.index, manifest_of(self._settings, self._embedder))
                before, self._view = self._view, self._view_of(rebuilt)
                if not before.users:
                    before.index.close()
            view = self._view
            view.users += 1
        try:
            view.index.refresh()
            yield view
        finally:
            with self._lock:
                view.users -= 1
                if view is not self._view and not view.users:
                    view.index.close()

    @classmethod
    def open(cls, index: str | Path | None = None, settings: Settings | None = None) -> Engine:
        """Open an index on disk.

        Args:
            index: Its folder; the one in the settings if None.
            settings: What to work with; where None, environment, ``whosays.toml`` and defaults tell.

        Raises:
            IndexMissing: There is none.
            IndexStale: It was built with other settings.
            IndexCorrupt: It is damaged.
            EmbedderError: The embedding model cannot be loaded.
            SettingsError: A language model is to write, and something that it needs is not set.
        """
        settings = _with_index(settings, index)
        # First the cheap check: nobody should wait for a model to hear that there is no index.
        Index.find(settings.index)
        embedder = load_embedder(settings.embedder, settings.precision)
        generator = generator_of(settings)
        return cls(Index.open(settings.index, manifest_of(settings, embedder)), embedder, settings, generator=generator)

    @classmethod
    def from_texts(cls, texts: Mapping[str, str], settings: Settings | None = None) -> Engine:
        """An engine over texts in memory: ``{"a.txt": "…"}``.

        Raises:
            ReadError: A text is empty.
            EmbedderError: The embedding model cannot be loaded.
        """
        return cls.from_documents((from_text(source, text) for source, text in texts.items()), settings)

    @classmethod
    def from_documents(cls, documents: Iterable[Document], settings: Settings | None = None) -> Engine:
        """An engine over documents in memory, for those who bring titles, dates or pages of their own."""
        settings = settings or load_settings()
        embedder = load_embedder(settings.embedder, settings.precision)
        index = Index.in_memory(manifest_of(settings, embedder))
        add_documents(index, documents, settings, embedder)
        return cls(index, embedder, settings, generator=generator_of(settings))

    def close(self) -> None:
        """Let go of the index and of the language model. The engine cannot be used afterwards."""
        with self._lock:
            self._view.index.close()
        for generator in self._generators:
            generator.close()

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def settings(self) -> Settings:
        """What the engine works with."""
        return self._settings

    @property
    def generator(self) -> str:
        """Who writes answers: "extractive" where they are made of quotes, else the language model's name."""
        return "extractive" if self._generator is None else self._generator.name

    def choose_generator(self, generator: Generator | None) -> None:
        """Let another language model write from the next question on; with None, answers are made of quotes.

        The one before is closed with the engine, not now: a question may be using it.

        Args:
            generator: As :func:`rag.answering.generators.choosing.generator_of` makes it of settings.
        """
        self._generator = generator
        if generator is not None and generator not in self._generators:
            self._generators.append(generator)

    def answer(
        self,
        question: str,
        *,
        history: History | None = None,
        sources: Sequence[str] | None = None,
        written: bool = True,
    ) -> Answer:
        """Answer a question.

        Args:
            question: In plain words; a follow-up ("And in 2023?") is completed from ``history``.
            history: Earlier (question, answer) turns, oldest first.
            sources: Ask only these files, named as in :meth:`documents`; all if None.
            written: Whether the language model, if there is one, writes this answer; else it is made of quotes.

        Returns:
            The answer; ``refused`` is true where the files do not tell. Where a language model is to write and fails,
            the answer is made of quotes and ``warnings`` says why.

        Raises:
            QuestionError: The question is empty or too long, or a source is not in the index.
            ModelError: The reader's files are missing or damaged.
        """
        *_, whole = self.stream(question, history=history, sources=sources, written=written)
        return whole

    def warm_up(self) -> None:
        """Load what the first question would otherwise wait for: the parser, the networks, and the models' first run.

        Raises:
            ModelError: The files of the reader or the judge are missing or damaged.
        """
        parse("Who said what?")
        self._embedder.embed_query("Who said what?")
        self._reader.read("Who said what?", ["Somebody said something."])
        self._judge.judge([("Somebody said something.", "Somebody spoke.")])

    def stream(
        self,
        question: str,
        *,
        history: History | None = None,
        sources: Sequence[str] | None = None,
        written: bool = True,
    ) -> Iterator[Answer]:
        """Answer a question bit by bit: each answer holds more than the one before, the last is whole.

        An answer made of quotes is there all at once, so there is one. What a language model writes comes sentence by
        sentence, each after its quotes were checked.

        Args, errors and what the last answer holds are those of :meth:`answer`.
        """
        self._check_question(question)
        generator = self._generator if written else None
        with self._latest() as view:
            _check_sources(view.index, sources)
            if generator is None:
                yield view.answerer.answer(question, list(history or ()), sources)
                return
            from rag.answering.writing.writer import Writer  # noqa: PLC0415  (only where a model writes)

            writer = Writer(generator, self._settings)
            yield from view.answerer.write(question, list(history or ()), sources, writer)

    def search(self, query: str, *, k: int = 10, sources: Sequence[str] | None = None) -> list[Hit]:
        """The ``k`` most relevant passages, best first; ties by source, then offset.

        Raises:
            QuestionError: The query is empty or too long, ``k`` is not positive, or a source is not in the index.
        """
        self._check_question(query)
        if k < 1:
            raise QuestionError(f"k is {k}; ask for at least 1 passage")
        with self._latest() as view:
            _check_sources(view.index, sources)
            vector = self._embedder.embed_query(query)
            return [found.hit(query) for found in search(view.index, query, vector, limit=k, sources=sources)]

    def conflicts(self, *, sources: Sequence[str] | None = None, progress: Progress | None = None) -> Audit:
        """Every disagreement between the files, with no question asked; the surest and most central first.

        Args:
            sources: Only between these files; all if None.
            progress: Told how far it is, if given.

        Raises:
            QuestionError: A source is not in the index.
        """
        with self._latest() as view:
            _check_sources(view.index, sources)
            return audit_index(view.index.catalogue, self._embedder, self._judge, sources, progress)

    def edition(self) -> str:
        """A word for what is indexed now, another one after every change: by it, what was found before shows as old."""
        with self._latest() as view:
            catalogue = view.index.catalogue
            return f"{catalogue.manifest['id']}-{catalogue.generation}"

    def documents(self) -> tuple[DocumentInfo, ...]:
        """What is indexed, by source."""
        with self._latest() as view:
            documents = view.index.catalogue.documents()
        return tuple(
            DocumentInfo(document.source, document.title, document.date, document.characters, document.chunks)
            for document in documents
        )

    def inventory(self) -> Inventory:
        """Every file with its state: as indexed, changed or gone since, new, or not readable and why.

        Looks at the files on disk; a text in memory is as indexed.
        """
        with self._latest() as view:
            return take_stock(view.index.catalogue, self._originals)

    def document(self, source: str) -> Document:
        """A document with its stored text: for every citation, ``text[start:end] == quote``.

        Raises:
            QuestionError: There is no such source in the index.
        """
        with self._latest() as view:
            document = view.index.catalogue.document(source)
        if document is None:
            raise _not_indexed(source)
        return document

    def state_of(self, source: str) -> FileState:
        """Whether a document's file still holds what was indexed: its bytes are read, once for each time it changes.

        Raises:
            QuestionError: There is no such source in the index.
        """
        with self._latest() as view:
            return self._originals.state(*_original(view.index, source))

    def draw_page(self, source: str, number: int, *, start: int = 0, end: int = 0) -> DrawnPage:
        """A page of a PDF as it is printed.

        Args:
            source: As in :meth:`documents`.
            number: Of the page, 1-based.
            start: First character to box, an offset into the stored text.
            end: After the last character to box.

        Raises:
            QuestionError: There is no such source in the index.
            ReadError: It is no PDF, has no such page, cannot be drawn, or is not as it was when it was indexed.
        """
        from rag.documents.pdf_drawing import draw_page  # noqa: PLC0415  (only where a page is looked at)

        document = self.document(source)
        if Path(source).suffix.lower() != ".pdf":
            raise ReadError(source, "only pages of PDFs can be drawn", "read its text instead")
        with self._latest() as view:
            stamp, _ = _original(view.index, source)
        return draw_page(self._originals.read(source, stamp, document.sha256), document, number, start, end)

    def _check_question(self, question: str) -> None:
        if not question.strip():
            raise QuestionError("the question is empty; ask something")
        if len(question) > self._settings.max_question_characters:
            raise QuestionError(
                f"the question has {len(question)} characters; at most {self._settings.max_question_characters} "
                "can be asked"
            )
        try:
            question.encode("utf-8")
        except UnicodeEncodeError as error:
            raise QuestionError("the question holds half a character (a lone surrogate); type it anew") from error


def _original(index: Index, source: str) -> tuple[FileStamp, str]:
    found = index.catalogue.original(source)
    if found is None:
        raise _not_indexed(source)
    return found


def _not_indexed(source: str) -> QuestionError:
    return QuestionError(f"{source} is not in the index; whosays index brings it up to date")


def _check_sources(index: Index, sources: Sequence[str] | None) -> None:
    if sources is None:
        return
    if not sources:
        raise QuestionError("no source is chosen; choose at least one")
    known = {document.source for document in index.catalogue.documents()}
    unknown = [source for source in sources if source not in known]
    if unknown:
        raise QuestionError(f"not in the index: {', '.join(unknown)}; the index holds: {_some(sorted(known))}")


@lru_cache(maxsize=1)
def _default_engine(folder: Path) -> Engine:
    settings = load_settings(index=folder)
    try:
        return Engine.open(settings=settings)
    except IndexMissing:
        build_index(settings=settings)
        return Engine.open(settings=settings)


def answer(question: str, *, history: History | None = None, sources: Sequence[str] | None = None) -> Answer:
    """Answer a question over the index in the working folder (``./index``), building it from ``./seeds`` if missing.

    Args and errors are those of :meth:`Engine.answer` and :meth:`Engine.open`. The engine is kept for the next call.
    """
    return _default_engine(load_settings().index.absolute()).answer(question, history=history, sources=sources)


def _with_index(settings: Settings | None, index: str | Path | None) -> Settings:
    if settings is None:
        return load_settings(index=index)
    return settings if index is None else settings.model_copy(update={"index": Path(index)})


def _some(names: Sequence[str], most: int = 10) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
