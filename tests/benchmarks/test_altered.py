"""The altered sentences that the gate is measured on."""

from __future__ import annotations

import pytest

from tests.benchmarks.altered import cases

TEXTS = [
    "In 1994, the town council of Bergen paid 250 workers to repair the old bridge over the river. "
    "Anna Berg, who led the council of Oslo until 2003, had opened the bridge on 8 January 1951.",
    "Tomas Lind moved from Madrid to Geneva in 1970, where he met Clara Holm. "
    "Henrik Moe and Greta Falk of Lisbon wrote to him from Vienna every week for 12 years.",
]


@pytest.mark.model
def test_each_sentence_comes_as_itself_and_altered() -> None:
    made = list(cases(TEXTS))
    quotes = {case.quote for case in made}
    assert len(quotes) == 4
    assert {case.made for case in made} >= {"itself", "date", "name"}
    assert all((case.quote == case.sentence) == (case.made == "itself") for case in made)
    assert all(case.true == (case.made in {"itself", "reworded", "shortened"}) for case in made)


@pytest.mark.model
def test_the_same_seed_makes_the_same_cases() -> None:
    assert list(cases(TEXTS, seed=3)) == list(cases(TEXTS, seed=3))
