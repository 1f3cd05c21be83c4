"""The labelled pairs of news sentences are whole, balanced and natural in form."""

from __future__ import annotations

import difflib
import json
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.news_pairs import KINDS, PAIRS, load

if TYPE_CHECKING:
    from pathlib import Path

_ROW = {
    "id": "number-01",
    "premise": "Nine boats sank in the storm.",
    "hypothesis": "The storm sank four boats.",
    "label": "contradiction",
    "kind": "number",
    "split": "dev",
}


def _file(folder: Path, *rows: dict[str, str]) -> Path:
    file = folder / "pairs.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def test_there_are_enough_of_each_label() -> None:
    labels = Counter(pair.label for pair in load())
    assert labels["contradiction"] >= 110
    assert labels["entailment"] >= 90
    assert labels["neutral"] >= 100


def test_every_kind_is_there_in_both_splits() -> None:
    found = Counter((pair.kind, pair.split) for pair in load())
    for kind in (kind for kinds in KINDS.values() for kind in kinds):
        assert found[kind, "dev"] >= 3, kind
        assert 0 <= found[kind, "dev"] - found[kind, "test"] <= 1, kind


def test_the_split_alternates_within_each_kind_and_ids_count_on() -> None:
    for kind, group in groupby(load(), key=lambda pair: pair.kind):
        pairs = list(group)
        assert [pair.id for pair in pairs] == [f"{kind}-{number:02d}" for number in range(1, len(pairs) + 1)]
        assert [pair.split for pair in pairs] == [("dev", "test")[i % 2] for i in range(len(pairs))]


def test_a_split_is_a_part_of_the_whole() -> None:
    dev, test = load("dev"), load("test")
    assert {pair.split for pair in dev} == {"dev"}
    assert {pair.split for pair in test} == {"test"}
    assert len(dev) + len(test) == len(load())


def test_sentences_are_of_the_length_of_news_sentences() -> None:
    for pair in load():
        for text in (pair.premise, pair.hypothesis):
            assert 10 <= len(text.split()) <= 35, text
            assert text[0].isupper() or text[0].isdigit(), text
            assert text.endswith("."), text
            assert text == " ".join(text.split()), text


def test_few_pairs_are_small_edits_of_one_another() -> None:
    alike = [
        difflib.SequenceMatcher(None, pair.premise.lower().split(), pair.hypothesis.lower().split()).ratio() > 0.6
        for pair in load()
    ]
    assert sum(alike) <= 0.15 * len(alike)


def test_shared_words_do_not_give_the_label_away() -> None:
    """Were contradictions told by the words they share, a judge could pass without reading."""
    shared: dict[str, list[float]] = {"entailment": [], "neutral": [], "contradiction": []}
    for pair in load():
        first, second = (set(text.lower().rstrip(".").split()) for text in (pair.premise, pair.hypothesis))
        shared[pair.label].append(len(first & second) / len(first | second))
    means = [sum(values) / len(values) for values in shared.values()]
    assert max(means) - min(means) < 0.1


def test_the_file_ends_with_one_line_break_and_is_utf8() -> None:
    text = PAIRS.read_bytes().decode("utf-8")
    assert text.endswith("}\n")
    assert "\r" not in text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"label": "unknown"}, "line 1: .*label"),
        ({"kind": "units"}, "units is no kind of contradiction"),
        ({"split": "train"}, "line 1: .*split"),
        ({"premise": ""}, "line 1: .*premise"),
        ({"note": "surplus"}, "line 1: .*note"),
        ({"id": "Number 1"}, "line 1: .*id"),
        ({"hypothesis": "nine boats sank in  the storm."}, "sentence occurs twice"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, change: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=f"(?s){message}"):
        load(file=_file(tmp_path, _ROW | change))


def test_a_missing_field_and_an_id_taken_twice_are_named(tmp_path: Path) -> None:
    less = {key: value for key, value in _ROW.items() if key != "kind"}
    with pytest.raises(ValueError, match=r"(?s)line 2: .*kind"):
        load(file=_file(tmp_path, _ROW, less))
    other = _ROW | {"premise": "Three roofs were lost.", "hypothesis": "Five roofs were torn off."}
    with pytest.raises(ValueError, match="id occurs twice: number-01"):
        load(file=_file(tmp_path, _ROW, other))


def test_a_good_row_is_read_as_it_stands(tmp_path: Path) -> None:
    (pair,) = load("dev", _file(tmp_path, _ROW))
    assert pair.model_dump() == _ROW
    assert load("test", _file(tmp_path, _ROW)) == []
