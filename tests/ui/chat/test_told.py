from __future__ import annotations

import json
import re
from html import unescape

from tests.ui.fake import EXAMPLES, HOSTILE_LINE, FakeEngine
from ui.chat.conversation import Conversation, Exchange
from ui.chat.told import said, told_html

ANSWER = FakeEngine().answer(EXAMPLES[0])
REFUSAL = FakeEngine().answer("weather")
ASKED = Conversation().asked("How many boats?", "Reading 3 files…")


def attribute(html: str, name: str) -> str:
    found = re.search(f' data-{name}="([^"]*)"', html)
    assert found is not None
    return unescape(found[1])


def test_the_script_learns_where_each_answer_stands() -> None:
    html = told_html(ASKED, None)
    assert " data-waiting" in html
    assert "data-shown" not in html
    now = ASKED.answered(ANSWER).asked(HOSTILE_LINE, "").failed("no")
    html = told_html(now, 0)
    assert " data-waiting" not in html
    assert attribute(html, "shown") == "0"
    assert json.loads(attribute(html, "exchanges")) == [
        {"state": "whole", "answered": True, "searched": True},
        {"state": "failed", "answered": False, "searched": False},
    ]


def test_a_screen_reader_hears_of_an_answer_once_it_is_whole() -> None:
    assert said(ASKED.exchanges[0]) == said(ASKED.growing(ANSWER).exchanges[0]) == "Reading 3 files…"
    assert said(ASKED.answered(ANSWER).exchanges[0]) == "Answered: four. 2 quotes from 2 files. Sources disagree."
    assert said(ASKED.growing(ANSWER).stopped().exchanges[0]).startswith("Stopped. Answered: four.")
    assert said(ASKED.stopped().exchanges[0]) == "Stopped."
    assert said(ASKED.answered(REFUSAL).exchanges[0]) == "The files do not answer this."
    assert said(ASKED.failed("No index.").exchanges[0]) == "That could not be answered. No index."
    assert said(Exchange("Who?", "unreadable")) == "This answer can no longer be read."


def test_what_is_said_is_escaped() -> None:
    html = told_html(ASKED.failed(HOSTILE_LINE), None)
    assert "<img" not in html
    assert HOSTILE_LINE in attribute(html, "said")


def test_whoever_edits_is_told_what_goes() -> None:
    now = ASKED.answered(ANSWER).asked("Two?", "").answered(ANSWER).asked("Three?", "").answered(ANSWER)
    assert "replaces the last question." in told_html(now.revise(2), 2)
    assert "replaces question 2 and the one after it." in told_html(now.revise(1), 2)
    assert "replaces question 1 and the 2 after it." in told_html(now.revise(0), 2)
    assert "replaces" not in told_html(now, 2)
