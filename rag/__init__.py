"""Whosays reads your documents side by side and answers with quotes you can check.

    from rag import Engine, answer

    answer("How many were released?").text                # over ./index, built from ./seeds if missing
    Engine.from_texts({"a.txt": "…"}).answer("Who …?")    # in memory

Importing this package is light: nothing heavy is loaded before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.building import build_index
    from rag.engine import DocumentInfo, Engine, answer
    from rag.errors import (
        EmbedderError,
        GeneratorError,
        IndexCorrupt,
        IndexLocked,
        IndexMissing,
        IndexStale,
        MissingDependency,
        ModelError,
        QuestionError,
        RagError,
        ReadError,
        SettingsError,
        UnsupportedFormat,
    )
    from rag.evaluation.drafting.draft import draft_questions
    from rag.evaluation.metrics import list_metrics
    from rag.evaluation.questions import parse_questions, read_questions
    from rag.evaluation.results import Evaluation
    from rag.evaluation.run import evaluate
    from rag.exporting.document import Export, program_version, read_export, to_json
    from rag.exporting.markdown import to_markdown
    from rag.exporting.page import to_html
    from rag.inventory import Inventory, ListedFile
    from rag.retrieval.matching import matched_spans
    from rag.settings import Settings, load_settings
    from rag.types import Answer, Audit, Citation, Disagreement, Hit, Position, SetAside
    from rag.verdict_store import VerdictStore, read_verdicts
    from rag.verdicts import JudgedAudit, Verdict

__all__ = [
    "Answer",
    "Audit",
    "Citation",
    "Disagreement",
    "DocumentInfo",
    "EmbedderError",
    "Engine",
    "Evaluation",
    "Export",
    "GeneratorError",
    "Hit",
    "IndexCorrupt",
    "IndexLocked",
    "IndexMissing",
    "IndexStale",
    "Inventory",
    "JudgedAudit",
    "ListedFile",
    "MissingDependency",
    "ModelError",
    "Position",
    "QuestionError",
    "RagError",
    "ReadError",
    "SetAside",
    "Settings",
    "SettingsError",
    "UnsupportedFormat",
    "Verdict",
    "VerdictStore",
    "answer",
    "build_index",
    "draft_questions",
    "evaluate",
    "list_metrics",
    "load_settings",
    "matched_spans",
    "parse_questions",
    "program_version",
    "read_export",
    "read_questions",
    "read_verdicts",
    "to_html",
    "to_json",
    "to_markdown",
]

_HOMES = {
    "rag.building": ("build_index",),
    "rag.engine": ("DocumentInfo", "Engine", "answer"),
    "rag.evaluation.drafting.draft": ("draft_questions",),
    "rag.evaluation.metrics": ("list_metrics",),
    "rag.evaluation.questions": ("parse_questions", "read_questions"),
    "rag.evaluation.results": ("Evaluation",),
    "rag.evaluation.run": ("evaluate",),
    "rag.exporting.document": ("Export", "program_version", "read_export", "to_json"),
    "rag.exporting.markdown": ("to_markdown",),
    "rag.exporting.page": ("to_html",),
    "rag.inventory": ("Inventory", "ListedFile"),
    "rag.retrieval.matching": ("matched_spans",),
    "rag.settings": ("Settings", "load_settings"),
    "rag.types": ("Answer", "Audit", "Citation", "Disagreement", "Hit", "Position", "SetAside"),
    "rag.verdict_store": ("VerdictStore", "read_verdicts"),
    "rag.verdicts": ("JudgedAudit", "Verdict"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME.get(name, "rag.errors")), name)


def __dir__() -> list[str]:
    return __all__
