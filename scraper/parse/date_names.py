"""The words of dates in one language, sought in texts that are folded as they are. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from scraper.parse.calendars import ALIASES
from scraper.parse.cldr import row_of
from scraper.parse.cldr_table import ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.parse.cldr import Row

_AFTER_SHORT_MONTH: Final = r"(?![^\W\d_])"
_AFTER_SHORT_DAY: Final = r"(?![^\W_])"


@dataclass(slots=True, eq=False)
class Words:
    """Names of months or weekdays, each with its number; the longest is found first.

    Their pattern is made when a text has one of them: to make those of 78 languages takes 150 ms,
    and a text that every language is asked for has names of two or three.
    """

    numbers: dict[str, int]
    end: str = ""
    """What must follow a name, as a pattern."""
    _pattern: re.Pattern[str] | None = None

    def search(self, text: str) -> re.Match[str] | None:
        """The first name in a text."""
        pattern = self._pattern or self._made_for(text)
        return pattern.search(text) if pattern else None

    def match(self, text: str) -> re.Match[str] | None:
        """The name that begins a text."""
        pattern = self._pattern or self._made_for(text)
        return pattern.match(text) if pattern else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All names in a text."""
        pattern = self._pattern or self._made_for(text)
        return pattern.finditer(text) if pattern else iter(())

    def _made_for(self, text: str) -> re.Pattern[str] | None:
        if not any(name in text for name in self.numbers):
            return None
        longest = sorted(self.numbers, key=len, reverse=True)
        self._pattern = re.compile("|".join(_bounded(name) + self.end for name in longest))
        return self._pattern


@dataclass(frozen=True, slots=True)
class Names:
    """One language's words of dates, folded."""

    months: Words
    short_months: Words
    weekdays: Words
    short_weekdays: Words
    periods: tuple[tuple[str, range], ...]
    """Words beside a time, the longest first, and the hours that they mean."""
    has_dotted_clock: bool
    has_solar_hijri: bool
    day_first: bool


def _bounded(name: str) -> str:
    """A name as a pattern: no letter before a word, no digit beside a digit (`1月` in `11月`)."""
    left = r"(?<!\d)" if name[0].isdecimal() else r"(?<![^\W_])"
    return left + re.escape(name) + (r"(?!\d)" if name[-1].isdecimal() else "")


@lru_cache(maxsize=256)
def names_of(language: str) -> Names | None:
    """A Blogger language's words of dates (`pt-BR`, `iw`, `zh-TW`); None where CLDR has none.

    Those of Blogger's own languages are written down: to load one by Babel takes 10 ms.
    """
    code = language.strip().replace("_", "-").lower()
    row = ROWS.get(code) or ROWS.get(ALIASES.get(code, "")) or row_of(language)
    return _names_in(row) if row else None


def _names_in(row: Row) -> Names:
    hours = (one.rpartition("=") for one in row.periods.split("|"))
    bounds = ((word, span.split("-")) for word, _, span in hours)
    return Names(
        Words(_numbered(row.months)),
        Words(_numbered(row.short_months), _AFTER_SHORT_MONTH),
        Words(_numbered(row.weekdays)),
        Words(_numbered(row.short_weekdays), _AFTER_SHORT_DAY),
        tuple((word, range(int(start), int(stop))) for word, (start, stop) in bounds),
        row.has_dotted_clock,
        row.has_solar_hijri,
        row.day_first,
    )


def _numbered(names: str) -> dict[str, int]:
    parts = (one.rpartition("=") for one in names.split("|") if one)
    return {name: int(number) for name, _, number in parts}
