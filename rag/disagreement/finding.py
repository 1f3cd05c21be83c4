"""What sources disagree on, what was set aside and why: from claims to positions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING

from rag.disagreement.alignment import align
from rag.disagreement.aside import Aside
from rag.disagreement.asked_time import of_another_year
from rag.disagreement.compared import Compared
from rag.disagreement.conditions import apart
from rag.disagreement.conflict import conflict_of
from rag.disagreement.difference import difference
from rag.disagreement.mentions import says_too
from rag.disagreement.relation import Relation
from rag.disagreement.rivals import rival_of
from rag.disagreement.weighing import weigh
from rag.reading.party import asked_party

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.disagreement.claim import Claim
    from rag.disagreement.conflict import Conflict
    from rag.disagreement.relation import Verdict
    from rag.reading.judged_stances import PairJudge
    from rag.reading.question import Question

__all__ = ["Finding", "compare_claims", "pairs_of", "settled"]

# Sentences of one file that are compared; more would be figures of other things.
_PER_SOURCE = 2
# Stances are read out of what is said of the very thing that the question names; those surer than this stand alone.
_SURE = 0.6
# How likely two claims have to be about the same thing to be compared at all.
_ONE_THING = 0.25
# How likely two names that only knowledge of the world could tell apart have to be answers to the question.
_ANSWERS = 0.85
# How likely names have to be where nobody judges: a text is full of names of the kind asked for, most of which answer
# nothing.
_NAMES_ANSWER = 0.5
_FIGURES = frozenset({"count", "date", "duration", "measure", "money", "share"})


@dataclass(frozen=True, slots=True)
class Finding:
    """What comparing came to.

    Attributes:
        conflicts: What sources disagree on.
        asides: Claims that were compared and differ without a disagreement.
        claims: All that were compared with another that is likely to be about the same thing.
    """

    conflicts: tuple[Conflict, ...]
    asides: tuple[Compared, ...]
    claims: tuple[Claim, ...]

    @property
    def beside(self) -> frozenset[tuple[str, int]]:
        """Sentences, by source and place, whose claim turned out to be beside the question."""
        return frozenset(
            (claim.source, claim.read.start)
            for pair in self.asides
            if pair.aside and pair.aside.beside
            for claim in [pair.first if pair.aside.beside == "first" else pair.second]
        )


def compare_claims(
    question: Question,
    claims: Sequence[Claim],
    *,
    threshold: float,
    similar: Callable[[str, str], float] | None = None,
    judge: PairJudge | None = None,
) -> Finding:
    """Compare what sources claim.

    Args:
        question: What was asked.
        claims: What was read; in any order.
        threshold: Two claims of two files that are less likely to be at odds are no disagreement.
        similar: Tells how alike two words are in meaning, -1..1.
        judge: Reads two claims where they stand; without it, what the rules see has to do.

    Returns:
        Conflicts, what was set aside, and what was compared.
    """
    _, pairs, disputes = pairs_of(question, claims, similar)
    disputed = [pair for pair in disputes if pair.likely >= _ONE_THING]
    if judge is None:
        pairs = [settled(pair) for pair in pairs]
    else:
        # Beside a disputed value even a pair that is of two things may be told.
        moot = None if disputed else partial(_of_two_things, pairs=pairs)
        pairs = weigh(question, pairs, judge, threshold, moot)
    conflicts = [
        pair
        for pair in pairs
        if pair.conflict and _told(pair, threshold, judged=judge is not None) and not _of_two_things(pair, pairs)
    ]
    conflicts += [*disputed, *_beside_disputed(disputed, pairs, conflicts)]
    asides = [pair for pair in pairs if pair.aside and pair.likely >= _ONE_THING]
    compared = {id(c): c for p in (*pairs, *disputes) if p.likely >= _ONE_THING for c in (p.first, p.second)}
    return Finding(conflict_of(conflicts, pairs, _ONE_THING), tuple(asides), tuple(compared.values()))


def _beside_disputed(
    disputed: Sequence[Compared], pairs: Sequence[Compared], conflicts: Sequence[Compared]
) -> list[Compared]:
    """What rules out a value that a file itself calls disputed: that sources disagree on it needs no further proof."""
    claims = {id(claim) for pair in disputed for claim in (pair.first, pair.second)}
    known = {id(pair) for pair in conflicts}
    return [
        pair
        for pair in pairs
        if pair.conflict
        and id(pair) not in known
        and pair.likely >= _ONE_THING
        and claims & {id(pair.first), id(pair.second)}
    ]


def _told(pair: Compared, threshold: float, *, judged: bool) -> bool:
    """Whether two claims are at odds surely enough to say so."""
    if pair.at_odds is not None:
        return pair.at_odds >= threshold
    # Of two voices in one file nobody doubts that they speak of one thing: it only has to be what was asked for.
    least = _ONE_THING if judged else threshold
    return pair.likely >= (max(least, _NAMES_ANSWER) if pair.first.naming else least)


def pairs_of(
    question: Question, claims: Sequence[Claim], similar: Callable[[str, str], float] | None = None
) -> tuple[list[Claim], list[Compared], list[Compared]]:
    """The claims that are heard, each two of them compared, and those of which a file itself says that they clash.

    Args:
        question: What was asked.
        claims: What was read; in any order.
        similar: Tells how alike two words are in meaning, -1..1.
    """
    of_the_time = [claim for claim in claims if not of_another_year(question, claim)]
    heard, disputes = _with_rivals(question, _strongest(of_the_time))
    pairs = [pair for first, second in combinations(heard, 2) if (pair := _pair(question, first, second, similar))]
    return heard, pairs, disputes


def _strongest(claims: Sequence[Claim]) -> list[Claim]:
    """The likeliest claims of each source, likeliest first."""
    kept: list[Claim] = []
    # "Many" and "all" answer "how many" only where no figure does.
    for claim in sorted(claims, key=lambda c: (_says_nothing(c), -c.read.holds, c.source, c.read.start)):
        places = {other.read.start for other in kept if other.source == claim.source}
        if len(places) < _PER_SOURCE or claim.read.start in places:
            kept.append(claim)
    return kept


def _says_nothing(claim: Claim) -> bool:
    return claim.kind in _FIGURES and claim.value is None


def _with_rivals(question: Question, claims: Sequence[Claim]) -> tuple[list[Claim], list[Compared]]:
    """The claims with what their own files put in their place, and the pairs of which a file says that they clash."""
    kept: list[Claim] = []
    disputes: list[Compared] = []
    for claim in claims:
        rival = rival_of(claim)
        if rival is None:
            kept.append(claim)
        elif rival.contested and asked_party(question.text) is None:
            kept += [claim, rival.claim]
            relation = Relation("excludes", rival.reason)
            # The two are about one thing, since the file says so; what is uncertain is whether it is what was asked.
            likely = align(claim, claim).likely
            disputes.append(Compared(claim, rival.claim, relation, None, likely))
        else:
            # A correction leaves the file with what it puts instead; of one party's word, all else is beside the point.
            kept.append(claim if rival.contested else rival.claim)
    return kept, disputes


def _pair(
    question: Question, first: Claim, second: Claim, similar: Callable[[str, str], float] | None
) -> Compared | None:
    """Two claims compared; None for two of one file, unless that file gives two people's word."""
    if first.source == second.source and not _two_voices(first, second):
        return None
    relation = difference(question, first, second, similar)
    likely = _likely(first, second)
    aside = apart(question, first, second, similar) if relation.verdict in {"excludes", "differs"} else None
    if relation.verdict == "refines":
        aside = Aside("refinement", relation.reason)
    return Compared(first, second, relation, aside, likely)


