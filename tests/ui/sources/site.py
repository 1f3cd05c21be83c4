"""Serve the page over a PDF, a changed, a long and a hostile file: ``python -m tests.ui.sources.site FOLDER``.

The index and the files, which FOLDER gets, are real; the embedder and the answer are made by hand, to be quick.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import rag.building
import rag.engine
from rag import Answer, Citation, Engine, Settings, build_index
from tests.documents.making import column, pdf
from tests.fakes import FakeEmbedder
from ui.app import build
from ui.services import Services
from ui.serving.serve import application, bind, server

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.types import History

__all__ = [
    "CHANGED",
    "HOSTILE",
    "HOSTILE_LINE",
    "LONG",
    "PDF",
    "PDF_LINES",
    "QUESTION",
    "QUOTES",
    "ScriptedEngine",
    "opened",
]

QUESTION = "How many boats call at Skarvik harbour each day?"
PDF, CHANGED, LONG = "report.pdf", "letter.md", "log.txt"
HOSTILE = "evil \u202etxt.exe <img src=x onerror=window.hacked=1> " + "w" * 90 + ".txt"
HOSTILE_LINE = (
    'At Skarvik \u202eten boats call\u202c each day, <img src=x onerror="window.hacked=2"> <script>window.hacked=5'
    "</script> ![](http://example.org/x.png) [x](javascript:window.hacked=3) ${window.hacked=4} שלום " + "y" * 400
)
PDF_LINES = (
    "Report on the harbours of the north",
    "",
    "The harbours were visited in May and June by two of the members.",
    "Four boats call at Skarvik harbour each day, as the harbour",
    "master told the members when they came. The jetty is sound.",
)
QUOTES = {
    PDF: "Four boats call at Skarvik harbour each day, as the harbour master told the members when they came.",
    CHANGED: "Three boats call at Skarvik harbour each day.",
    LONG: "Five boats call at Skarvik harbour each day.",
    HOSTILE: HOSTILE_LINE,
}
_LETTER = (
    "# A letter\n\nTo the council.\n\n## Boats\n\nThree boats call at Skarvik harbour each day. That is too few, as "
    "everybody on the islands says.\n\n## Prices\n\nThe fare to Skarvik is nine crowns a day.\n"
)
_AROUND = "The jetty of the outer island was looked over and nothing was found that needs repair.\n" * 1500


class ScriptedEngine(Engine):
    """Cites its quote of each file that is asked."""

    def stream(
        self,
        question: str,
        *,
        history: History | None = None,
        sources: Sequence[str] | None = None,
        written: bool = True,
    ) -> Iterator[Answer]:
        asked = [source for source in QUOTES if sources is None or source in sources]
        cited = tuple(self._cited(number, source) for number, source in enumerate(asked, start=1))
        yield Answer(
            question=question,
            searched_for=question,
            text=" ".join(f"Quote [{citation.number}]." for citation in cited),
            refused=False,
            citations=cited,
            hits=tuple(self.search(question, k=8, sources=sources)),
        )

    def _cited(self, number: int, source: str) -> Citation:
        document = self.document(source)
        start = document.text.index(QUOTES[source])
        page = next((page.number for page in document.pages if page.start <= start < page.end), None)
        line = document.text.count("\n", 0, start) + 1
        heading = next((document.text[h.start : h.end] for h in reversed(document.headings) if h.end <= start), None)
        return Citation(
            number=number, source=source, quote=QUOTES[source], start=start, end=start + len(QUOTES[source]),
            line=line, page=page, heading=heading,
        )  # fmt: skip


def opened(folder: Path) -> Engine:
    """Write the files, index them, and change one of them afterwards."""
    files = folder / "files"
    files.mkdir()
    (files / PDF).write_bytes(pdf(column("First page.", "", "A summary of what follows."), column(*PDF_LINES)))
    (files / CHANGED).write_text(_LETTER, encoding="utf-8")
    (files / LONG).write_text(f"{_AROUND}{QUOTES[LONG]}\n{_AROUND}", encoding="utf-8")
    (files / HOSTILE).write_text(f"A file that means harm.\n\n{HOSTILE_LINE}\n\nThe end.\n", encoding="utf-8")
    settings = Settings(index=folder / "index", documents=files)
    embedder = FakeEmbedder()
    with (
        patch.object(rag.building, "load_embedder", lambda *_: embedder),
        patch.object(rag.engine, "load_embedder", lambda *_: embedder),
    ):
        build_index(settings=settings)
        (files / CHANGED).write_text(f"{_LETTER}\nP.S. I was wrong.\n", encoding="utf-8")
        return ScriptedEngine.open(settings=settings)


def main(folder: Path) -> None:
    with bind("127.0.0.1", 0) as listening:
        app = application(build(opened(folder), Services()))
        print(f"at http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        server(app).run(sockets=[listening])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
