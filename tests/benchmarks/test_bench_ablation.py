from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.bench_ablation import (
    DISAGREEMENT,
    PAGE,
    RETRIEVAL,
    WEIGHTS,
    Counted,
    Remembering,
    retrieval,
    table,
    written,
)
from tests.benchmarks.bench_disagreement import PARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.reading.span_reader import SpanReading
    from tests.fakes import FakeEmbedder


def test_the_page_is_written_between_its_markers() -> None:
    page = "before\n<!-- one -->\nold\nlines\n<!-- /one -->\nafter"
    assert written(page, "one", "new\\1\n") == "before\n<!-- one -->\nnew\\1\n<!-- /one -->\nafter"
    with pytest.raises(SystemExit, match="put them where the table belongs"):
        written(page, "two", "new")


def rows(name: str) -> list[str]:
    """What the lines of a table of the page begin with."""
    text = PAGE.read_text(encoding="utf-8").split(f"<!-- {name} -->\n")[1].split(f"<!-- /{name} -->")[0]
    return [line.split(" | ")[0].removeprefix("| ") for line in text.splitlines()]


def test_the_page_holds_every_way_to_search() -> None:
    ways = [f"{name}, {shares} shares" for name in WEIGHTS for shares in ("with", "without")]
    assert rows(RETRIEVAL) == ["search", "---", *ways]


def test_the_page_holds_every_part() -> None:
    assert rows(DISAGREEMENT) == ["switched off", "---", "nothing", *PARTS]


def test_a_table() -> None:
    assert table(["a", "b"], [["1", "2"]]) == "| a | b |\n| --- | --- |\n| 1 | 2 |\n"


def test_a_row_tells_what_changed() -> None:
    whole = Counted(frozenset("abc"), frozenset("x"), frozenset("ab"))
    less = Counted(frozenset("ab"), frozenset("xyz"), frozenset("a"))
    assert less.row("part", 4, whole) == ["part", "0.400 (2 of 5)", "0.500 (2 of 4)", "1 of 2", "+0 −1", "+2 −0"]
    assert Counted(frozenset(), frozenset(), frozenset()).row("all", 4, whole)[1] == "–"


def test_a_network_is_asked_once_for_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Reader:
        def read(self, question: str, passages: Sequence[str]) -> list[SpanReading]:
            asked.append(question)
            return []

    monkeypatch.setattr("tests.benchmarks.bench_ablation.load_reader", Reader)
    networks = Remembering()
    for question in ("Who?", "Who?", "When?"):
        networks.read(question, ["He did."])
    assert asked == ["Who?", "When?"]


@pytest.mark.model
def test_each_way_to_search_finds_something_else(faked: FakeEmbedder) -> None:
    found = {name: figures for name, *figures in retrieval(None)}
    assert len(found) == 2 * len(WEIGHTS)
    assert len({tuple(found[f"{name}, without shares"]) for name in WEIGHTS}) == len(WEIGHTS)
