"""A question out of the clause that gives a value: what gives it is taken out, and what asks for it goes first.

An indirect question leaves the words in their order ("how many crates the ferry carried"); a direct one puts an
auxiliary before the subject ("how many crates did the ferry carry"; Heilman and Smith 2010, "Good Question!").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rag.reading.candidates import tokens_at
from rag.reading.parser import parse_written
from rag.text.words import STOP_WORDS, fold, stem

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from spacy.tokens import Token

    from rag.reading.lexicon import AnswerKind
    from rag.text.spans import Span

__all__ = ["Asked", "asked_of"]

_ASKING: dict[AnswerKind, str] = {
    "count": "how many",
    "date": "when",
    "duration": "how long",
    "measure": "how much",
    "money": "how much",
    "share": "what share",
}
# Kinds whose value counts the noun that it stands before.
_COUNTING = frozenset({"count", "share"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_GROUP = frozenset({"aux", "auxpass", "prt"})
_PARTS = frozenset({"dobj", "dative", "prep", "agent", "attr", "acomp", "oprd", "npadvmod"})
# Where a clause with these says something, it is not what its words say.
_HINDERING = frozenset({"neg", "expl", "csubj", "csubjpass", "preconj"})
_BELOW = frozenset({"relcl", "acl", "advcl", "parataxis", "ccomp"})
_TIMES = frozenset({"DATE", "TIME"})
# Words of a question; more tell no better.
_FEWEST, _MOST = 3, 18
# What is said before the subject for a verb that has no auxiliary, by the verb's tag.
_DO = {"VBD": "did", "VBZ": "does", "VBP": "do"}
_FINITE = frozenset({"MD", *_DO})


class Asked(NamedTuple):
    """A question in two forms, neither with a capital or a mark of its own.

    Attributes:
        indirect: Such as "how many passengers the ferry Alma carried to Lorrin".
        direct: Such as "how many passengers did the ferry Alma carry to Lorrin"; None where the verb cannot be turned.
    """

    indirect: str
    direct: str | None


def asked_of(sentence: str, span: Span, kind: AnswerKind, shared: Collection[str]) -> Asked | None:
    """What a sentence answers with one of its values.

    Args:
        sentence: It.
        span: The words of the value, in characters of the sentence.
        kind: What kind of value it is.
        shared: Stems of words that belong to the question whatever else the sentence says; phrases that tell where,
            with what or how are left out unless they hold one.

    Returns:
        The question; None where the clause has no subject of its own, is denied, or is built in a way that the rules do
        not know.
    """
    asking = _ASKING.get(kind)
    doc = parse_written(sentence)
    value = list(tokens_at(doc, span.start, span.end))
    if asking is None or not value:
        return None
    head = _head(value)
    counted = _counted(head, value, kind)
    top = counted[0] if counted else head
    carrier = top if top.dep_ != "pobj" else top.head  # the phrase that hangs from the verb: "for eleven months"
    verb = carrier.head
    if verb.pos_ not in {"VERB", "AUX"} or verb == carrier or (kind in _COUNTING and not counted):
        return None
    subjects = [child for child in verb.children if child.dep_ in _SUBJECTS]
    if not subjects or any(child.dep_ in _HINDERING for child in verb.children):
        return None
    left, rest = counted[1] if counted else [], _rest(verb, carrier, value, shared)
    if carrier in subjects:
        # What gives the value is the subject, and asking for it turns nothing.
        words = [*left, *_group(verb), *rest] if counted else []
        asked = _joined(asking, _written(words, sentence))
        return Asked(asked, asked) if words and _is_short(asked) else None
    # The parser takes "the ferry Alma" for two subjects at times.
    told = [token for subject in subjects for token in _phrase(subject)]
    named = all(subject.pos_ in {"NOUN", "PROPN"} for subject in subjects)
    if not named or any(token in value for token in told):
        return None
    dangling = [carrier] if carrier.dep_ == "prep" and kind not in {"date", "duration"} else []
    asked = _joined(asking, _written([*left, *told, *_group(verb), *rest, *dangling], sentence))
    turned = _turned(verb)
    direct = turned and _joined(
        asking,
        _written(left, sentence),
        turned[0],
        _written(told, sentence),
        turned[1],
        _written([*rest, *dangling], sentence),
    )
    return Asked(asked, direct) if _is_short(asked) else None


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))


def _is_short(asked: str) -> bool:
    return _FEWEST <= len(asked.split()) <= _MOST


def _turned(verb: Token) -> tuple[str, str] | None:
    """What of a verb goes before its subject in a direct question, and what stays behind it."""
    group = _group(verb)
    first = group[0]
    rest = " ".join(token.lower_ for token in group[1:])
    if first.tag_ not in _FINITE:
        return None
    if first != verb or verb.lemma_ == "be":
        return first.lower_, rest
    return (_DO[verb.tag_], _joined(verb.lemma_.lower(), rest)) if verb.tag_ in _DO else None


def _head(value: Sequence[Token]) -> Token:
    return next((token for token in value if token.head not in value or token.head == token), value[-1])


def _counted(head: Token, value: Sequence[Token], kind: AnswerKind) -> tuple[Token, list[Token]] | None:
    """The noun that a number counts, and what is left of its phrase without the number."""
    if kind not in _COUNTING:
        return None
    noun = head.head if head.dep_ in {"nummod", "quantmod", "amod", "compound"} else head
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return None
    own = {child.i for child in noun.children if child.dep_ in {"det", "predet"}}
    left = [t for t in _phrase(noun) if t not in value and t.i not in own and t.dep_ != "advmod"]
    return (noun, left) if left else None


def _group(verb: Token) -> list[Token]:
    return sorted([verb, *(child for child in verb.children if child.dep_ in _GROUP)], key=lambda token: token.i)


def _rest(verb: Token, carrier: Token, value: Sequence[Token], shared: Collection[str]) -> list[Token]:
    """What follows the verb, without what gives the value and without what only this sentence tells."""
    found: list[Token] = []
    for child in verb.rights:
        if child == carrier or child.dep_ not in _PARTS:
            continue
        phrase = _phrase(child)
        if any(token in value for token in phrase):
            continue
        if child.dep_ in {"prep", "npadvmod"} and not _tells(phrase, shared):
            continue
        found += phrase
    return found


def _tells(phrase: Sequence[Token], shared: Collection[str]) -> bool:
    return any(
        stem(fold(word)) in shared
        for token in phrase
        if not token.is_stop and token.lower_ not in STOP_WORDS and token.ent_type_ not in _TIMES
        for word in {token.text, token.lemma_}
    )


def _phrase(head: Token) -> list[Token]:
    """The tokens of a phrase up to the first mark or clause in it."""
    gone = {below.i for token in head.subtree if token != head and _ends(token) for below in token.subtree}
    return [token for token in head.subtree if token.i not in gone]


def _ends(token: Token) -> bool:
    """Whether a phrase is better told without what hangs from a token of it; "the ferry Alma" needs its name."""
    if token.dep_ == "punct":
        return token.text != "-"
    if token.dep_ == "appos":
        return token.left_edge.i > 0 and token.left_edge.nbor(-1).is_punct
    return token.dep_ in _BELOW


def _written(words: Sequence[Token], sentence: str) -> str:
    """The words as the sentence writes them, its first one without its capital unless that is a name's."""
    told = ""
    for place, token in enumerate(words):
        written = sentence[token.idx : token.idx + len(token)]
        if token.i == 0 and (token.pos_ == "DET" or not (token.pos_ == "PROPN" or token.ent_type_)):
            written = written[:1].lower() + written[1:]
        following = words[place + 1] if place + 1 < len(words) else None
        told += written + (
            "" if following is not None and following.i == token.i + 1 and not token.whitespace_ else " "
        )
    return " ".join(told.split())
