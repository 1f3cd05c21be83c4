"""Real files, made by the real libraries, for the tests of the readers."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from rag.documents import Document, Limits, read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def read_bytes(folder: Path, name: str, data: bytes, limits: Limits | None = None) -> Document:
    """Write a file and read it back."""
    path = folder / name
    path.write_bytes(data)
    return read(path, source=name, limits=limits or Limits())


def pdf(*pages: Sequence[tuple[float, float, str]], title: str = "", password: str = "", size: float = 12) -> bytes:
    """Pages of (left, bottom, words), points from the lower left corner; no date of creation of our time."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True, encrypt=StandardEncryption(password, strength=128) if password else None)
    if title:
        canvas.setTitle(title)
    for page in pages:
        canvas.setFont("Helvetica", size)
        for left, bottom, words in page:
            canvas.drawString(left, bottom, words)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def column(*lines: str, left: float = 72, top: float = 760, apart: float = 14) -> list[tuple[float, float, str]]:
    """Lines one under another; an empty one leaves a gap."""
    return [(left, top - apart * i, line) for i, line in enumerate(lines) if line]


def archive(members: dict[str, str | bytes]) -> bytes:
    """A zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return buffer.getvalue()


def members(data: bytes) -> dict[str, str | bytes]:
    """The reverse of ``archive``."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def headings(document: Document) -> list[tuple[int, str]]:
    """Level and words of each heading."""
    return [(heading.level, document.text[heading.start : heading.end]) for heading in document.headings]


def pages(document: Document) -> list[tuple[int, str]]:
    """Number and text of each page."""
    return [(page.number, document.text[page.start : page.end]) for page in document.pages]
