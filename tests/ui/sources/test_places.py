from __future__ import annotations

import pytest

from ui.sources.places import Place


def test_link_and_back() -> None:
    # The checksum is CRC-32's check value in the catalogue of parametrised CRC algorithms.
    place = Place.of("a b/ü&(1).txt", 3, 12, "123456789")
    assert place.link == "#quote/3-12-cbf43926/a%20b%2F%C3%BC%26%281%29.txt"
    assert Place.parse(place.link) == place


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0123456789", True), ("01234_6789", False), ("0123", False), ("", False), ("x0123456789", False)],
)
def test_holds_only_where_the_quote_stands(text: str, expected: bool) -> None:
    assert Place.of("a.txt", 4, 7, "456").holds_in(text) is expected


@pytest.mark.parametrize(
    "link",
    [
        "",
        "#quote/1-2/a.txt",
        "#quote/1-2-xyz00000/a.txt",
        "#quote/-1-2-00000000/a",
        "#quote/1-2-00000000/",
        "javascript:1",
    ],
)
def test_other_links_are_refused(link: str) -> None:
    with pytest.raises(ValueError, match="not a link to a quote"):
        Place.parse(link)
