from __future__ import annotations

import pytest

from rag import matched_spans


@pytest.mark.parametrize(
    ("terms", "text", "found"),
    [
        (("boats",), "Four Boats, one boat; boating.", ["Boats", "boat", "boating"]),
        (("Rodríguez", "released"), "RODRIGUEZ was released by Rodríguez.", ["RODRIGUEZ", "released", "Rodríguez"]),
        (("well-known",), "A well is known.", ["well", "known"]),
        (("who", "is", "the"), "Who is the master?", []),
        ((), "Four boats.", []),
        (("boats",), "", []),
        (("ship",), "shipyard", []),
    ],
)
def test_words_that_share_a_stem(terms: tuple[str, ...], text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in matched_spans(terms, text)] == found
