"""Labelled pairs of sentences: read, cleaned, and parted so that no sentence is in two parts."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["LABELS", "MEASURED_ONLY", "Label", "Pair", "Part", "part_of", "parted", "read_pairs", "read_rows"]

Label: TypeAlias = Literal["entailment", "neutral", "contradiction"]
Part: TypeAlias = Literal["train", "dev", "test"]

LABELS: tuple[Label, ...] = get_args(Label)
# Data sets made to probe a judge: what is trained on them can no longer be measured on them.
MEASURED_ONLY = frozenset({"breaking_nli", "control_nli"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A premise, a hypothesis, and what the one says of the other.

    Attributes:
        premise: Taken as true.
        hypothesis: Judged by it.
        label: The judgement.
        origin: Name of the data set.
    """

    premise: str
    hypothesis: str
    label: Label
    origin: str


def read_rows(path: Path) -> Iterator[dict[str, object]]:
    """The rows of a .jsonl or .jsonl.gz file.

    Raises:
        ValueError: A line is no JSON object; says which.
    """
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                raise ValueError(f"{path}, line {number}: no JSON ({error})") from error
            if not isinstance(row, dict):
                raise ValueError(f"{path}, line {number}: an object is expected")
            yield row


def read_pairs(paths: Iterable[Path]) -> list[Pair]:
    """The pairs of some files, each once; the first file that has a pair keeps it.

    Raises:
        ValueError: A row lacks a field or has another label; says which.
    """
    pairs: dict[tuple[str, str], Pair] = {}
    for path in paths:
        origin = path.name.split(".")[0]
        for number, row in enumerate(read_rows(path), start=1):
            premise, hypothesis, label = row.get("premise"), row.get("hypothesis"), row.get("label")
            if not (isinstance(premise, str) and isinstance(hypothesis, str)):
                raise ValueError(f"{path}, row {number}: premise and hypothesis are texts")
            if label not in LABELS:
                raise ValueError(f"{path}, row {number}: label is one of {', '.join(LABELS)}, not {label!r}")
            key = (_folded(premise), _folded(hypothesis))
            if all(key):
                pairs.setdefault(key, Pair(premise.strip(), hypothesis.strip(), label, origin))
    return list(pairs.values())


def part_of(text: str) -> Part:
    """The part a text belongs to, by its hash: 4 in 100 are development data, 6 in 100 test data."""
    number = int.from_bytes(hashlib.sha256(_folded(text).encode()).digest()[:4], "big") % 100
    return "dev" if number < 4 else "test" if number < 10 else "train"


def parted(pairs: Iterable[Pair]) -> dict[Part, list[Pair]]:
    """Part pairs by premise, and drop from the training part what shares a sentence with the other two."""
    parts: dict[Part, list[Pair]] = {"train": [], "dev": [], "test": []}
    for pair in pairs:
        parts[part_of(pair.premise)].append(pair)
    held = {_folded(text) for part in ("dev", "test") for p in parts[part] for text in (p.premise, p.hypothesis)}
    parts["train"] = [p for p in parts["train"] if not {_folded(p.premise), _folded(p.hypothesis)} & held]
    return parts


def _folded(text: str) -> str:
    return " ".join(text.lower().split())
