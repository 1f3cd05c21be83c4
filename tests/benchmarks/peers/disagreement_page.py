"""The part of docs/benchmarks.md that is about disagreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.peers.detectors import DETECTORS, SETS
from tests.benchmarks.peers.tables import share, table

if TYPE_CHECKING:
    from tests.benchmarks.peers.results import Results

__all__ = ["disagreement"]

_SETS = {
    "labelled dev": "our labelled cases, split `dev`",
    "labelled test": "our labelled cases, split `test`",
    "econ_pairs": "EvidenceConflict, second half: all of them conflicting",
    "control": "SQuAD 2.0, a paragraph that answers and one of another article: none of them conflicting",
}


def disagreement(results: Results) -> str:
    """Tables of who flags what, a set each; empty where nothing was measured."""
    blocks = []
    for name in SETS:
        rows = []
        counts = {"items": 0.0, "disagree": 0.0}
        for who, (title, _, _) in DETECTORS.items():
            found = results.of("detect", who, name)
            if failure := results.failure("detect", who, name):
                rows.append([title, f"failed: {failure}"])
            elif not found:
                rows.append([title, "not measured yet"])
            if not found or not found[-1].values["items"][0]:
                continue
            counts = {key: values[0] for key, values in found[-1].values.items()}
            agree = counts["items"] - counts["disagree"]
            false = counts["flagged"] - counts["right"]
            precision = share(counts["right"], counts["flagged"]) if agree and counts["disagree"] else "–"
            recall = share(counts["right"], counts["disagree"])
            rows.append([title, precision, recall, share(false, agree)])
        if counts["items"]:
            head = ["", "precision", "recall", "flagged of those that agree"]
            blocks.append(f"{_SETS[name]}, {counts['items']:.0f} in all:\n\n{table(head, rows)}")
    if not blocks:
        return ""
    told = "\n\n".join(blocks)
    return f"""## Disagreement

Two packages that look for contradictions between passages, offline as their introductions show it, each on every pair
of sources of a case; a case is flagged where a pair is. Whosays is asked the case's question, which the others do not
take. Our rules and weights were chosen on the split `dev` and on other articles of SQuAD. In brackets: Wilson's
interval of 95 %.

{told}"""
