from __future__ import annotations

import pytest

from rag.answering.markdown import block_quote, escape, footnotes, markers, place
from rag.types import Citation


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("", ""),
        ("Plain words, “quotes” – and (brackets)!", "Plain words, “quotes” – and (brackets)!"),
        ("**bold** _it_ `code`", r"\*\*bold\*\* \_it\_ \`code\`"),
        ("[1] [x](http://a.b)", r"\[1\] \[x\](http://a.b)"),
        ("<b>&amp;</b>", r"\<b\>\&amp;\</b\>"),
        ("~~gone~~ | $x$ {y} #z", r"\~\~gone\~\~ \| \$x\$ \{y\} \#z"),
        (r"back\slash", r"back\\slash"),
        ("- item", r"\- item"),
        ("+ item", r"\+ item"),
        ("=====", r"\====="),
        ("12. item", r"12\. item"),
        ("3) item", r"3\) item"),
        ("3.5 million", r"3\.5 million"),
        ("up 12. down", "up 12. down"),
        ("1234567890. too long for a list", "1234567890. too long for a list"),
        ("> quote\n\n# heading\n- list", r"\> quote \# heading - list"),
        ("  two\u2028lines\t", "two lines"),
    ],
)
def test_escape(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_markers() -> None:
    assert markers([1, 12]) == "[1][12]"
    assert markers([]) == ""


def test_a_block_quote_is_one_line_and_cites_nothing_of_its_own() -> None:
    assert block_quote("Line one\n[2] and *two*.", 1) == r"> Line one \[2\] and \*two\*. [1]"


def test_place() -> None:
    assert place("a_b.pdf", 41, 3, "The *end*") == r"a\_b.pdf, page 3, line 41, under “The \*end\*”"
    assert place("a.txt", 1, None, None) == "a.txt, line 1"
    assert place("a.txt", 1, None, "") == "a.txt, line 1"


def test_footnotes() -> None:
    citations = [
        Citation(number=1, source="a.txt", quote="x", start=0, end=1, line=2),
        Citation(number=3, source="b.pdf", quote="y", start=0, end=1, line=9, page=4, heading="H"),
    ]
    assert footnotes(citations) == "[1] a.txt, line 2  \n[3] b.pdf, page 4, line 9, under “H”"
    assert footnotes([]) == ""
