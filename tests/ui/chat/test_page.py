"""The chat in a real browser: conversations that are kept, what can be done with messages, answers that grow."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from tests.ui.chat.written_site import ASKED, BROKEN, FIRST, SECOND, STRUCK
from tests.ui.conftest import served, visiting
from tests.ui.fake import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.ui.conftest import Visit

pytestmark = pytest.mark.browser

BOATS, LAST = EXAMPLES[0], "When does the last one leave?"
BOX = "#ws-question textarea"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def questions(visit: Visit) -> list[str]:
    """The questions that are shown, without what was searched for."""
    return [text.split("\n")[0] for text in visit.page.locator('#ws-chat [data-testid="user"]').all_inner_texts()]


def wait_for_questions(visit: Visit, *expected: str) -> None:
    visit.page.wait_for_function(
        """expected => { const all = [...document.querySelectorAll('#ws-chat [data-testid="user"] p:first-child')];
                         return JSON.stringify(all.map(p => p.innerText)) === JSON.stringify(expected); }""",
        arg=list(expected),
    )


def wait_until_idle(visit: Visit) -> None:
    visit.page.wait_for_selector("#ws-chat .bot-row:last-child [data-do=again]")


def test_conversations_outlive_a_reload_and_the_program(browser: Browser, tmp_path: Path) -> None:
    command = ("-m", "tests.ui.chat.site", str(tmp_path), str(free_port()))
    with served(*command) as address, visiting(browser, address, width=1280, height=900) as visit:
        page = visit.page
        page.wait_for_selector(".ws-example")
        visit.ask(BOATS)
        visit.ask("and at night?")
        drawn = page.inner_html("#ws-chat .message-wrap")
        sources = page.inner_text("#ws-panel")
        page.reload()
        wait_for_questions(visit, BOATS, "and at night?")
        page.wait_for_selector(".ws-card")
        visit.problems.clear()  # leaving a page cuts off what Gradio was listening to, and it says so
        assert page.inner_html("#ws-chat .message-wrap") == drawn
        assert page.inner_text("#ws-panel") == sources
        page.click("#ws-clear")
        page.wait_for_selector(".ws-example")
        visit.ask("hostile")
        page.click("#ws-listing summary")
        names = page.locator(".ws-kept-name").all_inner_texts()
        assert names == ["hostile", BOATS]
        kept = page.context.storage_state()
    with served(*command) as again:
        assert again == address
        context = browser.new_context(storage_state=kept)
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector('#ws-chat [data-testid="user"]')
        assert page.inner_text('#ws-chat [data-testid="user"]') == "hostile"
        page.click("#ws-listing summary")
        page.click(".ws-kept-open >> nth=1")
        page.wait_for_function("document.querySelectorAll('#ws-chat [data-testid=\"user\"]').length === 2")
        page.click("#ws-listing summary")
        page.click("[data-do=rename] >> nth=1")
        page.keyboard.type("Boats & <b>nights</b>")
        page.keyboard.press("Enter")
        page.wait_for_selector(".ws-kept-name:text-is('Boats & <b>nights</b>')")
        page.click("li:has([aria-current]) [data-do=deleted]")
        page.wait_for_selector('#ws-chat [data-testid="user"]', state="detached")
        assert page.inner_text(".ws-undo").startswith("Deleted “Boats & <b>nights</b>”.")
        page.click(".ws-undo button")
        page.wait_for_function("document.querySelectorAll('#ws-chat [data-testid=\"user\"]').length === 2")
        context.close()
        with visiting(browser, address, width=390, height=844) as other:
            other.page.wait_for_selector(".ws-example")
            other.ask(BOATS)
            assert other.page.inner_text(".ws-count") == "1"
            assert not other.page.locator(".ws-kept-list").is_visible()


def test_edit_repeat_and_look_at_an_earlier_answer(visit: Visit) -> None:
    page = visit.page
    visit.ask(LAST)
    visit.ask("and at night?")
    wait_until_idle(visit)
    page.get_by_role("button", name="Show sources").click()
    page.wait_for_function("document.querySelectorAll('.ws-card').length === 1")
    page.locator('#ws-chat [data-testid="bot"]').last.locator("p").last.click()
    page.wait_for_function("document.querySelectorAll('.ws-card').length === 2")
    page.get_by_role("button", name="Edit what was searched for").click()
    page.wait_for_selector(".ws-revising")
    assert page.input_value(BOX) == f"and at night? (about {LAST})"
    page.get_by_role("button", name="Keep what is there").click()
    page.wait_for_selector(".ws-revising", state="detached")
    page.locator("#ws-chat").get_by_role("button", name="Edit", exact=True).first.click()
    page.wait_for_selector(".ws-revising")
    assert page.input_value(BOX) == LAST
    page.wait_for_function(f"document.activeElement === document.querySelector({BOX!r})")
    page.fill(BOX, "hostile")
    page.keyboard.press("Enter")
    wait_for_questions(visit, "hostile")
    wait_until_idle(visit)
    visit.ask("broken")
    wait_until_idle(visit)
    page.get_by_role("button", name="Ask again", exact=True).click()
    page.wait_for_function(f"document.querySelector({BOX!r}).value === 'broken'")
    assert questions(visit) == ["hostile", "broken"]


def test_keyboard_and_screen_readers(visit: Visit) -> None:
    page = visit.page
    page.focus(BOX)
    page.keyboard.type("How many boats")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("call?")
    assert page.input_value(BOX) == "How many boats\ncall?"
    page.keyboard.press("Enter")
    wait_until_idle(visit)
    assert page.evaluate(f"document.activeElement === document.querySelector({BOX!r})")
    assert page.locator("[role=status]").all_inner_texts()[-1] == (
        "Answered: four. 2 quotes from 2 files. Sources disagree."
    )
    assert page.locator("#ws-chat [role=log]").get_attribute("aria-live") == "off"
    page.locator('#ws-chat a[href^="#quote/"]').first.focus()
    held = "document.activeElement.getAttribute('href')"
    first = page.evaluate(held)
    page.keyboard.press("ArrowRight")
    second = page.evaluate(held)
    assert second != first
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(held) == first
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open] mark")
    assert page.inner_text("dialog[open] mark") == "The harbour master counts three calls a day."
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog:not([open])", state="attached")


@pytest.mark.model
def test_written_answers_grow_stop_and_fall_back(browser: Browser, tmp_path: Path) -> None:
    pytest.importorskip("openai")
    go = tmp_path / "go"
    with (
        served("-m", "tests.ui.chat.written_site", str(tmp_path)) as address,
        visiting(browser, address, width=1280, height=900) as visit,
    ):
        page = visit.page
        answer = page.locator('#ws-chat [data-testid="bot"]').last

        def ask(question: str) -> None:
            page.fill(BOX, question)
            page.keyboard.press("Enter")
            page.wait_for_selector("#ws-halt", timeout=120_000)

        # Sentence after sentence, what is not supported struck.
        ask(ASKED)
        answer.get_by_text(FIRST).wait_for(timeout=120_000)
        assert SECOND not in answer.inner_text()
        assert page.locator(".ws-card").count() > 0
        go.touch()
        answer.get_by_text(SECOND).wait_for()
        wait_until_idle(visit)
        assert answer.locator("del").inner_text() == STRUCK
        assert "Note: a sentence is struck through" in answer.inner_text()
        # Stopped by Escape, what there was stays.
        go.unlink()
        page.click("#ws-clear")
        page.wait_for_selector('#ws-chat [data-testid="bot"]', state="detached")
        ask(ASKED)
        answer.get_by_text(FIRST).wait_for()
        page.keyboard.press("Escape")
        answer.get_by_text("Stopped: this is as far as the answer came.").wait_for()
        wait_until_idle(visit)
        assert FIRST in answer.inner_text()
        assert page.input_value(BOX) == ASKED
        # A server that breaks off leaves the answer in quotes, and says so.
        page.click("#ws-clear")
        page.wait_for_selector('#ws-chat [data-testid="bot"]', state="detached")
        visit.ask(BROKEN)
        assert "Note: m could not answer, so this answer is made of quotes" in answer.inner_text()
        # Whoever wants quotes has them at once; the choice is nobody else's.
        page.click("#ws-clear")
        page.wait_for_selector('#ws-chat [data-testid="bot"]', state="detached")
        page.get_by_label("made of quotes").check()
        visit.ask(ASKED)
        assert FIRST not in answer.inner_text()
        assert "said that 41 members were present" in answer.inner_text()
        with visiting(browser, address, width=390, height=844) as other:
            assert other.page.get_by_label("written by m").is_checked()
