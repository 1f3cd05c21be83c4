from __future__ import annotations

from ui.told import problem_html, said_html


def test_problems_are_alerts_and_escaped() -> None:
    assert problem_html("<i>") == '<p class="ws-problem" role="alert">&lt;i&gt;</p>'


def test_the_rest_waits_for_its_turn() -> None:
    assert said_html("<i>") == '<p class="ws-quiet" role="status">&lt;i&gt;</p>'
