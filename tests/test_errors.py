from __future__ import annotations

import inspect
import re

import pytest

from rag import errors


def test_the_tree_in_the_docstring_is_that_of_the_classes() -> None:
    drawn: dict[str, str] = {}
    above: list[str] = []
    for line in (errors.__doc__ or "").split("\n"):
        if match := re.match(r"    ((?:│   |    )*(?:├── |└── )?)(\w+)", line):
            depth = len(match[1]) // 4
            above[depth:] = [match[2]]
            drawn[match[2]] = above[depth - 1] if depth else "Exception"
    classes = {
        name: value.__bases__[0].__name__
        for name, value in vars(errors).items()
        if inspect.isclass(value) and issubclass(value, Exception)
    }
    assert drawn == classes
    assert next(iter(drawn)) == "RagError"


def test_every_class_is_exported() -> None:
    classes = [name for name, value in vars(errors).items() if inspect.isclass(value)]
    assert errors.__all__ == sorted(classes)


def test_read_error() -> None:
    error = errors.UnsupportedFormat("a/b.xyz", "no reader", "save it as text")
    assert str(error) == "a/b.xyz: no reader; save it as text"
    assert (error.source, error.reason, error.mend) == ("a/b.xyz", "no reader", "save it as text")
    assert isinstance(error, errors.ReadError)


def test_index_stale() -> None:
    error = errors.IndexStale("embedder=b", "embedder=a", "whosays index")
    assert str(error) == "the index was built with embedder=a, but the settings ask for embedder=b; run: whosays index"
    assert (error.expected, error.found, error.command) == ("embedder=b", "embedder=a", "whosays index")


@pytest.mark.parametrize("retryable", [True, False])
def test_generator_error(retryable: bool) -> None:
    error = errors.GeneratorError("no reply; try again", retryable=retryable)
    assert (str(error), error.retryable) == ("no reply; try again", retryable)


def test_missing_dependency() -> None:
    error = errors.MissingDependency("pymilvus", "milvus")
    assert str(error) == "this needs the package pymilvus; run: pip install 'whosays[milvus]'"
    assert (error.package, error.extra) == ("pymilvus", "milvus")
