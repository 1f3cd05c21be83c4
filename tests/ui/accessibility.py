"""What axe-core finds on a page: the rules of WCAG 2.2, levels A and AA, and its own best practices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["serious"]

# A colour on its way from one to another is nobody's to read. What turns for ever is left out, since it never ends,
# and so is what was cut short, whose promise is refused.
_AT_REST = """() => Promise.allSettled(
    document.getAnimations()
        .filter(moving => moving.effect?.getComputedTiming().endTime !== Infinity)
        .map(moving => moving.finished)
)"""


def serious(page: Page) -> list[str]:
    """Check a page as it is shown once all that moves has come to rest.

    Returns:
        Findings whose impact is "serious" or "critical", one line an element; empty where there is none.
    """
    page.evaluate(_AT_REST)
    page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(
        "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations"
    )
    return [
        f"{rule['id']} ({rule['impact']}): {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found
        if rule["impact"] in {"serious", "critical"}
        for node in rule["nodes"]
    ]
