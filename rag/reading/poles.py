"""Words that put a thing on one side of a question that has two: open or closed, approved or rejected, alive or dead.

Closed lists of common English. An axis is what the question is about; its two sides rule each other out at one time.
Of each side, words for the state are told from words for what brings it about: who was arrested may be free again, so
that an event is denied by its contrary only where it cannot be undone ("approved", "rejected").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from rag.reading.meanings import same_word

__all__ = ["PHRASES", "Pole", "Sign", "alike", "other_state", "pole", "relate_poles", "relate_words"]

Sign: TypeAlias = Literal[-1, 0, 1]


@dataclass(frozen=True, slots=True)
class Pole:
    """One side of an axis.

    Attributes:
        axis: What it is a state of: "opening", "custody", "life" …
        state: The side in a normal form: "open", "in custody", "dead" …
        event: Whether the word tells what brings the state about, rather than the state.
    """

    axis: str
    state: str
    event: bool = False


# axis: state = words for the state > words for what brings it about | the other side. An axis with an asterisk
# cannot be undone: its events are contraries as well.
_LINES: Final = (
    "opening: open = open operational > open reopen | closed = closed shut impassable > close shut shutter",
    "custody: in custody = custody jail prison detention jailed imprisoned detained prisoner captive hold"
    " > arrest detain imprison jail capture incarcerate apprehend | free = free liberty > release free liberate",
    "life: alive = alive live survive > survive | dead = dead deceased die > die kill murder execute perish drown"
    " assassinate slay",
    "validity: in force = force valid effective applicable > enact reinstate impose introduce"
    " | not in force = invalid void expired obsolete defunct > repeal revoke rescind annul lapse expire suspend"
    " scrap lift",
    "approval*: approved = approved approval authorised licensed > approve adopt ratify endorse accept authorise"
    " authorize pass license > | rejected = rejected rejection unapproved > reject refuse veto disapprove decline"
    " disallow",
    "guilt*: guilty = guilty guilt > convict | not guilty = innocent innocence > acquit exonerate",
    "outcome*: won = victory winner > win | lost = defeat loser > lose",
    "solvency: solvent = solvent | insolvent = insolvent bankrupt bankruptcy insolvency receivership administration"
    " liquidation > bankrupt liquidate",
    "supply: available = production available sale stock > launch relaunch"
    " | discontinued = discontinued unavailable > discontinue withdraw",
    "safety: safe = safe harmless > | unsafe = unsafe dangerous harmful hazardous contaminated toxic poisonous >"
    " contaminate",
    "change*: rose = higher > rise increase grow climb | fell = lower > fall decrease decline drop shrink",
    "office: in office = power office > reelect reappoint"
    " | out of office = exile > oust depose resign topple overthrow impeach quit abdicate retire",
    "signature*: signed = signed signature > sign | unsigned = unsigned > veto",
    "ruling*: upheld = > uphold affirm sustain | overturned = > overturn overrule quash",
    "admission*: admitted = > admit confess acknowledge | denied = > deny",
    "inclusion*: included = > include contain | excluded = > exclude omit",
    "passage*: passed = > pass | failed = > fail",
    "keeping*: kept = > keep retain | sold = > sell",
    "ban: banned = banned illegal unlawful prohibited forbidden > ban prohibit outlaw forbid"
    " | allowed = legal lawful permitted allowed > legalise legalize permit allow",
    "running: under way = underway ongoing active running > begin start resume continue"
    " | over = over finished complete inactive > end finish conclude stop cease cancel halt",
    "standing: intact = intact undamaged > rebuild restore | destroyed = ruined > destroy demolish raze wreck",
    "finding: found = found > find recover | missing = missing >",
    "marriage: married = married > marry | divorced = divorced unmarried single > divorce",
    "employment: employed = employed > hire recruit | dismissed = unemployed > dismiss sack fire",
    "truth*: true = true correct accurate genuine authentic > confirm verify"
    " | false = false untrue incorrect inaccurate wrong fake bogus forged forgery hoax fabrication > deny"
    " refute debunk",
    "attendance*: present = present > attend | absent = absent absence > boycott",
    "vacancy: occupied = occupied inhabited > | vacant = vacant empty unoccupied uninhabited > vacate",
)
# Expressions of several words, and the axis and state that they tell; the word that carries it is the first.
_PHRASE_LINES: Final[tuple[tuple[str, str, bool, str], ...]] = (
    (
        "custody",
        "in custody",
        False,
        r"behind bars|under arrest|(?:being|still|was|were|is|are) held(?! (?:up|in the|on))",
    ),
    ("custody", "in custody", False, r"serving (?:a|his|her) sentence"),
    ("custody", "in custody", True, r"(?:taken|took|take) (?:[\w'’.-]+ ){0,3}?into custody|locked up"),
    ("custody", "free", False, r"at liberty|on bail|at large|a free (?:wo)?man|free (?:wo)?men"),
    ("custody", "free", True, r"(?:set|walk(?:s|ed)?|go(?:es)?|went) free|let (?:[\w'’.-]+ ){0,3}?go"),
    ("life", "dead", True, r"pass(?:ed|es)? away|(?:lost|lose|loses) (?:his|her|their) li(?:fe|ves)"),
    ("opening", "open", False, r"in (?:use|operation|service)|open to (?:traffic|visitors|the public)"),
    ("opening", "closed", False, r"out of (?:use|service|order)|off limits"),
    ("validity", "in force", False, r"(?:still )?in (?:force|effect)|on the (?:statute )?books"),
    ("validity", "in force", True, r"(?:came|come|comes|coming) into (?:force|effect)|took effect"),
    ("validity", "not in force", True, r"struck down|done away with"),
    ("approval", "rejected", True, r"(?:vot|turn)(?:ed|s) (?:it |them )?down|thr(?:ew|own) out|voted against"),
    ("approval", "approved", True, r"voted (?:for|in favou?r of)|(?:give|gave|given) (?:[\w'’-]+ ){0,3}?the go-ahead"),
    ("guilt", "not guilty", True, r"cleared of"),
    ("solvency", "insolvent", True, r"(?:gone|went|goes) (?:bankrupt|bust|into (?:administration|liquidation))"),
    ("solvency", "solvent", False, r"pay(?:s|ing)? (?:its|their|his|her|all) debts"),
    ("supply", "discontinued", False, r"out of (?:stock|production)|sold out|off the market|no longer made"),
    ("supply", "available", False, r"in (?:production|stock)|on sale|still made"),
    ("office", "out of office", True, r"(?:step|stepp|stand|stood)(?:s|ed|ing)? down|(?:left|leaves) office"),
    ("office", "out of office", True, r"removed from (?:office|power|(?:the|his|her) post)|forced (?:out|from office)"),
    (
        "office",
        "out of office",
        True,
        r"(?:give|gives|gave|given|giving|lose|loses|lost|vacate|vacates|vacated|resigned) (?:up )?"
        r"(?:his|her|their|its) (?:seat|post|office|role|crown|throne|job|position)",
    ),
    ("office", "in office", False, r"in (?:office|power)|at the helm"),
    ("office", "in office", True, r"(?:took|takes|taken) office|sworn in"),
    ("running", "under way", False, r"under ?way|in progress"),
    ("running", "over", True, r"(?:come|came|comes) to an end|called off"),
    ("running", "over", False, r"at an end"),
    ("ban", "banned", False, r"against the law"),
    ("finding", "missing", False, r"unaccounted for"),
)
PHRASES: Final = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), Pole(axis, state, event))
    for axis, state, event, pattern in _PHRASE_LINES
)

# Words that say the same of a subject beyond what every question may take for the same.
_ALIKE = tuple(
    frozenset(line.split())
    for line in (
        "talk negotiation negotiate discussion discuss",
        "resign resignation quit",
        "sign signature",
        "offer tender",
        "fire shoot shot",
        "approve approval",
        "adopt adoption",
        "reject rejection",
        "agree agreement deal accord",
        "pay payment",
        "attack assault",
        "bribe kickback",
        "merge merger",
        "apologise apologize apology",
        "inhabitant resident citizen villager household townspeople",
        "doctor physician",
        "plan scheme proposal",
        "law act statute legislation",
        "company firm",
        "film movie",
        "accept acceptance",
        "require requirement need",
        "damage damaged",
        "test testing trial",
        "consult consultation",
        "visit visitor",
        "help assist assistance",
        "complete finish completion",
        "happen occur",
        "know knowledge aware",
        "hurt injure wound injury",
    )
)
_FAMILIES = frozenset({"say", "state", "claim", "tell", "report", "remain", "stay", "still", "keep", "call", "name"})


def _poles() -> dict[str, tuple[Pole, ...]]:
    found: dict[str, dict[Pole, None]] = {}
    for line in _LINES:
        axis, _, sides = line.partition(": ")
        for side in sides.split(" | "):
            state, _, words = side.partition(" = ")
            states, _, events = words.partition(">")
            for text, event in ((states, False), (events, True)):
                for word in text.replace(">", " ").split():
                    found.setdefault(word, {})[Pole(axis.removesuffix("*"), state, event)] = None
    return {word: tuple(poles) for word, poles in found.items()}


_POLES = _poles()
_FINAL = frozenset(line.partition(":")[0].removesuffix("*") for line in _LINES if line.partition(":")[0].endswith("*"))
_PREFIXES = ("un", "in", "im", "il", "ir", "non-", "non", "dis")


def pole(word: str) -> tuple[Pole, ...]:
    """The sides of axes that a lemma, in lower case, stands for; empty where it is on none."""
    return _POLES.get(word, ())


def other_state(one: Pole) -> str | None:
    """The normal form of the other side of an axis, which is all that is left where a state is denied."""
    return next(
        (p.state for poles in _POLES.values() for p in poles if p.axis == one.axis and p.state != one.state), None
    )


def alike(first: str, second: str) -> bool:
    """Whether two lemmas, in lower case, say the same of a thing: one word, one family, or common synonyms."""
    if first == second or any(first in group and second in group for group in _ALIKE):
        return True
    return first not in _FAMILIES and second not in _FAMILIES and same_word(first, second)


@lru_cache(maxsize=65536)
def relate_words(asked: str, said: str, *, stative: bool) -> Sign:
    """Whether what is said answers what is asked with yes or no, other things equal.

    Args:
        asked: The lemma that the question turns on.
        said: A lemma of the sentence.
        stative: Whether the question is for a state ("is it closed"), rather than for what happened.

    Returns:
        1 for the same meaning or what implies it, -1 for what excludes it, 0 for neither.
    """
    if alike(asked, said) and not _opposite(asked, said, stative=stative):
        return 1
    if any(said == prefix + asked or asked == prefix + said for prefix in _PREFIXES):
        return -1
    return relate_poles(pole(asked), pole(said), stative=stative)


def relate_poles(asked: tuple[Pole, ...], said: tuple[Pole, ...], *, stative: bool) -> Sign:
    """As :func:`relate_words`, of the sides themselves."""
    for one in asked:
        for other in said:
            if one.axis != other.axis:
                continue
            final = one.axis in _FINAL
            if one.state == other.state and (stative or final or not one.event):
                return 1
            if one.state != other.state and (stative or final or not (one.event or other.event)):
                return -1
    return 0


def _opposite(asked: str, said: str, *, stative: bool) -> bool:
    return asked != said and relate_poles(pole(asked), pole(said), stative=stative) == -1
