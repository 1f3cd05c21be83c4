"""Points in time and calendar periods as they are written in questions."""

from __future__ import annotations

import re

__all__ = ["date_with_preposition", "is_date"]

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?:1\d{3}|20\d{2})s?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_COARSE = re.compile(
    rf"(?:(?:early|mid|late)[- ])?(?:{_MONTH},? )?(?:of )?{_YEAR}|{_MONTH}|"
    rf"(?:spring|summer|autumn|winter|fall)(?: (?:of )?{_YEAR})?",
    re.IGNORECASE,
)
_FINE = re.compile(
    rf"(?:the )?{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?|{_MONTH} {_DAY}(?:,? {_YEAR})?|\d{{4}}-\d\d-\d\d|"
    rf"(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"yesterday|today|tomorrow|tonight|nowadays|(?:last|next|this) (?:year|month|week|night|spring|summer|autumn|"
    r"winter|\w+day)|\d+ (?:years?|months?|weeks?|days?) (?:ago|later)|now|currently|recently",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"(?:in|at|on|by|since|until|before|after|during|from|around|about) (?=\S)", re.IGNORECASE)


def is_date(text: str) -> bool:
    """Tell whether the whole of ``text`` is a point in time or a calendar period."""
    return any(pattern.fullmatch(text) for pattern in (_COARSE, _FINE, _RELATIVE))


def date_with_preposition(date: str) -> str:
    """Give a date the preposition it takes as an adverbial: "in 1994", "on 3 May", "yesterday"."""
    if _RELATIVE.fullmatch(date) or _PREPOSITION.match(date):
        return date
    return f"on {date}" if _FINE.fullmatch(date) else f"in {date}"
