"""Who says what a sentence tells: "the ministry says that …", "according to …", "…, the union's figure of 80".

A sentence is cut into the stretches of its parties, and in each the verbs of saying, the phrases of the kind of
"according to" and the nouns of the kind of "the union's estimate" are found in the parse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.candidates import lemma
from rag.reading.reporting import HEDGED_NOUNS, REPORTING_VERBS, contrast_start, reported, without_quotes
from rag.reading.speakers import agent_of, has_subject, is_passive, named_by, subject_of
from rag.reading.statements import Statement, quotations, statements
from rag.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

__all__ = ["Attribution", "attributions", "who_says"]

# "the union's figure of 80", "an estimate by the Red Cross of 80".
_CLAIM_NOUNS = frozenset(
    "figure estimate count claim report account version assertion statement allegation calculation tally total number "
    "projection forecast prediction reckoning guess assessment suggestion finding conclusion".split()
)
# "in the minister's words", "by our own count"; "by her account" tells who says it, "in her account" may be a bank's.
_ASIDES = {
    "in": frozenset("word view opinion count estimate estimation telling judgement judgment assessment".split()),
    "by": frozenset("count estimate reckoning account calculation tally figure admission".split()),
    "on": frozenset("count estimate reckoning account figure calculation".split()),
    "from": frozenset("account telling".split()),
}
_NUMBER = (
    r"(?:(?:about|around|some|only|nearly|almost|over|under|at least) )?(?:[€$£]\s?)?\d[\d.,]*"
    r"(?:\s?(?:%|per cent|percent|million|billion|thousand))?"
)
_NAME = (
    r"(?:(?:[Tt]he|[Aa]n?|[Oo]ur|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er) (?:(?!at\b)[^\W\d][\w'-]* ?){1,4}?"
    r"|[A-Z][\w'-]*(?: [A-Z][\w'-]*){0,3})"
)
# "… 600 and the union 450", "… at 600, the union at 450": the second verb is left out.
_GAPPED = re.compile(rf"(?:,|,? and|,? but)\s+(?P<name>{_NAME}),?\s+(?P<said>(?:at )?{_NUMBER}[^,.;\d]{{0,30}})[.]?$")
_ALONE = re.compile(rf"^(?P<name>{_NAME}),?\s+(?P<said>(?:at )?{_NUMBER}[^,.;\d]{{0,30}})[.]?$")
_PER = re.compile(r"(?:^|[,(]\s*)(?:as )?per\s+(?=(?:the|its|their|our)\b|[A-Z])", re.IGNORECASE)
_HEADED = re.compile(r"^\s*(?P<name>[^\W\d_][^:\"“«.;]{0,80}?)\s*:\s*(?=[\"“«])")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words of a sentence that it gives to somebody.

    Attributes:
        speaker: The characters that name who says it.
        name: Those characters as written, article and all; a pronoun stays one.
        said: The characters of what is said: a clause, a quotation, a phrase with a figure. They may lie around the
            speaker ("80 men, the police say, were freed").
        hedged: Whether the author keeps a distance ("claims"), or tells what somebody thinks ("expects").
    """

    speaker: Span
    name: str
    said: Span
    hedged: bool


def attributions(doc: Doc) -> list[Attribution]:
    """Everything that a sentence gives to somebody.

    Args:
        doc: The parsed sentence.

    Returns:
        In the order of what is said, the wider first; empty where the author states all of it, and for what nobody
        in particular says ("it is said", "reportedly"). Offsets are characters of the sentence.
    """
    found: dict[tuple[Span, Span], Attribution] = {}
    before: list[_Found] = []
    for statement in statements(doc):
        here = [*_verbs(statement), *_asides(statement), *_nouns(statement), *_headed(statement)]
        here.extend(list(_gapped(statement, here, before)))
        if statement.cut == ":" and not here and before and _ends_with_verb(doc.text[: statement.start]):
            here = [_Found(before[-1].speaker, statement.within(0, len(statement.text)), before[-1].hedged)]
        for one in here:
            if one.said.start < one.said.end:
                name = doc.text[one.speaker.start : one.speaker.end]
                found.setdefault((one.speaker, one.said), Attribution(one.speaker, name, one.said, one.hedged))
        before = here or before
    return sorted(found.values(), key=lambda a: (a.said.start, -a.said.end, a.speaker))


def who_says(doc: Doc, value: Span) -> Attribution | None:
    """Who says the words of a span.

    Args:
        doc: The parsed sentence.
        value: Characters of the sentence.

    Returns:
        The innermost attribution that covers them; None where the author states them.
    """
    covering = [
        one
        for one in attributions(doc)
        if one.said.start <= value.start
        and value.end <= one.said.end
        and not (one.speaker.start < value.end and value.start < one.speaker.end)
    ]
    return min(covering, key=lambda a: a.said.end - a.said.start, default=None)


@dataclass(frozen=True, slots=True)
class _Found:
    speaker: Span
    said: Span
    hedged: bool
    figure: bool = False


