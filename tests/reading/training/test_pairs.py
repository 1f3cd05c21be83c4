from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from rag.reading.training.judge import files_of
from rag.reading.training.pairs import Pair, part_of, parted, read_pairs, read_rows

if TYPE_CHECKING:
    from pathlib import Path


def row(premise: str, hypothesis: str = "It rained.", label: str = "neutral") -> str:
    return json.dumps({"premise": premise, "hypothesis": hypothesis, "label": label}) + "\n"


def test_both_kinds_of_file_are_read(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(row("The fair was held.") + "\n" + row("The fair was moved."))
    with gzip.open(tmp_path / "two.v2.jsonl.gz", "wt") as file:
        file.write(row("The fair was over."))
    pairs = read_pairs(sorted(tmp_path.iterdir()))
    assert [(pair.premise, pair.origin) for pair in pairs] == [
        ("The fair was held.", "one"),
        ("The fair was moved.", "one"),
        ("The fair was over.", "two"),
    ]


def test_a_pair_is_kept_once_by_the_first_file(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(row("The fair  was held.", label="entailment"))
    (tmp_path / "two.jsonl").write_text(row("the fair was held.") + row("  "))
    assert [pair.label for pair in read_pairs(sorted(tmp_path.iterdir()))] == ["entailment"]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{", "line 1: no JSON"),
        ("[1]", "line 1: an object"),
        (row("A.", label="maybe"), "label is one of entailment, neutral, contradiction, not 'maybe'"),
        ('{"premise": 1, "hypothesis": "B.", "label": "neutral"}', "premise and hypothesis are texts"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, written: str, message: str) -> None:
    (tmp_path / "one.jsonl").write_text(written)
    with pytest.raises(ValueError, match=message):
        read_pairs([tmp_path / "one.jsonl"])


def test_rows_are_read_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text('{"a": 1}\n{')
    rows = read_rows(tmp_path / "one.jsonl")
    assert next(rows) == {"a": 1}
    with pytest.raises(ValueError, match="line 2"):
        next(rows)


def test_shares_of_the_parts() -> None:
    parts = [part_of(f"Sentence number {n} of a report.") for n in range(4000)]
    assert 0.03 < parts.count("dev") / 4000 < 0.05
    assert 0.05 < parts.count("test") / 4000 < 0.07


def test_case_and_spaces_do_not_move_a_text() -> None:
    assert all(part_of(f"Report {n}") == part_of(f"  report   {n}") for n in range(200))


def test_no_sentence_is_in_two_parts() -> None:
    texts = [f"Sentence number {n} of a report." for n in range(600)]
    given = [Pair(texts[n], texts[(n * 7 + 1) % 600], "neutral", "x") for n in range(600)]
    parts = parted(given)
    held = {text for part in ("dev", "test") for p in parts[part] for text in (p.premise, p.hypothesis)}
    trained = {text for p in parts["train"] for text in (p.premise, p.hypothesis)}
    assert parts["train"]
    assert held
    assert not held & trained
    assert len(parts["dev"]) + len(parts["test"]) == sum(part_of(p.premise) != "train" for p in given)


def test_what_is_for_measuring_is_not_trained_on(tmp_path: Path) -> None:
    for name in ("breaking_nli.jsonl.gz", "control_nli.jsonl", "med.jsonl", "scone.jsonl", "notes.txt"):
        (tmp_path / name).touch()
    more = tmp_path / "notes.txt"
    assert [f.name for f in files_of(tmp_path, [more], ["scone"])] == ["med.jsonl", "notes.txt"]
