"""What files disagree on, with no question asked: near-misses in pairs, one word or figure apart."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest

from rag.disagreement.audit import Audited, audit
from rag.disagreement.blocking import Rarity
from rag.disagreement.statements_of import Sentence, Text, statements_of
from rag.reading.judge import PackagedJudge, Verdict
from rag.reading.parser import parse
from rag.text.sentences import sentences
from rag.text.words import stems

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from rag.reading.judged_stances import PairJudge

pytestmark = pytest.mark.model

DAY = datetime.date(2024, 5, 6)


def vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """Words counted, in place of an embedder."""
    known = sorted({word for text in texts for word in stems(text)})
    rows = np.array([[float(word in stems(text)) for word in known] for text in texts], dtype=np.float32)
    unit: NDArray[np.float32] = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
    return unit


def audited(
    *files: str,
    dates: Sequence[datetime.date | None] = (),
    judge: PairJudge | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Audited:
    texts = [
        Text(f"{name}.txt", text, dates[i] if dates else None)
        for i, (name, text) in enumerate(zip("abcdef", files, strict=False))
    ]
    found = []
    for text in texts:
        cut = [text.text[span.start : span.end] for span in sentences(text.text)]
        for i, (span, sentence) in enumerate(zip(sentences(text.text), cut, strict=True)):
            before, after = cut[i - 1] if i else "", cut[i + 1] if i + 1 < len(cut) else ""
            found += statements_of(Sentence(text, span.start, sentence, before, after), parse(sentence))
    return audit(found, Rarity.of(text.words for text in texts), vectors=vectors, judge=judge, progress=progress)


def positions(result: Audited) -> list[list[list[str]]]:
    """Of each disagreement, of each position: the files."""
    return [[sorted({v.claim.source for v in p}) for p in discord.positions] for discord in result.discords]


FLIPPED = [
    # (one file, a file that is at odds with it, a file that is not)
    (
        "The ferry Alma carried 412 passengers to Lorrin on Sunday.",
        "The ferry Alma carried 421 passengers to Lorrin on Sunday.",
        "The ferry Alma carried more than 400 passengers to Lorrin on Sunday.",
    ),
    (
        "Pell Foods employed 1,340 people in Dunsby at the end of 2022.",
        "Pell Foods employed 1,620 people in Dunsby at the end of 2022.",
        "Pell Foods employed 1,620 people in Dunsby at the end of 2023.",
    ),
    (
        "The standard battery of the Vantu scooter lasts for 62 kilometres.",
        "The standard battery of the Vantu scooter lasts for 48 kilometres.",
        "The extended battery of the Vantu scooter lasts for 48 kilometres.",
    ),
    (
        "The Halden bridge was opened by the mayor on 3 May 1998.",
        "The Halden bridge was opened by the mayor on 5 June 1998.",
        "The Halden bridge was closed by the mayor on 5 June 1998.",
    ),
    (
        "The council of Ashgrove paid 14.2 million pounds for the new pool.",
        "The council of Ashgrove paid 17.9 million pounds for the new pool.",
        "The council of Lorrin paid 17.9 million pounds for the new pool.",
    ),
    (
        "The court of Sandeby convicted 31 smugglers in the Hurva trial.",
        "The court of Sandeby convicted 44 smugglers in the Hurva trial.",
        "The court of Sandeby released 44 smugglers in the Hurva trial.",
    ),
]


@pytest.mark.parametrize(("one", "other", "harmless"), FLIPPED)
def test_a_word_flips_the_verdict(one: str, other: str, harmless: str) -> None:
    assert positions(audited(one, other)) == [[["a.txt"], ["b.txt"]]]
    assert positions(audited(one, harmless)) == []


def test_files_that_say_the_same_are_one_position() -> None:
    wrong = FLIPPED[0][1]
    assert positions(audited(FLIPPED[0][0], wrong, FLIPPED[0][0])) == [[["a.txt", "c.txt"], ["b.txt"]]]


def test_a_file_that_also_says_the_other_figure_speaks_of_two_things() -> None:
    one, other, _ = FLIPPED[0]
    again = "On its second trip the Alma carried 412 passengers."
    assert positions(audited(one, other)) != []
    assert positions(audited(one, f"{other} {again}")) == []


def test_one_file_is_never_at_odds_with_itself_by_two_figures() -> None:
    assert positions(audited(f"{FLIPPED[0][0]} {FLIPPED[0][1]}")) == []


def test_sentences_without_names_need_files_of_one_subject() -> None:
    one, other = "We sold 412 red tractors at the spring market.", "We sold 390 red tractors at the spring market."
    shared = "The Ostermoor Growers met in Lorrin."
    assert positions(audited(f"{one} {shared}", f"{other} {shared}")) == [[["a.txt"], ["b.txt"]]]
    assert positions(audited(f"{one} {shared}", f"{other} The Brenna Union met in Pellworth.")) == []


STOOD = "President Ana Ruiz spoke in Thule.", "Former President Ana Ruiz was seen in Thule."


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ((DAY, DAY), [[["a.txt"], ["b.txt"]]]),
        ((DAY, DAY + datetime.timedelta(days=400)), []),
        ((None, None), []),
    ],
)
def test_a_standing_clashes_at_one_time_only(dates: tuple[datetime.date | None, ...], expected: list[object]) -> None:
    assert positions(audited(*STOOD, dates=dates)) == expected


def test_a_dispute_within_a_file_is_told_once() -> None:
    told = "The ministry says that 600 detainees were freed in Thule, but the union disputes this and counts 200."
    found = audited(told).discords
    assert [[v.claim.words for v in p] for d in found for p in d.positions] == [["600"], ["200"]]
    assert audited(told.replace("disputes this and", "agrees and")).discords == ()


CLAIMED = "The ministry says that 600 detainees were freed in Thule."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{CLAIMED} The union contests this figure.", [["600", "contests this figure"]]),
        (f"{CLAIMED} The union contests the election.", []),
        (f"{CLAIMED} The union disagrees.", []),  # with whom, and on what?
        # Of two figures it may be either.
        (f"{CLAIMED[:-1]} and 40 boats burned. The union contests this figure.", []),
        ("The ministry said so in May 2021. The union contests this claim.", []),
    ],
)
def test_a_figure_that_is_disputed_without_another_in_its_place(text: str, told: list[list[str]]) -> None:
    assert [[v.claim.words for p in d.positions for v in p] for d in audited(text).discords] == told


def test_a_figure_stands_at_what_it_has_reached() -> None:
    one, other = (
        f"The cost of the Vellin tunnel {verb} million crowns." for verb in ("had reached 412", "stood at 371")
    )
    assert positions(audited(one, other)) == [[["a.txt"], ["b.txt"]]]
    assert positions(audited(one, other.replace("stood at", "excludes"))) == []


class Unmoved:
    """A judge to whom everything is as likely a contradiction as it is told to be; keeps what it was asked."""

    def __init__(self, contradicted: float) -> None:
        self.verdict = Verdict(0.0, 1 - contradicted, contradicted)
        self.asked: list[tuple[str, str]] = []

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Verdict]:
        self.asked += pairs
        return [self.verdict] * len(pairs)


# Of one thing, in other words.
OTHERWISE = (
    "The walkout at Varne Ferries in 2018, which went on for three full weeks, ate the year's profit.",
    "In 2018 the walkout of the deckhands held up Varne Ferries for eleven days before the company gave way.",
)


@pytest.mark.parametrize(("contradicted", "expected"), [(0.5, [[["a.txt"], ["b.txt"]]]), (0.1, [])])
def test_what_the_rules_cannot_tell_is_judged(contradicted: float, expected: list[object]) -> None:
    assert positions(audited(*OTHERWISE)) == []
    judge = Unmoved(contradicted)
    found = audited(*OTHERWISE, judge=judge)
    assert (positions(found), found.compared) == (expected, 1)
    # Both ways.
    assert [first.split(" | ")[0] for first, _ in judge.asked] == ["How long walkout Varne Ferries?"] * 2


def test_what_the_rules_tell_is_not_judged() -> None:
    judge = Unmoved(0.0)
    one, other, harmless = FLIPPED[0]
    assert positions(audited(one, other, judge=judge)) == [[["a.txt"], ["b.txt"]]]
    assert positions(audited(one, harmless, judge=judge)) == []
    # Nor what the rules set apart, whatever the judge would make of it.
    sure = Unmoved(1.0)
    assert positions(audited(one, "The ferry Brenna carried 421 passengers to Pellworth on Sunday.", judge=sure)) == []
    assert judge.asked == sure.asked == []


def test_an_audit_can_be_stopped_before_each_time_the_judge_is_asked() -> None:
    judge, told = Unmoved(0.5), list[tuple[int, int]]()

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if done == total:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        audited(*OTHERWISE, judge=judge, progress=stop)
    assert judge.asked == []
    assert told[-1][0] == told[-1][1]


def test_the_packaged_judge_tells_two_accounts_of_one_strike() -> None:
    assert positions(audited(*OTHERWISE, judge=PackagedJudge())) == [[["a.txt"], ["b.txt"]]]
    one, other = OTHERWISE
    assert positions(audited(one, other.replace("eleven days", "21 days"), judge=PackagedJudge())) == []


def test_the_order_of_files_changes_nothing() -> None:
    one, other, _ = FLIPPED[1]
    there, back = audited(one, other), audited(other, one)
    assert {v.claim.words for d in there.discords for p in d.positions for v in p} == {
        v.claim.words for d in back.discords for p in d.positions for v in p
    }
    assert there.discords[0].likely == pytest.approx(back.discords[0].likely)


def test_nothing_to_compare() -> None:
    assert audited("The sea is wide.", "The sea is wide.") == Audited((), 0)
