"""Answers that are taken along, in a real browser, over the hand-written engine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from lxml import html
from playwright.sync_api import expect

import rag
from tests.ui.fake import EXAMPLES, HOSTILE_LINE, FakeEngine

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Download, Page

    from tests.ui.conftest import Visit

pytestmark = pytest.mark.browser

QUESTION = EXAMPLES[0]
BOX = "#ws-question textarea"


def undated(text: str) -> str:
    return re.sub(r"exported \d+ \w+ \d+, \d\d:\d\d UTC", "exported", text)


def replied(visit: Visit, words: str) -> None:
    visit.page.wait_for_function(
        "words => document.querySelector('#ws-export .ws-reply')?.textContent.includes(words)", arg=words
    )


def remarked(page: Page, words: str) -> None:
    page.wait_for_function("words => document.getElementById('ws-linked')?.textContent.includes(words)", arg=words)


def copied(visit: Visit) -> str:
    return str(visit.page.evaluate("navigator.clipboard.readText()"))


def fetched(visit: Visit, what: str, form: str, folder: Path) -> tuple[str, str]:
    """Choose from the menu; gives the file's name and what is in it."""
    visit.page.click("#ws-export summary")
    with visit.page.expect_download() as saving:
        visit.page.click(f'#ws-export [data-take="file"][data-what="{what}"][data-form="{form}"]')
    saved: Download = saving.value
    replied(visit, f"Saved as {saved.suggested_filename}")
    visit.settle()  # what is asked for before the page has heard the end of it never comes
    saved.save_as(folder / saved.suggested_filename)
    return saved.suggested_filename, (folder / saved.suggested_filename).read_text(encoding="utf-8")


def test_answers_and_the_conversation_are_taken_along(visit: Visit, tmp_path: Path) -> None:
    page, engine = visit.page, FakeEngine()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#ws-panel h2").wait_for()
    visit.settle()
    assert page.locator("#ws-export button").count() == 0
    visit.ask(QUESTION)
    page.wait_for_selector("#ws-export button")
    visit.settle()  # drawn anew, the bar would forget what it replied
    boats = engine.answer(QUESTION)

    page.get_by_role("button", name="Copy", exact=True).click()
    replied(visit, "Copied.")
    assert undated(copied(visit)) == undated(rag.to_markdown(boats))
    expect(page.get_by_role("status").filter(has_text="Copied.")).to_have_count(1)

    # The menu by keyboard: Enter opens it, Escape closes it and leaves the keyboard where it was.
    page.locator("#ws-export summary").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#ws-export details[open]")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Markdown file")
    page.keyboard.press("Escape")
    expect(page.locator("#ws-export details:not([open]) > summary")).to_be_focused()

    name, markdown = fetched(visit, "answer", "markdown", tmp_path)
    assert (name, undated(markdown)) == (
        "whosays-how-many-boats-call-at-skarvik-each-day.md",
        undated(rag.to_markdown(boats)),
    )
    visit.ask("hostile")
    page.wait_for_function("() => document.querySelector('.ws-taken').textContent.startsWith('# hostile')")
    visit.settle()
    hostile = engine.answer("hostile", history=[(QUESTION, boats)])
    name, document = fetched(visit, "conversation", "json", tmp_path)
    turns = rag.read_export(document).turns
    assert [(turn.question, turn.answer) for turn in turns] == [(QUESTION, boats), ("hostile", hostile)]
    for turn in turns:
        for citation in turn.answer.citations:
            stored = engine.document(citation.source).text
            assert stored[citation.start : citation.end] == citation.quote
    _, printed = fetched(visit, "conversation", "html", tmp_path)
    drawn: Any = html.document_fromstring(printed)
    quotes = [one.text_content() for one in drawn.xpath("//ol[@class='notes']//blockquote")]
    assert quotes == [citation.quote for turn in turns for citation in turn.answer.citations]
    assert HOSTILE_LINE in quotes

    page.click("#ws-export summary")
    page.click('[data-take="copy"][data-what="conversation"]')
    replied(visit, "Copied.")
    assert undated(copied(visit)) == undated(
        rag.to_markdown([(turn.question, turn.answer) for turn in turns], title=QUESTION)
    )

    # An earlier answer, once it is shown again.
    page.locator('[data-do="selected"]:visible').first.click()
    page.wait_for_function("() => document.querySelector('.ws-taken').textContent.startsWith('# How many boats')")
    visit.settle()
    assert undated(fetched(visit, "answer", "markdown", tmp_path)[1]) == undated(rag.to_markdown(boats))
    assert page.evaluate("window.hacked") is None


