"""Serve the page over a small index, with a folder to keep things in: ``python -m tests.ui.feedback.site FOLDER``."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from rag import Engine, Settings, evaluate
from ui.app import build
from ui.evaluation.page import Measuring
from ui.feedback.page import saved_questions
from ui.services import Services
from ui.serving.serve import application, bind, server

__all__ = ["HOSTILE", "HOSTILE_WORDS", "TEXTS"]

HOSTILE = 'ha"rm <img src=x onerror=hacked=1>.txt'
HOSTILE_WORDS = (
    'The <b>bell</b> of <img src=x onerror="window.hacked=2"> was ${window.hacked=3} cast {{value}} [1] by Ode Wyn.'
)
TEXTS = {
    "mill.txt": "The mill at Orrest.\n\nThe mill opened in 1871. It ground oats until the weir broke.\n",
    "letter.txt": "A letter to the council.\n\nThe mill opened in 1874, as the stone above its door says.\n",
    HOSTILE: f"A file that means harm.\n\n{HOSTILE_WORDS}\n",
}


def main(folder: Path) -> None:
    engine = Engine.from_texts(TEXTS, Settings(index=folder / "index", documents=folder))
    kept = folder / "page"
    services = Services(measuring=Measuring(partial(evaluate, engine), saved=saved_questions(kept)), kept=kept)
    with bind("127.0.0.1", 0) as listening:
        app = application(build(engine, services))
        print(f"at http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        server(app).run(sockets=[listening])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
