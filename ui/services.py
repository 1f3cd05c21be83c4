"""What the page is built with beside the engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from rag.verdict_store import VerdictStore
    from ui.api.programs import Programs
    from ui.conflicts.audits import Auditing
    from ui.documents.library import Library
    from ui.evaluation.page import Measuring

__all__ = ["Services"]


@dataclass(frozen=True, slots=True)
class Services:
    """Parts of the page that are there only where something is given for them.

    Attributes:
        examples: Questions to offer before the first one is asked; or what gives those that there are by now.
        measuring: What the evaluation page runs; there is no such page without it.
        verdicts: Where people's verdicts on disagreements are kept; none can be given without it.
        auditing: What the page of conflicts runs; there is no such page without it and ``verdicts``.
        library: What the documents page lists and indexes; there is no such page without it, nor with ``read_only``.
        programs: What programs may ask; the page has no endpoints for them without it.
        kept: The folder where the page keeps what people do with it; nothing outlives the program without it.
        read_only: Whether nobody may change what is indexed, or leave anything behind, from the page.
        max_upload_mb: Files that are larger (MiB) are not taken from the browser; with 0, none is.
        may_add_paths: Whether files and folders of the machine that serves the page may be added by their path.
    """

    examples: Sequence[str] | Callable[[], Sequence[str]] = ()
    measuring: Measuring | None = None
    verdicts: VerdictStore | None = None
    auditing: Auditing | None = None
    library: Library | None = None
    programs: Programs | None = None
    kept: Path | None = None
    read_only: bool = False
    max_upload_mb: int = 0
    may_add_paths: bool = False
