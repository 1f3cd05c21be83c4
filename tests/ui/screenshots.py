"""Take the pictures in docs/screenshots: ``python -m tests.ui.screenshots`` (needs Chromium).

Chat, disagreement, file and evaluation are taken over seeds/, conflicts and documents over a few papers made up for it;
each at desktop and phone width in the light scheme, two of them in the dark one too.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.ui.conftest import CHROMIUM_FLAGS, ROOT, Visit, served, visiting
from tests.ui.corpus import write_papers
from tests.ui.indexes import index_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["main"]

FOLDER = ROOT / "docs" / "screenshots"
DISAGREED = "How many political prisoners have been released?"
AGREED = "When were the releases announced?"
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
# The figures and the first misses: all misses would be very long.
EVALUATION_HEIGHTS = {"desktop": 1500, "phone": 2400}
SLOW = 300_000  # milliseconds

Scene = Callable[[Visit, str], None]


def chat(visit: Visit, device: str) -> None:
    """An answer with its sources."""
    visit.ask(AGREED)


def disagreement(visit: Visit, device: str) -> None:
    """An answer on which the files disagree."""
    visit.ask(DISAGREED)


def file(visit: Visit, device: str) -> None:
    """A file, opened at a quote."""
    visit.ask(DISAGREED)
    visit.page.locator("#ws-panel .ws-open").first.click()
    visit.page.wait_for_selector("dialog[open] mark")


def evaluation(visit: Visit, device: str) -> None:
    """The measures over the test half of the questions that lie beside the files."""
    visit.page.get_by_role("tab", name="Evaluation").click()
    visit.settle()
    visit.page.get_by_label("test (").check()
    visit.page.click("#ws-run")
    visit.page.wait_for_selector(".ws-results", timeout=SLOW)
    visit.page.set_viewport_size({"width": SIZES[device][0], "height": EVALUATION_HEIGHTS[device]})


def conflicts(visit: Visit, device: str) -> None:
    """What the papers disagree on."""
    visit.page.get_by_role("tab", name="Conflicts").click()
    if not visit.page.locator(".ws-conflict").count():  # an audit is kept from one visit to the next
        visit.page.click("#ws-audit-run")
    visit.page.wait_for_selector(".ws-conflict", timeout=SLOW)
    visit.page.wait_for_selector("#ws-audit-run:enabled")


def documents(visit: Visit, device: str) -> None:
    """What is indexed."""
    visit.page.get_by_role("tab", name="Documents").click()
    visit.page.wait_for_selector("text=harbour-gazette.txt >> visible=true")


SCENES: dict[str, tuple[Scene, ...]] = {
    "seeds": (chat, disagreement, file, evaluation),
    "papers": (conflicts, documents),
}
DARK = (disagreement, conflicts)


def main() -> None:
    """Take all pictures; those of before are replaced."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    chromium = environ.get("WHOSAYS_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        for corpus, scenes in SCENES.items():
            with _page_over(corpus) as address:
                for scene in scenes:
                    for device in SIZES:
                        for scheme in ("light", "dark") if scene in DARK else ("light",):
                            _take(browser, address, scene, device, scheme)
        browser.close()


def _take(browser: Browser, address: str, scene: Scene, device: str, scheme: str) -> None:
    width, height = SIZES[device]
    with visiting(browser, address, width=width, height=height, scheme=scheme) as visit:
        scene(visit, device)
        visit.page.mouse.move(0, 0)
        visit.page.wait_for_timeout(800)  # what slides or fades has come to rest
        # A dialog stands over the page: the whole of the page below it says nothing.
        whole = scene in {conflicts, documents} or (device == "phone" and scene in {chat, disagreement})
        visit.page.screenshot(path=FOLDER / f"{scene.__name__}-{device}-{scheme}.png", full_page=whole)


@contextmanager
def _page_over(corpus: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        documents_of = ROOT / "seeds"
        if corpus == "papers":
            documents_of = Path(folder) / "papers"
            write_papers(documents_of)
        index = index_of(documents_of, Path(folder))
        with served("-m", "ui.cli", "--index", index, "--port", "0") as address:
            yield address


if __name__ == "__main__":
    main()
