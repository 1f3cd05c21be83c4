"""Disagreement on the page in a real browser: judged beside an answer and on the page of conflicts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.ui.conflicts.site import AUDIT
from tests.ui.conftest import served, visiting
from tests.ui.fake import EXAMPLES, FERRY, HARBOUR, HOSTILE, HOSTILE_LINE
from ui.conflicts.choosing import PER_PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

    from tests.ui.conftest import Visit

pytestmark = pytest.mark.browser

SLOWLY = 60_000  # milliseconds that a busy machine may take


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def audited(browser: Browser, folder: Path) -> Iterator[Visit]:
    """A page that can audit, at desktop width; at its end, nothing was asked of other hosts and nothing went wrong."""
    with (
        served("-m", "tests.ui.conflicts.site", str(folder)) as address,
        visiting(browser, address, width=1280, height=900) as made,
    ):
        made.page.set_default_timeout(SLOWLY)
        yield made


def go(visit: Visit, tab: str) -> None:
    visit.page.get_by_role("tab", name=tab).click()
    visit.page.wait_for_selector("#ws-audit-told p" if tab == "Conflicts" else "#ws-question textarea")


def told(visit: Visit, words: str) -> None:
    visit.page.locator("#ws-audit-told").get_by_text(words).wait_for()


def find(visit: Visit) -> None:
    go(visit, "Conflicts")
    visit.page.click("#ws-audit-run")
    listed(visit, f"{len(AUDIT.conflicts)} conflicts")
    visit.settle()  # no audit is begun before the page has heard that this one is over


def listed(visit: Visit, words: str) -> None:
    visit.page.locator("#ws-conflict-list h2").get_by_text(words, exact=True).wait_for()


def first(visit: Visit) -> Locator:
    return visit.page.locator("#ws-conflict-list article").first


def judge(part: Locator, choice: str, reason: str = "") -> None:
    part.locator("summary", has_text="Judge this").click()
    part.get_by_label(choice).check()
    part.get_by_label("Reason, if you like").fill(reason)
    part.get_by_role("button", name="Keep this verdict").click()
    part.locator(".ws-judged").wait_for()


def test_an_audit_is_watched_stopped_found_kept_and_grows_old(audited: Visit, browser: Browser, folder: Path) -> None:
    page = audited.page
    (folder / "hold").touch()
    go(audited, "Conflicts")
    page.click("#ws-audit-run")
    told(audited, "Compared 3 of 9 pairs")
    with visiting(browser, page.url.rstrip("/"), width=390, height=844) as other:
        other.page.set_default_timeout(SLOWLY)
        go(other, "Conflicts")
        told(other, "Compared 3 of 9 pairs")  # it is everybody's
        other.page.click("#ws-audit-stop")
        told(other, "Stopped: nothing was kept of it.")
    told(audited, "Stopped: nothing was kept of it.")
    audited.settle()
    (folder / "hold").unlink()
    find(audited)
    told(audited, "47 conflicts: 94 statements of 3 files read, 900 pairs compared")
    expect(page.locator("#ws-audit-stop")).to_be_disabled()
    (folder / "edition").write_text("second", encoding="utf-8")
    page.reload()
    page.wait_for_selector("#ws-question textarea")
    go(audited, "Conflicts")
    listed(audited, "47 conflicts")
    told(audited, "Files were added, changed or removed since: find conflicts again.")


def test_the_list_is_narrowed_turned_and_opens_files(audited: Visit) -> None:
    page = audited.page
    find(audited)
    articles = page.locator("#ws-conflict-list article")
    expect(articles).to_have_count(PER_PAGE)
    page.get_by_role("button", name="Next").click()
    page.get_by_text("Page 2 of 3").wait_for()
    expect(page.locator("#ws-conflict-list h2:focus")).to_have_text("47 conflicts", use_inner_text=True)
    page.locator('select[name="kind"]').select_option("status")
    listed(audited, "1 of 47 conflicts")
    # Every part of it is dangerous, and shown as it is written.
    expect(first(audited)).to_contain_text(HOSTILE_LINE, use_inner_text=True)
    assert first(audited).locator("img, script, b").count() == 0
    first(audited).locator(".ws-open", has_text=HOSTILE).click()
    page.wait_for_selector("dialog[open] mark")
    assert page.locator("dialog mark").first.text_content() == HOSTILE_LINE
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.locator('select[name="kind"]').select_option("")
    listed(audited, "47 conflicts")
    page.locator('select[name="file"]').select_option(HOSTILE)
    listed(audited, "1 of 47 conflicts")
    page.get_by_role("button", name=f"46 conflicts, {FERRY} and {HARBOUR}").click()
    listed(audited, "46 of 47 conflicts")
    pressed = page.locator('#ws-conflict-map [aria-pressed="true"]')
    expect(pressed).to_have_text("46", use_inner_text=True)
    page.get_by_role("button", name="Show all").click()
    listed(audited, "47 conflicts")
    expect(pressed).to_have_count(0)
    assert page.evaluate("[typeof window.hacked, typeof hacked]") == ["undefined", "undefined"]


def test_what_is_judged_is_shown_hidden_exported_and_taken_back(audited: Visit, folder: Path) -> None:
    page = audited.page
    find(audited)
    judge(first(audited), "Not a disagreement", "two <b>counts</b>")
    banner = first(audited).locator(".ws-judged")
    expect(banner).to_have_text(re.compile("^You marked this as not a disagreement on "), use_inner_text=True)
    expect(banner).to_contain_text("Reason: two <b>counts</b>", use_inner_text=True)
    expect(banner).to_be_focused()
    expect(first(audited).locator("mark")).to_have_text(["Four", "three"], use_inner_text=True)  # no quote is hidden
    page.get_by_label("Hide those judged").check()
    listed(audited, "46 of 47 conflicts")
    page.get_by_label("Hide those judged").uncheck()
    listed(audited, "47 conflicts")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export verdicts").click()
    assert download.value.suggested_filename == "verdicts.json"
    document = json.loads(download.value.path().read_bytes())
    assert [row["verdict"] for row in document["verdicts"]] == ["not_a_disagreement"]
    assert document == {
        "version": 1, "verdicts": [json.loads((folder / "verdicts.jsonl").read_text(encoding="utf-8"))],
    }  # fmt: skip
    # The same quotes in an answer are the same disagreement.
    go(audited, "Chat")
    audited.ask(EXAMPLES[0])
    beside = page.locator("#ws-beside-verdicts")
    beside.locator(".ws-judged").get_by_text("You marked this as not a disagreement").wait_for()
    page.locator("#ws-chat .ws-verdict.ws-dismissed").wait_for()
    beside.get_by_role("button", name="Undo").click()
    page.locator("#ws-chat .ws-verdict").wait_for(state="detached")
    audited.settle()  # what is folded out before it is drawn anew is folded again
    judge(beside, "Resolved: prefer “three”")
    page.locator("#ws-chat .ws-verdict.ws-resolved").wait_for()
    go(audited, "Conflicts")
    page.locator("#ws-conflict-list .ws-resolved").wait_for()
    expect(first(audited).get_by_role("rowheader").last).to_have_text("three preferred", use_inner_text=True)
    kept = page.locator("#ws-verdict-list")
    expect(kept).to_contain_text("“three” is preferred.", use_inner_text=True)
    kept.get_by_role("button", name="Undo").click()
    kept.get_by_text("None yet.").wait_for()
    expect(page.locator("#ws-conflict-list .ws-judged")).to_have_count(0)


def test_a_conflict_is_asked_about(audited: Visit) -> None:
    find(audited)
    first(audited).get_by_role("button", name="Ask about it").click()
    audited.page.locator('#ws-chat [data-testid="user"]').get_by_text("How many boats").wait_for()
    audited.page.locator("#ws-chat .ws-positions mark").first.wait_for()
    audited.page.get_by_text("Files to ask: 2 of 3").wait_for()  # the two at odds


def test_where_nothing_may_be_changed_nothing_is_judged(browser: Browser, folder: Path) -> None:
    with (
        served("-m", "tests.ui.conflicts.site", str(folder), "read-only") as address,
        visiting(browser, address, width=390, height=844, scheme="dark") as phone,
    ):
        phone.page.set_default_timeout(SLOWLY)
        phone.ask(EXAMPLES[0])
        phone.page.locator("#ws-beside-verdicts h2").wait_for()
        find(phone)
        expect(phone.page.locator("#ws-conflict-list article")).to_have_count(PER_PAGE)
        assert phone.page.locator("form[data-judge], [data-undo]").count() == 0
        assert phone.page.evaluate("document.documentElement.scrollWidth") == 390
    assert not (folder / "verdicts.jsonl").exists()
