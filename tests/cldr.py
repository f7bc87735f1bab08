"""Dates as CLDR writes them in Blogger's languages, in Latin and in native digits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Final, NamedTuple

import pytest
from babel import Locale
from babel.core import get_cldr_version
from babel.dates import format_date

from archive.locales import locale_of
from scraper.parse.calendars import ALIASES
from scraper.parse.cldr_table import CLDR_VERSION

same_cldr = pytest.mark.skipif(
    get_cldr_version() != CLDR_VERSION,
    reason="Babel has another CLDR than the table: `python -m tests.write_date_names` renews it",
)
"""For tests that read what Babel writes."""

STYLES: Final = ("full", "long", "medium")
DAYS: Final = (
    date(2003, 1, 31), date(2004, 2, 29), date(2012, 3, 8), date(2009, 4, 30), date(2019, 5, 1),
    date(2006, 6, 12), date(2010, 7, 4), date(2016, 8, 31), date(2012, 9, 9), date(2013, 10, 5),
    date(2005, 11, 11), date(2020, 12, 15), date(2024, 12, 1),
)  # fmt: skip
"""Every month, every weekday, first and last days, a leap day, day and month alike."""

ZEROS: Final = {
    "arab": "٠", "arabext": "۰", "beng": "০", "deva": "०", "gujr": "૦", "guru": "੦", "khmr": "០",
    "knda": "೦", "laoo": "໐", "mlym": "൦", "mymr": "၀", "orya": "୦", "tamldec": "௦", "telu": "౦",
    "thai": "๐",
}  # fmt: skip
"""CLDR's names of decimal digits, and their zero. Han numerals (`hanidec`) are none: no date header
of Blogger's shows them."""


class Written(NamedTuple):
    """A date in words, and the day it means."""

    text: str
    day: date
    digits: str
    """`latin` or `native`."""


@cache
def cldr_locale(language: str) -> Locale:
    """What CLDR knows of one of Blogger's languages."""
    found = locale_of(ALIASES.get(language.lower(), language))
    assert found is not None, language
    return found


def written(language: str) -> Iterator[Written]:
    """Every style of every day in one language; twice where it has digits of its own."""
    locale = cldr_locale(language)
    zero = ZEROS.get(locale.other_numbering_systems.get("native", ""))
    for day in DAYS:
        for style in STYLES:
            text = format_date(day, style, locale)
            yield Written(text, day, "latin")
            if zero:
                yield Written(in_digits(text, zero), day, "native")


def in_digits(text: str, zero: str) -> str:
    """The same text with another script's digits."""
    return text.translate({ord("0") + n: ord(zero) + n for n in range(10)})
