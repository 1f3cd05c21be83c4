"""Two parties in one sentence, each with a value of its own."""

from __future__ import annotations

import pytest

from rag.reading.parser import parse_written
from rag.reading.rival_accounts import rival_accounts


def _told(sentence: str, kind: str, asked: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    return [
        (sentence[a.span.start : a.span.end], a.said_by.name)
        for a in rival_accounts(parse_written(sentence), kind, asked)  # type: ignore[arg-type]
    ]


@pytest.mark.parametrize(
    ("sentence", "kind", "accounts"),
    [
        (
            "The ministry counts 18,400, whereas its critics insist on 26,000 for the same week.",
            "count",
            [("18,400", "The ministry"), ("26,000", "its critics")],
        ),
        (
            "The inspector estimates 46 tonnes of cod; skipper Holm stands by the 38 tonnes in his logbook.",
            "measure",
            [("46 tonnes", "The inspector"), ("38 tonnes", "skipper Holm")],
        ),
        (
            "The treasurer declared 2.1 million euros, but the auditors reckon with 3.4 million.",
            "money",
            [("2.1 million euros", "The treasurer"), ("3.4 million", "the auditors")],
        ),
        (
            "The monks maintain that the mill was built in 1871, while the historian Ida Berg argues for 1894.",
            "date",
            [("1871", "The monks"), ("1894", "the historian Ida Berg")],
        ),
    ],
)
def test_each_party_has_its_value(sentence: str, kind: str, accounts: list[tuple[str, str]]) -> None:
    assert _told(sentence, kind) == accounts


@pytest.mark.parametrize(
    "sentence",
    [
        # Nobody stands for either: two facts of two things.
        "The north bank has 40 houses, while the south bank has 60.",
        # One party only.
        "The police count 40 guests, but 60 had been invited.",
        # The same party twice.
        "The police say 40 came, while the police say 60 left.",
        # A condition of one of them is another's account, not set against it.
        "The union counts 40.",
    ],
)
def test_without_two_parties_there_are_no_rivals(sentence: str) -> None:
    assert _told(sentence, "count") == []


def test_whose_name_is_asked_about_is_no_party() -> None:
    sentence = "Norland claims 5 islands, while Sudland claims 9 islands."
    assert len(_told(sentence, "count")) == 2
    assert _told(sentence, "count", frozenset({"norland"})) == []
