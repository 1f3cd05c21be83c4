"""The evaluation page in a real browser, over a small index and the real engine."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.ui.conftest import served, visiting
from tests.ui.evaluation.site import BESIDE, HOSTILE, HOSTILE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.ui.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.model]

SLOWLY = 60_000  # milliseconds that a busy machine may take
GOOD = b'{"question": "Who built the bridge?", "expected": "Jonas Hale"}\n'
UNKNOWN = b'{"question": "Who?", "answerable": false, "answer": "x"}\n'
ABSENT = b'{"question": "Who?", "relevant": [{"source": "<b>nowhere</b>.txt"}]}\n'


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page that can measure."""
    folder = tmp_path_factory.mktemp("evaluation")
    with served("-m", "tests.ui.evaluation.site", str(folder)) as address:
        yield address


@pytest.fixture
def opened(browser: Browser, measured: str) -> Iterator[Visit]:
    """The evaluation page at desktop width; at its end, nothing was asked of other hosts and nothing went wrong."""
    with visiting(browser, measured, width=1280, height=900) as made:
        go(made, "Evaluation")
        told(made, "questions.jsonl: 5 questions, 1 draft among them")
        made.settle()  # the questions are told twice, and with each comes the choice of a split anew
        yield made


def go(visit: Visit, page: str) -> None:
    visit.page.get_by_role("tab", name=page).click()
    visit.page.wait_for_selector("#ws-run" if page == "Evaluation" else "#ws-question textarea")


def told(visit: Visit, words: str) -> None:
    visit.page.locator("#ws-chosen").get_by_text(words).wait_for()


def said(visit: Visit, words: str) -> None:
    visit.page.locator("#ws-progress").get_by_text(words).wait_for(timeout=SLOWLY)


