from __future__ import annotations

from random import Random

import pytest

from rag.reading.parser import parse, parse_many
from rag.reading.training.exchanges import Pool, antonym, exchange, pieces, same_value

TEXTS = (
    "On 12 May 2003 Anna Berg sold 3,400 tickets in Hamburg for $5 million.",
    "Peter Lind moved from Munich to Norway in 1994 and earned 45 percent more than three German friends.",
    "The United Nations sent Maria Costa to Sweden in 1999, where she met twelve French officers.",
    "The World Bank lent Poland $8 million in 2001, writes Thomas Gray in Dresden.",
)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("5", "five", True),
        ("Anna Berg", "Berg", True),
        ("the Nile", "Nile", True),
        ("UK", "Britain", True),
        ("United Nations", "UN", True),
        ("Germany", "German", True),
        ("1994", "1992", False),
        ("Hamburg", "Munich", False),
        ("12 May 2003", "13 May 2003", False),
        ("3,400", "3,900", False),
    ],
)
def test_same_value(one: str, other: str, *, same: bool) -> None:
    assert same_value(one, other) is same
    assert same_value(other, one) is same


@pytest.mark.model
def test_pieces_are_exact_slices_that_do_not_overlap() -> None:
    found = {}
    for doc in parse_many(TEXTS):
        last = 0
        for piece in pieces(doc):
            assert last <= piece.start < piece.end
            last = piece.end
            found[doc.text[piece.start : piece.end]] = piece.kind
    expected = {"12 May 2003": "date", "3,400": "number", "$5 million": "number", "1994": "date", "three": "number",
                "45 percent": "number", "Sweden": "place", "Norway": "place"}  # fmt: skip
    assert expected.items() <= found.items()
    assert {"Anna Berg", "Peter Lind", "Thomas Gray"} <= {t for t, kind in found.items() if kind == "person"}


@pytest.mark.model
def test_part_of_a_label_is_no_number() -> None:
    doc = parse("She read Chapter 4 of the book and one of the 12 letters.")
    assert [doc.text[p.start : p.end] for p in pieces(doc)] == ["12"]


@pytest.mark.model
def test_one_piece_is_exchanged() -> None:
    pool = Pool(parse_many(TEXTS))
    for text in TEXTS:
        doc = parse(text)
        for seed in range(20):
            made = exchange(doc, pool, Random(seed))
            assert made is not None
            assert made.text[made.start : made.end] == made.new
            assert made.text[: made.start] + made.old + made.text[made.end :] == text
            assert not same_value(made.old, made.new)
            assert made.new not in text


@pytest.mark.model
def test_values_at_hand_are_preferred_and_others_left_alone() -> None:
    pool = Pool(parse_many(TEXTS))
    doc = parse(TEXTS[1])
    made = exchange(doc, pool, Random(3), kinds=["place"], near=["Sweden", "1987"], avoid=["Munich"])
    assert made is not None
    assert (made.old, made.new) == ("Norway", "Sweden")
    assert exchange(doc, pool, Random(3), kinds=["date"], avoid=["1994"]) is None


@pytest.mark.model
def test_a_value_that_stands_twice_is_left_alone() -> None:
    doc = parse("In 1994 Peter Lind sold it, and in 1994 Lind died.")
    assert exchange(doc, Pool(parse_many(TEXTS)), Random(1), kinds=["date", "person"]) is None


@pytest.mark.model
def test_the_article_is_mended() -> None:
    doc = parse("The jury heard an old man.")
    made = antonym(doc, Random(1))
    assert made is not None
    assert made.text in {"The jury heard a young man.", "The jury heard a new man.", "The jury heard an old woman."}
    assert made.text[made.start : made.end] == made.new


@pytest.mark.model
def test_same_seed_same_choice() -> None:
    doc = parse(TEXTS[2])
    first, second = (exchange(doc, Pool(parse_many(TEXTS)), Random(5)) for _ in range(2))
    assert first == second
