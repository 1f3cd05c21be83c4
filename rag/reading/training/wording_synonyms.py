"""Words and phrases that can stand for each other in most sentences, contractions, and words that may go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.reading.training.exchange_inflection import inflected, matched_case
from rag.reading.training.wording_values import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

__all__ = ["word_edits"]

# Both ways unless ">" stands between: then only the first may become the second.
_VERBS = """
begin start;buy purchase;build construct;obtain acquire;require need;assist help;commence > begin;attempt > try;
purchase > buy;construct > build;demolish > destroy;reside > live;state > say;declare > say;announce > say;
remark > say;note > say;add > say;permit allow;select choose;finish complete;establish > found;
utilize > use;utilise > use;employ > use;possess > own;depict show;demonstrate show;indicate > show;perish > die;
depart > leave;arrive > come;enlarge expand;manufacture > produce;craft > make;conclude end;terminate > end;
cease > stop;halt stop;resemble > look like;inform tell;encounter > meet;retain keep;grant > give;
donate > give;capture > take;seize > capture;murder > kill;assassinate > kill;slay > kill;wed > marry;name call;
label > call;entitle > title;author > write;pen > write;assert > claim;maintain > claim;believe think;anticipate expect;
gather > collect;recall remember;reveal > show;feature > include;aid help;
plummet > fall;soar > rise;surge > rise;decline > fall;drop fall;climb > rise;shrink > decrease;diminish decrease;
boost > increase;enhance improve;transform change;alter change;modify change;convert > change;relocate > move;
ascend > climb;propose suggest;recommend > suggest;oversee supervise;rescue save;injure hurt;erect > build;
inhabit > live in;collaborate > work together;vanish disappear;emerge > appear;strike hit;repair fix;reply answer;
respond > answer;discover find;examine > study;investigate > study;prohibit ban;forbid ban;outlaw > ban
"""
_OTHERS = """
ADJ:big large;ADJ:rapid fast;ADJ:huge > large;ADJ:enormous > large;ADJ:vast > large;ADJ:tiny > small;ADJ:entire whole;
ADJ:wealthy > rich;ADJ:famous well-known;ADJ:renowned > famous;ADJ:initial > first;ADJ:numerous > many;ADJ:ill sick;
ADJ:annual yearly;ADJ:sufficient enough;ADJ:principal main;ADJ:chief > main;ADJ:primary > main;ADJ:final last;
ADJ:significant > important;ADJ:crucial > important;ADJ:deceased > dead;ADJ:difficult > hard;ADJ:correct right;
ADJ:contemporary > modern;ADJ:unusual > rare;ADJ:prior earlier;ADJ:subsequent later;
NOUN:automobile car;NOUN:physician doctor;NOUN:attorney lawyer;NOUN:movie film;NOUN:aeroplane plane;NOUN:airplane plane;
NOUN:aircraft > plane;NOUN:infant > baby;NOUN:residence > home;NOUN:dwelling > home;
NOUN:error mistake;
NOUN:blunder > mistake;NOUN:start beginning;NOUN:conclusion > end;NOUN:goal > aim;NOUN:objective aim;NOUN:purpose > aim;
NOUN:method way;NOUN:reply answer;NOUN:response > answer;NOUN:location > place;NOUN:occupation job;
NOUN:profession > job;
NOUN:illness disease;NOUN:sickness > illness;NOUN:conflict > fighting;NOUN:inhabitant resident;NOUN:ship > vessel;
NOUN:rebellion uprising;NOUN:revolt uprising;NOUN:assistance help;NOUN:aid > help;NOUN:pupil > student;
NOUN:soccer > football;
NOUN:territory > area;NOUN:region area;NOUN:quantity amount;NOUN:type kind;NOUN:category > kind;
NOUN:corporation company;
NOUN:firm company;NOUN:enterprise > company;NOUN:drop fall;NOUN:decline fall;NOUN:rise increase;
NOUN:parliament > legislature;
NOUN:statute law;NOUN:legislation > law;NOUN:forest > woodland;NOUN:road > street;NOUN:fatality > death;
NOUN:citizen > person;
ADV:approximately about;ADV:roughly about;ADV:rapidly quickly;ADV:swiftly > quickly;ADV:initially first;
ADV:primarily mainly;ADV:chiefly > mainly;ADV:frequently often;ADV:annually yearly;ADV:formerly previously;
ADV:subsequently later;ADV:eventually finally;ADV:currently now;ADV:presently now;ADV:nearly almost;ADV:solely only;
ADV:merely > only;ADV:afterwards later;ADV:entirely completely;ADV:wholly completely;ADV:primarily mostly;
ADP:during in;ADP:upon on;ADP:amid > during;ADP:throughout > during;ADP:via through;ADP:beneath under;
SCONJ:although though;
ADP:besides > apart from;ADP:regarding about;ADP:concerning about
"""
_PHRASES = (
    ("more than", "over"), ("less than", "under"), ("as well as", "and"),
    ("in order to", "to"), ("due to", "because of"), ("prior to", "before"),
    ("a number of", "several"), ("in addition to", "besides"), ("located in", "in"), ("situated in", "in"),
    ("known as", "called"), ("was able to", "managed to"),
    ("take part in", "participate in"), ("took part in", "participated in"), ("was founded in", "was established in"),
    ("was established in", "was founded in"), ("is composed of", "consists of"), ("consists of", "is made up of"),
    ("consisted of", "was made up of"), ("such as", "like"), ("a variety of", "various"), ("passed away", "died"),
    ("a majority of", "most"), ("the majority of", "most"), ("was awarded", "received"),
    ("in the course of", "during"), ("at the age of", "when aged"), ("because", "as"), ("so that", "in order that"),
    ("carried out", "performed"), ("all over", "throughout"), ("around", "about"),
)  # fmt: skip
# The second of these may become the first one too.
_PHRASES_BOTH_WAYS = frozenset(
    {"was founded in", "was established in", "is composed of", "consists of", "consisted of"}
)
_CONTRACTED = {
    "did not": "didn't", "does not": "doesn't", "do not": "don't", "is not": "isn't", "are not": "aren't",
    "was not": "wasn't", "were not": "weren't", "has not": "hasn't", "have not": "haven't", "had not": "hadn't",
    "will not": "won't", "would not": "wouldn't", "could not": "couldn't", "should not": "shouldn't", "cannot": "can't",
    "it is": "it's", "they are": "they're", "we are": "we're", "you are": "you're", "I am": "I'm", "I have": "I've",
    "they have been": "they've been", "that is": "that's",
}  # fmt: skip
_BARE = {"over": re.compile(r"over(?= [$£€]?\d)"), "under": re.compile(r"under(?= [$£€]?\d)")}
_GOING = re.compile(
    r"^(However|Moreover|Furthermore|In addition|Additionally|Also|Thus|Therefore|In fact|Indeed), (?=\w)"
)


def _pairs(text: str, part: str = "") -> Iterator[tuple[str, str, str]]:
    for entry in text.replace("\n", "").split(";"):
        of, _, words = entry.rpartition(":")
        one, _, other = words.partition(" > ")
        if other:
            yield of or part, one, other
        else:
            one, other = words.split(" ", 1)
            yield of or part, one, other
            yield of or part, other, one


_SYNONYMS: dict[tuple[str, str], list[str]] = {}
for _part, _one, _other in (*_pairs(_VERBS, "VERB"), *_pairs(_OTHERS)):
    _SYNONYMS.setdefault((_part, _one), []).append(_other)

_PARTICLES = frozenset("as for with up out off on to at over about around".split())
# Too many meanings to be exchanged for their synonym unseen.
_MANY_MEANINGS = frozenset(
    "get keep give take find found show call fall change help hard right kind type name drop note add place way hit "
    "fix end use help reply strike maintain last final first need under locate type employ try now only feature need "
    "now about finally on in through later mistake earlier about entire commence author state enough".split()
)


def word_edits(doc: Doc) -> Iterator[Edit]:
    """Synonyms, phrases of the same meaning, contractions, and words at the beginning that may go.

    Args:
        doc: A parsed sentence.

    Yields:
        Edits; several may overlap.
    """
    text = doc.text
    for token in doc:
        yield from _synonyms(token)
    for one, other in _PHRASES:
        yield from (
            Edit(m.start(), m.end(), matched_case(other, m.group()), "phrase")
            for m in re.finditer(rf"\b{one}\b(?= [$£€\d]| \w)", text, re.IGNORECASE)
            if one not in {"more than", "less than", "around", "because"} or text[m.end() + 1 : m.end() + 2].isdigit()
        )
        if one in _PHRASES_BOTH_WAYS:
            yield from (
                Edit(m.start(), m.end(), matched_case(one, m.group()), "phrase")
                for m in re.finditer(rf"\b{other}\b(?= \w)", text, re.IGNORECASE)
            )
    for phrase, pattern in _BARE.items():
        whole = {"over": "more than", "under": "less than"}[phrase]
        yield from (Edit(m.start(), m.end(), whole, "phrase") for m in pattern.finditer(text))
    for whole, short in _CONTRACTED.items():
        for old, new in ((whole, short), (short, whole)):
            yield from (
                Edit(m.start(), m.end(), matched_case(new, m.group()) if old != "I am" else new, "contraction")
                for m in re.finditer(rf"\b{old}\b(?= \w)", text.replace("’", "'"))
            )
    if match := _GOING.match(text):
        rest = match.end()
        yield Edit(0, rest + 1, text[rest].upper(), "connective dropped", shorter=True)


def _synonyms(token: Token) -> Iterator[Edit]:
    lemma = token.lemma_.lower()
    found = _SYNONYMS.get((token.pos_, lemma))
    if not found or token.ent_type_ or (token.i and token.is_title) or any(c.dep_ == "prt" for c in token.children):
        return
    if token.pos_ in {"VERB", "NOUN", "ADJ"} and inflected(lemma, token.tag_) != token.lower_:
        return
    if token.pos_ == "VERB" and not _transitive_alike(token):
        return
    beside = token.doc[max(0, token.i - 1) : token.i + 2]
    hyphened = any(t.text == "-" for t in beside)
    if hyphened or lemma in _MANY_MEANINGS or token.dep_ in {"compound", "case"}:
        return
    for synonym in found:
        head, _, rest = synonym.partition(" ")
        form = inflected(head, token.tag_) if token.pos_ in {"VERB", "NOUN", "ADJ"} else head
        if form is not None:
            new = matched_case(f"{form} {rest}".strip(), token.text)
            yield Edit(token.idx, token.idx + len(token), new, "synonym")


def _transitive_alike(verb: Token) -> bool:
    """Whether the verb is used with a plain object, a clause after "that", or nothing: where synonyms stand alike."""
    if any(c.dep_ in {"xcomp", "oprd", "dative", "acl"} for c in verb.children):
        return False
    if verb.lemma_ in {"state", "declare", "announce", "remark", "note", "add", "say"}:
        return any(c.dep_ == "ccomp" for c in verb.children)
    after = verb.nbor(1) if verb.i + 1 < len(verb.doc) else None
    return after is None or after.lower_ not in {
        "as",
        "for",
        "with",
        "up",
        "out",
        "off",
        "on",
        "to",
        "at",
        "over",
        "about",
    }
