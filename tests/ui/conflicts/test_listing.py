from __future__ import annotations

import datetime
import re

from rag.verdicts import Verdicts, judge
from tests.ui.conflicts.site import AUDIT
from tests.ui.fake import FERRY, HARBOUR, HOSTILE
from ui.conflicts.audits import Kept, Progress
from ui.conflicts.choosing import PER_PAGE, Choice, entries_of
from ui.conflicts.listing import filters_html, list_html, verdicts_html
from ui.conflicts.told import progress_html, standing_html

WHEN = datetime.datetime(2026, 1, 2, 12, tzinfo=datetime.UTC)
ENTRIES = entries_of(AUDIT, Verdicts())
JUDGED = Verdicts(
    [
        judge(AUDIT.conflicts[0], AUDIT.citations, when=WHEN),
        judge(AUDIT.conflicts[1], AUDIT.citations, prefer=0, reason="<b>", when=WHEN),
    ]
)
DANGEROUS = re.compile("<(?:img|script|b)[ >]")


def drawn(choice: Choice, verdicts: Verdicts | None = None, *, may_judge: bool = True) -> str:
    entries = entries_of(AUDIT, verdicts or Verdicts())
    return list_html(entries, AUDIT.citations, choice, may_judge=may_judge)


def test_a_page_of_the_list() -> None:
    html = drawn(Choice())
    assert html.count("<article") == PER_PAGE
    assert ">47 conflicts</h2>" in html
    assert "Page 1 of 3" in html
    assert 'data-page="-1" disabled' in html
    assert drawn(Choice(page=2)).count("<article") == 7
    assert 'data-page="3" disabled' in drawn(Choice(page=2))
    assert list_html((), (), Choice(), may_judge=True) == ""


def test_every_conflict_shows_its_quotes() -> None:
    html = drawn(Choice())
    assert html.count("data-place=") == 2 * PER_PAGE
    assert html.count("data-ask=") == html.count("data-judge=") == PER_PAGE
    assert not DANGEROUS.search(html)


def test_what_is_judged() -> None:
    html = drawn(Choice(), JUDGED)
    assert html.count("data-judge=") == PER_PAGE - 2
    assert html.count("data-undo=") == 2
    assert html.count("ws-set-apart") == 1
    assert html.count(">preferred</span>") == 1
    assert html.count("data-place=") == 2 * PER_PAGE
    assert "data-undo" not in drawn(Choice(), JUDGED, may_judge=False)
    assert ">45 of 47 conflicts</h2>" in drawn(Choice(hide_judged=True), JUDGED)


def test_filters_offer_what_there_is() -> None:
    html = filters_html(ENTRIES, Choice(file=HARBOUR, kind="date", hide_judged=True))
    assert re.findall(r'<option value="([^"]*)"', html) == ["", FERRY, HARBOUR, "hostile &lt;b&gt;&amp;.txt", "", "number", "date", "status"]  # noqa: E501  # fmt: skip
    assert re.findall(r'<option value="([^"]*)" selected', html) == [HARBOUR, "date"]
    assert '<input type="checkbox" name="hide" checked>' in html
    assert "selected" not in filters_html(ENTRIES, Choice(file=HARBOUR, other=FERRY))
    assert filters_html((), Choice()) == ""


def test_two_files_are_named() -> None:
    html = drawn(Choice(file=HOSTILE, other=FERRY))
    assert '<span class="ws-file">hostile &lt;b&gt;&amp;.txt and ferry' in html
    assert ">1 of 47 conflicts</h2>" in html


def test_verdicts_in_one_place() -> None:
    html = verdicts_html(JUDGED, 0, may_judge=True)
    assert ">2 verdicts</h2>" in html
    assert [html.index(f'data-undo="{verdict.key}"') for verdict in reversed(JUDGED.all)] == sorted(
        html.index(f'data-undo="{verdict.key}"') for verdict in JUDGED.all
    )
    assert not DANGEROUS.search(html)
    assert "data-export" in verdicts_html(JUDGED, 0, may_judge=False)
    assert "data-undo" not in verdicts_html(JUDGED, 0, may_judge=False)
    many = Verdicts([judge(found, AUDIT.citations, when=WHEN) for found in AUDIT.conflicts])
    assert verdicts_html(many, 1, may_judge=True).count("data-undo") == PER_PAGE
    assert "Page 2 of 3" in verdicts_html(many, 1, may_judge=True)
    none = verdicts_html(Verdicts((), ["verdicts.jsonl, line 1: <img src=x>"]), 0, may_judge=True)
    assert "None yet." in none
    assert "line 1: &lt;img" in none


def test_what_is_told_of_an_audit() -> None:
    assert 'value="3" max="9"' in progress_html(Progress("comparing", 3, 9))
    assert "Compared 3 of 9 pairs" in progress_html(Progress("comparing", 3, 9))
    assert " max" not in progress_html(Progress("preparing"))
    assert "Stopping…" in progress_html(Progress("stopping", 3, 9))
    assert "Read 1 of 1 sentence<" in progress_html(Progress("reading", 1, 1))
    kept = Kept(AUDIT, "first", WHEN)
    assert "47 conflicts: 94 statements of 3 files read, 900 pairs compared, " in standing_html(
        kept, "", out_of_date=False
    )
    assert "find conflicts again" in standing_html(kept, "", out_of_date=True)
    none = Kept(AUDIT.model_copy(update={"conflicts": ()}), "first", WHEN)
    assert "No conflict found: " in standing_html(none, "", out_of_date=False)
    assert "&lt;problem&gt;" in standing_html(None, "<problem>", out_of_date=False)
