"""Whether two noun phrases, one of a question and one of a sentence, are of one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.reading.candidates import lemma
from rag.reading.lexicon import names_person
from rag.reading.poles import alike
from rag.reading.said_of import content, phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["match"]

# Nouns by which texts come back to what they have named.
_ANAPHORS = frozenset(
    "company firm business group organisation organization agency ministry department government authority country "
    "nation state city town village man woman person boy girl couple family team club party union bank airline ship "
    "vessel aircraft plane device machine product model drug medicine law bill act measure film book side building "
    "pair both one former latter".split()
)
_ANYBODY = frozenset("anyone anybody anything someone somebody something everyone nobody none nothing one".split())
_OF_PERSONS, _OF_THINGS, _OF_BOTH = (
    frozenset(text.split()) for text in ("he she him her i", "it this", "they them these those both")
)
_OF_SPEAKERS = frozenset({"we", "us", "you"})
# Of words in one of these sets a thing is only one.
_ALTERNATIVES = tuple(
    frozenset(line.split())
    for line in (
        "north south east west northern southern eastern western northeast northwest southeast southwest",
        "first second third fourth fifth sixth last next previous",
        "old new",
        "upper lower middle",
        "inner outer",
        "left right",
        "front back rear",
        "public private",
        "domestic foreign",
        "male female",
        "large small big",
        "elder younger senior junior",
    )
)
_OTHERS = frozenset({"other", "different", "another", "similar", "separate"})


def match(asked: Token, said: Token | None, others: frozenset[str] = frozenset()) -> float:
    """How surely two noun phrases are of one thing.

    Args:
        asked: Head of the phrase of the question.
        said: Head of the phrase of the sentence, if there is one.
        others: Lemmas by which the question names the same thing elsewhere ("as transport minister").

    Returns:
        1 for the same name or noun, less for pronouns and for nouns that come back to a name, 0 for another thing.
    """
    if said is None:
        return 0.0
    if asked.pos_ == "PRON":
        return (0.9 if said.pos_ != "PRON" or said.lower_ in _ANYBODY else 0.55) if asked.lower_ in _ANYBODY else 0.4
    if said.pos_ == "PRON":
        return _by_pronoun(asked, said.lower_)
    return _by_noun(asked, said, others)


def _by_noun(asked: Token, said: Token, others: frozenset[str]) -> float:
    one, other = phrase(asked), phrase(said)
    if asked.pos_ == "PROPN" and said.pos_ == "NOUN" and lemma(said) not in _ANAPHORS:
        # "the brother of Kell" is not Kell, and "the village of Orm" is Orm.
        other = [t for t in other if not any(a.dep_ == "prep" and a.head == said for a in t.ancestors)]
    names, told = _names(one), _names(other)
    score = 0.0
    if _conflict(one, other):
        pass
    elif names & told:
        score = 1.0
    elif any(alike(lemma(a), lemma(said)) for a in (asked, *_titles(asked))):
        score = 0.9 if names and told else 1.0
    elif lemma(said) in content(one) | others or len(content(one) & content(other)) >= 2:
        score = 0.85
    elif names and not told and lemma(said) in _ANAPHORS:
        # "the company", after it has been named.
        score = 0.55 if any(c.lower_ in {"the", "this", "its", "both"} for c in said.children) else 0.0
    return score


def _by_pronoun(asked: Token, pronoun: str) -> float:
    if pronoun in _OF_BOTH:
        return 0.55
    person = asked.ent_type_ == "PERSON" or names_person(lemma(asked))
    if pronoun in _OF_PERSONS:
        return 0.55 if person or asked.pos_ == "PROPN" else 0.0
    if pronoun in _OF_THINGS:
        return 0.0 if person else 0.55
    speakers = person or asked.pos_ == "PROPN" or asked.tag_ == "NNS"
    return 0.45 if pronoun in _OF_SPEAKERS and speakers else 0.0


def _titles(head: Token) -> list[Token]:
    return [c for c in head.children if c.dep_ == "appos" and c.pos_ in {"NOUN", "PROPN"}]


def _names(tokens: list[Token]) -> set[str]:
    return {t.lower_ for t in tokens if t.pos_ == "PROPN"}


def _conflict(one: list[Token], other: list[Token]) -> bool:
    numbers = [{t.text for t in tokens if t.like_num and any(c.isdigit() for c in t.text)} for tokens in (one, other)]
    if numbers[0] and numbers[1] and not numbers[0] & numbers[1]:
        return True
    words = [{t.lower_ for t in tokens} for tokens in (one, other)]
    if any(words[0] & line and words[1] & line and not words[0] & words[1] & line for line in _ALTERNATIVES):
        return True
    if words[1] & _OTHERS and not words[0] & _OTHERS:
        return True
    names = [_names(one), _names(other)]
    if names[0] and names[1]:
        smaller, larger = sorted(names, key=len)
        if not smaller & larger:
            return True
        full = [_full_name(tokens) for tokens in (one, other)]
        return (
            len(smaller & larger) < 2
            and all(len(f) > 1 for f in full)
            and not (full[0] <= full[1] or full[1] <= full[0])
        )
    return False


def _full_name(tokens: list[Token]) -> set[str]:
    return {t.lower_ for t in tokens if t.pos_ == "PROPN" and not names_person(t.lower_)}