def settled(pair: Compared) -> Compared:
    """A pair that nobody judges: two names that may be two things are at odds only where both surely answer."""
    if pair.relation.verdict != "differs":
        return pair
    verdict: Verdict = "excludes" if pair.likely >= _ANSWERS else "incomparable"
    return pair._replace(relation=replace(pair.relation, verdict=verdict))


def _likely(first: Claim, second: Claim) -> float:
    likely = align(first, second).likely
    if first.stance and second.stance and (surest := min(first.stance.score, second.stance.score)) >= _SURE:
        return max(likely, surest)
    if first.kind == second.kind == "cause":
        # A cause seldom names what it is the cause of: the sentences are less alike than those of other answers.
        return sqrt(likely)
    return likely


def _two_voices(first: Claim, second: Claim) -> bool:
    one, other = first.said_by, second.said_by
    return one is not None and other is not None and one.name.casefold() != other.name.casefold()


def _of_two_things(pair: Compared, pairs: Sequence[Compared]) -> bool:
    """Whether the files themselves show that two claims that differ are of two things."""
    return _agrees(pair, pairs) or says_too(pair.first, pair.second) or says_too(pair.second, pair.first)


def _agrees(conflict: Compared, pairs: Sequence[Compared]) -> bool:
    """Whether one of the two files says elsewhere what the other says: then the figures are of two things.

    Not where a claim is somebody's word, which a file may well set beside another's.
    """
    files, claims = _files(conflict), {id(conflict.first), id(conflict.second)}
    if conflict.first.said_by or conflict.second.said_by:
        return False
    return any(
        pair.relation.verdict in {"same", "refines"}
        and _files(pair) == files
        and pair.likely >= conflict.likely
        and claims & {id(pair.first), id(pair.second)}
        for pair in pairs
    )


def _files(pair: Compared) -> set[str]:
    return {pair.first.source, pair.second.source}
