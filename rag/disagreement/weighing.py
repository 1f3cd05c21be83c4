"""How likely it is that two claims disagree: the trained judge and what the rules see, weighed together."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from rag.disagreement.normal import normal_form
from rag.disagreement.relation import Relation, both
from rag.reading.logistic import Logistic
from rag.reading.shown import asked_of_two

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rag.disagreement.claim import Claim
    from rag.disagreement.compared import Compared
    from rag.reading.judge import Verdict
    from rag.reading.judged_stances import PairJudge
    from rag.reading.question import Question
    from rag.reading.shown import Shown

__all__ = ["features_of", "judged", "judged_each", "shown_of", "third_answers", "weigh"]

# Verdicts that leave room for a disagreement, and how many such pairs the judge is asked about.
_OPEN = frozenset({"excludes", "differs"})
_MOST = 8
# Probabilities beyond these bounds are taken for them. The judge is trusted less far: it has learnt from short
# passages, and of long reports it is too sure that they speak of different things.
_BOUNDS, _TRUSTED, _HELD = (0.002, 0.998), (0.15, 0.9), (0.01, 0.99)
#: That two claims are at odds, from :func:`features_of`. Made by ``python -m tests.benchmarks.fit_weighing`` on the
#: development cases, of which the judge has learnt none, and on an encyclopedia, where nothing is.
WEIGHED = Logistic(1.692, (1.245, -0.029, 0.132, 0.247, 0.013, -0.463, 1.203, -0.980, 0.226, -2.331))
# Kinds whose words are loose: the judge is shown the sentence.
_LOOSE = frozenset({"yes_no", "cause"})


def shown_of(claim: Claim) -> Shown:
    """A claim as the judge is shown it."""
    return claim.read.shown(None if claim.kind in _LOOSE else claim.span)


def judged(question: Question, pairs: Sequence[tuple[Claim, Claim]], judge: PairJudge) -> list[tuple[float, float]]:
    """What the judge makes of each two claims that answer one question; see :func:`judged_each`."""
    return judged_each([(question.text, first, second) for first, second in pairs], judge)


def judged_each(asked: Sequence[tuple[str, Claim, Claim]], judge: PairJudge) -> list[tuple[float, float]]:
    """What the judge makes of each two claims, given with the question that they answer.

    Which of the two is named first makes no difference: a pair is judged both ways, and the mean counts.

    Returns:
        How likely it is that the two give one answer, and that they cannot both be right, each 0..1.
    """
    shown = {id(claim): shown_of(claim) for _, *pair in asked for claim in pair}
    pairs = [
        asked_of_two(question, shown[id(one)], shown[id(other)])
        for question, first, second in asked
        for one, other in ((first, second), (second, first))
    ]
    verdicts: list[Verdict] = judge.judge(pairs)
    return [
        ((one.entailed + other.entailed) / 2, (one.contradicted + other.contradicted) / 2)
        for one, other in zip(verdicts[::2], verdicts[1::2], strict=True)
    ]


def _doubtful(pair: Compared) -> bool:
    """Whether two claims may be at odds, and the rules alone cannot say so.

    Of two voices in one file nobody doubts that they speak of one thing. Stances that rules read are said of the very
    thing and standing asked for, in sentences that mostly tell of other matters, which the judge would go by.
    """
    if pair.relation.verdict not in _OPEN or pair.aside or pair.first.source == pair.second.source:
        return False
    one, other = pair.first.stance, pair.second.stance
    return not (one and other) or one.judged or other.judged


def third_answers(pair: Compared, claims: Iterable[Claim]) -> int:
    """How many other answers other files give, each more surely than the less sure of two claims is one.

    Where many files give an answer each, most of them are answers to something else: in a folder of reports on one
    subject, each names another year.

    Args:
        pair: The two claims.
        claims: All that were heard, of all files.
    """
    best: dict[str, Claim] = {}
    for claim in claims:
        if claim.source not in best or claim.read.holds > best[claim.source].read.holds:
            best[claim.source] = claim
    least = min(pair.first.read.holds, pair.second.read.holds)
    others = {
        normal_form(claim)
        for source, claim in best.items()
        if claim.read.holds > least and source not in {pair.first.source, pair.second.source}
    }
    return len(others - {normal_form(pair.first), normal_form(pair.second)})


def features_of(pair: Compared, agree: float, clash: float, others: int) -> tuple[float, ...]:
    """What speaks for two claims being at odds.

    Args:
        pair: The claims, how their values stand to each other, and how likely they are of one thing.
        agree: How likely, to the judge, they give one answer, 0..1.
        clash: How likely they cannot both be right, 0..1.
        others: As :func:`third_answers` counts them.

    Returns:
        The log odds of ``clash``, of ``agree`` and of the pair's likelihood; then, each 0 or 1, whether two figures or
        times, two names, two stances or two causes exclude each other, and whether two names merely differ; the log
        odds of the less sure of the two being an answer at all; and the logarithm of one more than ``others``.
    """
    one, verdict = pair.first, pair.relation.verdict
    excluded = verdict == "excludes"
    figures, names = one.value is not None and pair.second.value is not None, one.naming is not None
    return (
        _log_odds(clash, _TRUSTED),
        _log_odds(agree, _TRUSTED),
        _log_odds(pair.likely, _BOUNDS),
        float(excluded and figures),
        float(excluded and names and not figures),
        float(excluded and one.stance is not None),
        float(excluded and one.kind == "cause"),
        float(verdict == "differs"),
        _log_odds(min(one.read.holds, pair.second.read.holds), _HELD),
        log(1 + others),
    )


def _at_most(pair: Compared, others: int) -> float:
    """How likely two claims are at odds, whatever the judge makes of them: it is trusted only so far."""
    return max(WEIGHED.probability(features_of(pair, agree, clash, others)) for agree in _TRUSTED for clash in _TRUSTED)


def _log_odds(probability: float, bounds: tuple[float, float]) -> float:
    low, high = bounds
    kept = min(max(probability, low), high)
    return log(kept / (1 - kept))


def weigh(
    question: Question,
    pairs: Sequence[Compared],
    judge: PairJudge,
    least: float,
    moot: Callable[[Compared], bool] | None = None,
) -> list[Compared]:
    """The pairs, those that may be at odds with the probability that they are.

    Args:
        question: What was asked.
        pairs: As the rules compare them.
        judge: Reads two claims where they stand; only those that it could make likely enough.
        least: Two answers of which the rules do not know how they exclude each other do so from this probability on.
        moot: Tells of which pairs nothing comes, whatever the judge makes of them: these are left as they are. It is
            asked about the most likely pairs only.
    """
    asked = [place for place, pair in enumerate(pairs) if _doubtful(pair)]
    asked = sorted(asked, key=lambda place: (-pairs[place].likely, place))[:_MOST]
    if moot is not None:
        asked = [place for place in asked if not moot(pairs[place])]
    claims = {id(claim): claim for pair in pairs for claim in (pair.first, pair.second)}.values()
    others = {place: third_answers(pairs[place], claims) for place in asked}
    most = {place: _at_most(pairs[place], others[place]) for place in asked}
    weighed = [pair._replace(at_odds=most.get(place)) for place, pair in enumerate(pairs)]
    # To judge takes longer than all else here: it is left where whatever came of it would be too little.
    asked = [place for place in asked if most[place] >= least]
    verdicts = judged(question, [(pairs[place].first, pairs[place].second) for place in asked], judge)
    for place, verdict in zip(asked, verdicts, strict=True):
        pair = pairs[place]
        odds = WEIGHED.probability(features_of(pair, *verdict, others[place]))
        relation = pair.relation
        if relation.verdict != "excludes" and odds >= least:
            words = both(pair.first.words, pair.second.words)
            relation = Relation("excludes", f"{words} answer the question differently")
        weighed[place] = pair._replace(relation=relation, at_odds=odds)
    return weighed
