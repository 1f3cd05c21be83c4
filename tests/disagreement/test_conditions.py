"""Why two values that differ need not be at odds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from rag.disagreement.conditions import apart
from rag.reading.question import analyse
from tests.disagreement.reads import claim_of, read

if TYPE_CHECKING:
    from rag.disagreement.aside import Aside, Grounds

pytestmark = pytest.mark.model


class Told(NamedTuple):
    """A marked text, the date that its file bears, and the file's name."""

    marked: str
    day: str | None = None
    source: str | None = None


def _apart(question: str, first: Told, second: Told, similar: float | None = None) -> Aside | None:
    asked = analyse(question)
    one = claim_of(question, read(first.source or "a.txt", first.marked, first.day))
    other = claim_of(question, read(second.source or "b.txt", second.marked, second.day))
    alike = None if similar is None else lambda *_: similar
    found, turned = apart(asked, one, other, alike), apart(asked, other, one, alike)
    assert (found and found.grounds) == (turned and turned.grounds), "the order makes a difference"
    return found


def _grounds(question: str, first: Told, second: Told, similar: float | None = None) -> Grounds | None:
    aside = _apart(question, first, second, similar)
    return aside.grounds if aside else None


MEMBERS, HAVE = "How many members did the club have?", "How many members does the club have?"
GATE = "What is the width of the gate?"
WIDE, WIDER = "The width of the gate is [4 m].", "The width of the gate is [5 m]."
FEE = "How high is the fee?"
TIMES: list[tuple[str, str, Told, Told, Grounds | None]] = [
    (
        "other days",
        MEMBERS,
        Told("On 3 May 2024 the club had [40] members."),
        Told("On 9 June 2024 the club had [60] members."),
        "update",
    ),
    (
        "one day",
        MEMBERS,
        Told("On 3 May 2024 the club had [40] members."),
        Told("On 3 May 2024 the club had [60] members."),
        None,
    ),
    (
        "a day in the month",
        MEMBERS,
        Told("On 3 May 2024 the club had [40] members."),
        Told("In May 2024 the club had [60] members."),
        None,
    ),
    (
        "a count told on other days",
        HAVE,
        Told("The club has [40] members.", "2025-01-02"),
        Told("The club has [60] members.", "2025-02-02"),
        "update",
    ),
    (
        "a count told on one day",
        HAVE,
        Told("The club has [40] members.", "2025-01-02"),
        Told("The club has [60] members.", "2025-01-02"),
        None,
    ),
    ("a width, months apart", GATE, Told(WIDE, "2025-01-02"), Told(WIDER, "2025-03-02"), None),
    ("a width, years apart", GATE, Told(WIDE, "2022-01-02"), Told(WIDER, "2025-03-02"), "update"),
    (
        "a width that may change",
        GATE,
        Told(WIDE, "2025-01-02"),
        Told("The width of the gate is currently [5 m].", "2025-03-02"),
        "update",
    ),
    ("a width without dates", GATE, Told(WIDE), Told(WIDER), None),
    (
        "then and now",
        HAVE,
        Told("In 1990 the club had [40] members."),
        Told("The club has [60] members.", "2025-03-02"),
        "update",
    ),
    (
        "this month and now",
        HAVE,
        Told("In March 2025 the club had [40] members."),
        Told("The club has [60] members.", "2025-03-02"),
        None,
    ),
    (
        "long ago and without a time",
        MEMBERS,
        Told("In 1990 the club had [40] members.", "2025-03-01"),
        Told("The club had [60] members.", "2025-03-02"),
        "update",
    ),
    (
        "of late and without a time",
        MEMBERS,
        Told("In February 2025 the club had [40] members.", "2025-03-01"),
        Told("The club had [60] members.", "2025-03-02"),
        None,
    ),
    (
        "files of other years",
        FEE,
        Told("The fee is [40 euros].", None, "fees-2022.txt"),
        Told("The fee is [50 euros].", None, "fees-2023.txt"),
        "update",
    ),
    (
        "files of one year",
        FEE,
        Told("The fee is [40 euros].", None, "fees-2022.txt"),
        Told("The fee is [50 euros].", None, "rates-2022.txt"),
        None,
    ),
    (
        "files of two years each",
        FEE,
        Told("The fee is [40 euros].", None, "fees-2022-2023.txt"),
        Told("The fee is [50 euros].", None, "fees-2024.txt"),
        None,
    ),
    (
        "a folder's year",
        FEE,
        Told("The fee is [40 euros].", None, "2022/fees.txt"),
        Told("The fee is [50 euros].", None, "2023/fees.txt"),
        None,
    ),
    (
        "a date that is asked for",
        "When was the mill built?",
        Told("The mill was built in [1950].", "2010-03-01"),
        Told("The mill was built in [1962].", "2025-03-01"),
        None,
    ),
    (
        "who did something",
        "Who built the mill?",
        Told("[Ana Berg] built the mill.", "2010-03-01"),
        Told("In 1962 [Tom Ahl] built the mill.", "2025-03-01"),
        None,
    ),
    (
        "who holds an office",
        "Who runs the mill?",
        Told("[Ana Berg] runs the mill.", "2010-03-01"),
        Told("[Tom Ahl] runs the mill.", "2025-03-01"),
        "update",
    ),
    (
        "open then and closed now",
        "Is the mill open?",
        Told("The mill is now open.", "2025-01-02"),
        Told("The mill is now closed.", "2025-09-02"),
        "update",
    ),
    (
        "a price of long ago, told as past",
        "What is a ticket to the gorge?",
        Told("They took [9 euros] for the gorge.", "2017-07-12"),
        Told("A ticket to the gorge is [14 euros].", "2024-07-12"),
        "update",
    ),
    (
        "what a thing was like stays so",
        "How high was the wave?",
        Told("The wave was [9 metres] high.", "2017-07-12"),
        Told("They measured [14 metres].", "2024-07-12"),
        None,
    ),
    (
        "open and closed on one day",
        "Is the mill open?",
        Told("The mill is now open.", "2025-01-02"),
        Told("The mill is now closed.", "2025-01-02"),
        None,
    ),
]


