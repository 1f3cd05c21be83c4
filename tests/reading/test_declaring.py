"""Questions that are answered by yes or no, as statements; the parser is the real one."""

from __future__ import annotations

import pytest

from rag.reading.declaring import declared

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("Is the bridge open?", "The bridge is open."),
        ("Has the mayor resigned?", "The mayor has resigned."),
        ("Can the app work offline?", "The app can work offline."),
        ("Did the guards open fire?", "The guards did open fire."),
        ("Do I need a permit to camp?", "I do need a permit to camp."),
        ("Is there a ferry?", "There is a ferry."),
        ("Was the old mill on the hill demolished?", "The old mill on the hill was demolished."),
        ("Is the mayor’s office open?", "The mayor's office is open."),
        ("  Does it rain ? ", "It does rain."),
        ("Does it rain", "It does rain."),
    ],
)
def test_subject_helper_and_rest(question: str, statement: str) -> None:
    assert declared(question) == statement


@pytest.mark.parametrize("question", ["Who opened the bridge?", "When did it open?", "Bridge open?", "Is?", "?", ""])
def test_what_does_not_ask_whether_states_nothing(question: str) -> None:
    assert declared(question) is None


@pytest.mark.xfail(reason="the helping verb is parted from its negation, which is put before the subject")
def test_a_question_that_denies() -> None:
    assert declared("Isn't the bridge open?") == "The bridge isn't open."


@pytest.mark.xfail(reason="the parser takes the verb at the end for a part of the subject")
def test_a_subject_with_a_clause_of_its_own() -> None:
    question = "Will the fair that was put off open in May?"
    assert declared(question) == "The fair that was put off will open in May."
