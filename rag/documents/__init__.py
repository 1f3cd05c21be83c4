"""Readers: one a format, each giving a Document."""

from __future__ import annotations

from rag.documents.discovery import Discovery, Found, Problem, discover
from rag.documents.document import Document, Heading, Page
from rag.documents.limits import Limits
from rag.documents.reader import SUPPORTED_SUFFIXES, from_text, read

__all__ = [
    "SUPPORTED_SUFFIXES",
    "Discovery",
    "Document",
    "Found",
    "Heading",
    "Limits",
    "Page",
    "Problem",
    "discover",
    "from_text",
    "read",
]
