from __future__ import annotations

from html.parser import HTMLParser

import pytest

from ui.sources.plain import plain_html


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def read(text: str) -> _Reader:
    reader = _Reader()
    reader.feed(plain_html(text))
    reader.close()
    return reader


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "<img src=x onerror=1>",
        "&lt; &amp;amp;",
        "a\n\tb",
        "\"quoted\" 'so'",
        "שלום \u200f left",
        "${x} {{y}}",
    ],
)
def test_text_is_text(text: str) -> None:
    reader = read(text)
    assert reader.text == text
    assert reader.elements == []


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\u202e", "RLO"),
        ("\u202a", "LRE"),
        ("\u2066", "LRI"),
        ("\u2069", "PDI"),
        ("\x1b", "U+001B"),
        ("\x85", "U+0085"),
    ],
)
def test_controls_are_named_and_kept_from_their_neighbours(character: str, name: str) -> None:
    reader = read(f"evil{character}txt.exe")
    assert reader.text == f"evil{character}txt.exe"
    assert reader.elements == [("bdi", {"class": "ws-control", "data-name": name})]
    assert f">{character}</bdi>txt.exe" in plain_html(f"evil{character}txt.exe")
