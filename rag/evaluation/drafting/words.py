"""Closed word lists that the drafting of questions rests on; entries are in lower case."""

from __future__ import annotations

__all__ = ["ANAPHORS", "BACKWARD", "CONDITIONS", "DROPPED_ADVERBS", "FINITE", "RELATIVE_TIMES", "VAGUE"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that point at something outside their sentence, or at whoever speaks.
ANAPHORS = _words(
    "this that these those such others another latter former same here there above below following aforementioned "
    "ensuing preceding subsequent alone both either neither one ones so said thus hence therefore thereby therein "
    "likewise otherwise else similarly"
)

# Words with which a sentence leans on the one before it; a question does without some of them.
BACKWARD = _words(
    "however moreover furthermore nevertheless nonetheless meanwhile instead consequently accordingly besides "
    "additionally finally again then yet too further also and but or nor still"
)

# Adverbs of a verb that a question is as true without.
DROPPED_ADVERBS = _words(
    "also however moreover furthermore meanwhile already currently still now recently thus then too"
)

# Times that are told from the day of writing.
RELATIVE_TIMES = _words(
    "today yesterday tomorrow tonight now ago currently recently lately soon earlier later last next previous "
    "previously past coming recent upcoming monday tuesday wednesday thursday friday saturday sunday week weekend"
)

# What makes a statement hold under a condition only.
CONDITIONS = _words("if unless whether should provided supposing lest")

# Forms of auxiliaries and of "be" that stand before the subject in a question.
FINITE = _words("is are was were has have had will do does did can")

# Nouns that need a name or a description beside them to tell what they stand for.
VAGUE = _words(
    "thing things way ways part parts kind kinds case cases point points reason reasons fact facts matter matters "
    "number numbers figure figures item items example examples move step steps news picture pictures"
)
