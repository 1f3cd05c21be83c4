"""The index on disk, made or brought up to date while nobody else writes to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rag.corpus import Corpus
from rag.embedding import LazyEmbedder, load_embedder
from rag.errors import IndexCorrupt, IndexMissing, IndexStale, QuestionError
from rag.indexing import IndexReport, binding_of, manifest_of, update
from rag.settings import Settings, load_settings
from rag.store.index import Index, writer_lock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.indexing import Progress

__all__ = ["build_index"]


def build_index(
    paths: Sequence[Path] = (),
    settings: Settings | None = None,
    progress: Progress | None = None,
    *,
    forget: Sequence[Path] = (),
) -> IndexReport:
    """Build the index on disk, or bring it up to date.

    Args:
        paths: Files and folders to add to those that are indexed. With none, those are brought up to date; in a
            new index, the folder of the settings.
        settings: Where the index is and how it is built; where None, environment, file and defaults tell.
        progress: Told how far it is, if given.
        forget: Files and folders that are to be indexed no more: those that were named before, or some below them.
            They are left out from then on, until they themselves are among ``paths``.

    Returns:
        What became of each file.

    Raises:
        QuestionError: A path does not exist, or one to forget was never indexed. Nothing was changed.
        IndexLocked: Another process is writing to the index. Nothing was changed.
        EmbedderError: The embedding model cannot be loaded. Nothing was changed.
    """
    settings = settings or load_settings()
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise QuestionError(f"there is no file or folder {', '.join(missing)}; check the spelling")
    with writer_lock(settings.index):
        corpus = _earlier_corpus(settings.index, paths).changed(paths, forget)
        if not corpus.roots and not forget:
            corpus = Corpus((settings.documents.absolute(),))
        embedder = LazyEmbedder(settings.embedder, lambda: load_embedder(settings.embedder, settings.precision))

        def bring_up(index: Index) -> IndexReport:
            try:
                report = update(index, corpus.roots, settings, embedder, progress, forgotten=corpus.forgotten)
                index.put_in_force()
            except BaseException:
                index.abandon()
                raise
            index.close()
            return report

        try:
            return bring_up(Index.open(settings.index, binding_of(settings), vectors=False))
        except (IndexMissing, IndexStale, IndexCorrupt):
            # The old index, if there is one, stays in force until the new one is whole.
            return bring_up(Index.create(settings.index, manifest_of(settings, embedder)))


def _earlier_corpus(folder: Path, paths: Sequence[Path]) -> Corpus:
    try:
        roots, forgotten = Index.roots_of(folder)
        return Corpus(tuple(map(Path, roots)), frozenset(map(Path, forgotten)))
    except IndexCorrupt as error:
        if paths:
            return Corpus()
        raise IndexCorrupt(f"the index in {folder} is damaged; build it anew with: whosays index PATH…") from error
