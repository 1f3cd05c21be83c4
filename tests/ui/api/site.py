"""Serve the page with what programs may ask, in a process of its own: ``python -m tests.ui.api.site``."""

from __future__ import annotations

import argparse
import datetime
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rag import DocumentInfo
from rag.errors import GeneratorError, QuestionError
from rag.types import Answer, Audit, Citation, Hit
from tests.ui.fake import EXAMPLES, FakeEngine
from ui.api.programs import Programs
from ui.api.tools import tools
from ui.app import build
from ui.services import Services
from ui.serving.accounts import Accounts
from ui.serving.hosts import Root
from ui.serving.serve import application, bind, server

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.types import History

__all__ = ["TEXT", "Asked"]

TEXT = "Four boats call at Skarvik each day. Five did in summer."


class Asked:
    """A small engine written by hand: it tells what it was asked."""

    def stream(
        self,
        question: str,
        *,
        history: History | None = None,
        sources: Sequence[str] | None = None,
        written: bool = True,
    ) -> Iterator[Answer]:
        _known(sources)
        if "broken" in question:
            raise GeneratorError("the model <did> not answer; try again", retryable=True)
        if "defect" in question:
            raise RuntimeError("secret words of a defect")
        before = [f"{asked} = {told.short}" for asked, told in history or []]
        searched_for = f"{question} after {before}" if before else question
        for short in (None, "Four"):
            yield Answer(
                question=question,
                searched_for=searched_for,
                text="> Four boats call at Skarvik each day. [1]",
                short=short,
                refused=False,
                citations=(Citation(number=1, source="a.txt", quote=TEXT[:36], start=0, end=36, line=1),),
                generator="some-model" if written else "extractive",
                warnings=(f"asked of {sources}",),
            )
            time.sleep(0.3)

    def search(self, query: str, *, k: int = 10, sources: Sequence[str] | None = None) -> list[Hit]:
        _known(sources)
        return [Hit(source="a.txt", start=0, end=36, text=TEXT[:36], score=1.0, matched_terms=(query,))][:k]

    def conflicts(self, *, sources: Sequence[str] | None = None) -> Audit:
        _known(sources)
        return Audit(files=2, statements=3, compared=1)

    def documents(self) -> tuple[DocumentInfo, ...]:
        return (
            DocumentInfo("a.txt", "Ferries", datetime.date(2024, 5, 3), len(TEXT), 1),
            DocumentInfo("b <b>.txt", None, None, 10, 1),
        )


def _known(sources: Sequence[str] | None) -> None:
    if sources is not None and not set(sources) <= {"a.txt", "b <b>.txt"}:
        raise QuestionError(f"not in the index: {', '.join(sources)}; the index holds: a.txt, b <b>.txt")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--auth", type=Path)
    parser.add_argument("--root", default="/")
    parser.add_argument("--uploads", type=int, default=0)
    options = parser.parse_args()
    programs = Programs(Asked())
    with bind("127.0.0.1", 0) as listening:
        app = application(
            build(FakeEngine(), Services(examples=EXAMPLES, programs=programs, max_upload_mb=options.uploads)),
            root=Root.parse(options.root),
            accounts=None if options.auth is None else Accounts(options.auth),
            max_upload_mb=options.uploads,
            tools=tools(programs),
        )
        print(f"at http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        server(app).run(sockets=[listening])
