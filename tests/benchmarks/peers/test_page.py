from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.benchmarks.peers.page import page
from tests.benchmarks.peers.results import Measured, Results
from tests.benchmarks.peers.summary import with_summary

ABOUT: dict[str, Any] = {
    "date": "2024-05-03",
    "processor": "A Processor",
    "cores": 1,
    "cores of the machine": 2,
    "bfloat16": True,
    "memory": 24,
    "system": "Linux, Python 3.11",
    "versions": {"whosays": "0.1.0", "txtai": "9.0"},
    "files": 100,
    "timed": 100,
    "bfloat16_indexes": False,
    "counts": [5, 5000],
    "limit": None,
}


def cells(text: str, heading: str, title: str) -> list[str]:
    """The cells of the first row that begins with ``title`` below a heading."""
    below = text.split(f"## {heading}\n")[1].split("\n## ", maxsplit=1)[0]
    line, *_ = [line for line in below.splitlines() if line.startswith(f"| {title} |")]
    return [cell.strip() for cell in line.strip("|").split("|")][1:]


def test_speed_is_in_files_a_second_and_against_ours() -> None:
    results = Results(
        ABOUT,
        [
            Measured("index", "", "whosays", 0, {"seconds": [10.0], "bytes": [2**20], "seconds at work": [8.0]}, 2**30),
            Measured("index", "", "txtai", 0, {"seconds": [40.0], "bytes": [2**21], "seconds at work": [32.0]}, 2**29),
            Measured("index", "", "txtai", 1, {"seconds": [60.0], "bytes": [2**21], "seconds at work": [32.0]}, 2**29),
            Measured("index", "", "chroma", 0, failure="OSError: no network"),
            Measured("read", "", "whosays", 0, {"tokens": [15000.0], "files": [50.0]}),
        ],
    )
    text = page(results)
    heading = "From files on disk to a searchable index"
    assert cells(text, heading, "Whosays") == ["10.0", "1.00", "10", "8", "1.00", "300", "1.00", "1,024", "1.0"]
    assert cells(text, heading, "txtai") == ["2.0", "0.20", "50", "32", "4.00", "–", "–", "512", "2.0"]
    assert cells(text, heading, "Chroma") == ["failed: OSError: no network"]
    assert cells(text, heading, "LangChain") == ["not measured yet"]
    assert "1 of 2 cores" in text
    assert "one core was at work for 65%" in text  # 72 of 110 seconds


def test_what_was_not_measured_is_left_out() -> None:
    text = page(Results(ABOUT))
    assert [line for line in text.splitlines() if line.startswith("## ")] == ["## How each is used"]
    assert "quick run" not in text


def test_a_quick_run_says_so() -> None:
    assert "quick run over 30 files" in page(Results({**ABOUT, "limit": 30}))


def test_waiting_is_told_by_median_and_percentile() -> None:
    results = Results(
        ABOUT,
        [
            Measured("ask", "5", "whosays", 0, {"ms": [float(value) for value in range(101)], "ms at work": [8.0]}),
            Measured("ask", "5", "txtai", 0, {"ms": [25.0], "ms at work": [12.0]}),
        ],
    )
    text = page(results)
    assert cells(text, "From a question to ten passages", "Whosays") == ["50.0", "95.0", "1.00", "8.0", "1.00"]
    assert cells(text, "From a question to ten passages", "txtai") == ["25.0", "25.0", "0.50", "12.0", "1.50"]


def test_the_lead_in_ranking_is_that_of_the_same_questions() -> None:
    results = Results(
        ABOUT,
        [
            Measured("rank", "", "whosays", 0, {"ndcg": [1.0, 0.5]}),
            Measured("rank", "", "txtai", 0, {"ndcg": [0.75, 0.25]}),
        ],
    )
    own, lead = cells(page(results), "The right files among the first ten", "txtai")
    assert own.startswith("0.500 [")
    assert lead == "+0.250 [+0.250, +0.250]"


def test_the_pages_are_those_of_the_measurements() -> None:
    root = Path(__file__).parents[3]
    results = Results.load(root / "docs/benchmarks.json")
    assert (root / "docs/benchmarks.md").read_text(encoding="utf-8") == page(results)
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert with_summary(readme, results) == readme


def test_the_short_table_has_a_dash_for_what_is_not_known() -> None:
    results = Results(
        ABOUT,
        [
            Measured("index", "", "whosays", 0, {"seconds": [10.0]}, 2**30),
            Measured("add", "", "whosays", 0, {"seconds": [0.25]}),
            Measured("add", "", "txtai", 0, failure="ValueError: not found"),
        ],
    )
    text = with_summary("Before.\n\n<!-- peers -->\nold\n<!-- /peers -->\n\nAfter.", results)
    assert text.startswith("Before.\n\n<!-- peers -->\n|  | Whosays | LlamaIndex |")
    assert text.endswith("|\n<!-- /peers -->\n\nAfter.")
    assert "| files indexed a second | 10.0 | – | – | – | – | – |" in text
    assert "| one more file into 100, ms | 250 | – | – | – | – | – |" in text
    assert "old" not in text
