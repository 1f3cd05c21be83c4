"""What the dialog asks of the server: whatever a browser sends, only indexed files are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.sources.site import CHANGED, HOSTILE, LONG, PDF, QUESTION, QUOTES, opened
from ui.sources.dialog import Viewing
from ui.sources.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rag import Answer, Engine


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("viewing")


@pytest.fixture(scope="module")
def engine(folder: Path) -> Iterator[Engine]:
    with opened(folder) as made:
        yield made


@pytest.fixture(scope="module")
def answer(engine: Engine) -> Answer:
    return engine.answer(QUESTION)


@pytest.fixture
def viewing(engine: Engine) -> Viewing:
    return Viewing(engine)


def link(answer: Answer, source: str) -> str:
    return next(Place.of(c.source, c.start, c.end, c.quote).link for c in answer.citations if c.source == source)


def test_text_of_each_file(viewing: Viewing, answer: Answer) -> None:
    for source in QUOTES:
        html = viewing.view({"place": link(answer, source)})
        assert html.count('<mark id="ws-quote">') == 1
        assert ("ws-stale" in html) is (source == CHANGED)
        assert "<img" not in html
        assert "<script" not in html


def test_page_of_the_quote_and_others(viewing: Viewing, answer: Answer) -> None:
    place = link(answer, PDF)
    quoted = viewing.page({"place": place})
    assert "Page 2 of 2" in quoted
    assert quoted.count('class="ws-box"') == 2
    assert "Page 1 of 2" in viewing.page({"place": place, "number": 1})
    assert "ws-box" not in viewing.page({"place": place, "number": 1})
    assert "there is no page 9" in viewing.page({"place": place, "number": 9})


def test_no_page_of_what_is_no_pdf(viewing: Viewing, answer: Answer) -> None:
    assert "The page cannot be shown: only pages of PDFs can be drawn." in viewing.page({"place": link(answer, LONG)})


def test_no_page_of_a_file_that_has_changed(viewing: Viewing, answer: Answer, folder: Path) -> None:
    path = folder / "files" / PDF
    before = path.read_bytes()
    path.write_bytes(before + b"\n")
    try:
        html = viewing.page({"place": link(answer, PDF)})
        assert "<img" not in html
        assert "The page cannot be shown: the file has changed since it was indexed. Its text is still here." in html
        assert "<mark" in viewing.view({"place": link(answer, PDF)})
    finally:
        path.write_bytes(before)


def test_more_of_a_long_text(viewing: Viewing, answer: Answer, engine: Engine) -> None:
    document = engine.document(LONG)
    asked: dict[str, Any] = {"place": link(answer, LONG), "version": document.sha256}
    end = viewing.more({**asked, "after": len(document.text) - 88})
    assert end["at"] is None
    assert "nothing was found that needs repair." in end["html"]
    begin = viewing.more({**asked, "before": 90})
    assert begin["at"] is None
    assert 'data-n="1"' in begin["html"]
    assert viewing.more({**asked, "after": 10**9}) == {"html": "", "at": None}
    assert "indexed anew" in viewing.more({**asked, "version": "0", "after": 0})["problem"]


@pytest.mark.parametrize(
    "asked",
    [
        None,
        "",
        3,
        [],
        {},
        {"place": None},
        {"place": 3},
        {"place": ["#quote/0-1-00000000/report.pdf"]},
        {"place": "file:///etc/passwd"},
    ],
)
def test_anything_else_is_refused(viewing: Viewing, asked: Any) -> None:
    assert "cannot be shown" in viewing.view(asked)
    assert "cannot be shown" in viewing.page(asked)
    assert "problem" in viewing.more(asked)


@pytest.mark.parametrize("number", ["1", 1.5, -1, True, [1], {}])
def test_numbers_are_whole(viewing: Viewing, answer: Answer, number: Any) -> None:
    place = link(answer, LONG)
    assert "is no whole number" in viewing.view({"place": place, "at": number})
    assert "is no whole number" in viewing.page({"place": place, "number": number})
    assert "is no whole number" in viewing.more({"place": place, "version": "", "before": number})["problem"]


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd", "../../../../etc/passwd", "../secret.txt", "{folder}/secret.txt", "{folder}/files/report.pdf",
        "files/report.pdf", "./report.pdf", "report.pdf/../../secret.txt", "file:///etc/passwd", "http://127.0.0.1/",
        "report.pdf\x00", "REPORT.PDF", "~/.ssh/id_rsa", "index/catalogue.sqlite", " report.pdf", "%2e%2e/secret.txt",
    ],
)  # fmt: skip
def test_only_what_is_indexed_is_opened(viewing: Viewing, folder: Path, path: str) -> None:
    (folder / "secret.txt").write_text("Nobody may read this.", encoding="utf-8")
    place = Place.of(path.format(folder=folder), 0, 6, "Nobody").link
    for html in (viewing.view({"place": place}), viewing.page({"place": place})):
        assert "is not in the index" in html
        assert "may read" not in html
    assert "is not in the index" in viewing.more({"place": place, "version": "", "after": 0})["problem"]


def test_hostile_name_and_text_are_text(viewing: Viewing, answer: Answer) -> None:
    html = viewing.view({"place": link(answer, HOSTILE)})
    assert 'data-name="RLO"' in html
    assert "&lt;img src=x onerror=window.hacked=1&gt;" in html
    assert "<img" not in html
