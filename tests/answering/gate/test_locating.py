"""Quotes found in texts: exactly, or after white space and typography are folded."""

from __future__ import annotations

import pytest

from rag.answering.gate.locating import folded, locate, whole_sentences
from rag.text.spans import Span

TEXT = "The mayor – who is 61 – said: “We won’t sell the pier.” Some\n1,800 people   came. Café “Zoë”… closed."


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("The mayor – who is 61", "The mayor – who is 61"),
        ("The mayor - who is 61", "The mayor – who is 61"),
        ('"We won\'t sell the pier."', "We won’t sell the pier."),
        ("Some 1,800 people came", "Some\n1,800 people   came"),
        ("…Some 1,800 people…", "Some\n1,800 people"),
        ("1,800 peo\u200bple", "1,800 people"),
        ("Cafe\u0301 “Zoe\u0308”", "Café “Zoë"),
        ("Café \u00ab\u00a0Zoë\u00a0\u00bb", None),
        ("closed", "closed"),
        ("the mayor", None),
        ("800 people came", None),
        ("peop", None),
        ("We will sell the pier", None),
        ("who is 6", None),
        ("", None),
        ("…", None),
        ("\u200b", None),
    ],
)
def test_a_quote_is_found_as_whole_words_or_not_at_all(quote: str, found: str | None) -> None:
    span = locate(quote, TEXT)
    assert (None if span is None else TEXT[span.start : span.end]) == found


def test_a_figure_is_not_found_within_a_larger_one() -> None:
    assert locate("5 million", "It cost 2.5 million.") is None
    assert locate("It cost 2", "It cost 2.5 million.") is None
    assert locate("5 million", "It cost 2.5 million, not 5 million.") == Span(25, 34)


def test_an_accent_is_not_cut_off() -> None:
    assert locate("cafe", "The cafe\u0301 closed.") is None


def test_a_quote_is_widened_to_the_sentences_that_it_touches() -> None:
    text = "It is not true that 80 left. Nobody left. Rain fell."
    span = locate("80 left", text)
    assert span is not None
    whole = whole_sentences(text, span)
    assert text[whole.start : whole.end] == "It is not true that 80 left."
    both = whole_sentences(text, Span(text.index("left"), text.index("Nobody") + 3))
    assert text[both.start : both.end] == "It is not true that 80 left. Nobody left."


def test_folding_leaves_letters_alone() -> None:
    assert folded(" “São\u00a0Paulo”\n– Rodríguez ") == '"São Paulo" - Rodríguez'
