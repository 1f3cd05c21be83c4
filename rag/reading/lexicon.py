"""Closed word lists that the rules of reading rest on: nouns by the kind of answer they ask for, units, titles.

Every entry is a lemma in lower case unless its comment says otherwise.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

__all__ = [
    "CURRENCIES",
    "GROUP_NOUNS",
    "LIGHT_NOUNS",
    "MEASURE_UNITS",
    "ORGANISATION_WORDS",
    "PERSON_NOUNS",
    "PLACE_WORDS",
    "ROLE_NOUNS",
    "SPEECH_VERBS",
    "TIME_UNITS",
    "TITLES",
    "AnswerKind",
    "kind_of_noun",
    "names_person",
]

AnswerKind: TypeAlias = Literal[
    "cause",
    "count",
    "date",
    "description",
    "duration",
    "list",
    "manner",
    "measure",
    "money",
    "ordinal",
    "organisation",
    "person",
    "place",
    "role",
    "share",
    "thing",
    "yes_no",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# "what kind of animal" asks for an animal: the noun after "of" is the one asked for.
LIGHT_NOUNS = _words("kind type sort form name variety example member")

TIME_UNITS = _words("second minute hour day night week weekend fortnight month year decade century millennium")

MEASURE_UNITS = _words(
    "barrel tonne ton kilogram kilo kg gram g milligram mg pound lb ounce oz kilometre kilometer km metre meter m "
    "centimetre centimeter cm millimetre millimeter mm nanometre nanometer mile foot ft inch yard nautical acre "
    "hectare ha litre liter millilitre milliliter gallon pint degree celsius fahrenheit kelvin °c °f k watt "
    "kilowatt kw megawatt mw gigawatt gw kwh volt ampere hertz hz megahertz mhz ghz byte kilobyte megabyte mb "
    "gigabyte gb terabyte tb bit kbit mbit joule newton pascal bar atm atmosphere calorie mph kph km/h km² km2 m² "
    "m2 m³ knot sq square cubic bushel carat point light-year parsec"
)

CURRENCIES = _words(
    "dollar euro pound yen yuan franc peso real rupee rouble ruble krona krone won lira dinar dirham rial bolívar "
    "bolivar shilling cent penny pence guilder mark usd eur gbp"
)

# Verbs of which the subject is somebody who speaks.
SPEECH_VERBS = _words(
    "say tell write argue claim state declare explain note add express comment remark report warn believe stress"
)

# Nouns that count people: a number of one of these can answer "how many people".
GROUP_NOUNS = _words(
    "people person individual man woman child adult human inhabitant resident citizen prisoner detainee inmate "
    "worker employee member soldier troop civilian student pupil migrant refugee victim patient voter passenger "
    "foreigner protester demonstrator activist journalist officer settler villager casualty hostage family other "
    "dead immigrant player visitor delegate volunteer user speaker follower believer captive survivor boy girl "
    "staff sailor miner teacher nurse farmer fighter driver"
)

PERSON_NOUNS = _words(
    "person man woman individual president leader king queen emperor empress prince princess duke duchess earl "
    "count countess minister chancellor governor mayor senator secretary judge chief chairman chairwoman chair "
    "chairperson director manager officer commander general colonel captain lieutenant admiral soldier politician "
    "lawmaker lawyer attorney spokesman spokeswoman spokesperson scientist mathematician physicist chemist "
    "biologist astronomer economist historian philosopher theologian engineer architect inventor author writer "
    "poet novelist playwright journalist reporter editor actor actress singer musician composer artist painter "
    "sculptor producer host player coach athlete quarterback footballer teacher professor doctor researcher "
    "explorer activist founder successor predecessor opponent candidate winner owner ceo pope bishop archbishop "
    "priest saint pastor monk reformer ruler monarch khan sultan caliph tsar dictator rebel wife husband son "
    "daughter father mother brother sister child parent friend ally rival speaker ambassador diplomat envoy head "
    "boss critic analyst expert designer creator developer student prisoner detainee hostage character figure "
    "citizen victim driver pilot astronaut nobleman noble lord knight baron viceroy deputy official "
    "vice-president businessman businesswoman entrepreneur banker anthropologist geologist sociologist "
    "psychologist scholar merchant"
)

_ORGANISATION_NOUNS = _words(
    "organisation organization company corporation firm agency institution institute university college school party "
    "group ministry department bank network channel broadcaster newspaper publisher team club league union "
    "association committee commission council court church parliament government authority body board business "
    "manufacturer airline charity ngo foundation coalition alliance brand studio label army militia gang enterprise"
)

_PLACE_NOUNS = _words(
    "country nation city town village place location region area province county district continent island capital "
    "port site territory colony stadium venue street building headquarters neighborhood neighbourhood "
    "destination birthplace hometown prison jail airport suburb municipality kingdom homeland"
)

_DATE_NOUNS = _words("year date month day decade century era time birthday weekday season millennium deadline")
_SHARE_NOUNS = _words("percentage percent proportion share fraction")
_MONEY_NOUNS = _words("cost price salary budget revenue fine income wage profit money fee sum value gdp dollar")
_COUNT_NOUNS = _words("number population total toll headcount amount enrollment enrolment attendance")
_MEASURE_NOUNS = _words(
    "length height width depth weight mass temperature speed distance size altitude elevation volume pressure "
    "wavelength frequency diameter radius rate density capacity magnitude"
)
_DURATION_NOUNS = _words("age duration lifespan")
_CAUSE_NOUNS = _words("reason cause motive")
ROLE_NOUNS = _words("position role job post occupation profession rank office title")
_DESCRIPTION_NOUNS = _words(
    "difference relationship meaning definition significance importance purpose effect impact result consequence "
    "outcome situation status opinion view background history evidence plan response reaction argument goal "
    "problem issue function concern theme idea conclusion benefit advantage disadvantage criticism"
)

_KINDS: tuple[tuple[AnswerKind, frozenset[str]], ...] = (
    ("date", _DATE_NOUNS),
    ("share", _SHARE_NOUNS),
    ("money", _MONEY_NOUNS),
    ("count", _COUNT_NOUNS),
    ("measure", _MEASURE_NOUNS),
    ("duration", _DURATION_NOUNS),
    ("cause", _CAUSE_NOUNS),
    ("role", ROLE_NOUNS),
    ("organisation", _ORGANISATION_NOUNS),
    ("place", _PLACE_NOUNS),
    ("person", PERSON_NOUNS),
    ("description", _DESCRIPTION_NOUNS),
)
_KIND_BY_NOUN: dict[str, AnswerKind] = {noun: kind for kind, nouns in reversed(_KINDS) for noun in nouns}

TITLES = _words(
    "mr mrs ms miss dr prof professor sir dame lord lady president vice-president minister secretary senator "
    "governor mayor king queen emperor prince princess duke general gen colonel col captain capt lieutenant lt "
    "major sergeant admiral judge justice pope bishop archbishop father sister saint rep sen gov rev reverend "
    "chancellor ambassador chairman commander deputy vice prime first attorney acting interim former spokesman "
    "spokeswoman director lawyer activist journalist opposition leader congressman congresswoman"
)

# A capitalised phrase that holds one of these names a body, whatever the parser calls it.
ORGANISATION_WORDS = _words(
    "ministry university college institute school party inc ltd corp corporation company co group bank agency "
    "association committee commission council court church parliament congress senate assembly department union "
    "league club federation foundation society network times post news press authority bureau office army navy guard "
    "police force forces nations organisation organization alliance coalition front movement service board airlines"
)

PLACE_WORDS = _words(
    "city county river lake mountain mountains island islands sea ocean province state republic kingdom street "
    "avenue road park bay valley desert peninsula coast airport prison stadium palace castle cathedral hall "
    "bridge gulf region district town village square beach harbor harbour isles tower museum"
)


def kind_of_noun(lemma: str) -> AnswerKind:
    """The kind of answer that a noun asks for ("which year": a date).

    Args:
        lemma: The noun's lemma, lower case.

    Returns:
        The kind; ``"thing"`` for nouns that belong to no list.
    """
    return _KIND_BY_NOUN.get(lemma, "thing")


def names_person(lemma: str) -> bool:
    """Whether a noun, lower case, is likely to name a person: by the lists, else by its ending ("sailor")."""
    ending = lemma.endswith(("er", "or", "ist", "man", "woman", "ian", "ee"))
    return ending or lemma in PERSON_NOUNS or lemma in GROUP_NOUNS
