"""Pairs of sentences as two newsrooms would write them about one event, labelled by hand.

The events, and nearly all of the people, firms and places, are invented. A pair is a contradiction where both sentences
cannot be true of the same event, entailed where the hypothesis cannot be false if the premise is true, else neutral.
Many of the neutral ones speak of the same matter in the same words and yet exclude nothing: killed and injured, the
city and the province, this year and last. The split alternates within each kind and was made before anything was
measured: ``dev`` is for choosing, ``test`` for reporting.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rag.reading.training.pairs import Label

__all__ = ["KINDS", "PAIRS", "Kind", "NewsPair", "Split", "load"]

PAIRS = Path(__file__).parent / "data" / "news_pairs.jsonl"

Split: TypeAlias = Literal["dev", "test"]
_Contradicted: TypeAlias = Literal[
    "number", "date", "place", "name", "negation", "status", "cause", "antonym", "bound", "role"
]
_Entailed: TypeAlias = Literal["reworded", "reworded_number", "units", "shorter"]
_Neutral: TypeAlias = Literal[
    "other_fact",
    "other_time",
    "other_subject",
    "other_scope",
    "added_detail",
    "opinion",
    "forecast_vs_fact",
    "precision",
]
Kind: TypeAlias = _Contradicted | _Entailed | _Neutral

# The kinds that a label has.
KINDS: dict[Label, tuple[Kind, ...]] = {
    "entailment": get_args(_Entailed),
    "neutral": get_args(_Neutral),
    "contradiction": get_args(_Contradicted),
}


class NewsPair(BaseModel):
    """A labelled pair of sentences; ``kind`` says what they differ in, or what they have in common."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: str = Field(pattern=r"^[a-z_]+-\d\d$")
    premise: str = Field(min_length=1)
    hypothesis: str = Field(min_length=1)
    label: Label
    kind: Kind
    split: Split


def load(split: Split | None = None, file: Path = PAIRS) -> list[NewsPair]:
    """The pairs of one split, or all, in the order of the file.

    Raises:
        ValueError: A row does not hold what it should; says which and why. That goes too for an id or a sentence
            that occurs twice, and for a kind that its label does not have.
    """
    pairs = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            pair = NewsPair.model_validate_json(line)
        except ValidationError as error:
            raise ValueError(f"{file}, line {number}: {error}") from error
        if pair.kind not in KINDS[pair.label]:
            raise ValueError(f"{file}, line {number}: {pair.kind} is no kind of {pair.label}")
        pairs.append(pair)
    for what, found in (
        ("id", [pair.id for pair in pairs]),
        ("sentence", [text for pair in pairs for text in (pair.premise, pair.hypothesis)]),
    ):
        twice = [value for value, count in Counter(" ".join(v.lower().split()) for v in found).items() if count > 1]
        if twice:
            raise ValueError(f"{file}: {what} occurs twice: {twice[0]}")
    return [pair for pair in pairs if split in (None, pair.split)]
