"""Forms of English words: verbs in their tenses, nouns in the plural, adjectives compared, and "a" or "an"."""

from __future__ import annotations

import re

__all__ = ["article_mended", "inflected", "matched_case"]

# base, past, past participle; where two forms are usual the more usual one of newspapers.
_IRREGULAR = """
arise arose arisen;awake awoke awoken;be was been;bear bore borne;beat beat beaten;become became become;
begin began begun;bend bent bent;bet bet bet;bid bid bid;bind bound bound;bite bit bitten;bleed bled bled;
blow blew blown;break broke broken;breed bred bred;bring brought brought;broadcast broadcast broadcast;
build built built;burst burst burst;buy bought bought;cast cast cast;catch caught caught;choose chose chosen;
cling clung clung;come came come;cost cost cost;creep crept crept;cut cut cut;deal dealt dealt;dig dug dug;
do did done;draw drew drawn;drink drank drunk;drive drove driven;eat ate eaten;fall fell fallen;feed fed fed;
feel felt felt;fight fought fought;find found found;flee fled fled;fling flung flung;fly flew flown;
forbid forbade forbidden;forecast forecast forecast;foresee foresaw foreseen;forget forgot forgotten;
forgive forgave forgiven;freeze froze frozen;get got got;give gave given;go went gone;grind ground ground;
grow grew grown;hang hung hung;have had had;hear heard heard;hide hid hidden;hit hit hit;hold held held;
hurt hurt hurt;keep kept kept;know knew known;lay laid laid;lead led led;leave left left;lend lent lent;let let let;
lie lay lain;light lit lit;lose lost lost;make made made;mean meant meant;meet met met;mistake mistook mistaken;
overcome overcame overcome;oversee oversaw overseen;overtake overtook overtaken;overthrow overthrew overthrown;
pay paid paid;put put put;quit quit quit;read read read;rebuild rebuilt rebuilt;retell retold retold;rid rid rid;
ride rode ridden;ring rang rung;rise rose risen;run ran run;say said said;see saw seen;seek sought sought;
sell sold sold;send sent sent;set set set;shake shook shaken;shed shed shed;shine shone shone;shoot shot shot;
show showed shown;shrink shrank shrunk;shut shut shut;sing sang sung;sink sank sunk;sit sat sat;sleep slept slept;
slide slid slid;speak spoke spoken;speed sped sped;spend spent spent;spin spun spun;split split split;
spread spread spread;spring sprang sprung;stand stood stood;steal stole stolen;stick stuck stuck;sting stung stung;
strike struck struck;strive strove striven;swear swore sworn;sweep swept swept;swell swelled swollen;
swim swam swum;swing swung swung;take took taken;teach taught taught;tear tore torn;tell told told;
think thought thought;throw threw thrown;undergo underwent undergone;understand understood understood;
undertake undertook undertaken;undo undid undone;uphold upheld upheld;wake woke woken;wear wore worn;
weave wove woven;weep wept wept;win won won;wind wound wound;withdraw withdrew withdrawn;
withhold withheld withheld;withstand withstood withstood;write wrote written
"""
_VERBS = {base: (past, part) for base, past, part in (e.split() for e in _IRREGULAR.replace("\n", " ").split(";"))}
_THIRD = {"be": "is", "have": "has", "do": "does", "go": "goes", "undergo": "undergoes"}
# Of more than one syllable, with the stress on the last: their consonant is doubled.
_STRESSED = frozenset(
    "abet abhor acquit admit allot annul begin commit compel confer control defer deter dispel emit equip excel expel "
    "forget incur infer occur omit overlap patrol permit prefer propel rebel recur refer regret remit repel submit "
    "transfer transmit unplug upset kidnap".split()
)
_PLURALS = {
    "man": "men", "woman": "women", "child": "children", "person": "people", "foot": "feet", "tooth": "teeth",
    "mouse": "mice", "goose": "geese", "wife": "wives", "life": "lives", "half": "halves", "thief": "thieves",
    "hero": "heroes", "son-in-law": "sons-in-law",
}  # fmt: skip
_COMPARED = {
    "good": ("better", "best"), "bad": ("worse", "worst"), "far": ("farther", "farthest"), "well": ("better", "best"),
    "little": ("less", "least"), "many": ("more", "most"), "few": ("fewer", "fewest"), "much": ("more", "most"),
    "old": ("older", "oldest"),
}  # fmt: skip
_COMPARABLE_LONG = frozenset(
    "narrow shallow clever simple gentle quiet early easy heavy happy healthy wealthy noisy dirty ugly lucky busy dry "
    "pretty angry tiny empty likely".split()
)


