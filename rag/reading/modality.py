"""Whether a statement is made as fact: done, planned, only possible, bound to a condition, or denied.

Read off the parse, from the clause of the value upwards: helping verbs, negation and conditions of a clause hold for
what stands in it; of a clause above only what its verb does to its complement ("denied that", "plans to") counts. Who
says it makes no difference. Rules and laws state what holds, so "must" and the "may" of permission are facts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from rag.reading.candidates import lemma
from rag.reading.clauses import SUBJECTS, clause_of, first_of_list, heads_clause, root_of
from rag.reading.governance import by_noun, by_verb
from rag.reading.helpers import by_helpers
from rag.reading.modal_words import (
    CONDITION_MARKS,
    PLAN_MODIFIERS,
    PLAN_NOUNS,
    POSSIBLE_ADVERBS,
    POSSIBLE_MODIFIERS,
    SAYING_VERBS,
)
from rag.reading.negation import negated_phrase, negates

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from rag.text.spans import Span

__all__ = ["Modality", "is_negated", "modality_of"]

Modality: TypeAlias = Literal["actual", "planned", "possible", "conditional", "denied"]

# The strongest first: what a condition bears on is conditional, whether or not it is also denied or planned.
_ORDER: tuple[Modality, ...] = ("conditional", "possible", "denied", "planned")
_IDLE_CONDITIONS = frozenset("any anything so possible necessary not needed required applicable only even".split())
_TIME_MARKS = frozenset("when once after until till before as whenever".split())


def modality_of(doc: Doc, value: Span) -> Modality:
    """How the sentence puts what it says of a value.

    Args:
        doc: The parsed sentence.
        value: The characters of the value in it; a verb within them belongs to what is judged.

    Returns:
        "denied" for what is negated, "conditional" for what hangs on an if, "possible" for what may be, "planned" for
        what is intended, foreseen or wanted, else "actual". Two negations cancel out. A negated verb does not deny
        the number of its subject ("seven had not come back": the seven are fact), nor what begins when it ends
        ("did not open until May"), nor a cause given for it.

    Raises:
        ValueError: The characters touch no token.
    """
    found = _phrase_signs(doc, value) + _signs_upward(_inner(root_of(doc, value), value), value)
    # "Not 80 but 60", "neither 80 nor 60": the verb's negation, if the parser sees one, is the same one.
    denied = negated_phrase(doc, value) or found.count("denied") % 2 == 1
    found = [sign for sign in found if sign != "denied"] + ["denied"] * denied
    return next((sign for sign in _ORDER if sign in found), "actual")


def is_negated(doc: Doc, value: Span) -> bool:
    """Whether the verb of the value's own clause is negated, whatever that does to the value.

    Args:
        doc: The parsed sentence.
        value: The characters of the value in it.

    Returns:
        True for "seven had not come back" too, where the seven themselves are not denied.
    """
    return negates(clause_of(root_of(doc, value)), None, None)


def _signs_upward(here: Token, value: Span) -> list[Modality]:
    """What the clause of the value makes of it, and the clauses above as far as they bear on it."""
    found: list[Modality] = []
    below: Token | None = None
    while True:
        if heads_clause(here):
            found.extend(_clause_signs(here, below, value))
        elif below is not None and (sign := by_noun(here, below)):
            found.append(sign)
        if not _passes_up(here):
            return found
        if here.dep_ == "conj" and heads_clause(here):
            while here.dep_ == "conj":
                here = here.head
            return found + (_from_above(here, here.head) if here.dep_ in {"ccomp", "xcomp"} else [])
        if here.dep_ in {"ccomp", "acl"}:
            return found + _from_above(here, here.head)
        below, here = here, here.head


def _inner(root: Token, value: Span) -> Token:
    """Of "is to be consulted" the participle, on which its helpers hang."""
    if root.lemma_ != "be":
        return root
    inside = [c for c in root.children if c.dep_ == "xcomp" and value.start <= c.idx < value.end]
    return inside[0] if inside else root


def _clause_signs(verb: Token, below: Token | None, value: Span) -> list[Modality]:
    """What the helpers, negation, adverbs and conditions of a clause, and its verb itself, make of what is in it."""
    signs: list[Modality] = []
    negated = negates(verb, below, value)
    helper = by_helpers(verb, conditional=_on_condition(verb))
    if helper:
        signs.append(helper)
    governed = by_verb(verb, below, negated=negated)
    if governed:
        signs.append(governed)
    if negated and not (governed == "possible" and below is not None and below.dep_ == "ccomp"):
        signs.append("denied")
    if _on_condition(verb) or _is_condition(verb):
        signs.append("conditional")
    if any(c.lower_ in POSSIBLE_ADVERBS and c.dep_ in {"advmod", "acomp"} for c in verb.children):
        signs.append("possible")
    if verb.sent.text.rstrip(" \"'”’)").endswith("?") and verb.head == verb:
        signs.append("possible")
    return signs


def _passes_up(here: Token) -> bool:
    """Whether what stands above bears on the clause or phrase that the token heads."""
    if here.head == here or here.dep_ in {"parataxis", "relcl"}:
        return False
    if here.dep_ == "advcl" and heads_clause(here):
        marks = {c.lower_ for c in here.children if c.dep_ in {"mark", "advmod"}}
        finite = any(c.dep_ in SUBJECTS for c in here.children)
        if not finite:
            return True
        return bool(marks & _TIME_MARKS) and by_helpers(first_of_list(here.head), conditional=False) == "planned"
    return True


def _from_above(clause: Token, above: Token) -> list[Modality]:
    """What the verb or noun that a clause is the complement of makes of it, and a condition put after "he said"."""
    if not heads_clause(above) or above.pos_ == "NOUN":
        sign = by_noun(above, clause)
        return [sign] if sign else []
    if any(t.text == ";" for t in clause.doc[min(clause.i, above.i) : max(clause.i, above.i)]):
        return []  # two sentences in one: neither is a part of the other
    negated = negates(above, None, None)
    signs: list[Modality] = []
    sign = by_verb(above, clause, negated=negated)
    if sign == "denied" and negated:
        sign = "possible"
    if sign:
        signs.append(sign)
    elif negated and lemma(above) not in SAYING_VERBS:
        signs.append("denied")
    if clause.i < above.i and _on_condition(above):
        signs.append("conditional")
    if above.dep_ == "xcomp":
        signs.extend(s for s in (by_verb(above.head, above, negated=False),) if s == "possible")
    return signs


def _on_condition(verb: Token) -> bool:
    """Whether a condition stands beside the verb: "if …", "unless …", "were it …", "in case of …"."""
    return any(_is_condition(c) for c in first_of_list(verb).children if c.dep_ in {"advcl", "prep", "ccomp", "mark"})


def _is_condition(clause: Token) -> bool:
    """Whether the token heads a conditional clause or phrase."""
    text = clause.doc
    if clause.dep_ == "prep":
        words = [t.lower_ for t in text[clause.i : clause.i + 4]]
        return clause.lower_ in CONDITION_MARKS or words[:2] == ["in", "case"] or words[:3] == ["in", "the", "event"]
    if clause.dep_ == "advcl" and clause.lower_ in CONDITION_MARKS:
        return True
    for mark in clause.children:
        if mark.dep_ not in {"mark", "advmod"} or mark.lower_ not in CONDITION_MARKS or mark.i > clause.i:
            continue
        before = text[mark.i - 1].lower_ if mark.i else ""
        after = text[mark.i + 1].lower_ if mark.i + 1 < len(text) else ""
        if before not in {"even", "as", "only"} and after not in _IDLE_CONDITIONS:
            return clause.dep_ == "advcl"
    return clause.dep_ in {"advcl", "ccomp"} and _inverted(clause)


def _inverted(clause: Token) -> bool:
    """ "Had the bishop died …", "were it withdrawn", "should the tests fail": the helper before its subject."""
    first = min(clause.subtree, key=lambda t: t.i)
    if first.lower_ not in {"had", "were", "should"} or first.sent.text.rstrip().endswith("?"):
        return False
    subject = next((c for c in clause.children if c.dep_ in SUBJECTS), None)
    helpers = {t.lower_ for t in first.sent if t.tag_ == "MD"}
    return subject is not None and subject.i > first.i and (first.lower_ == "should" or bool(helpers & {"would", "’d"}))


def _phrase_signs(doc: Doc, value: Span) -> list[Modality]:
    """What the words beside the value make of it: "the planned 80 homes", "a possible 80", "not 80 but 60"."""
    signs: list[Modality] = []
    here = root_of(doc, value)
    while True:
        for child in here.children:
            outside = child.idx < value.start or child.idx >= value.end
            if outside and child.i < here.i and child.dep_ in {"amod", "compound", "advmod", "nmod"}:
                if child.lower_ in PLAN_MODIFIERS:
                    signs.append("planned")
                elif child.lower_ in POSSIBLE_MODIFIERS or child.lower_ in POSSIBLE_ADVERBS:
                    signs.append("possible")
        if here.tag_ == "NN" and lemma(here) in PLAN_NOUNS and here.idx >= value.end:
            signs.append("planned")  # "the 60,000 forecast"
        if here.dep_ not in {"nummod", "compound", "amod", "quantmod", "appos", "conj", "nmod"} or heads_clause(here):
            return signs
        here = here.head
