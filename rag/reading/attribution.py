"""Who says what a sentence tells: "the ministry says that …", "according to …", "…, the union's figure of 80".

A sentence is cut into the stretches of its parties, and in each the verbs of saying, the phrases of the kind of
"according to" and the nouns of the kind of "the union's estimate" are found in the parse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.asides import asides
from rag.reading.candidates import lemma
from rag.reading.reporting import HEDGED_NOUNS, reported
from rag.reading.speakers import agent_of, named_by
from rag.reading.statements import Statement, contrast_start, end_of, quotations, statements, without_quotes
from rag.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Token

__all__ = ["Attribution", "attributions", "who_says"]

# "the union's figure of 80", "an estimate by the Red Cross of 80".
_CLAIM_NOUNS = frozenset(
    "figure estimate count claim report account version assertion statement allegation calculation tally total number "
    "projection forecast prediction reckoning guess assessment suggestion finding conclusion".split()
)
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
        here = [*_verbs(statement), *_beside(statement), *_nouns(statement), *_headed(statement)]
        here.extend(list(_gapped(statement, here, before)))
        if statement.cut == ":" and not here and before and _ends_with_verb(doc.text[: statement.start]):
            here = [_Found(before[-1].speaker, statement.within(0, len(statement.text)), before[-1].hedged)]
        for one in here:
            if one.said.start < one.said.end:
                name = doc.text[one.speaker.start : one.speaker.end]
                found.setdefault((one.speaker, one.said), Attribution(one.speaker, name, one.said, one.hedged))
        before = here or before
    told = [one for one in found.values() if not _is_told_of_oneself(one, found.values())]
    return sorted(told, key=lambda a: (a.said.start, -a.said.end, a.speaker))


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


def _is_told_of_oneself(one: Attribution, found: Iterable[Attribution]) -> bool:
    """Whether the speaker is the "we" of somebody whose words these are: '"We counted 80," the union said'."""
    if one.name.lower() not in {"i", "we"}:
        return False
    return any(a is not one and a.said.start <= one.speaker.start and one.said.end <= a.said.end for a in found)


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


def _beside(statement: Statement) -> Iterator[_Found]:
    for one in asides(statement):
        yield _Found(_speaker(statement, one.speaker), _shifted(statement, one.said), one.hedged)


def _ends_with_verb(text: str) -> bool:
    words = re.findall(r"[\w']+", text)
    return bool(words) and words[-1].lower() in {"said", "says", "say", "wrote", "writes", "added", "adds", "reported"}


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
            return without_quotes(text, child.idx + len(child), end_of(child.right_edge))
        if child.dep_ in {"acl", "ccomp"} and child.left_edge.lower_ == "that" and child.i > noun.i:
            return without_quotes(text, end_of(child.left_edge), contrast_start(child, end_of(child.right_edge)))
    verb = noun.head
    if (
        noun.dep_ == "nsubj"
        and lemma(verb) in {"be", "stand"}
        and any(t.like_num for t in verb.subtree if t.i > verb.i)
    ):
        stop = min(
            (c.left_edge.idx for c in verb.children if c.dep_ in {"conj", "cc", "advcl"} and c.i > verb.i), default=None
        )
        return without_quotes(text, end_of(verb), end_of(verb.right_edge) if stop is None else stop)
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
