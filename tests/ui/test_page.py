"""The page in a real browser, over the hand-written engine."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.ui.conftest import visiting
from tests.ui.fake import EXAMPLES, FERRY, HARBOUR, HOSTILE, HOSTILE_LINE, FakeEngine
from ui.sources.places import Place

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

    from tests.ui.conftest import Visit

pytestmark = pytest.mark.browser

QUESTION = EXAMPLES[0]
QUOTE = "Four boats call at Skarvik each day."
FERRY_LINK, HARBOUR_LINK = (
    Place.of(c.source, c.start, c.end, c.quote).link for c in FakeEngine().answer(QUESTION).citations
)
# What a screen reader is told.


POSITIONS = f"""\
- group "Answer":
  - paragraph:
    - strong: Four, three
    - link "[1]":
      - /url: "{FERRY_LINK}"
    - link "[2]":
      - /url: "{HARBOUR_LINK}"
  - table "Sources disagree on boats that call at Skarvik each day":
    - caption: Sources disagree on boats that call at Skarvik each day
    - rowgroup:
      - row "Value Who says it As of Files":
        - columnheader "Value"
        - columnheader "Who says it"
        - columnheader "As of"
        - columnheader "Files"
    - rowgroup:
      - row "four not told not told {FERRY} [1]":
        - rowheader "four"
        - cell "not told"
        - cell "not told"
        - cell "{FERRY} [1]":
          - text: {FERRY}
          - link "[1]":
            - /url: "{FERRY_LINK}"
      - row:
        - cell:
          - blockquote:
            - text: {QUOTE}
            - link "[1]":
              - /url: "{FERRY_LINK}"
      - row "three the harbour master 1 January 2019 {HARBOUR} [2]":
        - rowheader "three"
        - cell "the harbour master"
        - cell "1 January 2019"
        - cell "{HARBOUR} [2]":
          - text: {HARBOUR}
          - link "[2]":
            - /url: "{HARBOUR_LINK}"
      - row:
        - cell:
          - blockquote:
            - text: The harbour master counts
            - mark: three
            - text: calls a day.
            - link "[2]":
              - /url: "{HARBOUR_LINK}"
  - paragraph: Both count the calls of one day at the same place.
