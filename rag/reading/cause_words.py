"""How English says that a cause is the only one, one of several, or the one: closed lists of expressions."""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "DEFINITE_AFTER",
    "DEFINITE_BEFORE",
    "NOT_SOLE",
    "OPENS",
    "PARTIAL",
    "SOLE_AFTER",
    "SOLE_BEFORE",
    "SOLE_BESIDE",
]


def _any(*expressions: str) -> re.Pattern[str]:
    """A pattern of which any expression may match, letters of either case."""
    return re.compile("|".join(f"(?:{expression})" for expression in expressions), re.IGNORECASE)


_ADVERB = (
    r"(?:only|solely|purely|entirely|wholly|exclusively|simply|just|mainly|mostly|largely|chiefly|primarily|partly|"
    r"partially|in part|also|probably|possibly|presumably|directly|at least|above all|precisely|merely|again)"
)
_MARK = (
    rf"because(?: of)?|(?:due|owing|thanks|attributed|ascribed|credited|put down)(?: {_ADVERB})? to|on account of|"
    r"by reason of|in response to|in order to|so as to|"
    r"(?:as )?(?:an?|the) (?:\w+ ){0,2}?(?:result|consequence|outcome) of|on the grounds (?:of|that)|"
    r"blamed on|(?:stem(?:s|med|ming)|result(?:s|ed|ing)|arose) from|"
    r"(?:caused|triggered|prompted|sparked|provoked|driven|brought about|motivated) by|"
    r"since|as|so that|for|by|from|to|down to|out of|under|following|after|when|if|through|with"
)
_ONLY = r"(?:only|solely|purely|entirely|exclusively|wholly)"
_CAUSE = r"(?:reason|cause|explanation|factor|motive|culprit|trigger|ground)"
# What stands between a word for "only" and the cause.
_LINK = rf"(?: *(?:{_MARK}|of|that|it (?:is|was)|the|a|an|its|their|his|her)\b)* *$"
_MANY = r"(?:several|many|various|multiple|numerous|two|three|four|five|a number of|more than one|a range of|other)"
_OWN = r"(?:the|its|their|his|her)"

# The marker at the head of a cause, with the adverbs around it.
OPENS: Final = re.compile(rf"(?:{_ADVERB} )*(?:{_MARK})(?: {_ADVERB})*(?: to| of)? +(?=\S)", re.IGNORECASE)

# In what stands before the cause in its sentence.
SOLE_BEFORE: Final = _any(
    rf"\b{_ONLY}\b(?= *(?:{_MARK}|of)\b){_LINK}",
    rf"\b(?:due|owing|thanks|attributed|attributable) {_ONLY}{_LINK}",
    rf"\b(?:for|had|has|have|with|there (?:is|was)|was|is) (?:just |only |but )?(?:one|a single) (?:single )?{_CAUSE}\b"
    r"(?! (?:among|or)\b)[^.;]{0,60}$",
    rf"\b(?:the|its|their|his|her|whose) (?:only|sole|single|one) (?:\w+ )?{_CAUSE}\b[^.;]{{0,80}}$",
    rf"\bno other {_CAUSE}\b[^.;]{{0,20}}\bthan {_LINK}",
    rf"\bnothing (?:but|other than|more than) {_LINK}",
    rf"\bone {_CAUSE} (?:only|alone)\b[^.;]{{0,60}}$",
)
# In what stands behind it.
SOLE_AFTER: Final = _any(
    rf"\b(?:nothing else|nothing more|no other {_CAUSE}s?)\b",
    rf"\b{_OWN} (?:only|sole|single) (?:\w+ )?{_CAUSE}\b",
    r"\bfor that (?:reason )?alone\b",
    r"\b(?:that|which|it) (?:is|was) (?:the only|all)\b",
)
# At the head of a sentence beside it.
SOLE_BESIDE: Final = _any(
    rf"^there (?:is|was|were|are) (?:no|only one|just one|but one|a single) (?:other )?(?:single )?{_CAUSE}s?\b",
    r"^(?:nothing|no one|nobody) else\b.{0,30}\b(?:blame|behind|responsible|cause|matter|count|part|contribut)",
    rf"^no other {_CAUSE}\b",
    rf"^(?:that|this|it) (?:is|was|had) (?:the (?:only|sole)|one) {_CAUSE}\b",
    rf"^for (?:only |just )?one {_CAUSE}\b",
)
NOT_SOLE: Final = _any(
    rf"\b(?:not|n't|never|hardly|nor|far from) (?:\w+ )?(?:{_ONLY}|just|merely|simply|all)\b",
    rf"(?:\bnot|n't|\bnever|\bhardly) (?:\w+ )?{_OWN} (?:only|sole|single) (?:\w+ )?{_CAUSE}\b",
    r"\balone (?:can|could|does|do|did|is|was|were|would) ?(?:not|n't)\b",
)
# Anywhere outside the cause.
PARTIAL: Final = _any(
    r"\bin (?:large |good |no small )?part\b|\btoo(?= *(?:[.,;]|$))",
    r"\b(?:partly|partially|mainly|mostly|largely|chiefly|primarily|principally)\b",
    r"\b(?:above all|also|as well|not only|in addition|additionally|moreover|besides|not least)\b",
    r"\bcontribut(?:e|es|ed|ing|ory)\b|\b(?:compounded|aggravated|worsened|exacerbated)\b|\badd(?:ing|ed) to\b",
    r"\b(?:along|together|coupled|combined) with\b|\bcombination of\b|\b(?:including|such as|for example)\b",
    r"\bamong (?:the|its|their|them|other|several|many|those|these|which|his|her)\b",
    rf"\bone of (?:{_OWN}|several|many|two|three|four)(?: \w+)? (?:{_CAUSE}|thing)s\b",
    rf"\b(?:a|an|one|some|any|another|other|first|second|third|last) (?:[\w-]+ )?{_CAUSE}s?\b",
    rf"\b(?:main|chief|principal|major|important|key|biggest|further|additional|final) {_CAUSE}s?\b",
    # "For health reasons" is one cause; "the reasons for it" are several.
    rf"\b(?:causes|factors)\b|\b{_CAUSE}s (?:for|why|were|are|behind|that|include)\b|\b{_MANY} (?:\w+ )?{_CAUSE}s\b",
    r"\bamong other things\b",
    r"\b(?:play(?:s|ed)?|had|has) (?:a|its|their|some) (?:\w+ )?(?:part|role|share)\b",
    r"\b(?:did not|didn't|did nothing to) help\b|\bto some (?:extent|degree)\b|\b(?:first|second)(?:ly)?,",
)
# "The cause was …", "what …  was …", "it was … that": before the cause, and behind it.
DEFINITE_BEFORE: Final = _any(
    rf"\bthe (?:actual |real |true |immediate |direct )?{_CAUSE}\b[^.;]*\b(?:is|was|were)\b",
    r"^(?:but |and |so )?what\b.*\b(?:is|was|were)\b",
    r"^\W*(?:[\w', ]+, )?it (?:is|was|were)\b",
)
DEFINITE_AFTER: Final = _any(
    rf"^[^.;]{{0,60}}\b(?:is|was|were) the (?:actual |real |true )?{_CAUSE}\b",
    r"^[^.;]{0,60}\b(?:is|was|were) (?:why|what|to blame|responsible|behind)\b",
)
