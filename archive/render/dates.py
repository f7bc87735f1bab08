"""Days and months in a blog's own language, digits and calendar, as Blogger writes them. Pure.

Blogger's date header is the CLDR "full" date of the blog's language; Bengali, Assamese, Persian,
Marathi, Nepali and Burmese blogs use their own digits, Thai ones Buddhist years and Persian ones
the Solar Hijri calendar.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

from babel import Locale
from babel.dates import format_date

from archive.locales import locale_of

# Language -> code point of its zero.
_ZEROS = {"bn": 0x09E6, "as": 0x09E6, "fa": 0x06F0, "mr": 0x0966, "ne": 0x0966, "my": 0x1040}
_RENAMED = {"iw": "he", "in": "id", "ji": "yi", "tl": "fil", "no": "nb"}
_BUDDHIST_OFFSET = 543
_SOLAR_MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip


@lru_cache(maxsize=64)
def _locale(language: str | None) -> Locale:
    """The CLDR locale of a BCP 47 tag; English where it is unknown."""
    parts = (language or "en").replace("_", "-").split("-")
    parts[0] = _RENAMED.get(parts[0].lower(), parts[0].lower())
    for tag in ("-".join(parts), parts[0]):
        if found := locale_of(tag):
            return found
    return _locale("en")


def native_digits(text: str, language: str | None) -> str:
    """Western digits written as the language's blogs write them."""
    zero = _zero(language)
    return text if zero is None else text.translate({48 + n: zero + n for n in range(10)})


@lru_cache(maxsize=64)
def _zero(language: str | None) -> int | None:
    return _ZEROS.get(_locale(language).language)


def full_day(text: str | None, language: str | None) -> str | None:
    """`2020-12-15` as the blog's date header shows it, weekday and all. None for no day."""
    day = _day(text)
    return _shown(day, language, "full") if day else None


@lru_cache(maxsize=8192)
def long_day(text: str | None, language: str | None) -> str | None:
    """`2020-12-15` without its weekday. None for no day."""
    day = _day(text)
    return _shown(day, language, "long") if day else None


def is_day(text: str | None) -> bool:
    """Say whether a text is a day (`2020-12-15`) that can be shown."""
    return _day(text) is not None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def moment(at: str, utc_offset: int | None, language: str | None) -> str | None:
    """`2020-12-15T04:32:00Z` as day and clock time, at the offset (minutes) that the blog wrote.

    None where the text is no instant: an archive may be somebody else's.
    """
    try:
        zone = UTC if utc_offset is None else timezone(timedelta(minutes=utc_offset))
        local = datetime.fromisoformat(at).astimezone(zone)
    except (ValueError, OverflowError):
        return None
    clock = native_digits(f"{local.hour:02}:{local.minute:02}", language)
    return f"{_shown(local.date(), language, 'long')}, {clock}"


def month_name(month: str, language: str | None) -> str:
    """`2020-12` as a heading."""
    locale = _locale(language)
    first = date.fromisoformat(f"{month}-01")
    if locale.language == "th":
        return f"{format_date(first, 'LLLL', locale)} {first.year + _BUDDHIST_OFFSET}"
    pattern = locale.datetime_skeletons.get("yMMMM")
    return native_digits(format_date(first, str(pattern or "LLLL y"), locale), language)


def month_letter(month: str, language: str | None) -> str:
    """The narrowest name of a month: `D` for December."""
    first = date.fromisoformat(f"{month}-01")
    return native_digits(format_date(first, "LLLLL", _locale(language)), language)


def year_name(year: str, language: str | None) -> str:
    """`2020` in the language's digits and, for Thai, its era."""
    if _locale(language).language == "th":
        return str(int(year) + _BUDDHIST_OFFSET)
    return native_digits(year, language)


# A blog of 400,000 comments has some thousand days; Babel takes a tenth of a millisecond for one.
@lru_cache(maxsize=8192)
def _shown(day: date, language: str | None, width: str) -> str:
    locale = _locale(language)
    if locale.language == "fa":
        return _solar(day, locale, width)
    if locale.language == "th":
        pattern = "EEEEที่ d MMMM" if width == "full" else "d MMMM"
        return f"{format_date(day, pattern, locale)} พ.ศ. {day.year + _BUDDHIST_OFFSET}"
    return native_digits(format_date(day, width, locale), language)


def _solar(day: date, locale: Locale, width: str) -> str:
    year, month, number = solar_hijri(day)
    text = native_digits(f"{number} {_SOLAR_MONTHS[month - 1]} {year}", "fa")
    return f"{format_date(day, 'EEEE', locale)} {text}" if width == "full" else text


def solar_hijri(day: date) -> tuple[int, int, int]:
    """(year, month, day) in the Solar Hijri calendar, for 1921 to 2100.

    The year begins on the day of the March equinox in Tehran; the 33-year rule of leap years gives
    that day exactly for these years.
    """
    year = day.year - 621
    if day < _new_year(year):
        year -= 1
    passed = (day - _new_year(year)).days
    if passed < 186:  # noqa: PLR2004 - six months of 31 days
        return year, passed // 31 + 1, passed % 31 + 1
    passed -= 186
    return year, passed // 30 + 7, passed % 30 + 1


def _new_year(year: int) -> date:
    # 1 Farvardin 1300 was 21 March 1921; leap years have remainder 1 5 9 13 17 22 26 30 modulo 33.
    leap = sum(1 for y in range(1300, year) if y % 33 in {1, 5, 9, 13, 17, 22, 26, 30})
    return date(1921, 3, 21) + timedelta(days=365 * (year - 1300) + leap)
