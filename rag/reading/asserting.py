"""A yes-or-no question as the statement that it asks about: "Is the bridge open?" as "the bridge is open".

The parser knows statements far better than inverted questions, and what is asked is compared with statements. The
auxiliary is moved behind the subject; where the subject ends is chosen among the places that the words allow, by
which of the statements the parser reads as one clause of that subject.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.reading.parser import parse

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Statement", "statement_of"]

_BE = frozenset({"is", "are", "was", "were", "am"})
_DO = frozenset({"do", "does", "did"})
_HAVE = frozenset({"has", "have", "had"})
_MODAL = frozenset("can could may might will would shall should must".split())
_NEGATED = re.compile(r"^(is|are|was|were|do|does|did|has|have|had|ca|could|wo|would|should|must)n't\b", re.IGNORECASE)
_OPENING = re.compile(
    r"^(?:(?:please )?(?:tell me|do you know|say|i (?:would like|want) to know) (?:if|whether) "
    r"|(?:is|was) it (?:true|correct|the case|a fact) that )",
    re.IGNORECASE,
)
# Adverbs that stand between the subject of a question and its predicate.
_BETWEEN = frozenset("still ever already now currently really actually indeed yet not also always again never".split())
_NO_END = frozenset(
    "the a an of and or any all no in at on for to by with under over from into about between been being its".split()
)
_PRONOUNS = frozenset("he she it they we i you there this that these those".split())


@dataclass(frozen=True, slots=True)
class Statement:
    """What a question asks to be affirmed or denied.

    Attributes:
        doc: The parsed statement. For "do", "does" and "did" it has "will", behind which the parser takes a word for
            a verb where it may be a noun as well.
        auxiliary: The auxiliary that the question opens with, lower case; empty where it opens otherwise.
    """

    doc: Doc
    auxiliary: str


@lru_cache(maxsize=256)
def statement_of(question: str) -> Statement | None:
    """The parsed statement of a yes-or-no question.

    Args:
        question: In English, with or without capitals and question mark; also "Is it true that …", "Tell me whether …".

    Returns:
        The statement, affirmative or negative as the question is; None for questions that ask for more than yes or no.
    """
    text = question.strip().replace("’", "'").rstrip("?!. ").strip()
    opened = _OPENING.match(text)
    if opened:
        return Statement(parse(f"{text[opened.end() :]}."), "")
    text = _NEGATED.sub(lambda m: {"ca": "can", "wo": "will"}.get(m[1].lower(), m[1]), text)
    words = text.split()
    if len(words) < 3 or words[0].lower() not in _BE | _DO | _HAVE | _MODAL:
        return None
    auxiliary, rest = words[0].lower(), words[1:]
    if rest[0].lower() in _PRONOUNS:
        return Statement(_stated(rest, 1, auxiliary), auxiliary)
    between = next((i for i, word in enumerate(rest) if i and word.lower() in _BETWEEN), None)
    if between is not None:
        return Statement(_stated(rest, between, auxiliary), auxiliary)
    places = [k for k in range(1, len(rest)) if _may_end(rest, k)]
    # How the parser reads the question itself helps where both readings are clauses: "the police use tear gas".
    tags = {t.idx: t.tag_ for t in parse(f"{text}?")}
    starts = [len(" ".join(words[: k + 1])) + 1 for k in range(len(rest))]
    verbal = [tags.get(start) in {"VB", "VBN"} for start in starts]
    ranked = [(_rank(_stated(rest, k, auxiliary), rest, k, auxiliary) + 0.5 * verbal[k], k) for k in places]
    best = max(ranked, default=None)
    return None if best is None or best[0] <= 0 else Statement(_stated(rest, best[1], auxiliary), auxiliary)


def _stated(rest: list[str], k: int, auxiliary: str) -> Doc:
    moved = "will" if auxiliary in _DO else auxiliary
    return parse(f"{' '.join([*rest[:k], moved, *rest[k:]])}.")


def _may_end(rest: list[str], k: int) -> bool:
    """Whether a subject can end before word ``k``: not within a pair of commas, not after an article."""
    before = rest[k - 1].lower()
    if before in _NO_END:
        return False
    commas = [i for i, word in enumerate(rest) if word.endswith(",")]
    return not (len(commas) >= 2 and commas[0] < k <= commas[-1])


def _rank(doc: Doc, rest: list[str], k: int, auxiliary: str) -> float:
    """How good a clause the statement is; nothing or less where it is none."""
    start = len(" ".join(rest[:k])) + 1
    moved = next((t for t in doc if t.idx == start), None)
    if moved is None or moved.i + 1 >= len(doc):
        return 0.0
    verb = moved if moved.dep_ == "ROOT" else moved.head
    subjects = [t for t in verb.lefts if t.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} and t.i < moved.i]
    if verb.dep_ != "ROOT" or not subjects:
        return 0.0
    score = 2.0 + (subjects[-1].right_edge.i >= moved.i - 2) + (1.0 if subjects[0].left_edge.i == 0 else -2.0)
    after = doc[moved.i + 1]
    return score + (_after_be(after, moved) if auxiliary in _BE else _after_auxiliary(after, verb, auxiliary))


def _after_be(after: Token, moved: Token) -> float:
    complement = after.dep_ in {"acomp", "attr", "prep", "det", "oprd"} or after.tag_ in {"VBN", "VBG"}
    bare = after.pos_ == "ADP" and after.i + 1 < len(after.doc) and after.doc[after.i + 1].tag_ in {"NN", "NNS"}
    if after.lower_ == "of":
        return -2.0
    if after.pos_ == "ADJ" or after.tag_ in {"VBN", "VBG"}:
        said = (complement and after.head in {moved, moved.head}) or after.dep_ == "ROOT"
        return 2.0 if said else 0.5
    if bare:
        return 1.6
    if after.pos_ == "DET":
        return 1.5
    return 1.0 if after.pos_ == "ADP" else 0.8 if complement else 0.4


def _after_auxiliary(after: Token, verb: Token, auxiliary: str) -> float:
    wanted = {"VBN", "VBD"} if auxiliary in _HAVE else {"VB", "VBP"}
    if after == verb and verb.tag_ in wanted:
        return 3.0
    return 0.5 if after.pos_ == "ADV" else -1.5
