"""The wh-phrase of a question: which kind of answer it asks for, for which noun, and of which verb.

Read off word order rather than off the parse, which is unreliable for questions: English puts the wh-phrase
first, an auxiliary before the subject where the object is asked for, and the verb right behind the wh-phrase where
the subject is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from rag.reading.candidates import lemma
from rag.reading.lexicon import CURRENCIES, LIGHT_NOUNS, MEASURE_UNITS, TIME_UNITS, AnswerKind, kind_of_noun

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["AUXILIARIES", "BE", "WH", "Asked", "Slot", "asked_for", "counted_noun", "wh_token"]

Slot: TypeAlias = Literal["agent", "patient", "other"]

WH = frozenset({"who", "whom", "whose", "what", "which", "when", "where", "why", "how"})
BE = frozenset({"is", "are", "was", "were", "be", "been", "'s", "’s"})
_DO = frozenset({"do", "does", "did"})
AUXILIARIES = _DO | {"has", "have", "had", "will", "would", "can", "could", "should", "may"}
_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "all", "some", "both"})
_IMPERATIVES = frozenset("name list give tell state identify find show specify mention".split())
_MEASURE_ADJECTIVES = frozenset("far tall high deep wide heavy fast large big hot cold thick close small".split())
_MONEY_VERBS = frozenset("cost pay spend earn worth fund donate invest charge sell raise fine owe lend receive".split())
_DEFINING_VERBS = frozenset("happen occur mean stand do think believe say".split())
_CAUSE_VERBS = frozenset("cause trigger prompt provoke".split())
_NUMBER_NOUNS = frozenset({"number", "amount", "total", "sum"})
_PARTICIPLES = frozenset({"VBN", "VBD"})
_SUBORDINATE = frozenset({"relcl", "acl", "advcl", "amod"})
_MODIFIERS = frozenset({"DET", "ADJ", "NUM", "PART", "PRON", "CCONJ", "ADV"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What the wh-phrase asks for.

    Attributes:
        kind: The kind of answer.
        head: The noun of the wh-phrase, or the one that a form of *be* joins with it.
        skip: Indexes of tokens that say nothing about the question's subject.
        slot: The part that the answer plays for ``verb``.
        verb: The verb that the wh-phrase belongs to.
        predicate: Whether a form of *be* stands between the wh-word and ``head``.
    """

    kind: AnswerKind
    head: Token | None = None
    skip: frozenset[int] = frozenset()
    slot: Slot = "other"
    verb: Token | None = None
    predicate: bool = False


def asked_for(doc: Doc, wh: Token | None) -> Asked:
    """Read the wh-phrase.

    Args:
        doc: The parsed question.
        wh: Its wh-word as ``wh_token`` found it; None for orders, yes-or-no questions and bare phrases.

    Returns:
        What is asked for; of kind description where no rule knows better.
    """
    if wh is None:
        return _without_wh(doc)
    match wh.lower_:
        case "how":
            return _how(doc, wh)
        case "when" | "where" | "why":
            kinds: dict[str, AnswerKind] = {"when": "date", "where": "place", "why": "cause"}
            return Asked(kinds[wh.lower_], None, frozenset({wh.i}), "other", _clause(doc, wh.i + 1)[0])
        case "who" | "whom" | "whose":
            return _who(doc, wh)
        case _:
            return _what(doc, wh)


def wh_token(doc: Doc) -> Token | None:
    """The wh-word that asks: one that opens the sentence or a part of it, else one that is no relative pronoun."""
    found = [t for t in doc if t.lower_ in WH]
    for token in found:
        before = doc[token.i - 1] if token.i else None
        if before is None or before.is_punct or (before.pos_ == "ADP" and (token.i == 1 or doc[token.i - 2].is_punct)):
            return token
    asks_to_tell = any(t.lower_ in {"know", "tell", "say", "name", "explain"} for t in doc[:5])
    if found and doc[0].lower_ in BE | AUXILIARIES and not asks_to_tell:
        return None
    for token in found:
        relative = token.lower_ in WH - {"what", "why", "how"} and doc[token.i - 1].pos_ in {"NOUN", "PROPN"}
        if not relative:
            return token
    return None


def counted_noun(doc: Doc, head: Token | None) -> Token | None:
    """The noun that is counted: "number of people" asks for people; any other noun is returned as it is."""
    if head is None or lemma(head) not in _NUMBER_NOUNS or _word_at(doc, head.i + 1) != "of":
        return head
    return _noun_phrase(doc, head.i + 2)[0] or head


def _at(doc: Doc, i: int) -> Token | None:
    return doc[i] if i < len(doc) else None


def _word_at(doc: Doc, i: int) -> str:
    return doc[i].lower_ if i < len(doc) else ""