def inflected(lemma: str, tag: str) -> str | None:
    """The form of a word that a Penn Treebank tag asks for.

    Args:
        lemma: In lower case.
        tag: VB, VBP, VBZ, VBD, VBN, VBG, NN, NNS, JJ, JJR, JJS, RB, RBR or RBS.

    Returns:
        The form in lower case, or None where there is none of one word ("more expensive") or the tag is another.
    """
    if not re.fullmatch(r"[a-z]+(?:-[a-z]+)*", lemma):
        return None
    if tag.startswith("VB"):
        return _verb(lemma, tag)
    if tag in {"NN", "JJ", "RB", "IN", "RP"}:
        return lemma
    if tag == "NNS":
        return _PLURALS.get(lemma) or _with_s(lemma)
    if tag in {"JJR", "JJS", "RBR", "RBS"}:
        return _compared(lemma, superlative=tag.endswith("S"))
    return None


def _verb(lemma: str, tag: str) -> str | None:
    if tag in {"VB", "VBP"}:
        return None if lemma == "be" and tag == "VBP" else lemma
    if tag == "VBZ":
        return _THIRD.get(lemma) or _with_s(lemma)
    return _participle(lemma) if tag == "VBG" else _past(lemma, tag)


def _participle(lemma: str) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and lemma != "be":
        return lemma[:-1] + "ing"
    return _doubled(lemma) + "ing"


def _past(lemma: str, tag: str) -> str:
    if lemma in _VERBS:
        return _VERBS[lemma][tag == "VBN"]
    if lemma.endswith("e"):
        return lemma + "d"
    if re.search(r"[^aeiou]y$", lemma):
        return lemma[:-1] + "ied"
    return _doubled(lemma) + "ed"


def _with_s(lemma: str) -> str:
    if re.search(r"[^aeiou]y$", lemma):
        return lemma[:-1] + "ies"
    return lemma + ("es" if re.search(r"(?:s|x|z|ch|sh)$", lemma) else "s")


def _doubled(lemma: str) -> str:
    short = len(re.findall(r"[aeiouy]+", lemma)) == 1
    if (short or lemma in _STRESSED) and re.search(r"(?:^|[^aeiou]|qu)[aeiou][bcdfgklmnprtvz]$", lemma):
        return lemma + lemma[-1]
    return lemma


def _compared(lemma: str, *, superlative: bool) -> str | None:
    if lemma in _COMPARED:
        return _COMPARED[lemma][superlative]
    if len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", lemma))) > 1 and lemma not in _COMPARABLE_LONG:
        return None
    ending = "est" if superlative else "er"
    if lemma.endswith("e"):
        return lemma + ending[1:]
    if re.search(r"[^aeiou]y$", lemma):
        return lemma[:-1] + "i" + ending
    return _doubled(lemma) + ending


def matched_case(word: str, like: str) -> str:
    """``word`` with a capital first letter, or in capitals, where ``like`` is so."""
    if len(like) > 1 and like.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def article_mended(text: str, start: int) -> tuple[str, int]:
    """ "a" or "an" before the word at ``start``, whichever its sound asks for.

    Args:
        text: A sentence.
        start: Offset of the word that may follow an indefinite article.

    Returns:
        The sentence and the offset of the word in it.
    """
    found = re.search(r"\b([Aa])(n?)( [\"'“‘(]?)$", text[:start])
    if not found:
        return text, start
    head = text[: found.end(1)] + ("n" if _begins_with_vowel(text[start:]) else "") + found.group(3)
    return head + text[start:], len(head)


def _begins_with_vowel(word: str) -> bool:
    if re.match(r"[A-Z](?:[A-Z.]|\b(?!\w))", word):
        return word[0] in "AEFHILMNORSX"
    if word[:1].isdigit():
        return bool(re.match(r"8|1[18](?:\D|\d{3}(?:\D|$)|$|,\d{3})", word))
    lower = word.lower()
    if re.match(r"hou?r|honest|hono|heir", lower):
        return True
    return lower[:1] in set("aeiou") and not re.match(r"uni(?!n|m)|us[aeiu]|eu|one|once|ut[ie]|ub[ie]|ufo", lower)
