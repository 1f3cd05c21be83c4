"""How likely two claims are at odds, with what a judge makes of them."""

from __future__ import annotations

from dataclasses import replace
from math import log
from typing import TYPE_CHECKING

import pytest

from rag.disagreement.finding import pairs_of
from rag.disagreement.relation import Relation
from rag.disagreement.weighing import features_of, judged, shown_of, third_answers, weigh
from rag.reading.judge import Verdict
from rag.reading.question import analyse
from tests.disagreement.reads import claim_of, compared, read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.disagreement.compared import Compared

BOATS = "How many boats sank?"
CLASH, AGREE, NEITHER = Verdict(0.02, 0.03, 0.95), Verdict(0.95, 0.03, 0.02), Verdict(0.02, 0.96, 0.02)


class Fixed:
    """A judge of one opinion, who notes what was asked."""

    def __init__(self, *verdicts: Verdict) -> None:
        self.verdicts = verdicts
        self.asked: list[tuple[str, str]] = []

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Verdict]:
        self.asked += pairs
        return [self.verdicts[n % len(self.verdicts)] for n in range(len(pairs))]


def _pair(first: str, second: str, question: str = BOATS) -> Compared:
    one, other = claim_of(question, read("a.txt", first)), claim_of(question, read("b.txt", second))
    _, pairs, _ = pairs_of(analyse(question), [one, other])
    return pairs[0]


NINE_FOUR = _pair("The storm sank [nine] boats.", "Only [four] boats went down.")


def test_a_claim_is_shown_where_it_stands_with_its_value_marked() -> None:
    claim = claim_of(BOATS, read("a.txt", "It rained. The storm sank [nine] boats. Then the sun rose."))
    assert shown_of(claim).text == "It rained. The storm sank « nine » boats. Then the sun rose."


def test_a_pair_is_judged_both_ways_and_the_mean_counts() -> None:
    judge = Fixed(Verdict(0.2, 0.2, 0.6), Verdict(0.4, 0.4, 0.2))
    ((agree, clash),) = judged(analyse(BOATS), [(NINE_FOUR.first, NINE_FOUR.second)], judge)
    assert (agree, clash) == pytest.approx((0.3, 0.4))
    (premise, hypothesis), (back, forth) = judge.asked
    assert premise == f"{BOATS} | {forth}"
    assert back == f"{BOATS} | {hypothesis}"


def test_nobody_is_asked_about_what_cannot_be_at_odds() -> None:
    judge = Fixed(CLASH)
    same = _pair("The storm sank [nine] boats.", "[Nine] boats went down.")
    unknown = NINE_FOUR._replace(relation=Relation("incomparable", "nothing is known"))
    assert weigh(analyse(BOATS), [same, unknown], judge, 0.5) == [same, unknown]
    assert judge.asked == []


def test_the_judge_moves_the_likelihood_both_ways() -> None:
    (up,) = weigh(analyse(BOATS), [NINE_FOUR], Fixed(CLASH), 0.5)
    (down,) = weigh(analyse(BOATS), [NINE_FOUR], Fixed(NEITHER), 0.5)
    assert up.surety > down.surety
    assert up.likely == down.likely == NINE_FOUR.likely
    assert up.relation == down.relation == NINE_FOUR.relation


def test_names_that_merely_differ_exclude_each_other_where_the_judge_is_sure() -> None:
    differing = NINE_FOUR._replace(relation=Relation("differs", "nothing sets them against each other"))
    (sure,) = weigh(analyse(BOATS), [differing], Fixed(CLASH), 0.0)
    (unsure,) = weigh(analyse(BOATS), [differing], Fixed(CLASH), 1.0)
    assert sure.conflict
    assert "“nine” and “four” answer the question differently" in sure.relation.reason
    assert not unsure.conflict


def test_the_order_of_two_claims_makes_no_difference() -> None:
    swapped = NINE_FOUR._replace(first=NINE_FOUR.second, second=NINE_FOUR.first)
    judge = Fixed(CLASH)
    (one,), (other,) = (weigh(analyse(BOATS), [pair], judge, 0.5) for pair in (NINE_FOUR, swapped))
    assert one.at_odds == other.at_odds


def test_only_a_number_of_pairs_is_judged_the_likeliest_first() -> None:
    judge = Fixed(NEITHER)
    pairs = [NINE_FOUR._replace(likely=0.3)] * 40 + [NINE_FOUR._replace(likely=0.9)]
    weighed = weigh(analyse(BOATS), pairs, judge, 0.5)
    assert len(weighed) == len(pairs)
    assert len(judge.asked) < 2 * len(pairs)
    assert weighed[-1].at_odds is not None
    assert weighed[-2].at_odds is None


