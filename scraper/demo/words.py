"""Dates and numbers as Blogger writes them in each language."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_time
from markupsafe import Markup, escape

from archive.locales import locale_of

_ZEROS = {"latn": 0x30, "beng": 0x09E6, "arabext": 0x06F0, "deva": 0x0966, "mymr": 0x1040}
_NARROW_SPACES = str.maketrans({"\u202f": " ", "\u00a0": " "})
_REFERENCES = {
    number: f"&#{number};"
    for number in range(0x0300, 0x10000)
    if unicodedata.category(chr(number)) in {"Mn", "Mc"} or chr(number) in "،؛؟"
}
"""What Blogger writes as a number: combining marks of all scripts, and Arabic punctuation."""


@lru_cache(maxsize=64)
def locale(language: str) -> Locale:
    """Return what CLDR knows of a language that the demo writes."""
    found = locale_of(language)
    if found is None:
        raise LookupError(f"{language}: no such language in CLDR")
    return found


@lru_cache(maxsize=4096)
def native_digits(text: str, language: str) -> str:
    """Write 0-9 in the digits that CLDR gives the language (Bengali its own, Arabic Latin)."""
    zero = _ZEROS[locale(language).default_numbering_system]
    return text.translate({0x30 + digit: zero + digit for digit in range(10)})


@lru_cache(maxsize=4096)
def full_date(day: date, language: str) -> str:
    """Return Blogger's default date header: the CLDR full date in native digits."""
    return native_digits(
        format_date(day, "full", locale(language)).translate(_NARROW_SPACES), language
    )


def clock(at: datetime, language: str) -> str:
    """Return the short time of day, Blogger's default beside a post."""
    return native_digits(format_time(at, "short", locale=locale(language)), language).translate(
        _NARROW_SPACES
    )


@lru_cache(maxsize=4096)
def long_date(day: date, language: str) -> str:
    """Return the CLDR long date in native digits."""
    return native_digits(
        format_date(day, "long", locale(language)).translate(_NARROW_SPACES), language
    )


def date_and_time(at: datetime, language: str, glue: str) -> str:
    """Return a comment's shown time: long date, the language's "at", short time."""
    return f"{long_date(at.date(), language)} {glue} {clock(at, language)}"


@lru_cache(maxsize=8192)
def with_references(text: str) -> Markup:
    """Return a text node as Blogger writes it: combining marks as numeric references.

    Attributes carry the same words raw, so only text nodes pass here.
    """
    return Markup(str(escape(text)).translate(_REFERENCES))  # noqa: S704  # escaped just here
