"""The words of dates in one language as CLDR has them, folded, and how texts are folded. Pure."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from archive.locales import locale_of
from scraper.parse.calendars import ALIASES, EXTRA_MONTHS, EXTRA_WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from babel import Locale

NOON: Final = 12
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u061c\u0640\u2060\ufeff"))
_INVISIBLE |= dict.fromkeys(range(0x202A, 0x202F))


class Row(NamedTuple):
    """One language's words of dates as texts: names with their numbers, `may=5|june=6`."""

    months: str
    short_months: str
    weekdays: str
    short_weekdays: str
    periods: str
    """Words beside a time, the longest first, with the hours that they mean: `pm=12-24`."""
    has_dotted_clock: bool
    has_solar_hijri: bool
    day_first: bool


def fold(text: str) -> str:
    """Compare as CLDR names are compared: NFKC, case folded, no bidi marks, ASCII digits."""
    plain = unicodedata.normalize("NFKC", text).translate(_INVISIBLE).casefold()
    if not plain.isascii():
        plain = "".join(
            str(unicodedata.decimal(char)) if char.isdecimal() else char for char in plain
        )
    return " ".join(plain.split())


def row_of(language: str) -> Row | None:
    """A language's words of dates; None where CLDR knows no such language."""
    locale = _locale(language)
    if locale is None:
        return None
    months = _folded(locale.months, "wide") | {
        fold(name): number for name, number in EXTRA_MONTHS.get(locale.language, {}).items()
    }
    short = {name.rstrip("."): n for name, n in _folded(locale.months, "abbreviated").items()}
    weekdays = _folded(locale.days, "wide") | EXTRA_WEEKDAYS.get(locale.language, {})
    short_days = {name.rstrip("."): n for name, n in _folded(locale.days, "abbreviated").items()}
    return Row(
        _joined({name: number for name, number in months.items() if not name.isdecimal()}),
        _joined({name: n for name, n in short.items() if name and not name.isdecimal()}),
        _joined(weekdays),
        _joined(short_days),
        "|".join(f"{word}={hours.start}-{hours.stop}" for word, hours in _periods(locale)),
        "." in str(locale.time_formats["short"].pattern).replace("a.", ""),
        locale.language == "fa",
        _day_first(locale),
    )


def _folded(names: Mapping[str, Mapping[str, Mapping[int, str]]], width: str) -> dict[str, int]:
    """Names in a sentence and alone, with their numbers."""
    return {
        fold(name): number
        for context in ("format", "stand-alone")
        for number, name in names[context][width].items()
    }


def _joined(names: dict[str, int]) -> str:
    return "|".join(f"{name}={number}" for name, number in names.items())


def _locale(language: str) -> Locale | None:
    """Babel's locale for a Blogger language (`pt-BR`, `iw`, `zh-TW`), or the nearest it knows."""
    wanted = language.strip().replace("_", "-")
    wanted = ALIASES.get(wanted.lower(), wanted)
    for name in (wanted, wanted.split("-", maxsplit=1)[0]):
        if found := locale_of(name):
            return found
    return None


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
