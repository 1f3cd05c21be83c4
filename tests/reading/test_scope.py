"""What a value is a value of, as its clause tells."""

from __future__ import annotations

import pytest

from rag.reading.parser import parse
from rag.reading.scope import Scope, scope_of
from rag.text.spans import Span

pytestmark = pytest.mark.model


def _scope(marked: str) -> Scope:
    """The scope of the value in square brackets."""
    start, end = marked.index("["), marked.index("]")
    return scope_of(parse(marked.replace("[", "").replace("]", "")), Span(start, end - 1))


COUNTED = [
    ("[80] women were freed.", "woman"),
    ("[80] of the women were freed.", "woman"),
    ("[Forty-one] of those aboard were foreign nationals.", "national"),
    ("The company has debts of [3 million euros].", "debt"),
    ("Revenue came to [3 million euros].", "revenue"),
    ("The number of prisoners was put at [80].", "prisoner"),
    ("They freed [80 women].", "woman"),
    ("[80] were freed.", None),
    ("[Ana Ruiz] won the race.", None),
]
MODIFIERS = [
    ("[80] Spanish women were freed.", {"Spanish", "woman"}),
    ("[80] brave people were freed.", set()),
    ("[80] people suspected of theft were freed.", {"suspect"}),
    ("The enemy lost [80] ships.", set()),
    ("[80] of the enemy's ships sank.", {"enemy"}),
    ("Net profit came to [3 million euros].", {"net", "net profit"}),
    ("[Orra] laid the second cable.", {"second cable"}),
    ("The saw weighs [4 kg] without its battery.", {"without battery"}),
    ("The dose for children is [5 mg].", {"for child"}),
]
PLACES = [
    ("[80] people were freed in Leeds.", {"Leeds"}),
    ("[80] people were freed from Leeds prison.", set()),
    ("[80] people were freed in the north wing.", {"north wing"}),
    ("[80] people were freed in a hurry.", set()),
    ("[80] firms closed in Spain and 40 in Italy.", {"Spain"}),
    ("80 firms closed in Spain and [40] in Italy.", {"Italy"}),
    ("[80] people fell ill in the control group.", {"control group"}),
]
PERIODS = [
    ("Revenue was [3 million euros] in 2022.", {"2022"}),
    ("Revenue was [3 million euros] in 2022 and 4 million euros in 2023.", {"2022"}),
    ("Revenue was 3 million euros in 2022 and [4 million euros] in 2023.", {"2023"}),
    ("Revenue for the 2022 financial year was [3 million euros].", {"2022"}),
    ("Debt was [3 million euros] at the end of 2022.", set()),
    ("Debt was [3 million euros] on 31 December 2022.", set()),
    ("The 2022 law fined them [300 euros].", set()),
    ("Revenue was [3 million euros] in the first half of 2022.", {"half 1", "2022"}),
    ("Revenue between July and September was [3 million euros].", {"quarter 3"}),
    ("He earns [300 euros] a week.", {"per week"}),
    ("His weekly wage is [300 euros].", {"per week"}),
    ("The plant opened in [2022].", set()),
]
NAMES = [
    ("The Zeno 4 runs for [9 hours].", {"Zeno 4"}),
    ("The tank of the Zeno holds [9 litres].", {"Zeno"}),
    ("Version 4.2 needs [9 MB].", {"version 4.2"}),
    ("Ana Ruiz freed [80] prisoners.", set()),
    ("Ana Ruiz said that [80] prisoners were freed.", set()),
]
EVENTS = [
    ("[80] people were injured.", {"injure"}, {"die"}),
    ("The crash cost [12] lives.", {"die"}, {"injure"}),
    ("[12] walkers are unaccounted for.", {"missing"}, {"die"}),
    ("[12] people were taken to hospital.", {"hospitalise"}, {"die"}),
    ("The prison chief said [12] had died.", {"die"}, {"say"}),
]
PARTS = [
    ("[80] of them were freed.", "of them"),
    ("Another [80] were freed.", "another"),
    ("[80] others were freed.", "others"),
    ("They freed 80, including [12] minors.", "including"),
    ("They freed [80], including 12 minors.", None),
    ("[80] more than last year were freed.", None),
]


@pytest.mark.parametrize(("marked", "expected"), COUNTED)
def test_the_noun_counted_or_measured(marked: str, expected: str | None) -> None:
    assert _scope(marked).counted == expected


@pytest.mark.parametrize(("marked", "expected"), MODIFIERS)
def test_what_restricts_the_noun(marked: str, expected: set[str]) -> None:
    assert _scope(marked).modifiers == expected


@pytest.mark.parametrize(("marked", "expected"), PLACES)
def test_the_places_that_a_value_is_of(marked: str, expected: set[str]) -> None:
    assert _scope(marked).places == expected


@pytest.mark.parametrize(("marked", "expected"), PERIODS)
def test_the_periods_that_a_value_is_of(marked: str, expected: set[str]) -> None:
    assert _scope(marked).periods == expected


@pytest.mark.parametrize(("marked", "expected"), NAMES)
def test_names_restrict_where_they_own_but_not_where_they_act_or_speak(marked: str, expected: set[str]) -> None:
    assert _scope(marked).names == expected


@pytest.mark.parametrize(("marked", "told", "untold"), EVENTS)
def test_the_event_that_is_told(marked: str, told: set[str], untold: set[str]) -> None:
    events = _scope(marked).events
    assert told <= events
    assert not untold & events


@pytest.mark.parametrize(("marked", "expected"), PARTS)
def test_the_words_of_a_part(marked: str, expected: str | None) -> None:
    assert _scope(marked).part == expected


def test_what_is_measured_together() -> None:
    assert _scope("They spent [3 million euros] on a pool and a hall.").joined == {"pool and hall"}
    assert not _scope("They spent [3 million euros] on a pool.").joined


def test_what_a_thing_is_called() -> None:
    assert _scope("The Kestrel, an organ, has [900] pipes.").sorts == {("kestrel", "organ")}
    assert not _scope("Ana Ruiz, a doctor, has [two] sons.").sorts


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("The other Lea Orm was born in [Norra].", "The other Lea Orm"),
        ("The other Spanish prisoners number [80].", None),
        ("The pump of the same name weighs [9 kg].", "of the same name"),
        ("Phase III took [two years].", None),
    ],
)
def test_who_bears_a_name_twice(marked: str, expected: str | None) -> None:
    assert _scope(marked).namesake == expected


def test_characters_outside_the_sentence_are_refused() -> None:
    with pytest.raises(ValueError, match="touch no token"):
        scope_of(parse("80 women were freed."), Span(400, 410))
