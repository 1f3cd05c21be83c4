from __future__ import annotations

import re

import pytest
from lxml import etree

from rag import list_metrics
from rag.evaluation.run import score
from tests.evaluation.making import answer_of, outcome
from ui.evaluation.results import results_html, span_svg
from ui.theme import COLOURS, asset


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


OUTCOMES = [
    outcome({"id": "a"}, answer=answer_of(), milliseconds=1200),
    outcome({"id": "b"}, answer=answer_of(refused=True), milliseconds=1400),
]


def test_head_main_metrics_and_every_metric() -> None:
    evaluation = score(OUTCOMES, questions_from="<q>.jsonl", split="<dev>", settings={})
    html = results_html(evaluation, lambda _source: None)
    said = words(html)
    assert said.startswith(
        "1 of 2 questions as labelled From &lt;q&gt;.jsonl , split &lt;dev&gt;. "
        "Half of the answers took less than 1,300 ms. Main metrics Metric Drawn from 0 to 1 0 0.5 1"
    )
    assert (
        "Value Interval at 95 % Questions Refusal: answerable questions that are answered 0.500 0.000 to 1.000 2 A dot"
        in said
    )
    assert "Every metric (3)" in said
    assert "Latency: milliseconds to an answer, median latency.median 1,300 ms 1,200 ms to 1,400 ms 2" in said
    assert "1 miss" in said


def test_main_metrics_come_first_and_in_their_order() -> None:
    evaluation = score(OUTCOMES, questions_from="q", settings={})
    figure = evaluation.figures["refusal.answered"]
    whole = evaluation.model_copy(update={"figures": {metric.name: figure for metric in list_metrics()}})
    first = results_html(whole, lambda _source: None).split("<details")[0]
    rows = re.findall(r'scope="row" class="ws-metric"><span[^>]+>[^<]+</span> ([^<]+)', first)
    assert rows == [metric.meaning for metric in list_metrics(main=True)]


def test_drafts_that_were_left_out_are_told() -> None:
    evaluation = score(OUTCOMES, questions_from="q", settings={}).model_copy(update={"drafts_left_out": 3})
    assert "From q . 3 drafts left out." in words(results_html(evaluation, lambda _source: None))


@pytest.mark.parametrize(
    ("value", "low", "high", "drawn"),
    [(0.5, 0.25, 1.0, ("25.0%", "100.0%", "50.0%")), (-0.1, -1, 2, ("0.0%", "100.0%", "0.0%"))],
)
def test_a_share_is_drawn_on_its_interval(value: float, low: float, high: float, drawn: tuple[str, ...]) -> None:
    root = etree.fromstring(span_svg(value, low, high))
    _, span = root.findall("line")
    dot = root.find("circle")
    assert dot is not None
    assert (span.get("x1"), span.get("x2"), dot.get("cx")) == drawn
    assert root.get("aria-hidden") == "true"


def test_every_colour_that_is_used_is_defined() -> None:
    css = asset("evaluation.css")
    assert set(re.findall(r"var\(--ws-([a-z-]+)\)", css)) - COLOURS.keys() == set()
    assert "url(" not in css
