from __future__ import annotations

from typing import Any

from lxml import html

from tests.exporting.examples import answered
from ui.feedback.strip import heard_html, strip_html
from ui.feedback.votes import answer_key


def parsed(drawn: str) -> Any:
    return html.fromstring(drawn)


def test_nothing_without_an_answer() -> None:
    assert strip_html(None) == ""


def test_thumbs_have_names_and_nobodys_verdict() -> None:
    strip = parsed(strip_html(answered()))
    assert strip.get("data-answer") == answer_key(answered())
    thumbs = strip.xpath(".//button[@data-verdict]")
    assert [(one.get("aria-label"), one.get("aria-pressed")) for one in thumbs] == [
        ("Good answer", "false"),
        ("Bad answer", "false"),
    ]
    assert strip.xpath(".//label/@for") == strip.xpath(".//input/@id")


def test_what_is_heard_is_escaped() -> None:
    kept, problem = parsed(heard_html(3, "Thank <you>.", verdict="up")), parsed(heard_html(-1, "No."))
    assert (kept.get("data-number"), kept.get("data-verdict"), kept.text) == ("3", "up", "Thank <you>.")
    assert "data-verdict" not in problem.attrib
