from __future__ import annotations

from tests.benchmarks.peers.tables import ratio, share, table


def test_a_table_is_markdown() -> None:
    assert table(["", "ms"], [["a", "1"], ["b", "2"]]) == "|  | ms |\n| --- | ---: |\n| a | 1 |\n| b | 2 |"


def test_a_ratio_needs_both() -> None:
    assert ratio(3.0, 2.0) == "1.50"
    assert ratio(None, 2.0) == "–"
    assert ratio(3.0, None) == "–"


def test_a_share_comes_with_its_interval() -> None:
    assert share(8, 10) == "8 of 10, 0.800 [0.490, 0.943]"
    assert share(0, 0) == "–"
