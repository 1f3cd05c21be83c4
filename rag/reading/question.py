"""What a question asks for: the kind of answer, the noun asked for, and the words that must surround the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from rag.reading.lexicon import (
    CURRENCIES,
    LIGHT_NOUNS,
    MEASURE_UNITS,
    TIME_UNITS,
    AnswerKind,
    kind_of_noun,
)
from rag.reading.parser import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

__all__ = ["Question", "Slot", "analyse"]

Slot: TypeAlias = Literal["agent", "patient", "other"]

_WH = frozenset({"who", "whom", "whose", "what", "which", "when", "where", "why", "how"})
_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "all", "some", "both"})
_IMPERATIVES = frozenset({"name", "list", "give", "tell", "state", "identify", "find", "show", "specify", "mention"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "'s", "’s"})
_AUXILIARIES = frozenset({"do", "does", "did", "has", "have", "had", "will", "would", "can", "could", "should", "may"})
_MEASURE_ADJECTIVES = frozenset("far tall high deep wide heavy fast large big hot cold thick close small".split())
_MONEY_VERBS = frozenset("cost pay spend earn worth fund donate invest charge sell raise fine owe lend receive".split())
_LIGHT_VERBS = frozenset({"be", "do", "have"})
_DEFINING_VERBS = frozenset({"happen", "occur", "mean", "stand", "do", "think", "believe", "say"})
_CAUSE_VERBS = frozenset({"cause", "trigger", "prompt", "provoke"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
# Words that frame a question without saying anything about its subject.
_EMPTY = frozenset({"according", "name", "named", "type", "kind", "sort", "tell", "please", "amount", "number"})
_PARTICIPLES = frozenset({"VBN", "VBD"})


@dataclass(frozen=True, slots=True)
class Question:
    """A question, analysed.

    Attributes:
        text: The question as asked, without surrounding white space.
        kind: The kind of answer asked for.
        head: The lemma of the noun asked for ("how many prisoners": ``"prisoner"``), if there is one.
        terms: Lemmas, lower case, of the content words that are not the wh-phrase, in order, each once.
        names: Proper names as written, in order, each once.
        numbers: Numbers as written.
        words: Every word of the question, lower case.
        verb: The lemma of the verb that the wh-phrase belongs to, if it is a full verb.
        slot: The part that the answer plays for ``verb``: who does it, whom it is done to, or another.
    """

    text: str
    kind: AnswerKind
    head: str | None = None
    terms: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    verb: str | None = None
    slot: Slot = "other"


@dataclass(frozen=True, slots=True)
class _Asked:
    """The wh-phrase: its kind, its noun, and the indexes of the tokens that are not search terms."""

    kind: AnswerKind
    head: Token | None
    skip: frozenset[int]
    slot: Slot = "other"
    verb: Token | None = None


def analyse(question: str) -> Question:
    """Tell what a question asks for.

    Works on full questions, on questions without capitals or question mark, on embedded questions ("Tell me
    who …") and on orders ("Name the …").

    Args:
        question: The question, in English.

    Returns:
        The analysis; ``kind`` is ``"description"`` where no rule knows better.
    """
    text = question.strip()
    doc = parse(text)
    wh = _wh_token(doc)
    asked = _without_wh(doc) if wh is None else _with_wh(doc, wh)
    counted = _counted(doc, asked.head)
    head = None if counted is None else _lemma(counted)
    skip = set(asked.skip)
    if asked.head is not None and (asked.kind != "person" or wh is None or wh.lower_ in {"what", "which"}):
        skip.add(asked.head.i)
    if asked.head is not None and wh is not None and asked.head.i > wh.i + 1 and _is_predicate(doc, wh, asked.head):
        skip.discard(asked.head.i)
    terms = [_lemma(t) for t in doc if t.i not in skip and _is_content(t)]
    verb = asked.verb
    return Question(
        text=text,
        kind=asked.kind,
        head=head,
        terms=tuple(dict.fromkeys(terms)),
        names=_names(doc, skip),
        numbers=tuple(t.text for t in doc if t.like_num),
        words=frozenset(t.lower_ for t in doc if not t.is_punct),
        verb=_lemma(verb) if verb is not None and _lemma(verb) not in _LIGHT_VERBS else None,
        slot=asked.slot,
    )


def _counted(doc: Doc, head: Token | None) -> Token | None:
    """The noun that is counted: "number of people" asks for people."""
    if head is None or _lemma(head) not in {"number", "amount", "total", "sum"} or head.i + 1 >= len(doc):
        return head
    if doc[head.i + 1].lower_ != "of":
        return head
    return _noun_phrase(doc, head.i + 2)[0] or head


def _lemma(token: Token) -> str:
    if token.tag_ == "NNPS" or (token.tag_ == "NNP" and token.is_lower):
        return token.lower_.removesuffix("s")
    return token.lemma_.lower()


def _is_content(token: Token) -> bool:
    if token.is_punct or token.lower_ in _WH or token.lower_ in _BE or token.lower_ in _AUXILIARIES:
        return False
    if token.lower_ in _EMPTY:
        return False
    if token.pos_ not in _CONTENT:
        return False
    return not token.is_stop or token.pos_ in {"NOUN", "PROPN", "NUM"}


def _names(doc: Doc, skip: set[int]) -> tuple[str, ...]:
    found: list[str] = []
    run: list[Token] = []
    for token in [*doc, None]:
        capital = token is not None and token.i not in skip and (
            token.pos_ == "PROPN" or (token.i > 0 and token.is_title and token.pos_ in {"NOUN", "ADJ"})
        )
        if token is not None and capital:
            run.append(token)
        elif run:
            found.append(doc[run[0].i : run[-1].i + 1].text)
            run = []
    return tuple(dict.fromkeys(found))


def _wh_token(doc: Doc) -> Token | None:
    """The wh-word that asks: one that opens the sentence or a part of it, else one that is no relative pronoun."""
    found = [t for t in doc if t.lower_ in _WH]
    for token in found:
        before = doc[token.i - 1] if token.i else None
        if before is None or before.is_punct or (before.pos_ == "ADP" and (token.i == 1 or doc[token.i - 2].is_punct)):
            return token
    if doc and (doc[0].lower_ in _BE or doc[0].lower_ in _AUXILIARIES) and not _asks_to_tell(doc):
        return None
    for token in found:
        before = doc[token.i - 1]
        relative = token.lower_ in {"who", "whom", "which", "whose", "where", "when"} and before.pos_ in {
            "NOUN",
            "PROPN",
        }
        if not relative:
            return token
    return None


def _asks_to_tell(doc: Doc) -> bool:
    return any(t.lower_ in {"know", "tell", "say", "name", "explain"} and t.i <= 4 for t in doc)


def _noun_phrase(doc: Doc, start: int) -> tuple[Token | None, int]:
    """The noun that the phrase from token ``start`` on is about, and the index after that noun."""
    noun: Token | None = None
    i = start
    while i < len(doc):
        token = doc[i]
        if token.lower_ == "of" and (noun is None or _lemma(noun) in LIGHT_NOUNS):
            noun = noun if noun is None else None
        elif token.pos_ in {"NOUN", "PROPN"} or (token.like_num and noun is not None):
            noun = token if token.pos_ != "NUM" else noun
        elif token.pos_ in {"DET", "ADJ", "NUM", "PART", "PRON", "CCONJ", "ADV"} or token.text == "-":
            if noun is not None and token.pos_ not in {"PART"} and token.text != "-":
                break
        elif token.tag_ in {"VBN", "VBG"} and noun is None and i + 1 < len(doc) and doc[i + 1].pos_ in {"NOUN", "ADJ"}:
            pass
        else:
            break
        i += 1
    return noun, i


def _clause(doc: Doc, after: int, *, subject_asked: bool) -> tuple[Token | None, Slot]:
    """The verb that a wh-phrase ending before token ``after`` belongs to, and the part that the answer plays."""
    if after >= len(doc):
        return None, "other"
    first = doc[after]
    if first.lower_ == "of":  # "how many barrels of oil were …": the clause goes on after the noun's complement
        _, after = _noun_phrase(doc, after + 1)
        return _clause(doc, after, subject_asked=subject_asked)
    if first.lower_ in _AUXILIARIES:
        verbs = [t for t in doc[after + 1 :] if t.pos_ == "VERB" and t.dep_ not in {"relcl", "acl", "advcl", "amod"}]
        # "who did X free" asks for an object, "who has freed X" for the subject.
        following = doc[after + 1] if after + 1 < len(doc) else None
        direct = following is not None and following.pos_ in {"VERB", "ADV", "AUX"}
        passive = direct and following is not None and following.lower_ in {"be", "been"}
        verb = verbs[0] if verbs else (following if direct else None)
        return verb, "patient" if passive or not direct else "agent"
    if first.lower_ in _BE:
        following = doc[after + 1] if after + 1 < len(doc) else None
        if following is not None and following.pos_ == "ADV" and after + 2 < len(doc):
            following = doc[after + 2]
        if following is not None and following.tag_ in _PARTICIPLES:
            return following, "patient"
        if following is not None and following.tag_ == "VBG":
            return following, "agent"
        verbs = [t for t in doc[after + 1 :] if t.pos_ == "VERB" and t.dep_ not in {"relcl", "acl", "advcl", "amod"}]
        return (verbs[0] if verbs else None), "other"
    verbs = [t for t in doc[after:] if t.pos_ == "VERB"]
    return (verbs[0] if verbs else None), "agent" if subject_asked and first.pos_ in {"VERB", "ADV"} else "other"


def _is_predicate(doc: Doc, wh: Token, head: Token) -> bool:
    """Whether ``head`` stands after a form of *be* ("what is the capital of …") and so is also a search term."""
    return any(t.lower_ in _BE for t in doc[wh.i + 1 : head.i])


def _with_wh(doc: Doc, wh: Token) -> _Asked:
    word = wh.lower_
    following = doc[wh.i + 1] if wh.i + 1 < len(doc) else None
    before = doc[wh.i - 1].lower_ if wh.i else ""
    if word == "how":
        return _how(doc, wh, following)
    if word in {"when", "where", "why"}:
        verb, _ = _clause(doc, wh.i + 1, subject_asked=False)
        kinds: dict[str, AnswerKind] = {"when": "date", "where": "place", "why": "cause"}
        return _Asked(kinds[word], None, frozenset({wh.i}), "other", verb)
    if word in {"who", "whom", "whose"}:
        return _who(doc, wh, by=before == "by")
    return _what(doc, wh, following, before)


def _how(doc: Doc, wh: Token, following: Token | None) -> _Asked:
    if following is None:
        return _Asked("manner", None, frozenset({wh.i}))
    skip = {wh.i, following.i}
    word = following.lower_
    if word in {"many", "much"}:
        noun, after = _noun_phrase(doc, following.i + 1)
        verb, slot = _clause(doc, after, subject_asked=True)
        if noun is None and doc[following.i + 1 : following.i + 2].text.lower() == "of":
            noun, after = _noun_phrase(doc, following.i + 2)
        kind = _quantity(word, noun, doc, partitive=doc[following.i + 1 : following.i + 2].text.lower() == "of")
        return _Asked(kind, noun, frozenset(skip), slot, verb)
    verb, _ = _clause(doc, following.i + 1, subject_asked=False)
    if word == "come":
        return _Asked("cause", None, frozenset(skip), "other", verb)
    if word in {"long", "old", "recently"}:
        return _Asked("date" if word == "recently" else "duration", None, frozenset(skip), "other", verb)
    if word in _MEASURE_ADJECTIVES:
        return _Asked("measure", None, frozenset(skip), "other", verb)
    if following.pos_ in {"ADJ", "ADV"}:
        return _Asked("description", None, frozenset({wh.i}), "other", verb)
    return _Asked("manner", None, frozenset({wh.i}))


def _quantity(word: str, noun: Token | None, doc: Doc, *, partitive: bool) -> AnswerKind:
    lemma = "" if noun is None else _lemma(noun)
    if lemma in {"percent", "percentage", "%"} or (word == "much" and partitive):
        return "share"
    if lemma in CURRENCIES and lemma not in MEASURE_UNITS:
        return "money"
    if lemma in TIME_UNITS or lemma == "time" and word == "much":
        return "duration"
    if lemma in MEASURE_UNITS:
        return "measure"
    if word == "many":
        return "count"
    if lemma == "money" or noun is None and any(_lemma(t) in _MONEY_VERBS for t in doc):
        return "money"
    return "measure"


def _who(doc: Doc, wh: Token, *, by: bool) -> _Asked:
    after = wh.i + 1
    if wh.lower_ == "whose":
        noun, after = _noun_phrase(doc, after)
        verb, _ = _clause(doc, after, subject_asked=False)
        return _Asked("person", None, frozenset({wh.i}), "other", verb)
    verb, slot = _clause(doc, after, subject_asked=True)
    if by:
        return _Asked("person", None, frozenset({wh.i}), "agent", verb)
    following = doc[after] if after < len(doc) else None
    if following is None or following.lower_ not in _BE or slot != "other":
        return _Asked("person", None, frozenset({wh.i}), slot, verb)
    noun, end = _noun_phrase(doc, after + 1)
    rest = [t for t in doc[end:] if not t.is_punct]
    opening = doc[after + 1] if after + 1 < len(doc) else None
    if noun is not None and opening is not None and noun.pos_ == "PROPN" and opening.pos_ == "PROPN" and not rest:
        return _Asked("role", None, frozenset({wh.i}))
    plural = noun is not None and noun.tag_ == "NNS" and following.lower_ in {"are", "were"}
    return _Asked("list" if plural else "person", noun, frozenset({wh.i}), "other", verb)


def _what(doc: Doc, wh: Token, following: Token | None, before: str) -> _Asked:
    skip = frozenset({wh.i})
    if following is None:
        return _Asked("description", None, skip)
    if following.lower_ in _BE or (following.lower_ in {"do", "does", "did"}) or following.pos_ in {"VERB", "AUX"}:
        return _what_pronoun(doc, wh, following)
    noun, after = _noun_phrase(doc, wh.i + 1)
    subject_asked = before == "" or doc[wh.i - 1].pos_ != "ADP"
    verb, slot = _clause(doc, after, subject_asked=subject_asked)
    if before == "by":
        slot = "agent"
    elif not subject_asked:
        slot = "other"
    return _Asked(_noun_kind(doc, noun, wh_phrase=True), noun, skip, slot, verb)


def _what_pronoun(doc: Doc, wh: Token, following: Token) -> _Asked:
    skip = frozenset({wh.i})
    verb, slot = _clause(doc, wh.i + 1, subject_asked=True)
    if following.lower_ not in _BE:
        lemma = "" if verb is None else _lemma(verb)
        if lemma in _CAUSE_VERBS or (lemma == "lead" and slot == "agent"):
            return _Asked("cause", None, skip, slot, verb)
        if verb is None or lemma in _DEFINING_VERBS:
            return _Asked("description", None, skip, "other", verb)
        return _Asked("thing", None, skip, slot, verb)
    if slot != "other":
        return _Asked("thing", None, skip, slot, verb)
    noun, end = _noun_phrase(doc, following.i + 1)
    rest = [t for t in doc[end:] if not t.is_punct]
    opening = doc[following.i + 1] if following.i + 1 < len(doc) else None
    if noun is None or opening is None:
        return _Asked("description", None, skip)
    kind = _noun_kind(doc, noun, wh_phrase=False)
    defining = opening.lower_ in {"a", "an"} or noun.pos_ == "PROPN" or opening.lower_ == noun.lower_
    if kind == "thing" and (defining and not rest):
        return _Asked("description", noun, skip)
    return _Asked(kind, noun, skip, "other", verb)


def _noun_kind(doc: Doc, noun: Token | None, *, wh_phrase: bool) -> AnswerKind:
    if noun is None:
        return "thing"
    lemma = _lemma(noun)
    kind = kind_of_noun(lemma)
    following = [t.lower_ for t in doc[noun.i + 1 : noun.i + 3]]
    if lemma in {"amount", "total", "sum", "number"} and following[:1] == ["of"]:
        after, _ = _noun_phrase(doc, noun.i + 2)
        return _quantity("many" if lemma == "number" else "much", after, doc, partitive=False)
    if noun.tag_ in {"NNS", "NNPS"} and kind in {"person", "organisation", "place", "thing"}:
        return "list" if wh_phrase or kind != "thing" else "thing"
    if lemma in {"title", "rank", "office"} and wh_phrase:
        return "thing" if lemma == "office" else "role"
    return kind


def _without_wh(doc: Doc) -> _Asked:
    if not len(doc):
        return _Asked("description", None, frozenset())
    first = doc[0]
    if first.lower_ in _BE or first.lower_ in _AUXILIARIES or first.tag_ == "MD":
        return _Asked("yes_no", None, frozenset())
    start, order = 0, False
    if first.lower_ in _IMPERATIVES or (first.lower_ == "please" and len(doc) > 1):
        order = True
        start = 2 if first.lower_ == "please" else 1
        while start < len(doc) and doc[start].lower_ in {"me", "us"}:
            start += 1
        if start < len(doc) and doc[start].lower_ == "about":
            return _Asked("description", None, frozenset(range(start)))
    noun, _ = _noun_phrase(doc, start)
    kind = _noun_kind(doc, noun, wh_phrase=order)
    # A bare phrase ("number of people freed") tells what it asks for only by a noun of a clear kind.
    if not order and kind not in {"count", "date", "share", "money", "measure"}:
        return _Asked("description", None, frozenset())
    if noun is not None and not order and noun.i > start + _leading(doc[start : noun.i]):
        return _Asked("description", None, frozenset())
    return _Asked(kind, noun, frozenset(range(start)))


def _leading(tokens: Sequence[Token]) -> int:
    return sum(t.lower_ in _DETERMINERS or t.pos_ == "ADJ" for t in tokens)
