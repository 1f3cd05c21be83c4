"""Fixtures of the browser tests: a page served by another process, and a browser that may ask that page only.

The page runs in another process because Gradio leaves event loops and sockets to the garbage collector, which
here would be errors of whatever test happens to run at that moment.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Route

ROOT = Path(__file__).resolve().parents[2]
# No sandbox: containers seldom allow one. The others keep the browser from asking its maker's hosts for anything.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = "no Chromium found: apt-get install chromium, or set WHOSAYS_CHROMIUM to its path"


@contextmanager
def served(*command: str) -> Iterator[str]:
    """Run a Python command that prints ``… http://…`` once it listens; yields that address."""
    process = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if "http://" in line:
                yield "http://" + line.split("http://")[1].split()[0]
                break
        else:
            pytest.fail(f"the page did not start:\n{said}")
    finally:
        process.terminate()
        process.communicate(timeout=20)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of a page over the hand-written engine."""
    with served("-m", "tests.ui.site") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium."""
    path = os.environ.get("WHOSAYS_CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if path is None:
        if os.environ.get("WHOSAYS_REQUIRE_BROWSER") == "1":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=path,
            args=CHROMIUM_FLAGS,
        )


class Visit:
    """A page that is open in a browser, and everything it asked for that it should not have."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.outside: list[str] = []
        self.problems: list[str] = []
        context.route("**/*", self._only(address))
        self.page: Page = context.new_page()
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("console", lambda said: self.problems.append(said.text) if said.type == "error" else None)
        self.page.goto(address)
        self.page.wait_for_selector("#ws-question textarea")

    def _only(self, address: str):  # type: ignore[no-untyped-def]
        def handle(route: Route) -> None:
            url = route.request.url
            if url.startswith((f"{address}/", "data:", "blob:")):
                route.continue_()
            else:
                self.outside.append(url)
                route.abort()

        return handle

    def ask(self, question: str) -> None:
        """Type a question, send it with Enter and wait for what comes back."""
        answers = self.page.locator('#ws-chat [data-testid="bot"]')
        count = answers.count()
        self.page.fill("#ws-question textarea", question)
        self.page.keyboard.press("Enter")
        self.page.wait_for_function(
            """count => document.querySelectorAll('#ws-chat [data-testid="bot"]').length > count
                     && !document.querySelector('.ws-told[data-waiting]')""",
            arg=count,
        )
        # The page takes no new question before it has heard that the turn is over, a moment after its last word.
        self.page.wait_for_timeout(200)

    def last_answer(self) -> str:
        """The text of the latest answer as it is drawn."""
        return self.page.locator('#ws-chat [data-testid="bot"]').last.inner_text()


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Visit]:
    """A visit at desktop width; at its end, nothing was asked of other hosts and nothing went wrong."""
    with visiting(browser, site, width=1280, height=900) as made:
        yield made


@contextmanager
def visiting(browser: Browser, address: str, *, width: int, height: int, scheme: str = "light") -> Iterator[Visit]:
    """Open a page in a browser context of its own."""
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
    context.set_default_timeout(120_000)  # of a machine that has much else to do
    made = Visit(context, address)
    try:
        yield made
        assert made.outside == []
        assert made.problems == []
    finally:
        context.close()
