from __future__ import annotations

from ui.person import person_html


def test_nobody_has_to_sign_in() -> None:
    assert person_html(None) == person_html("") == ""


def test_names_are_text() -> None:
    drawn = person_html("<b>Anna & Tomás")
    assert "<bdi>&lt;b&gt;Anna &amp; Tomás</bdi>" in drawn
    assert 'method="post" action="logout"' in drawn
