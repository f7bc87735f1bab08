"""Long lists in sheets: a list that grows at its new end keeps its old sheets as they are. Pure.

Sheets are numbered from the oldest, so entries never move from one to the next. The newest sheet
lies at the list's own place and holds the rest: at least one sheet's worth, less than two. Readers
count from the newest (`page 3 of 12`): that line changes once in a sheet's worth of new entries.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from archive.render.paths import sheet_place

T = TypeVar("T")

N_LINES = 100
"""Posts of a sheet that shows a line for each: at most 199 of them, about 80 kB."""
N_BEGINNINGS = 30
"""Posts of a sheet that shows their beginnings."""
N_NAMES = 200
"""People, or labels, of a sheet."""
N_WRITTEN = 60
"""Posts and comments of one person on a sheet."""
N_GAPS = 100
"""Gaps of a sheet: at most 199 of them, about 130 kB."""
N_PICTURES = 90
"""Pictures of a sheet of the gallery."""


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T]):
    """A part of a list, and the places of the parts beside it."""

    number: int
    n_sheets: int
    place: str
    entries: tuple[T, ...]
    older: str | None
    """Place of the next sheet in reading order."""
    newer: str | None


def n_sheets(n_entries: int, size: int) -> int:
    """How many sheets a list takes; an empty one takes one."""
    return max(1, n_entries // size)


def sheets(place: str, entries: Sequence[T], size: int) -> Iterator[Sheet[T]]:
    """Cut a list that begins with its newest; that sheet lies at `place`, and 1 is the oldest."""
    n = n_sheets(len(entries), size)
    places = [place, *(sheet_place(place, number) for number in range(n - 1, 0, -1))]
    start = 0
    for at, here in enumerate(places):
        stop = len(entries) - (n - 1 - at) * size
        older = places[at + 1] if at + 1 < n else None
        newer = places[at - 1] if at else None
        yield Sheet(n - at, n, here, tuple(entries[start:stop]), older, newer)
        start = stop
