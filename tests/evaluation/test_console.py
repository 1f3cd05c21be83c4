from __future__ import annotations

import pytest

from rag.errors import SettingsError
from rag.evaluation.baseline import compare
from rag.evaluation.console import below, comparison_lines, figure_lines, miss_lines, parse_floors
from rag.evaluation.run import score
from tests.evaluation.making import answer_of, citation, hit, outcome
from tests.evaluation.test_baseline import run_of


def test_floors() -> None:
    assert parse_floors(["value.f1=0.5", "latency.p95=300"]) == {"value.f1": 0.5, "latency.p95": 300}


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("f1=0.5", "--min f1=0.5: there is no metric 'f1'; metrics are: file.hit@1, "),
        ("value.f1", "--min value.f1: '' is no number; write value.f1=0.9, say"),
        ("value.f1=high", "--min value.f1=high: 'high' is no number"),
    ],
)
def test_floors_that_are_none(argument: str, message: str) -> None:
    with pytest.raises(SettingsError) as raised:
        parse_floors([argument])
    assert str(raised.value)[: len(message)] == message


@pytest.mark.parametrize(
    ("name", "floor", "missed"),
    [
        ("value.exact", 0.5, []),
        ("value.exact", 0.51, ["value.exact is 0.500 and has to be at least 0.51"]),
        ("value.exact", float("nan"), ["value.exact is 0.500 and has to be at least nan"]),
        ("latency.p95", 2, []),
        ("latency.p95", 1.9, ["latency.p95 is 2 ms and has to be at most 1.9"]),
        ("file.hit@1", 0, ["file.hit@1 has to be at least 0, and no question measures it"]),
    ],
)
def test_what_is_below_its_floor(name: str, floor: float, missed: list[str]) -> None:
    assert below(run_of(("a", "41"), ("b", None)), {name: floor}) == missed


def test_figures() -> None:
    lines = figure_lines(run_of(("a", "41"), ("b", "41")))
    assert lines[0] == "2 questions from here"
    assert "The value put first" in lines
    assert (
        "  value.exact                1.000  [1.000, 1.000]           2  the value is an expected one, word for word"
        in lines
    )


def test_a_miss() -> None:
    row = {"history": ["Who met?"], "kind": "number", "expected": "41"}
    cited = (citation("a", 0, 10), citation("b", 0, 10))
    answer = answer_of(searched_for="How many met?", short="7", citations=cited)
    relevant = [("a", 0, 10), ("c", 0, 10)]
    one = outcome(row, relevant=relevant, hits=[hit("b", 0, 9), hit("a", 5, 30)], answer=answer)
    (result,) = score([one], questions_from="here", settings={}).missed
    assert miss_lines(result) == [
        "q1 [number] Who met? / Q?",
        "  searched for: How many met?",
        "  ! the value “7” was given where “41” was expected",
        "  wanted a (passage 2, cited): a 0",
        "  wanted c (not retrieved, not cited): c 0",
        "  right  a, line 1: xxxxxxxxxx",
        "  cited  b, line 1: xxxxxxxxxx",
    ]


def test_a_miss_without_citations_shows_what_was_retrieved() -> None:
    hits = [hit("b", 0, 500), hit("b", 20, 30), hit("b", 30, 40), hit("b", 40, 50)]
    one = outcome(relevant=[("a", 0, 10)], hits=hits, answer=answer_of(refused=True))
    (result,) = score([one], questions_from="here", settings={}).missed
    found = [line for line in miss_lines(result) if line.startswith("  found")]
    assert found == [f"  found  b: {'x' * 159}…", "  found  b: xxxxxxxxxx", "  found  b: xxxxxxxxxx"]


def test_comparisons() -> None:
    before, after = run_of(("a", "7"), ("b", "41")), run_of(("a", "41"), ("c", "41"))
    lines = comparison_lines(compare(after, before, "old.json"))
    assert lines[0] == "Against old.json: 1 question in both"
    assert "  value.exact             0.000 → 1.000 (+1.000, p = 1.000, 1 better, 0 worse)" in lines
    assert "    better: a" in lines
    assert lines[-1] == "  left out: 1 question only in this run, 1 only in the earlier one"
    assert comparison_lines(compare(after, after, "x"))[1:] == ["  no question is better or worse"]


def test_a_file_that_search_missed_is_not_called_uncited() -> None:
    one = outcome({"relevant": [{"source": "a"}]}, relevant=[("a", 0, 10)], hits=[hit("b", 0, 9)])
    (result,) = score([one], questions_from="here", settings={}).missed
    assert miss_lines(result)[2:] == ["  wanted a (not retrieved): a 0", "  found  b: xxxxxxxxx"]
