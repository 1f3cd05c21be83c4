"""Serve the page over the hand-written engine, keeping conversations: ``python -m tests.ui.chat.site FOLDER PORT``."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.ui.fake import EXAMPLES, FakeEngine
from ui.app import build
from ui.services import Services
from ui.serving.serve import application, bind, server

__all__: list[str] = []

if __name__ == "__main__":
    with bind("127.0.0.1", int(sys.argv[2])) as listening:
        app = application(build(FakeEngine(), Services(examples=lambda: EXAMPLES, kept=Path(sys.argv[1]))))
        print(f"at http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        server(app).run(sockets=[listening])