def choose(visit: Visit, name: str, content: bytes) -> None:
    visit.page.set_input_files(
        "#ws-chooser input", {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )


def run(visit: Visit) -> None:
    visit.page.evaluate("document.querySelector('.ws-results')?.classList.add('earlier')")
    visit.page.click("#ws-run")
    visit.page.wait_for_selector(".ws-results:not(.earlier)", timeout=SLOWLY)
    said(visit, "Done.")
    visit.settle()  # a run is not begun before the page has heard that the last one is over


def test_questions_beside_the_documents_are_measured(opened: Visit) -> None:
    page = opened.page
    expect(page.locator("#ws-split label")).to_have_text(["all", "dev (2)", "test (3)"], use_inner_text=True)
    run(opened)
    heading = page.locator(".ws-results h2").first
    expect(heading).to_have_text("2 of 4 questions as labelled", use_inner_text=True)
    row = page.get_by_role("row").filter(has_text="Refusal: answerable questions that are answered").first
    expect(row.get_by_role("cell")).to_have_text(["", "1.000", "1.000 to 1.000", "3"], use_inner_text=True)
    expect(row.locator("svg circle")).to_have_attribute("cx", "100.0%")
    misses = page.locator(".ws-miss")
    expect(misses.locator("h3")).to_have_text(["Who sold the mill?", "When did it open?"], use_inner_text=True)
    expect(page.locator("#ws-run")).to_be_enabled()
    expect(page.locator("#ws-stop")).to_be_disabled()


def test_hostile_questions_files_and_names_are_shown_as_text(opened: Visit) -> None:
    run(opened)
    miss = opened.page.locator(".ws-miss").first
    for words in (HOSTILE, HOSTILE_WORDS, "<script>window.hacked=4</script>"):
        expect(miss).to_contain_text(words, use_inner_text=True)
    miss.locator(".ws-open", has_text=HOSTILE).click()
    expect(opened.page.locator("dialog[open] mark")).to_have_text([HOSTILE_WORDS])
    assert opened.page.locator("dialog mark").all_text_contents() == [HOSTILE_WORDS]
    assert opened.page.locator("#ws-results :is(img, script, b), dialog :is(img, script, b)").count() == 0
    assert opened.page.evaluate("[typeof window.hacked, typeof hacked]") == ["undefined", "undefined"]


def test_split_sample_and_drafts(opened: Visit) -> None:
    page = opened.page
    page.get_by_label("dev (2)").check()
    run(opened)
    heading, told_of_it = page.locator(".ws-results h2").first, page.locator(".ws-results > p").first
    expect(heading).to_have_text("1 of 1 question as labelled", use_inner_text=True)
    expect(told_of_it).to_contain_text(", split dev. 1 draft left out.", use_inner_text=True)
    page.get_by_label("Ask drafts too").check()
    page.fill("#ws-sample :is(input, textarea)", "1")
    page.get_by_label("all").check()
    run(opened)
    expect(heading).to_contain_text("of 1 question as labelled", use_inner_text=True)
    expect(told_of_it).not_to_contain_text("left out", use_inner_text=True)
    for size, problem in (("0", "a sample of 0 questions is none"), ("some", "'some' is no sample size")):
        page.fill("#ws-sample :is(input, textarea)", size)
        page.click("#ws-run")
        said(opened, problem)
        opened.settle()
    assert page.locator(".ws-results").count() == 1


def test_a_broken_file_loses_nothing(opened: Visit) -> None:
    page = opened.page
    run(opened)
    choose(opened, "mine.jsonl", GOOD + UNKNOWN)
    told(opened, "mine.jsonl, line 2, field answer: is unknown; fields are: id, question")
    told(opened, "Still chosen:")
    expect(page.locator('#ws-chosen [role="alert"]')).to_have_count(1)
    opened.settle()
    assert page.locator("#ws-split label").count() == 3
    assert page.locator(".ws-miss").count() == 2
    choose(opened, "mine.jsonl", GOOD)
    told(opened, "mine.jsonl: 1 question")
    expect(page.locator('#ws-chosen [role="alert"]')).to_have_count(0)
    expect(page.locator("#ws-split")).to_be_hidden()
    opened.settle()
    choose(opened, "absent.jsonl", ABSENT)
    told(opened, "absent.jsonl: 1 question")
    page.click("#ws-run")
    said(opened, "absent.jsonl, line 1, field relevant.0.source: <b>nowhere</b>.txt is not in the index")
    opened.settle()
    assert page.locator(".ws-miss").count() == 2
    page.click("#ws-beside")
    told(opened, "questions.jsonl: 5 questions")
    expect(page.locator("#ws-beside")).to_be_hidden()


def test_a_file_is_dropped(opened: Visit) -> None:
    opened.page.evaluate(
        """text => {
            const moved = new DataTransfer();
            moved.items.add(new File([text], "dropped.jsonl"));
            const drop = new DragEvent("drop", { dataTransfer: moved, bubbles: true });
            document.querySelector(".ws-chooser").dispatchEvent(drop);
        }""",
        GOOD.decode(),
    )
    told(opened, "dropped.jsonl: 1 question")


def test_a_file_that_is_too_large_is_not_sent(opened: Visit) -> None:
    choose(opened, "large.jsonl", GOOD * (11 * 1024**2 // len(GOOD)))
    told(opened, "large.jsonl: it is larger than 10 MiB")


def test_while_it_runs_the_chat_answers_and_it_can_be_stopped(opened: Visit) -> None:
    page = opened.page
    rows = [json.dumps({**BESIDE[0], "id": str(n)}) for n in range(100)]
    choose(opened, "slow.jsonl", "\n".join(rows).encode())
    told(opened, "slow.jsonl: 100 questions")
    page.click("#ws-run")
    page.wait_for_function("document.querySelector('#ws-progress progress')?.max === 100", timeout=SLOWLY)
    expect(page.locator("#ws-run")).to_be_disabled()
    go(opened, "Chat")
    opened.ask("Who built the bridge?")
    expect(opened.last_answer()).to_have_text(re.compile(r"^Jonas Hale \[1\]"), use_inner_text=True)
    go(opened, "Evaluation")
    page.wait_for_function("document.querySelector('#ws-progress progress')?.value > 1", timeout=SLOWLY)
    page.click("#ws-stop")
    said(opened, "Stopped after")
    expect(page.locator("#ws-run")).to_be_enabled()
    opened.settle()
    assert page.locator(".ws-results").count() == 0
    go(opened, "Chat")
    expect(opened.last_answer()).to_have_text(re.compile(r"^Jonas Hale \[1\]"), use_inner_text=True)


def test_runs_of_two_visitors_go_one_after_another(opened: Visit, browser: Browser, measured: str) -> None:
    choose(opened, "slow.jsonl", "\n".join(json.dumps({**BESIDE[0], "id": str(n)}) for n in range(100)).encode())
    told(opened, "slow.jsonl: 100 questions")
    opened.page.click("#ws-run")
    said(opened, "of 100 questions")
    with visiting(browser, measured, width=1280, height=900) as other:
        go(other, "Evaluation")
        told(other, "questions.jsonl: 5 questions")
        other.page.click("#ws-run")
        said(other, "Another run is going on")
        opened.page.close()  # whoever leaves does not keep others waiting
        said(other, "Done.")


def test_a_miss_opens_as_a_chat_of_its_own(opened: Visit) -> None:
    page = opened.page
    go(opened, "Chat")
    opened.ask("Who built the bridge?")
    go(opened, "Evaluation")
    run(opened)
    page.locator(".ws-miss").last.get_by_role("button", name="Ask in the chat: When did it open?").click()
    page.wait_for_selector('#ws-chat [data-testid="bot"] >> nth=2')
    asked = ["Who built the bridge?", "What did Ada Finch sell?", "When did it open?"]
    questions = page.locator('#ws-chat [data-testid="user"]')
    first_lines = [re.compile(rf"^{re.escape(question)}(\n|$)") for question in asked]
    expect(questions).to_have_text(first_lines, use_inner_text=True)
    expect(questions.last).to_contain_text("Searched for: When did Ada Finch open?", use_inner_text=True)
    go(opened, "Evaluation")
    opened.settle()
    assert page.locator(".ws-miss").count() == 2


def test_it_is_worked_by_keyboard(opened: Visit) -> None:
    page = opened.page
    page.get_by_role("tab", name="Evaluation").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector("#ws-question textarea")
    expect(page.locator(":focus")).to_have_text("Chat")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#ws-run")
    expect(page.locator(":focus")).to_have_text("Evaluation")
    opened.settle()  # what can be chosen is drawn anew whenever somebody comes here
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.closest('[id^=ws-]')?.id"))
        if reached[-1] == "ws-run":
            break
    assert list(dict.fromkeys(reached)) == ["ws-chooser", "ws-split", "ws-sample", "ws-drafts", "ws-run"]
    page.keyboard.press("Enter")
    said(opened, "Done.")
    page.locator(".ws-every summary").press("Enter")
    page.wait_for_selector(".ws-every code >> text=file.hit@1")
    page.locator(".ws-ask-again").first.press("Enter")
    page.wait_for_selector("#ws-question textarea:focus")


def test_everything_has_a_name_for_screen_readers(opened: Visit) -> None:
    run(opened)
    page = opened.page
    expect(page.get_by_label("Choose a questions file")).to_have_count(1)
    expect(page.get_by_label("Sample size")).to_have_count(1)
    splits = page.get_by_role("group").filter(has=page.get_by_label("dev (2)"))
    expect(splits).to_contain_text("Split", use_inner_text=True)
    expect(page.get_by_role("table", name="Main metrics").get_by_role("rowheader")).to_have_count(10)
    unnamed = page.evaluate(
        """[...document.querySelectorAll('button, input, textarea, progress')].filter(one => one.checkVisibility()
            && !one.innerText?.trim() && !one.ariaLabel && !one.labels?.length).map(one => one.outerHTML)"""
    )
    assert unnamed == []
    tabs = page.get_by_role("tab")
    expect(tabs).to_have_count(2)
    for tab, selected in zip(tabs.all(), ("false", "true"), strict=True):
        expect(tab).to_have_attribute("aria-selected", selected)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_needs_no_sideways_scrolling(browser: Browser, measured: str, scheme: str) -> None:
    with visiting(browser, measured, width=390, height=844, scheme=scheme) as phone:
        go(phone, "Evaluation")
        told(phone, "questions.jsonl: 5 questions")
        phone.settle()
        run(phone)
        phone.page.locator(".ws-every summary").click()
        phone.page.locator(".ws-every code").first.wait_for()
        assert phone.page.evaluate("document.documentElement.scrollWidth") == 390
        expect(phone.page.get_by_role("table", name="Main metrics").get_by_role("row")).to_have_count(11)
        cells = phone.page.locator(".ws-metrics tbody tr").first.locator("th, td")
        tops = [box["y"] for cell in cells.all() if (box := cell.bounding_box())]
        assert tops[0] < tops[1] < tops[2]
