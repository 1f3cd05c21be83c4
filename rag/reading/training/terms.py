"""The terms under which data sets are given away, for the list of what a model was trained on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rag.reading.weights import DataSet

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["UNSTATED", "Terms", "data_sets", "terms_of"]

UNSTATED = "not stated by the person who trained"


@dataclass(frozen=True, slots=True)
class Terms:
    """Where a data set comes from, and on what terms.

    Attributes:
        name: Its usual name.
        licence: By SPDX identifier where there is one.
        origin: Where it was taken from; empty where that is not known.
    """

    name: str
    licence: str
    origin: str


def terms_of(data_set: str) -> Terms:
    """The terms of a data set, by the name of its file up to the first dot; of an unknown one, that nobody said."""
    return _known().get(data_set) or Terms(data_set, UNSTATED, "")


def data_sets(counts: Mapping[str, int]) -> list[DataSet]:
    """Entries for a manifest, most rows first.

    Args:
        counts: Examples taken from each data set, by the name of its file.
    """
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [DataSet(name=terms_of(key).name, licence=terms_of(key).licence, rows=rows) for key, rows in ordered]


@lru_cache(maxsize=1)
def _known() -> dict[str, Terms]:
    written = json.loads((Path(__file__).parent / "licences.json").read_text(encoding="utf-8"))
    return {key: Terms(**entry) for key, entry in written.items()}
