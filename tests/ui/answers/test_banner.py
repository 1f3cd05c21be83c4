from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from rag.answering.disagreeing import write_agreement
from rag.verdicts import Verdict, judge
from tests.test_verdicts import TWO, A, B, cited
from ui.answers.banner import STANDING, banner_html, verdict_html, verdict_words

if TYPE_CHECKING:
    from rag.types import Agreement

WHEN = datetime.datetime(2026, 2, 3, 12, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("agreement", "line", "name"),
    [
        ("none_found", write_agreement("none_found", 2, files=2), "ws-none"),
        ("not_checked", write_agreement("not_checked", reason="<b> & [x]"), "ws-unchecked"),
    ],
)
def test_what_an_answer_says_of_its_state_is_drawn(agreement: Agreement, line: str, name: str) -> None:
    assert STANDING.findall(f"**x**\n\n{line}\n\n> No disagreement found: y") == [line]
    html = banner_html(agreement, line)
    assert html.startswith(f'<p class="ws-banner {name}">')
    assert "<b>" not in html
    assert "\\" not in html


def test_not_checked_says_why() -> None:
    line = write_agreement("not_checked", reason="<b> & [x]")
    assert banner_html("not_checked", line).endswith("Not checked for disagreement: &lt;b&gt; &amp; [x].</p>")


def verdict(prefer: int | None = None, reason: str = "", who: str | None = None) -> Verdict:
    return judge(TWO, cited(A, B), prefer=prefer, reason=reason, who=who, when=WHEN)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (verdict(), "You marked this as not a disagreement on 3 February 2026."),
        (verdict(reason="two mills"), "You marked this as not a disagreement on 3 February 2026. Reason: two mills"),
        (verdict(1, who="Ada"), "Ada resolved this on 3 February 2026: “1874” is preferred."),
    ],
)
def test_a_verdict_in_words(made: Verdict, words: str) -> None:
    assert verdict_words(made) == words


def test_a_verdict_is_escaped() -> None:
    html = verdict_html(verdict(reason="<img src=x onerror=a()>", who="<b>"))
    assert html.startswith('<p class="ws-verdict ws-dismissed" dir="auto">&lt;b&gt; marked')
    assert "<img" not in html
