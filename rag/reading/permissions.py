"""Whether "may" gives leave, as in rules and laws, or tells that something is possible."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.reading.candidates import lemma
from rag.reading.clauses import SUBJECTS
from rag.reading.lexicon import names_person
from rag.reading.modal_words import HAPPENING_VERBS

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["gives_leave"]

_GENERIC = frozenset("any each every no either all a an".split())
_ANYONE = frozenset("you anyone anybody everyone everybody whoever nobody one".split())
_RULE = re.compile(
    r"\b(?:under (?:section|article|rule|clause|paragraph|this|these|the)|(?:section|article|rule|clause|paragraph) "
    r"\d|in accordance with|pursuant to|by law|bylaws?|at (?:his|her|its|their) discretion|with the (?:prior )?"
    r"(?:written )?(?:consent|permission|approval)|permitted|free of charge)\b",
    re.IGNORECASE,
)


def gives_leave(verb: Token) -> bool:
    """Whether the "may" of a verb gives leave ("members may vote") rather than tells what is possible.

    Permission speaks of anyone who does something of their own will: the subject is "you", "any tenant" or bare
    "members" and the verb is no verb of being or happening; "may only" and a prohibition ("may not exceed") are
    permission whatever the subject.

    Args:
        verb: The verb that "may" helps.

    Returns:
        True for permission; False where in doubt, and for "may have" with a participle.
    """
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if "have" in helpers:
        return False
    may = next((c for c in verb.children if c.lower_ == "may"), None)
    after = verb.doc[may.i + 1] if may is not None and may.i + 1 < len(verb.doc) else None
    if after is not None and after.lower_ == "only":
        return True
    prohibited = after is not None and after.lower_ == "not"
    if lemma(verb) == "exceed" and prohibited:
        return True
    if _RULE.search(verb.sent.text):
        return True
    if lemma(verb) in HAPPENING_VERBS and "be" not in helpers:
        return False
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    return subject is not None and _anyone(subject, passive="be" in helpers)


def _anyone(subject: Token, *, passive: bool) -> bool:
    if subject.lower_ in _ANYONE:
        return True
    determiner = next((c.lower_ for c in subject.children if c.dep_ in {"det", "poss"}), None)
    if determiner in _GENERIC or subject.doc[subject.left_edge.i].lower_ in _GENERIC:
        return True
    bare = determiner is None and subject.tag_ == "NNS" and not any(c.dep_ == "nummod" for c in subject.children)
    return bare and (passive or names_person(lemma(subject)) or lemma(subject).endswith("ant"))
