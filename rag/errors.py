"""Every error that Whosays raises on purpose.

Each message says what is wrong and what to do about it, in one line::

    RagError
    ├── SettingsError           a setting or flag is unknown, malformed or out of range
    ├── QuestionError           the question is empty or too long, or names a source that is not indexed
    ├── ReadError               a file cannot be read
    │   └── UnsupportedFormat   no reader for this kind of file
    ├── IndexMissing            there is no index where one was expected
    ├── IndexStale              the index was built with other settings
    ├── IndexCorrupt            the index is damaged
    ├── IndexLocked             another process is writing to the index
    ├── EmbedderError           the embedding model cannot be loaded or does not fit
    ├── ModelError              a trained model of this package is missing, damaged or does not fit
    ├── GeneratorError          a language model failed
    └── MissingDependency       an optional package is not installed
"""

from __future__ import annotations

__all__ = [
    "EmbedderError",
    "GeneratorError",
    "IndexCorrupt",
    "IndexLocked",
    "IndexMissing",
    "IndexStale",
    "MissingDependency",
    "ModelError",
    "QuestionError",
    "RagError",
    "ReadError",
    "SettingsError",
    "UnsupportedFormat",
]


class RagError(Exception):
    """Root of all errors raised on purpose by this package."""


class SettingsError(RagError):
    """A setting or flag is unknown, malformed or out of range."""


class QuestionError(RagError):
    """The question cannot be asked as it stands."""


class ReadError(RagError):
    """A file cannot be read.

    Args:
        source: The file, named as it is (or would be) indexed.
        reason: Why it cannot be read: a clause without a full stop, such as "the file is encrypted".
        mend: What the person can do: an imperative clause, such as "save a copy without a password".
    """

    def __init__(self, source: str, reason: str, mend: str) -> None:
        super().__init__(f"{source}: {reason}; {mend}")
        self.source = source
        self.reason = reason
        self.mend = mend


class UnsupportedFormat(ReadError):
    """There is no reader for this kind of file."""


class IndexMissing(RagError):
    """There is no index where one was expected."""


class IndexStale(RagError):
    """The index was built with other settings than those in force.

    Args:
        expected: What the settings in force ask for, such as ``embedder=all-MiniLM-L6-v2``.
        found: What the index on disk was built with, in the same form.
        command: The command line that mends it.
    """

    def __init__(self, expected: str, found: str, command: str) -> None:
        super().__init__(f"the index was built with {found}, but the settings ask for {expected}; run: {command}")
        self.expected = expected
        self.found = found
        self.command = command


class IndexCorrupt(RagError):
    """The index on disk is damaged."""


class IndexLocked(RagError):
    """Another process is writing to the index."""


class EmbedderError(RagError):
    """The embedding model cannot be loaded, or does not fit its use."""


class ModelError(RagError):
    """A model trained for this package is missing or damaged, or does not fit what it is loaded for."""


class GeneratorError(RagError):
    """A language model failed.

    Args:
        message: What went wrong and what to do.
        retryable: Whether the same call may succeed later.
        overflow: Whether what was sent is longer than the model's window.
    """

    def __init__(self, message: str, *, retryable: bool, overflow: bool = False) -> None:
        super().__init__(message)
        self.retryable = retryable
        self.overflow = overflow


class MissingDependency(RagError):
    """An optional package is not installed.

    Args:
        package: The name of the package that is missing.
        extra: The extra of ``whosays`` that brings it.
    """

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"this needs the package {package}; run: pip install 'whosays[{extra}]'")
        self.package = package
        self.extra = extra
