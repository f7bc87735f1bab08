"""Read the dates that pages show, in any of Blogger's languages, digits and calendars. Pure.

Blogger's default date header is the CLDR "full" date of the blog's language; owners may choose
other orders and drop the year or the weekday. So names come from CLDR (Babel), digits are folded
from any script, and order matters only where a date is all numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from typing import TYPE_CHECKING

from scraper.parse.calendars import LANGUAGES, SOLAR_HIJRI_MONTHS, solar_hijri
from scraper.parse.cldr import NOON, fold
from scraper.parse.date_names import names_of

if TYPE_CHECKING:
    from scraper.parse.date_names import Names

MAX_LENGTH = 100
"""Longer texts are no date; a date reader given 100,000 digits took 4.9 s."""

_CLOCK = re.compile(
    r"(?<!\d)(?P<hour>[01]?\d|2[0-3])(?:\s?:\s?|\s?h\s?|h)(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?"
    r"(?!\d)"
)
_DOTTED_CLOCK = re.compile(
    r"(?<![\d.])(?P<hour>[01]?\d|2[0-3])\.(?P<minute>[0-5]\d)(?:\.(?P<second>[0-5]\d))?(?![\d.])"
)
"""`21.30`, read as a time only in languages that write it so, beside a year of four digits."""
_WITH_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"\d+")
_NUMERIC = re.compile(
    r"(?<!\d)(\d{1,4})\s?[-/.\u2010-\u2015]\s?(\d{1,2})\s?[-/.\u2010-\u2015]\s?(\d{1,4})(?!\d)"
)
_SHORT = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})(?!\d)")
_BUDDHIST = range(2300, 2700)
"""Years that only the Buddhist calendar (+543) writes."""
_HIJRI = range(1200, 1600)
_DAYS = range(1, 32)
_WITH_SHORT = 1
_ALL_LOOKS = 2
_LOOKS = (0, _WITH_SHORT, _ALL_LOOKS)
"""How far a month is looked for: whole names only; short ones too; beginnings and joined words."""
_YEAR_DIGITS = 4
_GREGORIAN = range(1990, 2100)
"""Blogger began in 1999; owners date posts back, never before the web."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A date as a page shows it: the day, and the time of day where the text has one."""

    day: date
    time: time | None = None
    weekday_agrees: bool | None = None
    """Whether the named weekday is that day's; None where none is named."""


@dataclass(frozen=True, slots=True)
class _Hint:
    """The year and month that the page's address carries."""

    year: int | None
    month: int | None


def parse_date(
    text: str, language: str | None, *, year: int | None = None, month: int | None = None
) -> Shown | None:
    """Read the day (and time) that a text shows; None where it shows none.

    Args:
        text: a date header or timestamp as shown; over 100 characters it is none.
        language: the page's own language; without one, or where it cannot read the text, every
            language of Blogger reads it and the most frequent answer that fits the named weekday
            counts.
        year: the year to take where the text has none (from the page's address).
        month: the month of that address: where `5/12` could be either, the one that fits it.

    """
    if len(text) > MAX_LENGTH or not _NUMBER.search(text):
        return None
    return _parse_date(text, language or "", _Hint(year, month))


@lru_cache(maxsize=4096)
def _parse_date(text: str, language: str, hint: _Hint) -> Shown | None:
    folded = fold(text)
    if not language:
        return _vote(folded, hint)
    exact = _read(folded, language, hint, _WITH_SHORT)
    if exact:
        return exact
    loose = _read(folded, language, hint)
    if loose and loose.weekday_agrees:
        return loose
    # `martes` joins an English `mar`: whole names of another language go before such a guess.
    return _vote(folded, hint, (0,)) or loose or _vote(folded, hint)


