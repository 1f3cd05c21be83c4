"""Closed word lists behind the completion of follow-ups: what a noun names, and what a verb needs.

A small parser's entity labels are unreliable on names that it has not seen. The last word of a name ("Carrow
*Bridge*") and the noun in a question ("which *company*") are steadier, so these lists take precedence.
"""

from __future__ import annotations

__all__ = [
    "AGENT_VERBS",
    "EVENT_VERBS",
    "FEMALE_TITLES",
    "FIGURE_NOUNS",
    "GENERIC_ORGANISATIONS",
    "GENERIC_PERSONS",
    "GENERIC_PLACES",
    "MALE_TITLES",
    "MOTION_VERBS",
    "ORGANISATION_NOUNS",
    "PERSON_NOUNS",
    "PLACE_NOUNS",
    "PLACE_PREPOSITIONS",
    "SAYING_VERBS",
    "THEME_VERBS",
    "THING_NOUNS",
    "TIME_NOUNS",
    "WEATHER_VERBS",
]

MALE_TITLES = frozenset({"mr", "mr.", "sir", "king", "prince", "lord"})
FEMALE_TITLES = frozenset({"mrs", "mrs.", "ms", "ms.", "miss", "queen", "princess", "lady", "madam"})

GENERIC_ORGANISATIONS = frozenset(
    "agency alliance association bank business charity club company corporation firm foundation group institute "
    "manufacturer movement newspaper ngo organisation organization party producer publisher side team union".split()
)
"""Nouns that, alone after "the", stand for an organisation named before."""

GENERIC_PLACES = frozenset(
    "area city country district island place province region state territory town village".split()
)
"""Nouns that, alone after "the", stand for a place named before."""

GENERIC_PERSONS = frozenset("man woman person politician official author writer artist".split())
"""Nouns that, alone after "the" or "this", stand for a person named before."""

ORGANISATION_NOUNS = GENERIC_ORGANISATIONS | frozenset(
    "academy airline body airlines army authority board broadcaster cabinet coalition college commission committee "
    "confederation congress council court department fc federation foods front fund government inc league llc ltd "
    "ministry office ombudsman parliament pharma plc police regulator rovers school senate society startup supplier "
    "tribunal trust united university watchdog wanderers".split()
)

PLACE_NOUNS = GENERIC_PLACES | frozenset(
    "capital coast continent county location municipality port suburb valley".split()
)

PERSON_NOUNS = GENERIC_PERSONS | frozenset(
    "activist actor actress adult ambassador applicant architect athlete ballerina boss boy bride broker "
    "brother buyer candidate captain ceo chair chairman chairperson chairwoman chief child citizen civilian "
    "clerk client coach colleague commander commissioner composer critic customer daughter defendant deputy "
    "detainee director doctor driver editor employee engineer expert farmer father fan firefighter fisherman "
    "foreigner founder friend general girl governor guard head heir husband immigrant inventor journalist "
    "judge juror king lawyer leader lecturer manager mayor member migrant minister miner minor mother nurse "
    "officer owner painter parent participant passenger patient people player plaintiff pilot policeman "
    "predecessor premier president priest prince princess prisoner prosecutor protester queen refugee "
    "reporter researcher resident sailor scientist secretary seller senator shareholder singer sister soldier "
    "son speaker spokesman spokesperson spokeswoman striker student successor suspect surgeon surveyor "
    "survivor teacher tenant tourist treasurer victim villager volunteer voter widow wife winner witness "
    "worker".split()
)

THING_NOUNS = frozenset(
    "accord act agreement airport arena award bill bridge building canal castle cathedral church cup cyclone dam deal "
    "drug election experiment factory festival fire flood hall hospital hotel hurricane lake law mine mountain museum "
    "palace park plan plant prize programme project protocol railway river road ship stadium station storm strait "
    "street study theatre tower treaty trial tunnel typhoon vaccine war".split()
)

TIME_NOUNS = frozenset("date day month moment period season time week year".split())

FIGURE_NOUNS = frozenset("amount count estimate figure number percentage statistic sum toll total".split())

SAYING_VERBS = frozenset(
    "acknowledge admit allege announce assert claim conclude confirm declare deny determine dispute doubt "
    "know reveal report say tell verify".split()
)

AGENT_VERBS = SAYING_VERBS | frozenset(
    "accuse agree argue ask believe buy call complain decide demand explain feel hope intend live plan "
    "promise protest refuse reply respond sue think try vote want work write".split()
)
"""Verbs whose subject is a person or a body of persons."""

EVENT_VERBS = frozenset({"happen", "occur"})

THEME_VERBS = EVENT_VERBS | frozenset(
    "begin burn close collapse cost crash end last measure open reopen run sink start weigh".split()
)
"""Verbs whose active subject is what the thing undergoes, so that it resembles an object."""

PLACE_PREPOSITIONS = frozenset("around at from in near over through to".split())

MOTION_VERBS = frozenset("arrive come drive emigrate flee fly go move return sail travel walk".split())

WEATHER_VERBS = frozenset("drizzle freeze hail pour rain snow thunder".split())
