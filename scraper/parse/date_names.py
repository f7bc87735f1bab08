"""The words of dates in one language, as CLDR has them, and how texts are folded to them. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from archive.locales import locale_of
from scraper.parse.calendars import ALIASES, EXTRA_MONTHS, EXTRA_WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from babel import Locale

NOON = 12

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u061c\u0640\u2060\ufeff"))
_INVISIBLE |= dict.fromkeys(range(0x202A, 0x202F))


@dataclass(frozen=True, slots=True)
class Names:
    """One language's words of dates, folded."""

    months: dict[str, int]
    short_months: dict[str, int]
    weekdays: dict[str, int]
    short_weekdays: dict[str, int]
    periods: tuple[tuple[str, range], ...]
    """Words beside a time, the longest first, and the hours that they mean."""
    has_dotted_clock: bool
    has_solar_hijri: bool
    day_first: bool
    month_pattern: re.Pattern[str]
    short_month_pattern: re.Pattern[str]
    weekday_pattern: re.Pattern[str]
    short_weekday_pattern: re.Pattern[str]


def fold(text: str) -> str:
    """Compare as CLDR names are compared: NFKC, case folded, no bidi marks, ASCII digits."""
    plain = unicodedata.normalize("NFKC", text).translate(_INVISIBLE).casefold()
    if not plain.isascii():
        plain = "".join(
            str(unicodedata.decimal(char)) if char.isdecimal() else char for char in plain
        )
    return " ".join(plain.split())


@lru_cache(maxsize=256)
def _locale(language: str) -> Locale | None:
    """Babel's locale for a Blogger language (`pt-BR`, `iw`, `zh-TW`), or the nearest it knows."""
    wanted = language.strip().replace("_", "-")
    wanted = ALIASES.get(wanted.lower(), wanted)
    for name in (wanted, wanted.split("-", maxsplit=1)[0]):
        if found := locale_of(name):
            return found
    return None


def _alternatives(names: Iterable[str], end: str = "") -> re.Pattern[str]:
    """A pattern of names, the longest first; one that never matches where there is none."""
    longest = sorted(names, key=len, reverse=True)
    return re.compile("|".join(_bounded(name) + end for name in longest) or r"(?!)")


def _bounded(name: str) -> str:
    """A name as a pattern: no letter before a word, no digit beside a digit (`1月` in `11月`)."""
    left = r"(?<!\d)" if name[0].isdecimal() else r"(?<![^\W_])"
    return left + re.escape(name) + (r"(?!\d)" if name[-1].isdecimal() else "")


@lru_cache(maxsize=256)
def names_of(language: str) -> Names | None:
    """A language's words of dates; None where CLDR knows no such language."""
    locale = _locale(language)
    if locale is None:
        return None
    months = {
        fold(name): number
        for context in ("format", "stand-alone")
        for number, name in locale.months[context]["wide"].items()
    }
    months |= {fold(name): number for name, number in EXTRA_MONTHS.get(locale.language, {}).items()}
    months = {name: number for name, number in months.items() if not name.isdecimal()}
    short = {
        fold(name).rstrip("."): number
        for context in ("format", "stand-alone")
        for number, name in locale.months[context]["abbreviated"].items()
    }
    short = {name: number for name, number in short.items() if name and not name.isdecimal()}
    weekdays = {
        fold(name): number
        for context in ("format", "stand-alone")
        for number, name in locale.days[context]["wide"].items()
    }
    weekdays |= EXTRA_WEEKDAYS.get(locale.language, {})
    short_days = {
        fold(name).rstrip("."): number
        for context in ("format", "stand-alone")
        for number, name in locale.days[context]["abbreviated"].items()
    }
    return Names(
        months,
        short,
        weekdays,
        short_days,
        _periods(locale),
        "." in str(locale.time_formats["short"].pattern).replace("a.", ""),
        locale.language == "fa",
        _day_first(locale),
        _alternatives(months),
        _alternatives(short, r"(?![^\W\d_])"),
        _alternatives(weekdays),
        _alternatives(short_days, r"(?![^\W_])"),
    )


def _periods(locale: Locale) -> tuple[tuple[str, range], ...]:
    """The words for the halves of the day, and those for its parts (`晚上8:30`)."""
    hours = {"am": range(NOON), "pm": range(NOON, 24), "midnight": range(NOON)}
    for name, rules in locale.day_period_rules.get(None, {}).items():
        starts = [rule["from"] // 3600 for rule in rules if "from" in rule]
        ends = [rule["before"] // 3600 for rule in rules if "before" in rule]
        if len(starts) == len(ends) == 1 and starts < ends:
            hours.setdefault(name, range(starts[0], ends[0]))
    words = {"am": hours["am"], "a.m": hours["am"], "pm": hours["pm"], "p.m": hours["pm"]}
    for widths in locale.day_periods.values():
        for named in widths.values():
            # A word that names a half as well as a part of the day means the half.
            for name, word in sorted(named.items(), key=lambda one: one[0] not in ("am", "pm")):
                if name in hours and (len(word) > 1 or not word.isascii()):
                    words.setdefault(fold(word), hours[name])
    return tuple(sorted(words.items(), key=lambda one: -len(one[0])))


def _day_first(locale: Locale) -> bool:
    pattern = str(locale.date_formats["short"].pattern)
    return pattern.find("d") < pattern.find("M")
