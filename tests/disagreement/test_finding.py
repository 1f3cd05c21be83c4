"""What sources disagree on, from claims to positions. First of all: where both can be true, the flag stays down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.disagreement.claims import read_claims
from rag.disagreement.finding import compare_claims, pairs_of
from rag.reading.judge import Verdict
from rag.reading.question import analyse
from tests.disagreement.reads import compared, read
from tests.disagreement.shapes import BUILT, FREED, SHAPES, Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.disagreement.claim import Read
    from rag.disagreement.finding import Finding
    from tests.disagreement.shapes import Shape

pytestmark = pytest.mark.model


def _reads(*told: Told | str) -> list[Read]:
    """One file each: a.txt, b.txt …"""
    files = (Told(t) if isinstance(t, str) else t for t in told)
    return [read(f"{name}.txt", *file) for name, file in zip("abcdefgh", files, strict=False)]


def _positions(finding: Finding) -> list[list[tuple[str, str]]]:
    """The file and the words of each claim of each position."""
    return [
        [(claim.source, claim.words) for claim in position]
        for conflict in finding.conflicts
        for position in conflict.positions
    ]


@pytest.mark.parametrize("shape", SHAPES, ids=[shape.name for shape in SHAPES])
def test_the_flag_stays_down(shape: Shape) -> None:
    finding = compared(shape.question, _reads(shape.first, shape.second))
    assert not finding.conflicts
    assert [pair.aside.grounds for pair in finding.asides if pair.aside] == ([shape.grounds] if shape.grounds else [])
    assert len(finding.claims) == 2, "nothing was compared"


@pytest.mark.parametrize("shape", SHAPES, ids=[shape.name for shape in SHAPES])
def test_the_near_miss_is_flagged(shape: Shape) -> None:
    finding = compared(shape.question, _reads(shape.first, shape.changed))
    assert [[source for source, _ in position] for position in _positions(finding)] == [["a.txt"], ["b.txt"]]
    assert not finding.asides


@pytest.mark.xfail(strict=True, reason="the parser takes the number for one of the weekday, and so nothing is counted")
def test_a_weekday_before_a_number_does_not_hide_what_is_counted() -> None:
    told = [f"On Friday {counted} were released." for counted in ("[600] prisoners", "[80] women")]
    assert not compared(FREED, _reads(*told)).conflicts


def test_things_of_one_name_in_two_towns_are_two_things() -> None:
    told = [f"The Halden Bridge in {town} was opened in [{year}]." for town, year in (("Murn", 1950), ("Telm", 1987))]
    assert not compared(BUILT, _reads(*told)).conflicts


@pytest.mark.parametrize(
    ("question", "conflicts"), [("Which prisoners were released?", 0), ("Which prisoner was released?", 1)]
)
def test_a_list_is_no_disagreement_where_several_are_asked_for(question: str, conflicts: int) -> None:
    finding = compared(question, _reads("[Ana Berg] was released.", "[Tom Ahl] was released."))
    assert len(finding.conflicts) == conflicts


def test_two_limits_are_flagged_where_the_limit_is_asked_for() -> None:
    reads = _reads("The shelf carries [no more than 25 kg].", "The shelf carries [no more than 15 kg].")
    assert len(compared("What is the maximum load of the shelf?", reads).conflicts) == 1
    assert not compared("What does the shelf carry?", reads).conflicts


def test_bounds_far_apart_are_flagged() -> None:
    first = "On Friday [at least 80] prisoners were released."
    assert compared(FREED, _reads(first, "On Friday [more than 600] prisoners were released.")).conflicts
    assert not compared(FREED, _reads(first, "On Friday [more than 100] prisoners were released.")).conflicts


class _Counting:
    """A judge to whom all clashes, and who counts what was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Verdict]:
        self.asked += len(pairs)
        return [Verdict(0.02, 0.03, 0.95) for _ in pairs]


@pytest.mark.parametrize(
    ("beside", "asked"),
    [
        ("", 2),
        (", of which 310 million euros was paid in shares", 2),
        (", of which 300 million euros was paid in shares", 0),
    ],
)
def test_no_judge_is_asked_about_what_the_files_show_to_be_of_two_things(beside: str, asked: int) -> None:
    first = f"The price of the mill was [900 million euros]{beside}."
    reads = _reads(first, "The price of the mill was [300 million euros].")
    question, judge = analyse("What was the price of the mill?"), _Counting()
    finding = compare_claims(question, read_claims(question, reads), threshold=0.5, judge=judge)
    assert judge.asked == asked
    assert len(finding.conflicts) == bool(asked)


