"""Manifests of models that are in no file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from rag.reading.weights import Calibration, Manifest

if TYPE_CHECKING:
    from rag.reading.weights import Kind

__all__ = ["manifest"]


def manifest(kind: Kind, longest: int = 128, calibration: Calibration | None = None) -> Manifest:
    """A manifest of no file."""
    return Manifest(
        format=1,
        name="test",
        kind=kind,
        base="all-MiniLM-L6-v2",
        base_sha256="0" * 64,
        weights_sha256="0" * 64,
        dtype="float16",
        longest=longest,
        calibration=calibration or Calibration(),
        created=date(2024, 5, 3),
    )
