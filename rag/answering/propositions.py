"""What an earlier question says, asked about in another way or stated as a clause.

"When did the ferry sink?" says that the ferry sank: asked for the reason it becomes "Why did the ferry sink?". Only
rewritings that need no inflection beyond do, does and did are made.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.answering.clauses import clause_of, counted_noun
from rag.answering.turns import value_mention

if TYPE_CHECKING:
    from rag.answering.clauses import Clause
    from rag.answering.turns import Turn

__all__ = ["ask", "declare", "join", "opening"]

_DO = {"VBD": "did", "VBZ": "does", "VBP": "do"}
_DEGREE = re.compile(r"how (?:long|much|far|big|tall|old|often|large|high)\b", re.IGNORECASE)


def opening(text: str) -> str:
    """Write the first letter as a capital."""
    return text[:1].upper() + text[1:]


def join(*parts: str) -> str:
    """Join the parts that are not empty with single spaces."""
    return " ".join(part for part in parts if part)


def _subject(clause: Clause, turn: Turn) -> str:
    """Say who or what the proposition is about; empty if the earlier turn does not tell."""
    if not clause.by_subject:
        return clause.subject
    word, value = value_mention(turn)
    if value is not None and word in {"who", "which", "what"} and value.kind not in {"date", "number"}:
        return value.text
    return counted_noun(clause)


def _complement(clause: Clause, turn: Turn) -> str | None:
    """Give what stands in the place of a fronted object or measure; None where the gap cannot be filled."""
    if clause.by_subject or not clause.asked:
        return ""
    short = (turn.short or "").rstrip(".")
    fronted_object = clause.role in {"attr", "acomp", "dobj", "nsubj", "nsubjpass", "oprd", "pobj"} and not re.match(
        r"when|where|why|(?:in|at|on|by|from|to|for|with|under) ", clause.asked, re.IGNORECASE
    )
    if _DEGREE.match(clause.asked) and short:
        return short
    if not fronted_object:
        return ""
    if noun := (counted_noun(clause) if clause.asked.lower().startswith(("how many", "how much")) else ""):
        return noun
    if short and not re.fullmatch(r"yes|no", short, re.IGNORECASE) and len(short.split()) <= 8:
        return short
    return counted_noun(clause) or None


def _body(clause: Clause, turn: Turn) -> tuple[str, str, str] | None:
    """Split the proposition in auxiliary, subject and predicate."""
    subject, complement = _subject(clause, turn), _complement(clause, turn)
    if not subject or complement is None:
        return None
    auxiliary = clause.auxiliary.lower()
    if not auxiliary:
        return _DO.get(clause.tag, "did"), subject, join(clause.lemma, clause.rest)
    if not clause.by_subject and not clause.verb and clause.role in {"attr", "acomp"}:
        # "Who is the captain?": the value is the subject of what is known.
        return auxiliary, complement, join(subject, clause.rest)
    return auxiliary, subject, join(clause.verb, complement, clause.rest)


def ask(phrase: str, turn: Turn, *, negated: bool = False) -> str | None:
    """Ask what the earlier question says with another adverbial question phrase.

    Args:
        phrase: "why", "since when", "in which city", "how" …
        turn: The earlier turn. Its value fills the place of "who" or "what" where it fits.
        negated: Whether to ask about the opposite ("why not").

    Returns:
        The whole question, or None where no safe rewriting exists.
    """
    clause = clause_of(turn.question)
    body = _body(clause, turn) if clause is not None else None
    if body is None:
        return None
    auxiliary, subject, predicate = body
    return f"{opening(join(phrase, auxiliary, subject, 'not' if negated else '', predicate))}?"


def declare(turn: Turn) -> str | None:
    """Write what the earlier question says as a clause ("prisoners were released"); None if that is not safe."""
    clause = clause_of(turn.question)
    body = _body(clause, turn) if clause is not None else None
    if clause is None or body is None:
        return None
    auxiliary, subject, predicate = body
    if not clause.auxiliary:
        return join(subject, clause.verb, clause.rest)
    return join(subject, auxiliary, predicate)
