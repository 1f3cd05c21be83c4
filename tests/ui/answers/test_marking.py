from __future__ import annotations

import pytest

from ui.answers.marking import marked_html, value_span


@pytest.mark.parametrize(
    ("quote", "value", "marked"),
    [
        ("The harbour master counts three calls a day.", "three", "three"),
        ("It opened\n in  1871.", "in 1871", "in  1871"),  # the value is written on one line
        ("At least 80 were freed, at least 8 hurt.", "At least 80", "At least 80"),
        ("It costs 1,800 (80 more).", "80", "80"),
        ("It is closed today.", "No: “is closed”", "is closed"),
        ("He said “no”.", "“no”", "“no”"),
        ("80 of 80", "80", None),  # nobody can tell which
        ("It costs 1,800.", "800", None),
        ("It costs 1,800.", "1", None),
        ("It weighs 3.5 kg.", "3", None),
        ("Open 10-12.", "12", None),
        ("The threefold path", "three", None),
        ("about eighty", "80", None),
        ("about eighty", "Eighty", None),  # as written
        ("anything", "", None),
    ],
)
def test_only_the_very_words_are_marked(quote: str, value: str, marked: str | None) -> None:
    span = value_span(quote, value)
    assert (None if span is None else quote[slice(*span)]) == marked


def test_everything_is_escaped() -> None:
    assert marked_html('<b>&"80"</b>', "80") == "&lt;b&gt;&amp;&quot;<mark>80</mark>&quot;&lt;/b&gt;"
    assert marked_html("a <script>x</script>", "<script>x</script>") == "a <mark>&lt;script&gt;x&lt;/script&gt;</mark>"
    assert marked_html("a <b>", "c") == "a &lt;b&gt;"
