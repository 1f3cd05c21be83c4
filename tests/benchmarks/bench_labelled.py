"""The gate on sentences labelled by hand: `python -m tests.benchmarks.bench_labelled [--show]`.

Precision: of the sentences that the gate passes, those that a careful reader calls carried. Recall: of the carried
ones, those that it passes. Both also without the kind `other`, which the gate does not look for.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from rag.answering.gate.gate import Gate
from rag.answering.gate.parts import Cited, Drafted, Kept, Passage
from tests.benchmarks.intervals import mean_with_interval

FILE = Path(__file__).parents[1] / "data" / "gate" / "sentences.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    options = parser.parse_args()
    rows = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    passed = [passes(row["quote"], row["sentence"]) for row in rows]
    groups = [row["quote"] for row in rows]
    for what, kinds in (("all", None), ("without the kind other", "other")):
        chosen = [i for i, row in enumerate(rows) if row["why"] != kinds or kinds is None]
        right = [i for i in chosen if passed[i]]
        carried = [i for i in chosen if rows[i]["carried"]]
        precision = mean_with_interval([rows[i]["carried"] for i in right], [groups[i] for i in right])
        recall = mean_with_interval([passed[i] for i in carried], [groups[i] for i in carried])
        print(f"{what}: {len(chosen)} sentences, {len(carried)} carried; precision {precision}, recall {recall}")
    wrong = Counter(row["why"] for row, good in zip(rows, passed, strict=True) if not row["carried"])
    stopped = Counter(row["why"] for row, good in zip(rows, passed, strict=True) if not row["carried"] and not good)
    print("stopped: " + ", ".join(f"{kind} {stopped[kind]} of {total}" for kind, total in sorted(wrong.items())))
    if options.show:
        for row, good in zip(rows, passed, strict=True):
            if row["carried"] != good:
                print(
                    f"{row['id']} {'passed' if good else 'stopped'} ({row['why']}): {row['sentence']} | {row['quote']}"
                )


def passes(quote: str, sentence: str) -> bool:
    """Whether the gate passes a sentence that cites a quote, which is all of its passage."""
    gate = Gate([Passage(1, "a.txt", 0, quote)])
    return isinstance(gate.check(Drafted(sentence, (Cited(1, quote),))), Kept)


if __name__ == "__main__":
    main()
