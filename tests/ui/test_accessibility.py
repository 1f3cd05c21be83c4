"""Every page of the program as axe-core sees it, with the real engine, in both schemes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.ui.accessibility import serious
from tests.ui.conftest import served, visiting
from tests.ui.corpus import write_papers
from tests.ui.indexes import index_of

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.model]

SLOW = 120_000  # milliseconds: networks are loaded, and all files are read


def test_no_page_has_a_serious_finding(browser: Browser, tmp_path: Path) -> None:
    found: dict[str, list[str]] = {}
    write_papers(tmp_path / "papers")
    with served("-m", "ui.cli", "--index", index_of(tmp_path / "papers", tmp_path), "--port", "0") as address:
        for scheme, (width, height) in {"light": (1280, 900), "dark": (390, 844)}.items():
            with visiting(browser, address, width=width, height=height, scheme=scheme) as visit:
                page = visit.page
                visit.settle()
                found[f"start, {scheme}"] = serious(page)
                visit.ask("When was the harbour bridge of Skarvik opened?")
                page.wait_for_selector("#ws-panel .ws-card")
                found[f"answer, {scheme}"] = serious(page)
                page.locator("#ws-panel .ws-open").first.click()
                page.wait_for_selector("dialog[open] mark")
                found[f"file, {scheme}"] = serious(page)
                page.keyboard.press("Escape")
                expect(page.locator("dialog[open]")).to_have_count(0)
                page.get_by_role("tab", name="Conflicts").click()
                if scheme == "light":  # what is found then is kept, and shown to whoever comes later
                    page.click("#ws-audit-run")
                page.wait_for_selector(".ws-conflict", timeout=SLOW)
                page.wait_for_selector("#ws-audit-run:enabled")
                page.wait_for_selector("#ws-audit-stop:disabled")
                visit.settle()
                found[f"conflicts, {scheme}"] = serious(page)
                page.get_by_role("tab", name="Documents").click()
                page.wait_for_selector("text=harbour-gazette.txt >> visible=true")
                visit.settle()
                found[f"documents, {scheme}"] = serious(page)
                page.get_by_role("tab", name="Evaluation").click()
                page.wait_for_selector("#ws-run >> visible=true")
                visit.settle()
                found[f"evaluation, {scheme}"] = serious(page)
    assert {where: said for where, said in found.items() if said} == {}
