"""Side by side with others: `python -m tests.benchmarks.peers --data FOLDER [--limit N] [--only a,c] [--render]`.

Measures Whosays and its peers on the same files, each measurement in a process of its own, and writes what came out
to docs/benchmarks.json, docs/benchmarks.md and README.md (with --limit: to build/peers/ alone). What is measured again
takes the place of what was measured before; the rest stays. The parts: a from files to an index, b from a question to
passages, c how well the right files are ranked, d from nothing to the first answer, e one more file, f disagreement.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks.peers.collection import NEW_QUESTION, Collection, scifact, write_files, write_new_files
from tests.benchmarks.peers.machine import about, kept
from tests.benchmarks.peers.page import page
from tests.benchmarks.peers.plan import COUNTS, PARTS, Step, steps
from tests.benchmarks.peers.results import Measured, Results
from tests.benchmarks.peers.running import run
from tests.benchmarks.peers.summary import with_summary

_DOCS = Path(__file__).parents[3] / "docs"
_LIMITED = Path(__file__).parents[3] / "build" / "peers"
_NEW_FILES = 5
_FEW_FILES = 5
_SOME_FILES = 50
# Questions; the first five are not timed. Over very many passages, some take a second for each.
_ASKED = 105
_ASKED_OF_MANY = 55
_MANY = 50_000


class Bench:
    """Carries out the steps; what they work on lies in the folder ``work``, indexes of an earlier run with it."""

    def __init__(self, data: Path, work: Path, limit: int | None, timed: int | None, *, bfloat16: bool) -> None:
        self._data = data
        self._work = work
        self._limit = limit
        self._bfloat16 = bfloat16
        self._collection: Collection = scifact(data / "scifact", limit)
        self._questions = [text for text, _ in self._collection.queries]
        for name in ("files.part", "timed", "few", "some", "new", "scratch", "warm"):
            shutil.rmtree(work / name, ignore_errors=True)
        # Files that are there stay as they are: to write them anew would tell whoever looks that they have changed.
        if not (work / "files").exists():
            write_files(self._collection.documents, work / "files.part")
            (work / "files.part").rename(work / "files")
        self.timed = min(timed or self.files, self.files)
        write_files(self._collection.documents[: self.timed], work / "timed")
        write_files(self._collection.documents[:_FEW_FILES], work / "few")
        write_files(self._collection.documents[:_SOME_FILES], work / "some")
        self._new = write_new_files(work / "new", _NEW_FILES)

    @property
    def files(self) -> int:
        """How many files are indexed."""
        return len(self._collection.documents)

    def measure(self, step: Step, counts: tuple[int, ...]) -> Measured:
        """Carry out one step."""
        if step.task == "ask" and not (self._work / "passages" / "vectors.npy").exists():
            made = run(
                {
                    "task": "prepare",
                    "scifact": str(self._data / "scifact"),
                    "limit": self._limit,
                    "count": max(counts),
                    "passages": str(self._work / "passages"),
                }
            )
            if made.failure:
                raise RuntimeError(f"the passages could not be made: {made.failure}")
        before = os.getloadavg()[0]
        try:
            job, thrown_away = self._job(step)
        except RuntimeError as error:
            return Measured(step.task, step.part, step.peer, step.repeat, failure=str(error))
        ran = run(job)
        if thrown_away:
            shutil.rmtree(thrown_away, ignore_errors=True)
        load = (before, os.getloadavg()[0])
        return Measured(
            step.task, step.part, step.peer, step.repeat, ran.values, ran.peak_bytes, load, failure=ran.failure
        )

    def _job(self, step: Step) -> tuple[dict[str, Any], Path | None]:
        """What is to be done, and what is to be deleted afterwards."""
        job: dict[str, Any] = {"task": step.task, "peer": step.peer, "questions": self._questions[:_ASKED]}
        scratch = self._work / "scratch"
        thrown_away: Path | None = None
        match step.task:
            case "index":
                # An index of all files stays: it is what the other parts open.
                store = self._store(step.peer) if self.timed == self.files else scratch
                shutil.rmtree(store, ignore_errors=True)
                shutil.rmtree(self._work / "warm", ignore_errors=True)
                thrown_away = None if self.timed == self.files else scratch
                job |= {"few": str(self._work / "few"), "scratch": str(self._work / "warm")}
                job |= {"files": str(self._work / "timed"), "store": str(store)}
            case "read":
                thrown_away = scratch
                job |= {"files": str(self._work / "some"), "store": str(scratch)}
            case "start":
                thrown_away = scratch
                job |= {"files": str(self._work / "few"), "store": str(scratch)}
            case "ask":
                thrown_away = scratch
                job |= {"passages": str(self._work / "passages"), "count": int(step.part), "store": str(scratch)}
                if job["count"] >= _MANY:
                    job["questions"] = self._questions[:_ASKED_OF_MANY]
            case "add":
                thrown_away = scratch
                shutil.copytree(self._indexed(step.peer), scratch)
                asked = [NEW_QUESTION.format(number=number) for number in range(1, len(self._new) + 1)]
                job |= {"added": [str(file) for file in self._new], "asked": asked, "store": str(scratch)}
            case "rank":
                relevant = [sorted(names) for _, names in self._collection.queries]
                job |= {"questions": self._questions, "relevant": relevant, "store": str(self._indexed(step.peer))}
            case "first":
                job |= {"store": str(self._indexed(step.peer))}
            case "detect":
                job |= {"part": step.part, "data": str(self._data), "limit": self._limit}
        return job, thrown_away

    def _store(self, peer: str) -> Path:
        return self._work / "stores" / peer

    def _indexed(self, peer: str) -> Path:
        """The saved index of a peer, made now if no measurement has made it."""
        store = self._store("whosays" if peer == "whosays-answer" else peer)
        if not store.exists():
            # Under another name until it is whole.
            part = store.with_name(f"{store.name}.part")
            shutil.rmtree(part, ignore_errors=True)
            job = {"task": "build", "peer": store.name, "files": str(self._work / "files"), "store": str(part)}
            if failure := run({**job, "bfloat16": self._bfloat16}).failure:
                raise RuntimeError(f"{store.name} made no index: {failure}")
            part.rename(store)
        return store


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="holds scifact/, econ_pairs/ and squad2/")
    parser.add_argument("--limit", type=int, metavar="N", help="a quick run: N files, N cases, N passages at most")
    parser.add_argument("--only", default=",".join(PARTS), metavar="PARTS", help="some of a,b,c,d,e,f")
    parser.add_argument("--peers", metavar="NAMES", help="some of them, as they are named in peer.py and detectors.py")
    parser.add_argument("--repeats", type=int, metavar="N", help="no part more often than N times")
    parser.add_argument("--missing", action="store_true", help="measure only what has not been measured yet")
    parser.add_argument("--files", type=int, metavar="N", help="part a indexes only N files")
    parser.add_argument(
        "--bfloat16-indexes",
        action="store_true",
        help="all peers compute the indexes of parts c, d and e, whose making is not timed, in bfloat16",
    )
    parser.add_argument(
        "--work", type=Path, metavar="FOLDER", help="keep the indexes here, and use those that are here"
    )
    parser.add_argument("--render", action="store_true", help="measure nothing; write the page anew")
    options = parser.parse_args()
    unknown = set(options.only.split(",")) - set(PARTS)
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}; the parts are {', '.join(PARTS)}")
    if not options.render and not (options.data and (options.data / "scifact" / "corpus.jsonl").is_file()):
        parser.error("--data names no folder with scifact/corpus.jsonl in it")
    folder = _LIMITED if options.limit else _DOCS
    results = Results.load(folder / "benchmarks.json")
    if not options.render:
        _measure(options, results, folder)
    (folder / "benchmarks.md").write_text(page(results), encoding="utf-8")
    if folder == _DOCS:
        readme = _DOCS.parent / "README.md"
        readme.write_text(with_summary(readme.read_text(encoding="utf-8"), results), encoding="utf-8")
    print(f"{folder / 'benchmarks.md'} is written")


def _measure(options: argparse.Namespace, results: Results, folder: Path) -> None:
    counts = COUNTS if options.limit is None else (5, options.limit)
    chosen = steps("".join(options.only.split(",")), counts, most=options.repeats)
    if options.peers:
        chosen = [step for step in chosen if step.peer in options.peers.split(",")]
    if options.missing:
        done = {one.key for one in results if not one.failure}
        chosen = [step for step in chosen if (step.task, step.part, step.peer, step.repeat) not in done]
    with tempfile.TemporaryDirectory() as passing:
        work = (options.work or Path(passing)).resolve() / str(options.limit or "all")
        quick = bool(options.bfloat16_indexes)
        bench = Bench(options.data.resolve(), work, options.limit, options.files, bfloat16=quick)
        now = about(files=bench.files, timed=bench.timed, counts=counts, limit=options.limit, bfloat16_indexes=quick)
        results.about = now | kept(results.about, options.only.split(","))
        for number, step in enumerate(chosen, 1):
            one = bench.measure(step, counts)
            results.put(one)
            results.save(folder / "benchmarks.json")
            told = one.failure or {name: round(sum(v) / len(v), 3) for name, v in one.values.items() if v}
            print(f"{number}/{len(chosen)} {step.task} {step.part} {step.peer} {step.repeat}: {told}", flush=True)


if __name__ == "__main__":
    main()
