"""What a yes-or-no question turns on: the word that decides, who does it, and what it is done to or said of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.reading.asserting import statement_of
from rag.reading.candidates import lemma, tokens_at
from rag.reading.lexicon import names_person
from rag.reading.poles import PHRASES, Pole, pole
from rag.reading.said_of import Parts, content, parts_of, phrase

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Proposition", "phrase_poles", "proposition_of"]

_COPULAS = frozenset({"be", "become", "remain", "stay", "get"})
_LIGHT = frozenset("have make take give do hold put get go conduct be".split())
_MOTION = frozenset({"go", "put", "use", "place", "wash", "fit"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


@dataclass(frozen=True, slots=True)
class Proposition:
    """What a yes-or-no question asks.

    Attributes:
        core: The word of the statement that decides.
        poles: The sides of axes that the statement is on.
        parts: Who does it, and what it is done to or said of.
        support: Lemmas of the verb that completes the core: of "offered to resign" and "safe to drink", the second.
        aliases: Lemmas by which the statement names its subject again: of "as minister", the noun.
        rest: Lemmas of its other words.
        modal: The modal verb asked with, None without one.
        stative: Whether a state is asked for, rather than an event.
        present: Whether it is asked for now.
        role: Whether the core is a role that a person has.
    """

    core: Token
    poles: tuple[Pole, ...]
    parts: Parts
    support: frozenset[str]
    aliases: frozenset[str]
    rest: frozenset[str]
    modal: str | None
    stative: bool
    present: bool
    role: bool


@lru_cache(maxsize=256)
def proposition_of(question: str) -> Proposition | None:
    """What a question asks to be affirmed or denied; None where it asks for more than yes or no."""
    statement = statement_of(question)
    if statement is None:
        return None
    doc, auxiliary = statement.doc, statement.auxiliary
    root = next(t for t in doc if t.dep_ == "ROOT")
    core = _core(root)
    if core is None:
        return None
    # "is negotiating" and "was closed" have the verb of the clause as root, "is closed" read as an adjective has "is".
    finite = next((t for t in (*root.children, root) if t.tag_ in {"VBZ", "VBP", "VBD", "MD"}), root)
    asked_with_do = auxiliary in {"do", "does", "did"}
    modal = None if asked_with_do else next((lemma(t) for t in root.children if t.tag_ == "MD"), None)
    present = finite.tag_ in {"VBZ", "VBP", "MD"} and auxiliary not in {"did", "was", "were"}
    copular = lemma(root) in _COPULAS and core != root
    passive = any(c.dep_ == "auxpass" for c in root.children)
    perfect = any(c.lower_ in {"has", "have"} and c.dep_ == "aux" for c in root.children)
    role = copular and core.dep_ == "attr" and core.pos_ in {"NOUN", "PROPN"} and names_person(lemma(core))
    poles = list(pole(lemma(core)))
    for token, one in phrase_poles(doc):
        if token.head in {core, root} or token in {core, root} or core in token.subtree:
            poles.append(one)
    if role:
        poles.append(Pole("office", "in office"))
    parts = parts_of(core)
    support = {lemma(t) for c in core.children if c.dep_ == "xcomp" for t in c.subtree if t.pos_ in {"VERB", "NOUN"}}
    aliases = content([n for t in doc if t.lower_ == "as" for n in t.children if n.dep_ == "pobj"])
    told = {core, root, *(t for part in (parts.agent, parts.theme) if part is not None for t in phrase(part))}
    return Proposition(
        core=core,
        poles=tuple(poles),
        parts=parts,
        support=frozenset(support),
        aliases=frozenset(aliases),
        rest=frozenset(content([t for t in doc if t not in told and t.dep_ not in {"aux", "auxpass"}])),
        modal=modal,
        stative=copular or (passive and present and not perfect) or any(t.lower_ == "still" for t in doc),
        present=present,
        role=role,
    )


def phrase_poles(doc: Doc) -> list[tuple[Token, Pole]]:
    """Expressions of several words that put something on a side, each with the token that it hangs by."""
    found = []
    text = doc.text  # put together anew with every reading of it
    for pattern, one in PHRASES:
        for hit in pattern.finditer(text):
            span = tokens_at(doc, hit.start(), hit.end())
            found.append((span.root if span.root.pos_ == "VERB" else span[-1], one))
    return found


def _core(root: Token) -> Token | None:
    if lemma(root) in _COPULAS:
        complements = [c for c in root.rights if c.dep_ in {"acomp", "attr", "oprd"}]
        if complements:
            return complements[0]
        prepositions = [c for c in root.rights if c.dep_ == "prep"]
        objects = [n for p in prepositions for n in p.children if n.dep_ == "pobj"]
        adverbs = [c for c in root.rights if c.lower_ in {"over", "open", "out", "off", "on"}]
        return next(iter((*objects, *adverbs)), None)
    if root.pos_ not in {"VERB", "AUX"}:
        return root if root.pos_ in {"NOUN", "ADJ"} and any(c.dep_ in _SUBJECTS for c in root.children) else None
    if lemma(root) in _MOTION and any(c.lower_ in {"can", "may", "could"} for c in root.children):
        goal = [n for p in root.children if p.dep_ == "prep" for n in p.children if n.dep_ == "pobj"]
        if goal:
            return goal[0]
    if lemma(root) in _LIGHT:
        thing = next((c for c in root.children if c.dep_ == "dobj"), None)
        if thing is not None:
            return thing
    return root
