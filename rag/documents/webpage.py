"""Web pages (.html, .htm, .xhtml)."""

from __future__ import annotations

import json
import re
from html.entities import html5
from typing import TYPE_CHECKING, Any

from rag.documents.builder import Extract, TextBuilder
from rag.documents.dates import find_date, parse_date, parse_iso
from rag.documents.encoding import decode
from rag.documents.failures import damaged_on_error, too_deep
from rag.documents.markup import add_tree
from rag.documents.markup_visible import is_furniture, tag_of
from rag.documents.titles import meaningful_title

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from lxml.etree import _Element

    from rag.documents.limits import Limits

__all__ = ["extract", "parse_html", "parse_xhtml"]

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]+?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096
_AFTER_END = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_PROLOGUE = re.compile(r"\A\s*(?:<\?xml[^>]*\?>)?\s*(?:<!--.*?-->\s*)*(?:<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)?", re.DOTALL)
_ENTITY = re.compile(r"&(\w+;)")
_XML_ENTITIES = frozenset({"amp;", "apos;", "gt;", "lt;", "quot;"})

# Names of <meta> that give a date of publication, the surest first.
_DATE_NAMES = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "citation_publication_date",
    "citation_date",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "publish-date",
    "publish_date",
    "publication_date",
    "pubdate",
    "date",
)
_TITLE_NAMES = ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title")


def extract(data: bytes, source: str, limits: Limits) -> Extract:
    """Read a web page: its text as ``add_tree`` sees it, the title and date of its metadata or its text.

    Raises:
        ReadError: The bytes are no text, the text is too long, or elements are nested too deeply.
    """
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    text = decode(data, source=source, declared=declared[1].decode("ascii", "replace") if declared else None)
    if not text.strip():
        return Extract(text="")
    root = parse_xhtml(text, source) if source.lower().endswith(".xhtml") else parse_html(text, source)
    builder = TextBuilder(source, limits)
    with damaged_on_error(source, "web page"):
        add_tree(builder, root)
        meta = _meta(root)
        date = _date(root, meta) or find_date(builder.text())
        return builder.build(title=_title(root, meta) or builder.first_heading(), date=date)


def parse_html(text: str, source: str) -> _Element:
    """Parse a page as forgivingly as browsers do.

    Raises:
        ReadError: Elements are nested deeper than the parser follows (about two thousand).
    """
    from lxml import etree  # noqa: PLC0415  (kept out of the import of the package)

    # HTML cannot define entities, so that lifting the parser's limits opens no door. What follows the end tag
    # of the body would be dropped: without the end tag it is read, as browsers read it.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    with damaged_on_error(source, "web page"):
        root = etree.fromstring(_AFTER_END.sub("", text).encode("utf-8"), parser)
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise too_deep(source)
    return root if root is not None else etree.Element("html")


def parse_xhtml(text: str, source: str) -> _Element:
    """Parse XHTML by the rules of XML, without its document type; what breaks them is parsed as HTML."""
    from lxml import etree  # noqa: PLC0415  (kept out of the import of the package)

    body = _ENTITY.sub(_character, _PROLOGUE.sub("", text, count=1))
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(body.encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        return parse_html(text, source)


def _character(match: re.Match[str]) -> str:
    return match[0] if match[1] in _XML_ENTITIES else html5.get(match[1], match[0])


def _meta(root: _Element) -> dict[str, str]:
    """Contents of ``<meta>`` by name in lower case; the first of each name counts."""
    found: dict[str, str] = {}
    for element in root.iter():
        if tag_of(element) == "meta" and (content := (element.get("content") or "").strip()):
            name = element.get("property") or element.get("name") or element.get("itemprop") or ""
            found.setdefault(name.lower(), content)
    return found


def _title(root: _Element, meta: dict[str, str]) -> str | None:
    for name in _TITLE_NAMES:
        if title := meaningful_title(meta.get(name)):
            return title
    for item in _linked_data(root):
        if isinstance(item.get("headline"), str) and (title := meaningful_title(item["headline"])):
            return title
    names = [meaningful_title(_words(element)) for element in root.iter() if tag_of(element) == "title"]
    title = next(filter(None, names), None)
    # "Headline | Name of the site": the only first-level heading says where the headline ends.
    tops = [_words(element) for element in root.iter() if tag_of(element) == "h1"]
    if title and len(tops) == 1 and tops[0] and tops[0] in title:
        return tops[0]
    return title


def _words(element: _Element) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split())


def _date(root: _Element, meta: dict[str, str]) -> datetime.date | None:
    values = [meta.get(_DATE_NAMES[0], "")]
    values.extend(str(item["datePublished"]) for item in _linked_data(root) if item.get("datePublished"))
    values.extend(
        element.get("datetime") or element.get("content") or ""
        for element in root.iter()
        if (element.get("itemprop") or "").lower() == "datepublished"
    )
    values.extend(meta.get(name, "") for name in _DATE_NAMES[1:])
    values.extend(_times(root))
    return next(filter(None, (parse_iso(value) or _written(value) for value in values if value)), None)


def _written(value: str) -> datetime.date | None:
    return parse_date(value.strip()) if len(value) < 60 else None


def _times(root: _Element) -> Iterator[str]:
    """The ``datetime`` of each ``<time>`` that stands in the text, not in what frames it."""
    for element in root.iter():
        if tag_of(element) == "time" and element.get("datetime"):
            chain = (element, *element.iterancestors())
            if not any(is_furniture(parent, tag_of(parent)) for parent in chain):
                yield element.get("datetime") or ""


def _linked_data(root: _Element) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, outer before inner; blocks that are no JSON are passed over."""
    for element in root.iter():
        if tag_of(element) != "script" or (element.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            waiting: list[Any] = [json.loads(element.text or "null")]
        except (ValueError, RecursionError):
            continue  # broken metadata is no reason to lose the page
        while waiting:
            item = waiting.pop()
            if isinstance(item, dict):
                yield item
                waiting.extend(reversed(item.values()))
            elif isinstance(item, list):
                waiting.extend(reversed(item))
