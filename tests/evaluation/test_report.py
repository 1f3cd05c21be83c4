from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Literal

import pytest

from rag.evaluation.baseline import compare
from rag.evaluation.report import page
from rag.evaluation.run import score
from tests.evaluation.making import answer_of, citation, hit, outcome
from tests.evaluation.test_baseline import run_of

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from rag.evaluation.results import Evaluation

EVIL = "<script>alert('x')</script> & \"quoted\""
VOID = {"meta"}


class Tags(HTMLParser):
    """The tags of a page, with what is left open and every address that it names."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href", "data", "action", "poster"}]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def evil_run() -> Evaluation:
    cited = citation("a", 0, 10).model_copy(update={"quote": EVIL, "source": EVIL})
    found = hit("a", 30, 40).model_copy(update={"text": EVIL, "source": EVIL})
    answer = answer_of(short=EVIL, citations=(cited,), searched_for=EVIL)
    row = {"id": EVIL, "question": EVIL, "kind": EVIL, "history": [EVIL], "expected": "41"}
    outcomes = [
        outcome(row, relevant=[("a", 0, 5)], hits=[found], answer=answer),
        outcome({"id": "two"}, answer=answer),
    ]
    return score(outcomes, questions_from=EVIL, split=EVIL, settings={EVIL: EVIL})


def test_a_page_is_whole_and_runs_nothing() -> None:
    evil = evil_run()
    for text in (page(evil), page(evil, compare(evil, evil, EVIL)), page(run_of(("a", "41")))):
        tags = Tags(text)
        assert tags.open == []
        assert "script" not in tags.seen
        assert tags.addresses == []
        assert "default-src 'none'" in text
        assert re.findall(r"url\(|@import|https?:", text) == []


def test_every_miss_is_there() -> None:
    values = [(f"m{number}", "7") for number in range(40)]
    text = page(run_of(*values, ("fine", "41")))
    assert [name for name, _ in values if f">{name}</p>" not in text] == []
    assert ">fine</p>" not in text
    assert "Misses (40)" in text
    assert "<p>None.</p>" in page(run_of(("fine", "41")))


def test_plots_and_comparison() -> None:
    before, after = run_of(("a", "7"), ("b", "41")), run_of(("a", "41"), ("b", "41"))
    text = page(after, compare(after, before, "old.json"))
    assert text.count('role="img"') == 2
    assert 'class="before"' in text
    assert 'class="before"' not in page(after)
    assert "<span class='better'>a</span>" in text
    found = score([outcome(relevant=[("a", 0, 5)], hits=[hit("a", 0, 9)])], questions_from="here", settings={})
    assert page(found).count('role="img"') == 4


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_a_browser(browser: Browser, scheme: Literal["light", "dark"], tmp_path: Path) -> None:
    """Nothing is asked for or complained about, the ground follows the system, and a telephone is wide enough."""
    (tmp_path / "report.html").write_text(page(evil_run(), compare(evil_run(), evil_run(), "old")), encoding="utf-8")
    address = (tmp_path / "report.html").as_uri()
    asked, said = [], []
    visit = browser.new_page(color_scheme=scheme, viewport={"width": 390, "height": 844})
    visit.on("request", lambda request: asked.append(request.url))
    visit.on("console", lambda message: said.append(message.text))
    visit.goto(address)
    assert (asked, said) == ([address], [])
    assert visit.evaluate("document.documentElement.scrollWidth") <= 390
    ground = {"light": "rgb(247, 247, 245)", "dark": "rgb(20, 24, 27)"}[scheme]
    assert visit.evaluate("getComputedStyle(document.body).backgroundColor") == ground
    visit.close()


def test_runs_without_a_question_in_common() -> None:
    text = page(run_of(("a", "41")), compare(run_of(("a", "41")), run_of(("b", "41")), "old.json"))
    assert "No question is in both runs." in text
    assert "hollow" not in text
