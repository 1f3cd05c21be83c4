"""Running a measurement in a process of its own, and watching how much memory it takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Ran", "reason_in", "run"]

# Nothing is fetched and nothing is reported home while it is measured.
_ENVIRONMENT = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "LANGSMITH_TRACING": "false",
    "PYTHONUNBUFFERED": "1",
}
_PATIENCE = 3600.0
# Seconds between two looks at the memory: each takes a few milliseconds of what is being measured.
_LOOK = 0.25


@dataclass(frozen=True)
class Ran:
    """What a process gave back, the most memory that it and its children held at once, or why it failed."""

    values: dict[str, list[float]]
    peak_bytes: int
    failure: str = ""


def run(job: Mapping[str, Any], *, patience: float = _PATIENCE) -> Ran:
    """Do one job of :mod:`tests.benchmarks.peers.working`.

    Args:
        job: What to do; ``began`` and ``out`` are added.
        patience: Seconds after which it is given up.
    """
    with tempfile.TemporaryDirectory() as folder:
        out, log, written = (Path(folder) / name for name in ("out.json", "log.txt", "job.json"))
        with log.open("wb") as stream:
            began = time.time()
            written.write_text(json.dumps({**job, "began": began, "out": str(out)}), encoding="utf-8")
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.benchmarks.peers.working", str(written)],
                stdout=stream,
                stderr=subprocess.STDOUT,
                env=os.environ | _ENVIRONMENT,
            )
            peak = _watch(process, began + patience)
        if out.exists():
            return Ran(json.loads(out.read_text(encoding="utf-8")), peak)
        text = log.read_text(encoding="utf-8", errors="replace")
        waited = f"it was given up after {patience:.0f} s" if time.time() >= began + patience else ""
        return Ran({}, peak, waited or reason_in(text) or f"it ended with code {process.returncode}")


def reason_in(log: str) -> str:
    """Why a Python program failed: the last line of what it printed that is no part of a traceback's body."""
    lines = [line.strip() for line in log.splitlines() if line.strip() and not line.startswith(" ")]
    return lines[-1][:300] if lines else ""


def _watch(process: subprocess.Popen[bytes], until: float) -> int:
    """Wait for a process to end; returns the most bytes that it and its children were resident with."""
    import psutil

    watched = psutil.Process(process.pid)
    peak = 0
    while process.poll() is None:
        if time.time() > until:
            process.kill()
            process.wait()
            break
        held = 0
        try:
            for one in (watched, *watched.children(recursive=True)):
                held += int(one.memory_info().rss)
        except psutil.NoSuchProcess:
            pass  # it has just ended
        peak = max(peak, held)
        time.sleep(_LOOK)
    return peak
