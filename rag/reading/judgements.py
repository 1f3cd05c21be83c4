"""What is called false: "calls that sum inflated", "dismissed the claim as nonsense", "says the figure is wrong"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.reading.candidates import lemma
from rag.reading.contested import ATTRIBUTES, CLAIMS, FALSE, FALSE_NOUNS, REFERRING, TOO_MUCH, VALUES
from rag.reading.dispute_stretch import Dispute, Stretch
from rag.reading.reporting import REPORTING_VERBS
from rag.reading.speakers import agent_of, has_subject, is_asserted, is_passive, subject_of
from rag.reading.statements import without_quotes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from rag.text.spans import Span

__all__ = ["judgements"]


_CALLING = frozenset("call describe dismiss consider deem label brand term denounce reject regard think".split())
_LEADING = frozenset({"as", "a", "an", "the", "to", "be", "mere", "pure", "simply", "just", "being", "and", "than"})
_GRADED = frozenset({"high", "low", "early", "late", "small", "large", "short", "long"})
_REACH = 16  # words between a verb of calling and what it calls something


def judgements(stretch: Stretch) -> Iterator[Dispute]:
    """The figures and claims that a stretch calls false, exaggerated or too high.

    Args:
        stretch: The stretch.

    Yields:
        Disputes whose cue is the judgement; the author is no disputer. A price that is "too high" is only dear,
        unless one told before is meant ("calls that price inflated").
    """
    for token in stretch.here.doc:
        too = token.lower_ in _GRADED and any(c.lower_ in {"too", "far", "implausibly"} for c in token.children)
        excess = too or token.lower_ in TOO_MUCH
        noun = lemma(token) in FALSE_NOUNS and token.pos_ in {"NOUN", "PROPN", "ADJ"}
        if not (excess or noun or token.lower_ in FALSE):
            continue
        first = _opening(token)
        cue = stretch.shifted(stretch.here.doc[first].idx, token.idx + len(token))
        verb = _calling(token, first)
        found = (
            _said_to_be(stretch, token, excess=excess)
            if verb is None
            else _called_so(stretch, verb, first, excess=excess)
        )
        if found is not None:
            who, rejected = found
            yield Dispute(cue, stretch.speaker(who), rejected, stretch.instead(cue.end, rejected))


def _opening(judged: Token) -> int:
    """Where the judgement begins: the "grossly" of "grossly inflated", the "a" of "a complete fiction"."""
    first = judged.i
    while first and (judged.doc[first - 1].pos_ in {"ADV", "ADJ"} or judged.doc[first - 1].lower_ in _LEADING):
        first -= 1
    while first < judged.i and judged.doc[first].lower_ in {"as", "to", "be", "being", "and", "than", "more"}:
        first += 1
    return first


def _calling(judged: Token, first: int) -> Token | None:
    """The verb of "calls that sum inflated", told by the words in between since the parser cuts them variously."""
    doc = judged.doc
    for i in range(first - 1, max(-1, first - _REACH), -1):
        token = doc[i]
        if lemma(token) in _CALLING and (token.pos_ in {"VERB", "AUX"} or has_subject(token) or token.tag_ == "NNS"):
            return token
        if token.text in {",", ";", ":"} or (token.pos_ == "VERB" and token.dep_ not in {"amod", "acl"}):
            return None
        if token.pos_ == "AUX" and token.lower_ not in {"to", "be", "being"}:
            return None
    return None


def _called_so(stretch: Stretch, verb: Token, first: int, *, excess: bool) -> tuple[Token | None, Span | None] | None:
    """Who calls which words so; None where they are nothing that can be false."""
    if not is_asserted(verb):
        return None
    doc = verb.doc
    between = [t for t in doc[verb.i + 1 : first] if t.lower_ not in {"as", "to", "be", "being"}]
    if is_passive(verb):
        subject = _meant(verb, next((c for c in verb.children if c.dep_ == "nsubjpass"), None))
        if subject is None or not _can_be_false(subject, excess=excess):
            return None
        who = next((a for t in verb.subtree if (a := agent_of(t)) is not None), None)
        return who, stretch.told_before(verb) if subject.lower_ in REFERRING else stretch.phrase(subject)
    who = subject_of(verb)
    if not between and verb.dep_ == "relcl":
        return (who, stretch.phrase(verb.head)) if _can_be_false(verb.head, excess=excess) else None
    things = [
        t for t in between if lemma(t) in CLAIMS | ATTRIBUTES | VALUES or (t.lower_ in REFERRING and len(between) == 1)
    ]
    thing = next(iter(things), None)  # the first: what stands behind it belongs to it ("the figure of …")
    if thing is None or not (_can_be_false(thing, excess=excess) or (_points_back(between) and lemma(thing) in VALUES)):
        return None
    end = between[-1].idx + len(between[-1])
    own = stretch.shifted(*without_quotes(stretch.here.text, between[0].idx, end))
    bare = not any(t.like_num or t.lower_ == "of" or t.dep_ == "poss" for t in between)
    return who, (stretch.told_before(verb) if bare else None) or (None if thing.lower_ in REFERRING else own)


def _meant(verb: Token, subject: Token | None) -> Token | None:
    """The subject, or the noun that a relative pronoun stands for."""
    return verb.head if subject is not None and subject.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl" else subject


def _points_back(words: list[Token]) -> bool:
    return words[0].lower_ in {"this", "that", "these", "those"}


def _can_be_false(thing: Token, *, excess: bool) -> bool:
    name = lemma(thing)
    if thing.lower_ in REFERRING:
        return True
    if name in VALUES and excess:
        return any(c.lower_ in REFERRING for c in thing.children if c.dep_ == "det")
    return name in CLAIMS | ATTRIBUTES


def _said_to_be(stretch: Stretch, judged: Token, *, excess: bool) -> tuple[Token | None, Span | None] | None:
    """Who says which words to be false: "the figure is inflated", "says that the claim is no more than a lie"."""
    verb = _copula(judged)
    if verb is None or not is_asserted(verb):
        return None
    thing = _meant(verb, next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < judged.i), None))
    saying = verb.head if verb.dep_ == "ccomp" and lemma(verb.head) in REPORTING_VERBS else None
    if thing is None or (saying is not None and not is_asserted(saying)):
        return None
    who = None if saying is None else subject_of(saying)
    if thing.lower_ in REFERRING and thing.tag_ not in {"WDT", "WP"}:
        # "It is wrong" may judge a deed; what is said to be untrue is something said.
        if lemma(judged) in {"untrue", "false", "exaggerated"} or (who is not None and stretch.k):
            return who, stretch.told_before(saying or verb)
    elif lemma(thing) in CLAIMS and _can_be_false(thing, excess=excess):
        return who, stretch.phrase(thing)
    return None


def _copula(judged: Token) -> Token | None:
    """The verb that joins a judgement to what it judges."""
    if judged.tag_ in {"VBN", "VBD"} and is_passive(judged):
        return judged
    verb: Token = judged.head
    while verb.dep_ in {"prep", "attr", "acomp", "pobj"}:
        verb = verb.head
    return verb if lemma(verb) in {"be", "prove", "remain"} and not judged.dep_.startswith("nsubj") else None
