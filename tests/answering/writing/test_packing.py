"""Passages within a model's window, with a share for each source."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from rag.answering.writing.packing import pack
from rag.text.tokens import count_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.retrieval.search import Found


def found(*texts: tuple[str, str]) -> Sequence[Found]:
    made = [SimpleNamespace(source=source, chunk=SimpleNamespace(start=7, text=text)) for source, text in texts]
    return cast("Sequence[Found]", made)


LONG = " ".join(f"Sentence number {n} is here." for n in range(20))


def test_all_that_fits_in_order_of_relevance() -> None:
    passages = pack(found(("a", "One."), ("a", "Two."), ("b", "Three.")), 1000, {})
    assert [(p.number, p.source, p.text, p.start) for p in passages] == [
        (1, "a", "One.", 7), (2, "a", "Two.", 7), (3, "b", "Three.", 7),
    ]  # fmt: skip


def test_each_source_has_its_turn_before_any_has_a_second() -> None:
    passages = pack(found(("a", "One."), ("a", "Two."), ("a", "Three."), ("b", "Four.")), 70, {})
    assert [p.source for p in passages] == ["a", "b"]
    assert [p.number for p in passages] == [1, 2]


def test_a_passage_is_cut_after_a_sentence() -> None:
    whole = count_tokens([LONG])[0] + 30
    (cut,) = pack(found(("a", LONG)), whole - 40, {})
    assert LONG.startswith(cut.text)
    assert cut.text.endswith(".")
    assert len(LONG) / 2 <= len(cut.text) < len(LONG)
    assert count_tokens([cut.text])[0] + 30 <= whole - 40


def test_what_would_lose_more_than_half_is_left_out() -> None:
    assert pack(found(("a", LONG), ("b", "Short.")), 90, {}) != []
    assert [p.source for p in pack(found(("a", LONG), ("b", "Short.")), 90, {})] == ["b"]


def test_nothing_fits() -> None:
    assert pack(found(("a", LONG)), 10, {}) == []
    assert pack([], 1000, {}) == []
