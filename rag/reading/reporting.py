"""Verbs by which a party says something: who says it, and which words are theirs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.candidates import lemma
from rag.reading.lexicon import CURRENCIES, MEASURE_UNITS, TIME_UNITS
from rag.reading.speakers import agent_of, has_subject, is_asserted, is_passive, named_by, subject_of
from rag.reading.statements import quotations
from rag.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from rag.reading.statements import Statement

__all__ = [
    "FIGURE_NOUNS",
    "HEDGED_NOUNS",
    "REPORTING_VERBS",
    "Reported",
    "contrast_start",
    "reported",
    "without_quotes",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Verbs of saying and showing, which take what is said as a clause.
_PLAIN = _words(
    "say tell write add state declare announce report note explain remark comment recall warn stress confirm reply "
    "answer testify observe mention emphasise emphasize acknowledge admit concede disclose reveal reiterate repeat "
    "inform assure notify show indicate record find conclude calculate determine establish read caution promise "
    "pledge respond recount relate specify stipulate rule agree cite"
)
# Those by which the author keeps a distance, or which tell what somebody thinks.
_HEDGED = _words(
    "claim allege argue maintain contend insist assert believe think suspect suggest estimate reckon guess suppose "
    "expect predict forecast project hold imply assume speculate posit propose purport profess"
)
REPORTING_VERBS = _PLAIN | _HEDGED
# Those whose infinitive is what is said: "claims to have 80".
_WITH_INFINITIVE = _words("claim expect allege purport profess admit recall promise report")
# These need "that", having other senses: "the rope holds", "they read on".
_WITH_THAT = _words("hold read propose rule agree find show project record")
# Those that take a figure for an object: "reports debt of €3 billion", "counts 80,000".
_WITH_FIGURE = _words(
    "say report announce claim estimate count give confirm cite state put place read allege promise forecast predict "
    "reckon suggest record calculate"
)
# "puts the number at 600", "dates it to 1720".
_PLACING = _words("put place estimate reckon count calculate")
_GIVING = _words("give read")  # of these, the object must be a bare figure or a noun that stands for one
_CLAIMED = _words("life victim soul title medal seat benefit expense prize territory land")  # "claimed 80 lives"

FIGURE_NOUNS = _words(
    "figure number count total toll sum amount estimate date year age range rate share size value price cost length "
    "height weight distance duration percentage speed population loss"
)
HEDGED_NOUNS = _words("claim estimate allegation assertion guess projection forecast prediction reckoning suggestion")

_UNITS = MEASURE_UNITS | CURRENCIES | TIME_UNITS | {"%", "cent", "million", "billion"}

_FRACTIONS = frozenset({"half", "third", "quarter", "dozen", "dozens", "zero"})

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CONTRAST = frozenset({"while", "whereas", "although", "though", "whilst"})
_ARRIVED = re.compile(
    r"\b(?:arriv(?:e|es|ed) at|(?:come|comes|came) up with)\s+"
    r"(?=(?:a|the)\s+(?:figure|total|number|sum|count|date)\b|"
    r"[^.;,]{0,24}?(?:[€$£]\s?\d|\d[\d.,]*\s?(?:%|per\s?cent|million|billion|thousand)|\d{1,3},\d{3}|\d{5,}|\d{3}\b(?!:)))"
)
_OPENING = re.compile(r"^[,:]?\s*[\"“«]")


@dataclass(frozen=True, slots=True)
class Reported:
    """Words of a stretch that a verb gives to somebody.

    Attributes:
        verb: The verb.
        speaker: The head of the phrase that names who says it.
        said: The characters of the stretch that are said.
        hedged: Whether the verb keeps a distance.
        figure: Whether they are a figure ("counts 80") rather than a clause or a quotation.
    """

    verb: Token
    speaker: Token
    said: Span
    hedged: bool
    figure: bool = False


def reported(statement: Statement) -> Iterator[Reported]:
    """What the verbs of a stretch say that somebody says.

    Args:
        statement: The stretch.

    Yields:
        One entry a verb that has a speaker and something said; impersonal verbs ("it is said") have none.
    """
    for verb in statement.doc:
        name = lemma(verb)
        if name not in REPORTING_VERBS | _WITH_FIGURE | {"arrive", "come", "quote"} or not _is_verb(verb):
            continue
        if not is_asserted(verb):
            continue
        found = _passive(statement, verb, name) if is_passive(verb) else _active(statement, verb, name)
        if found is not None and found.said.start < found.said.end:
            yield found


def _is_verb(token: Token) -> bool:
    # The parser takes some verbs in -s for nouns ("its curator calls that sum inflated"), yet finds their subject.
    return token.pos_ in {"VERB", "AUX"} or (
        token.pos_ == "NOUN" and (has_subject(token) or subject_of(token) is not None)
    )


def _active(statement: Statement, verb: Token, name: str) -> Reported | None:
    speaker = subject_of(verb)
    said: Span | None = None
    figure = False
    if name == "quote":
        return _quoted_as(statement, verb, next((c for c in verb.children if c.dep_ == "dobj"), None))
    if name in REPORTING_VERBS:
        said = _clause_after(statement, verb, name) or _quotation_after(statement, verb)
        if said is None and (before := _said_before(statement, verb, speaker)) is not None:
            speaker, said = before
    if said is None:
        said, figure = _figure_after(statement, verb, name), True
    if speaker is None or said is None or (speaker.lower_ == "there"):
        return None
    return Reported(verb, speaker, said, name in _HEDGED, figure)


def _clause_after(statement: Statement, verb: Token, name: str) -> Span | None:
    """What follows "says that"; None for a question ("said whether") and for "saw him go"."""
    for child in verb.children:
        if child.dep_ not in {"ccomp", "xcomp"} or child.i < verb.i:
            continue
        first = child.left_edge
        marks = {c.lower_ for c in child.children if c.dep_ in {"mark", "advmod"} and c.i <= first.i + 1}
        if marks & {"whether", "if"}:
            return None
        if "that" not in marks and (name in _WITH_THAT or not _may_be_said(child, name)):
            continue
        skipped = first.i + 1 if first.lower_ in {"that", ":", ","} else first.i
        while skipped < child.i and statement.doc[skipped].lower_ in {"that", ":", ",", '"', "“"}:
            skipped += 1
        end = contrast_start(child, child.right_edge.idx + len(child.right_edge))
        return without_quotes(statement.text, statement.doc[skipped].idx, end)
    following = statement.doc[verb.i + 1 : verb.i + 3]
    if len(following) == 2 and following[0].lower_ == "that" and following[1].pos_ not in {"PUNCT", "AUX", "CCONJ"}:
        # Whatever the parser makes of the clause, "says that" opens one.
        return without_quotes(statement.text, following[1].idx, contrast_start(verb, len(statement.text)))
    return None


def _may_be_said(clause: Token, name: str) -> bool:
    if clause.dep_ == "xcomp" or any(c.dep_ == "aux" and c.lower_ == "to" for c in clause.children):
        return name in _WITH_INFINITIVE
    if name == "tell" and clause.tag_ == "VB":
        return False
    return clause.tag_ in _FINITE or any(c.tag_ in _FINITE for c in clause.children) or name in {"say", "write"}


def contrast_start(head: Token, end: int) -> int:
    """Where a clause under ``head`` begins that speaks for others ("… while the union counts 450"), or ``end``."""
    for token in head.subtree:
        if token.i > head.i and token.lower_ in _CONTRAST and token.dep_ == "mark":
            end = min(end, token.idx)
    return end


def _quotation_after(statement: Statement, verb: Token) -> Span | None:
    """The quotation that the verb opens: 'said: "…"', 'said on Monday, "…"'."""
    after = verb.idx + len(verb)
    for quoted in quotations(statement.text):
        between = statement.text[after : quoted.start]
        if quoted.start > after and not re.search(r"[.;]", between) and re.search(r"[,:]\s*$|^\s*$", between):
            before = statement.text[: verb.left_edge.idx + 1]
            if not re.search(r"[\"”»]", before):
                return without_quotes(statement.text, quoted.start, quoted.end)
    return None


def _said_before(statement: Statement, verb: Token, speaker: Token | None) -> tuple[Token, Span] | None:
    """Speaker and words of "…, the police said", "…, said the police" and "…, the police say, …"."""
    doc, text = statement.doc, statement.text
    if speaker is None or abs(speaker.i - verb.i) > 20:
        # '"…," said Anna Berg': the parser may take the speaker for an object.
        speaker = next((t for t in doc[verb.i + 1 : verb.i + 6] if t.pos_ in {"NOUN", "PROPN", "PRON"}), None)
        while speaker is not None and speaker.dep_ in {"compound", "poss", "amod"} and speaker.head.i > speaker.i:
            speaker = speaker.head
        if speaker is None:
            return None
    first, last = named_by(speaker)
    cluster = [first.i, verb.i, *(c.i for c in verb.children if c.dep_ in {"aux", "neg"})]
    if speaker.i < verb.i and any(doc[i].dep_ == "relcl" for i in (verb.i,)):
        return None
    start = min(cluster)
    while start and doc[start - 1].dep_ == "advmod" and doc[start - 1].head == verb:
        start -= 1
    left = text[: doc[start].idx].rstrip()
    if not left or left[-1] not in ',"”»?!':
        return None
    quoted = left[-1] in '"”»' or left[:1] in '"“«'
    stop = _after_aside(statement, max(verb.i, last.i))
    if not quoted and stop is None and not any(t.tag_ in _FINITE for t in doc[:start]):
        return None
    if stop is not None:
        return speaker, without_quotes(text, 0, stop)
    return speaker, without_quotes(text, 0, len(left.rstrip(",")))


def _after_aside(statement: Statement, last: int) -> int | None:
    """Where the words go on to after "…, the police say, …"; None where nothing more of theirs follows."""
    doc, text = statement.doc, statement.text
    comma = next((t for t in doc[last + 1 : last + 8] if t.text == ","), None)
    if comma is None or comma.i + 1 >= len(doc):
        return None
    rest = text[comma.idx + 1 :]
    if _OPENING.match(rest):
        return len(text.rstrip().rstrip("."))
    following = doc[comma.i + 1]
    if following.tag_ in {"VBG", "WP", "WDT", "WRB", "CC"} or following.lower_ in _CONTRAST | {"after", "as", "when"}:
        return None
    if following.dep_ == "appos" or any(t.dep_ == "appos" and t.head.i <= last for t in doc[comma.i + 1 : comma.i + 6]):
        return None
    return len(text.rstrip().rstrip("."))


def _figure_after(statement: Statement, verb: Token, name: str) -> Span | None:
    """The figure that a verb takes: "counts 80,000", "puts the toll at 80", "gives a range of 310 km"."""
    text = statement.text
    if name in {"arrive", "come"}:
        match = _ARRIVED.match(text, verb.idx)
        return None if match is None else _to_end(statement, verb, match.end())
    arcs = {"dobj", "attr", "acomp", "oprd", "npadvmod", "ccomp", "dep"}
    thing = next((c for c in verb.children if c.i > verb.i and c.dep_ in arcs), None)
    if name not in _WITH_FIGURE or thing is None or (name == "claim" and lemma(thing) in _CLAIMED):
        return None
    placed = name in _PLACING and _placed_at_figure(statement, verb)
    bare = _has_number(thing) and name not in {"put", "place"} and (name not in _GIVING or _is_figure(thing))
    return _to_end(statement, verb, thing.left_edge.idx) if placed or bare else None


def _placed_at_figure(statement: Statement, verb: Token) -> bool:
    """Whether "at" and a number follow, or "down to": "puts the toll at 80", not "puts the plane down on the lake"."""
    after = statement.text[verb.idx :]
    if re.search(r"\bdown to\b", after):
        return True
    return any(
        token.lower_ in {"at", "between"}
        and any(t.like_num or t.lower_ in _FRACTIONS for t in token.doc[token.i + 1 : token.i + 7])
        for token in verb.doc[verb.i + 1 : verb.right_edge.i + 1]
    )


def _has_number(thing: Token) -> bool:
    return any(t.like_num or t.tag_ == "CD" for t in thing.subtree)


def _is_figure(thing: Token) -> bool:
    return thing.like_num or lemma(thing) in FIGURE_NOUNS | _UNITS


def _to_end(statement: Statement, verb: Token, start: int) -> Span:
    """From ``start`` to the end of what hangs from the verb, without clauses that have a subject of their own."""
    end = verb.right_edge.idx + len(verb.right_edge)
    end = contrast_start(verb, end)
    for child in verb.children:
        if child.i > verb.i and child.idx > start and child.dep_ in {"conj", "cc", "parataxis", "advcl", "punct"}:
            end = min(end, child.left_edge.idx)
    return without_quotes(statement.text, start, end)


def _passive(statement: Statement, verb: Token, name: str) -> Reported | None:
    """ "was put at 80 by the Red Cross", "is said by his daughter to have died"; None without "by"."""
    if name == "quote":
        return _quoted_as(statement, verb, next((c for c in verb.children if c.dep_ == "nsubjpass"), None))
    agent = agent_of(verb)
    if agent is None or name in {"arrive", "come"}:
        return None
    clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    hedged = name in _HEDGED
    if clause is not None:
        said = _clause_after(statement, verb, name)
        return None if said is None else Reported(verb, agent, said, hedged)
    top = verb.head if verb.dep_ == "acl" else verb
    if not any(t.like_num for t in top.subtree) and not any(c.dep_ == "xcomp" for c in verb.children):
        return None
    first, last = top.left_edge, top.right_edge
    end = contrast_start(top, last.idx + len(last))
    for child in top.children:
        if child.i > verb.i and child.dep_ == "conj" and has_subject(child):
            end = min(end, child.left_edge.idx)
    return Reported(verb, agent, without_quotes(statement.text, first.idx, end), hedged, figure=True)


def _quoted_as(statement: Statement, verb: Token, speaker: Token | None) -> Reported | None:
    """ "was quoted as saying that …", "quoted her as saying …"."""
    saying = next((t for t in verb.subtree if t.lower_ in {"saying", "writing"} and t.i > verb.i), None)
    if speaker is None or saying is None:
        return None
    said = _clause_after(statement, saying, "say") or _quotation_after(statement, saying)
    return None if said is None else Reported(verb, speaker, said, hedged=False)


def without_quotes(text: str, start: int, end: int) -> Span:
    """Characters ``start`` to ``end`` without quotation marks, commas and white space around them."""
    while start < end and (text[start].isspace() or text[start] in '"“”«»,:'):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in '"“”«»,;:' or _is_stop(text, end)):
        end -= 1
    return Span(start, end)


def _is_stop(text: str, end: int) -> bool:
    return text[end - 1] == "." and not text[end : end + 1].isalnum()
