"""Electronic books (.epub): the chapters of the spine, one after another.

Follows EPUB 3.3: META-INF/container.xml names the package document, its spine orders the chapters.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from rag.documents.archive import open_archive
from rag.documents.builder import Extract, TextBuilder
from rag.documents.dates import find_date, parse_iso
from rag.documents.encoding import decode
from rag.documents.failures import damaged, damaged_on_error, encrypted
from rag.documents.markup import add_tree
from rag.documents.markup_visible import tag_of
from rag.documents.titles import meaningful_title
from rag.documents.webpage import parse_xhtml

if TYPE_CHECKING:
    import datetime
    import zipfile

    from lxml.etree import _Element

    from rag.documents.limits import Limits

__all__ = ["extract"]

_KIND = "electronic book"
_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_CHAPTER_TYPES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})


def extract(data: bytes, source: str, limits: Limits) -> Extract:
    """Read a book: title and date from its package document, headings from its chapters.

    Raises:
        ReadError: Locked by rights management, damaged (a chapter of the spine missing included) or too large.
    """
    builder = TextBuilder(source, limits)
    archive = open_archive(data, source=source, kind=_KIND, limits=limits, doctype=True)
    with archive, damaged_on_error(source, _KIND):
        package_path = _package_path(archive, source)
        package = _xml(archive, package_path)
        chapters = _chapters(package, posixpath.dirname(package_path))
        if _locked(archive).intersection(chapters):
            raise encrypted(source)
        for chapter in chapters:
            text = decode(archive.read(chapter), source=source)
            if text.strip():
                add_tree(builder, parse_xhtml(text, source), furniture=True)
        title = meaningful_title(_first(package, "title")) or builder.first_heading()
        return builder.build(title=title, date=_date(package) or find_date(builder.text()))


def _xml(archive: zipfile.ZipFile, path: str) -> _Element:
    from lxml import etree  # noqa: PLC0415  (kept out of the import of the package)

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(archive.read(path), parser)


def _package_path(archive: zipfile.ZipFile, source: str) -> str:
    for element in _xml(archive, _CONTAINER).iter():
        if tag_of(element) == "rootfile" and element.get("full-path"):
            return element.get("full-path") or ""
    raise damaged(source, _KIND)


def _chapters(package: _Element, folder: str) -> list[str]:
    """Paths of the chapters inside the archive, in the order of the spine, each once."""
    items = {element.get("id"): element for element in package.iter() if tag_of(element) == "item"}
    spine = [element.get("idref") for element in package.iter() if tag_of(element) == "itemref"]
    chapters = [items[reference] for reference in spine]
    return list(
        dict.fromkeys(
            posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "").partition("#")[0]))
            for item in chapters
            if (item.get("media-type") or "").lower() in _CHAPTER_TYPES
        )
    )


def _locked(archive: zipfile.ZipFile) -> set[str]:
    """Paths of what is encrypted; fonts often are, in books that anybody can read."""
    if _ENCRYPTION not in archive.namelist():
        return set()
    return {
        unquote(element.get("URI") or "")
        for element in _xml(archive, _ENCRYPTION).iter()
        if tag_of(element) == "cipherreference"
    }


def _first(package: _Element, tag: str) -> str | None:
    return next((element.text for element in package.iter() if tag_of(element) == tag), None)


def _date(package: _Element) -> datetime.date | None:
    """The date of publication: the one that says so, else one that does not say what it is."""
    dates = [element for element in package.iter() if tag_of(element) == "date"]
    events = [(element, element.get("{http://www.idpf.org/2007/opf}event")) for element in dates]
    ranked = [element for element, event in events if event == "publication"]
    ranked += [element for element, event in events if event is None]
    return next(filter(None, (parse_iso(element.text or "") for element in ranked)), None)
