from __future__ import annotations

import pytest

from rag.documents.document import Heading
from tests.ui.fake import FERRY, HARBOUR, FakeEngine
from ui.sources.look import Look, look_up, surroundings

TEXT = (
    "The council met on Monday in the old town hall. It spoke of boats for several hours! Four boats call each day. "
    "The jetty is in need of a repair. More of it will be told in the summer."
)


def around(quote: str, text: str = TEXT, headings: tuple[Heading, ...] = ()) -> tuple[str, str]:
    start = text.index(quote)
    return surroundings(text, start, start + len(quote), headings)


def test_a_sentence_before_and_after() -> None:
    assert around("Four boats call each day.") == (
        "It spoke of boats for several hours!",
        "The jetty is in need of a repair.",
    )


def test_quote_within_a_sentence() -> None:
    assert around("boats call") == (
        "It spoke of boats for several hours! Four",
        "each day. The jetty is in need of a repair.",
    )


def test_beginning_and_end_of_the_text() -> None:
    assert around("The council met on Monday in the old town hall.")[0] == ""
    assert around("More of it will be told in the summer.")[1] == ""
    assert surroundings("", 0, 0) == ("", "")


def test_no_sentence_ends_nearby() -> None:
    before, after = around("QUOTE", f"{'word ' * 100}QUOTE{' more' * 100}")
    assert before.startswith("… word word")
    assert after.endswith("more more …")
    assert len(before) < 230


def test_one_long_word() -> None:
    assert around("QUOTE", f"{'w' * 999}QUOTE{'w' * 999}") == ("", "")


def test_not_beyond_headings() -> None:
    text = "# Title\n\nAn introduction.\n\n## Boats\n\nFour boats call.\n\nIt is so.\n\n## Prices\n\nNine crowns."
    headings = tuple(
        Heading(text.index(words), text.index(words) + len(words), 2) for words in ("Title", "Boats", "Prices")
    )
    assert around("Four boats call.", text, headings) == ("", "It is so.")


def test_look_up_each_file_once() -> None:
    engine = FakeEngine()
    looks = look_up(engine, [HARBOUR, FERRY, HARBOUR, "gone.txt"])
    assert list(looks) == [HARBOUR, FERRY, "gone.txt"]
    assert looks[HARBOUR] == Look(engine.document(HARBOUR).text, "changed")
    assert looks["gone.txt"] == Look(None, "unknown")


@pytest.mark.parametrize("mark", ["?", "!", ".”", ".)", "。", "\n\n"])
def test_what_ends_a_sentence(mark: str) -> None:
    text = f"A sentence that is long enough to stand{mark} Another one that is long enough. QUOTE"
    assert around("Another one that is long enough. QUOTE", text)[0].startswith("A sentence")
    assert around("QUOTE", text)[0] == "Another one that is long enough."
