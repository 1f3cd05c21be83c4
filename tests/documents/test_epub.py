from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from rag.errors import ReadError
from tests.documents.making import archive, headings, read_bytes

if TYPE_CHECKING:
    from pathlib import Path

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<metadata><dc:title>A Book of Budgets</dc:title><dc:date>2026-01-26</dc:date></metadata><manifest>"
    '<item id="two" href="two.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="one" href="text/chapter%20one.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="pic" href="pic.png" media-type="image/png"/>'
    '</manifest><spine><itemref idref="one"/><itemref idref="pic"/><itemref idref="two"/></spine></package>'
)


def chapter(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title/></head><body>{body}</body></html>"
    )


def book() -> dict[str, str | bytes]:
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": PACKAGE,
        "OEBPS/text/chapter one.xhtml": chapter("<h1>One</h1><p>First&nbsp;words.</p><aside>A note.</aside>"),
        "OEBPS/two.xhtml": chapter("<section><h2>Two</h2><p>More words.</p></section>"),
    }


def test_spine_is_read_in_order(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, "a.epub", archive(book()))
    assert read.text == "One\n\nFirst\u00a0words.\n\nA note.\n\nTwo\n\nMore words."
    assert headings(read) == [(1, "One"), (2, "Two")]
    assert (read.title, read.date, read.pages) == ("A Book of Budgets", datetime.date(2026, 1, 26), ())


@pytest.mark.parametrize("missing", ["META-INF/container.xml", "OEBPS/book.opf", "OEBPS/two.xhtml"])
def test_missing_part(tmp_path: Path, missing: str) -> None:
    parts = book()
    del parts[missing]
    with pytest.raises(ReadError) as caught:
        read_bytes(tmp_path, "a.epub", archive(parts))
    assert caught.value.reason == "the file is damaged, cut off, or no electronic book at all"


@pytest.mark.parametrize(("locked", "refused"), [("OEBPS/two.xhtml", True), ("OEBPS/font.otf", False)])
def test_rights_management(tmp_path: Path, locked: str, refused: bool) -> None:
    parts = book()
    parts["META-INF/encryption.xml"] = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData '
        f'xmlns="http://www.w3.org/2001/04/xmlenc#"><CipherData><CipherReference URI="{locked}"/></CipherData>'
        "</EncryptedData></encryption>"
    )
    if not refused:
        assert headings(read_bytes(tmp_path, "a.epub", archive(parts))) == [(1, "One"), (2, "Two")]
        return
    with pytest.raises(ReadError) as caught:
        read_bytes(tmp_path, "a.epub", archive(parts))
    assert caught.value.reason == "the file is encrypted"
