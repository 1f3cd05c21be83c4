"""The chat in a real browser: conversations that are kept, what can be done with messages, answers that grow."""

from __future__ import annotations

import re
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.ui.chat.written_site import ASKED, BROKEN, FIRST, SECOND, STRUCK
from tests.ui.conftest import SETTLED, served, visiting
from tests.ui.fake import EXAMPLES, FERRY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

    from tests.ui.conftest import Visit

pytestmark = pytest.mark.browser

BOATS, LAST = EXAMPLES[0], "When does the last one leave?"
BOX = "#ws-question textarea"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for_questions(visit: Visit, *expected: str) -> None:
    """Wait until these are the questions that are shown, apart from what was searched for."""
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
        wait_until_idle(visit)
        page.wait_for_selector(".ws-card")
        visit.settle()
        drawn = page.inner_html("#ws-chat .message-wrap")
        sources = page.inner_text("#ws-panel")
        page.reload()
        wait_for_questions(visit, BOATS, "and at night?")
        page.wait_for_selector(".ws-card")
        wait_until_idle(visit)
        visit.settle()
        visit.problems.clear()  # leaving a page cuts off what Gradio was listening to, and it says so
        assert page.inner_html("#ws-chat .message-wrap") == drawn
        assert page.inner_text("#ws-panel") == sources
        page.click("#ws-clear")
        page.wait_for_selector(".ws-example")
        visit.ask("hostile")
        page.click("#ws-listing summary")
        expect(page.locator(".ws-kept-name")).to_have_text(["hostile", BOATS], use_inner_text=True)
        kept = page.context.storage_state()
    with served(*command) as again:
        assert again == address
        context = browser.new_context(storage_state=kept)
        page = context.new_page()
        page.goto(address)
        asked = page.locator('#ws-chat [data-testid="user"]')
        expect(asked).to_have_text(["hostile"], use_inner_text=True)
        page.click("#ws-listing summary")
        page.click(".ws-kept-open >> nth=1")
        expect(asked).to_have_count(2)
        expect(page.locator(".ws-kept-open").nth(1)).to_have_attribute("aria-current", "true")
        page.click("#ws-listing summary")
        page.click("[data-do=rename] >> nth=1")
        page.keyboard.type("Boats & <b>nights</b>")
        page.keyboard.press("Enter")
        page.wait_for_selector(".ws-kept-name:text-is('Boats & <b>nights</b>')")
        page.click("li:has([aria-current]) [data-do=deleted]")
        expect(asked).to_have_count(0)
        expect(page.locator(".ws-undo")).to_have_text("Deleted “Boats & <b>nights</b>”. Undo", use_inner_text=True)
        page.click(".ws-undo button")
        expect(asked).to_have_count(2)
        context.close()
        with visiting(browser, address, width=390, height=844) as other:
            other.page.wait_for_selector(".ws-example")
            other.ask(BOATS)
            expect(other.page.locator(".ws-count")).to_have_text("1", use_inner_text=True)
            expect(other.page.locator(".ws-kept-list")).to_be_hidden()


