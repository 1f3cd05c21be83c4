"""Closed classes of words that rule each other out where they restrict one noun or tell one attribute.

Each class is a line of members apart by bars; the words of one member mean the same part of the whole. "Net" and
"gross" are members of one class, "women" and "men" of another, "injured" and "dead" of a third.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "DEMOGRAPHIC",
    "DESCRIPTIVE",
    "EVENTS",
    "IDIOMS",
    "MODIFIERS",
    "RESTRICTING",
    "Classes",
    "event_word",
    "members",
]

Classes: TypeAlias = "Mapping[str, tuple[int, int]]"
"""By word in lower case: its class, and its member within the class."""


def _classes(lines: Iterable[str]) -> dict[str, tuple[int, int]]:
    return {
        word: (number, place)
        for number, line in enumerate(lines)
        for place, member in enumerate(line.split(" | "))
        for word in member.split()
    }


def members(classes: Classes, words: Iterable[str]) -> dict[int, frozenset[int]]:
    """By class: the members that the words, in lower case, belong to."""
    found: dict[int, set[int]] = {}
    for word in words:
        if entry := classes.get(word):
            found.setdefault(entry[0], set()).add(entry[1])
    return {number: frozenset(places) for number, places in found.items()}


def event_word(member: tuple[int, int]) -> str:
    """The word that stands for a member of a class of events, for people."""
    return _SAID[member]


# Modifiers that single out a part or a way of reckoning; a value with one is no value of the whole.
_RESTRICTING_LINES = (
    "gross | net",
    "adjusted | unadjusted",
    "pre-tax pretax | post-tax after-tax",
    "average mean | median | maximum max peak highest | minimum min lowest",
    "confirmed verified | suspected suspect probable possible presumed unconfirmed unverified",
    "domestic home | overseas foreign abroad international | global worldwide",
    "national federal nationwide | regional provincial | local municipal",
    "public | private",
    "civilian | military",
    "urban | rural",
    "woman female girl | man male boy",
    "adult | child minor juvenile underage infant | elderly",
    "full-time | part-time",
    "direct | indirect",
    "fixed | variable",
    "wholesale | retail",
    "residential | commercial | industrial",
    "legal documented | illegal undocumented",
    "registered | unregistered",
    "paid | unpaid",
    "insured | uninsured",
    "employed | unemployed",
    "oral | intravenous",
    "inpatient | outpatient",
    "acute | chronic",
    "systolic | diastolic",
    "wild | captive",
)
# Modifiers that only rule out their contraries; one source may leave them out and mean the same thing.
_CONTRARY_LINES = (
    "first initial opening inaugural | second | third | fourth | fifth | sixth | seventh | eighth | ninth | tenth | "
    "last final | next subsequent following later",
    "north northern | south southern | east eastern | west western | central",
    "small | large big",
    "wet | dry",
    "upper | lower | middle",
    "inner internal indoor inside | outer external outdoor outside",
    "left | right",
    "front | rear back",
    "permanent | temporary seasonal",
    "single one-way | return round-trip",
    "empty unladen | loaded laden",
    "inbound incoming | outbound outgoing",
    "upload | download",
    "input | output",
    "import | export",
    "new | old existing former used second-hand",
    "primary | secondary | tertiary",
    "summer | winter | spring | autumn",
    "day daytime | night nighttime",
    "annual yearly | monthly | weekly | daily | hourly | quarterly",
)
RESTRICTING: Classes = _classes(_RESTRICTING_LINES)
MODIFIERS: Classes = _classes((*_RESTRICTING_LINES, *_CONTRARY_LINES))

# What happened, or which attribute is told. Nouns, adjectives and verbs; one value is of one member.
_EVENT_LINES = (
    "death die dead kill perish fatality drown | injury injure injured wound wounded hurt maim | "
    "missing disappear vanish | trapped trap strand | arrest detain | release free liberate | rescue | "
    "evacuation evacuate displace | infection infect | recovery recover | vaccination vaccinate | "
    "hospitalisation hospitalise hospitalization hospitalize | intensive-care | conviction convict | "
    "deportation deport | survival survive",
    "revenue turnover | profit | loss deficit | surplus | debt liability | asset | dividend | salary wage | "
    "cost price | fine penalty | rent | tax",
    "height tall high | length long | width wide breadth broad | depth deep | weight weigh heavy mass | "
    "diameter | radius | area | speed | temperature | voltage | wattage | capacity",
    "birth bear | baptism baptise | marriage marry wedding | burial bury funeral",
    "construction build construct erect | restoration restore renovate renovation refurbish rebuild repair | "
    "demolition demolish | design",
    "signing sign | ratification ratify | announcement announce | proposal propose | repeal",
    "damage damaged | destruction destroy",
    "import | export",
    "arrival arrive | departure depart",
    "beginning begin start commence open | ending end finish conclude close cease",
    "hiring hire recruit | dismissal dismiss redundancy",
    "flooding flood | fire blaze | collapse | earthquake quake | landslide avalanche | crash collision derailment | "
    "shooting | robbery theft heist",
)
EVENTS: Classes = _classes(_EVENT_LINES)
_SAID = {(n, p): member.split()[0] for n, line in enumerate(_EVENT_LINES) for p, member in enumerate(line.split(" | "))}
# Events that are told in several words: what they stand for.
IDIOMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (verb, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE))
    for verb, pattern in (
        ("die", r"(?:lost|lose|losing|claim(?:s|ed|ing)?|cost)(?: [\w-]+){0,3} (?:life|lives)|death toll"),
        (
            "hospitalise",
            r"(?:taken|rushed|brought|admitted|moved|flown|sent)(?: \w+)? (?:in)?to (?:\w+ ){0,3}hospitals?",
        ),
        ("intensive-care", r"in intensive care"),
        ("missing", r"unaccounted for"),
        ("revenue", r"turn(?:ed|s) over"),
    )
)

# Nouns for people by what they are rather than by what befell them: a number of these is a part of the people.
DEMOGRAPHIC = frozenset(
    "woman man child girl boy adult minor infant baby teenager juvenile pensioner foreigner civilian soldier officer "
    "policeman journalist activist student pupil teacher doctor nurse pilot sailor priest politician lawyer tourist "
    "migrant refugee immigrant female male youth mother father".split()
)

# Adjectives and participles that describe a whole without cutting a part out of it.
DESCRIPTIVE = frozenset(
    "whole entire total overall full complete combined exact actual mere estimated approximate reported known certain "
    "various different several numerous many few own said very staggering whopping massive huge enormous vast record "
    "unprecedented impressive remarkable astonishing shocking terrible tragic sad brave heroic courageous innocent "
    "poor unfortunate unlucky lucky desperate terrified frightened frantic exhausted tired weary angry furious happy "
    "proud loyal famous notorious infamous celebrated beloved dear good bad great fine beautiful lovely ugly fellow "
    "so-called alleged respective individual separate distinct such same human living ordinary hapless helpless "
    "defenceless defenseless precious valuable costly expensive cheap wonderful glorious mighty recent current present "
    "nearby solid round impressive grand".split()
)
