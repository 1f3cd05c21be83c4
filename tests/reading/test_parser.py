from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from rag.reading import parser
from rag.reading.parser import parse, parse_ahead, parse_many, parse_written

pytestmark = pytest.mark.model

TEXTS = ["Anna Berg’s ship sank on 3 May 2024.", "Nobody saw it.", "The town’s mayor denied that she knew of it."]


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Nothing is kept; lists the texts that are parsed in batches."""
    batched: list[str] = []

    def noted(texts: list[str]) -> object:
        batched.extend(texts)
        return parse_many(texts)

    monkeypatch.setattr(parser, "_kept", type(parser._kept)())
    monkeypatch.setattr(parser, "parse_many", noted)
    return batched


def test_parsed_ahead_is_parsed_once(empty: list[str]) -> None:
    known = parse(TEXTS[1])
    parse_ahead([*TEXTS, *TEXTS])
    assert empty == [TEXTS[0].replace("’", "'"), TEXTS[2].replace("’", "'")]
    docs = [parse_written(text) for text in TEXTS]
    assert docs[1] is known
    assert [doc.text for doc in docs] == [text.replace("’", "'") for text in TEXTS]
    parse_ahead(TEXTS)
    assert len(empty) == 2


def test_a_batch_parses_as_one_by_one(empty: list[str]) -> None:
    alone = [parse_written(text) for text in TEXTS]
    parser._kept.clear()
    parse_ahead(TEXTS)
    for one, text in zip(alone, TEXTS, strict=True):
        other = parse_written(text)
        assert other is not one
        assert [(t.text, t.lemma_, t.tag_, t.dep_, t.head.i, t.ent_type_) for t in one] == [
            (t.text, t.lemma_, t.tag_, t.dep_, t.head.i, t.ent_type_) for t in other
        ]


def test_only_the_last_parses_are_kept(empty: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "_DOCS", 2)
    first, second, third = "One.", "Two.", "Three."
    doc = parse(first)
    parse(second)
    assert parse(first) is doc  # and so the second is now the oldest
    parse(third)
    assert list(parser._kept) == [first, third]
    parse_ahead(TEXTS)
    assert len(parser._kept) == 2


def test_threads_share_a_parse(empty: list[str]) -> None:
    with ThreadPoolExecutor(4) as pool:
        docs = list(pool.map(parse, ["A ship sank."] * 8))
    assert {doc.text for doc in docs} == {"A ship sank."}
    assert all(doc is docs[0] for doc in docs)
