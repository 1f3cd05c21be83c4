"""Single dates: the patterns by which they are found, and the days that each can mean.

Every form that leaves something open is an interval or a choice of intervals, never a guess: dateparser, which reads
the full dates of a document's top (``rag.documents.dates``), fills in what is missing from today's date and would
turn "January 2026" into a day.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from rag.disagreement.calendar import Period, century, day, days, decade, month, part_of, season, week, year
from rag.disagreement.moment import Moment, Precision
from rag.disagreement.numerals import read_numeral, read_ordinal
from rag.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["DATE", "read_date"]

_MONTHS = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}
_WEEKDAYS = "mon tue wed thu fri sat sun".split()
_MONTH = (
    r"(?:Jan(?:uary|\.|\b)|Feb(?:ruary|\.|\b)|Mar(?:ch|\.|\b)|Apr(?:il|\.|\b)|May\b|June?\b|July?\b|Aug(?:ust|\.|\b)|"
    r"Sept?(?:ember|\.|\b)|Oct(?:ober|\.|\b)|Nov(?:ember|\.|\b)|Dec(?:ember|\.|\b))"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_YEAR = r"(?:1\d|20)\d\d(?![\d%]|[.,]\d)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_ERA = r"(?: ?(?P<{0}>BCE?|B\.C\.(?:E\.)?|CE|AD|A\.D\.))"
_PART = (
    r"(?:(?:the )?(?P<part>early|mid|late|(?:the )?(?:very )?(?:beginning|start|end|middle|first half|second half)"
    r"(?= of| in))(?:-| )(?:of |in )?(?:the )?)?"
)
_UNIT = r"day|week|weekend|fortnight|month|year|decade|century"
_FORMS = (
    r"(?P<iso>[12]\d{3}-\d\d-\d\d)(?!\d)",
    r"(?P<slashed>\d{1,2}(?P<slash>[/.])\d{1,2}(?P=slash)(?:[12]\d{3}|\d\d))(?![\d/])",
    rf"(?:(?P<weekday1>{_WEEKDAY}|Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:the )?(?P<day1>{_DAY})(?: of)? "
    rf"(?P<month1>{_MONTH})(?:,? (?P<year1>{_YEAR}))?",
    rf"(?:(?P<weekday2>{_WEEKDAY}|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.?,? )?(?P<month2>{_MONTH}) (?P<day2>{_DAY})"
    rf"(?![\d:]| (?:million|billion|thousand|per))(?:,? (?P<year2>{_YEAR}))?",
    rf"(?:AD |A\.D\. )(?P<anno>\d{{1,4}})|(?P<eranumber>\d{{1,4}}){_ERA.format('era')}(?!\w)",
    rf"{_PART}(?P<century>\d{{1,2}}(?:st|nd|rd|th)|[a-z]+(?:-[a-z]+)?(?:st|nd|rd|th)) century\b"
    rf"{_ERA.format('centuryera')}?(?!\w)",
    rf"{_PART.replace('part', 'part2')}(?P<decade>(?:1\d|20)\d)0['’]?s\b",
    rf"(?:the )?(?P<season>spring|summer|autumn|fall|winter)(?: of| in)? (?P<seasonyear>{_YEAR})",
    r"(?:Q(?P<q>[1-4])|(?:the )?(?P<quarter>first|second|third|fourth|last) quarter)(?: of| in)? "
    rf"(?P<quarteryear>{_YEAR})",
    r"(?P<split>(?:1\d|20)\d\d[/–-]\d\d)(?![\d/–-])",
    r"(?:fiscal(?: year)? |FY ?)(?P<fiscal>20\d\d|19\d\d)",
    rf"{_PART.replace('part', 'part3')}(?P<month3>{_MONTH}),? (?:of )?(?P<year3>{_YEAR})",
    rf"{_PART.replace('part', 'part4')}(?<![\d.,$€£])(?P<year4>{_YEAR})",
    rf"(?P<ago>\d+|an?|[a-z]+(?:-[a-z]+)?|a few|several) (?P<agounit>{_UNIT})s? ago\b",
    r"(?P<near>yesterday|today|tomorrow|tonight|last night|this (?:morning|afternoon|evening))\b",
    rf"(?P<early>earlier|later)? ?(?P<which>last|this|next|past|previous) "
    rf"(?P<what>week|weekend|month|year|decade|century|{_WEEKDAY}|spring|summer|autumn|fall|winter|{_MONTH})\b"
    # "The last Monday of this month" is no Monday of last week.
    rf"(?! (?:of|in) (?:the|this|that|each|every|next|last|{_MONTH})\b)",
    rf"{_PART.replace('part', 'part5')}(?P<month5>{_MONTH})(?! \d|[a-z]| (?:be|have|not|well)\b)",
    rf"\b(?P<weekday5>{_WEEKDAY})(?!s?\w| (?:of|in) (?:the|this|that|each|every|next|last|{_MONTH})\b)",
)
# Days in a unit, and days to each side as stated and as possible: "two years ago" is no day.
_AGO: dict[str, tuple[float, int, int, Precision]] = {
    "day": (1, 0, 1, "day"),
    "week": (7, 3, 7, "week"),
    "fortnight": (14, 4, 10, "week"),
    "month": (30.44, 16, 31, "month"),
    "year": (365.2425, 183, 366, "year"),
    "decade": (3652.425, 366, 1830, "decade"),
}
DATE = re.compile(r"(?<![\w/])(?:" + "|".join(f"(?:{form})" for form in _FORMS) + ")")
"""A date as English writes it; months and weekdays with their capitals."""


def read_date(
    match: re.Match[str], anchor: datetime.date | None, *, future: bool, like: Moment | None = None
) -> Moment | None:
    """The days that a date can mean.

    Args:
        match: A match of ``DATE``.
        anchor: The day on which it was written, if known.
        future: Whether its sentence speaks of what is to come; without a year, the past is meant otherwise.
        like: The end of the period that it begins: a year missing here is taken from there.

    Returns:
        The date; None where there is no such day.
    """
    read = _Reader(match, anchor, future=future, like=like)
    try:
        return read.moment()
    except (ValueError, OverflowError):  # 30 February, the year 9999 and one
        return None


class _Reader:
    def __init__(
        self, match: re.Match[str], anchor: datetime.date | None, *, future: bool, like: Moment | None
    ) -> None:
        self.groups = {name: value for name, value in match.groupdict().items() if value is not None}
        self.span = Span(match.start(), match.end())
        self.words = match[0]
        self.anchor = anchor
        self.future = future
        self.like = like

    def moment(self) -> Moment | None:
        forms: tuple[tuple[str, Callable[[str], Moment | None]], ...] = (
            ("iso", self._iso),
            ("slashed", self._slashed),
            ("day1", lambda _: self._full("1")),
            ("day2", lambda _: self._full("2")),
            ("anno", lambda text: self._whole(year(int(text)), "year")),
            ("eranumber", self._era),
            ("century", self._century),
            ("decade", lambda text: self._whole(decade(int(text) * 10), "decade")),
            ("season", self._season),
            ("quarteryear", self._quarter),
            ("split", self._split),
            ("fiscal", lambda text: self._wide(year(int(text)), year(int(text) - 1, int(text) + 1), "year")),
            ("month3", lambda text: self._whole(month(int(self.groups["year3"]), _month(text)), "month")),
            ("year4", lambda text: self._whole(year(int(text)), "year")),
            ("bare", lambda text: self._whole(year(int(text)), "year")),
            ("ago", self._ago),
            ("near", self._near),
            ("what", self._relative),
            ("month5", self._month),
            ("weekday5", self._weekday),
        )
        return next((read(self.groups[name]) for name, read in forms if name in self.groups), None)

    def _made(
        self, stated: Iterable[Period], possible: Iterable[Period], precision: Precision, **yearless: int | None
    ) -> Moment:
        return Moment(
            self.span,
            self.words,
            tuple(period.interval for period in stated),
            tuple(period.interval for period in possible),
            precision,
            month=yearless.get("month"),
            day=yearless.get("day"),
        )

    def _wide(self, stated: Period, possible: Period, precision: Precision) -> Moment:
        return self._made([stated], [possible], precision)

    def _whole(self, period: Period, precision: Precision) -> Moment:
        """A calendar period, or the part of it that "early" and its like name."""
        name = self._part()
        return self._wide(period, period, precision) if name is None else self._wide(*part_of(period, name), precision)

    def _part(self) -> str | None:
        """ "Early" or its like, as ``part_of`` calls it."""
        written = next((self.groups[name] for name in self.groups if name.startswith("part")), None)
        if written is None:
            return None
        name = re.sub(r"^(?:the |very )*", "", written.lower())
        return {"start": "beginning", "middle": "mid"}.get(name, name)

    def _iso(self, text: str) -> Moment:
        return self._whole(day(datetime.date.fromisoformat(text)), "day")

    def _slashed(self, text: str) -> Moment | None:
        """Both readings of 8/1/2026; with points the day comes first."""
        one, two, number = (int(part) for part in re.split(r"[/.]", text))
        years = [number] if number > 99 else [1900 + number, 2000 + number]
        orders = [(one, two)] if "." in text else [(one, two), (two, one)]
        found = {
            days(year_, month_, day_)
            for year_ in years
            for day_, month_ in orders
            if month_ <= 12 and day_ <= month(year_, month_).last - month(year_, month_).first + 1
        }
        periods = [Period(number, number) for number in sorted(found)]
        return self._made(periods, periods, "day") if periods else None

    def _full(self, form: str) -> Moment | None:
        """Day and month, perhaps with year and weekday."""
        month_ = _month(self.groups[f"month{form}"])
        day_ = int(re.sub(r"\D", "", self.groups[f"day{form}"]))
        weekday = self.groups.get(f"weekday{form}")
        written = self.groups.get(f"year{form}") or self._borrowed(month_, day_)
        if written:
            number = days(int(written), month_, day_)
            matching = weekday is None or (number - 1) % 7 == _weekday(weekday)
            # A weekday that is not that of its date is a slip in one of the two, most likely of a few days.
            slip = 0 if matching else 3
            return self._wide(Period(number, number), Period(number - slip, number + slip), "day")
        days(2000, month_, day_)  # raises if no year has it
        if self.anchor is None:
            return self._made([], [], "day", month=month_, day=day_)
        near = [
            Period(days(year_, month_, day_), days(year_, month_, day_))
            for year_ in range(self.anchor.year - 4, self.anchor.year + 5)
            if (month_, day_) != (2, 29) or month(year_, 2).last - month(year_, 2).first == 28
        ]
        if weekday:
            near = [period for period in near if (period.first - 1) % 7 == _weekday(weekday)]
        return self._nearest(near, "day", month=month_, day=day_)

    def _borrowed(self, month_: int, day_: int = 1) -> str | None:
        """The year that a period's end gives its beginning: the one in which it does not come after the end."""
        if self.like is None or not self.like.stated or self.like.precision not in {"day", "month"}:
            return None
        end = int(self.like.stated[-1].high)
        year_ = datetime.date.fromordinal(end).year
        return str(year_ if days(year_, month_, day_) <= end else year_ - 1)

    def _nearest(self, periods: list[Period], precision: Precision, *, month: int, day: int | None = None) -> Moment:
        """Of dates that recur, the one meant most likely; the last one and the next one are both possible."""
        anchor = self.anchor.toordinal() if self.anchor else 0
        past = [period for period in periods if period.first <= anchor][-1:]
        coming = [period for period in periods if period.last >= anchor][:1]
        stated = (coming if self.future else past) or past or coming
        return self._made(stated, sorted({*past, *coming}), precision, month=month, day=day)

    def _month(self, text: str) -> Moment:
        month_ = _month(text)
        if year_ := self._borrowed(month_):
            return self._whole(month(int(year_), month_), "month")
        if self.anchor is None:
            return self._made([], [], "month", month=month_)
        near = [month(self.anchor.year + shift, month_) for shift in (-1, 0, 1)]
        moment = self._nearest(near, "month", month=month_)
        name = self._part()
        if name is None:
            return moment
        stated, possible = (
            [part_of(Period(int(i.low), int(i.high)), name)[which] for i in intervals]
            for which, intervals in enumerate((moment.stated, moment.possible))
        )
        return self._made(stated, possible, "month", month=month_)

    def _era(self, text: str) -> Moment:
        before = self.groups["era"].upper().startswith("B")
        return self._whole(year(1 - int(text) if before else int(text)), "year")

    def _century(self, text: str) -> Moment | None:
        ordinal = read_ordinal(text, 0)
        if ordinal is None or not 0 < ordinal[0] <= 30:
            return None
        before = self.groups.get("centuryera", "").upper().startswith("B")
        period = century(ordinal[0], before=before)
        moment = self._whole(period, "century")
        # Some count the twelfth century from 1100 on.
        wide = tuple(type(i)(i.low - 366, i.high) for i in moment.possible)
        return Moment(self.span, self.words, moment.stated, wide, "century")

    def _season(self, text: str) -> Moment:
        usual, possible = season(int(self.groups["seasonyear"]), text.lower())
        return self._made([usual], possible, "season")

    def _quarter(self, text: str) -> Moment:
        """A quarter of the calendar year; a fiscal one may be meant, which begins in any month."""
        names = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
        number = int(self.groups["q"]) if "q" in self.groups else names[self.groups["quarter"].lower()]
        year_ = int(text)
        usual = Period(month(year_, 3 * number - 2).first, month(year_, 3 * number).last)
        return self._wide(usual, Period(month(year_ - 1, 4).first, year(year_ + 1).last), "season")

    def _split(self, text: str) -> Moment | None:
        """ "2023-24" or "2023/24": a season or a fiscal year; "2019-21" a period; "2001-04" may be April."""
        first, short = int(text[:4]), int(text[5:])
        last = first // 100 * 100 + short + (100 if short < first % 100 else 0)
        if last == first + 1:
            return self._wide(Period(month(first, 7).first, month(last, 6).last), year(first, last), "year")
        if text[4] == "/" or short <= 12 or last - first > 60:
            return None
        begin, end = (self._wide(year(y), year(y), "year") for y in (first, last))
        whole = year(first, last).interval
        return Moment(self.span, self.words, (whole,), (whole,), "year", role="through", ends=(begin, end))

    def _ago(self, text: str) -> Moment | None:
        if self.anchor is None:
            return self._made([], [], "bound")
        numeral = read_numeral(text, 0, len(text))
        count = 1 if text in {"a", "an"} else int(numeral.value) if numeral and numeral.end == len(text) else 0
        if not count or self.groups["agounit"] not in _AGO:
            return None
        length, near, far, precision = _AGO[self.groups["agounit"]]
        middle = self.anchor.toordinal() - round(count * length)
        return self._wide(Period(middle - near, middle + near), Period(middle - far, middle + far), precision)

    def _near(self, text: str) -> Moment:
        if self.anchor is None:
            return self._made([], [], "day")
        shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(text.lower(), 0)
        number = self.anchor.toordinal() + shift
        # Written on the day before it was published, perhaps.
        return self._wide(Period(number, number), Period(number - 1, number + 1), "day")

    def _relative(self, text: str) -> Moment | None:
        which = self.groups["which"].lower()
        shift = {"this": 0, "next": 1}.get(which, -1)
        named = text[0].isupper() and not re.fullmatch(_WEEKDAY, text)
        if self.anchor is None:
            return self._made([], [], "month" if named else "bound", month=_month(text) if named else None)
        if text[0].isupper():
            return self._month(text) if named else self._weekday(text, shift)
        period, wide, precision = self._calendar(text, shift, self.anchor)
        today = self.anchor.toordinal()
        part = (self.groups.get("early") or "").lower()
        if part == "earlier":
            return self._wide(Period(min(period.first, today), today), Period(min(wide.first, today), today), precision)
        if part == "later":
            return self._wide(Period(today, max(period.last, today)), Period(today, max(wide.last, today)), precision)
        return self._wide(period, wide, precision)

    @staticmethod
    def _calendar(text: str, shift: int, anchor: datetime.date) -> tuple[Period, Period, Precision]:
        """The week, month, year … before or after that of the anchor: as usual, and all that it may be."""
        if text in {"week", "weekend"}:
            whole = week(anchor + datetime.timedelta(days=7 * shift))
            usual = Period(whole.last - 1, whole.last) if text == "weekend" else whole
            return usual, Period(whole.first - 7, whole.last + 7), "week"
        first_decade = (anchor.year // 10 + shift) * 10
        this_century = (anchor.year - 1) // 100 + 1 + shift
        fixed: dict[str, tuple[Period, int, Precision]] = {
            "month": (month(anchor.year, anchor.month + shift), 0, "month"),
            "year": (year(anchor.year + shift), 0, "year"),
            # "The last decade" may be the ten years up to now, and so for the century.
            "decade": (decade(first_decade), 3653, "decade"),
            "century": (century(this_century), 36525, "century"),
        }
        if text in fixed:
            period, slack, precision = fixed[text]
            return period, Period(period.first - slack, period.last + slack), precision
        usual, _ = season(anchor.year + shift, text)
        return usual, year(anchor.year + min(shift, 0) - 1, anchor.year + max(shift, 0) + 1), "season"

    def _weekday(self, text: str, shift: int | None = None) -> Moment:
        """A weekday: the last one up to the anchor, or the next one; "last" and "next" may skip one."""
        if self.anchor is None:
            return self._made([], [], "day")
        today = self.anchor.toordinal()
        latest = today - (self.anchor.weekday() - _weekday(text)) % 7
        if shift == -1:
            number = latest if latest < today else latest - 7
            others = [number - 7]
        elif shift == 1:
            number = latest + 7
            others = [number + 7]
        else:
            coming = latest if latest == today else latest + 7
            number = coming if self.future or (shift == 0 and latest < week(self.anchor).first) else latest
            others = [latest, coming, *([latest - 7, latest + 7] if latest == today else [])]
        possible = [Period(n, n) for n in sorted({number, *others})]
        return self._made([Period(number, number)], possible, "day")


def _month(text: str) -> int:
    return _MONTHS[text[:3].lower()]


def _weekday(text: str) -> int:
    return _WEEKDAYS.index(text[:3].lower())
