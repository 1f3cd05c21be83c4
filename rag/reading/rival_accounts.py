"""Two accounts in one sentence: "the council counts 18,400, whereas its critics insist on 26,000"."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rag.reading.attribution import Attribution
from rag.reading.candidates import lemma
from rag.reading.speakers import named_by, subject_of
from rag.reading.values import find_values
from rag.text.spans import Span
from rag.text.words import stems

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from rag.reading.candidates import Candidate
    from rag.reading.lexicon import AnswerKind

__all__ = ["Account", "rival_accounts"]

# Verbs by which somebody stands for a figure, …
_STANDING_FOR = frozenset(
    "say claim maintain insist swear argue assert contend reckon estimate believe think declare state hold boast "
    "calculate suppose assume suspect testify allege concede admit acknowledge date speak".split()
)
# … and by which a person, a paper or an instrument may give one.
_GIVING = _STANDING_FOR | frozenset(
    "count give have show find report record list book register read put set call name note quote cite "
    "make tell mention stand see measure come arrive".split()
)
# The unit of the second figure is often left out.
_WITH_A_UNIT = frozenset({"money", "measure", "share", "duration"})
_CONTRAST = frozenset({"while", "whereas", "but", "though", "although", ";", ","})


class Account(NamedTuple):
    """A value, and whose it is.

    Attributes:
        span: Its characters in the sentence.
        said_by: Who stands for it.
    """

    span: Span
    said_by: Attribution


def rival_accounts(doc: Doc, kind: AnswerKind, asked: frozenset[str]) -> list[Account]:
    """The values of one kind that a sentence gives to several parties, each as that party's own.

    Args:
        doc: The parsed sentence.
        kind: Of the values.
        asked: Words of the question: what has them in its name is asked about, and no party ("Norway has 5 million").

    Returns:
        Two or more, in their order; empty where no two parties stand for a value of their own.
    """
    found: list[tuple[Account, Token]] = []
    for candidate in _candidates(doc, kind):
        account = _account(doc, candidate, asked)
        if account is not None:
            found.append(account)
    names = {account.said_by.name.casefold() for account, _ in found}
    verbs = {verb.i for _, verb in found}
    if len(found) < 2 or len(names) < len(found) or len(verbs) < len(found):
        return []
    if not any(lemma(verb) in _STANDING_FOR for _, verb in found) or not _contrasted(doc, [a for a, _ in found]):
        return []
    return [account for account, _ in found]


def _candidates(doc: Doc, kind: AnswerKind) -> list[Candidate]:
    """The values of a kind, in their order, bare numbers among them where a unit may have been left out."""
    values = find_values(doc)
    found = [value for value in values if value.kind == kind]
    if kind in _WITH_A_UNIT:
        bare = [value for value in values if value.kind == "count"]
        found += [b for b in bare if not any(b.start < value.end and value.start < b.end for value in found)]
    return sorted(found, key=lambda value: value.start)


def _account(doc: Doc, candidate: Candidate, asked: frozenset[str]) -> tuple[Account, Token] | None:
    """A value with its party and the verb between them; None where nobody stands for it."""
    words = doc.char_span(candidate.start, candidate.end, alignment_mode="expand")
    if words is None:
        return None
    verb = words.root
    while verb.head.i != verb.i and (verb.pos_ not in {"VERB", "AUX"} or lemma(verb) not in _GIVING):
        verb = verb.head
    subject = subject_of(verb) if lemma(verb) in _GIVING else None
    if subject is None or subject.pos_ == "PRON" or words.start <= subject.i < words.end:
        return None
    first, last = named_by(subject)
    start, end = first.idx, last.idx + len(last)
    name = doc.text[start:end]
    if asked & set(stems(name)) or any(token.like_num for token in doc if start <= token.idx < end):
        return None
    speaker = Span(start, end)
    said = Span(candidate.start, candidate.end)
    return Account(said, Attribution(speaker, name, said, hedged=True)), verb


def _contrasted(doc: Doc, accounts: list[Account]) -> bool:
    """Whether what parts the accounts sets them against each other."""
    return all(
        any(token.lower_ in _CONTRAST for token in doc if one.span.end <= token.idx < other.span.start)
        for one, other in pairwise(accounts)
    )
