"""Waiting times on this machine: `python -m tests.benchmarks.bench_latency`. Needs no data but seeds/."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from rag.building import build_index
from rag.engine import Engine
from rag.settings import Settings
from tests.benchmarks.seeds import SEEDS, questions

if TYPE_CHECKING:
    from collections.abc import Sequence

_RUNS = 5


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(index=Path(folder), documents=SEEDS)
        build_index(settings=settings)
        print(f"import rag: {_run('-c', 'import rag'):.2f} s (with Python's own start, {_run('-c', ''):.2f} s)")
        asking = ("-m", "rag.cli", "ask", "--index", folder, "How many were released?")
        print(f"whosays ask, from the shell: {_run(*asking):.2f} s")
        asked = [row.question for row in questions() if not row.history]
        with Engine.open(settings=settings) as engine:
            first = engine.answer(asked[0]).timings["total"]
            # Warm: the models are loaded, and no question is asked twice.
            times = [engine.answer(question).timings for question in asked[1:]]
        totals = [timing["total"] for timing in times]
        print(f"first question: {first:.0f} ms; then {len(totals)} different ones:")
        print(f"  median {median(totals):.0f} ms, 95th percentile {quantiles(totals, n=20)[-1]:.0f} ms")
        # A question that is refused is not compared.
        stages = dict.fromkeys(stage for timing in times for stage in timing)
        print(
            "  median by stage:",
            json.dumps({stage: round(median(t.get(stage, 0.0) for t in times), 1) for stage in stages}),
        )


def _run(*arguments: str) -> float:
    """Median seconds of a few runs of Python with these arguments."""
    return median(_once(arguments) for _ in range(_RUNS))


def _once(arguments: Sequence[str]) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=os.environ)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