MINISTRY = "The ministry says that 600 prisoners were released. "


def _one_file(text: str, *values: str) -> list[Read]:
    """One file, read in several places."""
    return [read("a.txt", text.replace(value, f"[{value}]", 1)) for value in values]


@pytest.mark.parametrize(
    ("text", "conflicts"),
    [
        ("The union says that 80 prisoners were released.", 1),
        ("Later the ministry says that 80 prisoners were released.", 0),  # one voice may tell of two things
        ("Then 80 prisoners were released.", 0),  # nobody's word: the file's own figures are of two things
    ],
)
def test_two_voices_of_one_file(text: str, conflicts: int) -> None:
    assert len(compared(FREED, _one_file(MINISTRY + text, "600", "80")).conflicts) == conflicts


def test_two_voices_of_one_sentence() -> None:
    text = "The ministry says that [600] prisoners were released, but the union says that {} were released."
    assert _positions(compared(FREED, [read("a.txt", text.format("80"))])) == [[("a.txt", "600")], [("a.txt", "80")]]
    assert not compared(FREED, [read("a.txt", text.format("600"))]).conflicts


@pytest.mark.parametrize(
    ("marked", "conflicts"),
    [
        ("The ministry says that [over 600] prisoners were released. The union contests the figure.", 1),
        ("The ministry says that [over 600] prisoners were released. The union accepts the figure.", 0),
        ("The ministry says that [over 600] prisoners were released, but the union disputes this figure.", 1),
        ("The ministry says that [over 600] prisoners were released, but the union welcomes this figure.", 0),
    ],
)
def test_a_file_that_says_itself_that_a_figure_is_contested(marked: str, conflicts: int) -> None:
    finding = compared(FREED, [read("a.txt", marked)])
    assert len(finding.conflicts) == conflicts
    if conflicts:
        first, second = finding.conflicts[0].positions
        assert first[0].words == "over 600"
        assert second[0].said_by is not None
        assert second[0].said_by.name.lower() == "the union"


def test_a_contested_figure_is_none_where_one_party_is_asked_for() -> None:
    marked = "The ministry says that [over 600] prisoners were released. The union contests the figure."
    assert not compared(f"{FREED[:-1]}, according to the ministry?", [read("a.txt", marked)]).conflicts


@pytest.mark.parametrize(
    ("marked", "conflicts"),
    [
        ("The number of prisoners released was [80], not 600.", 0),
        ("The number of prisoners released was 80, not [600].", 0),
        ("Not [600] but 80 prisoners were released.", 0),
        ("Not [80] but 600 prisoners were released.", 1),
        ("The number of prisoners released was 600, not [80].", 1),
    ],
)
def test_a_correction_is_no_dispute_and_leaves_what_it_puts_instead(marked: str, conflicts: int) -> None:
    assert not compared(FREED, [read("a.txt", marked)]).conflicts
    finding = compared(FREED, _reads(marked, "On Friday [80] prisoners were released."))
    assert len(finding.conflicts) == conflicts


def test_positions_hold_all_their_files() -> None:
    told = [f"On Friday [{n}] prisoners were released." for n in ("80", "600", "eighty", "six hundred", "80")]
    found = _positions(compared(FREED, _reads(*told)))
    assert found == [
        [("a.txt", "80"), ("c.txt", "eighty"), ("e.txt", "80")],
        [("b.txt", "600"), ("d.txt", "six hundred")],
    ]


def test_what_leaves_room_for_a_position_joins_it() -> None:
    told = [f"On Friday [{n}] prisoners were released." for n in ("83", "600", "about 80")]
    assert _positions(compared(FREED, _reads(*told))) == [[("a.txt", "83"), ("c.txt", "about 80")], [("b.txt", "600")]]


def test_three_values_are_three_positions_of_one_conflict() -> None:
    told = [f"On Friday [{n}] prisoners were released." for n in (80, 600, 300)]
    finding = compared(FREED, _reads(*told))
    assert len(finding.conflicts) == 1
    assert _positions(finding) == [[("a.txt", "80")], [("b.txt", "600")], [("c.txt", "300")]]


