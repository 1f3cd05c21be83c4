"""The periods that a value is of: years, quarters, halves, and rates such as "per day"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.reading.candidates import tokens_at
from rag.reading.scope_clause import nearest

if TYPE_CHECKING:
    from spacy.tokens import Token

    from rag.reading.scope_clause import Clause

__all__ = ["restricting_periods"]

_YEAR = re.compile(
    r"(?<![\d.,-])(?:FY ?|(?:financial|fiscal) year )?((?:1[1-9]|20)\d\d)(?:[-–/](?:\d\d|\d{4}))?(?![\d,]|\.\d|-\d)"
)
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "last": "4", "final": "4"}
_PART = re.compile(r"\b(first|second|third|fourth|final)[ -](half|quarter)\b|\b([QH])([1-4])\b", re.IGNORECASE)
_MONTHS = "January February March April June July August September October November December".split()
_SPANS = {
    ("january", "march"): "quarter 1",
    ("april", "june"): "quarter 2",
    ("july", "september"): "quarter 3",
    ("october", "december"): "quarter 4",
    ("january", "june"): "half 1",
    ("july", "december"): "half 2",
}
_BETWEEN = re.compile(rf"\b({'|'.join(_MONTHS)}) (?:and|to|through|until) ({'|'.join(_MONTHS)})\b")
_FULL = re.compile(
    r"\b(?:full|whole|entire) year\b|\b(?:nine|six|three) months\b(?= of| to| ended| through)", re.IGNORECASE
)
_UNITS = "second|minute|hour|day|night|week|month|quarter|year|decade"
_RATE = re.compile(
    rf"^[ -]?(?:\w+ (?:of \w+ )?)?(?:(?:per|every|each|an?|/) ?"
    rf"(?P<unit>{_UNITS}|head|person|capita|employee|unit|[\d,]+\d)\b"
    r"|p\.?a\.?\b|per annum)",
    re.IGNORECASE,
)
_OFTEN = {"hourly": "hour", "daily": "day", "nightly": "night", "weekly": "week", "monthly": "month"} | {
    "quarterly": "quarter",
    "yearly": "year",
    "annual": "year",
    "annually": "year",
}
_IN_PERIOD = frozenset("in for during of throughout over from within between and to - – /".split())


def restricting_periods(clause: Clause) -> frozenset[str]:
    """The periods of a value, in a normal form: "2022", "quarter 1", "full year", "per week".

    A year counts where the value is of it ("in 2022", "the 2022 financial year"), not where it dates a day or the
    thing itself ("31 December 2022", "the end of 2023", "the 2019 law").
    """
    if any(_YEAR.fullmatch(t.text) for t in clause.value):
        return frozenset()
    groups, names = [], {}
    text = clause.doc.text
    for pattern in (_YEAR, _PART, _BETWEEN, _FULL):
        for match in pattern.finditer(text):
            span = tokens_at(clause.doc, match.start(), match.end())
            name = _named(match)
            if name is None or not any(t in clause.tokens for t in span) or any(t in clause.value for t in span):
                continue
            if pattern is _YEAR and not _is_of_year(span[0], span[-1]):
                continue
            groups.append(list(span))
            names[span.start] = name
    kinds = {name.isdigit() for name in names.values()}
    chosen = [
        group for kind in kinds for group in nearest(clause, [g for g in groups if names[g[0].i].isdigit() is kind])
    ]
    return frozenset(names[group[0].i] for group in chosen) | _rates(clause)


def _named(match: re.Match[str]) -> str | None:
    if match.re is _YEAR:
        return match[1]
    if match.re is _PART:
        if match[3]:
            return f"{'quarter' if match[3].upper() == 'Q' else 'half'} {match[4]}"
        number = _ORDINALS[match[1].lower()]
        return f"{match[2].lower()} {'2' if match[2].lower() == 'half' and number == '4' else number}"
    if match.re is _BETWEEN:
        return _SPANS.get((match[1].lower(), match[2].lower()))
    words = match.group().lower()
    return "full year" if words.endswith("year") else words


def _is_of_year(first: Token, last: Token) -> bool:
    """Whether a year is what a value is of, rather than a part of a date or of the name of another thing."""
    doc = first.doc
    before = doc[first.i - 1] if first.i else None
    after = doc[last.i + 1] if last.i + 1 < len(doc) else None
    of_noun = after is not None and after.lower_ in {"financial", "fiscal", "year", "season", "calendar", "budget"}
    if before is None:
        return True
    if before.lower_ in {"year", "fiscal", "financial", "the"}:
        return before.lower_ != "the" or of_noun
    if before.lower_ == "of" and first.i > 1:
        above = before.head
        return above.lower_ in {"half", "quarter", "months", "whole", "all", "rest"} or above.pos_ not in {
            "NOUN",
            "PROPN",
        }
    return before.lower_ in _IN_PERIOD or of_noun


def _rates(clause: Clause) -> frozenset[str]:
    if clause.number is None:
        return frozenset()
    text, end = clause.doc.text, clause.value.end_char
    found = set()
    match = _RATE.match(text[end : end + 40]) or _RATE.search(clause.value.text.partition(clause.number.text)[2])
    if match:
        found.add(f"per {(match['unit'] or 'year').lower()}")
    for token in clause.tokens:
        near = token.head == clause.number.head or abs(token.i - clause.number.i) <= 4 or token.dep_ == "amod"
        if token.lower_ in _OFTEN and near:
            found.add(f"per {_OFTEN[token.lower_]}")
    return frozenset(found)
