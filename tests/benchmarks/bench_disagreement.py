"""Where sources disagree: `python -m tests.benchmarks.bench_disagreement [--split SPLIT] [--without PART] [--misses]`.

Asks every case of tests/data/disagreement over its own sources, and compares the answer's state and positions with
the labels. `dev` is for choosing, `test` for reporting. --without switches a part off, to see what it brings.
"""

from __future__ import annotations

import argparse
import datetime
from collections import Counter, defaultdict
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from unittest.mock import patch

from scipy.stats import binomtest

from rag.disagreement.finding import settled
from rag.documents import from_text
from rag.engine import Engine
from rag.reading.span_reader import SpanReading
from rag.settings import Settings
from tests.disagreement.cases import DIFFERING, Case, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rag.disagreement.compared import Compared
    from rag.documents.document import Document
    from rag.reading.question import Question
    from rag.types import Answer, Position
    from tests.disagreement.cases import Position as Expected


@dataclass(frozen=True)
class Outcome:
    """A case and what the engine made of it."""

    case: Case
    answer: Answer

    @property
    def expected(self) -> bool:
        return self.case.expected.state == "disagree"

    @property
    def flagged(self) -> bool:
        return self.answer.agreement == "disagree"

    @property
    def complete(self) -> bool:
        """Whether one disagreement gives every labelled position, each with all files that hold it."""
        return any(
            all(
                any(_is_given(self, wanted, given) for given in found.positions)
                for wanted in self.case.expected.positions
            )
            for found in self.answer.disagreements
        )


def _is_given(outcome: Outcome, wanted: Expected, given: Position) -> bool:
    """Whether a position cites a quote that holds the value in every file that was labelled with it."""
    cited = [citation for citation in outcome.answer.citations if citation.number in given.citations]
    spans = {held.source: outcome.case.value_span(held) for held in wanted.held_by}
    return {held.source for held in wanted.held_by} <= set(given.sources) and all(
        any(c.source == source and c.start < span.end and span.start < c.end for c in cited)
        for source, span in spans.items()
    )


def documents(case: Case) -> Iterator[Document]:
    for source in case.sources:
        date = datetime.date.fromisoformat(source.date) if source.date else None
        yield replace(from_text(source.name, source.text), date=date)


def run(cases: Iterable[Case], settings: Settings | None = None) -> Iterator[Outcome]:
    """Each case, asked over its own sources."""
    for case in cases:
        with Engine.from_documents(documents(case), settings or Settings()) as engine:
            yield Outcome(case, engine.answer(case.question))


class _Silent:
    """A reader that finds nothing."""

    def read(self, question: str, passages: Sequence[str]) -> list[SpanReading]:
        return [SpanReading(0, 0, "", 0.0, 0.5, ()) for _ in passages]


def _unjudged(question: Question, pairs: Sequence[Compared], *_: object) -> list[Compared]:
    """The pairs as the rules see them."""
    return [settled(pair) for pair in pairs]


def _no_rule(_: str, sentences: Sequence[str]) -> list[None]:
    return [None] * len(sentences)


# Parts that can be switched off, each by what stands in its place. What the judge sees is used twice: as a stance on a
# question that is answered by yes or no, and in weighing whether two claims are at odds.
PARTS: dict[str, tuple[str, object]] = {
    "reader": ("rag.engine.PackagedReader", _Silent),
    "rules": ("rag.answering.readings.rules.read", _no_rule),
    "stances": ("rag.disagreement.claims.judged_stances", lambda _q, sentences, *_: [None] * len(sentences)),
    "weighing": ("rag.disagreement.finding.weigh", _unjudged),
    "conditions": ("rag.disagreement.finding.apart", lambda *_: None),
    "mentions": ("rag.disagreement.finding.says_too", lambda *_: False),
    "disputes": ("rag.disagreement.finding.rival_of", lambda _: None),
    "counter-evidence": ("rag.answering.comparing.Comparer._counter_evidence", lambda *_: []),
}


def report(outcomes: Sequence[Outcome], *, misses: bool) -> None:
    right = [o for o in outcomes if o.flagged and o.expected]
    flagged = [o for o in outcomes if o.flagged]
    wanted = [o for o in outcomes if o.expected]
    complete = [o for o in right if o.complete]
    print(f"{len(outcomes)} cases, {len(wanted)} of them disagreements")
    for name, part, whole in (
        ("precision", right, flagged),
        ("recall", right, wanted),
        ("positions complete, of those rightly flagged", complete, right),
    ):
        if not whole:
            print(f"{name}: none")
            continue
        # Wilson's interval (Wilson 1927): it stays within 0 and 1 and holds for shares near either end.
        low, high = binomtest(len(part), len(whole)).proportion_ci(method="wilson")
        print(f"{name}: {len(part)} of {len(whole)}, {len(part) / len(whole):.3f} [{low:.3f}, {high:.3f}]")
    print(f"refused: {sum(o.answer.refused for o in outcomes)}")
    print("by shape: flagged of all")
    shapes: dict[str, Counter[bool]] = defaultdict(Counter)
    for outcome in outcomes:
        shapes[outcome.case.shape][outcome.flagged] += 1
    for shape in sorted(shapes, key=lambda shape: (shape not in DIFFERING, shape)):
        print(f"  {shape:12} {shapes[shape][True]:3} of {shapes[shape].total():3}")
    kinds: dict[str, Counter[bool]] = defaultdict(Counter)
    for outcome in wanted:
        kinds[outcome.case.expected.kind][outcome.flagged] += 1
    print("disagreements by kind: flagged of all")
    for kind, counts in sorted(kinds.items()):
        print(f"  {kind:12} {counts[True]:3} of {counts.total():3}")
    if misses:
        for outcome in outcomes:
            if outcome.flagged != outcome.expected:
                _print_miss(outcome)


def _print_miss(outcome: Outcome) -> None:
    case, answer = outcome.case, outcome.answer
    print(f"\n{'FALSE' if outcome.flagged else 'MISSED'} {case.id} {case.shape} {case.expected.kind}: {case.question}")
    for found in answer.disagreements:
        print(f"  {found.kind}: {found.explanation}")
        for position in found.positions:
            print(f"    {position.value} ({', '.join(position.sources)})")
    for pair in answer.set_aside:
        print(f"  aside: {pair.reason}")
    for source in case.sources:
        print(f"    {source.name} ({source.date}): {source.text}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=["dev", "test"], default="test")
    parser.add_argument("--without", choices=[*PARTS], help="switch a part off")
    parser.add_argument("--misses", action="store_true", help="print the cases that came out wrong (dev only)")
    options = parser.parse_args()
    if options.misses and options.split == "test":
        parser.error("the test split is for reporting: its cases are not shown")
    with patch(*PARTS[options.without]) if options.without else nullcontext():
        outcomes = list(run(case for case in load() if case.split == options.split))
    report(outcomes, misses=options.misses)


if __name__ == "__main__":
    main()
