"""Serve the page over two texts and a scripted language model: ``python -m tests.ui.chat.written_site FOLDER``.

What the model writes depends on the question. It holds its tongue after the first sentence until there is a file ``go``
in FOLDER, and its server breaks off where it is asked who said something.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag import Engine, Settings
from tests.scripted_server import Reply, ScriptedServer, sentence
from ui.app import build
from ui.services import Services
from ui.serving.serve import application, bind, server

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ASKED", "BROKEN", "FIRST", "SECOND", "STRUCK"]

TEXTS = {
    "minutes.txt": "The council met on 3 May 2024. Anna Berg, the treasurer, said that 41 members were present.",
    "letter.txt": "Only 38 members were present at the May meeting, writes Tomas Lind, the secretary.",
}
ASKED = "How many members were present?"
BROKEN = "Who said that members were present?"
FIRST = "Anna Berg said that 41 members were present."
STRUCK = "Anna Berg said that 77 members were present."
SECOND = "Tomas Lind writes that only 38 members were present."


def script(folder: Path, call: dict[str, Any]) -> Reply:
    """What the model says to one call."""
    shown = call["messages"][-1]["content"]
    passages = [json.loads(line) for line in shown.splitlines() if line.startswith('{"id"')]
    minutes = next(passage["id"] for passage in passages if "41 members" in passage["text"])
    letter = next(passage["id"] for passage in passages if "38 members" in passage["text"])
    said = [
        sentence(FIRST, (minutes, "said that 41 members were present")),
        sentence(STRUCK, (minutes, "said that 41 members were present")),
        sentence(SECOND, (letter, "Only 38 members were present")),
    ]
    text = json.dumps({"sentences": said, "accounts": [], "refusal": ""})
    if BROKEN in shown:
        return Reply(pieces=[text[:40]], cut=True)
    return Reply(pieces=_spoken(text, folder / "go"))


def _spoken(text: str, go: Path) -> Iterator[str]:
    pause = text.index(STRUCK)
    yield text[:pause]
    while not go.exists():
        time.sleep(0.05)
    yield text[pause:]


def main(folder: Path) -> None:
    with ScriptedServer(lambda call: script(folder, call)) as model, bind("127.0.0.1", 0) as listening:
        settings = Settings(
            generator="server", llm_url=model.url, llm_model="m", llm_retries=0, llm_wait=300, llm_seconds=300,
            unsupported="strike", index=folder / "index", documents=folder,
        )  # fmt: skip
        app = application(build(Engine.from_texts(TEXTS, settings), Services()))
        print(f"at http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        server(app).run(sockets=[listening])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
