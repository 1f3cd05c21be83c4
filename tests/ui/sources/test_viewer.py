from __future__ import annotations

from rag.documents.document import Document, Page
from ui.sources.places import Place
from ui.sources.viewer import problem_html, viewer_html

TEXT = "\nOne <b>.\nTwo & three.\n"
DOCUMENT = Document("a<.txt", TEXT, "0" * 64, title="T&T", pages=(Page(1, 0, 10), Page(2, 10, len(TEXT))))


def test_exactly_the_quote_is_marked() -> None:
    assert viewer_html(DOCUMENT, Place.of("a<.txt", 10, 21, "Two & three")) == (
        '<header class="ws-viewer-head"><h2 id="ws-viewer-name">a&lt;.txt</h2>'
        '<p class="ws-viewer-title">T&amp;T</p><p class="ws-viewer-where">Quote on line 3, page 2</p></header>'
        '<div class="ws-text" dir="auto" tabindex="0" role="region" aria-labelledby="ws-viewer-name">'
        '\nOne &lt;b&gt;.\n<mark id="ws-quote">Two &amp; three</mark>.\n</div>'
    )


def test_nothing_is_marked_where_the_text_has_changed() -> None:
    html = viewer_html(DOCUMENT, Place.of("a<.txt", 10, 21, "Two & seven"))
    assert "<mark" not in html
    assert "the quote is no longer where it was, so nothing is marked" in html
    assert html.endswith(">\nOne &lt;b&gt;.\nTwo &amp; three.\n</div>")


def test_no_title_and_no_pages() -> None:
    html = viewer_html(Document("a.txt", "One.", "0" * 64), Place.of("a.txt", 0, 3, "One"))
    assert html == (
        '<header class="ws-viewer-head"><h2 id="ws-viewer-name">a.txt</h2>'
        '<p class="ws-viewer-where">Quote on line 1</p></header>'
        '<div class="ws-text" dir="auto" tabindex="0" role="region" aria-labelledby="ws-viewer-name">'
        '<mark id="ws-quote">One</mark>.</div>'
    )


def test_problem() -> None:
    assert problem_html("a <b>") == (
        '<header class="ws-viewer-head"><h2 id="ws-viewer-name">The file cannot be shown</h2></header>'
        '<p class="ws-problem" role="alert">a &lt;b&gt;</p>'
    )