@pytest.mark.parametrize(
    ("question", "first", "second", "grounds"), [case[1:] for case in TIMES], ids=[case[0] for case in TIMES]
)
def test_other_times(question: str, first: Told, second: Told, grounds: Grounds | None) -> None:
    assert _grounds(question, first, second) == grounds


def test_many_may_have_said_so_but_one_announced_it() -> None:
    first, second = Told("[Ana Berg] said that the mill was sold."), Told("[Tom Ahl] said that the mill was sold.")
    assert _grounds("Who said that the mill was sold?", first, second) == "list"
    first, second = (
        Told("[Ana Berg] announced the sale of the mill."),
        Told("[Tom Ahl] announced the sale of the mill."),
    )
    assert _grounds("Who announced the sale of the mill?", first, second) is None


def test_a_year_that_is_asked_for_is_no_looking_back() -> None:
    first = Told("In 1990 the club had [40] members.", "2025-03-01")
    second = Told("The club had [60] members.", "2025-03-02")
    assert _grounds("How many members did the club in 1990 have?", first, second) is None
    assert _grounds("How many members did the club have in 1990?", first, second) is None


JOBS = "How many jobs were cut?"
OPENS = "When does the fair open?"
MODES: list[tuple[str, str, str, str, Grounds | None]] = [
    ("planned", JOBS, "The firm plans to cut [300] jobs.", "The firm cut [120] jobs.", "modality"),
    ("not planned", JOBS, "The firm went on to cut [300] jobs.", "The firm cut [120] jobs.", None),
    ("possible", JOBS, "The firm may have cut [300] jobs.", "The firm cut [120] jobs.", "modality"),
    ("conditional", JOBS, "If sales fall, the firm cuts [300] jobs.", "The firm cut [120] jobs.", "modality"),
    ("both planned", JOBS, "The firm plans to cut [300] jobs.", "The firm will cut [120] jobs.", None),
    ("one future", OPENS, "The fair opens on [3 May].", "The fair will open on [5 May].", None),
    ("may open", OPENS, "The fair opens on [3 May].", "The fair may open on [5 May].", "modality"),
    ("has opened", OPENS, "The fair has opened on [3 May].", "The fair will open on [5 May].", "modality"),
]


@pytest.mark.parametrize(
    ("question", "first", "second", "grounds"), [case[1:] for case in MODES], ids=[case[0] for case in MODES]
)
def test_what_is_no_fact(question: str, first: str, second: str, grounds: Grounds | None) -> None:
    assert _grounds(question, Told(first), Told(second)) == grounds


