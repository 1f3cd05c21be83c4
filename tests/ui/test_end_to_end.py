"""The command ``whosays-ui`` over the seeds, with the real engine, in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.ui.conftest import ROOT, served, visiting
from tests.ui.indexes import index_of

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.model]

# Runs the command with a note taken of every connection or name look-up that leaves this machine.
WATCHED = """
import sys
from pathlib import Path
from ui.cli import main

def note(event, given):
    if event in ("socket.connect", "socket.getaddrinfo"):
        host = given[0] if event == "socket.getaddrinfo" else given[1][0] if isinstance(given[1], tuple) else None
        if host not in (None, "127.0.0.1", "::1", "localhost"):
            with Path(sys.argv[1]).open("a") as file:
                print(event, host, file=file)

sys.addaudithook(note)
sys.exit(main(sys.argv[2:]))
"""


def test_seeds_from_index_to_marked_quote(browser: Browser, tmp_path: Path) -> None:
    index = index_of(ROOT / "seeds", tmp_path)
    outside = tmp_path / "outside"
    with (
        served("-c", WATCHED, str(outside), "--index", index, "--port", "0") as address,
        visiting(browser, address, width=1280, height=900) as visit,
    ):
        page = visit.page
        expect(page.locator("header.ws-header")).to_contain_text(
            "Asks 5 files: 000_21ae618e34b8f463.txt, 001_1e4ae7573a80e7a0.txt", use_inner_text=True
        )
        visit.ask("How many political prisoners have been released?")
        expect(visit.last_answer()).to_have_text(re.compile(r"^At least 80 \[1\]"), use_inner_text=True)
        cards = page.locator(".ws-cards:not(.ws-nearest) > .ws-card")
        expect(cards.nth(1)).to_be_visible()
        for card in cards.all():
            source, quote = card.locator(".ws-file").inner_text(), card.locator(".ws-quote").inner_text()
            card.locator(".ws-open").click()
            page.wait_for_function(
                "name => document.querySelector('dialog[open] h2')?.textContent === name", arg=source
            )
            assert page.locator("dialog mark").all_text_contents() == [quote]
            assert quote in (ROOT / "seeds" / source).read_text(encoding="utf-8")
            page.keyboard.press("Escape")
            expect(page.locator("dialog[open]")).to_have_count(0)
        visit.ask("And who counted them?")
        expect(page.locator('#ws-chat [data-testid="user"]')).to_have_count(2)
    assert not outside.exists()
