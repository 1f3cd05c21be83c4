"""Which statements are compared at all."""

from __future__ import annotations

import pytest

from rag.disagreement.blocking import Rarity, candidate_pairs
from rag.disagreement.statements_of import Sentence, Statement, Text, statements_of
from rag.reading.parser import parse

pytestmark = pytest.mark.model


def statements(source: str, sentence: str) -> list[Statement]:
    return statements_of(Sentence(Text(source, sentence, None), 0, sentence, "", ""), parse(sentence))


def rarity(*found: Statement) -> Rarity:
    return Rarity.of(one.place.text.words for one in found)


def test_a_rare_word_tells_more() -> None:
    words = Rarity.of([frozenset({"common", "rare"}), frozenset({"common"}), frozenset({"common"})])
    assert words.weight("rare") > words.weight("common") > 0
    assert words.total(["rare", "common"]) == pytest.approx(words.weight("rare") + words.weight("common"))


def test_pairs_are_of_one_kind_and_of_two_files() -> None:
    found = [
        *statements("a.txt", "The Alma carried 41 passengers."),
        *statements("b.txt", "The Alma carried 38 passengers."),
        *statements("b.txt", "The Alma took 38 passengers."),
        *statements("c.txt", "The Alma carried passengers on 3 May 2024."),
    ]
    assert [one.kind for one in found] == ["count", "count", "count", "date"]
    assert list(candidate_pairs(found, rarity(*found))) == [(0, 1), (0, 2)]


def test_statements_without_a_common_word_make_no_pair() -> None:
    found = [
        *statements("a.txt", "The Alma carried 41 passengers."),
        *statements("b.txt", "Brenna sold 38 tractors."),
    ]
    assert len(found) == 2
    assert list(candidate_pairs(found, rarity(*found))) == []


def test_each_statement_keeps_some_partners_only() -> None:
    found = [one for i in range(90) for one in statements(f"{i:02}.txt", f"The Alma carried {i + 40} passengers.")]
    assert len(found) == 90
    pairs = list(candidate_pairs(found, rarity(*found)))
    assert len(pairs) == len(set(pairs)) <= 90 * 30 < 90 * 89 / 2
