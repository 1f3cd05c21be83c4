from __future__ import annotations

import datetime

from rag.documents import from_text
from tests.documents.making import headings

TEXT = """# Council of Ünder-Town #

Budget
======

Text.

Plans
-----

```
# not a heading
```

    # nor this

###### Deep
#No heading
- item
---
| a | b |
|---|---|
"""


def test_headings_are_mapped_and_the_text_is_kept() -> None:
    document = from_text("a.md", TEXT)
    assert document.text == TEXT
    assert headings(document) == [(1, "Council of Ünder-Town"), (1, "Budget"), (2, "Plans"), (6, "Deep")]
    assert document.title == "Council of Ünder-Town"


def test_front_matter_tells_title_and_date() -> None:
    text = '---\ntitle: "A: Budget"\ndate: 2026-01-26 10:00\n---\n\n## Part\n\nText.\n'
    document = from_text("a.md", text)
    assert (document.title, document.date) == ("A: Budget", datetime.date(2026, 1, 26))
    assert headings(document) == [(2, "Part")]
    assert document.text == text


def test_front_matter_of_hugo() -> None:
    document = from_text("a.md", "+++\ntitle = 'Budget'\ndate = January 26, 2026\n+++\nText.\n")
    assert (document.title, document.date) == ("Budget", datetime.date(2026, 1, 26))


def test_thematic_break_after_front_matter_is_no_heading() -> None:
    document = from_text("a.md", "First paragraph of\ntwo lines\n---\n\nText\n\n---\n")
    assert headings(document) == []


def test_closing_marks_and_white_space_are_no_words_of_the_heading() -> None:
    document = from_text("a.md", "#\t C# and F# ## \n\n## ##\n\n#  \u00a0\n\nText\u00a0\n===\n")
    assert headings(document) == [(1, "C# and F#"), (1, "Text")]


def test_long_lines_take_no_longer_than_their_length() -> None:
    document = from_text("a.md", "# a" + " " * 200_000 + "x" + " #" * 50_000)
    assert len(document.headings) == 1


def test_other_names_are_plain_text() -> None:
    assert from_text("a.txt", "# Not a heading\n\nText\n").headings == ()