"""


def marked(visit: Visit) -> str:
    """The text of the only mark in the open viewer."""
    visit.page.wait_for_selector("dialog[open] .ws-text")
    marks = visit.page.locator("dialog[open] mark")
    expect(marks).to_have_count(1)
    return str(marks.evaluate("mark => mark.textContent"))


def wait_for_mark_in_view(visit: Visit) -> None:
    visit.page.wait_for_function(
        """() => { const mark = document.querySelector('dialog mark').getBoundingClientRect();
                   const box = document.querySelector('dialog .ws-text').getBoundingClientRect();
                   return mark.top >= box.top && mark.bottom <= box.bottom; }"""
    )


def reads_exactly(place: Locator, text: str) -> None:
    """Wait for a text, in which white space counts too."""
    expect(place).to_have_text(text, use_inner_text=True)
    assert place.inner_text() == text


def test_start_page_names_the_files(visit: Visit) -> None:
    expect(visit.page).to_have_title("Whosays")
    expect(visit.page.locator(".ws-example")).to_have_text(list(EXAMPLES), use_inner_text=True)
    header = visit.page.locator("header.ws-header")
    reads_exactly(header, f"Whosays\n\nAsks 3 files: {FERRY}, {HARBOUR}, {HOSTILE}")


def test_answer_with_footnotes_and_sources(visit: Visit) -> None:
    visit.ask("When does the last one leave?")
    lines = (
        "21:40 [1]",
        "",
        FERRY,
        "",
        "The last one leaves at 21:40. [1]",
        "",
        "No disagreement found: 2 statements of 2 files were compared.",
        "",
        f"[1] {FERRY}, line 93",
    )
    reads_exactly(visit.last_answer(), "\n".join(lines))
    expect(visit.page.locator(".ws-card .ws-quote")).to_have_text(
        ["The last one leaves at 21:40."], use_inner_text=True
    )
    expect(visit.page.locator(".ws-state")).to_have_text("– No disagreement found", use_inner_text=True)
    expect(visit.page.locator("#ws-question textarea")).to_have_value("")


def test_positions_are_a_table_after_the_value(visit: Visit) -> None:
    visit.ask(QUESTION)
    answer = visit.last_answer()
    expect(answer).to_match_aria_snapshot(POSITIONS)
    assert answer.aria_snapshot().startswith(POSITIONS)  # with nothing before it or in between
    assert answer.locator("ul").count() == 0
    expect(visit.page.locator(".ws-state")).to_have_text("≠ Disagreement found", use_inner_text=True)
    expect(visit.page.locator(".ws-card .ws-quote")).to_have_text(
        [QUOTE, "The harbour master counts three calls a day."], use_inner_text=True
    )


def test_set_aside_unfolds_and_opens_both_quotes(visit: Visit) -> None:
    visit.ask("When does the last one leave?")
    aside = visit.page.locator(".ws-aside")
    aside.locator("summary").wait_for()
    expect(aside.locator("li")).to_be_hidden()
    aside.locator("summary").press("Enter")
    expect(aside.locator(".ws-reason")).to_have_text("<not> one event", use_inner_text=True)
    expect(aside.locator("li")).to_be_visible()
    aside.locator("button").last.click()
    assert marked(visit) == "He has done so since 2019."


def test_positions_stack_on_a_phone(browser: Browser, site: str) -> None:
    with visiting(browser, site, width=390, height=844) as phone:
        phone.ask(QUESTION)
        expect(phone.page.get_by_role("rowheader")).to_have_text(["four", "three"], use_inner_text=True)
        cells = phone.page.locator(".ws-positions tbody tr:has(th)").last.locator("th, td")
        boxes = [cell.bounding_box() for cell in cells.all()]
        assert len({box["x"] for box in boxes if box}) == 1
        assert len({box["y"] for box in boxes if box}) == len(boxes) == 4
        assert phone.page.locator(".ws-untold:visible").count() == 0


def test_click_on_source_opens_file_at_the_quote(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.page.locator(".ws-open").first.click()
    assert marked(visit) == QUOTE
    wait_for_mark_in_view(visit)
    expect(visit.page.locator("dialog h2")).to_have_text(FERRY, use_inner_text=True)
    text = visit.page.evaluate("document.querySelector('dialog .ws-text').textContent")
    assert text.startswith("Winter notices\n\nNotice 1:")
    assert text.endswith("Appendix 39: prices of the year before.\n")
    visit.page.click(".ws-close")
    expect(visit.page.locator("dialog[open]")).to_have_count(0)


@pytest.mark.parametrize(
    "opener", ['#ws-chat a:text-is("[2]")', ".ws-card:nth-child(2) .ws-quote", ".ws-in .ws-marker >> nth=1"]
)
def test_markers_and_cards_open_the_same_place(visit: Visit, opener: str) -> None:
    visit.ask(QUESTION)
    visit.page.locator(opener).first.click()
    assert marked(visit) == "The harbour master counts three calls a day."
    assert visit.page.url.endswith("/")


def test_keyboard_reaches_sources_and_escape_closes(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.page.wait_for_selector("#ws-export button")  # it stands before the sources
    visit.page.focus("#ws-question textarea")
    for _ in range(12):
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate("document.activeElement.classList.contains('ws-open')"):
            break
    place = visit.page.evaluate("document.activeElement.dataset.place || ''")
    assert place.endswith(f"/{FERRY}")
    visit.page.keyboard.press("Enter")
    assert marked(visit) == QUOTE
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("dialog[open]")).to_have_count(0)
    expect(visit.page.locator(":focus")).to_have_attribute("data-place", place)


def test_hostile_document_is_shown_as_text(visit: Visit) -> None:
    visit.ask("hostile")
    reads_exactly(visit.last_answer(), f"{HOSTILE_LINE} [1]\n\n[1] {HOSTILE}, line 2")
    reads_exactly(visit.page.locator(".ws-card .ws-quote"), HOSTILE_LINE)
    visit.page.click(".ws-open")
    assert marked(visit) == HOSTILE_LINE
    assert visit.page.locator("#ws-chat img, #ws-panel img, dialog img, dialog script").count() == 0
    links = visit.page.locator("#ws-chat a").evaluate_all("all => all.map(a => a.getAttribute('href').slice(0, 7))")
    assert links == ["#quote/", "#quote/"]
    assert visit.page.evaluate("typeof window.hacked") == "undefined"


def test_hostile_question_is_shown_as_text(visit: Visit) -> None:
    question = f"weather {HOSTILE_LINE}"
    visit.ask(question)
    reads_exactly(visit.page.locator('#ws-chat [data-testid="user"]'), question)
    assert visit.page.evaluate("typeof window.hacked") == "undefined"


def test_refusal_shows_nearest_passages(visit: Visit) -> None:
    visit.ask("What will the weather be?")
    reads_exactly(
        visit.last_answer(),
        "The files do not answer this. The nearest passages are listed; none of them answers the question.",
    )
    expect(visit.page.locator("#ws-panel h2")).to_have_text("Nearest passages", use_inner_text=True)
    visit.page.click(".ws-open")
    assert marked(visit) == f"{QUOTE}\nThe last one leaves at 21:40."


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("broken", "the model <did> not *answer*; try again"),
        ("a defect", "The program failed in a way it was not prepared for; where it was started, it says more."),
    ],
)
def test_error_is_said_and_question_kept(visit: Visit, question: str, said: str) -> None:
    # After a defect the page does not put the keyboard back into the box, which ``ask`` waits for.
    visit.page.fill("#ws-question textarea", question)
    visit.page.keyboard.press("Enter")
    reads_exactly(visit.last_answer(), f"That could not be answered. {said}")
    expect(visit.page.locator("#ws-question textarea")).to_have_value(question)


def test_blank_question_is_ignored(visit: Visit) -> None:
    visit.page.fill("#ws-question textarea", "   ")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_timeout(1000)
    assert visit.page.locator('#ws-chat [data-testid="user"]').count() == 0


def test_follow_up_shows_what_was_searched_for_and_a_new_conversation_forgets(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.ask("and at night?")
    asked = visit.page.locator('#ws-chat [data-testid="user"]').last
    reads_exactly(asked, f"and at night?\n\nSearched for: and at night? (about {QUESTION})")
    visit.page.click("#ws-clear")
    visit.page.wait_for_selector('#ws-chat [data-testid="user"]', state="detached")
    expect(visit.page.locator("#ws-panel h2")).to_have_text("Sources", use_inner_text=True)
    expect(visit.page.locator(".ws-example")).to_have_text(list(EXAMPLES), use_inner_text=True)
    visit.ask("and at night?")
    expect(visit.last_answer()).to_have_text(re.compile("^Four, three"), use_inner_text=True)
    assert "Searched for" not in visit.page.inner_text("#ws-chat")


def test_example_is_asked_by_a_click(visit: Visit) -> None:
    visit.page.click(".ws-example >> nth=0")
    visit.page.wait_for_selector(".ws-card")
    expect(visit.page.locator('#ws-chat [data-testid="user"]')).to_have_text(QUESTION, use_inner_text=True)
    expect(visit.page.locator(".ws-example:visible")).to_have_count(0)


def test_files_to_ask(visit: Visit) -> None:
    visit.settle()  # the files are told once more at the start, all of them chosen
    files = visit.page.locator("#ws-files")
    files.locator("button.label-wrap").click()
    files.get_by_label(HARBOUR).uncheck()
    visit.page.wait_for_selector("text=Files to ask: 2 of 3")
    visit.ask("which files?")
    reads_exactly(visit.last_answer(), f"Asked: {FERRY}, {HOSTILE}")
    files.get_by_label(FERRY).uncheck()
    files.get_by_label(HOSTILE).uncheck()
    visit.page.wait_for_selector("text=Files to ask: 0 of 3")
    visit.ask("which files?")
    reads_exactly(
        visit.last_answer(), "That could not be answered. No file is chosen: choose at least one under “Files to ask”."
    )


def test_two_visitors_share_nothing(visit: Visit, browser: Browser, site: str) -> None:
    visit.ask(QUESTION)
    with visiting(browser, site, width=1280, height=900) as other:
        other.settle()
        assert other.page.locator('#ws-chat [data-testid="user"]').count() == 0
        other.ask("and at night?")
        expect(other.last_answer()).to_have_text(re.compile("^Four, three"), use_inner_text=True)
    assert visit.page.locator('#ws-chat [data-testid="user"]').count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_phone_has_no_sideways_scrolling(browser: Browser, site: str, scheme: str) -> None:
    with visiting(browser, site, width=390, height=844, scheme=scheme) as phone:
        for question in (QUESTION, "hostile", "weather"):
            phone.ask(question)
        expect(phone.last_answer()).to_contain_text("The files do not answer this.", use_inner_text=True)
        phone.settle()
        assert phone.page.evaluate("document.documentElement.scrollWidth") == 390
        talk, side = (phone.page.locator(name).bounding_box() for name in ("#ws-talk", "#ws-side"))
        assert talk is not None
        assert side is not None
        assert side["y"] > talk["y"] + talk["height"]
        dark = phone.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert dark == {"light": "rgb(247, 247, 245)", "dark": "rgb(20, 24, 27)"}[scheme]
        phone.page.locator(".ws-open").first.click()
        marked(phone)
        assert phone.page.evaluate("document.documentElement.scrollWidth") == 390


def test_messages_are_named_for_screen_readers(visit: Visit) -> None:
    visit.ask(QUESTION)
    messages = visit.page.locator("#ws-chat [role=group]")
    expect(messages).to_have_count(2)
    expect(messages.first).to_have_attribute("aria-label", "Question")
    expect(messages.last).to_have_attribute("aria-label", "Answer")
    visit.page.wait_for_selector("#ws-export button")
    unnamed = visit.page.evaluate(
        "[...document.querySelectorAll('button')].filter(b => !b.textContent.trim() && !b.ariaLabel).length"
    )
    assert unnamed == 0


def test_start_page_names_no_other_site(site: str) -> None:
    with urllib.request.urlopen(f"{site}/") as response:
        page = response.read().decode()
        policy = response.headers["Content-Security-Policy"]
    for host in ("googleapis", "gstatic", "cdnjs", "raw.githubusercontent", "gradio.app/", '"twitter:', '"og:'):
        assert host not in page
    assert "default-src 'self'" in policy


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/", {"Host": "example.org"}),
        ("/config", {"Origin": "http://example.org"}),
        ("/gradio_api/upload", {}),
        ("/gradio_api/file=pyproject.toml", {}),
    ],
)
def test_refused_requests(site: str, path: str, headers: dict[str, str]) -> None:
    request = urllib.request.Request(f"{site}{path}", headers=headers)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    refused.value.close()
    assert refused.value.code == 403
