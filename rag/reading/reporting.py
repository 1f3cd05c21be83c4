"""Verbs by which a party says something: who says it, and which words are theirs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.reading.candidates import lemma
from rag.reading.reported_figures import FIGURE_VERBS, figure_after
from rag.reading.speakers import agent_of, has_subject, is_asserted, is_passive, named_by, subject_of
from rag.reading.statements import CONTRASTING, contrast_start, quotations, without_quotes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from rag.reading.statements import Statement
    from rag.text.spans import Span

__all__ = [
    "HEDGED_NOUNS",
    "REPORTING_VERBS",
    "Reported",
    "reported",
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
_WITH_INFINITIVE = _words("claim expect allege purport profess admit recall report")
# These need "that", having other senses: "the rope holds", "they read on".
_WITH_THAT = _words("hold read propose rule agree find show project record")

HEDGED_NOUNS = _words("claim estimate allegation assertion guess projection forecast prediction reckoning suggestion")


_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# What opens a clause that is not said: a question, or a circumstance.
_SUBORDINATING = frozenset("whether if after before because since as when until unless once".split()) | CONTRASTING
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
        if name not in REPORTING_VERBS | FIGURE_VERBS | {"arrive", "come", "quote"} or not _is_verb(verb):
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
        before = _said_before(statement, verb, speaker)
        closed = before is not None and re.search(r"[\"”»],?\s*$", statement.text[: named_by(before[0])[0].idx])
        if not closed:
            said = _clause_after(statement, verb, name) or _quotation_after(statement, verb)
        if said is None and before is not None:
            speaker, said = before
    if said is None:
        said, figure = figure_after(statement, verb, name), True
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
        if marks & _SUBORDINATING or first.tag_ in {"WDT", "WP", "WP$", "WRB"}:
            continue
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
    if speaker is None and verb.dep_ != "conj" and verb.tag_ in {"VBD", "VBZ"}:
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
    if not left or left[-1] not in ',"”»?!' or re.search(r"\.[\"”»]$", left):
        return None
    quoted = left[-1] in '"”»' or left[:1] in '"“«'
    stop = _after_aside(statement, max(verb.i, last.i))
    if not quoted and stop is None and not any(t.tag_ in _FINITE for t in doc[:start]):
        return None
    begin = 0 if quoted else max((m.end() for m in re.finditer(r"\n\s*\n|[.!?]\s+(?=[A-Z])", left)), default=0)
    return speaker, without_quotes(text, begin, stop if stop is not None else len(left.rstrip(",")))


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
    if following.tag_ in {"VBG", "WP", "WDT", "WRB", "CC"} or following.lower_ in CONTRASTING | {"after", "as", "when"}:
        return None
    if following.dep_ == "appos" or any(t.dep_ == "appos" and t.head.i <= last for t in doc[comma.i + 1 : comma.i + 6]):
        return None
    return len(text.rstrip().rstrip("."))


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
