"""Serve the page over the hand-written engine, in a process of its own: ``python -m tests.ui.site``."""

from __future__ import annotations

from tests.ui.fake import EXAMPLES, FakeEngine
from ui.app import build
from ui.services import Services
from ui.serving.serve import application, bind, server

__all__: list[str] = []

if __name__ == "__main__":
    with bind("127.0.0.1", 0) as listening:
        app = application(build(FakeEngine(), Services(examples=EXAMPLES)))
        print(f"at http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        server(app).run(sockets=[listening])
