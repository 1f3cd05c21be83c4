from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from rag.exporting.literal import literal, literal_line, without_bare_links
from tests.exporting.examples import hostile_texts

PARSER = MarkdownIt("commonmark").enable(["strikethrough", "table"])


def shown(markdown: str) -> str:
    """The characters that a CommonMark parser makes of one paragraph."""
    tokens = PARSER.parse(markdown)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"], markdown
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "softbreak"}, markdown
    return "".join("\n" if child.type == "softbreak" else child.content for child in children)


def test_a_parser_gives_back_every_character() -> None:
    for text in hostile_texts(400):
        assert shown(f"“{literal(text)}”") == f"“{text}”"


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("plain, text; 100% “so” at 21:40", "plain, text; 100% “so” at 21:40"),
        ("one\ntwo", "one\n    two"),
        ("one\n\n\ntwo", "one&#10;&#10;&#10;two"),
        ("one \n\t- two", "one&#32;\n    &#9;- two"),
        ("1. one\n2. two\n- three\n===", "1\\. one\n    2\\. two\n    \\- three\n    \\==="),
        ("see http://e.org, www.e.org, a@e.org", r"see http\://e.org, www\.e.org, a\@e.org"),
        ("\u202edesrever", "&#8238;desrever"),
    ],
)
def test_it_stays_readable(text: str, markdown: str) -> None:
    assert literal(text, indent="    ") == markdown


def test_a_line_is_one_line() -> None:
    assert literal_line(" a *b*\n\n  c ") == r"a \*b\* c"


def test_addresses_that_are_escaped_already_stay() -> None:
    assert without_bare_links(r"http\://e.org http://e.org") == r"http\://e.org http\://e.org"