def _speaker(statement: Statement, noun: Token) -> Span:
    return statement.span(*named_by(noun))


def _shifted(statement: Statement, span: Span) -> Span:
    return Span(statement.start + span.start, statement.start + span.end)


def _verbs(statement: Statement) -> Iterator[_Found]:
    for one in reported(statement):
        speaker = _speaker(statement, one.speaker)
        yield _Found(speaker, _shifted(statement, one.said), one.hedged, one.figure)


def _ends_with_verb(text: str) -> bool:
    words = re.findall(r"[\w']+", text)
    return bool(words) and words[-1].lower() in {"said", "says", "say", "wrote", "writes", "added", "adds", "reported"}


# --- according to, in the words of, as … says


def _asides(statement: Statement) -> Iterator[_Found]:
    """Phrases that give the words around them to somebody."""
    found = sorted(_aside_phrases(statement), key=lambda aside: aside[1].start)
    text = statement.text
    ends = len(text.rstrip().rstrip("."))
    if not found:
        return
    first = found[0][1]
    leading = not re.search(r"\w", text[: first.start])
    for k, (speaker, phrase, hedged) in enumerate(found):
        after = found[k + 1][1].start if k + 1 < len(found) else ends
        if leading:
            said = without_quotes(text, phrase.end, after)
        elif k == 0 and len(found) == 1 and _goes_on(statement, phrase):
            said = without_quotes(text, _region(statement, phrase.start).start, _region(statement, phrase.start).end)
        else:
            said = without_quotes(text, found[k - 1][1].end if k else _begin(statement, phrase), phrase.start)
        if re.search(r"\w", text[said.start : said.end]):
            yield _Found(_speaker(statement, speaker), _shifted(statement, _without_and(text, said)), hedged)


def _without_and(text: str, said: Span) -> Span:
    opening = re.match(r"(?:and|but)\s+", text[said.start : said.end])
    return Span(said.start + opening.end(), said.end) if opening else said


def _goes_on(statement: Statement, phrase: Span) -> bool:
    """Whether the sentence that a phrase interrupts goes on after it."""
    rest = statement.text[phrase.end :].strip(' .,)"”')
    if not rest:
        return False
    following = next((t for t in statement.doc if t.idx >= phrase.end and not t.is_punct), None)
    return (
        following is not None and following.dep_ not in {"cc", "relcl", "mark"} and following.tag_ not in {"WDT", "WP"}
    )


def _begin(statement: Statement, phrase: Span) -> int:
    """Where words begin that a phrase at their end gives to somebody: after a comma it speaks for all of them."""
    if statement.text[: phrase.start].rstrip().endswith((",", "-", "–", "—", '"', "”")):
        return 0
    return _region(statement, phrase.start).start


def _region(statement: Statement, at: int) -> Span:
    """The co-ordinate clause around a character."""
    start, end = 0, len(statement.text.rstrip().rstrip("."))
    for token in statement.doc:
        if token.dep_ == "conj" and has_subject(token) and token.head.dep_ in {"ROOT", "conj"}:
            cut = min(t.idx for t in token.subtree)
            start, end = (cut, end) if cut <= at else (start, min(end, cut))
        elif token.dep_ == "mark" and token.lower_ in {"while", "whereas", "although", "though"} and token.i:
            start, end = (token.idx + len(token), end) if token.idx <= at else (start, min(end, token.idx))
    return Span(start, max(start, end))


def _aside_phrases(statement: Statement) -> Iterator[tuple[Token, Span, bool]]:
    """Speaker, characters of the phrase, and whether it keeps a distance."""
    doc, text = statement.doc, statement.text
    for token in doc:
        word = token.lower_
        if word == "according" and token.i + 2 < len(doc) and doc[token.i + 1].lower_ == "to":
            if (noun := _noun_from(doc, token.i + 2)) is not None:
                yield noun, Span(token.idx, _end(named_by(noun)[1])), False
        elif word in _ASIDES and token.dep_ == "prep":
            yield from _possessed(token)
        elif (
            word == "as" and token.dep_ in {"mark", "advmod"} and lemma(token.head) in REPORTING_VERBS | {"put", "have"}
        ):
            verb = token.head
            noun = agent_of(verb) if is_passive(verb) else subject_of(verb)
            if noun is not None and noun.i > token.i and not any(c.dep_ == "ccomp" for c in verb.children):
                yield noun, Span(token.idx, _end(verb.right_edge)), lemma(verb) == "claim"
    for match in _PER.finditer(text):
        start = next((t.i for t in doc if t.idx >= match.end()), None)
        if start is not None and (noun := _noun_from(doc, start)) is not None:
            yield noun, Span(match.end() - 4, _end(named_by(noun)[1])), False


def _end(token: Token) -> int:
    return int(token.idx + len(token))


