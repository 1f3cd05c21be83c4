"""The date that a document tells at its top.

A date counts when a line is nothing but a date (with a time, a weekday, "Published", a by-line), when it stands in
the dateline that opens a story ("PLACE, DATE –") or at the end of a title that says what sort of paper it is
("Minutes of the board, 27 March 2025"). A date inside a sentence is what the sentence is about, not when the document
was written, and never counts; nor does the date that a file's properties give, which is when the file was made.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

__all__ = ["date_of_title", "find_date", "is_date_line", "parse_date", "parse_iso"]

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"[12]\d{3}"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_OTHER_WEEKDAY = (
    r"(?:(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|le)\.?,?\s+)*"
)
_ISO = r"[12]\d{3}-\d{2}-\d{2}"
_DATE = (
    rf"(?:{_WEEKDAY}(?:{_MONTH}\s+{_DAY},?\s+{_YEAR}|{_DAY}\.?\s+(?:of\s+)?{_MONTH},?\s+{_YEAR})"
    rf"|{_ISO}|[12]\d{{3}}/\d{{2}}/\d{{2}}|\d{{1,2}}[./-]\d{{1,2}}[./-]{_YEAR}"
    rf"|{_OTHER_WEEKDAY}\d{{1,2}}[.º]?\s+(?:de\s+)?[^\W\d_]{{3,12}}\.?\s+(?:del?\s+)?{_YEAR})"
)
_TIME = (
    r"(?:(?:,|\s+at|\s+[·|–—-]|T)?\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?"
    r"(?:\s*\(?(?:Z|[A-Z]{2,5}|[+-]\d{2}:?\d{2})\)?){0,2})?"
)
_LABEL = (
    r"(?P<label>(?:first\s+)?(?:published|posted|updated|last\s+(?:updated|modified)|date|dated|issued|released)"
    r"(?:\s+on)?\s*:?\s+)?"
)
_STANDALONE = re.compile(rf"\(?{_LABEL}(?P<date>{_DATE}){_TIME}\.?\)?", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s+[|·•–—/-]\s+|\s*[|·•]\s*")
_BYLINE = re.compile(rf"by\s+[^\d\n]{{2,60}}?[,\s]\s*(?P<date>{_DATE}){_TIME}", re.IGNORECASE)

# A place is capitalised words, as in "Caracas, Venezuela" or "RIO DE JANEIRO (Agency)"; small words link
# them. Upper case is what is a letter and neither of a to z nor of the lower case of Latin-1.
_CAPITALISED = r"[^\W\d_a-zß-ÿ][\w.'’-]*"
_PLACE = rf"{_CAPITALISED}(?:[\s,]+(?:\(?{_CAPITALISED}\)?|of|de|del|la|le|da|do|di|the|and|y)){{0,7}}\)?"
_DATELINE = re.compile(
    rf"(?:(?-i:{_PLACE})\s*[,–—-]+\s*)?\(?(?P<date>{_DATE})\)?(?:\s*\([^)\n]{{2,40}}\))?\.?\s*[–—:-]+\s+\S",
    re.IGNORECASE,
)

# "The fire of 9 May, 1921" is a date told of, "Report on the fire, 9 May 1921" one told by.
_PAPER = (
    r"address|agenda|announcement|annual accounts|bulletin|briefing|circular|communiqué|decision|dispatch|edition|"
    r"hearing|interview|judge?ment|letter|memo|memorandum|minutes|newsletter|notes?|notice|opinion|order|presentation|"
    r"press release|proceedings|record|release|remarks|reports?|resolution|review|ruling|slides|speech|statement|"
    r"summary|survey|testimony|transcript|update"
)
_TITLED = re.compile(rf"(?=.*\b(?:{_PAPER})\b).{{3,100}}?(?:[,:|(]|\s[–—-])\s*(?P<date>{_DATE})\)?", re.IGNORECASE)

_TITLE_LINES = 3
_TOP_LINES = 25
_MAX_LINE = 120  # characters: a longer line is prose
_TOP_CHARACTERS = 20_000
_PROSE_WORDS = 40  # without a blank line between: more is a paragraph
_WRAPPED = 60  # characters: after a longer line the next may be the same sentence, hard-wrapped
_CJK = re.compile(r"([12]\d{3})年(\d{1,2})月(\d{1,2})日")
_YEAR_FIRST = re.compile(r"([12]\d{3})[-/](\d{2})[-/](\d{2})")
_NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-]([12]\d{3})")
_OTHER_LANGUAGES = ("es", "fr", "de", "pt", "it")


def find_date(text: str) -> datetime.date | None:
    """Find the date that the top of a text tells.

    Args:
        text: A whole document, or its beginning.

    Returns:
        The date in the story's dateline if there is one; else the latest of the dates that stand alone or end a
        title, those marked as published before all others; None where the top tells no date.
    """
    published: list[datetime.date] = []
    others: list[datetime.date] = []
    seen = words = 0
    previous = ""
    for line in (line.strip().strip("*_").strip() for line in text[:_TOP_CHARACTERS].split("\n")):
        if not line:
            previous, words = "", 0
            continue
        seen += 1
        words += len(line.split())
        marked, date = _standalone(line)
        if date is None and seen <= _TITLE_LINES:
            date = date_of_title(line)
        if date:
            (published if marked else others).append(date)
        elif len(previous) <= _WRAPPED and (match := _DATELINE.match(line)) and (date := parse_date(match["date"])):
            return date
        if seen == _TOP_LINES or words >= _PROSE_WORDS:
            break  # past the opening of the first paragraph dates belong to what is told
        previous = line
    return max(published or others, default=None)


def date_of_title(title: str) -> datetime.date | None:
    """The date that ends a title which says what sort of paper it is: "Minutes of the board, 27 March 2025"."""
    match = _TITLED.fullmatch(title)
    return parse_date(match["date"]) if match else None


def is_date_line(line: str) -> bool:
    """Whether a line tells a date and no more than who wrote it or when: it starts with the date or with "By"."""
    if _BYLINE.fullmatch(line.strip()):
        return True
    first, *others = _SEPARATOR.split(line.strip())
    if re.match(r"by\s", first, re.IGNORECASE):
        return any(_STANDALONE.fullmatch(part) for part in others)
    return _STANDALONE.fullmatch(first) is not None


@lru_cache(maxsize=1024)
def parse_date(text: str) -> datetime.date | None:
    """Parse one date written with day, month and year, English first.

    Args:
        text: The date and nothing else, such as "Monday, January 26th, 2026" or "26 de enero de 2026".

    Returns:
        The date; None where the words are no date, or day and month cannot be told apart (03/04/2026).
    """
    if match := _CJK.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        return _date(*match.groups())
    if match := _NUMERIC.fullmatch(text):
        first, second, year = match.groups()
        if int(first) > 12 or first == second:
            return _date(year, second, first)
        return _date(year, first, second) if int(second) > 12 else None
    text = re.sub(r"^le\s+", "", text, flags=re.IGNORECASE)
    import dateparser  # noqa: PLC0415  (loads its language tables: not before a date is at hand)

    settings = {
        "STRICT_PARSING": True,
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
    }
    for languages in (["en"], list(_OTHER_LANGUAGES)):
        parsed: datetime.datetime | None = dateparser.parse(text, languages=languages, settings=settings)
        if parsed:
            return parsed.date()
    return None


def parse_iso(value: str) -> datetime.date | None:
    """Read the date off the front of a machine-written stamp: ISO 8601, or the ``D:20260126…`` of PDF.

    Args:
        value: As the file has it; times and zones that follow the date do not move it.

    Returns:
        The date; None where the value does not begin with a full date.
    """
    match = re.match(r"(?:D:)?([12]\d{3})-?(\d{2})-?(\d{2})(?!\d{0,1}[-/])", value.strip())
    return _date(*match.groups()) if match else None


def _date(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:  # the thirtieth of February
        return None


def _standalone(line: str) -> tuple[bool, datetime.date | None]:
    """Of a line that carries nothing but a date: whether it is marked as published, and the date."""
    if len(line) > _MAX_LINE:
        return False, None
    if match := _BYLINE.fullmatch(line):
        return False, parse_date(match["date"])
    for part in (line, *_SEPARATOR.split(line)):
        match = _STANDALONE.fullmatch(part.strip())
        if match:
            label = (match["label"] or "").lower()
            return label.startswith(("first", "publ", "post", "issue", "relea")), parse_date(match["date"])
    return False, None
