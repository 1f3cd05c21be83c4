"""What the judge is shown: the sentence in its surroundings, the words in question marked, and who wrote when."""

from __future__ import annotations

import datetime

import pytest

from rag.reading.shown import Shown, asked_of_one, asked_of_two, show
from rag.text.spans import Span

TEXT = "The ferry lay at Orm. It sank on Monday. Nobody was hurt."
START, END = TEXT.index("It sank"), TEXT.index(" Nobody")


def _dated(day: str | None) -> Shown:
    return Shown("« It sank. »", datetime.date.fromisoformat(day) if day else None)


def test_the_sentence_is_marked_within_its_surroundings() -> None:
    shown = show(TEXT, START, END)
    assert shown.text == "The ferry lay at Orm. « It sank on Monday. » Nobody was hurt."


def test_words_are_marked_within_the_sentence() -> None:
    start = TEXT.index("Monday")
    shown = show(TEXT, START, END, Span(start, start + len("Monday")))
    assert shown.text == "The ferry lay at Orm. It sank on « Monday ». Nobody was hurt."


def test_a_text_of_one_sentence_has_no_surroundings() -> None:
    assert show("It sank.", 0, 8).text == "« It sank. »"


def test_what_is_far_off_is_cut_at_whole_sentences() -> None:
    before = " ".join(f"Earlier thing number {n} happened there." for n in range(40))
    after = " ".join(f"Later thing number {n} happened there." for n in range(40))
    text = f"{before} It sank. {after}"
    start = text.index("It sank.")
    shown = show(text, start, start + len("It sank."))
    opening, _, closing = shown.text.partition("« It sank. »")
    assert opening in text
    assert opening.startswith("Earlier thing number")
    assert len(opening) <= 400
    assert closing.rstrip().endswith("happened there.")
    assert closing in text
    assert len(closing) <= 200


def test_of_one_passage_it_is_asked_what_it_says_of_the_question() -> None:
    assert asked_of_one("Did it sink?", _dated(None)) == ("« It sank. »", "Did it sink?")


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (None, "2024-05-01", ("undated", "undated")),
        ("2024-05-01", "2024-05-01", ("same day", "same day")),
        ("2024-05-01", "2024-05-04", ("3 days earlier", "3 days later")),
        ("2024-05-01", "2024-06-14", ("44 days earlier", "44 days later")),
        ("2024-06-20", "2024-05-01", ("1 months later", "1 months earlier")),
        ("2024-05-01", "2026-04-21", ("24 months earlier", "24 months later")),
        ("2024-05-01", "2026-05-20", ("2 years earlier", "2 years later")),
    ],
)
def test_of_two_it_is_told_how_far_apart_they_were_written(
    first: str | None, second: str | None, told: tuple[str, str]
) -> None:
    premise, hypothesis = asked_of_two("Did it sink?", _dated(first), _dated(second))
    assert premise == f"Did it sink? | {told[0]}: « It sank. »"
    assert hypothesis == f"{told[1]}: « It sank. »"
