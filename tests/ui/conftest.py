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

    from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route

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
# Listens to what the page and the program say to each other: ``underway`` gives how many events the page has told and
# not heard the end of; nothing before the first.
LISTENING = """(() => {
    const ask = window.fetch;
    const told = new Set(), over = new Set();
    let telling = null;
    window.underway = () => telling === null ? null : telling + [...told].filter(event => !over.has(event)).length;
    async function hear(stream) {
        let rest = "";
        for await (const part of stream.pipeThrough(new TextDecoderStream())) {
            const said = (rest + part).split("\\n\\n");
            rest = said.pop();
            for (const one of said) {
                const { msg, event_id } = JSON.parse(one.slice("data:".length));
                if (msg === "process_completed") over.add(event_id);
            }
        }
    }
    window.fetch = async (...asked) => {
        const address = String(asked[0]?.url ?? asked[0]);
        const tells = address.includes("/queue/join");
        if (tells) telling += 1;
        try {
            const answer = await ask(...asked);
            if (tells && answer.ok) told.add((await answer.clone().json()).event_id);
            if (address.includes("/queue/data")) hear(answer.clone().body).catch(() => {}); // cut off with the page
            return answer;
        } finally {
            if (tells) telling -= 1;
        }
    };
})()"""
# For some frames in a row: what came is still to be drawn, and may have the page tell more.
SETTLED = """async () => {
    const late = performance.now() + 120_000;
    for (let calm = 0; calm < 5; calm = window.underway() === 0 ? calm + 1 : 0) {
        if (performance.now() > late) throw new Error(`${window.underway()} events of the page do not end`);
        await new Promise(next => requestAnimationFrame(() => setTimeout(next)));
    }
}"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run a browser test that fails once more: between browser, page and program there are more clocks than one.

    The summary lists it as RERUN. Whoever reads that looks for the cause: it may be the page's fault.
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


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
        process.communicate(timeout=60)


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
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)  # milliseconds, of a machine that has much else to do
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
        context.add_init_script(LISTENING)
        self.page: Page = context.new_page()
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("console", lambda said: self.problems.append(said.text) if said.type == "error" else None)
        self.page.goto(address)
        self.page.wait_for_selector("#ws-question textarea")
        # Once it is put together, the page tells the program that it is there; what is done to it before may be lost.
        self.page.wait_for_function("window.underway() !== null")

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
        """Type a question, send it with Enter and wait until its turn is over."""
        self.page.fill("#ws-question textarea", question)
        # With its last word a turn is not over: the page takes no new question before it has heard that it is. Then it
        # puts the keyboard back into the box, if it is nowhere else: so it is taken out of there, and at once, since an
        # answer may be over before anything else is said to the page.
        self.page.evaluate("() => addEventListener('keypress', event => event.target.blur(), { once: true })")
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector("#ws-question textarea:focus")

    def settle(self) -> None:
        """Wait until the page has heard all it waits for from the program.

        Gradio drops what it is told of an event while an earlier one of its kind is under way, and what it hears late
        is put over what somebody has changed meanwhile. Nothing that goes on and on may be under way.
        """
        self.page.evaluate(SETTLED)

    def last_answer(self) -> Locator:
        """The latest answer."""
        return self.page.locator('#ws-chat [data-testid="bot"]').last


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
