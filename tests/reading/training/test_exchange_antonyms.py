from __future__ import annotations

import pytest

from rag.reading.parser import parse
from rag.reading.training.exchange_antonyms import PAIRS, opposites


def test_the_table_goes_both_ways() -> None:
    assert sum(len(o) for table in PAIRS.values() for o in table.values()) / 2 >= 250
    for part in ("VERB", "NOUN", "ADJ", "ADV"):
        for word, others in PAIRS[part].items():
            assert word not in others
            assert all(word in PAIRS[part][other] for other in others)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("Prices rose in the spring.", "rose", "fell"),
        ("The jury convicted the sailor.", "convicted", "acquitted"),
        ("It is the largest lake in the country.", "largest", "smallest"),
        ("The committee rejected the plan.", "rejected", "accepted"),
        ("The bank opened before the war.", "before", "after"),
        ("The town lies in the northern part of the valley.", "northern", "southern"),
        ("This route is more common.", "more", "less"),
    ],
)
def test_found(text: str, old: str, new: str) -> None:
    assert (text.index(old), text.index(old) + len(old), new) in opposites(parse(text))


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "The committee did not reject the plan.",
        "They asked whether prices were higher or lower.",
        "The train drove through Bad Homburg.",
    ],
)
def test_left_alone(text: str) -> None:
    assert opposites(parse(text)) == []
