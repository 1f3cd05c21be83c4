"""Questions for the name of somebody: who did something, who said so, who holds a role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.disagreement.name_gazetteer import level
from rag.evaluation.drafting.alone import stands_alone
from rag.evaluation.drafting.asking import MOST, Asked, Build, characters, inverted, straight
from rag.evaluation.drafting.clause import said_clause
from rag.evaluation.drafting.phrases import is_joined, is_named, written
from rag.reading.candidates import lemma, tokens_at
from rag.reading.lexicon import ORGANISATION_WORDS, PERSON_NOUNS, kind_of_noun
from rag.reading.names import find_roles
from rag.text.words import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from rag.evaluation.drafting.clause import Clause
    from rag.evaluation.drafting.phrases import Piece

__all__ = ["of_names", "of_roles", "of_speakers"]

_COUNTRY = 3  # as a level of the gazetteer
_PLURAL_FORMS = frozenset({"are", "were", "have", "do"})


def of_names(clause: Clause) -> Iterator[Build]:
    """ "Who", "whom" and "by whom", of persons and organisations; "which country", of a listed one as the subject."""
    head, tokens = clause.subject
    first = clause.group[0]
    if (
        _is_agent(head)
        and _fits(clause, head)
        and not (first.tag_ == "VBP" or first.lower_ in _PLURAL_FORMS)
        and clause.parts
    ):
        who: list[Piece] = [_asking(head) or "who"]
        yield Build(straight(clause, who), _kind(head), characters(_name(head, tokens)), ())
    elif _is_country(head) and clause.parts:
        yield Build(straight(clause, ["which country"]), "place", characters(_name(head, tokens)), ())
    for part, words in clause.parts:
        named = part.ent_type_ == "PERSON" and part.pos_ == "PROPN" and len(_name(part, words)) > 1
        if part.dep_ == "dobj" and named and not is_joined(part):
            yield Build(inverted(clause, ["whom"], words), "person", characters(_name(part, words)), tokens)
        if part.dep_ == "agent" and len(words) > 1:
            by = next((child for child in part.children if child.dep_ == "pobj"), None)
            if by is not None and _is_agent(by):
                who = [f"by {_asking(by) or 'whom'}"]
                yield Build(inverted(clause, who, words), _kind(by), characters(_name(by, words[1:])), tokens)


def _is_country(head: Token) -> bool:
    name = " ".join(token.text for token in head.subtree if token.pos_ == "PROPN")
    return head.ent_type_ == "GPE" and not is_joined(head) and level(fold(name)) == _COUNTRY


def _fits(clause: Clause, head: Token) -> bool:
    """Whether what is said of a name is what is said of persons: the parser takes many a place for one."""
    if lemma(clause.verb) == "have" and len(clause.group) == 1:
        return False
    if _kind(head) != "person" or lemma(clause.verb) not in {"be", "become", "remain"}:
        return True
    return any(lemma(part) in PERSON_NOUNS for part, _ in clause.parts if part.dep_ == "attr")


def _is_agent(head: Token) -> bool:
    return head.pos_ == "PROPN" and _kind(head) != "" and not is_joined(head)


def _kind(head: Token) -> str:
    if head.ent_type_ == "PERSON":
        return "" if any(child.lower_ == "the" for child in head.lefts) else "person"
    words = {token.lower_ for token in head.subtree}
    if len([token for token in head.subtree if token.pos_ == "PROPN"]) == 1 and head.lower_ in ORGANISATION_WORDS:
        return ""  # "Parliament", of which there are many
    return "organisation" if head.ent_type_ == "ORG" and words & ORGANISATION_WORDS else ""


def _asking(head: Token) -> str:
    """ "Which party" for the "… Party": an organisation is asked for by the noun in its name."""
    if _kind(head) != "organisation":
        return ""
    return f"which {head.lower_ if kind_of_noun(head.lower_) == 'organisation' else 'organisation'}"


def _name(head: Token, tokens: Sequence[Token]) -> list[Token]:
    """The entity that the head belongs to, else all of the phrase; without a preposition at its end."""
    words = next((list(entity) for entity in head.doc.ents if entity.start <= head.i < entity.end), list(tokens))
    while len(words) > 1 and words[-1].pos_ in {"ADP", "PUNCT", "PART"}:
        words.pop()
    return words


def of_speakers(doc: Doc, topics: Collection[str]) -> Iterator[Asked]:
    """ "Who said that …?": of a person's statement that stands alone itself."""
    both = said_clause(doc)
    if both is None:
        return
    saying, what = both
    head, tokens = saying.subject
    if _kind(head) != "person" or is_joined(head) or saying.parts or not _names_something(what):
        return
    told = straight(what, what.subject[1])
    draft = Build(["who", *saying.group, "that", *told], "person", characters(_name(head, tokens)), what.subject[1])
    question = draft.asked(saying, topics)
    if question is not None:
        yield question


def _names_something(clause: Clause) -> bool:
    return is_named([*clause.subject[1], *(token for _, tokens in clause.parts for token in tokens)])


def of_roles(doc: Doc, topics: Collection[str]) -> Iterator[Asked]:
    """ "Who is the head of X?", from "Ann Lee, head of X, …": a role that a name beside it makes one person's."""
    for entity in doc.ents:
        if entity.label_ != "PERSON":
            continue
        for role in find_roles(doc, [entity.text]):
            tokens = list(tokens_at(doc, role.start, role.end))
            noun = doc[role.root]
            indefinite = any(child.lower_ in {"a", "an", "one"} for child in noun.lefts)
            apposed = noun.dep_ == "appos" or entity.root.dep_ == "appos"
            if (
                indefinite
                or not apposed
                or noun.pos_ != "NOUN"
                or noun.tag_ == "NNS"
                or lemma(noun) not in PERSON_NOUNS
            ):
                continue
            if tokens[0].lower_ in {"former", "then", "late", "ex"} or not is_named(tokens):
                continue
            owned = any(child.dep_ == "poss" for child in noun.lefts)
            # "The Yuan minister" may be one of many.
            if not owned and not any(child.dep_ == "prep" for child in noun.rights):
                continue
            pieces: list[Piece] = ["Who is", *([] if owned else ["the"]), *tokens]
            if stands_alone(tokens, (), topics) and 4 <= len(tokens) + 2 <= MOST:
                yield Asked(f"{written(pieces)}?", "person", entity.start_char, entity.end_char)
