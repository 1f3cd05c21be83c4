"""The gate on altered sentences: `python -m tests.benchmarks.bench_gate --squad FILE [--articles even] [--limit N]`.

Sentences of SQuAD's paragraphs and of seeds/ are checked against themselves: as they are, reworded or shortened by
rule, and with one number, date, name or negation altered (:mod:`tests.benchmarks.altered`). Odd-numbered articles and
seeds are for choosing, even-numbered ones for reporting. ``--show KIND`` prints what went wrong.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from rag.answering.gate.verifying import verify
from tests.benchmarks import squad
from tests.benchmarks.altered import cases
from tests.benchmarks.intervals import mean_with_interval

if TYPE_CHECKING:
    from rag.answering.gate.parts import Verification
    from tests.benchmarks.altered import Altered

SEEDS = Path(__file__).parents[2] / "seeds"
KINDS = ("itself", "reworded", "shortened", "number", "date", "name", "negation")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--squad", type=Path, metavar="FILE", help="left out: seeds only")
    parser.add_argument("--articles", choices=["odd", "even"], default="even")
    parser.add_argument("--limit", type=int, default=3000, help="most cases, drawn at random (default: 3000)")
    parser.add_argument("--show", choices=KINDS, help="print the cases of this kind that went wrong")
    options = parser.parse_args()
    made = list(cases(texts(options.squad, odd=options.articles == "odd")))
    made = random.Random(0).sample(made, min(options.limit, len(made)))
    began = time.perf_counter()
    checked = [(case, verify(case.sentence, [case.quote])) for case in made]
    seconds = time.perf_counter() - began
    print(f"{len(made)} sentences, {1000 * seconds / len(made):.1f} ms each")
    for kind in KINDS:
        report(kind, [(case, verdict) for case, verdict in checked if case.made == kind])
    everything = [(case.true == verdict.carried) for case, verdict in checked]
    print(f"right of all: {sum(everything) / len(everything):.4f}")
    passed = [(case, verdict) for case, verdict in checked if case.true]
    print(f"passed, of all unaltered: {sum(v.carried for _, v in passed) / len(passed):.4f}")
    if options.show:
        for case, verdict in checked:
            if case.made == options.show and case.true != verdict.carried:
                lost = [(missing.kind, missing.words) for missing in verdict.missing]
                print(f"\nquote:    {case.quote}\nsentence: {case.sentence}\n{case.how} {lost} {verdict.words:.2f}")


def texts(file: Path | None, *, odd: bool) -> list[str]:
    """Paragraphs of SQuAD's odd or even articles; the seeds go with the even ones of five files, by their order."""
    files = sorted(SEEDS.glob("*.txt"))
    found = [path.read_text(encoding="utf-8") for number, path in enumerate(files, 1) if (number % 2 == 1) == odd]
    if file is not None:
        documents, _, article_of = squad.load(file)
        found += [d.text for d in documents if (article_of[d.source] % 2 == 1) == odd]
    return found


def report(kind: str, rows: list[tuple[Altered, Verification]]) -> None:
    """Print the share of one kind that was passed or caught, by what the sentence was made from."""
    if not rows:
        return
    true = rows[0][0].true
    right = [float(case.true == verdict.carried) for case, verdict in rows]
    interval = mean_with_interval(right, [case.quote for case, _ in rows])
    by_how: dict[str, list[float]] = defaultdict(list)
    for (case, _), good in zip(rows, right, strict=True):
        by_how[case.how].append(good)
    how = ", ".join(f"{name} {sum(v) / len(v):.3f} of {len(v)}" for name, v in sorted(by_how.items()))
    print(f"{kind:10} {'passed' if true else 'caught'} {interval} of {len(rows)}{'' if true else f' ({how})'}")
    lost = Counter(missing.kind for _, verdict in rows for missing in verdict.missing)
    if true and lost:
        print(f"           not carried: {dict(lost)}")


if __name__ == "__main__":
    main()
