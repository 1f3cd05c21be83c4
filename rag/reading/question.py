"""What a question asks for: the kind of answer, the noun asked for, and the words that must surround the answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.reading.candidates import lemma
from rag.reading.paraphrases import find_idioms
from rag.reading.parser import parse
from rag.reading.wh import AUXILIARIES, BE, WH, asked_for, counted_noun, wh_token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from rag.reading.lexicon import AnswerKind
    from rag.reading.paraphrases import Idiom
    from rag.reading.wh import Slot

__all__ = ["Question", "analyse"]

_LIGHT_VERBS = frozenset({"be", "do", "have"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
# Words that frame a question without saying anything about its subject.
_EMPTY = frozenset({"according", "name", "named", "type", "kind", "sort", "tell", "please", "amount", "number"})


@dataclass(frozen=True, slots=True)
class Question:
    """A question, analysed.

    Attributes:
        text: The question as asked, without surrounding white space and with straight apostrophes.
        kind: The kind of answer asked for.
        head: The lemma of the noun asked for ("how many prisoners": ``"prisoner"``), if there is one.
        terms: Lemmas, lower case, of the content words that are not the wh-phrase, in order, each once;
            an idiom counts as the verb that it stands for.
        names: Proper names as written, in order, each once.
        groups: Those of the names that modify the noun asked for ("how many Spanish citizens"), lower case.
        numbers: Numbers as written.
        words: Every word of the question, lower case.
        verb: The lemma of the verb that the wh-phrase belongs to, if it is a full verb.
        preposition: The preposition before the wh-phrase ("from which …") or left at the end ("… go to?").
        predicate: Whether ``head`` follows a form of *be* ("who was the founder of …"), and so must be said of
            the answer.
        slot: The part that the answer plays for ``verb``: who does it, whom it is done to, or another.
    """

    text: str
    kind: AnswerKind
    head: str | None = None
    terms: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    verb: str | None = None
    slot: Slot = "other"
    preposition: str | None = None
    predicate: bool = False


@lru_cache(maxsize=256)
def analyse(question: str) -> Question:
    """Tell what a question asks for.

    Works on full questions, on questions without capitals or question mark, on embedded questions ("Tell me
    who …") and on orders ("Name the …").

    Args:
        question: The question, in English.

    Returns:
        The analysis; ``kind`` is ``"description"`` where no rule knows better.
    """
    text = question.strip().replace("’", "'")
    doc = parse(text)
    wh = wh_token(doc)
    asked = asked_for(doc, wh)
    counted = counted_noun(doc, asked.head)
    skip = set(asked.skip)
    if asked.head is not None and not asked.predicate:
        skip.add(asked.head.i)
    if counted is not None and not asked.predicate:
        skip.add(counted.i)
    idioms = find_idioms(doc)
    said = {i: idiom.verb for idiom in idioms for i in idiom.tokens}
    terms = [said.get(t.i, lemma(t)) for t in doc if t.i not in skip and (t.i in said or _is_content(t))]
    return Question(
        text=text,
        kind=asked.kind,
        head=None if counted is None else lemma(counted),
        terms=tuple(dict.fromkeys(terms)),
        names=_names(doc, skip),
        groups=() if counted is None else tuple(t.lower_ for t in counted.lefts if t.is_title and t.i > 0),
        numbers=tuple(t.text for t in doc if t.like_num),
        words=frozenset(t.lower_ for t in doc if not t.is_punct),
        verb=_verb(asked.verb, idioms),
        slot=asked.slot,
        preposition=_preposition(doc, wh),
        predicate=asked.predicate,
    )


def _verb(verb: Token | None, idioms: Sequence[Idiom]) -> str | None:
    """The verb asked about: what an idiom says where there is one ("let go", "are behind bars"), unless it is light."""
    for idiom in idioms:
        if verb is None or verb.i in idiom.tokens or lemma(verb) in _LIGHT_VERBS:
            return idiom.verb
    return lemma(verb) if verb is not None and lemma(verb) not in _LIGHT_VERBS else None


def _preposition(doc: Doc, wh: Token | None) -> str | None:
    """The preposition that governs the wh-phrase, before it or left behind at the end of the question."""
    if wh is None:
        return None
    if wh.i and doc[wh.i - 1].pos_ == "ADP":
        return doc[wh.i - 1].lower_
    words = [t for t in doc if not t.is_punct]
    if words[-1].pos_ == "ADP" or words[-1].lower_ in {"from", "to"}:
        return words[-1].lower_
    return None


def _is_content(token: Token) -> bool:
    if token.lower_ in WH | BE | AUXILIARIES | _EMPTY or token.pos_ not in _CONTENT:
        return False
    return not token.is_stop or token.pos_ in {"NOUN", "PROPN", "NUM"}


def _names(doc: Doc, skip: set[int]) -> tuple[str, ...]:
    found: list[str] = []
    run: list[Token] = []
    for token in [*doc, None]:
        capital = (
            token is not None
            and token.i not in skip
            and (token.pos_ == "PROPN" or (token.i > 0 and token.is_title and token.pos_ in {"NOUN", "ADJ"}))
        )
        if token is not None and capital:
            run.append(token)
        elif run:
            found.append(doc[run[0].i : run[-1].i + 1].text)
            run = []
    return tuple(dict.fromkeys(found))
