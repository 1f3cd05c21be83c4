"""Follow-ups without a verb of their own: "And in 2023?", "What about women?", "Why?".

The new words take the place of the phrase of the same type in the earlier question, or are added to it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.answering.clauses import clause_of
from rag.answering.counting import ask_who, count_question, which_question
from rag.answering.datephrases import is_date
from rag.answering.propositions import ask
from rag.answering.references import resolve
from rag.answering.substitution import replace_in
from rag.reading.parser import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answering.turns import Turn

__all__ = ["complete_fragment", "is_fragment", "strip_lead"]

_LEAD = re.compile(
    r"\s*(?:(?:ok(?:ay)?|well|right|and|but|or|so|also|then|now)\b,?\s+)*"
    r"(?P<about>(?:what|how)\s+about\s+|what\s+of\s+)?",
    re.IGNORECASE,
)
_TRAIL = re.compile(r"[\s?.!,;…]+$")
_HEDGE = re.compile(r",?\s+(?:exactly|precisely|then|though|please|specifically)$", re.IGNORECASE)
_WH = re.compile(
    r"(?:(?P<preposition>because of|according to|about|after|against|at|before|by|during|for|from|in|into|of|on|since|"
    r"through|to|under|until|with)\s+)?(?P<word>who|whom|whose|what|which|when|where|why|how)\b(?P<rest>.*)",
    re.IGNORECASE,
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# Longer questions have a verb, whether or not the parser finds it.
_LONGEST = 7


def strip_lead(question: str) -> tuple[str, bool]:
    """Take "And", "What about" and the like off the front.

    Returns:
        The remaining words, and whether "what about" (or its like) stood before them.
    """
    match = _LEAD.match(question)
    if match is None or match.end() == len(question):
        return question, False
    return question[match.end() :], match.group("about") is not None


def _has_clause(text: str) -> bool:
    doc = parse(text)
    if doc[0].tag_ == "VB" and doc[0].dep_ == "ROOT":
        return True
    return any(
        (token.tag_ in _FINITE or token.pos_ == "AUX")
        and (token.i == 0 or token.text.islower())
        and token.lower_ != "about"
        for token in doc
    )


def _core(question: str) -> str:
    words, _ = strip_lead(question)
    return _HEDGE.sub("", _TRAIL.sub("", words))


def _within_sentence(core: str, question: str) -> str:
    """Take back the capital that a fragment's first word owes to its place ("Women?", "In Elsted?")."""
    first = parse(core)[0]
    if not question.startswith(core) or first.pos_ == "PROPN" or first.ent_type_ in {"GPE", "NORP", "ORG", "PERSON"}:
        return core
    return core[:1].lower() + core[1:] if first.text[1:].islower() else core


def is_fragment(question: str) -> bool:
    """Tell whether a follow-up has no clause of its own, so that it only makes sense on an earlier question."""
    words, about = strip_lead(question)
    core = _core(question)
    if not core or about:
        return bool(core)
    tokens = parse(core)
    if len(tokens) > _LONGEST or _has_clause(core):
        return False
    if _WH.fullmatch(core) or is_date(core):
        return True
    if all(token.pos_ in {"ADV", "INTJ"} for token in tokens):
        return False  # "Really?", "Thanks!"
    # A few words without a verb and with no question mark are as likely a query of their own.
    asked = len(tokens) <= 4 and question.rstrip().endswith("?")
    return words != question or tokens[0].pos_ == "ADP" or asked


def complete_fragment(question: str, turns: Sequence[Turn]) -> str:
    """Complete a fragment by the latest question.

    Args:
        question: The follow-up.
        turns: Earlier turns, oldest first; at least one.

    Returns:
        A whole question. Where no rule fits, the earlier question followed by the new words.
    """
    turn = turns[-1]
    core = resolve(_within_sentence(_core(question), question), turns)
    match = _WH.fullmatch(core)
    if match is not None:
        completed = _by_question_word(match, core, turn)
    elif re.fullmatch(r"(?:any(?:one|body)|some(?:one|body)) else", core, re.IGNORECASE):
        completed = _else("who", turn)
    else:
        completed = replace_in(turn.question, core, turns)
    return (
        completed
        if completed is not None
        else f"{_TRAIL.sub('', turn.question)}, and {core[:1].lower() + core[1:] if match else core}?"
    )


def _by_question_word(match: re.Match[str], core: str, turn: Turn) -> str | None:
    word, rest = match["word"].lower(), match["rest"].strip().lower()
    phrase = core[:1].lower() + core[1:]
    if match["preposition"] is not None:
        return _by_preposition(match["preposition"].lower(), word, phrase, turn)
    completed: str | None = None
    if rest == "else":
        completed = _else(word, turn)
    elif rest == "not":
        completed = ask(word, turn, negated=True)
    elif word == "how" and rest.split()[:1] in (["many"], ["much"]) and len(rest.split()) <= 2:
        completed = count_question(turn, phrase)
    elif word in {"which", "what"}:
        completed = which_question(turn) if rest in {"one", "ones"} or phrase == "which" else None
    elif word == "who" and not rest:
        completed = ask_who(turn)
    elif word in {"when", "where", "why", "how"}:
        completed = ask(phrase, turn)
    return completed


def _by_preposition(preposition: str, word: str, phrase: str, turn: Turn) -> str | None:
    if preposition == "by" and word in {"who", "whom"}:
        # Only a passive leaves room for an agent.
        clause = clause_of(turn.question)
        return ask(phrase, turn) if clause is not None and clause.passive else None
    return ask(phrase, turn)


def _else(word: str, turn: Turn) -> str | None:
    asked = re.match(rf"{word}\b", turn.question, re.IGNORECASE)
    if asked is not None:
        return f"{turn.question[: asked.end()]} else{turn.question[asked.end() :]}"
    if word in {"when", "where", "why", "how"}:
        return ask(f"{word} else", turn)
    clause = clause_of(turn.question)
    if clause is not None and word == "who" and clause.passive and not clause.by_subject and not clause.asked:
        return f"Who else {clause.auxiliary.lower()} {clause.verb} {clause.rest}".rstrip() + "?"
    return None
