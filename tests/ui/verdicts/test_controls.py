from __future__ import annotations

import datetime
import re

from rag.types import Answer
from rag.verdicts import Verdicts, disagreement_key, judge
from tests.test_verdicts import TWO, A, B, cited
from ui.verdicts.beside import beside_html
from ui.verdicts.controls import form_html, verdict_banner

CITED = cited(A, B)
WHEN = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
HOSTILE = '"><img src=x onerror=alert(1)>'
HARMFUL = TWO.model_copy(
    update={
        "topic": HOSTILE,
        "positions": tuple(p.model_copy(update={"value": HOSTILE + "x" * 90}) for p in TWO.positions),
    }
)
ANSWER = Answer(
    question="?", searched_for="?", text="", refused=False, citations=CITED, agreement="disagree", disagreements=(TWO,)
)


def test_a_form_offers_every_position() -> None:
    html = form_html(TWO, CITED, "beside")
    key = disagreement_key(TWO, CITED)
    assert f'<form data-judge="{key}">' in html
    assert re.findall(r'type="radio" name="([^"]+)" value="([^"]+)" required> <span dir="auto">([^<]+)<', html) == [
        (f"beside-{key}", "none", "Not a disagreement"),
        (f"beside-{key}", "0", "Resolved: prefer “1871”"),
        (f"beside-{key}", "1", "Resolved: prefer “1874”"),
    ]
    assert 'maxlength="500"' in html


def test_nothing_is_markup() -> None:
    verdict = judge(HARMFUL, CITED, prefer=0, reason=HOSTILE, who=HOSTILE, when=WHEN)
    for html in (
        form_html(HARMFUL, CITED, "list"),
        verdict_banner(verdict, may_judge=True),
        beside_html(ANSWER.model_copy(update={"disagreements": (HARMFUL,)}), Verdicts([verdict]), may_judge=True),
        beside_html(ANSWER, Verdicts(), may_judge=True, problem=HOSTILE),
    ):
        assert "<img" not in html
        assert "&lt;img" in html
    assert "…”" in form_html(HARMFUL, CITED, "list")


def test_beside_an_answer() -> None:
    verdict = judge(TWO, CITED, when=WHEN)
    open_one = beside_html(ANSWER, Verdicts(), may_judge=True)
    assert "data-judge" in open_one
    assert "data-undo" not in open_one
    judged = beside_html(ANSWER, Verdicts([verdict]), may_judge=True)
    assert "data-judge" not in judged
    assert f'data-undo="{verdict.key}"' in judged
    assert "“1871” ≠ “1874”" in judged
    for verdicts in (Verdicts(), Verdicts([verdict])):
        looked_at = beside_html(ANSWER, verdicts, may_judge=False)
        assert "<form" not in looked_at
        assert "<button" not in looked_at
    assert beside_html(None, Verdicts(), may_judge=True) == ""
    assert beside_html(ANSWER.model_copy(update={"disagreements": ()}), Verdicts(), may_judge=True) == ""
