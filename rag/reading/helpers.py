"""What the helping verbs of a clause tell about its modality: "will", "might", "would have", "is to"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rag.reading.candidates import lemma
from rag.reading.clauses import SUBJECTS, auxiliaries, first_of_list
from rag.reading.modal_words import DUTY_NOUNS, MANNER_OF_FUTURE, SAYING_VERBS
from rag.reading.permissions import gives_leave

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["by_helpers"]

_FUTURE = frozenset({"will", "'ll", "’ll", "wo", "going"})
_HAVE = frozenset({"have", "'ve", "’ve"})
_WOULD = frozenset({"would", "'d", "’d"})


def by_helpers(verb: Token, *, conditional: bool) -> Literal["planned", "possible", "conditional"] | None:
    """The modality that the helping verbs of a clause give it.

    Args:
        verb: The head of the clause.
        conditional: Whether a condition stands beside it, which makes its "would" conditional.

    Returns:
        None where they tell of fact, an ability or a rule ("can", "must", "shall", the "may" of permission).
    """
    helpers = {t.lower_ for t in auxiliaries(verb)}
    first = first_of_list(verb)
    if helpers & _WOULD and "had" not in helpers:
        return _would(verb, first, perfect=bool(helpers & _HAVE), conditional=conditional)
    if helpers & _HAVE and helpers & {"should", "ought"}:
        return "conditional"
    if _is_open(first, helpers):
        return "possible"
    return "planned" if _is_ahead(first, helpers) or _is_to(first, helpers) else None


def _is_open(verb: Token, helpers: set[str]) -> bool:
    """ "Might", "could", "may" without leave, and "must have died"."""
    if "may" in helpers:
        return not gives_leave(verb)
    denied = any(c.dep_ == "neg" for c in verb.children)
    return "might" in helpers or ("could" in helpers and not denied) or ("must" in helpers and bool(helpers & _HAVE))


def _is_ahead(verb: Token, helpers: set[str]) -> bool:
    """ "Will", "is going to" and the "shall" of "we shall open"; that of rules states what holds."""
    if helpers & _FUTURE:
        return not _is_met_with(verb)
    return "shall" in helpers and any(c.lower_ in {"i", "we"} for c in verb.children if c.dep_ in SUBJECTS)


def _is_met_with(verb: Token) -> bool:
    """ "In the box you will find two straps" tells what is there."""
    dated = any(t.ent_type_ in {"DATE", "TIME"} for t in verb.subtree)
    you = any(c.lower_ == "you" and c.dep_ == "nsubj" for c in verb.children)
    return you and not dated and lemma(verb) in {"find", "see", "notice", "need"}


def _would(
    verb: Token, first: Token, *, perfect: bool, conditional: bool
) -> Literal["planned", "possible", "conditional"] | None:
    """A condition, or the future seen from the past: "said that 80 would be freed"."""
    if perfect or conditional:
        return "conditional"
    if any(c.lower_ in MANNER_OF_FUTURE for c in (*verb.children, *first.children)):
        return None
    if verb.lemma_ == "go" and any(c.lower_ == "on" for c in verb.children):
        return None
    above = first.head
    told = first.dep_ in {"ccomp", "acl"} and above != first and (lemma(above) in SAYING_VERBS or above.pos_ == "NOUN")
    return "planned" if told else "conditional"


def _is_to(first: Token, helpers: set[str]) -> bool:
    """ "80 homes are to be built", "is going to", and a headline's "Council to build 80 homes"."""
    if "to" not in helpers:
        # A that-clause with a bare verb tells what shall be: "resolved that the park be built".
        bare = first.tag_ == "VB" or first.lower_ == "be" or "be" in helpers
        marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in first.children)
        finite = {"will", "would", "may", "might", "can", "could", "must", "shall", "should", "do", "does", "did"}
        return bare and marked and not helpers & finite and any(c.dep_ in SUBJECTS for c in first.children)
    above = first.head
    if first == above:
        return not any(c.tag_ == "MD" for c in first.children)
    if above.lemma_ == "go" and above.tag_ == "VBG" and first.dep_ == "xcomp":
        return True
    if first.dep_ == "xcomp" and above.lemma_ == "be" and first.i > above.i:
        subject = next((c for c in above.children if c.dep_ in SUBJECTS), None)
        between = any(c.dep_ in {"acomp", "attr"} and c.i < first.i for c in above.children)
        return not between and (subject is None or lemma(subject) not in DUTY_NOUNS)
    # "Council to cut 80 jobs": no verb of the headline is finite.
    headline = first.dep_ in {"acl", "relcl"} and above.head == above and above.pos_ in {"NOUN", "PROPN"}
    return headline and not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in first.sent)