def _vote(folded: str, hint: _Hint, looks_in_turn: tuple[int, ...] = _LOOKS) -> Shown | None:
    """Ask every language; the answers that fit their weekday outvote those that do not."""
    if not _could_be_date(folded, hint.year):
        return None
    english = _read(folded, "en", hint)
    if english and english.weekday_agrees:
        return english
    for looks in looks_in_turn:
        readings = [shown for name in LANGUAGES if (shown := _read(folded, name, hint, looks))]
        best = [shown for shown in readings if shown.weekday_agrees] or readings
        best = [shown for shown in best if shown.day.month == hint.month] or best
        if best:
            return Counter(best).most_common(1)[0][0]
    return None


def _could_be_date(folded: str, year: int | None) -> bool:
    """Say whether a text has the numbers of a date, so that no language reads plain prose."""
    numbers = [
        int(found)
        for found in _NUMBER.findall(_CLOCK.sub(" ", folded))
        if len(found) <= _YEAR_DIGITS
    ]
    if not numbers or not (_WORD.search(folded) or len(numbers) > 1):
        return False
    with_year = any(_year_of(number) for number in numbers)
    with_day = any(number in _DAYS for number in numbers)
    return with_day and (with_year or year is not None or len(numbers) >= len("dmy"))


def _read(folded: str, language: str, hint: _Hint, looks: int = _ALL_LOOKS) -> Shown | None:
    names = names_of(language)
    if names is None:
        return None
    clock = _CLOCK.search(folded)
    if clock is None and names.has_dotted_clock and _WITH_YEAR.search(folded):
        clock = _DOTTED_CLOCK.search(folded)
    rest = folded[: clock.start()] + " " + folded[clock.end() :] if clock else folded
    weekday = names.weekdays.search(rest)
    if weekday:
        rest = rest[: weekday.start()] + " " + rest[weekday.end() :]
    weekday_number = names.weekdays.numbers[weekday[0]] if weekday else None
    day = _day(rest, names, hint, weekday_number, looks)
    if day is None:
        return None
    agrees = None if weekday_number is None else day.weekday() == weekday_number
    if agrees is None and any(
        names.short_weekdays.numbers[found[0]] == day.weekday()
        for found in names.short_weekdays.finditer(rest)
    ):
        agrees = True
    return Shown(day, _time(clock, folded, names), agrees)


def _time(clock: re.Match[str] | None, folded: str, names: Names) -> time | None:
    if clock is None:
        return None
    hour = int(clock["hour"])
    after = folded[clock.end() : clock.end() + 12].strip()
    before = folded[max(0, clock.start() - 12) : clock.start()].strip()
    hours = next(
        (hours for word, hours in names.periods if after.startswith(word) or before.endswith(word)),
        None,
    )
    if hours is not None and hour <= NOON and hour not in hours:
        other = (hour + NOON) % 24
        hour = other if other in hours else hour
    return time(hour, int(clock["minute"]), int(clock["second"] or 0))


def _day(rest: str, names: Names, hint: _Hint, weekday: int | None, looks: int) -> date | None:
    if names.has_solar_hijri and (found := _solar_hijri(rest)):
        return found
    numeric = _NUMERIC.search(rest)
    if numeric:
        return _from_numbers(numeric, names, hint, weekday)
    month = _month(rest, names, looks)
    if month:
        number, start, end = month
        return _named(rest[:start] + " / " + rest[end:], number, hint.year, weekday)
    short = _SHORT.search(rest)
    if short and hint.year:
        return _either((int(short[1]), int(short[2])), hint.year, names, hint, weekday)
    return None


