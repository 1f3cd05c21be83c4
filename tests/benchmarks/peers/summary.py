"""The short table in README.md, written from the measurements."""

from __future__ import annotations

import re
from statistics import mean
from typing import TYPE_CHECKING

from tests.benchmarks.peers.peer import OURS, PEERS, load_peer
from tests.benchmarks.peers.tables import table

if TYPE_CHECKING:
    from tests.benchmarks.peers.results import Results

__all__ = ["summary", "with_summary"]

_MARKS = re.compile(r"(?<=<!-- peers -->\n).*?(?=<!-- /peers -->)", re.DOTALL)


def summary(results: Results) -> str:
    """One row a measure, one column a peer; what has not been measured, or failed, is a dash."""
    names = [OURS, *(name for name in PEERS if name != OURS)]
    files = results.about["files"]
    rows = [
        ["files indexed a second", *(_per_second(results, name) for name in names)],
        ["… and tokens read of each", *(_figure(_read(results, name), ",.0f") for name in names)],
        ["peak memory meanwhile, MiB", *(_figure(_mib(results.peak_bytes("index", name)), ",.0f") for name in names)],
        ["nDCG@10, SciFact", *(_figure(_ndcg(results, name), ".3f") for name in names)],
    ]
    for count in results.about["counts"]:
        waits = [results.median("ms", "ask", name, str(count)) for name in names]
        rows.append([f"a question over {count:,} passages, ms", *(_figure(wait, ",.0f") for wait in waits)])
    for what, task in (("five files, no index", "start"), (f"an index of {files:,} files", "first")):
        waits = [results.median("seconds", task, name) for name in names]
        rows.append([f"process begun to first passages: {what}, s", *(_figure(wait, ".1f") for wait in waits)])
    waits = [results.median("seconds", "add", name) for name in names]
    rows.append([f"one more file into {files:,}, ms", *(_figure(wait and 1000 * wait, ",.0f") for wait in waits)])
    return table(["", *(load_peer(name).title for name in names)], rows)


def with_summary(readme: str, results: Results) -> str:
    """The text with the table in the place that is marked for it."""
    return _MARKS.sub(lambda _: f"{summary(results)}\n", readme)


def _figure(value: float | None, form: str) -> str:
    return "–" if value is None else format(value, form)


def _per_second(results: Results, name: str) -> str:
    seconds = results.median("seconds", "index", name)
    return _figure(results.about["timed"] / seconds if seconds else None, ".1f")


def _read(results: Results, name: str) -> float | None:
    tokens, files = (results.median(key, "read", name) for key in ("tokens", "files"))
    return tokens / files if tokens is not None and files else None


def _ndcg(results: Results, name: str) -> float | None:
    values = results.values("ndcg", "rank", name)
    return mean(values) if values else None


def _mib(size: float | None) -> float | None:
    return None if size is None else size / 2**20
