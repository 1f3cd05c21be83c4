"""Whether the values of two claims can both be true, whatever kind they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.disagreement.difference import difference
from rag.reading.question import analyse
from tests.disagreement.reads import claim_of

if TYPE_CHECKING:
    from rag.disagreement.relation import Verdict

pytestmark = pytest.mark.model

FREED = "How many prisoners were released?"
LOAD = "What is the maximum load of the shelf?"
WEIGHT = "What is the weight of the shelf?"
DOSE = "How much Talvin do adults take?"
COST = "How much does the pass cost?"
WHY = "Why did the ferry sink?"
OPEN = "Is the mill open?"


def _verdict(question: str, first: str, second: str, similar: float | None = None) -> Verdict:
    asked, claims = analyse(question), (claim_of(question, first), claim_of(question, second))
    alike = None if similar is None else lambda *_: similar
    found = {difference(asked, *pair, alike).verdict for pair in (claims, claims[::-1])}
    assert len(found) == 1, "the order makes a difference"
    return found.pop()


NUMBERS: list[tuple[str, str, str, str, Verdict]] = [
    # Who counts "at least 80" does not mean 600, though the words leave room for it.
    ("far bound", FREED, "[At least 80] prisoners were released.", "[600] prisoners were released.", "excludes"),
    ("near bound", FREED, "[At least 80] prisoners were released.", "[95] prisoners were released.", "refines"),
    (
        "far bounds",
        FREED,
        "[At least 80] prisoners were released.",
        "[More than 600] prisoners were released.",
        "excludes",
    ),
    (
        "near bounds",
        FREED,
        "[At least 80] prisoners were released.",
        "[More than 100] prisoners were released.",
        "refines",
    ),
    ("other side", FREED, "[At least 80] prisoners were released.", "[60] prisoners were released.", "excludes"),
    # Vague words count nothing.
    ("dozens", FREED, "[Dozens] of prisoners were released.", "[600] prisoners were released.", "incomparable"),
    ("a dozen", FREED, "[24] prisoners were released.", "[600] prisoners were released.", "excludes"),
    ("several", FREED, "[Several] prisoners were released.", "[600] prisoners were released.", "incomparable"),
    ("seven", FREED, "[Seven] prisoners were released.", "[600] prisoners were released.", "excludes"),
    ("fitting", FREED, "[Dozens] of prisoners were released.", "[48] prisoners were released.", "refines"),
    # Of limits only one is in force; as estimates both can be true.
    (
        "limits",
        LOAD,
        "The shelf carries [no more than 25 kg].",
        "The shelf carries [no more than 15 kg].",
        "excludes",
    ),
    ("estimates", WEIGHT, "The shelf weighs [no more than 25 kg].", "It weighs [no more than 15 kg].", "refines"),
    (
        "one limit",
        LOAD,
        "The shelf carries [no more than 25 kg].",
        "The shelf carries [up to 25 kg].",
        "same",
    ),
    (
        "both sides",
        LOAD,
        "The shelf carries [no more than 25 kg].",
        "The shelf carries [at least 15 kg].",
        "incomparable",
    ),
    # Rates are compared with rates of the same time.
    ("rates", DOSE, "Adults take [20 mg per day].", "Adults take [10 mg per day].", "excludes"),
    ("one rate", DOSE, "Adults take [20 mg per day].", "Adults take [20 mg a day].", "same"),
    ("other rates", DOSE, "Adults take [20 mg per day].", "Adults take [10 mg per week].", "incomparable"),
    ("rate told apart", DOSE, "Adults take [20 mg per day].", "Once a day, adults take [10 mg].", "excludes"),
    ("other rate apart", DOSE, "Adults take [20 mg per day].", "Once a week, adults take [10 mg].", "incomparable"),
    ("rate and none", COST, "The pass costs [20 euros a month].", "The pass costs [30 euros].", "incomparable"),
    ("monthly", COST, "The pass costs [20 euros a month].", "The pass costs [30 euros] monthly.", "excludes"),
]


@pytest.mark.parametrize(
    ("question", "first", "second", "verdict"), [case[1:] for case in NUMBERS], ids=[case[0] for case in NUMBERS]
)
def test_numbers(question: str, first: str, second: str, verdict: Verdict) -> None:
    assert _verdict(question, first, second) == verdict


@pytest.mark.parametrize(
    "often",
    [
        "twice a day",
        "two times a day",
        pytest.param(
            "in the morning and in the evening of each day",
            marks=pytest.mark.xfail(reason="times of the day are not counted"),
        ),
    ],
)
def test_ten_twice_a_day_are_twenty_a_day(often: str) -> None:
    assert _verdict(DOSE, "Adults take [20 mg per day].", f"Adults take [10 mg] {often}.") != "excludes"


def test_a_number_and_a_time_are_not_compared() -> None:
    assert _verdict(FREED, "[80] prisoners were released.", "Prisoners were released in [1950].") == "incomparable"


CAUSES: list[tuple[str, str, str, Verdict]] = [
    (
        "denied",
        "The ferry sank because [its bow door was open].",
        "Not the bow door but [a rogue wave] sank the ferry.",
        "excludes",
    ),
    (
        "not denied",
        "The ferry sank because [its bow door was open].",
        "Not only the bow door but [a rogue wave] sank the ferry.",
        "incomparable",
    ),
    (
        "other intent",
        "The ferry sank because of [sabotage].",
        "The ferry sank because of [an accident].",
        "excludes",
    ),
    ("both played a part", "The ferry sank because of [a wave].", "The ferry sank because of [wind].", "incomparable"),
    (
        "the only one",
        "The ferry sank because of [a wave].",
        "The ferry sank only because of [an overload].",
        "excludes",
    ),
    ("one of two", "The ferry sank because of [a wave].", "It sank partly because of [an overload].", "incomparable"),
    ("the same", "The ferry sank because of [a wave].", "It sank because of [a wave].", "same"),
]


@pytest.mark.parametrize(
    ("first", "second", "verdict"), [case[1:] for case in CAUSES], ids=[case[0] for case in CAUSES]
)
def test_causes(first: str, second: str, verdict: Verdict) -> None:
    assert _verdict(WHY, first, second, similar=0.1) == verdict


def test_what_denies_a_cause_may_stand_in_the_next_sentence() -> None:
    given = "The ferry sank because of [a fire]."
    rejecting, other = "It sank because [it was overladen]. There was no fire.", "It sank because [it was overladen]."
    assert _verdict(WHY, given, rejecting, similar=0.1) == "excludes"
    assert _verdict(WHY, given, other, similar=0.1) == "incomparable"


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ("The mill is open.", "The mill is closed.", "excludes"),
        ("The mill is open.", "The mill is not closed.", "same"),
        ("The mill is not open.", "The mill is closed.", "same"),
    ],
)
def test_stances(first: str, second: str, verdict: Verdict) -> None:
    assert _verdict(OPEN, first, second) == verdict


@pytest.mark.parametrize(
    ("question", "first", "second", "verdict"),
    [
        ("Who runs the mill?", "[Ana Berg] runs the mill.", "[Tom Ahl] runs the mill.", "excludes"),
        ("Who runs the mill?", "[Ana Berg] runs the mill.", "[Ms Berg] runs the mill.", "same"),
        ("Who runs the mill?", "[Ana Berg] runs the mill.", "[Her father] runs the mill.", "incomparable"),
        ("Which firm built it?", "[Kestrel] built it.", "[Orsa Works] built it.", "excludes"),
        ("Which firms built it?", "[Kestrel] built it.", "[Orsa Works] built it.", "incomparable"),
        ("Where was she born?", "She was born in [Lisbon].", "She was born in [Porto].", "excludes"),
        ("Where was she born?", "She was born in [Portugal].", "She was born in [Porto].", "refines"),
        # Accents and case are no difference.
        ("Where was she born?", "She was born in [Málaga].", "She was born in [Malaga].", "same"),
    ],
)
def test_names(question: str, first: str, second: str, verdict: Verdict) -> None:
    assert _verdict(question, first, second) == verdict


HULL = "What is the hull made of?"


@pytest.mark.parametrize(
    ("question", "second", "similar", "verdict"),
    [
        (HULL, "The hull is made of [Pine].", 0.1, "differs"),
        (HULL, "The hull is made of [Pine].", 0.9, "incomparable"),  # so alike that they may be two words for one
        (HULL, "The hull is made of [Pine].", None, "incomparable"),  # nobody tells how alike
        (HULL, "The hull is made of [Murn Oak].", 0.1, "incomparable"),  # says more of the same name
        (HULL, "The hull is made of [Whatever the yard could buy from ships].", 0.1, "incomparable"),  # no name
        ("What are the parts of the hull made of?", "The hull is made of [Pine].", 0.1, "incomparable"),
    ],
)
def test_names_that_only_the_world_tells_apart(
    question: str, second: str, similar: float | None, verdict: Verdict
) -> None:
    assert _verdict(question, "The hull is made of [Oak].", second, similar=similar) == verdict


def test_a_word_in_lower_case_names_a_thing_too() -> None:
    assert _verdict(HULL, "The hull is made of [oak].", "The hull is made of [pine].", similar=0.1) == "differs"


def test_of_several_things_each_may_have_its_name() -> None:
    question = "What are the motors made by Kestrel called?"
    assert _verdict(question, "One motor is [Falcon].", "One motor is [R40].", similar=0.1) == "incomparable"


def test_a_reason_names_both_values() -> None:
    asked = analyse(FREED)
    first, second = (claim_of(FREED, f"[{n}] prisoners were released.") for n in (80, 600))
    reason = difference(asked, first, second).reason
    assert "“80”" in reason
    assert "“600”" in reason
