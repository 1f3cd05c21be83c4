"""One measurement in a process of its own: `python -m tests.benchmarks.peers.working JOB.json`.

The job names what is measured and where things lie; what came out is written to the file that it names.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from tests.benchmarks.peers.peer import load_peer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Job: TypeAlias = dict[str, Any]
    Values: TypeAlias = dict[str, list[float]]

__all__ = ["WORK", "size_of"]

# How many passages are answered with, and how many are looked at for a ranking of files: a file's best one counts.
ANSWERED_WITH = 10
_RANKED = 60
# Questions that nobody is timed on: the first ones pay for what is loaded on demand.
_WARMING = 5


def index(job: Job) -> Values:
    """From files on disk to a saved index that can be searched: seconds, waited and at work, and bytes on disk.

    Everything is loaded before, by an index of a few files: how long that takes is what :func:`start` tells.
    """
    peer, store = load_peer(job["peer"]), Path(job["store"])
    peer.index_files(Path(job["few"]), Path(job["scratch"]))
    began, worked = time.perf_counter(), time.process_time()
    peer.index_files(Path(job["files"]), store)
    found = peer.search(job["questions"][0], ANSWERED_WITH)
    seconds, at_work = time.perf_counter() - began, time.process_time() - worked
    if not found:
        raise ValueError("the new index finds nothing")
    return {"seconds": [seconds], "seconds at work": [at_work], "bytes": [float(size_of(store))]}


def read(job: Job) -> Values:
    """How much the model is given to read of some files: tokens of all passages, padding not counted; and files."""
    import torch
    from torch.nn.modules.module import register_module_forward_pre_hook

    peer, folder = load_peer(job["peer"]), Path(job["files"])
    tokens = 0

    def count(module: torch.nn.Module, given: tuple[torch.Tensor, ...]) -> None:
        # Of the model's tables, that of the words is the one with a row for padding.
        nonlocal tokens
        if isinstance(module, torch.nn.Embedding) and module.padding_idx is not None:
            tokens += int((given[0] != module.padding_idx).sum())

    with register_module_forward_pre_hook(count):
        peer.index_files(folder, Path(job["store"]))
    return {"tokens": [float(tokens)], "files": [float(len(list(folder.glob("*.txt"))))]}


def build(job: Job) -> Values:
    """The index that others of these open; ``bfloat16`` lets the model multiply in it, whatever its weights are."""
    import torch

    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=job["bfloat16"]):
        load_peer(job["peer"]).index_files(Path(job["files"]), Path(job["store"]))
    return {}


def start(job: Job) -> Values:
    """From nothing to the first answer, over a few files: seconds since the process began."""
    peer = load_peer(job["peer"])
    peer.index_files(Path(job["files"]), Path(job["store"]))
    return _first_answer(job, lambda: peer.search(job["questions"][0], ANSWERED_WITH))


def first(job: Job) -> Values:
    """From an index on disk to the first answer: seconds since the process began."""
    peer = load_peer(job["peer"])
    peer.open(Path(job["store"]))
    return _first_answer(job, lambda: peer.search(job["questions"][0], ANSWERED_WITH))


def _first_answer(job: Job, ask: Callable[[], Sequence[str]]) -> Values:
    if not ask():
        raise ValueError("nothing is found")
    return {"seconds": [time.time() - job["began"]]}


def ask(job: Job) -> Values:
    """Questions over passages whose vectors are given: milliseconds of each, waited and at work."""
    from tests.benchmarks.peers.collection import load_passages

    texts, vectors = load_passages(Path(job["passages"]), job["count"])
    peer = load_peer(job["peer"])
    began = time.perf_counter()
    peer.index_vectors(texts, vectors, Path(job["store"]))
    taken_in = time.perf_counter() - began
    for question in job["questions"][:_WARMING]:
        peer.search(question, ANSWERED_WITH)
    times, work = [], []
    for question in job["questions"][_WARMING:]:
        began, worked = time.perf_counter(), time.process_time()
        found = peer.search(question, ANSWERED_WITH)
        times.append(1000 * (time.perf_counter() - began))
        work.append(1000 * (time.process_time() - worked))
        if not found:
            raise ValueError(f"nothing is found for {question!r}")
    return {"ms": times, "ms at work": work, "taking in": [taken_in]}


def rank(job: Job) -> Values:
    """How well the files are ranked: nDCG@10 of each question."""
    from tests.benchmarks.metrics import ndcg

    peer = load_peer(job["peer"])
    peer.open(Path(job["store"]))
    scores = []
    for question, relevant in zip(job["questions"], job["relevant"], strict=True):
        names = list(dict.fromkeys(peer.search(question, _RANKED)))
        scores.append(ndcg(names, relevant))
    return {"ndcg": scores}


def add(job: Job) -> Values:
    """One more file, until it is saved and a question finds it: seconds of each, waited and at work."""
    peer, store = load_peer(job["peer"]), Path(job["store"])
    peer.open(store)
    for question in job["questions"][:_WARMING]:
        peer.search(question, ANSWERED_WITH)
    times, work = [], []
    for file, question in zip(job["added"], job["asked"], strict=True):
        began, worked = time.perf_counter(), time.process_time()
        peer.add(Path(file), store)
        found = peer.search(question, ANSWERED_WITH)
        times.append(time.perf_counter() - began)
        work.append(time.process_time() - worked)
        if Path(file).stem not in found:
            raise ValueError(f"{Path(file).name} was added, and is not found")
    return {"seconds": times, "seconds at work": work}


def prepare(job: Job) -> Values:
    """Make the passages that :func:`ask` is asked over."""
    from tests.benchmarks.peers.collection import prepare_passages, scifact

    prepare_passages(scifact(Path(job["scifact"]), job["limit"]).documents, job["count"], Path(job["passages"]))
    return {}


def detect(job: Job) -> Values:
    """Which cases of a set are said to disagree: see :mod:`tests.benchmarks.peers.detectors`."""
    from tests.benchmarks.peers.detectors import flags

    return flags(job["peer"], job["part"], Path(job["data"]), job["limit"])


WORK: dict[str, Callable[[Job], Values]] = {
    "index": index,
    "read": read,
    "build": build,
    "start": start,
    "first": first,
    "ask": ask,
    "rank": rank,
    "add": add,
    "prepare": prepare,
    "detect": detect,
}


def size_of(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def main() -> None:
    job = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    values = WORK[job["task"]](job)
    # What the processor did for it, however long others kept it waiting.
    used = os.times()
    values["processor"] = [used.user + used.system + used.children_user + used.children_system]
    Path(job["out"]).write_text(json.dumps(values), encoding="utf-8")
    # Some leave threads behind that keep a process from ending.
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
