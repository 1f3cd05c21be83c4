"""Whether a question or sentence can be understood by somebody who sees nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.evaluation.drafting.phrases import is_named
from rag.evaluation.drafting.words import ANAPHORS, RELATIVE_TIMES, VAGUE
from rag.reading.candidates import lemma
from rag.reading.lexicon import GROUP_NOUNS, kind_of_noun
from rag.text.words import stem

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from spacy.tokens import Token

__all__ = ["stands_alone"]

_PRONOUNS = frozenset({"PRP", "PRP$", "EX"})
_RELATIVES = frozenset({"WDT", "WP", "WP$", "WRB"})
# These may stand for a subject that is named: what belongs to it, and what is said of it in a clause below.
_OWN = frozenset("his its their itself themselves himself herself".split())
_PERSONS = frozenset("he she his her himself herself".split())
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def stands_alone(tokens: Sequence[Token], subject: Sequence[Token], topics: Collection[str]) -> bool:
    """Whether words tell by themselves what they are about.

    They do where they hold a name or what their document is about, point at nothing outside of them, and where what
    they say something of is no "the official", which may be anybody.

    Args:
        tokens: The words, in any order, without the answer.
        subject: Those of the subject, if it is not what is asked for.
        topics: Stems of what the document is about: the words of its title, headings and name.
    """
    if not (is_named(tokens) or any(_is_topic(token, topics) for token in tokens)):
        return False
    if any(_points_elsewhere(token) or _is_somebody(token, tokens, topics) for token in tokens):
        return False
    back = [token for token in tokens if _refers_back(token)]
    if back and not (is_named(subject) and all(token.i > subject[-1].i for token in back)):
        return False
    if any(token.lower_ in _PERSONS for token in back) and not any(token.ent_type_ == "PERSON" for token in subject):
        return False
    return not subject or _is_definite(subject, topics)


def _is_topic(token: Token, topics: Collection[str]) -> bool:
    return token.pos_ in {"NOUN", "PROPN"} and stem(token.lower_) in topics


def _refers_back(token: Token) -> bool:
    if token.lower_ in _OWN or (token.lower_ == "her" and token.tag_ == "PRP$"):
        return True
    return token.lower_ in {"he", "she", "it", "they"} and token.dep_ in _SUBJECTS


def _points_elsewhere(token: Token) -> bool:
    if token.tag_ in _PRONOUNS and not _refers_back(token):
        return True
    if token.tag_ in _RELATIVES:
        return not any(above.dep_ in {"relcl", "ccomp", "pcomp", "advcl"} for above in (token, *token.ancestors))
    if token.lower_ in ANAPHORS:
        joins = token.dep_ in {"mark", "cc", "preconj"} or token.tag_ == "IN" or token.nbor(1).lower_ == "as"
        return not joins and not (token.lower_ == "former" and token.dep_ in {"amod", "compound"})
    if token.lower_ == "other" and any(child.lower_ == "the" for child in token.head.children):
        return True
    if token.lower_ in RELATIVE_TIMES:
        dated = any(character.isdigit() for other in token.subtree for character in other.text)
        return not dated and not (
            token.head.ent_type_ == "DATE" and any(other.like_num for other in token.head.subtree)
        )
    return False


def _is_somebody(noun: Token, tokens: Sequence[Token], topics: Collection[str]) -> bool:
    """Whether a noun is "the official", "the country" or the like, without a name beside it to tell which."""
    if noun.pos_ != "NOUN" or not any(child.lower_ == "the" for child in noun.children) or _is_topic(noun, topics):
        return False
    kind = kind_of_noun(lemma(noun))
    if kind not in {"person", "organisation", "place"} and lemma(noun) not in GROUP_NOUNS:
        return False
    beside = [token for token in noun.subtree if token in tokens]
    return not (is_named(beside) if kind != "person" else any(token.pos_ == "PROPN" for token in beside))


def _is_definite(subject: Sequence[Token], topics: Collection[str]) -> bool:
    """Whether the subject is a name, has one beside it, or is what the document is about."""
    if is_named(subject) or any(_is_topic(token, topics) for token in subject):
        return True
    head = next((token for token in subject if token.head not in subject), subject[-1])
    if head.lower_ in VAGUE or head.pos_ not in {"NOUN", "PROPN"}:
        return False
    # "Human rights organizations": several of a kind, told which; "the releases" and "officials" are any.
    determined = any(token.tag_ in {"DT", "PDT", "WDT"} for token in subject)
    return not determined and head.tag_ == "NNS" and len(subject) > 1
