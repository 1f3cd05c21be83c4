from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from rag.retrieval.search import Found, search
from rag.store.index import Index
from tests.fakes import FakeEmbedder
from tests.store.building import MANIFEST, put, remove

if TYPE_CHECKING:
    from collections.abc import Sequence


def index_of(**texts: Sequence[str]) -> Index:
    index = Index.in_memory(MANIFEST)
    for name, passages in texts.items():
        put(index.catalogue, f"{name}.txt", *passages)
    index.refresh()
    return index


def find(
    index: Index,
    query: str,
    *,
    limit: int = 10,
    sources: Sequence[str] | None = None,
    shared: bool = True,
    dense_weight: float = 0.6,
) -> list[Found]:
    vector = FakeEmbedder().embed_query(query)
    return search(index, query, vector, limit=limit, sources=sources, shared=shared, dense_weight=dense_weight)


def texts(found: list[Found]) -> list[str]:
    return [passage.chunk.text for passage in found]


def test_the_whole_way() -> None:
    index = index_of(a=["red apple", "green pear"], b=["red wine"])
    found = find(index, "The red apple?")
    assert texts(found)[:2] == ["red apple", "red wine"]
    first = found[0].hit("The red apple?")
    assert (first.source, first.start, first.end, first.text) == ("a.txt", 0, 9, "red apple")
    assert (first.dense_rank, first.lexical_rank, first.matched_terms) == (1, 1, ("red", "apple"))
    assert first.score == pytest.approx(1.0)  # the best by meaning and by words
    second = found[1].hit("The red apple?")
    assert (second.source, second.lexical_rank, second.matched_terms) == ("b.txt", 2, ("red",))
    assert all(before.score >= after.score for before, after in pairwise(found))


def test_matched_terms_are_as_written_in_the_query() -> None:
    index = index_of(a=["Zoë released the prisoners."])
    hit = find(index, "Who is releasing “prisoners”, prisoners? ZOE!")[0].hit("Who is releasing “prisoners”, ZOE!")
    assert hit.matched_terms == ("releasing", "prisoners", "ZOE")


def test_ties_go_by_source_then_offset() -> None:
    # Copies of one another would count once: the words that differ are names.
    index = index_of(b=["mill Anna", "mill Berta"], a=["mill Carla", "mill Dora"])
    found = find(index, "mill", dense_weight=0.0)
    assert len({passage.score for passage in found}) == 1
    assert [(passage.source, passage.chunk.start) for passage in found] == [
        ("a.txt", 0),
        ("a.txt", 11),
        ("b.txt", 0),
        ("b.txt", 10),
    ]


def test_only_some_sources() -> None:
    index = index_of(a=["red apple"], b=["red wine"], c=["red brick"])
    assert texts(find(index, "red", sources=["b.txt", "c.txt"])) == texts(
        find(index, "red", sources=["c.txt", "b.txt"])
    )
    assert sorted(texts(find(index, "red", sources=["b.txt", "c.txt"]))) == ["red brick", "red wine"]
    assert find(index, "red", sources=["b.txt"])[0].hit("red").dense_rank == 1
    assert find(index, "red", sources=[]) == []


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_limit(limit: int) -> None:
    index = index_of(a=[f"mill number {number}" for number in range(30)])
    assert len(find(index, "mill", limit=limit)) == min(limit, 30)
    assert len(find(index, "mill", limit=limit, shared=False)) == min(limit, 30)


def test_copies_count_once_and_near_copies_do_not() -> None:
    story = "The old mill by the river was sold in spring to a family from the next village over the hill"
    index = index_of(
        a=[f"{story} for 90 crowns."], b=[f"{story.upper()}, for 90 crowns"], c=[f"{story} for 95 crowns."]
    )
    assert [passage.source for passage in find(index, "mill sold crowns")] == ["a.txt", "c.txt"]
    assert [passage.source for passage in find(index, "mill sold crowns", sources=["b.txt"])] == ["b.txt"]


def test_one_source_does_not_crowd_out_another() -> None:
    # Nine passages of one source come before the only one of the other, which says as much.
    index = index_of(a=[f"red mill house {number}" for number in range(9)], b=["red mill house garden"])
    assert [passage.source for passage in find(index, "red mill house", limit=4)] == ["a.txt"] * 3 + ["b.txt"]
    assert [passage.source for passage in find(index, "red mill house", limit=4, shared=False)] == ["a.txt"] * 4


def test_an_empty_index() -> None:
    index = Index.in_memory(MANIFEST)
    assert find(index, "anything") == []
    assert find(index, "anything", sources=["a.txt"]) == []


def test_a_query_of_stop_words_only() -> None:
    index = index_of(a=["who was it", "red apple"])
    found = find(index, "Who was it?")
    assert found[0].chunk.text == "who was it"
    assert found[0].hit("Who was it?").lexical_rank == 1
    assert found[0].hit("Who was it?").matched_terms == ()  # grammar is no reason


@pytest.mark.parametrize(
    "query",
    [
        'apple" OR "pear',
        "apple AND NOT pear",
        "NEAR(apple pear, 2)",
        "apple*",
        "^apple",
        "body : apple",
        "{body} : apple",
        "-apple +apple",
        "apple; DROP TABLE chunks; --",
        "'apple'",
        "(apple",
        "apple\x00",
        "apple %_\\",
        "“apple” ’apple‘ «apple»",
        "apple 😀 日本語 é\u0301",
        "apple " * 300,
        "apple " + " ".join(f"w{number}" for number in range(3000)),
    ],
)
def test_nothing_in_a_query_is_an_operator(query: str) -> None:
    index = index_of(a=["green pear tree", "one apple"], b=["blue plum"])
    found = find(index, query, dense_weight=0.0)
    assert next(passage for passage in found if passage.fused.lexical_rank).chunk.text in {
        "one apple",
        "green pear tree",
    }
    assert "one apple" in [passage.chunk.text for passage in found if passage.fused.lexical_rank]


@pytest.mark.parametrize("query", ["?!", "…", "_", "😀", '"', "*"])
def test_a_query_without_words_is_searched_by_meaning(query: str) -> None:
    index = index_of(a=["red apple"])
    assert [passage.fused.lexical_rank for passage in find(index, query)] == [None]


def test_a_passage_without_a_vector_yet_is_left_out() -> None:
    index = index_of(a=["red apple"])
    put(index.catalogue, "b.txt", "red wine")  # by another process, since the vectors were read
    assert texts(find(index, "red")) == ["red apple"]
    index.refresh()
    assert sorted(texts(find(index, "red"))) == ["red apple", "red wine"]


def test_a_passage_that_is_gone_is_left_out() -> None:
    index = index_of(a=["red apple"], b=["red wine"])
    remove(index.catalogue, "a.txt")
    assert texts(find(index, "red")) == ["red wine"]


def test_the_order_of_files_does_not_matter() -> None:
    passages = {"a": ["red apple", "red pear"], "b": ["red wine"], "c": ["red brick wall", "blue wall"]}
    one = find(index_of(**passages), "red wall")
    other = find(index_of(**dict(reversed(passages.items()))), "red wall")
    assert [(p.source, p.chunk.start) for p in one] == [(p.source, p.chunk.start) for p in other]
    assert [p.score for p in one] == pytest.approx([p.score for p in other], rel=1e-6)