@contextmanager
def unanswered(page: Page) -> Iterator[None]:
    """Nothing that the page asks of the program is answered meanwhile."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/queue/data?*", hold)
    yield
    assert held
    for route in held:
        route.continue_()
    page.unroute("**/queue/data?*")


def test_what_is_done_before_the_page_has_heard_anything_stays(visit: Visit) -> None:
    visit.ask(LAST)
    page = visit.page.context.new_page()
    asked = page.locator('#ws-chat [data-testid="user"]')
    file = page.locator("#ws-files").get_by_label(FERRY, exact=True)
    # Not which conversation was open either, nor which files there are.
    with unanswered(page):
        with page.expect_request("**/queue/data?*"):
            page.goto(visit.page.url)
        page.click("#ws-files .label-wrap")
        file.uncheck()
        page.locator(BOX).press_sequentially("Who runs")
        assert asked.count() == 0
    expect(asked).to_have_text([LAST], use_inner_text=True)
    page.locator(BOX).press_sequentially(" the ferry?")
    page.wait_for_selector("#ws-export button")  # follows once all that came with the conversation is in its place
    page.evaluate(SETTLED)
    expect(page.locator(BOX)).to_have_value("Who runs the ferry?")
    expect(file).not_to_be_checked()
    page.locator(BOX).press("Enter")
    expect(asked).to_have_text([LAST, re.compile(r"^Who runs the ferry\?(\n|$)")], use_inner_text=True)


def test_conversations_deleted_one_right_after_the_other_are_gone(visit: Visit) -> None:
    page = visit.page
    visit.ask(BOATS)
    page.get_by_role("button", name="New conversation").click()
    page.wait_for_selector('#ws-chat [data-testid="user"]', state="detached")
    visit.settle()
    visit.ask("hostile")
    page.click("#ws-listing summary")
    expect(page.locator(".ws-kept-name")).to_have_count(2)
    visit.settle()
    page.evaluate("document.querySelectorAll('[data-do=deleted]').forEach(button => button.click())")
    expect(page.locator(".ws-kept-name")).to_have_count(0)
    expect(page.locator('#ws-chat [data-testid="user"]')).to_have_count(0)


def test_edit_repeat_and_look_at_an_earlier_answer(visit: Visit) -> None:
    page = visit.page
    visit.ask(LAST)
    visit.ask("and at night?")
    wait_until_idle(visit)
    page.get_by_role("button", name="Show sources").click()
    page.wait_for_function("document.querySelectorAll('.ws-card').length === 1")
    # The answer takes clicks once the page has drawn that its sources are not those shown.
    page.locator("#ws-chat .bot-row").last.get_by_role("button", name="Show sources").wait_for()
    visit.last_answer().locator("p").last.click()
    page.wait_for_function("document.querySelectorAll('.ws-card').length === 2")
    page.get_by_role("button", name="Edit what was searched for").click()
    page.wait_for_selector(".ws-revising")
    box = page.locator(BOX)
    expect(box).to_have_value(f"and at night? (about {LAST})")
    page.get_by_role("button", name="Keep what is there").click()
    page.wait_for_selector(".ws-revising", state="detached")
    page.locator("#ws-chat").get_by_role("button", name="Edit", exact=True).first.click()
    page.wait_for_selector(".ws-revising")
    expect(box).to_have_value(LAST)
    expect(box).to_be_focused()
    visit.settle()
    visit.ask("hostile")
    wait_for_questions(visit, "hostile")
    wait_until_idle(visit)
    visit.ask("broken")
    wait_until_idle(visit)
    expect(box).to_have_value("broken")
    page.fill(BOX, "something else")  # what is asked again comes back into the box once more
    page.get_by_role("button", name="Ask again", exact=True).click()
    expect(box).to_have_value("broken")
    wait_until_idle(visit)
    wait_for_questions(visit, "hostile", "broken")


def test_keyboard_and_screen_readers(visit: Visit) -> None:
    page = visit.page
    page.focus(BOX)
    page.keyboard.type("How many boats")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("call?")
    box = page.locator(BOX)
    assert box.input_value() == "How many boats\ncall?"
    page.keyboard.press("Enter")
    wait_until_idle(visit)
    expect(box).to_be_focused()
    expect(page.locator("[role=status]").last).to_have_text(
        "Answered: four. 2 quotes from 2 files. Sources disagree.", use_inner_text=True
    )
    expect(page.locator("#ws-chat [role=log]")).to_have_attribute("aria-live", "off")
    visit.settle()
    links = page.locator('#ws-chat a[href^="#quote/"]')
    links.first.focus()
    page.keyboard.press("ArrowRight")
    expect(links.nth(1)).to_be_focused()
    assert links.nth(1).get_attribute("href") != links.first.get_attribute("href")
    page.keyboard.press("ArrowLeft")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] mark")).to_have_text(
        "The harbour master counts three calls a day.", use_inner_text=True
    )
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


@pytest.mark.model
def test_written_answers_grow_stop_and_fall_back(browser: Browser, tmp_path: Path) -> None:
    pytest.importorskip("openai")
    go = tmp_path / "go"
    with (
        served("-m", "tests.ui.chat.written_site", str(tmp_path)) as address,
        visiting(browser, address, width=1280, height=900) as visit,
    ):
        page, answer = visit.page, visit.last_answer()

        def ask(question: str) -> None:
            page.fill(BOX, question)
            page.keyboard.press("Enter")
            page.wait_for_selector("#ws-halt", timeout=120_000)

        # Sentence after sentence, what is not supported struck.
        ask(ASKED)
        answer.get_by_text(FIRST).wait_for(timeout=120_000)
        page.locator(".ws-card").first.wait_for()
        assert SECOND not in answer.inner_text()
        go.touch()
        answer.get_by_text(SECOND).wait_for()
        wait_until_idle(visit)
        expect(answer.locator("del")).to_have_text(STRUCK, use_inner_text=True)
        expect(answer).to_contain_text("Note: a sentence is struck through", use_inner_text=True)
        visit.settle()
        # Stopped by Escape, what there was stays.
        go.unlink()
        page.click("#ws-clear")
        page.wait_for_selector('#ws-chat [data-testid="bot"]', state="detached")
        ask(ASKED)
        answer.get_by_text(FIRST).wait_for()
        page.keyboard.press("Escape")
        answer.get_by_text("Stopped: this is as far as the answer came.").wait_for()
        wait_until_idle(visit)
        expect(answer).to_contain_text(FIRST, use_inner_text=True)
        expect(page.locator(BOX)).to_have_value(ASKED)
        visit.settle()
        # A server that breaks off leaves the answer in quotes, and says so.
        page.click("#ws-clear")
        page.wait_for_selector('#ws-chat [data-testid="bot"]', state="detached")
        visit.ask(BROKEN)
        expect(answer).to_contain_text(
            "Note: m could not answer, so this answer is made of quotes", use_inner_text=True
        )
        # Whoever wants quotes has them at once; the choice is nobody else's.
        page.click("#ws-clear")
        page.wait_for_selector('#ws-chat [data-testid="bot"]', state="detached")
        page.get_by_label("made of quotes").check()
        visit.ask(ASKED)
        expect(answer).to_contain_text("said that 41 members were present", use_inner_text=True)
        assert FIRST not in answer.inner_text()
        with visiting(browser, address, width=390, height=844) as other:
            other.settle()
            expect(other.page.get_by_label("written by m")).to_be_checked()
