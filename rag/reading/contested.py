"""Words by which a sentence tells that something said is not so, and the nouns that what is said goes by."""

from __future__ import annotations

__all__ = [
    "ATTRIBUTES",
    "CLAIMS",
    "DENIED",
    "DENYING",
    "DISPUTING",
    "FALSE",
    "FALSELY",
    "FALSE_NOUNS",
    "PROPOSALS",
    "REFERRING",
    "TOO_MUCH",
    "VALUES",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Nouns that stand for something said or reckoned.
CLAIMS = _words(
    "figure number count claim estimate toll total tally statistic data account version allegation report statement "
    "story assertion accusation finding conclusion calculation theory suggestion interpretation attribution dating "
    "rumour rumor projection forecast assessment narrative explanation argument denial description reckoning "
    "accuracy truth truthfulness authenticity authorship validity veracity existence idea notion view belief testimony"
)
# Nouns that name an attribute with one true value.
ATTRIBUTES = _words(
    "date year birthplace birthdate birthday birth origin cause age identity location size extent rate share "
    "percentage sum amount price cost value range length height weight distance duration population speed number "
    "parentage meaning etymology provenance spelling place paternity nationality"
)
VALUES = _words("sum price cost amount rate range value fee age share percentage size range")
REFERRING = _words("this that it these those them which such")

# With something said for an object, each tells that somebody holds it not to be so.
DISPUTING = _words("dispute contest challenge reject question contradict refute rebut doubt debunk dismiss")
DENYING = _words("deny dispute contradict refute rebut doubt")  # these take a clause, or "it", by themselves
# What is denied to be so; other things are denied to somebody ("denied bail", "denied the request").
DENIED = _words(
    "wrongdoing involvement responsibility guilt knowledge role link presence abuse reality fact complicity liability "
    "connection tie contact affair relationship murder killing crime offence offense attack bribery corruption fraud "
    "negligence misconduct charge theft torture collusion plot breach violation intention intent awareness"
)
# Of these only the ones that are spelt out are something said: "the idea that …", not "the idea of a merger".
PROPOSALS = _words("idea notion suggestion view belief argument")

FALSE = _words(
    "false wrong untrue incorrect inaccurate misleading erroneous unfounded baseless fabricated mistaken invented "
    "bogus unsubstantiated implausible spurious disproved discredited overblown"
)
TOO_MUCH = _words("inflated exaggerated overstated understated overestimated underestimated")
FALSE_NOUNS = _words(
    "lie fiction myth exaggeration falsehood fabrication nonsense invention gossip rumour rumor hoax fantasy "
    "propaganda error mistake understatement overstatement legend misunderstanding fake"
)
FALSELY = _words("wrongly incorrectly falsely mistakenly erroneously inaccurately wrongfully misleadingly")
