from __future__ import annotations

import gzip
import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from rag.reading.training.made_pairs import SHARES, made_pairs, main, passages
from rag.reading.training.pairs import LABELS, read_pairs

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.model

_TOWNS = ("Hamburg", "Munich", "Dresden", "Leipzig", "Cologne", "Bremen")
_NAMES = ("Anna Berg", "Peter Lind", "Thomas Gray", "Maria Costa", "John Miller", "Laura Stone")


def _passages() -> list[str]:
    """Short biographies, each of other values."""
    return [
        f"{name} was born in {_TOWNS[i]} on {i + 3} May 19{50 + i}. "
        f"In 19{75 + i}, {name.split()[1]} bought a mill for ${i + 2} million, which employed {30 + 7 * i} women. "
        f"The mill was destroyed by a fire in 19{80 + i}, and the council did not rebuild it. "
        f"{name.split()[1]} opened a school in {_TOWNS[-1 - i]} after the war, and it taught {200 + 31 * i} pupils."
        for i, name in enumerate(_NAMES)
    ]


def test_pairs_of_all_labels_that_differ() -> None:
    pairs = list(made_pairs(_passages(), seed=1, count=200))
    labels = Counter(pair.label for pair in pairs)
    assert set(labels) == set(LABELS)
    assert len(pairs) > 20
    for pair in pairs:
        assert pair.premise != pair.hypothesis
        assert pair.kind
    assert len({(p.premise, p.hypothesis) for p in pairs}) == len(pairs)


def test_the_seed_decides() -> None:
    first, again, other = (list(made_pairs(_passages(), seed, 200)) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_an_exchanged_value_is_another_one() -> None:
    found = [p for p in made_pairs(_passages(), seed=3, count=200) if p.kind in {"date exchanged", "number exchanged"}]
    assert found
    for pair in found:
        assert pair.label == "contradiction"
        premise, hypothesis = (t.split() for t in (pair.premise, pair.hypothesis))
        differing = [(a, b) for a, b in zip(premise, hypothesis, strict=False) if a != b]
        assert 1 <= len(differing) <= 3


def test_shares_add_up() -> None:
    assert sum(SHARES.values()) == pytest.approx(1.0)


def test_passages_and_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    data.mkdir()
    with gzip.open(data / "one.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(
            json.dumps({"context": text, "question": "?"}) + "\n" for text in (*_passages(), _passages()[0])
        )
    (data / "two.jsonl").write_text(json.dumps({"context": "word " * 401}) + "\n", encoding="utf-8")
    (data / "left.jsonl").write_text(json.dumps({"context": "A text that is left out."}) + "\n", encoding="utf-8")
    assert passages(data, ["left"]) == _passages()
    out = tmp_path / "made.jsonl.gz"
    assert main([str(data), str(out), "--count", "12", "--seed", "5", "--without", "left"]) == 0
    pairs = read_pairs([out])
    assert len(pairs) == 12
    assert {pair.origin for pair in pairs} == {"made"}
    empty = tmp_path / "empty"
    empty.mkdir()
    assert main([str(empty), str(out)]) == 2
    assert "no .jsonl" in capsys.readouterr().err
