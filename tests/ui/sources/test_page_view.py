from __future__ import annotations

from rag.documents.document import Document, Page
from rag.documents.pdf_drawing import DrawnPage
from rag.documents.pdf_places import Box
from ui.sources.page_view import page_html, page_problem_html
from ui.sources.places import Place

DOCUMENT = Document("<a>.pdf", "One. Two.", "0" * 64, pages=(Page(1, 0, 4), Page(2, 5, 9)))
PLACE = Place.of("<a>.pdf", 5, 8, "Two")


def drawn(number: int, boxes: tuple[Box, ...] | None) -> DrawnPage:
    return DrawnPage(number, 3, b"\x89PNG", "image/png", 700, 990, boxes)


def test_page_with_its_boxes() -> None:
    html = page_html(DOCUMENT, PLACE, "unchanged", drawn(2, (Box(0.1, 0.25, 0.5, 0.275),)))
    assert html.startswith(
        '<header class="ws-viewer-head" data-file="pdf"><h2 id="ws-viewer-name" dir="auto">&lt;a&gt;'
    )
    assert '<img src="data:image/png;base64,iVBORw==" width="700" height="990" ' in html
    assert 'alt="Page 2 of &lt;a&gt;.pdf; the quote is boxed in 1 place">' in html
    assert '<span class="ws-box" style="left:10.0000%;top:25.0000%;width:40.0000%;height:2.5000%"></span>' in html
    assert '<button type="button" data-page="1" aria-label="Previous page">' in html
    assert '<button type="button" data-page="3" aria-label="Next page">' in html
    assert "cannot be told" not in html


def test_first_and_last_page() -> None:
    assert 'aria-label="Previous page" disabled' in page_html(DOCUMENT, PLACE, "unchanged", drawn(1, ()))
    assert 'aria-label="Next page" disabled' in page_html(DOCUMENT, PLACE, "unchanged", drawn(3, ()))


def test_no_box_is_better_than_a_wrong_one() -> None:
    html = page_html(DOCUMENT, PLACE, "unchanged", drawn(2, None))
    assert "ws-box" not in html
    assert "cannot be told exactly, so it is not boxed" in html
    other = page_html(DOCUMENT, PLACE, "unchanged", drawn(1, ()))
    assert "ws-box" not in other
    assert "cannot be told" not in other


def test_problem_says_that_the_text_is_there() -> None:
    html = page_problem_html(DOCUMENT, PLACE, "changed", "the file <has> changed")
    assert 'data-file="pdf"' in html
    assert "The page cannot be shown: the file &lt;has&gt; changed. Its text is still here." in html
    assert "ws-stale" in html