def test_nobody_is_asked_about_pairs_of_which_nothing_comes() -> None:
    judge = Fixed(CLASH)
    pairs = [NINE_FOUR._replace(likely=likely) for likely in (0.9, 0.7, 0.5)]
    weighed = weigh(analyse(BOATS), pairs, judge, 0.5, moot=lambda pair: pair.likely == 0.7)
    assert [pair.at_odds is None for pair in weighed] == [False, True, False]
    assert weighed[1] == pairs[1]
    assert len(judge.asked) == 4


def test_nobody_is_asked_about_what_a_judge_could_not_make_likely() -> None:
    judge = Fixed(CLASH)
    (weighed,) = weigh(analyse(BOATS), [NINE_FOUR], judge, 0.9999)
    assert judge.asked == []
    assert weighed.at_odds is not None
    assert weighed == NINE_FOUR._replace(at_odds=weighed.at_odds)
    for verdict in (CLASH, AGREE, NEITHER):
        (asked,) = weigh(analyse(BOATS), [NINE_FOUR], Fixed(verdict), 0.5)
        assert asked.at_odds is not None
        assert asked.at_odds <= weighed.at_odds < 0.9999


def test_features_tell_what_excludes_what() -> None:
    clash, agree, likely, *kinds, held, others = features_of(NINE_FOUR._replace(likely=0.5), 0.3, 0.7, 0)
    assert likely == others == 0
    assert clash == pytest.approx(-agree)
    assert kinds == [1, 0, 0, 0, 0]
    assert held == pytest.approx(log(9))  # what is read by hand is an answer with 0.9
    differing = NINE_FOUR._replace(relation=Relation("differs", "nothing sets them against each other"))
    assert features_of(differing, 0.1, 0.9, 0)[3:8] == (0, 0, 0, 0, 1)


def test_the_judge_is_trusted_only_so_far() -> None:
    sure, surer = (features_of(NINE_FOUR, 0.0, clash, 0) for clash in (0.9, 1.0))
    assert sure == surer
    assert features_of(NINE_FOUR, 0.0, 0.15, 0) == features_of(NINE_FOUR, 0.0, 0.0, 0) < sure


def _held(pair: Compared, first: float, second: float) -> Compared:
    """The pair, its claims being answers with these likelihoods."""
    one, other = (
        replace(claim, read=replace(claim.read, holds=holds))
        for claim, holds in ((pair.first, first), (pair.second, second))
    )
    return pair._replace(first=one, second=other)


def test_answers_of_other_files_are_counted() -> None:
    pair = _held(NINE_FOUR, 0.9, 0.4)
    said = [
        ("c.txt", "Of the boats [five] sank.", 0.8),
        ("d.txt", "[Five] boats were lost.", 0.7),  # the same again
        ("e.txt", "[Nine] boats were lost.", 0.8),  # what the first one says
        ("f.txt", "[Six] boats were lost.", 0.3),  # less sure than the second one
        ("a.txt", "[Seven] boats were lost.", 0.5),  # its own file's
    ]
    claims = [claim_of(BOATS, read(source, text, holds=holds)) for source, text, holds in said]
    assert third_answers(pair, [pair.first, pair.second, *claims]) == 1
    assert third_answers(pair, [pair.first, pair.second]) == 0
    assert third_answers(_held(NINE_FOUR, 0.9, 0.2), [pair.first, *claims]) == 2


def test_where_many_files_answer_otherwise_a_flag_needs_more() -> None:
    pair = _held(NINE_FOUR, 0.9, 0.4)
    third = claim_of(BOATS, read("c.txt", "Of the boats [five] sank.", holds=0.8))
    beside = _held(NINE_FOUR, 0.9, 0.8)._replace(second=third, likely=0.1)
    judge = Fixed(CLASH)
    alone, among = (weigh(analyse(BOATS), pairs, judge, 0.5)[0] for pairs in ([pair], [pair, beside]))
    assert alone.at_odds is not None
    assert among.at_odds is not None
    assert alone.at_odds > among.at_odds


def test_a_flag_needs_more_than_rules() -> None:
    reads = [read("a.txt", "The storm sank [nine] boats."), read("b.txt", "Only [four] boats went down.")]
    assert compared(BOATS, reads, threshold=0.9, judge=Fixed(CLASH)).conflicts
    assert not compared(BOATS, reads, threshold=0.9, judge=Fixed(NEITHER)).conflicts


def test_a_flag_needs_more_than_the_judge() -> None:
    reads = [read("a.txt", "The storm sank [nine] boats."), read("b.txt", "[Nine] boats went down.")]
    assert not compared(BOATS, reads, judge=Fixed(CLASH)).conflicts


def test_stances_that_rules_read_need_no_judge() -> None:
    question, judge = "Is the bridge open?", Fixed(NEITHER)
    reads = [read("a.txt", "The bridge is open."), read("b.txt", "The bridge is closed.")]
    assert compared(question, reads, threshold=0.25, judge=judge).conflicts
    assert judge.asked == []
