"""The names that restrict what a value is of, what a sentence calls a named thing, and two bearers of one name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.reading.candidates import lemma, tokens_at
from rag.reading.lexicon import SPEECH_VERBS, TITLES, names_person

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from rag.reading.scope_clause import Clause
    from rag.reading.scope_nouns import Counted

__all__ = ["namesake", "restricting_names", "sorts"]

_LABEL = re.compile(
    r"\b(version|firmware|model|article|section|chapter|phase|stage|round|type|class|grade|zone|block|building|unit|"
    r"series|mark|edition|volume|part|line|platform|gate|level|tier|group|generation)s? (\d[\w.]*|[IVX]+|[A-H])\b",
    re.IGNORECASE,
)
_STATIVE = frozenset(
    "be have hold weigh cost measure contain carry take employ own need require earn make run last support offer "
    "seat fit use consume reach stand come".split()
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_TIMES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})
_GENERAL = frozenset(
    "company firm group business corporation concern maker manufacturer producer operator provider body organisation "
    "organization agency product device machine unit model thing item system brand one name vessel ship boat craft "
    "vehicle car building structure house place site town city village area institution service project scheme".split()
)
_NAMESAKE = re.compile(
    r"\b(?:of (?:the same|that|this) name|by the same name|same-named|namesake|not to be confused with)\b|"
    r"[(,] ?no relation\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:[Tt]he other|(?:[Oo]ur|[Mm]y|[Tt]heir) own|[Aa]nother|[Aa] different|[Aa] second) "
    r"(?:[A-Z][\w'-]+)(?: [A-Z][\w'-]+)*"
)
_RANK = re.compile(r"[A-Z][\w'-]+,? (?:(the (?:[Yy]ounger|[Ee]lder)|Jr\.?|Sr\.?)|I{2,3}|IV|VI{1,3})(?!\w)")
_BRANCH = re.compile(r"\b([A-Z][\w'-]+(?: [A-Z][\w'-]+)*) \(([A-Z][\w'-]+(?: [A-Z][\w'-]+)*)\)")


def restricting_names(clause: Clause, counted: Counted | None) -> frozenset[str]:
    """Names that what is told is restricted to: owners, those that a noun is "of", subjects that have or measure.

    Who acts or speaks does not restrict a value; labels with a number ("version 4.2") always do.
    """
    del counted  # names may hang from any noun of the clause: "the tank of the Aquila 5 holds 2 litres"
    found = {f"{m[1].lower()} {m[2]}" for m in _LABEL.finditer(clause.doc.text)}
    for token in clause.others:
        if _heads_name(token) and _restricts(token, clause):
            found.add(_whole_name(token))
    found.update(f"{m[1]} ({m[2]})" for m in _BRANCH.finditer(clause.doc.text))
    return frozenset(found)


def _heads_name(token: Token) -> bool:
    if token.pos_ != "PROPN" or token.ent_type_ in _TIMES - {"CARDINAL"}:
        return False
    return not (token.dep_ in {"compound", "nmod"} and token.head.pos_ == "PROPN")


def _restricts(name: Token, clause: Clause) -> bool:
    above = name.head
    if name.dep_ == "poss" or (name.dep_ in {"compound", "nmod", "appos"} and above.pos_ == "NOUN"):
        return above.lower_ not in TITLES
    if name.dep_ == "pobj" and above.lower_ in {"of", "for"}:
        return above.head.pos_ in {"NOUN", "NUM"}
    acts = name.dep_ in _SUBJECTS and above == clause.verb
    return acts and lemma(above) in _STATIVE and lemma(above) not in SPEECH_VERBS


def _whole_name(token: Token) -> str:
    lefts = [t for c in token.lefts if c.dep_ in {"compound", "nmod"} for t in c.subtree if t.pos_ == "PROPN"]
    last = token.i
    doc = token.doc
    while (
        last + 1 < len(doc)
        and (doc[last + 1].like_num or doc[last + 1].pos_ == "PROPN")
        and not doc[last + 1].is_sent_start
    ):
        last += 1
    first = min([t.i for t in lefts] + [token.i])
    return str(doc[first : last + 1].text)


def sorts(doc: Doc, value: Span) -> frozenset[tuple[str, str]]:
    """What common nouns call the names of a sentence: "the Mule, our van", "the trawler Fulmar".

    Words for people are left out, since one person bears many, and so are words as general as "firm". A noun behind
    a name ("the Mule brochure") does not tell what the name stands for.
    """
    found: set[tuple[str, str]] = set()
    for token in doc:
        word = lemma(token)
        if token.pos_ not in {"NOUN", "PROPN"} or token.is_title or token in value:
            continue
        if word in _GENERAL or names_person(word):
            continue
        names = [c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN"]
        if token.dep_ == "appos" or (token.dep_ == "compound" and not any(c.pos_ == "PROPN" for c in token.children)):
            names += [token.head] if token.head.pos_ == "PROPN" and token.head not in value else []
        found.update((_whole_name(n).lower(), word) for n in names if n.ent_type_ not in _TIMES)
    return frozenset(found)


def namesake(doc: Doc) -> str | None:
    """The words that tell that a name is borne by two, or which of its bearers is meant; None without such words.

    "The other Ilse Rahm" is one of two bearers; "the other Spanish prisoners" are not. "Karl III" is a bearer of a
    name, "Phase III" is none.
    """
    if match := _NAMESAKE.search(doc.text):
        return match.group().lstrip("(, ")
    for match in _RANK.finditer(doc.text):
        span = tokens_at(doc, match.start(), match.end())
        if match[1] or span.root.ent_type_ == "PERSON":
            return match.group()
    for match in _OTHER.finditer(doc.text):
        last = tokens_at(doc, match.start(), match.end())[-1]
        if last.pos_ == "PROPN" and last.dep_ not in {"amod", "compound", "nmod"}:
            return match.group()
    return None