def _from_numbers(
    found: re.Match[str], names: Names, hint: _Hint, weekday: int | None
) -> date | None:
    first, middle, last = found.groups()
    if len(first) == _YEAR_DIGITS:
        return _valid(_year_of(int(first)), int(middle), int(last))
    if len(last) not in (_YEAR_DIGITS // 2, _YEAR_DIGITS):
        return None
    year = _year_of(int(last)) if len(last) == _YEAR_DIGITS else 2000 + int(last)
    return _either((int(first), int(middle)), year, names, hint, weekday)


def _either(
    pair: tuple[int, int], year: int | None, names: Names, hint: _Hint, weekday: int | None
) -> date | None:
    """Day and month in the order that fits the weekday, else the address, else the language."""
    day, month = pair if names.day_first else pair[::-1]
    read = [found for found in (_valid(year, month, day), _valid(year, day, month)) if found]
    fits = [found for found in read if found.weekday() == weekday]
    fits += [found for found in read if (found.year, found.month) == (hint.year, hint.month)]
    return next(iter(fits or read), None)


def _month(rest: str, names: Names, looks: int) -> tuple[int, int, int] | None:
    """The month a text names, and where: whole names, then short ones, then clear beginnings."""
    whole = names.months.search(rest)
    if whole:
        return names.months.numbers[whole[0]], whole.start(), whole.end()
    if looks < _WITH_SHORT:
        return None
    short = list(names.short_months.finditer(rest))
    clear = [found for found in short if found[0] not in names.short_weekdays.numbers]
    for found in clear or short:
        return names.short_months.numbers[found[0]], found.start(), found.end()
    return None if looks < _ALL_LOOKS else _beginning(rest, names) or _joined(rest, names)


def _beginning(rest: str, names: Names) -> tuple[int, int, int] | None:
    """A word that begins just one month's name (`Sept`)."""
    for word in _WORD.finditer(rest):
        numbers = {n for name, n in names.months.numbers.items() if name.startswith(word[0])}
        if len(numbers) == 1:
            return numbers.pop(), word.start(), word.end()
    return None


def _joined(rest: str, names: Names) -> tuple[int, int, int] | None:
    """A month's name with a preposition before it in the same word (Hebrew)."""
    numbers = {**names.short_months.numbers, **names.months.numbers}
    for name in sorted(numbers, key=len, reverse=True):
        at = rest.find(name) if len(name) > len("de") else -1
        if at >= 0:
            return numbers[name], at, at + len(name)
    return None


def _named(rest: str, month: int, year: int | None, weekday: int | None) -> date | None:
    """The day beside a named month: the year is the number over 1000, the day the first to 31."""
    numbers = [int(found) for found in _NUMBER.findall(rest) if len(found) <= _YEAR_DIGITS]
    years = [found for number in numbers if (found := _year_of(number))]
    days = [number for number in numbers if number in _DAYS]
    if not days:
        return None
    if years:
        return _valid(years[0], month, days[0])
    if len(days) > 1 and rest.rstrip().endswith(f"{days[-1]:02}") and "'" in rest:
        return _valid(2000 + days[-1], month, days[0])
    return _with_hint(month, days[0], year, weekday)


def _with_hint(month: int, day: int, year: int | None, weekday: int | None) -> date | None:
    """Complete a date without a year; a neighbour year counts where only it fits the weekday."""
    if year is None:
        return None
    hinted = _valid(year, month, day)
    for near in (year, year + 1, year - 1) if weekday is not None else ():
        found = _valid(near, month, day)
        if found and found.weekday() == weekday:
            return found
    return hinted


def _year_of(number: int) -> int | None:
    if number in _BUDDHIST:
        number -= 543
    return number if number in _GREGORIAN else None


def _valid(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None


def _solar_hijri(rest: str) -> date | None:
    """A day of the Solar Hijri calendar, by month name or as `y/m/d`."""
    numbers = [int(found) for found in _NUMBER.findall(rest) if len(found) <= _YEAR_DIGITS]
    years = [number for number in numbers if number in _HIJRI]
    if not years:
        return None
    others = [number for number in numbers if number not in _HIJRI]
    for number, name in enumerate(SOLAR_HIJRI_MONTHS, start=1):
        if re.search(rf"(?<!\w){name}(?!\w)", rest) and others:
            return solar_hijri(years[0], number, others[0])
    if len(others) == len(("month", "day")):
        month, day = others if numbers[0] in _HIJRI else others[::-1]
        return solar_hijri(years[0], month, day)
    return None
