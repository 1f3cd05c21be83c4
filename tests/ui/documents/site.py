"""Serve the page over a real index in FOLDER: ``python -m tests.ui.documents.site FOLDER [paths] [read-only]``.

While there is a file ``hold`` in FOLDER, indexing stops at its first step, so that a test can look on and ask something
meanwhile. With ``paths``, visitors may add files and folders of this machine; with ``read-only``, nothing at all.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag import Engine, Settings, build_index
from ui.app import build
from ui.documents.library import Library
from ui.services import Services
from ui.serving.serve import application, bind, server

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.indexing import IndexReport

__all__ = ["TEXTS"]

TEXTS = {
    "mill.txt": "The mill at Orrest.\nThe mill opened in 1871. It ground oats until the weir broke.\n"
    "Ada Finch, the last miller, sold it in 1926.\n",
    "bridge.txt": "The bridge below the mill was built by Jonas Hale. It carries one cart at a time.\n",
}


def main(folder: Path, *more: str) -> None:
    settings = Settings(index=folder / "index", documents=folder / "docs", max_file_mb=2)
    settings.documents.mkdir(exist_ok=True)
    for name, text in TEXTS.items():
        (settings.documents / name).write_text(text, encoding="utf-8")
    build_index(settings=settings)
    engine = Engine.open(settings=settings)

    def slowly(
        paths: Any = (), *, progress: Callable[[str, int, int], None] | None = None, forget: Any = ()
    ) -> IndexReport:
        def tell(stage: str, done: int, of: int) -> None:
            assert progress is not None
            progress(stage, done, of)
            while (folder / "hold").exists():
                progress(stage, done, of)
                time.sleep(0.05)

        return build_index(paths, settings, tell, forget=forget)

    library = Library(engine.inventory, slowly, settings.index / "uploads", settings.max_file_mb)
    services = Services(library=library, max_upload_mb=1, may_add_paths="paths" in more, read_only="read-only" in more)
    with bind("127.0.0.1", 0) as listening:
        app = application(build(engine, services))
        print(f"at http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        server(app).run(sockets=[listening])


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
