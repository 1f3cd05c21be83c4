"""A language model in a GGUF file, run in this process by llama.cpp through ``xllamacpp``.

llama.cpp comes as a server: it is bound to a socket in a folder that only this user can enter (or, where there are no
such sockets, to this machine's own address) and wants a key that nobody is told, so that no one else can use it.
"""

from __future__ import annotations

import os
import queue
import secrets
import shutil
import sys
import tempfile
import threading
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.answering.generators.limits import Deadline, bounded
from rag.errors import GeneratorError, MissingDependency

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rag.answering.generators.generator import Message, Schema, Written

__all__ = ["FileGenerator"]

_MAGIC = b"GGUF"
_END = object()
_LONGEST_STRING = 300  # characters of a quote or a sentence


class FileGenerator:
    """A model in a file, loaded when it is first asked. Threads wait for one another.

    Args:
        file: The GGUF file.
        seconds: What one answer may take at most, the loading not counted in.
        window: Tokens of context that are given to it.
        threads: How many it computes with; left out, one for each processor that this process may use: llama.cpp would
            count all, and threads that share a processor wait for one another at every step.
    """

    def __init__(self, file: Path, *, seconds: float = 120, window: int = 8192, threads: int | None = None) -> None:
        self._file = file.expanduser()
        self._seconds = seconds
        self._window = window
        self._threads = threads
        self._lock = threading.Lock()
        self._server: Any = None
        self._tidy: Callable[[], object] | None = None

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self._file.stem

    @property
    def window(self) -> int:
        """Tokens of context."""
        return self._window

    def stream(self, messages: Sequence[Message], *, tokens: int, schema: Schema | None = None) -> Written:
        """What the model writes; see :class:`rag.answering.generators.generator.Generator`."""
        with self._lock:
            server = self._loaded()
            yield from bounded(self._pieces(server, messages, tokens, schema), Deadline(self._seconds), tokens)

    def _pieces(self, server: Any, messages: Sequence[Message], tokens: int, schema: Schema | None) -> Iterator[str]:
        call: dict[str, Any] = {
            "messages": [message.as_dict() for message in messages],
            "max_tokens": tokens,
            "temperature": 0,
            "stream": True,
        }
        if schema is not None:
            form = {"name": "answer", "schema": _bounded_strings(schema)}
            call["response_format"] = {"type": "json_schema", "json_schema": form}
        pieces: queue.Queue[object] = queue.Queue()
        stopped = threading.Event()

        def take(chunk: Mapping[str, Any]) -> bool:
            pieces.put(chunk)
            return stopped.is_set()  # True ends the writing

        def run() -> None:
            try:
                server.handle_chat_completions(call, take)
            except Exception as error:  # noqa: BLE001  (the binding raises what C++ threw; it is told on the other side)
                pieces.put(error)
            finally:
                pieces.put(_END)

        worker = threading.Thread(target=run, name="whosays-llm", daemon=True)
        worker.start()
        try:
            yield from self._texts(pieces)
        finally:
            stopped.set()
            worker.join()

    def _texts(self, pieces: queue.Queue[object]) -> Iterator[str]:
        ended = False
        while (piece := pieces.get()) is not _END:
            if isinstance(piece, Exception):
                raise self._broken(str(piece)) from piece
            if not isinstance(piece, dict):
                continue
            if error := piece.get("error"):
                raise self._failed(error if isinstance(error, dict) else {"message": str(error)})
            for choice in piece.get("choices") or ():
                text = (choice.get("delta") or {}).get("content")
                if text:
                    yield text
                ended = ended or choice.get("finish_reason") is not None
        if not ended:
            raise self._broken("it ended early")

    def check(self) -> str:
        """Say that the file is there and is one of a model; it is not loaded."""
        _binding()
        self._check_file()
        size = self._file.stat().st_size / 2**20
        return f"{self._file} ({size:,.0f} MiB), run in this process: nothing is sent anywhere"

    def close(self) -> None:
        """Unload the model."""
        with self._lock:
            self._server = None
            if self._tidy is not None:
                self._tidy()

    def _check_file(self) -> None:
        try:
            with self._file.open("rb") as opened:
                magic = opened.read(len(_MAGIC))
        except OSError as error:
            raise GeneratorError(
                f"the language model {self._file} cannot be opened ({error.strerror}); set llm_file to a GGUF file",
                retryable=False,
            ) from error
        if magic != _MAGIC:
            raise GeneratorError(f"{self._file} is no GGUF file; set llm_file to one", retryable=False)

    def _loaded(self) -> Any:
        if self._server is not None:
            return self._server
        binding = _binding()
        self._check_file()
        parameters = binding.CommonParams()
        parameters.model.path = str(self._file)
        parameters.n_ctx = self._window
        parameters.n_parallel = 1
        parameters.warmup = False
        parameters.verbosity = -1  # llama.cpp writes to standard error otherwise
        parameters.offline = True
        parameters.ui = False
        parameters.endpoint_slots = False
        parameters.api_keys = [secrets.token_hex(32)]
        threads = self._threads or _processors()
        parameters.cpuparams.n_threads = threads
        parameters.cpuparams_batch.n_threads = threads
        if sys.platform != "win32":
            folder = tempfile.mkdtemp(prefix="whosays-")
            self._tidy = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
            parameters.hostnames = [str(Path(folder) / "llm.sock")]
        try:
            self._server = binding.Server(parameters)
        except Exception as error:
            raise GeneratorError(
                f"the language model {self._file} cannot be loaded ({error}); it may be damaged, too large for this "
                "machine, or too new for the installed xllamacpp",
                retryable=False,
            ) from error
        return self._server

    def _failed(self, error: Mapping[str, Any]) -> GeneratorError:
        if error.get("type") == "exceed_context_size_error":
            return GeneratorError(
                f"the passages are too long for {self.name} with llm_window at {self._window}; raise it",
                retryable=False,
                overflow=True,
            )
        return self._broken(str(error.get("message")))

    def _broken(self, what: str) -> GeneratorError:
        return GeneratorError(f"the language model {self.name} failed: {' '.join(what.split())[:200]}", retryable=True)


def _processors() -> int:
    allowed = getattr(os, "sched_getaffinity", None)  # not on every system
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def _bounded_strings(schema: Any) -> Any:
    """The schema with a bound on each free string: small models otherwise write one on until they are stopped."""
    if isinstance(schema, dict):
        bounded = {key: _bounded_strings(value) for key, value in schema.items()}
        free = schema.get("type") == "string" and "enum" not in schema
        return {**bounded, "maxLength": _LONGEST_STRING} if free else bounded
    return [_bounded_strings(value) for value in schema] if isinstance(schema, list) else schema


def _binding() -> Any:
    try:
        import xllamacpp  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise MissingDependency("xllamacpp", "llm") from error
    return xllamacpp
