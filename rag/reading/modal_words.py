"""Words by which English marks a statement as a plan, a possibility, a condition or a denial: lemmas in lower case."""

from __future__ import annotations

from typing import Final

__all__ = [
    "CONDITION_MARKS",
    "DENYING_VERBS",
    "DOUBTING_VERBS",
    "DUTY_NOUNS",
    "FAILING_VERBS",
    "HAPPENING_VERBS",
    "INFINITIVE_ONLY",
    "INTENT_NOUNS",
    "MANNER_OF_FUTURE",
    "PLAN_ADJECTIVES",
    "PLAN_MODIFIERS",
    "PLAN_NOUNS",
    "PLAN_VERBS",
    "POSSIBLE_ADJECTIVES",
    "POSSIBLE_ADVERBS",
    "POSSIBLE_MODIFIERS",
    "POSSIBLE_NOUNS",
    "POSSIBLE_VERBS",
    "REPORT_NOUNS",
    "SAYING_VERBS",
    "SCHEDULING_VERBS",
    "THOUGHT_VERBS",
    "VOUCHING_VERBS",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What stands in their complement is wanted or foreseen, not yet done.
PLAN_VERBS: Final = _words(
    "plan intend aim hope want wish seek expect schedule propose promise pledge vow target budget forecast predict "
    "project envisage envision anticipate foresee prepare agree decide resolve order commission undertake offer "
    "suppose commit slate mean attempt try endeavour strive aspire recommend urge demand request ask arrange set tip "
    "pencil"
)
# Of these, only what stands in an infinitive: "agreed to pay 80", but not "agreed a price of 80".
INFINITIVE_ONLY: Final = _words(
    "agree decide resolve prepare set ask wish mean commit offer try attempt arrange undertake tip urge recommend "
    "request"
)
# With these a time or a number behind any preposition is foreseen: "is expected in May", "scheduled at noon".
SCHEDULING_VERBS: Final = _words("schedule expect slate forecast predict project anticipate foresee target pencil")
# "Promises that it keeps its shape" is a claim about what is.
VOUCHING_VERBS: Final = _words("promise pledge vow undertake agree")
POSSIBLE_VERBS: Final = _words(
    "threaten fear suspect speculate consider contemplate mull weigh rumour rumor risk wonder doubt guess"
)
# In the passive these leave open whether it is so ("is believed to have died"); in the active somebody says so.
THOUGHT_VERBS: Final = _words("believe think presume assume suppose allege")
DENYING_VERBS: Final = _words("deny dispute refute rebut disprove contest reject dismiss contradict")
FAILING_VERBS: Final = _words("fail refuse decline neglect forget omit cease")
# Denied themselves, they leave open what they would have said: "could not confirm that 80 died".
DOUBTING_VERBS: Final = _words("confirm say know prove verify establish believe think rule determine show")
SAYING_VERBS: Final = _words(
    "say tell write argue claim state declare explain note add report warn believe think stress announce insist "
    "promise predict decide agree rule order estimate confirm reveal indicate expect hope assure vow pledge reply "
    "answer"
)

PLAN_NOUNS: Final = _words(
    "plan proposal target goal aim objective promise pledge forecast projection prediction draft budget expectation"
)
# These only with an infinitive: "an attempt to free 80".
INTENT_NOUNS: Final = _words(
    "intention ambition hope schedule bid commitment attempt effort offer blueprint order wish"
)
POSSIBLE_NOUNS: Final = _words(
    "possibility risk threat fear suspicion allegation rumour rumor chance speculation probability likelihood "
    "potential danger prospect question doubt"
)
# "The figure of 80 is disputed", "rejected a report of 80".
REPORT_NOUNS: Final = _words("figure number total claim report allegation suggestion account story version count")
# "His task is to guard 80 cows" tells what he does.
DUTY_NOUNS: Final = _words("task job role duty function work trick way method choice rule requirement custom habit")

PLAN_MODIFIERS: Final = _words(
    "planned proposed scheduled expected projected forecast budgeted promised intended envisaged anticipated targeted "
    "draft target prospective future would-be hoped-for"
)
POSSIBLE_MODIFIERS: Final = _words("possible potential alleged suspected feared likely probable hypothetical presumed")
PLAN_ADJECTIVES: Final = _words("due set about bound poised slated ready prepared determined committed keen eager")
POSSIBLE_ADJECTIVES: Final = _words("possible likely unlikely probable doubtful unclear uncertain conceivable")
POSSIBLE_ADVERBS: Final = _words(
    "perhaps maybe possibly probably likely potentially allegedly supposedly presumably purportedly conceivably"
)
# "Would" with these tells of the past: "she would later lead the party".
MANNER_OF_FUTURE: Final = _words("later eventually ultimately subsequently often usually regularly always sometimes")
CONDITION_MARKS: Final = _words("if unless lest provided providing assuming supposing")

# Verbs of what happens or is: with them "may" tells a possibility; with others it can give a permission.
HAPPENING_VERBS: Final = _words(
    "be have become rise fall increase decrease decline grow shrink drop occur happen cause die suffer experience "
    "develop lose reach contain vary last affect result lead seem appear need exceed feel notice know forget "
    "resign win follow differ arise emerge remain change collapse fail survive return"
)
