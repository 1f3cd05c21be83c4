"""Whether a clause or a phrase is negated, and what in it the negation does not reach."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.reading.candidates import lemma
from rag.reading.clauses import SUBJECTS, first_of_list

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from rag.text.spans import Span

__all__ = ["negated_phrase", "negates"]

_NONE = frozenset("none nobody nothing neither nowhere".split())
_COMPARED = frozenset(
    "more less fewer later earlier older younger higher lower longer shorter greater larger smaller over under above "
    "below beyond only just merely simply least exclusively necessarily until till before".split()
)
# A limit is stated, not denied: "did not exceed 80".
_LIMITS = frozenset("exceed surpass top outnumber overstep outlast".split())
_OUTSIDE = frozenset("because due owing thanks despite according until till before since".split())
_INSTEAD = re.compile(
    r"\b(?:rather than|instead of|in place of|as opposed to|without|let alone|neither|nor) (?:[\w’'-]+ ){0,2}$",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\bnot (?:(?:on|in|at|by|for|from|to|of|with|the|a|an|because|during|under) ){0,2}$",
    re.IGNORECASE,
)


def negates(verb: Token, below: Token | None, value: Span | None) -> bool:
    """Whether the verb of a clause is negated, with what stands below it in the reach of the negation.

    Args:
        verb: The head of the clause.
        below: The token under the verb by which the value hangs from it; None for the verb itself.
        value: The characters of the value, negative words within which are its own ("no deaths"); None for none.

    Returns:
        Whether "not", "never", "no longer" or a negative subject or object negates it an odd number of times.
    """
    if below is not None and (_out_of_reach(verb, below) or lemma(verb) in _LIMITS):
        return False
    if value is not None and verb.doc.text[: value.start].lower().endswith(" than "):
        return False  # "must not be hotter than 60 degrees" states a limit
    first = first_of_list(verb)
    negations = sum(_is_negation(child, verb) for child in verb.children)
    if first != verb and not _contrasted(first, verb):
        negations += sum(_is_negation(child, first) for child in first.children if child.dep_ == "neg")
    negations += sum(
        _is_negative_phrase(child, value)
        for child in verb.children
        if child.dep_ in SUBJECTS | {"dobj", "attr"} and (child != below or child.dep_ in {"dobj", "attr"})
    )
    if below is not None and verb.lemma_ == "have" and any(c.lower_ == "choice" for c in verb.children):
        return False
    return negations % 2 == 1


def negated_phrase(doc: Doc, value: Span) -> bool:
    """Whether the words before a value deny just it: "not 80 but 60", "60 rather than 80", "without 80".

    Args:
        doc: The parsed sentence.
        value: The characters of the value in it.
    """
    text = doc.text  # put together anew with every reading of it
    before, after = text[: value.start], text[value.end :]
    if _INSTEAD.search(before):
        return True
    match = _NOT.search(before)
    if not match:
        return False
    opens = not before[: match.start()].strip(" \"'“‘(") or before[: match.start()].rstrip().endswith(
        (",", ";", "–", "—")
    )
    copula = re.search(r"\b(?:is|was|are|were|be|been)$", before[: match.start()].rstrip()) is not None
    # After a helper the negation is the verb's, which is looked at where the verb is.
    return opens or (not copula and re.match(r"[^.;]*\bbut\b", after) is not None)


def _is_negation(child: Token, verb: Token) -> bool:
    after = child.nbor(1) if child.i + 1 < len(child.doc) else None
    if child.lower_ == "longer":
        return child.i > 0 and child.nbor(-1).lower_ in {"no", "any"} and child.nbor(-1).lower_ == "no"
    if child.dep_ == "neg" or child.lower_ in {"never", "neither", "nor"}:
        if child.lower_ == "no":
            return False
        return not (after is not None and after != verb and after.lower_ in _COMPARED)
    return False


def _is_negative_phrase(noun: Token, value: Span | None) -> bool:
    """Whether a subject or object is a negative one, such as "no member" or "none of them"."""
    word = noun if noun.lower_ in _NONE else next((c for c in noun.children if c.lower_ in {"no", "neither"}), None)
    if word is None or word.i > noun.i or (word.text == "No" and not word.is_sent_start):
        return False
    after = word.nbor(1).lower_ if word.i + 1 < len(word.doc) else ""
    if after in _COMPARED or lemma(noun) in {"doubt", "matter", "choice"}:
        return False
    return value is None or not value.start <= word.idx < value.end


def _out_of_reach(verb: Token, below: Token) -> bool:
    """A number in the subject, what is fronted, a cause, and the time until which something was not so."""
    if below.dep_ in {"nsubj", "nsubjpass"}:
        return any(t.like_num or t.ent_type_ in {"CARDINAL", "MONEY", "PERCENT"} for t in _phrase(below))
    if below.dep_ in {"prep", "npadvmod", "advmod"}:
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        fronted = subject is not None and below.i < subject.i
        return fronted or below.lower_ in _OUTSIDE
    return False


def _phrase(noun: Token) -> list[Token]:
    return [noun, *(c for c in noun.children if c.dep_ in {"nummod", "compound", "amod", "quantmod"})]


def _contrasted(first: Token, verb: Token) -> bool:
    return any(t.lower_ == "but" for t in first.doc[first.i : verb.i])
