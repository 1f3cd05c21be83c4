from __future__ import annotations

import datetime

import pytest

from rag.documents.dates import date_of_title, find_date, is_date_line, parse_date, parse_iso

BODY = "The council met on March 3, 2019 and agreed to publish its budget before the end of the year, it said."


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("Jan 26, 2026, 3:14 PM", "2026-01-26"),
        ("Monday, January 26, 2026", "2026-01-26"),
        ("Published: 26 January 2026", "2026-01-26"),
        ("Date: Mon, 26 Jan 2026 10:00:00 +0000", "2026-01-26"),
        ("2026-01-26T10:00:00Z", "2026-01-26"),
        ("2026/01/26", "2026-01-26"),
        ("26/01/2026", "2026-01-26"),
        ("26.01.2026", "2026-01-26"),
        ("By Jane Doe | January 26, 2026 | 4 min read", "2026-01-26"),
        ("By Jane Doe, January 26th, 2026", "2026-01-26"),
        ("Agency · Sept. 3, 2025 at 5:03 p.m. EST", "2025-09-03"),
        ("26 de enero de 2026", "2026-01-26"),
        ("26. Januar 2026", "2026-01-26"),
        ("lunes, 26 de enero de 2026", "2026-01-26"),
        ("Le 26 janvier 2026", "2026-01-26"),
        ("(Jan 26, 2026)", "2026-01-26"),
        ("**January 26, 2026**", "2026-01-26"),
        ("Updated January 27, 2026\nPublished January 26, 2026", "2026-01-26"),
        ("Saturday, January 24, 2026\nMonday, January 26, 2026\nSunday, January 25, 2026", "2026-01-26"),
        # Not dates of the document, or not whole dates:
        ("03/04/2026", None),
        ("January 2026", None),
        ("Yesterday", None),
        ("February 30, 2026", None),
        ("Room 26 Ociember 2026", None),
    ],
)
def test_date_that_stands_alone(top: str, expected: str | None) -> None:
    date = find_date(f"A Budget for All\n{top}\n\n{BODY}\n")
    assert (date.isoformat() if date else None) == expected


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("Geneva, Switzerland - January 26th, 2026 - A wave of letters reached the council.", "2026-01-26"),
        ("GENEVA, Jan. 26, 2026 (Agency) — A wave of letters reached the council.", "2026-01-26"),
        ("RIO DE JANEIRO (Agency), 26 January 2026 – A wave of letters.", "2026-01-26"),
        ("January 26, 2026 — A wave of letters reached the council.", "2026-01-26"),
        ("Paris, le 26 janvier 2026 – Une vague de lettres.", "2026-01-26"),
        ("Bern (Canton), January 26, 2026. – A wave of letters.", "2026-01-26"),
        ("The council announced on January 8, 2026 that letters had come.", None),
        ("On January 8, 2026, letters had come.", None),
        ("GENEVA, SWITZERLAND – The council spoke on Thursday, January 8, 2026, after letters.", None),
        ("He was born on January 8, 2026 - a cold day.", None),
    ],
)
def test_dateline_of_the_story(opening: str, expected: str | None) -> None:
    date = find_date(f"{opening} {BODY}\n")
    assert (date.isoformat() if date else None) == expected


def test_dateline_is_preferred_to_other_dates() -> None:
    text = f"Tue, January 27, 2026\nMonday, January 26, 2026\n\nA Title\n\nGeneva - January 25, 2026 - {BODY}\n"
    assert find_date(text) == datetime.date(2026, 1, 25)


def test_dates_after_the_first_paragraph_do_not_count() -> None:
    assert find_date(f"A Title\n\n{BODY} {BODY} {BODY}\n\nJanuary 8, 2026\n\nGeneva - January 8, 2026 - {BODY}") is None


def test_line_within_hard_wrapped_prose_is_no_dateline() -> None:
    text = (
        "The council, which has met in that city every week for many years in\n"
        "Geneva, January 8, 2026 - a Thursday - said no.\n"
    )
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Monday, January 26, 2026", True),
        ("Jan. 26, 2026 / 5:03 PM EST / The Paper", True),
        ("By Jane Doe | January 26, 2026", True),
        ("By Jane Doe, January 26, 2026", True),
        ("The January 26, 2026 vote", False),
        ("A Budget for All | January 26, 2026", False),
    ],
)
def test_is_date_line(line: str, expected: bool) -> None:
    assert is_date_line(line) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-01-26T23:59:00-08:00", datetime.date(2026, 1, 26)),
        ("D:20260126120000+01'00'", datetime.date(2026, 1, 26)),
        ("2026-13-26", None),
        ("2026", None),
        ("January 26, 2026", None),
        ("", None),
    ],
)
def test_parse_iso(value: str, expected: datetime.date | None) -> None:
    assert parse_iso(value) == expected


def test_parse_date_of_other_scripts() -> None:
    assert parse_date("2026年1月26日") == datetime.date(2026, 1, 26)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Minutes of the harbour board, 27 March 2025", "2025-03-27"),
        ("Court of Audit: the new bridge, special report, 14 March 2025", "2025-03-14"),
        ("Press release – March 3, 2025", "2025-03-03"),
        ("Statement of the company (2025-03-20)", "2025-03-20"),
        # A title names what it is about with a date as well, and a sentence says when something was.
        ("The harbour fire, 9 May 1921", None),
        ("What the report of 9 May 1921 says", None),
        ("Report on March 2025", None),
        ("The statement was made on the evening of Monday, 9 May 1921.", None),
    ],
)
def test_a_title_that_names_its_paper_tells_the_date(title: str, expected: str | None) -> None:
    date = find_date(f"{title}\n\n{BODY}\n")
    assert date == date_of_title(title) == (datetime.date.fromisoformat(expected) if expected else None)
    assert find_date(f"A Budget for All\n\n{BODY} {BODY}\n\n{title}\n") is None
