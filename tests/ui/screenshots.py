"""Take the pictures in docs/screenshots: ``python -m tests.ui.screenshots`` (needs Chromium and an index).

Usage:
    python -m tests.ui.screenshots [INDEX]

INDEX is the folder of an index over seeds/ (default: ``index``).
"""

from __future__ import annotations

import shutil
import sys
from os import environ

from playwright.sync_api import sync_playwright

from tests.ui.conftest import CHROMIUM_FLAGS, ROOT, served, visiting

__all__ = ["main"]

QUESTION = "How many political prisoners have been released?"
EVALUATION_HEIGHTS = {"desktop": 1500, "phone": 2400}
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


def main(index: str) -> None:
    """Take the pictures at both widths in both schemes: an answer, on the desktop also a file that was opened, and the
    evaluation by the test half of the questions beside the documents.
    """
    folder = ROOT / "docs" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    chromium = environ.get("WHOSAYS_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with served("-m", "ui.cli", "--index", index, "--port", "0") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        for device, (width, height) in SIZES.items():
            for scheme in ("light", "dark"):
                with visiting(browser, address, width=width, height=height, scheme=scheme) as visit:
                    visit.ask(QUESTION)
                    visit.page.mouse.move(0, 0)
                    visit.page.screenshot(path=folder / f"{device}-{scheme}.png", full_page=device == "phone")
                    if device == "desktop":
                        visit.page.locator(".ws-open").first.click()
                        visit.page.wait_for_selector("dialog[open] mark")
                        visit.page.screenshot(path=folder / f"{device}-{scheme}-file.png")
                with visiting(browser, address, width=width, height=height, scheme=scheme) as visit:
                    visit.page.get_by_role("tab", name="Evaluation").click()
                    visit.page.get_by_label("test (").check()
                    visit.page.click("#ws-run")
                    visit.page.wait_for_selector(".ws-results", timeout=300_000)
                    visit.page.mouse.move(0, 0)
                    tall = EVALUATION_HEIGHTS[device]  # the figures and the first misses: all would be very long
                    visit.page.set_viewport_size({"width": width, "height": tall})
                    visit.page.screenshot(path=folder / f"evaluation-{device}-{scheme}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "index")
