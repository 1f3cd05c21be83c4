"""Serve the page over a small index with its own test questions: ``python -m tests.ui.evaluation.site FOLDER``.

FOLDER gets the questions that lie beside the documents. Questions from a file whose name begins with ``slow`` are asked
at leisure, so that a test can look on, ask something else meanwhile and stop them.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag import Engine, Evaluation, Settings, evaluate
from ui.app import build
from ui.evaluation.page import Measuring
from ui.services import Services
from ui.serving.serve import application, bind, server

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["BESIDE", "HOSTILE", "HOSTILE_WORDS", "TEXTS"]

HOSTILE = 'ha"rm <img src=x onerror=hacked=1>.txt'
HOSTILE_WORDS = (
    'The <b>bell</b> of <img src=x onerror="window.hacked=2"> was ${window.hacked=3} cast {{value}} in 1702.'
)
TEXTS = {
    "mill.txt": "The mill at Orrest.\nThe mill opened in 1871. It ground oats until the weir broke.\n"
    "Ada Finch, the last miller, sold it in 1926.\n",
    "letter.txt": "A letter to the council.\nThe mill opened in 1874, as the stone above its door says.\n",
    "bridge.txt": "The bridge below the mill was built by Jonas Hale. It carries one cart at a time.\n",
    HOSTILE: f"A file that means harm.\n{HOSTILE_WORDS}\n",
}
BESIDE: list[dict[str, Any]] = [
    {
        "id": "built",
        "question": "Who built the bridge?",
        "kind": "person",
        "relevant": [{"source": "bridge.txt", "quote": "The bridge below the mill was built by Jonas Hale."}],
        "expected": "Jonas Hale",
        "split": "dev",
    },
    {
        "id": "sold",
        "question": "Who sold the mill?",
        "kind": "person",
        # Labelled wrongly on purpose, with a hostile file: a miss whose every part is dangerous.
        "relevant": [{"source": HOSTILE, "quote": HOSTILE_WORDS}],
        "expected": "<script>window.hacked=4</script>",
        "split": "test",
    },
    {
        "id": "when",
        "question": "When did it open?",
        "history": ["What did Ada Finch sell?"],
        "relevant": [{"source": "letter.txt"}],
        "expected": "never",
        "split": "test",
    },
    {"id": "weather", "question": "What do comets weigh?", "answerable": False, "split": "test"},
    {"id": "draft", "question": "What carries one cart?", "expected": "the bridge", "split": "dev", "draft": True},
]


def main(folder: Path) -> None:
    beside = folder / "questions.jsonl"
    beside.write_text("\n".join(json.dumps(row) for row in BESIDE), encoding="utf-8")
    engine = Engine.from_texts(TEXTS, Settings(index=folder / "index", documents=folder))

    def measure(
        questions: Any,
        *,
        name: str | None = None,
        progress: Callable[[str, int, int], None] | None = None,
        **options: Any,
    ) -> Evaluation:
        def leisurely(stage: str, done: int, of: int) -> None:
            if progress:
                progress(stage, done, of)
            if name and name.startswith("slow"):
                time.sleep(1)

        return evaluate(engine, questions, name=name, progress=leisurely, **options)

    with bind("127.0.0.1", 0) as listening:
        app = application(build(engine, Services(measuring=Measuring(measure, beside))))
        print(f"at http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        server(app).run(sockets=[listening])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
