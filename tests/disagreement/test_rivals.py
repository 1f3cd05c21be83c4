"""What a file itself sets against a claim."""

from __future__ import annotations

import pytest

from rag.disagreement.rivals import rival_of
from tests.disagreement.reads import claim_of

pytestmark = pytest.mark.model

FREED = "How many prisoners were released?"
SAID = "The ministry says that [over 600] prisoners were released"

# Text, the words of the rival, who makes it, whether parties differ.
CONTESTED = [
    (f"{SAID}. The union contests the figure.", None, "The union"),
    (f"{SAID}. Foro Libre contests this figure.", None, "Foro Libre"),
    (f"{SAID}. Others dispute this.", None, "Others"),
    (f"{SAID}. The union disputes the figure: it counts 80.", "80", "The union"),
    (f"{SAID}. The union disputes the figure and counts 80.", "80", "The union"),
    (f"{SAID}, but the union disputes this figure.", None, "the union"),
    (f"{SAID}. The figure is disputed.", None, None),
    (f"{SAID}. This figure is wrong.", None, None),
    ("The union denies that [600] prisoners were released.", None, "The union"),
    ("The union called the ministry's figure of [600] inflated.", None, "The union"),
]
UNCONTESTED = [
    f"{SAID}.",
    f"{SAID}. The union accepts the figure.",
    f"{SAID}, but the union welcomes this figure.",
    f"{SAID}. The union contests the election.",
    f"{SAID}. The union disputes the 900 fines.",
    # Two sentences on, another figure may be meant.
    f"{SAID}. Talks went on about the wages of guards. The union disputes the figure.",
    "The union confirms that [600] prisoners were released.",
    "The union called the ministry's figure of [600] good.",
]


@pytest.mark.parametrize(("marked", "value", "by"), CONTESTED, ids=[case[0] for case in CONTESTED])
def test_parties_that_differ(marked: str, value: str | None, by: str | None) -> None:
    rival = rival_of(claim_of(FREED, marked))
    assert rival is not None
    assert rival.contested
    assert (rival.claim.said_by.name if rival.claim.said_by else None) == by
    assert (rival.claim.value.words if rival.claim.value else None) == value
    # Its words are an exact slice of the file, so that they can be quoted.
    read = rival.claim.read
    assert read.text[read.start : read.start + len(read.sentence)] == read.sentence
    assert rival.claim.words in read.sentence


def test_who_denies_a_figure_is_not_told_to_give_it() -> None:
    rival = rival_of(claim_of(FREED, f"{SAID}. The union denies that 600 prisoners were released."))
    assert rival is not None
    assert rival.claim.words == "denies that 600 prisoners were released"


@pytest.mark.parametrize("marked", UNCONTESTED)
def test_nobody_objects(marked: str) -> None:
    assert rival_of(claim_of(FREED, marked)) is None


@pytest.mark.parametrize(
    ("marked", "instead"),
    [
        ("The number of prisoners released was 80, not [600].", "80"),
        ("The number of prisoners released was [80], not 600.", None),  # what is put instead stands
        ("Not [600] but 80 prisoners were released.", "80"),
        ("Not 600 but [80] prisoners were released.", None),
        ("Both [600] men and 80 women were released.", None),
    ],
)
def test_a_correction_is_no_dispute(marked: str, instead: str | None) -> None:
    rival = rival_of(claim_of(FREED, marked))
    if instead is None:
        assert rival is None
    else:
        assert rival is not None
        assert not rival.contested
        assert rival.claim.words == instead


def test_the_reason_names_who_disputes_what() -> None:
    rival = rival_of(claim_of(FREED, f"{SAID}. The union contests the figure."))
    assert rival is not None
    assert "The union" in rival.reason
    assert "over 600" in rival.reason


def test_another_number_that_is_disputed_is_not_the_claim() -> None:
    assert rival_of(claim_of(FREED, f"{SAID}. The union disputes the number of guards.")) is None


def test_a_bound_may_be_left_out_where_the_figure_is_disputed() -> None:
    assert rival_of(claim_of(FREED, f"{SAID}. The union disputes the 600.")) is not None
