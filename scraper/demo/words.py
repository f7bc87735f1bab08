"""Dates and numbers as Blogger writes them in each language."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_time
from markupsafe import Markup, escape

_ZEROS = {"latn": 0x30, "beng": 0x09E6, "arabext": 0x06F0, "deva": 0x0966, "mymr": 0x1040}
_NARROW_SPACES = str.maketrans({"\u202f": " ", "\u00a0": " "})
_MARKS = frozenset({"Mn", "Mc"})
_COMMAS = frozenset("،؛؟")


@lru_cache(maxsize=4096)
def native_digits(text: str, language: str) -> str:
    """Write 0-9 in the digits that CLDR gives the language (Bengali its own, Arabic Latin)."""
    zero = _ZEROS[Locale.parse(language).default_numbering_system]
    return text.translate({0x30 + digit: zero + digit for digit in range(10)})


@lru_cache(maxsize=4096)
def full_date(day: date, language: str) -> str:
    """Return Blogger's default date header: the CLDR full date in native digits."""
    return native_digits(format_date(day, "full", language).translate(_NARROW_SPACES), language)


def clock(at: datetime, language: str) -> str:
    """Return the short time of day, Blogger's default beside a post."""
    return native_digits(format_time(at, "short", locale=language), language).translate(
        _NARROW_SPACES
    )


@lru_cache(maxsize=4096)
def _long_date(day: date, language: str) -> str:
    return native_digits(format_date(day, "long", language).translate(_NARROW_SPACES), language)


def long_date(day: date, language: str) -> str:
    """Return the CLDR long date in native digits."""
    return _long_date(day, language)


def date_and_time(at: datetime, language: str, glue: str) -> str:
    """Return a comment's shown time: long date, the language's "at", short time."""
    return f"{long_date(at.date(), language)} {glue} {clock(at, language)}"


def with_references(text: str) -> Markup:
    """Return a text node as Blogger writes it: combining marks as numeric references.

    Attributes carry the same words raw, so only text nodes pass here.
    """
    written = "".join(
        f"&#{ord(letter)};"
        if unicodedata.category(letter) in _MARKS or letter in _COMMAS
        else str(escape(letter))
        for letter in text
    )
    return Markup(written)  # noqa: S704  # each letter was escaped above
