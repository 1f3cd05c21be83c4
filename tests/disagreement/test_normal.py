"""Values in a normal form."""

from __future__ import annotations

import pytest

from rag.disagreement.moments import read_moment
from rag.disagreement.normal import iso_of, normal_form
from rag.text.spans import Span
from tests.disagreement.reads import claim_of, read

pytestmark = pytest.mark.model

COUNT = "How many prisoners were released?"
COST = "How much did the bridge cost?"
LENGTH = "How long is the tunnel?"
SHARE = "What percentage of the votes did Berg win?"
LAST = "How long did the trial last?"
DATE = "When did the trial begin?"
PLACE = "Where was the treaty signed?"

CASES = [
    # Counts, and the bounds that words set.
    (COUNT, "In all [14] prisoners were released.", "14"),
    (COUNT, "In all [fourteen] prisoners were released.", "14"),
    (COUNT, "In all [1,400] prisoners were released.", "1400"),
    (COUNT, "On Monday [at least 80] prisoners were released.", ">= 80"),
    (COUNT, "On Monday [more than 80] prisoners were released.", "> 80"),
    (COUNT, "On Monday [at most 80] prisoners were released.", "<= 80"),
    (COUNT, "On Monday [no more than 80] prisoners were released.", "<= 80"),
    (COUNT, "On Monday [fewer than 80] prisoners were released.", "< 80"),
    (COUNT, "On Monday [about 80] prisoners were released.", "about 80"),
    (COUNT, "On Monday [50 to 60] prisoners were released.", "50..60"),
    # Money, by the code of the currency (ISO 4217), written out.
    (COST, "The bridge cost [€412 million].", "412000000 EUR"),
    (COST, "The bridge cost [412 million euros].", "412000000 EUR"),
    (COST, "The bridge cost [over 3 million euros].", "> 3000000 EUR"),
    (COST, "The pass cost [20 euros a month].", "20 EUR per month"),
    # Measures, in the unit that was written.
    (LENGTH, "The tunnel is [2.5 km] long.", "2.5 kilometre"),
    (LENGTH, "The tunnel is [10 to 20 miles] long.", "10..20 mile"),
    # Shares in per cent.
    (SHARE, "Berg won [half] of the votes.", "50 %"),
    (SHARE, "Berg won [one in five] of the votes.", "20 %"),
    (SHARE, "Berg won [two thirds] of the votes.", "66.6667 %"),
    # Lengths of time.
    (LAST, "The trial lasted [two years].", "2 year"),
    (LAST, "The trial lasted [24 months].", "24 month"),
    # Times.
    (DATE, "The trial began on [8 January 2026].", "2026-01-08"),
    (DATE, "The trial began on [Jan. 8, 2026].", "2026-01-08"),
    (DATE, "The trial began in [January 2026].", "2026-01"),
    (DATE, "The trial began in [December 2025].", "2025-12"),
    (DATE, "The trial began in [2026].", "2026"),
    # Names, folded.
    (PLACE, "The treaty was signed in [Málaga].", "malaga"),
    (PLACE, "The treaty was signed in [Murn].", "murn"),
]


@pytest.mark.parametrize(("question", "marked", "normal"), CASES, ids=[marked for _, marked, _ in CASES])
def test_normal_form(question: str, marked: str, normal: str) -> None:
    assert normal_form(claim_of(question, marked)) == normal


@pytest.mark.parametrize(
    ("marked", "normal"),
    [
        ("Berg won [61 per cent] of the votes.", "61 %"),
        ("Berg won [61.5%] of the votes.", "61.5 %"),
        ("Berg won [over 60%] of the votes.", "> 60 %"),
    ],
)
def test_shares_written_in_per_cent(marked: str, normal: str) -> None:
    assert normal_form(claim_of(SHARE, marked)) == normal


@pytest.mark.parametrize(
    ("day", "normal"),
    [("2026-01-09", "2026-01-08"), ("2026-01-08", "2026-01-08"), ("2026-01-23", "2026-01-22")],
)
def test_a_weekday_is_read_from_the_date_of_its_file(day: str, normal: str) -> None:
    assert normal_form(claim_of(DATE, read("a.txt", "The trial began on [Thursday].", day))) == normal


def test_a_day_whose_year_nobody_knows_stays_in_words() -> None:
    assert normal_form(claim_of(DATE, "The trial began on [Thursday].")) == "thursday"


@pytest.mark.parametrize(("sentence", "answer"), [("The mill is open.", "yes"), ("The mill is closed.", "no")])
def test_a_stance_is_yes_or_no(sentence: str, answer: str) -> None:
    assert normal_form(claim_of("Is the mill open?", sentence)) == answer


@pytest.mark.parametrize(
    ("sentence", "words", "iso"),
    [
        ("It ran from 3 May 2024 to 9 June 2024.", "3 May 2024 to 9 June 2024", "2024-05-03/2024-06-09"),
        ("It ran from 2019 to 2021.", "2019 to 2021", "2019-01-01/2021-12-31"),
        ("It ran in February 2024.", "February 2024", "2024-02"),
        ("It ran on 29 February 2024.", "29 February 2024", "2024-02-29"),
        ("It ran in 2024.", "2024", "2024"),
        ("It ran in the 1990s.", "the 1990s", "1990-01-01/1999-12-31"),
        ("It ran on 3 May.", "3 May", None),  # of which year?
    ],
)
def test_times_in_iso_8601(sentence: str, words: str, iso: str | None) -> None:
    start = sentence.index(words)
    moment = read_moment(sentence, Span(start, start + len(words)))
    assert moment is not None
    assert iso_of(moment) == iso
