from __future__ import annotations

from contextlib import closing
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from rag.answering.citing import Citer
from rag.answering.extractive import Draft, cite, write_answer, write_refusal
from rag.documents import from_text
from rag.store.catalogue import Catalogue, FileStamp
from rag.types import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.answering.statements import Statement, Value

TEXTS = {
    "a_b.txt": "Eighty mills stood there.\nThey were *old*.",
    "c.md": "# Mills\n\nThere were eighty [2] of them.",
}


@pytest.fixture
def citer() -> Iterator[Citer]:
    with closing(Catalogue(None, "id", {"dimensions": "64"})) as catalogue:
        with catalogue.transaction():
            for source, text in TEXTS.items():
                catalogue.put(from_text(source, text), [], FileStamp(None, 0, 0))
        yield Citer(catalogue)


def statement(source: str, quote: str) -> Statement:
    """Only what the writing looks at: where the quote stands."""
    start = TEXTS[source].index(quote) if source in TEXTS else 0
    return cast(
        "Statement", SimpleNamespace(candidate=SimpleNamespace(source=source, start=start, end=start + len(quote)))
    )


def value(text: str, *statements: Statement) -> Value:
    return cast("Value", SimpleNamespace(text=text, statements=statements))


FIRST = statement("a_b.txt", "Eighty mills stood there.")
SECOND = statement("a_b.txt", "They were *old*.")
THIRD = statement("c.md", "There were eighty [2] of them.")
GONE = statement("gone.txt", "x")


def test_the_value_then_who_says_what_then_where(citer: Citer) -> None:
    draft = write_answer(cite([FIRST, SECOND, THIRD], citer), value("eighty", FIRST, THIRD))
    assert draft.text == (
        "**Eighty** [1][3]\n\n"
        "**a\\_b.txt**\n\n"
        "> Eighty mills stood there. [1]\n>\n"
        "> They were \\*old\\*. [2]\n\n"
        "**c.md**\n\n"
        "> There were eighty \\[2\\] of them. [3]"
        "\n\n---\n\n"
        "[1] a\\_b.txt, line 1  \n"
        "[2] a\\_b.txt, line 2  \n"
        "[3] c.md, line 3, under “Mills”"
    )
    assert draft.short == "eighty"
    assert [citation.number for citation in draft.citations] == [1, 2, 3]
    for citation in draft.citations:
        assert TEXTS[citation.source][citation.start : citation.end] == citation.quote


def test_of_positions_none_is_put_first(citer: Citer) -> None:
    rivals = [
        Position(value="eighty", normalized="80", sources=("a_b.txt",), citations=(1,)),
        Position(value="*ninety*", normalized="90", sources=("c.md",), citations=(3,)),
    ]
    cited = cite([FIRST, SECOND, THIRD], citer)
    draft = write_answer(cited, value("eighty", FIRST), "Sources disagree.", rivals)
    assert draft.text.startswith("**eighty** [1] or **\\*ninety\\*** [3]\n\nSources disagree.\n\n**a")
    assert draft.short == "eighty or *ninety*"


def test_a_figure_that_is_only_disputed(citer: Citer) -> None:
    alone = [Position(value="eighty", normalized="80", sources=("a_b.txt",), citations=(1,))]
    draft = write_answer(cite([FIRST, SECOND], citer), value("ninety", SECOND), "Sources disagree.", alone)
    assert draft.text.startswith("**eighty** [1] (disputed)\n\nSources disagree.")
    assert draft.short == "eighty (disputed)"


def test_without_a_value(citer: Citer) -> None:
    draft = write_answer(cite([THIRD], citer), None)
    assert draft.text.startswith("**c.md**\n\n> There were eighty")
    assert draft.short is None


def test_a_source_that_left_meanwhile_is_not_quoted(citer: Citer) -> None:
    draft = write_answer(cite([GONE, THIRD], citer), None)
    assert [citation.source for citation in draft.citations] == ["c.md"]
    assert "gone.txt" not in draft.text


def test_a_refusal_names_the_nearest_and_cites_nothing(citer: Citer) -> None:
    draft = write_refusal([THIRD, FIRST, SECOND, THIRD], citer)
    assert draft.text == (
        "The files do not answer this question.\n\n"
        "The passages nearest to it, none of which answers it:\n\n"
        "- c.md, line 3, under “Mills”: “There were eighty \\[2\\] of them.”\n"
        "- a\\_b.txt, line 1: “Eighty mills stood there.”\n"
        "- a\\_b.txt, line 2: “They were \\*old\\*.”"
    )
    assert (draft.short, draft.citations) == (None, ())


@pytest.mark.parametrize("nearest", [[], [GONE]])
def test_a_refusal_with_nothing_near(citer: Citer, nearest: list[Statement]) -> None:
    expected = Draft("The files do not answer this question. No passage comes near it.", None, ())
    assert write_refusal(nearest, citer) == expected
