"""What people say of answers, and test questions made of them, in a real browser, over a small index."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from rag import read_questions
from tests.ui.conftest import served, visiting
from tests.ui.feedback.site import HOSTILE, HOSTILE_WORDS

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.ui.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.model]


def replied(visit: Visit, words: str) -> None:
    visit.page.wait_for_function(
        "words => document.querySelector('#ws-feedback .ws-reply')?.textContent.includes(words)", arg=words
    )
    visit.settle()  # what is pressed before the page has heard the end of it goes nowhere


def pressed(visit: Visit, *names: str) -> None:
    """Wait until these thumbs are pressed, and no others."""
    thumbs = visit.page.locator('[aria-pressed="true"].ws-thumb')
    expect(thumbs).to_have_count(len(names))
    for number, name in enumerate(names):
        expect(thumbs.nth(number)).to_have_attribute("aria-label", name)


def test_answers_are_judged_and_become_test_questions(browser: Browser, tmp_path: Path) -> None:
    votes, questions = tmp_path / "page" / "feedback.jsonl", tmp_path / "page" / "questions.jsonl"

    def kept() -> list[dict[str, Any]]:
        return [json.loads(line) for line in votes.read_text(encoding="utf-8").splitlines()]

    with (
        served("-m", "tests.ui.feedback.site", str(tmp_path)) as address,
        visiting(browser, address, width=390, height=844, scheme="dark") as visit,
    ):
        page = visit.page
        page.set_default_timeout(90_000)
        page.locator("#ws-panel h2").wait_for()
        visit.settle()
        assert page.locator("#ws-feedback button").count() == 0
        visit.ask("Who cast the bell?")
        visit.settle()

        page.get_by_role("button", name="Good answer").click()
        replied(visit, "Thank you.")
        pressed(visit, "Good answer")
        page.get_by_role("button", name="Bad answer").click()
        pressed(visit, "Bad answer")
        visit.settle()
        page.get_by_label("Why?").fill("not <b>him</b>")
        page.keyboard.press("Enter")
        page.wait_for_selector(".ws-reason-form", state="hidden")
        visit.settle()
        pressed(visit, "Bad answer")
        page.get_by_role("button", name="Bad answer").click()
        replied(visit, "Taken back.")
        pressed(visit)
        assert [(row["verdict"], row["reason"]) for row in kept()] == [
            ("up", ""),
            ("down", ""),
            ("down", "not <b>him</b>"),
            ("none", ""),
        ]
        assert len({(row["answer"], row["by"]) for row in kept()}) == 1
        assert kept()[0]["citations"][0]["quote"] == HOSTILE_WORDS

        opener = page.get_by_role("button", name="Save as test question")
        opener.click()
        form = page.get_by_role("dialog", name="Save as test question")
        form.wait_for()
        expect(form.get_by_label("Question", exact=True)).to_have_value("Who cast the bell?")
        expect(form).to_contain_text(HOSTILE_WORDS, use_inner_text=True)
        page.keyboard.press("Escape")
        form.wait_for(state="hidden")
        expect(opener).to_be_focused()
        visit.settle()
        opener.click()
        form.get_by_label("Right values, one a line").fill("Ode Wyn")
        form.get_by_role("button", name="Save").click()
        replied(visit, "Saved: 1 test question")
        (saved,) = read_questions(questions)
        assert (saved.expected, saved.answerable) == (("Ode Wyn",), True)
        assert (saved.relevant[0].source, saved.relevant[0].quote) == (HOSTILE, HOSTILE_WORDS)

        # Once more: it says so before anything is replaced.
        opener.click()
        form.get_by_text("This question is saved already.").wait_for()
        form.get_by_label("No file answers it").check()
        expect(form.get_by_label("Right values, one a line")).to_be_hidden()
        form.get_by_label("Question", exact=True).fill("who cast  the BELL")
        form.get_by_role("button", name="Save").click()
        form.get_by_text("This question is saved already.").wait_for()
        visit.settle()
        assert read_questions(questions) == [saved]
        form.get_by_role("button", name="Replace").click()
        form.wait_for(state="hidden")
        assert [one.answerable for one in read_questions(questions)] == [False]

        # What was saved is run right away.
        page.get_by_role("tab", name="Evaluation").click()
        page.wait_for_selector("#ws-chosen >> text=1 question")
        visit.settle()
        page.click("#ws-run")
        page.wait_for_selector(".ws-results >> text=1 miss")
        assert page.evaluate("window.hacked") is None
    assert json.loads(questions.read_text(encoding="utf-8"))["id"] == saved.id
