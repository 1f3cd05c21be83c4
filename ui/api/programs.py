"""The four things that programs may ask, checked: answers, passages, conflicts, documents.

Nothing here changes anything. Endpoints (:mod:`ui.api.endpoints`) and tools (:mod:`ui.api.tools`) are made of these
methods: names, types, descriptions and limits of parameters are read off their signatures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence  # noqa: TC003  (pydantic looks the types up)
from functools import wraps
from threading import Lock
from typing import TYPE_CHECKING, Annotated, ParamSpec, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, validate_call

from rag.errors import QuestionError
from rag.types import Answer, Audit, Hit  # noqa: TC001

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag import DocumentInfo
    from rag.types import History

__all__ = ["AskedEngine", "Listed", "Programs"]

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")

_MOST_SOURCES, _MOST_EARLIER, _MOST_PASSAGES = 10_000, 5, 100

Question = Annotated[str, Field(min_length=1, max_length=100_000, description="what is asked, in plain words")]
Query = Annotated[str, Field(min_length=1, max_length=100_000, description="what to look for, in plain words")]
Sources = Annotated[
    list[str] | None,
    Field(
        min_length=1, max_length=_MOST_SOURCES, description="ask only these files, named as in documents; all if null"
    ),
]
Earlier = Annotated[
    list[str] | None,
    Field(
        max_length=_MOST_EARLIER,
        description=f"at most {_MOST_EARLIER} questions asked before, oldest first: they complete a follow-up",
    ),
]
Written = Annotated[
    bool, Field(description="false: an answer made of quotes, even where a language model could write it")
]
Count = Annotated[int, Field(ge=1, le=_MOST_PASSAGES, description=f"how many passages at most, 1 to {_MOST_PASSAGES}")]


class Listed(BaseModel):
    """A document that can be asked."""

    model_config = ConfigDict(frozen=True)

    source: str = Field(description="its name: what sources, citations and passages call it")
    title: str | None = Field(description="the title that it tells, if any")
    date: str | None = Field(description="the date that it tells about itself, if any: ISO 8601")
    characters: int = Field(description="length of its text")
    chunks: int = Field(description="passages that it was cut into")


class AskedEngine(Protocol):
    """What is needed of an engine; :class:`rag.Engine` provides it."""

    def stream(
        self, question: str, *, history: History | None = ..., sources: Sequence[str] | None = ..., written: bool = ...
    ) -> Iterator[Answer]:
        """Answer bit by bit; the last answer is whole."""

    def search(self, query: str, *, k: int = ..., sources: Sequence[str] | None = ...) -> list[Hit]:
        """Find passages."""

    def conflicts(self, *, sources: Sequence[str] | None = ...) -> Audit:
        """Find every disagreement."""

    def documents(self) -> Sequence[DocumentInfo]:
        """List what is indexed."""


def _checked(method: Callable[_Arguments, _Result]) -> Callable[_Arguments, _Result]:
    """Hold a method's arguments to their types and limits; what does not fit is told in one line."""
    strict = validate_call(config=ConfigDict(strict=True, arbitrary_types_allowed=True))(method)

    @wraps(method)
    def call(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Result:
        try:
            return strict(*args, **kwargs)
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False)[0]
            place = ".".join(str(part) for part in first["loc"])
            message = first["msg"][:1].lower() + first["msg"][1:]
            raise QuestionError(f"{place}: {message}") from error

    return call


class Programs:
    """Answers programs. Safe to share between threads.

    Args:
        engine: What answers.
    """

    def __init__(self, engine: AskedEngine) -> None:
        self._engine = engine
        self._auditing = Lock()

    @_checked
    def answer(
        self, question: Question, sources: Sources = None, history: Earlier = None, written: Written = True
    ) -> Iterator[Answer]:
        """Answer a question with exact quotes from the documents, and say where they disagree.

        Every citation is a slice of its file. Where the documents do not tell, "refused" is true.
        """
        return self._answers(question, sources, history or [], written)

    @_checked
    def search(self, query: Query, k: Count = 10, sources: Sources = None) -> list[Hit]:
        """Find the passages that are nearest to a query, by meaning and by words, the best one first."""
        return self._engine.search(query, k=k, sources=sources)

    @_checked
    def conflicts(self, sources: Sources = None) -> Audit:
        """List where the documents disagree with each other, with no question asked; takes long with many files."""
        with self._auditing:
            return self._engine.conflicts(sources=sources)

    @_checked
    def documents(self) -> list[Listed]:
        """List the documents that can be asked, by name."""
        return [
            Listed(
                source=document.source,
                title=document.title,
                date=None if document.date is None else document.date.isoformat(),
                characters=document.characters,
                chunks=document.chunks,
            )
            for document in self._engine.documents()
        ]

    def _answers(
        self, question: str, sources: Sequence[str] | None, earlier: Sequence[str], written: bool
    ) -> Iterator[Answer]:
        turns: History = []
        for before in earlier:
            *_, told = self._engine.stream(before, history=turns, sources=sources, written=False)
            turns.append((before, told))
        yield from self._engine.stream(question, history=turns, sources=sources, written=written)
