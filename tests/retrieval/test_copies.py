from __future__ import annotations

import pytest

from rag.retrieval.copies import is_copy

TEXT = (
    "The council said on Tuesday that the old bridge near Marlow would stay closed to lorries because engineers "
    "found cracks in 14 of its beams, and it was not known when repairs costing €80 would begin."
)


def changed(old: str, new: str) -> str:
    assert TEXT.count(old) == 1
    return TEXT.replace(old, new)


@pytest.mark.parametrize(
    "other",
    [
        TEXT,
        TEXT.upper(),
        TEXT.replace(" ", "\n"),
        TEXT.replace(",", " –").replace(".", ""),
        changed("€80", "€\u00a080"),
        changed("Marlow", "Márlów"),
        changed("The council", "Council"),
        changed("the old bridge", "the bridge"),
        changed("because engineers", "as engineers"),
        changed("repairs", "the repairs"),
        changed("lorries", "“lorries”"),
    ],
)
def test_copies(other: str) -> None:
    assert is_copy(TEXT, other)
    assert is_copy(other, TEXT)


@pytest.mark.parametrize(
    "other",
    [
        changed("14", "15"),
        changed("14", "fourteen"),
        changed("Tuesday", "Monday"),
        changed("Marlow", "Henley"),
        changed("was not known", "was known"),
        changed("would stay", "wouldn’t stay"),
        changed("would begin", "will begin at least"),
        changed("€80", "$80"),
        changed("€80", "80"),
        changed("14 of", "14% of"),
        changed("because engineers", "because Hale’s engineers"),
        changed("The council", "Parliament"),
        "Something else entirely was said by other people about another bridge in another town that day.",
        "",
    ],
)
def test_what_differs_in_something_that_matters_is_no_copy(other: str) -> None:
    assert not is_copy(TEXT, other)
    assert not is_copy(other, TEXT)


def test_short_texts() -> None:
    assert is_copy("", "")
    assert is_copy("…", "!")
    assert is_copy("Yes.", "yes")
    assert not is_copy("Yes.", "No.")


def test_a_contraction_denies() -> None:
    text = "the mill on the river did work through all of the long dry summer of that year"
    assert not is_copy(text, text.replace("did work", "didn't work"))
    assert not is_copy(text, text.replace("did work", "cannot work"))
