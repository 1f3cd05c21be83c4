from __future__ import annotations

import pytest

from rag.reading.disputes import Dispute, disputes, is_rejected, mentions_dispute
from rag.reading.parser import parse
from rag.text.spans import Span

pytestmark = pytest.mark.model


def words(sentence: str, span: Span | None) -> str | None:
    return None if span is None else sentence[span.start : span.end]


def rejecting(sentence: str, value: str) -> Dispute | None:
    start = sentence.index(value)
    return is_rejected(parse(sentence), Span(start, start + len(value)))


@pytest.mark.parametrize(
    ("sentence", "disputer", "rejected", "instead"),
    [
        ("The mayor denied that 600 jobs were lost.", "The mayor", "600", None),
        ("The mayor denies having taken $2 million.", "The mayor", "$2 million", None),
        ("The mayor disputes the ministry's figure of 600.", "The mayor", "600", None),
        ("The mayor contests the figure of 600 and counts 80.", "The mayor", "600", "80"),
        ("The mayor rejects the estimate of 600.", "The mayor", "600", None),
        ("The mayor questions the claim that 600 jobs were lost.", "The mayor", "600", None),
        ("The archive contradicts the date of 1720.", "The archive", "1720", None),
        ("The figure of 600 is disputed by the mayor, who counts 80.", "the mayor", "600", "80"),
        ("The ministry says 600 jobs were lost; the mayor denies this and puts it at 80.", "the mayor", "600", "80"),
        ("The ministry says 600 jobs were lost, but the mayor disputes the figure.", "the mayor", "600", None),
        ("The ministry says 600 jobs were lost, a figure that the mayor rejects.", "the mayor", "600", None),
        ("The ministry says 600 jobs were lost; the mayor calls this untrue.", "the mayor", "600", None),
        ("The mayor called the figure of 600 grossly inflated.", "The mayor", "600", None),
        ("The mayor dismissed the claim that 600 jobs were lost as nonsense.", "The mayor", "600", None),
        ("The mayor says the figure of 600 is too high.", "The mayor", "600", None),
        ("The figure of 600 is misleading.", None, "600", None),
        ("The ministry's claim of 600 is no more than a fiction.", None, "600", None),
        ("There is no evidence that 600 jobs were lost.", None, "600", None),
        ("Contrary to the ministry's claim of 600, only 80 jobs were lost.", None, "600", "80"),
        ("The guidebook wrongly says that the tower opened in 1720.", None, "1720", None),
        ("The toll of 300, which the army disputes, was printed.", "the army", "300", None),
        ("The date of 1720 is contested.", None, "1720", None),
    ],
)
def test_disputes(sentence: str, disputer: str | None, rejected: str, instead: str | None) -> None:
    found = rejecting(sentence, rejected)
    assert found is not None
    assert (words(sentence, found.disputer), words(sentence, found.instead)) == (disputer, instead)
    assert mentions_dispute(parse(sentence)) is not None


# In some of these the parser takes the verb for a noun.
@pytest.mark.parametrize("who", ["The union", "The city council", "Foro Libre", "The charity", "The ministry of works"])
@pytest.mark.parametrize("verb", ["contests", "disputes", "rejects", "challenges"])
@pytest.mark.parametrize("what", ["this figure", "that count", "the amount"])
def test_a_figure_told_before(who: str, verb: str, what: str) -> None:
    sentence = f"{who} {verb} {what}."
    found = mentions_dispute(parse(sentence))
    assert found is not None
    assert (words(sentence, found.disputer), words(sentence, found.rejected)) == (who, what)


@pytest.mark.parametrize("sentence", ["The union contests this election.", "The boxer contests the title again."])
def test_what_is_contested_may_be_no_figure(sentence: str) -> None:
    assert mentions_dispute(parse(sentence)) is None


