"""The labelled sets are whole, balanced, and labelled as their README says."""

from __future__ import annotations

import difflib
import json
import re
from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any, get_args

import pytest

from tests.disagreement.cases import DATA, DIFFERING, DOMAINS, REASONS, Case, Kind, load, pairs

if TYPE_CHECKING:
    from pathlib import Path

_CASE: dict[str, Any] = {
    "id": "news-001",
    "split": "dev",
    "shape": "value",
    "question": "How many boats sank?",
    "sources": [
        {"name": "a.txt", "date": "2024-05-01", "text": "Rain fell. The storm sank nine boats."},
        {"name": "b.txt", "text": "Four boats went down in the storm."},
    ],
    "expected": {
        "state": "disagree",
        "kind": "count",
        "positions": [
            {"value": "9", "held_by": [{"source": "a.txt", "quote": "The storm sank nine boats.", "value": "nine"}]},
            {
                "value": "4",
                "held_by": [{"source": "b.txt", "quote": "Four boats went down in the storm.", "value": "Four"}],
            },
        ],
    },
}


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return load()


def _folder(folder: Path, *cases: dict[str, Any]) -> Path:
    for domain in DOMAINS:
        rows = cases if domain == "news" else ()
        (folder / f"{domain}.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return folder


def _changed(**changes: Any) -> dict[str, Any]:
    case: dict[str, Any] = json.loads(json.dumps(_CASE))
    for path, value in changes.items():
        at: Any = case
        *keys, last = (int(key) if key.isdigit() else key for key in path.split("__"))
        for key in keys:
            at = at[key]
        at[last] = value
    return case


def test_every_shape_has_eight_cases_in_each_split(cases: list[Case]) -> None:
    counts: Counter[tuple[str, str]] = Counter((case.split, case.shape) for case in cases)
    short = {
        (split, shape): counts[split, shape]
        for split in ("dev", "test")
        for shape in sorted(DIFFERING | REASONS)
        if counts[split, shape] < 8
    }
    assert not short


def test_there_are_enough_cases_and_at_least_half_agree(cases: list[Case]) -> None:
    assert len(cases) >= 260
    for split in ("dev", "test"):
        states = Counter(case.expected.state for case in cases if case.split == split)
        assert states["none_found"] >= states["disagree"] >= 48


def test_every_kind_occurs_in_each_split(cases: list[Case]) -> None:
    found = {split: {case.expected.kind for case in cases if case.split == split} for split in ("dev", "test")}
    assert found["dev"] == found["test"] == set(get_args(Kind))


def test_the_files_are_those_of_the_domains() -> None:
    assert {file.stem for file in DATA.glob("*.jsonl")} == set(DOMAINS)


def test_a_domain_has_its_own_ids(cases: list[Case]) -> None:
    prefixes: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        prefixes[case.id.split("-")[0]].add(case.split)
    assert len(prefixes) == len(DOMAINS)
    assert all(len(splits) == 1 for splits in prefixes.values())


def test_near_misses_differ_little_and_flip_the_verdict(cases: list[Case]) -> None:
    found = pairs(cases)
    assert len(found) >= 100
    assert len(found) * 2 == sum(not case.id[-1].isdigit() for case in cases)
    for one, other in found:
        assert {one.expected.state, other.expected.state} == {"disagree", "none_found"}, one.id
        alike = difflib.SequenceMatcher(None, _all_words(one), _all_words(other), autojunk=False).quick_ratio()
        assert alike >= 0.5, one.id
        assert _all_words(one) != _all_words(other), one.id


def _all_words(case: Case) -> list[str]:
    dated = [f"{source.name} {source.date} {source.text}" for source in case.sources]
    return " ".join([case.question, *dated]).split()


def test_spans_give_back_the_quote_and_the_value(cases: list[Case]) -> None:
    for case in cases:
        for held in case.held:
            text = case.source(held.source).text
            quote, value = case.quote_span(held), case.value_span(held)
            assert text[quote.start : quote.end] == held.quote
            assert text[value.start : value.end] == held.value
            assert quote.start <= value.start < value.end <= quote.end


def test_a_disputed_figure_has_a_source_that_holds_two_positions(cases: list[Case]) -> None:
    for case in cases:
        if case.shape == "disputed":
            holders = [{held.source for held in position.held_by} for position in case.expected.positions]
            assert any(one & other for one, other in combinations(holders, 2)), case.id


def test_other_disagreements_are_between_sources(cases: list[Case]) -> None:
    for case in cases:
        if case.shape in DIFFERING - {"disputed"}:
            assert len({held.source for held in case.held}) >= 2, case.id


def test_an_update_has_values_as_of_different_dates(cases: list[Case]) -> None:
    for case in cases:
        if case.shape == "update":
            dates = {held.as_of for held in case.held}
            # Now and then words alone tell which came later: "succeeds", "by Saturday noon".
            assert dates == {None} or (None not in dates and len(dates) >= 2), case.id


def test_copies_are_the_same_quote_and_restated_values_are_one(cases: list[Case]) -> None:
    for case in cases:
        aside = case.expected.set_aside
        if case.shape == "copy":
            assert len({held.quote for held in case.held}) == 1, case.id
        if case.shape in {"copy", "restated"}:
            assert aside is not None
            assert len(aside.compared) == 1, case.id


def test_newsrooms_word_things_differently(cases: list[Case]) -> None:
    shares = []
    for case in cases:
        if case.shape == "copy" or _is_near_copy(case):
            continue
        quotes = {held.source: set(re.findall(r"[a-z]{4,}", held.quote.lower())) for held in case.held}
        shares += [
            len(one & other) / min(len(one), len(other))
            for one, other in combinations(quotes.values(), 2)
            if one and other
        ]
    assert sum(shares) / len(shares) < 0.4


def _is_near_copy(case: Case) -> bool:
    words = [set(held.quote.split()) for held in case.held]
    return any(len(one & other) > 0.8 * max(len(one), len(other)) for one, other in combinations(words, 2))


def test_sources_are_short_and_sometimes_many(cases: list[Case]) -> None:
    assert all(len(source.text) <= 700 for case in cases for source in case.sources)
    assert sum(len(case.sources) > 2 for case in cases) >= 50
    assert sum(len(case.sources) > 3 for case in cases) >= 10


def test_a_whole_case_is_loaded(tmp_path: Path) -> None:
    (case,) = load(_folder(tmp_path, _CASE))
    assert case.source("a.txt").date == "2024-05-01"
    assert [case.value_span(held) for held in case.held] == [(26, 30), (0, 4)]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"expected__positions__0__held_by__0__quote": "The storm sank  nine boats."}, "not exactly once in a.txt"),
        ({"expected__positions__0__held_by__0__value": "nin"}, "not exactly once in its quote"),
        ({"expected__positions__0__held_by__0__source": "c.txt"}, "there is no source c.txt"),
        ({"expected__positions__1__value": "9"}, "the same value"),
        ({"expected__positions": []}, "two positions or more"),
        ({"expected__state": "none_found"}, "one position at most"),
        ({"expected__kind": "colour"}, "kind"),
        ({"shape": "update"}, "does not go with"),
        ({"split": "test"}, "not of the split"),
        ({"sources__1__name": "a.txt"}, "two sources have the same name"),
        ({"sources__0__date": "May 2024"}, "date"),
        ({"id": "news-1"}, "id"),
    ],
)
def test_a_damaged_case_is_refused(tmp_path: Path, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=f"news.jsonl, line 1[\\s\\S]*{message}"):
        load(_folder(tmp_path, _changed(**changes)))


def test_an_id_that_comes_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="ids come twice: news-001"):
        load(_folder(tmp_path, _CASE, _CASE))