def _noun_from(doc: Doc, first: int) -> Token | None:
    """The head of the noun phrase that begins at a token."""
    for token in doc[first : first + 10]:
        if token.pos_ in {"NOUN", "PROPN", "PRON"}:
            following = doc[token.i + 1] if token.i + 1 < len(doc) else None
            if following is None or following.like_num or token.dep_ not in {"compound", "poss", "nmod", "amod"}:
                return token
        if token.pos_ in {"VERB", "AUX", "ADP", "SCONJ"} and token.dep_ != "amod":
            return None
    return None


def _possessed(preposition: Token) -> Iterator[tuple[Token, Span, bool]]:
    """ "in the minister's words", "by our own count", "in the view of the court"."""
    nouns = _ASIDES[preposition.lower_]
    noun = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    if noun is None or not {lemma(noun), noun.lower_} & nouns or (lemma(noun) == "word" and noun.tag_ != "NNS"):
        return
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None:
        of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        owner = None if of is None else next((c for c in of.children if c.dep_ == "pobj" and not c.like_num), None)
        if owner is None or _counts(owner):
            return
        yield owner, Span(preposition.idx, _end(named_by(owner)[1])), lemma(noun) in HEDGED_NOUNS
    else:
        yield owner, Span(preposition.idx, _end(noun)), lemma(noun) in HEDGED_NOUNS | {"view", "opinion"}


def _counts(noun: Token) -> bool:
    return any(c.dep_ == "nummod" for c in noun.children)


# --- the union's figure of 80


def _nouns(statement: Statement) -> Iterator[_Found]:
    """Nouns that stand for what somebody says, with what they say."""
    for noun in statement.doc:
        if lemma(noun) not in _CLAIM_NOUNS or noun.pos_ not in {"NOUN", "PROPN"}:
            continue
        owner = next((c for c in noun.children if c.dep_ == "poss"), None) or _author(noun)
        said = None if owner is None else _content(statement, noun)
        if owner is not None and said is not None:
            yield _Found(
                _speaker(statement, owner), _shifted(statement, said), lemma(noun) in HEDGED_NOUNS, figure=True
            )


def _author(noun: Token) -> Token | None:
    """The body in "an estimate by the Red Cross", "the figure given by the union"."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in {"by", "from"}:
            return next((c for c in child.children if c.dep_ == "pobj" and not c.like_num), None)
        if child.dep_ == "acl" and child.tag_ == "VBN" and (agent := agent_of(child)) is not None:
            return agent
    return None


def _content(statement: Statement, noun: Token) -> Span | None:
    """What a figure or claim is: "of 80", "that 80 died", "is 80", "stands at 80"."""
    text = statement.text
    inner = [c for by in noun.children if by.lower_ in {"by", "from"} for of in by.children for c in of.children]
    for child in [*noun.children, *(c for c in inner if c.i > noun.i)]:
        if child.dep_ == "prep" and child.lower_ == "of" and any(t.like_num for t in child.subtree):
            return without_quotes(text, child.idx + len(child), _end(child.right_edge))
        if child.dep_ in {"acl", "ccomp"} and child.left_edge.lower_ == "that" and child.i > noun.i:
            return without_quotes(text, _end(child.left_edge), contrast_start(child, _end(child.right_edge)))
    verb = noun.head
    if (
        noun.dep_ == "nsubj"
        and lemma(verb) in {"be", "stand"}
        and any(t.like_num for t in verb.subtree if t.i > verb.i)
    ):
        stop = min(
            (c.left_edge.idx for c in verb.children if c.dep_ in {"conj", "cc", "advcl"} and c.i > verb.i), default=None
        )
        return without_quotes(text, _end(verb), _end(verb.right_edge) if stop is None else stop)
    return None


# --- "Anna Berg: “…”", "the ministry says 600 and the union 450"


def _headed(statement: Statement) -> Iterator[_Found]:
    match = _HEADED.match(statement.text)
    if match is None or any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in statement.doc if t.idx < match.end("name")):
        return
    quoted = next((q for q in quotations(statement.text) if q.start >= match.end()), None)
    if quoted is not None:
        name = Span(match.start("name"), match.end("name"))
        said = without_quotes(statement.text, quoted.start, quoted.end)
        yield _Found(_shifted(statement, name), _shifted(statement, said), hedged=False)


def _gapped(statement: Statement, here: list[_Found], before: list[_Found]) -> Iterator[_Found]:
    """The second party of "the ministry says 600 and the union 450"; the first one's words end before it."""
    figures = [one for one in here if one.figure]
    match = _GAPPED.search(statement.text) if figures else None
    if match is None and not here and any(one.figure for one in before):
        match = _ALONE.match(statement.text)
    if match is None:
        return
    speaker = _shifted(statement, Span(*match.span("name")))
    said = _shifted(statement, without_quotes(statement.text, *match.span("said")))
    cut = statement.start + match.start()
    for k, one in enumerate(here):
        if one.figure and one.said.start < cut < one.said.end:
            here[k] = _Found(one.speaker, Span(one.said.start, cut), one.hedged, figure=True)
    yield _Found(speaker, said, hedged=False)
