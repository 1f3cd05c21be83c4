from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import pytest

from rag.documents import from_text
from rag.documents.document import Document, Heading
from rag.text.chunks import Chunk, chunk_document
from rag.text.sentences import sentences
from rag.text.tokens import count_tokens
from tests.text.odd import ODD_TEXTS, random_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Counter: TypeAlias = Callable[[Sequence[str]], list[int]]


def by_words(texts: Sequence[str]) -> list[int]:
    """Counts as the fake embedder does: words and two special tokens."""
    return [len(text.split()) + 2 for text in texts]


def by_characters(texts: Sequence[str]) -> list[int]:
    return [len(text) + 2 for text in texts]


def cut(document: Document, *, target: int = 20, window: int = 64, count: Counter = by_words) -> list[Chunk]:
    return chunk_document(document, target_tokens=target, window=window, window_tokens=count)


def document(text: str, *headings: str, title: str | None = None) -> Document:
    marked = tuple(Heading(text.index(words), text.index(words) + len(words), 1) for words in headings)
    return Document(source="a.txt", text=text, sha256="", title=title, headings=marked)


def check(made: Document, chunks: list[Chunk], *, window: int, count: Counter = by_words) -> None:
    """What the docstring promises."""
    text = made.text
    assert [chunk.text for chunk in chunks] == [text[chunk.start : chunk.end] for chunk in chunks]
    assert all(before.end <= after.start for before, after in pairwise(chunks))
    assert [chunk.text.strip() for chunk in chunks if chunk.text != chunk.text.strip() or not chunk.text] == []
    between = [0, *(offset for chunk in chunks for offset in (chunk.start, chunk.end)), len(text)]
    assert "".join(text[between[i] : between[i + 1]] for i in range(0, len(between), 2)).strip() == ""
    assert [size for size in count([chunk.embedded for chunk in chunks]) if size > window] == []


FIVE = "Alpha beta gamma. Delta alpha beta. Gamma delta alpha. Beta gamma delta. Alpha gamma delta."
ALONE = [f"{part}." for part in FIVE[:-1].split(". ")]


def test_passages_are_as_even_as_their_sentences_allow() -> None:
    assert count_tokens(ALONE) == [4, 4, 4, 4, 4]
    assert [chunk.text for chunk in cut(document(FIVE), target=9)] == [
        "Alpha beta gamma. Delta alpha beta.",
        "Gamma delta alpha. Beta gamma delta.",
        "Alpha gamma delta.",
    ]
    # The first could hold four of them, which would leave a crumb.
    assert [chunk.text for chunk in cut(document(FIVE), target=16)] == [
        "Alpha beta gamma. Delta alpha beta. Gamma delta alpha.",
        "Beta gamma delta. Alpha gamma delta.",
    ]


def test_a_text_under_the_target_is_one_passage() -> None:
    assert [chunk.text for chunk in cut(document(f"  {FIVE}\n"), target=100)] == [FIVE]


@pytest.mark.parametrize("target", [1, 4, 7])
def test_a_tiny_target_makes_each_sentence_a_passage(target: int) -> None:
    assert [chunk.text for chunk in cut(document(FIVE), target=target)] == ALONE


def test_a_sentence_over_the_target_is_a_passage_of_its_own() -> None:
    long = "Long " + "word " * 30 + "end."
    chunks = cut(document(f"Short one. {long} Short two."), target=10)
    assert [chunk.text for chunk in chunks] == ["Short one.", long, "Short two."]


def test_only_a_single_sentence_exceeds_the_target() -> None:
    for text in random_texts(70, seed=3, pieces=200):
        spans = sentences(text)
        for chunk in cut(document(text), target=12, window=1000):
            inside = [text[span.start : span.end] for span in spans if chunk.start <= span.start < chunk.end]
            assert len(inside) == 1 or sum(count_tokens(inside)) <= 12, text


@pytest.mark.parametrize(("target", "window"), [(1, 12), (5, 12), (16, 32), (180, 256)])
def test_every_promise_on_odd_texts(target: int, window: int) -> None:
    for text in (*ODD_TEXTS, *random_texts(70, seed=target, pieces=200)):
        for count in (by_words, by_characters):
            made = document(text)
            check(made, cut(made, target=target, window=window, count=count), window=window, count=count)