def test_the_likeliest_claim_comes_first() -> None:
    reads = [
        read(f"{name}.txt", f"On Friday [{n}] prisoners were released.", holds=holds)
        for name, n, holds in (("a", 80, 0.5), ("b", 80, 0.7), ("c", 600, 0.9))
    ]
    assert _positions(compared(FREED, reads)) == [[("c.txt", "600")], [("b.txt", "80"), ("a.txt", "80")]]


def test_the_order_of_claims_makes_no_difference() -> None:
    reads = _reads(*(f"On Friday [{n}] prisoners were released." for n in (80, 600, 80)))
    assert _positions(compared(FREED, reads)) == _positions(compared(FREED, reads[::-1]))


def test_less_likely_than_the_threshold_is_not_told() -> None:
    reads = _reads(*(f"On Friday [{n}] prisoners were released." for n in (80, 600)))
    likely = compared(FREED, reads).conflicts[0].likely
    assert 0.5 < likely <= 1
    assert compared(FREED, reads, threshold=likely).conflicts
    assert not compared(FREED, reads, threshold=1.01).conflicts


def test_sentences_of_other_things_are_not_compared() -> None:
    sure = read("a.txt", "On Friday [80] prisoners were released.")
    other = read("b.txt", "[600] geese were counted.", axis=1, holds=0.05, likeness=0.1, coverage=0.1)
    assert not compared(FREED, [sure, other]).conflicts


@pytest.mark.parametrize(
    ("marked", "conflicts"),
    [
        ("The price of the mill was [900 million euros], of which 300 million euros was paid in shares.", 0),
        ("The price of the mill was [900 million euros], of which 310 million euros was paid in shares.", 1),
    ],
)
def test_a_file_that_gives_both_values_is_at_odds_with_neither(marked: str, conflicts: int) -> None:
    reads = _reads(marked, "The price of the mill was [300 million euros].")
    assert len(compared("What was the price of the mill?", reads).conflicts) == conflicts


@pytest.mark.parametrize(("again", "conflicts"), [("80", 0), ("82", 1)])
def test_files_that_agree_elsewhere_tell_of_two_things(again: str, conflicts: int) -> None:
    reads = [
        read("a.txt", "On Friday [80] prisoners were released."),
        read("b.txt", "On Friday [600] prisoners were released."),
        read("b.txt", f"Far away and long after that, it rained. By then [{again}] prisoners were released."),
    ]
    assert len(compared(FREED, reads).conflicts) == conflicts


def test_of_one_file_the_two_likeliest_sentences_are_heard() -> None:
    text = (
        "On Friday 40 prisoners were released. On Sunday 50 prisoners were released. Today 60 prisoners were released."
    )
    reads = [read("a.txt", text.replace(str(n), f"[{n}]"), holds=n / 100) for n in (40, 50, 60)]
    asked = analyse(FREED)
    heard, pairs, disputes = pairs_of(asked, read_claims(asked, reads))
    assert [claim.words for claim in heard] == ["60", "50"]
    assert not pairs, "one file's own figures are of two things"
    assert not disputes


@pytest.mark.parametrize(("holds", "conflicts"), [(0.95, 1), (0.05, 0)])
def test_names_that_nothing_sets_apart_are_at_odds_only_where_both_surely_answer(holds: float, conflicts: int) -> None:
    question = "What is the hull made of?"
    reads = [
        read(f"{name}.txt", f"The hull is made of [{wood}].", holds=holds, likeness=holds, coverage=holds)
        for name, wood in (("a", "Oak"), ("b", "Pine"))
    ]
    assert len(compared(question, reads, threshold=0.0, similar=lambda *_: 0.1).conflicts) == conflicts


@pytest.mark.parametrize("reads", [[], _reads("On Friday [80] prisoners were released.")])
def test_of_one_claim_or_none_there_is_nothing_to_tell(reads: list[Read]) -> None:
    finding = compared(FREED, reads)
    assert (finding.conflicts, finding.asides, finding.claims) == ((), (), ())


def test_claims_are_compared_in_any_order() -> None:
    asked = analyse(FREED)
    claims = read_claims(asked, _reads(*(f"On Friday [{n}] prisoners were released." for n in (80, 600))))
    assert compare_claims(asked, claims, threshold=0.5) == compare_claims(asked, claims[::-1], threshold=0.5)
