from __future__ import annotations

from tests.benchmarks.peers.disagreement_page import disagreement
from tests.benchmarks.peers.results import Measured, Results


def test_disagreement_is_told_in_counts() -> None:
    def found(who: str, part: str, *counts: int) -> Measured:
        names = ("right", "flagged", "disagree", "items")
        return Measured("detect", part, who, 0, {n: [float(count)] for n, count in zip(names, counts, strict=True)})

    text = disagreement(
        Results(
            {},
            [
                found("whosays", "labelled test", 3, 4, 6, 10),
                found("ahs", "econ_pairs", 2, 2, 8, 8),
                found("ahs", "control", 0, 5, 0, 20),
            ],
        )
    )
    first = next(line for line in text.splitlines() if line.startswith("| Whosays |"))
    precision, recall, false = [cell.strip() for cell in first.strip("|").split("|")][1:]
    assert precision.startswith("3 of 4, 0.750 [")
    assert recall.startswith("3 of 6, 0.500 [")
    assert false.startswith("1 of 4, 0.250 [")
    rows = [line for line in text.splitlines() if line.startswith("| ahs-agentic, its own word hashes")]
    assert [[cell.strip()[:12] for cell in row.strip("|").split("|")][1:] for row in rows] == [
        ["not measured"],
        ["–", "2 of 8, 0.25", "–"],
        ["–", "–", "5 of 20, 0.2"],
    ]


def test_nothing_measured_is_nothing_told() -> None:
    assert disagreement(Results()) == ""
