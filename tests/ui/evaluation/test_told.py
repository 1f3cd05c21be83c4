from __future__ import annotations

import pytest

from rag import parse_questions
from ui.evaluation.file import Chosen
from ui.evaluation.run import Progress
from ui.evaluation.told import chosen_html, progress_html

ONE = Chosen("<b>.jsonl", tuple(parse_questions(b'{"question": "Who?", "answerable": false, "draft": true}', "x")))


def test_the_chosen_file_is_named_and_escaped() -> None:
    named = '<span class="ws-file ws-strong">&lt;b&gt;.jsonl</span>: 1 question, 1 draft among them</p>'
    assert chosen_html(ONE) == f'<p role="status">{named}'
    assert chosen_html(ONE, kept=True) == f'<p role="status">Still chosen: {named}'
    assert "No questions are chosen" in chosen_html(None)
    assert chosen_html(None, kept=True) == ""


@pytest.mark.parametrize(
    ("progress", "bar", "words"),
    [
        (Progress("waiting"), "", "this one waits"),
        (Progress("preparing"), "", "loading the models"),
        (Progress("asking", 0, 1), ' value="0" max="1"', "0 of 1 question</p>"),
        (Progress("asking", 2, 40, 12.4), ' value="2" max="40"', "2 of 40 questions, about 12 s left</p>"),
        (Progress("asking", 2, 900, 240.0), ' value="2" max="900"', "2 of 900 questions, about 4 min left</p>"),
        (Progress("asking", 39, 40, 0.4), ' value="39" max="40"', "39 of 40 questions</p>"),
        (Progress("stopping", 2, 40), ' value="2" max="40"', "Stopping"),
    ],
)
def test_progress(progress: Progress, bar: str, words: str) -> None:
    html = progress_html(progress)
    assert html.startswith(f'<progress aria-label="Questions answered"{bar}></progress>')
    assert words in html
