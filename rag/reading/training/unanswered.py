"""Questions that a passage does not answer, made from questions that it does.

People who were asked to write such questions for SQuAD 2.0 (Rajpurkar et al. 2018,
https://aclanthology.org/P18-2124) negated them, exchanged names, numbers and words for their opposites or for
others of the passage, and swapped who did it with whom it was done to. Each of these is done here, and so is what
a search does: it finds passages near to the question that do not hold its answer.

A network could learn the traces of an edit instead of what it does to the sense. So wherever a question's name,
number or word stands in the passage too, the same edit made on both sides gives a question that *is* answered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from rag.reading.training.exchanges import Exchange, Pool, antonym, exchange, negate, pieces
from rag.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from spacy.tokens import Doc, Token

    from rag.reading.training.questions import Asked, Span

__all__ = [
    "Change",
    "Swap",
    "both_sides",
    "edited",
    "elsewhere",
    "passage_only",
    "says_any",
    "swapped_roles",
    "swapped_word",
    "taken_out",
]

_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN"})


@dataclass(frozen=True, slots=True)
class Swap:
    """A question with one word exchanged for another of its form.

    Attributes:
        text: The changed question.
        old: What stood there.
        new: What stands there now.
    """

    text: str
    old: str
    new: str


Change: TypeAlias = Exchange | Swap


def taken_out(asked: Asked) -> Asked | None:
    """The passage without the sentence that answers, where nothing else in it says the answer's words."""
    spans = [(s.start, s.end) for s in sentences(asked.passage)]
    hit = [span for span in spans if any(span[0] < end and start < span[1] for start, end in asked.answers)]
    if not hit:
        return None
    first, last = hit[0][0], hit[-1][1]
    rest = (asked.passage[:first].rstrip() + " " + asked.passage[last:].lstrip()).strip()
    if len(rest.split()) < 20 or says_any(rest, asked.texts()):
        return None
    return replace(asked, passage=rest, answers=(), made="taken out")


def elsewhere(asked: Asked, passages: Sequence[str], random: Random) -> Asked | None:
    """The question put to one of the passages near to it, one that does not say the answer's words."""
    near = [p for p in passages if p != asked.passage and not says_any(p, asked.texts())]
    if not near:
        return None
    # The nearest are the hardest; further ones keep the network from taking nearness for a trap.
    chosen = near[min(int(random.expovariate(0.5)), len(near) - 1)]
    return replace(asked, passage=chosen, answers=(), made="elsewhere")


def edited(asked: Asked, question: Doc, passage: Doc, pool: Pool, random: Random) -> tuple[Asked, Change | None] | None:
    """The question with one thing in it changed, by a way of changing drawn at random.

    Args:
        asked: A question that its passage answers.
        question: Its parse.
        passage: The parse of the passage.
        pool: Values to exchange names, numbers and dates for.
        random: Draws.

    Returns:
        The question, unanswered, and the exchange where it was one; None where nothing could be changed.
    """
    ways = ["exchange"] * 14 + ["word"] * 3 + ["antonym"] * 2 + ["negate"] * 2 + ["roles"] * 2
    random.shuffle(ways)
    for way in dict.fromkeys(ways):
        changed: Change | None = None
        text: str | None = None
        match way:
            case "exchange":
                near = [passage.text[p.start : p.end] for p in pieces(passage)] if random.random() < 0.6 else []
                near = [value for value in near if value not in asked.texts()]
                changed = exchange(question, pool, random, near=near, avoid=[question.text])
            case "antonym":
                changed = antonym(question, random)
            case "word":
                changed = swapped_word(question, passage, asked.answers, random)
            case "negate":
                text = negate(question)
            case _:
                text = swapped_roles(question)
        text = changed.text if changed else text
        if text and text != asked.question:
            return replace(asked, question=text, answers=(), made=way), changed
    return None


def both_sides(asked: Asked, changed: Change) -> Asked | None:
    """The exchange made in the question and in the passage: the answer stays where it was.

    None where the passage does not say the old words, where the answer says them, or where the passage says the
    new ones already, so that the two could no longer be told apart.
    """
    if not asked.answers:
        return None
    pattern = re.compile(rf"(?<!\w){re.escape(changed.old)}(?!\w)")
    if re.search(rf"(?<!\w){re.escape(changed.new)}(?!\w)", asked.passage):
        return None
    start, end = asked.answers[0]
    parts: list[str] = []
    moved, last = start, 0
    found = False
    for match in pattern.finditer(asked.passage):
        if match.start() < end and start < match.end():
            return None
        found = True
        parts += [asked.passage[last : match.start()], changed.new]
        last = match.end()
        if match.end() <= start:
            moved += len(changed.new) - len(match.group())
    if not found:
        return None
    passage = "".join(parts) + asked.passage[last:]
    answer = (moved, moved + end - start)
    if passage[answer[0] : answer[1]] != asked.passage[start:end]:
        return None
    return replace(asked, passage=passage, question=changed.text, answers=(answer,), made="both sides")


def passage_only(asked: Asked, changed: Change) -> Asked | None:
    """The exchange made in the passage alone: it no longer speaks of what is asked about."""
    both = both_sides(asked, changed)
    return both and replace(both, question=asked.question, answers=(), made="passage")


def swapped_word(question: Doc, passage: Doc, answers: Sequence[Span], random: Random) -> Swap | None:
    """A content word of the question exchanged for one of the same form that the passage says elsewhere."""
    said = {t.lemma_.lower() for t in question}
    places = [t for t in question if _exchangeable(t) and t.i > 0]
    random.shuffle(places)
    for token in places:
        others = [
            t
            for t in passage
            if t.tag_ == token.tag_
            and _exchangeable(t)
            and t.lemma_.lower() not in said
            and not any(s < t.idx + len(t) and t.idx < e for s, e in answers)
        ]
        if others:
            new = random.choice(others).text
            start, end = token.idx, token.idx + len(token)
            text = question.text[:start] + new + question.text[end:]
            return Swap(text=text, old=token.text, new=new)
    return None


def _exchangeable(token: Token) -> bool:
    return token.pos_ in _CONTENT and token.is_alpha and not token.is_stop and len(token) > 2


def swapped_roles(question: Doc) -> str | None:
    """ "Who did X defeat?" for "Who defeated X?": the one who did it and the one it was done to change places.

    Only for plain questions: "who" or "what" as the subject of a verb in the past tense, with a named object.
    """
    verb = next((t for t in question if t.dep_ == "ROOT" and t.tag_ == "VBD"), None)
    if verb is None or verb.lemma_ in {"be", "have", "do"}:
        return None
    subject = [t for t in verb.lefts if t.dep_ == "nsubj" and t.tag_ == "WP"]
    objects = [t for t in verb.rights if t.dep_ == "dobj" and t.pos_ == "PROPN"]
    if len(subject) != 1 or len(objects) != 1 or subject[0].i != 0 or verb.i != 1:
        return None
    named = question[objects[0].left_edge.i : objects[0].right_edge.i + 1]
    if named.start != verb.i + 1:
        return None
    rest = question[named.end :].text
    space = "" if rest.startswith(("?", ".", ",")) else " "
    return f"{subject[0].text} did {named.text} {verb.lemma_}{space}{rest}"


def says_any(passage: str, texts: Sequence[str]) -> bool:
    """Whether a passage says any of some words, as whole words, whatever their case."""
    folded = passage.casefold()
    return any(re.search(rf"(?<!\w){re.escape(text.casefold())}(?!\w)", folded) for text in texts)