PAID = "Did the firm pay the fine?"


def test_a_denial_is_the_answer_no() -> None:
    assert _grounds(PAID, Told("The firm paid the fine."), Told("The firm did not pay the fine.")) is None


SOLD = "Who sold the mill?"
SEVERAL: list[tuple[str, str, str, str, Grounds | None]] = [
    ("among others", SOLD, "[Ana Berg], among others, sold the mill.", "[Tom Ahl] sold the mill.", "list"),
    ("alone", SOLD, "[Ana Berg], after all, sold the mill.", "[Tom Ahl] sold the mill.", None),
    ("together with", SOLD, "[Ana Berg], together with friends, sold the mill.", "[Tom Ahl] sold the mill.", "list"),
    (
        "one of the markets",
        "When is the market?",
        "One of the markets is on [3 May].",
        "A market is on [9 June].",
        "list",
    ),
    (
        "one of the oldest",
        "When is the market?",
        "The market, one of the oldest fairs, is on [3 May].",
        "The market is on [9 June].",
        None,
    ),
    # Of a number there are not several at once.
    (
        "a number",
        JOBS,
        "The firm, together with others, cut [300] jobs.",
        "The firm cut [120] jobs.",
        None,
    ),
]


@pytest.mark.parametrize(
    ("question", "first", "second", "grounds"), [case[1:] for case in SEVERAL], ids=[case[0] for case in SEVERAL]
)
def test_one_of_several(question: str, first: str, second: str, grounds: Grounds | None) -> None:
    assert _grounds(question, Told(first), Told(second)) == grounds


MINISTRY, UNION = "The ministry counts [600] prisoners.", "The union counts [80] prisoners."


@pytest.mark.parametrize(
    ("question", "first", "grounds"),
    [
        ("How many prisoners are there, according to the ministry?", MINISTRY, "attribution"),
        ("How many prisoners are there?", MINISTRY, None),
        # Two accounts of one party's word.
        ("How many prisoners are there, according to the union?", "The union speaks of [600] prisoners.", None),
        ("How many prisoners are there, according to the union?", "The union spoke. It counts [600].", None),
    ],
)
def test_another_voice_than_asked_for(question: str, first: str, grounds: Grounds | None) -> None:
    assert _grounds(question, Told(first), Told(UNION)) == grounds


FREED = "How many prisoners were freed in Orsa?"
SCOPES: list[tuple[str, str, str, str, Grounds | None]] = [
    ("women", FREED, "In Orsa [80] women were freed.", "In Orsa [600] prisoners were freed.", "scope"),
    ("prisoners", FREED, "In Orsa [80] prisoners were freed.", "In Orsa [600] prisoners were freed.", None),
    ("a town", FREED, "In Orsa [80] prisoners were freed.", "In Murn [600] prisoners were freed.", "scope"),
    # A place that the other file names too is told there elsewhere than beside the value.
    ("a town named", FREED, "In Orsa [80] prisoners were freed.", "Orsa rejoiced: [600] prisoners were freed.", None),
    (
        "of the same name",
        "When was the Halden Bridge opened?",
        "The Halden Bridge was opened in [1950].",
        "Another bridge of the same name, the Halden Bridge, was opened in [1987].",
        "scope",
    ),
]


@pytest.mark.parametrize(
    ("question", "first", "second", "grounds"), [case[1:] for case in SCOPES], ids=[case[0] for case in SCOPES]
)
def test_another_whole(question: str, first: str, second: str, grounds: Grounds | None) -> None:
    assert _grounds(question, Told(first), Told(second)) == grounds


@pytest.mark.parametrize(("similar", "grounds"), [(0.1, "scope"), (0.8, None), (None, None)])
def test_two_bearers_of_a_name_are_told_apart_by_what_they_are_called(
    similar: float | None, grounds: Grounds | None
) -> None:
    first = Told("Lumen, a hand-held console, was released in [2019].")
    second = Told("The night train Lumen was released in [2022].")
    assert _grounds("When was Lumen released?", first, second, similar) == grounds


def test_a_reason_names_both_sides() -> None:
    aside = _apart(MEMBERS, Told("In 1940 the club had [40] members."), Told("In 1960 the club had [60] members."))
    assert aside is not None
    assert "1940" in aside.reason
    assert "1960" in aside.reason
