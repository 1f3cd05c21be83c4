"""The seed documents and their test questions have the form that the rest of the project counts on."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pathspec
import pytest

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
NAMES = [
    "000_21ae618e34b8f463.txt",
    "001_1e4ae7573a80e7a0.txt",
    "002_3cfbaf10b6856f55.txt",
    "003_08799dc045b518ad.txt",
    "004_b35c27fa469a94e9.txt",
]
KINDS = {
    "agree",
    "cause",
    "date",
    "differ",
    "fact",
    "follow-up",
    "list",
    "number",
    "person",
    "place",
    "several-sources",
    "unanswerable",
}
TYPES: dict[str, tuple[type, ...]] = {
    "id": (str,),
    "question": (str,),
    "kind": (str,),
    "history": (list,),
    "relevant": (list,),
    "expected": (str, type(None)),
    "answerable": (bool,),
    "disagrees": (bool,),
    "split": (str,),
}
TEXTS = {name: (SEEDS / name).read_bytes().decode("utf-8") for name in NAMES}
ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in (SEEDS / "questions.jsonl").read_text(encoding="utf-8").splitlines()
]
each_row = pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])


def test_the_five_files_and_no_other_are_documents() -> None:
    patterns = (SEEDS / ".whosaysignore").read_text(encoding="utf-8").splitlines()
    ignored = pathspec.GitIgnoreSpec.from_lines(patterns)
    files = sorted(path.name for path in SEEDS.iterdir() if not path.name.startswith("."))
    assert files == [*NAMES, "README.md", "questions.jsonl"]
    assert [name for name in files if not ignored.match_file(name)] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_paragraph_is_a_line_and_one_blank_line_parts_two(name: str) -> None:
    text = TEXTS[name]
    assert text.endswith("\n")
    assert "\r" not in text
    paragraphs = text[:-1].split("\n\n")
    assert [p for p in paragraphs if not p or p != p.strip() or "\n" in p] == []


def test_there_are_enough_questions_under_unique_ids() -> None:
    assert len(ROWS) == 118
    assert [row["id"] for row in ROWS] == [f"s{number:03d}" for number in range(1, len(ROWS) + 1)]
    assert len({(row["question"], *row["history"]) for row in ROWS}) == len(ROWS)


def test_both_splits_hold_every_kind_in_equal_shares() -> None:
    counts = Counter((row["split"], row["kind"]) for row in ROWS)
    assert set(counts) == {(split, kind) for split in ("dev", "test") for kind in KINDS}
    assert {kind for kind in KINDS if counts["dev", kind] - counts["test", kind] not in {0, 1}} == set()


@each_row
def test_a_row_has_every_key_with_its_type(row: dict[str, Any]) -> None:
    assert list(row) == list(TYPES)
    assert {key for key, value in row.items() if not isinstance(value, TYPES[key])} == set()
    assert {type(question) for question in row["history"]} <= {str}
    assert [sorted(item) for item in row["relevant"]] == [["quote", "source"]] * len(row["relevant"])


@each_row
def test_a_quote_is_found_exactly_once_in_its_file(row: dict[str, Any]) -> None:
    assert [item for item in row["relevant"] if TEXTS[item["source"]].count(item["quote"]) != 1] == []


@each_row
def test_every_expected_value_stands_in_a_quote(row: dict[str, Any]) -> None:
    quotes = [item["quote"].casefold() for item in row["relevant"]]
    values = [] if row["expected"] is None else row["expected"].casefold().split("; ")
    assert [value for value in values if not any(value in quote for quote in quotes)] == []


@each_row
def test_the_kind_fits_the_other_fields(row: dict[str, Any]) -> None:
    assert row["answerable"] is (row["kind"] != "unanswerable")
    assert bool(row["relevant"]) is row["answerable"]
    assert bool(row["history"]) is (row["kind"] == "follow-up")
    assert row["disagrees"] or row["kind"] != "differ"
    assert not row["disagrees"] or row["kind"] in {"differ", "follow-up"}


@each_row
def test_agreement_and_several_sources_need_more_than_one_passage(row: dict[str, Any]) -> None:
    if row["kind"] in {"agree", "several-sources"}:
        assert len({item["source"] for item in row["relevant"]}) > 1
