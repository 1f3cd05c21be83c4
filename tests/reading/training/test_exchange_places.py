from __future__ import annotations

import pytest

from rag.reading.training.exchange_places import place_form


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("France", "country"),
        ("the U.S.", "country"),
        ("Britain", "country"),
        ("Ohio", "state"),
        ("New York", "state"),
        ("Europe", "continent"),
        ("Baltic Sea", "sea"),
        ("Kathmandu", "one word"),
        ("Port Elgin", "words"),
    ],
)
def test_form(name: str, form: str) -> None:
    assert place_form(name) == form