def _noun_phrase(doc: Doc, start: int) -> tuple[Token | None, int]:
    """The noun that the phrase from token ``start`` on is about, and the index behind the phrase up to that noun."""
    noun: Token | None = None
    i = start
    while i < len(doc):
        token = doc[i]
        following = _at(doc, i + 1)
        if token.lower_ == "of" and (noun is None or lemma(noun) in LIGHT_NOUNS):
            noun = None
        elif token.pos_ in {"NOUN", "PROPN"}:
            noun = token
        elif noun is not None and not (token.pos_ in {"PART", "NUM"} or token.text == "-"):
            break
        elif token.pos_ in _MODIFIERS or token.text == "-":
            pass
        elif token.tag_ not in {"VBN", "VBG"} or following is None or following.pos_ not in {"NOUN", "ADJ"}:
            break
        i += 1
    return noun, i


def _clause(doc: Doc, after: int, *, subject_asked: bool = False) -> tuple[Token | None, Slot]:
    """The verb that a wh-phrase ending before token ``after`` belongs to, and the part that the answer plays."""
    first = _at(doc, after)
    if first is not None and first.lower_ == "of":  # "how many barrels of oil were …": behind the complement
        _, after = _noun_phrase(doc, after + 1)
        first = _at(doc, after)
    if first is None:
        return None, "other"
    verbs = [t for t in doc[after + 1 :] if t.pos_ == "VERB" and t.dep_ not in _SUBORDINATE]
    verb = verbs[0] if verbs else None
    if verb is None and first.lower_ in _DO:
        verb = _last_word(doc, after + 2)
    following = _at(doc, after + 1)
    if first.lower_ in AUXILIARIES:
        # "who did X free" asks for an object, "who has freed X" for the subject.
        direct = following is not None and following.pos_ in {"VERB", "ADV", "AUX"}
        passive = following is not None and following.lower_ in {"be", "been"}
        return verb or (following if direct else None), "patient" if passive or not direct else "agent"
    if first.lower_ in BE:
        if following is not None and following.pos_ == "ADV":
            following = _at(doc, after + 2)
        if following is not None and following.tag_ in {*_PARTICIPLES, "VBG"}:
            return following, "agent" if following.tag_ == "VBG" else "patient"
        return verb, "other"
    verbs = [t for t in doc[after:] if t.pos_ == "VERB"]
    return (verbs[0] if verbs else None), "agent" if subject_asked and first.pos_ in {"VERB", "ADV"} else "other"


def _last_word(doc: Doc, start: int) -> Token | None:
    """The last word from token ``start`` on: the verb of "when did the mill close", whatever the parser calls it."""
    words = [t for t in doc[start:] if not t.is_punct]
    return words[-1] if words and words[-1].pos_ in {"ADJ", "ADV", "NOUN"} else None


def _how(doc: Doc, wh: Token) -> Asked:
    following = _at(doc, wh.i + 1)
    if following is None:
        return Asked("manner", None, frozenset({wh.i}))
    skip = frozenset({wh.i, following.i})
    word = following.lower_
    if word in {"many", "much"}:
        noun, after = _noun_phrase(doc, following.i + 1)
        verb, slot = _clause(doc, after, subject_asked=True)
        partitive = _word_at(doc, following.i + 1) == "of"
        return Asked(_quantity(word, noun, doc, partitive=partitive), noun, skip, slot, verb)
    kinds: dict[str, AnswerKind] = {"come": "cause", "long": "duration", "old": "duration", "recently": "date"}
    kind = kinds.get(word, "measure" if word in _MEASURE_ADJECTIVES else None)
    if kind is not None:
        return Asked(kind, None, skip, "other", _clause(doc, following.i + 1)[0])
    return Asked("description" if following.pos_ in {"ADJ", "ADV"} else "manner", None, frozenset({wh.i}))


def _quantity(word: str, noun: Token | None, doc: Doc, *, partitive: bool) -> AnswerKind:
    """The kind that "how many" or "how much" with this noun asks for."""
    name = "" if noun is None else lemma(noun)
    kind: AnswerKind = "count" if word == "many" else "measure"
    if name in {"percent", "percentage", "%"} or (word == "much" and partitive):
        kind = "share"
    elif name in CURRENCIES and name not in MEASURE_UNITS:
        kind = "money"
    elif name in TIME_UNITS or (name == "time" and word == "much"):
        kind = "duration"
    elif name in MEASURE_UNITS:
        kind = "measure"
    elif word == "much" and (name == "money" or (not name and any(lemma(t) in _MONEY_VERBS for t in doc))):
        kind = "money"
    return kind


