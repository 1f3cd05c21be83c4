from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from rag.errors import ReadError
from tests.documents.making import headings, read_bytes

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """<!DOCTYPE html><html><head><title>A Budget for All | The Daily Paper</title>
<meta property="article:published_time" content="2026-01-26T23:30:00-08:00">
<script>var x = "no text";</script><style>p { color: red }</style></head>
<body>
<header><a href="/">The Daily Paper</a></header>
<nav><ul><li>Home</li><li>World</li></ul></nav>
<form action="/search"><label>Search</label><input name="q"></form>
<main><article>
<header><h1>A <em>Budget</em>
 for All</h1><p>By Jane Doe</p></header>
<p>First line,<br>second&nbsp;line &amp; “more”.<!-- a comment --> Last.
<p hidden>Hidden one</p><p style="display: none">Hidden two</p><span aria-hidden="true">×</span>
<h2>What it<br>holds</h2>
<ul><li>One <b>bold</b> item</li><li><p>Two</p><p>more</p><ul><li>Inner</li></ul></li><li>Three</li></ul>
<aside><a href="/a">Read this too</a> <a href="/b">And this</a></aside>
<aside>A note beside the text.</aside>
<pre>  kept   as
    it is</pre>
<table><caption>Towns</caption><thead><tr><th>Town</th><th>People</th></tr></thead>
<tbody><tr><td>Bern</td><td>134,000</td></tr><tr><td>Chur</td><td>39,000</td></tr></tbody></table>
<div>Loose <span>text</span><div>inner</div>tail</div>
</article></main>
<aside>Advertisement</aside>
<footer>All rights reserved</footer>
</body></html>
after the end"""

TEXT = """A Budget for All

By Jane Doe

First line,
second\u00a0line & “more”. Last.

What it holds

One bold item
Two
more
Inner
Three

A note beside the text.

kept   as
    it is

Towns
Town: Bern; People: 134,000.
Town: Chur; People: 39,000.

Loose text

inner

tail

after the end"""


def test_page(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, "a.html", PAGE.encode())
    assert document.text == TEXT
    assert headings(document) == [(1, "A Budget for All"), (2, "What it holds")]
    assert (document.title, document.date) == ("A Budget for All", datetime.date(2026, 1, 26))


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ('<script type="application/ld+json">{"@graph": [{"datePublished": "2026-01-25"}]}</script>', "", "2026-01-25"),
        ('<script type="application/ld+json">{broken</script>', '<time datetime="2026-01-24">x</time>', "2026-01-24"),
        ('<meta name="DC.date" content="January 23, 2026">', "", "2026-01-23"),
        ("", '<nav><time datetime="2020-01-01">x</time></nav><p>Jan 22, 2026</p>', "2026-01-22"),
        ("", "<p>It happened on January 22, 2026, they said.</p>", None),
    ],
)
def test_date(tmp_path: Path, head: str, body: str, expected: str | None) -> None:
    page = f"<html><head>{head}</head><body><p>Words</p>{body}</body></html>"
    date = read_bytes(tmp_path, "a.htm", page.encode()).date
    assert (date.isoformat() if date else None) == expected


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ('<meta property="og:title" content="From metadata"><title>Other</title>', "<h1>Heading</h1>", "From metadata"),
        ("<title>Title - Site</title>", "<h1>Other</h1>", "Title - Site"),
        ("<title>untitled</title>", "<h2>Second</h2><h1>First</h1>", "First"),
        ("", "<p>Words</p>", None),
    ],
)
def test_title(tmp_path: Path, head: str, body: str, expected: str | None) -> None:
    page = f"<html><head>{head}</head><body>{body}<p>Words</p></body></html>"
    assert read_bytes(tmp_path, "a.html", page.encode()).title == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "<tr><th rowspan=2>Town<th colspan=2>People</tr><tr><th>men<th>women</tr>"
            "<tr><td rowspan=2>Bern<td>1<td>2</tr><tr><td>3<td>4</tr>",
            "Town: Bern; People men: 1; People women: 2.\nTown: Bern; People men: 3; People women: 4.",
        ),
        ("<tr><th>Name<td>Ada</tr><tr><th>Job<td>Engineer</tr>", "Name: Ada.\nJob: Engineer."),
        ("<tr><td>Left<table><tr><td>in</table><td>Right</tr><tr><td>x<td>y</tr>", "Left\n\nin\n\nRight\nx y"),
        ("<tr><td colspan=9999999>wide<td>b</tr><tr><td>1<td>2</tr>", None),
    ],
)
def test_tables(tmp_path: Path, table: str, expected: str | None) -> None:
    text = read_bytes(tmp_path, "a.html", f"<table>{table}</table>".encode()).text
    if expected is None:
        assert text == "; ".join(["wide"] * 1000 + ["b"]) + ".\n1: 2."
    else:
        assert text == expected


def test_charset_of_the_page(tmp_path: Path) -> None:
    page = '<html><head><meta charset="iso-8859-2"></head><body>Łódź</body></html>'.encode("iso8859_2")
    assert read_bytes(tmp_path, "a.html", page).text == "Łódź"


def test_form_that_wraps_the_page_is_text(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, "a.html", b"<form><h1>Head</h1><p>Words</p></form>").text == "Head\n\nWords"


def test_page_header_with_the_only_title_is_text(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, "a.html", b"<header><h1>Head</h1></header><p>Words</p>")
    assert document.text == "Head\n\nWords"


def test_xhtml_follows_the_rules_of_xml(tmp_path: Path) -> None:
    page = (
        '<?xml version="1.0"?>\n<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="a"/></head>'
        "<body><h1>Head</h1><p>Caf&eacute;&nbsp;&mdash; &lt;b&gt;</p></body></html>"
    )
    document = read_bytes(tmp_path, "a.xhtml", page.encode())
    assert document.text == "Head\n\nCafé\u00a0— <b>"
    assert headings(document) == [(1, "Head")]


def test_external_entities_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret words")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{tmp_path}/secret">]><html><body><p>a &x; b</p></body></html>'
    assert "secret words" not in read_bytes(tmp_path, "a.xhtml", page.encode()).text
    assert "secret words" not in read_bytes(tmp_path, "a.html", page.encode()).text


def test_deep_nesting_is_read_or_refused_never_cut(tmp_path: Path) -> None:
    def page(depth: int) -> bytes:
        return b"<html><body>" + b"<div>" * depth + b"deep" + b"</div>" * depth + b"<p>after</p></body></html>"

    assert read_bytes(tmp_path, "a.html", page(1000)).text == "deep\n\nafter"
    with pytest.raises(ReadError) as caught:
        read_bytes(tmp_path, "a.html", page(30_000))
    assert caught.value.reason == "the file is damaged: its elements are nested too deeply to be read whole"


def test_page_of_scripts_only_is_empty(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(tmp_path, "a.html", b"<html><head><title>App</title></head><body><script>1</script></body></html>")
    assert caught.value.reason == "the file is empty: it holds no text"
