from __future__ import annotations

from ui.chat.examples import examples_for

SEEDS = (
    "000_21ae618e34b8f463.txt",
    "001_1e4ae7573a80e7a0.txt",
    "002_3cfbaf10b6856f55.txt",
    "003_08799dc045b518ad.txt",
    "004_b35c27fa469a94e9.txt",
)


def test_questions_about_the_seeds() -> None:
    questions = examples_for([*(f"seeds/{name}" for name in SEEDS), "notes.txt"])
    assert questions[0] == "How many political prisoners have been released?"
    assert len(questions) == 4


def test_none_for_other_files() -> None:
    assert examples_for(SEEDS[1:]) == ()
    assert examples_for([]) == ()