@pytest.mark.parametrize(
    ("sentence", "rejected", "instead"),
    [
        ("The tower cost not 600 but 80 crowns.", "600", "80 crowns"),
        ("The tower has 80 steps, not 600.", "600", "80"),
        ("The tower opened in 1720, not in 1790.", "1790", "1720"),
        ("The tower opened in 1720 rather than 1790.", "1790", "1720"),
        ("The tower stands in Dunsby, not in Lorrin.", "Lorrin", "Dunsby"),
        ("The number was corrected from 600 to 80.", "600", "80"),
        ("The 600 prisoners turned out to be 80.", "600", "80"),
    ],
)
def test_a_correction_is_no_dispute_between_parties(sentence: str, rejected: str, instead: str) -> None:
    found = rejecting(sentence, rejected)
    assert found is not None
    assert found.disputer is None
    assert words(sentence, found.instead) == instead
    assert rejecting(sentence, instead) is None
    assert mentions_dispute(parse(sentence)) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Opposition groups call the figure inflated.",
        "The union called it exaggerated.",
        "The union disputes this.",
        "The date of his birth is disputed.",
        "The figure remains in dispute.",
        "The number of victims remains disputed.",
        "Historians disagree about the year of the battle.",
        "The union casts doubt on the figure.",
        "The disputed figure was printed again.",
    ],
)
def test_what_is_contested_may_stand_in_the_sentence_before(sentence: str) -> None:
    assert mentions_dispute(parse(sentence)) is not None


@pytest.mark.parametrize(
    "sentence",
    [
        "The figure of 600 could not be disputed.",
        "The figure of 600 is undisputed.",
        "The toll of 300, which the army never disputed, was printed.",
        "The 80 seats, which the party contests, lie in the north.",
        "She has an undisputed record of 80 wins.",
        "The mayor does not deny that 600 jobs were lost.",
        "The mayor never disputed the figure of 600.",
        "If the mayor disputes the figure, the court must decide.",
        "Does the mayor dispute the figure?",
        "You can dispute a charge within 60 days.",
        "He was denied bail on 3 May.",
        "The guards denied 80 men entry.",
        "The guards denied them access to the file.",
        "The final was contested by two teams.",
        "He contested the election in 1990.",
        "The board rejected the offer of $80 million.",
        "The board rejected a bid of $80 million.",
        "The court rejected the appeal of 80 workers.",
        "The police questioned 80 witnesses.",
        "The state denied the zoning for 80 homes.",
        "The firm offered $80 million, but the board rejected it.",
        "His brother challenged his claim to the throne.",
        "The board rejected the idea of 80 new stations.",
        "No scholar disputes the figure of 600.",
        "It uses diesel instead of petrol.",
        "They chose Anna Berg rather than Tom Lind.",
        "He challenged her to a race of 80 km.",
        "The disputed territory covers 80 square kilometres.",
        "Not only 600 but 80 more were freed.",
        "The price is too high.",
        "The union called the price too high.",
        "The balloons are inflated.",
        "He called the boy a liar.",
        "He was wrongly convicted of 80 thefts.",
        "The day turned out to be sunny.",
        "The ministry puts the number at 600.",
    ],
)
def test_no_dispute(sentence: str) -> None:
    assert disputes(parse(sentence)) == []


@pytest.mark.parametrize(
    ("dispute", "none"),
    [
        ("The mayor denied the report.", "The mayor denied the request."),
        ("The union contests the figure of 600.", "The union contests the sacking of 600."),
        ("The board rejected the figure of 600.", "The board rejected the offer of 600."),
        ("The mayor disputes that 600 jobs were lost.", "The mayor agrees that 600 jobs were lost."),
        ("The union called the figure false.", "The union called the figure helpful."),
        ("The board rejected the idea that 80 stations closed.", "The board rejected the idea of 80 stations."),
        ("The firm says it paid; the union rejects this.", "The firm wants to pay; the union rejects this."),
        ("The prison denied that he was held.", "The prison denied him a visit."),
    ],
)
def test_pairs(dispute: str, none: str) -> None:
    assert mentions_dispute(parse(dispute)) is not None
    assert mentions_dispute(parse(none)) is None


def test_the_cue_and_what_stays_out_of_it() -> None:
    sentence = "The museum paid €4 million; its former curator calls that sum inflated."
    (found,) = disputes(parse(sentence))
    assert words(sentence, found.cue) == "inflated"
    assert words(sentence, found.disputer) == "its former curator"
    assert rejecting(sentence, "€4 million") == found
    assert rejecting(sentence, "former curator") is None


def test_an_empty_sentence() -> None:
    assert disputes(parse("")) == []
    assert mentions_dispute(parse("")) is None