def _who(doc: Doc, wh: Token) -> Asked:
    after, skip = wh.i + 1, frozenset({wh.i})
    if wh.lower_ == "whose":
        _, after = _noun_phrase(doc, after)
        return Asked("person", None, skip, "other", _clause(doc, after)[0])
    verb, slot = _clause(doc, after, subject_asked=True)
    if wh.i and doc[wh.i - 1].lower_ == "by":
        return Asked("person", None, skip, "agent", verb)
    following, opening = _at(doc, after), _at(doc, after + 1)
    if following is None or following.lower_ not in BE or slot != "other":
        return Asked("person", None, skip, slot, verb)
    noun, end = _noun_phrase(doc, after + 1)
    if noun is None or opening is None:
        return Asked("person", None, skip, "other", verb)
    alone = all(t.is_punct for t in doc[end:])
    if noun.pos_ == "PROPN" and opening.pos_ == "PROPN" and alone:
        return Asked("role", None, skip)
    plural = noun.tag_ == "NNS" and following.lower_ in {"are", "were"}
    return Asked("list" if plural else "person", noun, skip, "other", verb, predicate=True)


def _what(doc: Doc, wh: Token) -> Asked:
    following = _at(doc, wh.i + 1)
    if following is None:
        return Asked("description", None, frozenset({wh.i}))
    pronoun = following.lower_ in BE | _DO or following.pos_ in {"VERB", "AUX"}
    return _what_pronoun(doc, wh, following) if pronoun else _what_noun(doc, wh)


def _what_noun(doc: Doc, wh: Token) -> Asked:
    """ "What" or "which" with a noun."""
    noun, after = _noun_phrase(doc, wh.i + 1)
    before = doc[wh.i - 1] if wh.i else None
    governed = before is not None and before.pos_ == "ADP"
    verb, slot = _clause(doc, after, subject_asked=not governed)
    if before is not None and governed:
        slot = "agent" if before.lower_ == "by" else "other"
    return Asked(_noun_kind(doc, noun, determined=True), noun, frozenset({wh.i}), slot, verb)


def _what_pronoun(doc: Doc, wh: Token, following: Token) -> Asked:
    """ "What" on its own, before a verb."""
    skip = frozenset({wh.i})
    verb, slot = _clause(doc, wh.i + 1, subject_asked=True)
    if following.lower_ in BE and slot == "other":
        return _what_is(doc, following, skip, verb)
    kind: AnswerKind = "thing"
    if following.lower_ not in BE:
        name = "" if verb is None else lemma(verb)
        if name in _CAUSE_VERBS or (name == "lead" and slot == "agent"):
            kind = "cause"
        elif verb is None or name in _DEFINING_VERBS:
            kind, slot = "description", "other"
    return Asked(kind, None, skip, slot, verb)


def _what_is(doc: Doc, be: Token, skip: frozenset[int], verb: Token | None) -> Asked:
    noun, end = _noun_phrase(doc, be.i + 1)
    opening = _at(doc, be.i + 1)
    if noun is None or opening is None:
        return Asked("description", None, skip)
    kind = _noun_kind(doc, noun, determined=False)
    defining = opening.lower_ in {"a", "an"} or noun.pos_ == "PROPN" or opening == noun
    if kind == "thing" and defining and all(t.is_punct for t in doc[end:]):
        return Asked("description", noun, skip, predicate=True)
    return Asked(kind, noun, skip, "other", verb, predicate=True)


def _noun_kind(doc: Doc, noun: Token | None, *, determined: bool) -> AnswerKind:
    """The kind that a noun asks for; ``determined`` says whether "which" or an order stands right before it."""
    if noun is None:
        return "thing"
    name = lemma(noun)
    kind = kind_of_noun(name)
    if name in _NUMBER_NOUNS and _word_at(doc, noun.i + 1) == "of":
        after, _ = _noun_phrase(doc, noun.i + 2)
        return _quantity("many" if name == "number" else "much", after, doc, partitive=False)
    if noun.tag_ in {"NNS", "NNPS"} and kind in {"person", "organisation", "place", "thing"}:
        return "list" if determined or kind != "thing" else "thing"
    return "thing" if name == "office" and determined else kind


def _without_wh(doc: Doc) -> Asked:
    if not len(doc):
        return Asked("description")
    first = doc[0]
    if first.lower_ in BE | AUXILIARIES or first.tag_ == "MD":
        return Asked("yes_no")
    start = int(first.lower_ == "please")
    order = _word_at(doc, start) in _IMPERATIVES
    start += int(order)
    while _word_at(doc, start) in {"me", "us"}:
        start += 1
    noun, _ = _noun_phrase(doc, start)
    kind = _noun_kind(doc, noun, determined=order)
    # A bare phrase ("number of people freed") tells what it asks for only by a noun of a clear kind.
    bare = [t for t in doc[start : noun.i] if t.lower_ not in _DETERMINERS and t.pos_ != "ADJ"] if noun else []
    unclear = not order and (kind not in {"count", "date", "share", "money", "measure"} or bool(bare))
    if noun is None or unclear or _word_at(doc, start) == "about":
        return Asked("description", None, frozenset(range(start)))
    return Asked(kind, noun, frozenset(range(start)))