def test_every_promise_with_title_and_headings() -> None:
    for number, text in enumerate(random_texts(70, seed=4, pieces=200)):
        spans = sentences(text)
        headings = tuple(Heading(span.start, span.end, 1) for span in spans[:: 2 + number % 3])
        made = Document(source="a.txt", text=text, sha256="", title="A title of six whole words", headings=headings)
        for window in (8, 16, 64):
            check(made, cut(made, target=10, window=window), window=window)


def test_a_text_without_white_space_is_cut_between_characters() -> None:
    made = document("x" * 100)
    chunks = cut(made, window=32, count=by_characters)
    assert [len(chunk.text) for chunk in chunks] == [25, 25, 25, 25]
    check(made, chunks, window=32, count=by_characters)


def test_an_overlong_sentence_is_cut_at_a_clause_before_white_space() -> None:
    text = "aaaa bbbb cccc, dddd eeee ffff gggg"
    chunks = cut(document(text), window=25, count=by_characters)
    assert [chunk.text for chunk in chunks] == ["aaaa bbbb cccc,", "dddd eeee ffff gggg"]
    chunks = cut(document(text.replace(",", "")), window=25, count=by_characters)
    assert [chunk.text for chunk in chunks] == ["aaaa bbbb cccc", "dddd eeee ffff gggg"]


def test_offsets_count_code_points() -> None:
    text = "😀😀 one. E\u0301e\u0301 two. 日本語。"
    chunks = cut(document(text), target=1)
    assert [(chunk.start, chunk.end, chunk.text) for chunk in chunks] == [
        (0, 7, "😀😀 one."),
        (8, 17, "E\u0301e\u0301 two."),
        (18, 22, "日本語。"),
    ]


def test_a_heading_starts_a_passage_once_the_one_before_is_a_third_full() -> None:
    text = "First part\n\nAlpha beta gamma. Delta alpha beta.\n\nSecond part\n\nGamma delta alpha."
    made = document(text, "First part", "Second part")
    assert count_tokens(["First part", "Alpha beta gamma.", "Delta alpha beta."]) == [2, 4, 4]
    assert [chunk.text for chunk in cut(made, target=30)] == [
        "First part\n\nAlpha beta gamma. Delta alpha beta.",
        "Second part\n\nGamma delta alpha.",
    ]
    # Ten tokens are less than a third of 31: the first part is a crumb, and the heading does not end it.
    assert [chunk.text for chunk in cut(made, target=31)] == [text]


def test_context_is_title_and_nearest_heading() -> None:
    text = "Part One\n\nAlpha beta gamma. Delta alpha beta.\n\nPart Two\n\nGamma delta alpha. Beta gamma delta."
    chunks = cut(document(text, "Part One", "Part Two", title="The Title"), target=5)
    assert [(chunk.text, chunk.context) for chunk in chunks] == [
        ("Part One", "The Title"),
        ("Alpha beta gamma.", "The Title\nPart One"),
        ("Delta alpha beta.", "The Title\nPart One"),
        ("Part Two", "The Title"),
        ("Gamma delta alpha.", "The Title\nPart Two"),
        ("Beta gamma delta.", "The Title\nPart Two"),
    ]
    assert chunks[1].embedded == "The Title\nPart One\nAlpha beta gamma."


def test_context_repeats_nothing_that_the_passage_says() -> None:
    chunks = cut(document("Mills\n\nMills turn. They grind.", "Mills", title="Mills"), target=100)
    assert [(chunk.text, chunk.context) for chunk in chunks] == [("Mills\n\nMills turn. They grind.", "")]
    assert chunks[0].embedded == chunks[0].text


def test_an_overlong_context_is_left_out() -> None:
    text = "Alpha beta gamma. Delta alpha beta."
    # A quarter of the window of 64 is 16: fourteen words and two special tokens.
    fits, over = " ".join(["t"] * 14), " ".join(["t"] * 15)
    assert {chunk.context for chunk in cut(document(text, title=fits), target=1)} == {fits}
    assert {chunk.context for chunk in cut(document(text, title=over), target=1)} == {""}


def test_passages_come_from_the_text_as_stored() -> None:
    made = from_text("a.md", "# Weather\r\n\r\nIt rained. It *poured*.\r\n")
    check(made, cut(made), window=64)


def test_cutting_the_same_twice_gives_the_same() -> None:
    for text in random_texts(20, seed=5, pieces=200):
        assert cut(document(text)) == cut(document(text))
