"""What an answer rests on, read in a real browser: the panel, the viewer, and asking again without a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.ui.conftest import served, visiting
from tests.ui.sources.site import CHANGED, HOSTILE, HOSTILE_LINE, LONG, PDF, QUESTION, QUOTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.ui.conftest import Visit

pytestmark = pytest.mark.browser

IN_VIEW = """() => { const mark = document.querySelector('dialog mark, dialog .ws-box')?.getBoundingClientRect();
                     const box = document.querySelector('dialog .ws-scroll').getBoundingClientRect();
                     return mark && mark.top >= box.top && mark.bottom <= box.bottom; }"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served("-m", "tests.ui.sources.site", str(tmp_path_factory.mktemp("site"))) as address:
        yield address


def reads(visit: Visit, source: str, count: str) -> None:
    """Wait until the viewer shows a file's quote, marked and in view, and how many there are."""
    visit.page.wait_for_function("name => document.querySelector('dialog[open] h2')?.textContent === name", arg=source)
    visit.page.wait_for_function(IN_VIEW)
    expect(visit.page.locator(".ws-nth")).to_have_text(count, use_inner_text=True)
    assert visit.page.locator("dialog mark").evaluate("mark => mark.textContent") == QUOTES[source]


def test_reading_what_an_answer_rests_on(visit: Visit) -> None:
    page = visit.page
    visit.ask(QUESTION)
    # The panel: the quotes in their surroundings, what has changed since, why each was found, what was not used.
    page.wait_for_selector(".ws-card")
    quotes = page.locator(".ws-card mark.ws-quote")
    expect(quotes).to_have_count(len(QUOTES))
    assert quotes.evaluate_all("all => all.map(q => q.textContent)") == [*QUOTES.values()]
    first = page.locator(".ws-card").first
    expect(first.locator(".ws-around")).to_have_text(
        ["The harbours were visited in May and June by two of the members.", "The jetty is sound."], use_inner_text=True
    )
    expect(page.locator(".ws-card", has_text=CHANGED).locator(".ws-stale")).to_have_count(1)
    expect(page.locator(".ws-stale")).to_have_count(1)
    first.locator("summary").press("Enter")
    for term in ("boats", "call", "harbour"):
        first.locator(".ws-found .ws-term").get_by_text(term, exact=True).first.wait_for()
    assert page.locator("dialog[open]").count() == 0
    assert page.locator("#ws-panel img, #ws-header img").count() == 0

    # The viewer: text and printed page, from quote to quote.
    first.locator(".ws-open").press("Enter")
    reads(visit, PDF, "1 of 4")
    page.get_by_role("button", name="Page", exact=True).click()
    page.wait_for_function("() => document.querySelector('dialog .ws-page img')?.naturalWidth > 1000")
    page.wait_for_function(IN_VIEW)
    boxes = page.locator(".ws-box")
    expect(boxes).to_have_count(2)
    sheet, box = page.locator(".ws-page img").bounding_box(), boxes.first.bounding_box()
    assert sheet is not None
    assert box is not None
    # The line stands 72 of 595 points from the left and 760 - 3 * 14 of 842 points from the foot.
    assert (box["x"] - sheet["x"]) / sheet["width"] == pytest.approx(72 / 595.3, abs=0.004)
    baseline = 1 - (760 - 3 * 14) / 841.9
    assert box["y"] < sheet["y"] + baseline * sheet["height"] < box["y"] + box["height"]
    page.get_by_role("button", name="Previous page").click()
    page.wait_for_selector("text=Page 1 of 2")
    page.wait_for_function("() => document.querySelector('dialog .ws-page img')?.naturalWidth > 1000")
    assert boxes.count() == 0

    page.keyboard.press("ArrowRight")
    reads(visit, CHANGED, "2 of 4")
    expect(page.locator("dialog .ws-stale")).to_be_visible()
    page.locator(".ws-outline summary").click()
    page.get_by_role("button", name="Prices").click()
    expect(page.get_by_role("button", name="Prices")).to_be_hidden()

    page.get_by_role("button", name="Next quote").click()
    reads(visit, LONG, "3 of 4")
    length = "document.querySelector('dialog .ws-text').textContent.length"
    before = page.evaluate(length)
    assert before < 150_000
    for name in ("before", "after"):
        page.get_by_role("button", name=f"Show more {name}").click()
        page.wait_for_selector(f"dialog [data-{name}]", state="detached")
    assert page.evaluate(length) > 250_000
    expect(page.locator("dialog mark")).to_have_count(1)

    page.keyboard.press("ArrowRight")
    reads(visit, HOSTILE, "4 of 4")
    text = page.evaluate("document.querySelector('dialog .ws-text').textContent")
    assert text == f"A file that means harm.\n\n{HOSTILE_LINE}\n\nThe end.\n"
    assert page.locator("dialog img, dialog script, dialog a").count() == 0
    assert page.evaluate("typeof window.hacked") == "undefined"
    page.keyboard.press("ArrowRight")  # there is no fifth
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(":focus")).to_have_attribute("data-place", re.compile(f"/{re.escape(PDF)}$"))

    # A marker in the answer begins at its own quote.
    page.locator('#ws-chat a:text-is("[3]")').click()
    reads(visit, LONG, "3 of 4")


def test_asking_again_without_a_file_on_a_phone(browser: Browser, site: str) -> None:
    with visiting(browser, site, width=390, height=844, scheme="dark") as phone:
        phone.ask(QUESTION)
        phone.page.locator("[data-quotes]").first.locator(".ws-open").last.click()
        reads(phone, HOSTILE, "4 of 4")
        assert phone.page.evaluate("document.documentElement.scrollWidth") == 390
        assert phone.page.evaluate("document.querySelector('dialog .ws-scroll').scrollWidth") <= 390
        phone.page.click(".ws-close")
        expect(phone.page.locator("dialog[open]")).to_have_count(0)
        card = phone.page.locator(".ws-card", has_text=CHANGED).first
        card.get_by_role("button", name="Ask again without this file").click()
        phone.page.wait_for_function("() => document.querySelectorAll('#ws-panel .ws-number').length === 3")
        phone.page.wait_for_selector("text=Files to ask: 3 of 4")
        asked = re.compile(rf"^{re.escape(QUESTION)}(\n|$)")
        expect(phone.page.locator('#ws-chat [data-testid="user"]')).to_have_text([asked, asked], use_inner_text=True)
        assert phone.page.locator(".ws-card", has_text=CHANGED).count() == 0
        assert phone.page.evaluate("document.documentElement.scrollWidth") == 390
