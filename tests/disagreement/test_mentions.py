"""Whether a file says another's value near what it claims."""

from __future__ import annotations

import pytest

from rag.disagreement.mentions import says_too
from tests.disagreement.reads import claim_of, read

pytestmark = pytest.mark.model

PRICE = "What was the price of the mill?"
OTHER = "The price of the mill was [300 million euros]."
NEAR = [
    ("The price of the mill was [900 million euros], of which 300 million euros was paid in shares.", True),
    ("The price of the mill was [900 million euros], of which 310 million euros was paid in shares.", False),
    ("A first offer was 300 million euros. The price of the mill was [900 million euros].", True),
    ("The price of the mill was [900 million euros]. Of this, 300 million euros was paid in shares.", True),
    ("The price of the mill was [900 million euros], of which €0.3 billion was paid in shares.", True),
    # Two sentences on, another thing is told of.
    ("The price of the mill was [900 million euros]. It was sold. The land cost 300 million euros.", False),
    # Another kind of value: people are not euros.
    ("The price of the mill was [900 million euros], of which 300 workers got a share.", False),
    # The claim's own words are not "elsewhere".
    ("The price of the mill was [300 million euros].", False),
    # Somebody's word may well be set beside another's.
    ("Ana Berg says that the price was [900 million euros], of which 300 million euros was paid in shares.", False),
]


@pytest.mark.parametrize(("marked", "too"), NEAR, ids=[marked for marked, _ in NEAR])
def test_says_too(marked: str, too: bool) -> None:
    claim, other = claim_of(PRICE, read("a.txt", marked)), claim_of(PRICE, read("b.txt", OTHER))
    assert says_too(claim, other) is too


def test_a_file_is_not_compared_with_itself() -> None:
    claim = claim_of(PRICE, read("a.txt", NEAR[0][0]))
    assert not says_too(claim, claim_of(PRICE, read("a.txt", OTHER)))
    assert says_too(claim, claim_of(PRICE, read("b.txt", OTHER)))


def test_what_has_no_value_is_not_found() -> None:
    question = "Who sold the mill?"
    claim = claim_of(question, read("a.txt", "[Ana Berg] sold the mill. Tom Ahl had bought it."))
    assert not says_too(claim, claim_of(question, read("b.txt", "[Tom Ahl] sold the mill.")))


def test_a_weekday_nearby_is_read_from_the_date_of_its_own_file() -> None:
    question = "When did the trial begin?"
    other = claim_of(question, read("b.txt", "The trial began on [8 January 2026]."))
    marked = "Ana Berg was seized on Thursday. The trial began on [20 January 2026]."
    assert says_too(claim_of(question, read("a.txt", marked, "2026-01-09")), other)
    assert not says_too(claim_of(question, read("a.txt", marked, "2026-01-16")), other)


def test_a_time_before_or_after_another_says_nothing_of_what_lies_in_it() -> None:
    question = "When will the tunnel open?"
    other = claim_of(question, read("b.txt", "The tunnel will open in [June 2024]."))
    marked = "The tunnel will open in [March 2025]. No trains will run before {}."
    assert not says_too(claim_of(question, read("a.txt", marked.format("autumn 2026"))), other)
    assert says_too(claim_of(question, read("a.txt", marked.replace("before {}", "in June 2024"))), other)
