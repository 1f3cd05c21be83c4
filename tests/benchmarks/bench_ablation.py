"""What each part brings: `python -m tests.benchmarks.bench_ablation [--scifact FOLDER] [--split dev] [--write]`.

Retrieval by meaning, by words and by both, with and without a share for each source: on SciFact's test claims (the
folder as bench_scifact takes it) and on the test half of the seeds' questions. Disagreement on the labelled cases,
whole and with each part switched off, by default on the split that parts are chosen on. --only gives one of the two
tables; --write puts each into docs/evaluation.md, between its markers, when it is there.
"""

from __future__ import annotations

import argparse
import re
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from rag.engine import Engine
from rag.evaluation.collections import read_beir
from rag.evaluation.run import evaluate
from rag.reading.judge import load_judge
from rag.reading.span_reader import load_reader
from rag.retrieval.fusion import DENSE_WEIGHT
from rag.retrieval.search import search
from rag.settings import Settings
from tests.benchmarks.bench_disagreement import PARTS, run
from tests.benchmarks.seeds import SEEDS, documents, questions
from tests.disagreement.cases import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.evaluation.questions import Question
    from rag.reading.judge import Verdict
    from rag.reading.span_reader import SpanReading
    from tests.disagreement.cases import Case

PAGE = SEEDS.parent / "docs" / "evaluation.md"
RETRIEVAL, DISAGREEMENT = "retrieval", "disagreement"
# By how much meaning counts against words.
WEIGHTS = {"by meaning alone": 1.0, "by words alone": 0.0, "by both": DENSE_WEIGHT}
_SCIFACT = ("file.ndcg@10", "file.recall@10")
_SEEDS = ("quote.ndcg@10", "quote.recall@10", "file.recall@5")
_PASSAGES = 60


def retrieval(scifact: Path | None) -> Iterator[list[str]]:
    """A row for each way to search: its name, and the figures of each collection."""
    seeds = [question for question in questions("test") if not question.history]
    asked: list[tuple[Engine, Sequence[Question], int, tuple[str, ...]]] = [
        (Engine.from_documents(documents(), Settings()), seeds, Settings().hits, _SEEDS)
    ]
    if scifact:
        collection = read_beir(scifact, "test")
        engine = Engine.from_documents(collection.documents, Settings())
        asked.insert(0, (engine, collection.questions, _PASSAGES, _SCIFACT))
    for name, weight in WEIGHTS.items():
        for shared in (True, False):
            row = [f"{name}, {'with' if shared else 'without'} shares"]
            way = partial(search, dense_weight=weight, shared=shared)
            with patch("rag.engine.search", way):
                for engine, rows, passages, metrics in asked:
                    figures = evaluate(engine, rows, retrieve_only=passages).figures
                    row += [f"{figures[m].value:.3f} [{figures[m].low:.3f}, {figures[m].high:.3f}]" for m in metrics]
            yield row


class Remembering:
    """The packaged reader and judge, each asked once for the same: without one part most is read as with it."""

    @cache  # noqa: B019  (there is one, for the whole run)
    def _read(self, question: str, passages: tuple[str, ...]) -> list[SpanReading]:
        return load_reader().read(question, passages)

    @cache  # noqa: B019
    def _judge(self, pairs: tuple[tuple[str, str], ...]) -> list[Verdict]:
        return load_judge().judge(pairs)

    def read(self, question: str, passages: Sequence[str]) -> list[SpanReading]:
        return list(self._read(question, tuple(passages)))

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Verdict]:
        return list(self._judge(tuple(pairs)))


@dataclass(frozen=True)
class Counted:
    """The cases of a run, by id: which were flagged rightly, which wrongly, and which with every position."""

    right: frozenset[str]
    false: frozenset[str]
    complete: frozenset[str]

    def row(self, name: str, wanted: int, whole: Counted) -> list[str]:
        flagged = len(self.right) + len(self.false)
        return [
            name,
            f"{len(self.right) / flagged:.3f} ({len(self.right)} of {flagged})" if flagged else "–",
            f"{len(self.right) / wanted:.3f} ({len(self.right)} of {wanted})",
            f"{len(self.complete)} of {len(self.right)}",
            _change(self.right, whole.right),
            _change(self.false, whole.false),
        ]


def _change(here: frozenset[str], there: frozenset[str]) -> str:
    """How many cases are in the one run and not in the other, both ways."""
    return f"+{len(here - there)} −{len(there - here)}"


def count(cases: Sequence[Case], without: str | None, networks: Remembering) -> Counted:
    """Run the cases with a part switched off."""
    with ExitStack() as stack:
        for name in ("PackagedReader", "PackagedJudge"):
            stack.enter_context(patch(f"rag.engine.{name}", lambda: networks))
        if without in PARTS:
            stack.enter_context(patch(*PARTS[without]))
        outcomes = list(run(cases))
    right = [o for o in outcomes if o.flagged and o.expected]
    return Counted(
        frozenset(o.case.id for o in right),
        frozenset(o.case.id for o in outcomes if o.flagged and not o.expected),
        frozenset(o.case.id for o in right if o.complete),
    )


def disagreement(split: str) -> Iterator[list[str]]:
    """A row for the whole and for each part that is left out."""
    cases = [case for case in load() if case.split == split]
    wanted = sum(case.expected.state == "disagree" for case in cases)
    networks = Remembering()
    whole = count(cases, None, networks)
    yield whole.row("nothing", wanted, whole)
    for part in PARTS:
        yield count(cases, part, networks).row(part, wanted, whole)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def written(page: str, name: str, text: str) -> str:
    """The page with the text between the markers of a name."""
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    if page.count(begin) != 1 or page.count(end) != 1:
        raise SystemExit(f"{PAGE} has no {begin.strip()} … {end} once each; put them where the table belongs")
    return re.sub(f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: f"{begin}{text}{end}", page, flags=re.DOTALL)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scifact", type=Path, metavar="FOLDER", help="left out, the seeds are searched alone")
    parser.add_argument("--split", choices=["dev", "test"], default="dev", help="of the labelled cases")
    parser.add_argument("--only", choices=[RETRIEVAL, DISAGREEMENT], help="one of the two tables")
    parser.add_argument("--write", action="store_true", help="into docs/evaluation.md")
    options = parser.parse_args()
    if options.write and not options.scifact and options.only != DISAGREEMENT:
        parser.error("--write needs --scifact: the page has columns for it")

    def give(name: str, text: str) -> None:
        print(text, flush=True)
        if options.write:
            PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), name, text), encoding="utf-8")

    if options.only != DISAGREEMENT:
        names = {name: name.replace("file.", "").replace("ndcg", "nDCG") for name in _SCIFACT}
        head = [
            "search",
            *(f"SciFact, {names[m]}" for m in _SCIFACT if options.scifact),
            *(f"seeds, {m}" for m in _SEEDS),
        ]
        give(RETRIEVAL, table(head, list(retrieval(options.scifact))))
    if options.only != RETRIEVAL:
        head = ["switched off", "precision", "recall", "positions complete", "right flags", "wrong flags"]
        give(DISAGREEMENT, table(head, list(disagreement(options.split))))


if __name__ == "__main__":
    main()
