"""Which elements of a page are seen, and which of those frame the page rather than being part of its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["is_furniture", "is_hidden", "tag_of"]

_NEVER_TEXT = frozenset(
    "applet area audio base button canvas datalist embed frame frameset head iframe img input link map meta "
    "noframes noscript object option param script select source style svg template textarea track video".split()
)
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_FURNITURE_ROLES = frozenset({"banner", "complementary", "contentinfo", "menu", "menubar", "navigation", "search"})
_CONTENT = frozenset({"article", "main"})
_TITLES = frozenset({"h1"})
_FORM_CONTENT = frozenset({"article", "h1", "h2", "h3", "main", "p", "table"})
_LINK_SHARE = 0.5


def tag_of(element: _Element) -> str:
    """The element's name in lower case without its namespace; empty for comments and instructions."""
    tag = cast("object", element.tag)  # the stubs know nothing of comments, whose tag is a function
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def is_hidden(element: _Element, tag: str) -> bool:
    """Whether a browser shows nothing of the element's text."""
    if tag in _NEVER_TEXT or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if tag == "dialog" and element.get("open") is None:
        return True
    return _HIDDEN_STYLE.search(element.get("style") or "") is not None


def is_furniture(element: _Element, tag: str) -> bool:
    """Whether the element frames the page.

    Navigation always does. Headers, footers and asides do outside the article or main part, unless a header
    holds the page's first-level heading; inside, an aside does when most of it is links. A form does unless it
    wraps headings, paragraphs or tables, as some frameworks wrap whole pages.
    """
    if tag == "nav" or element.get("role") in _FURNITURE_ROLES:
        return True
    if tag in {"header", "footer"}:
        return not _inside_content(element) and not _holds(element, _TITLES)
    if tag == "aside":
        return not _inside_content(element) or _mostly_links(element)
    return tag == "form" and not _holds(element, _FORM_CONTENT)


def _inside_content(element: _Element) -> bool:
    return any(tag_of(parent) in _CONTENT or parent.get("role") in _CONTENT for parent in element.iterancestors())


def _holds(element: _Element, tags: frozenset[str]) -> bool:
    return any(tag_of(child) in tags for child in element.iterdescendants())


def _mostly_links(element: _Element) -> bool:
    linked = sum(_letters(link) for link in element.iterdescendants() if tag_of(link) == "a")
    return linked > _LINK_SHARE * _letters(element)


def _letters(element: _Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())
