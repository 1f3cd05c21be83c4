"""Every disagreement between files, with no question asked: from statements to positions that cannot all hold."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from rag.disagreement.blocking import candidate_pairs
from rag.disagreement.claim import Read
from rag.disagreement.claims import claim_at
from rag.disagreement.compare import compare
from rag.disagreement.conditions import apart
from rag.disagreement.discords import Discord, Pair, Voice, gather, told_once
from rag.disagreement.distinct import NOT_ONE_SUBJECT, distinct
from rag.disagreement.kinship import kinship, overlap
from rag.disagreement.mentions import says_too
from rag.disagreement.rivals import rival_of
from rag.disagreement.standing_pairs import relate_stated
from rag.disagreement.topics import common_words, question_of
from rag.disagreement.weighing import judged_each
from rag.reading.question import Question
from rag.reading.stances import Stance

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from rag.disagreement.blocking import Rarity
    from rag.disagreement.claim import Claim
    from rag.disagreement.kinship import Kinship
    from rag.disagreement.statements_of import Statement
    from rag.reading.judged_stances import PairJudge

__all__ = ["Audited", "audit"]

# That a file which tells of a dispute tells of one.
_DISPUTED = 0.8
# That two files which give one name two standings speak of one bearer of it, in one office.
_STANDING = 0.7
_NO_VECTOR: NDArray[np.float32] = np.zeros(1, dtype=np.float32)
# Pairs with less in common are not looked at more closely.
_SHARED, _CONTAINED = 0.25, 0.3
#: Statements that are as likely as this to be about the same thing are compared by rules alone. Chosen on the
#: development cases of tests/data/disagreement, with their questions left out.
LIKELY = 0.62
# When a thing happened is told of many things by the same words: what happens again is another event.
_LIKELY_DATE = 0.68
# From here up to there the judge is asked, and how likely a contradiction has to be to it. Of the pairs of development
# cases that the rules leave open, all but one from 0.23 on are at odds, and below it few: it leans towards "open".
_POSSIBLE, _CLASH = 0.3, 0.3
# So many pairs are judged, the likeliest ones, and so many at once.
_MOST_JUDGED, _AT_ONCE = 500, 16


@dataclass(frozen=True, slots=True)
class Audited:
    """What comparing statements came to; ``compared`` counts the pairs whose values were set against each other."""

    discords: tuple[Discord, ...]
    compared: int


def audit(
    statements: Sequence[Statement],
    rarity: Rarity,
    *,
    vectors: Callable[[Sequence[str]], NDArray[np.float32]],
    similar: Callable[[str, str], float] | None = None,
    judge: PairJudge | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Audited:
    """Find what files disagree on.

    Args:
        statements: Of all files, in an order that does not change from run to run.
        rarity: Of the words of those files.
        vectors: Gives a vector of length 1 for each of some sentences.
        similar: Tells how alike two words are in meaning, -1..1.
        judge: Reads two statements where they stand, if the rules alone cannot tell whether they are of one thing;
            without it, such pairs are no disagreement.
        progress: Told how many pairs are compared, and how many there are.

    Returns:
        The disagreements, first those that are surest, of equally sure ones those of which most files speak.
    """
    close = [
        (i, j, kinship(statements[i], statements[j], rarity, similar))
        for i, j in candidate_pairs(statements, rarity)
        if statements[i].standing or _is_close(*overlap(statements[i], statements[j], rarity))
    ]
    sentences = list(dict.fromkeys(statements[k].place.sentence for i, j, _ in close for k in (i, j)))
    rows = dict(zip(sentences, vectors(sentences), strict=True)) if sentences else {}
    comparer = _Comparer(statements, rarity, rows, similar)
    pairs: list[Pair] = []
    doubtful: list[Pair] = []
    for done, (i, j, kin) in enumerate(close):
        if progress:
            progress(done, len(close))
        if pair := comparer.pair(i, j, kin):
            (pairs if pair.sure else doubtful).append(pair)
    conflicts = comparer.at_odds(pairs)
    if judge is not None:
        heard = []
        for some in comparer.open_ones(doubtful):
            if progress:  # so that it can be stopped between them
                progress(len(close), len(close))
            heard += comparer.judged(some, judge)
        pairs += heard
        conflicts += [pair for pair in heard if pair.likely >= _CLASH]
    if progress:
        progress(len(close), len(close))
    found = list(
        told_once(d for i, s in enumerate(statements) if s.contested and s.value and (d := comparer.disputed(i)))
    )
    found += gather(conflicts, [pair for pair in pairs if pair.relation.verdict == "same"], comparer.voice)
    found.sort(key=lambda d: (-round(d.likely, 1), -d.files, -d.likely, d.positions[0][0].claim.source))
    return Audited(tuple(found), len(pairs))


def _is_close(shared: float, contained: float) -> bool:
    return shared >= _SHARED and contained >= _CONTAINED


class _Comparer:
    """Compares statements by their positions in a sequence, and keeps the claims that they make."""

    def __init__(
        self,
        statements: Sequence[Statement],
        rarity: Rarity,
        rows: dict[str, NDArray[np.float32]],
        similar: Callable[[str, str], float] | None,
    ) -> None:
        self._statements = statements
        self._rarity = rarity
        self._rows = rows
        self._similar = similar
        self.voice = lru_cache(maxsize=None)(self._voice)
        self._of_file: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        for statement in statements:
            self._of_file[statement.source, statement.kind].append(statement)

    def pair(self, i: int, j: int, kin: Kinship) -> Pair | None:
        """Two statements compared; None where they are not likely enough to be about one thing.

        Not sure is what only a judge can tell: whether two statements that are worded less alike, or stand in files
        that share little else, are about one thing.
        """
        first, second = self._statements[i], self._statements[j]
        if first.standing and second.standing:
            # Who stands how is told in passing, in sentences of which the rest may be about anything.
            relation = relate_stated(first, second)
            return Pair(i, j, relation, _STANDING) if relation.verdict in {"excludes", "same"} else None
        likely = kin.likely(float(self._rows[first.place.sentence] @ self._rows[second.place.sentence]))
        if likely < _POSSIBLE or not (first.value and second.value):
            return None
        relation = compare(first.value, second.value)
        if relation.verdict not in {"excludes", "same"}:
            return None
        sure = likely >= (_LIKELY_DATE if first.kind == "date" else LIKELY)
        if not sure and relation.verdict == "same":
            return None
        apart = distinct(first, second, kin, self._rarity, self._similar)
        if apart == NOT_ONE_SUBJECT and sure:
            return Pair(i, j, relation, likely, sure=False)
        return None if apart else Pair(i, j, relation, likely, sure)

    def open_ones(self, pairs: Sequence[Pair]) -> list[list[Pair]]:
        """The pairs that are for a judge to tell, the likeliest first, so many at once."""
        found = sorted(self.at_odds(pairs), key=lambda p: (-p.likely, p.first, p.second))[:_MOST_JUDGED]
        return [found[start : start + _AT_ONCE] for start in range(0, len(found), _AT_ONCE)]

    def judged(self, pairs: Sequence[Pair], judge: PairJudge) -> list[Pair]:
        """The pairs with how likely they are at odds to the judge."""
        verdicts = judged_each([self._asked(pair) for pair in pairs], judge)
        return [pair._replace(likely=clash) for pair, (_, clash) in zip(pairs, verdicts, strict=True)]

    def _asked(self, pair: Pair) -> tuple[str, Claim, Claim]:
        question = question_of(self._statements[pair.first], self._statements[pair.second])
        return question, self.voice(pair.first).claim, self.voice(pair.second).claim

    def at_odds(self, pairs: Sequence[Pair]) -> list[Pair]:
        """The pairs whose values exclude each other, and that nothing else tells apart."""
        return [pair for pair in pairs if pair.relation.verdict == "excludes" and not self._set_apart(pair)]

    def _set_apart(self, pair: Pair) -> bool:
        """Whether two statements whose values exclude each other can both be true for all that."""
        first, second = self.voice(pair.first), self.voice(pair.second)
        if self._says_elsewhere(first.statement, second) or self._says_elsewhere(second.statement, first):
            return True
        if says_too(first.claim, second.claim) or says_too(second.claim, first.claim):
            return True
        words = common_words(first.statement, second.statement)
        question = Question(text=words, kind=first.claim.kind, head=first.statement.counted_word)
        return apart(question, first.claim, second.claim, self._similar) is not None

    def disputed(self, i: int) -> Discord | None:
        """A statement, and what its own file says that another party holds against it."""
        voice = self.voice(i)
        rival, stated = rival_of(voice.claim), voice.claim.value
        if rival is None or not rival.contested or stated is None:
            return None
        if rival.claim.value is None:
            # "The union contests that figure": of several figures it may be any, and a date is seldom meant.
            alone = voice.statement.several == 1 and not voice.statement.figures
            if not (rival.pointed and alone) or voice.statement.kind == "date":
                return None
        elif compare(stated, rival.claim.value).verdict != "excludes":
            return None
        return Discord(((voice,), (Voice(voice.statement, rival.claim),)), rival.reason, _DISPUTED)

    def _says_elsewhere(self, one: Statement, voice: Voice) -> bool:
        """Whether the file of a statement also states what the other one does: then it speaks of two things."""
        value = voice.statement.value
        if value is None:
            return False
        return any(
            other is not one
            and other.value is not None
            and other.counted == voice.statement.counted
            and compare(other.value, value).verdict == "same"
            for other in self._of_file[one.source, one.kind]
        )

    def _voice(self, i: int) -> Voice:
        statement = self._statements[i]
        place = statement.place
        read = Read(
            source=place.text.source,
            text=place.text.text,
            date=place.text.date,
            start=place.start,
            sentence=place.sentence,
            before=place.before,
            after=place.after,
            span=statement.span,
            holds=1.0,
            likeness=1.0,
            coverage=1.0,
            vector=self._rows.get(place.sentence, _NO_VECTOR),
        )
        standing = statement.standing
        stance = (
            Stance("no" if standing.state.startswith("out of") else "yes", standing.words, 1.0) if standing else None
        )
        return Voice(statement, claim_at(read, statement.span, statement.kind, stance))