def test_two_files_that_are_wanted_at_once_both_come(visit: Visit) -> None:
    page = visit.page
    visit.ask(QUESTION)
    page.locator('#ws-export [data-take="file"][data-form="json"]').first.wait_for(state="attached")
    with (
        page.expect_download(lambda file: file.suggested_filename.endswith(".json")),
        page.expect_download(lambda file: file.suggested_filename.endswith(".md")),
    ):
        page.evaluate(
            """() => { for (const form of ["json", "markdown"])
                 document.querySelector(`#ws-export [data-take="file"][data-form="${form}"]`).click(); }"""
        )


def test_a_page_without_a_clipboard_copies_all_the_same(visit: Visit) -> None:
    page = visit.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.ask(QUESTION)
    visit.settle()
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name="Copy", exact=True).click()
    replied(visit, "Copied.")
    assert undated(copied(visit)) == undated(rag.to_markdown(FakeEngine().answer(QUESTION)))
    page.evaluate("() => { document.execCommand = () => false; }")
    page.get_by_role("button", name="Copy", exact=True).click()
    replied(visit, "The browser does not allow copying")


def test_a_link_fills_the_box_and_asks_nothing(visit: Visit, site: str) -> None:
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.ask(QUESTION)
    visit.settle()
    visit.page.get_by_role("button", name="Copy link").click()
    replied(visit, "Link copied")
    link = copied(visit)
    assert link == f"{site}/#ask={quote(QUESTION, safe='')}"

    page = visit.page.context.new_page()
    page.on("pageerror", lambda error: visit.problems.append(str(error)))
    page.goto(link)
    remarked(page, "This question came with a link.")
    expect(page.locator(BOX)).to_have_value(QUESTION)
    expect(page).to_have_url(f"{site}/")  # a reload does not bring it again
    # The conversation that was open comes back, and the question that came with the link stays in its box, unasked.
    asked = page.locator('#ws-chat [data-testid="user"]')
    asked.wait_for()
    page.wait_for_selector("#ws-export button")  # what follows from it has come too
    page.wait_for_timeout(300)  # some of what the page does by itself at its start
    expect(asked).to_have_count(1)
    expect(page.locator(BOX)).to_have_value(QUESTION)
    strange = quote("<img src=x onerror=hacked=1>\n\u202e${hacked=2}  {{value}}?")
    for sent, box, said in [
        (strange, "<img src=x onerror=hacked=1> ${hacked=2} {{value}}?", "This question came with a link."),
        ("x" * 2001, "", "too long"),
        ("%E0%A4%A", "", "is broken"),
    ]:
        page.locator(BOX).press_sequentially("x")
        page.locator(BOX).press("Control+a")
        page.locator(BOX).press("Delete")
        page.wait_for_selector("#ws-linked", state="detached")
        page.evaluate("sent => { location.hash = `#ask=${sent}`; }", sent)
        remarked(page, said)
        expect(page.locator(BOX)).to_have_value(box)
    page.locator(BOX).press_sequentially("My own")
    page.wait_for_selector("#ws-linked", state="detached")
    page.evaluate("() => { location.hash = '#ask=Theirs'; }")
    remarked(page, "was left as it was")
    assert page.input_value(BOX) == "My own"
    assert asked.count() == 1
    assert page.evaluate("window.hacked") is None
