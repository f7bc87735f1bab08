"""The years of a blog as small plots: posts upwards and comments downwards, month by month. Pure.

Heights grow with the square root of the number, so that a month of one post is still seen beside a
month of two hundred comments. All years share one scale.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.render import dates, paths

if TYPE_CHECKING:
    from archive.render.gather import Shown

UP, DOWN = 34, 22
"""Heights of the fullest month: posts above the line, comments below it."""
STEP, BAR = 10, 7
"""Widths of a month and of its bar."""
_MONTHS = tuple(f"{month:02}" for month in range(1, 13))


@dataclass(frozen=True, slots=True)
class MonthBars:
    """One month of a year's plot."""

    place: str | None
    """Its page; None where it has no posts."""
    name: str
    letter: str
    n_posts: int
    n_comments: int
    """Comments written in it, under whichever post."""
    level: int
    """0 for no post to 4 for as many as the fullest month of the blog."""
    left: int
    """Where its column begins."""
    up: str | None
    """Path of its bar of posts; None for none."""
    down: str | None


@dataclass(frozen=True, slots=True)
class YearPlot:
    """A year with its months, January first."""

    place: str | None
    name: str
    n_posts: int
    n_comments: int
    months: tuple[MonthBars, ...]


def years(shown: Shown) -> tuple[YearPlot, ...]:
    """Every year that has posts or comments, oldest first, on one scale."""
    names = {month[:4] for month in (*shown.months, *shown.comment_months)}
    most_posts = max(map(len, shown.months.values()), default=1)
    most_comments = max(shown.comment_months.values(), default=1)
    return tuple(_year(shown, year, most_posts, most_comments) for year in sorted(names))


def _year(shown: Shown, year: str, most_posts: int, most_comments: int) -> YearPlot:
    months = tuple(
        _month(shown, f"{year}-{number}", (at * STEP, most_posts, most_comments))
        for at, number in enumerate(_MONTHS)
    )
    n_posts = sum(month.n_posts for month in months)
    return YearPlot(
        paths.year_place(shown.folder, year) if n_posts else None,
        dates.year_name(year, shown.blog.language),
        n_posts,
        sum(month.n_comments for month in months),
        months,
    )


def _month(shown: Shown, month: str, scale: tuple[int, int, int]) -> MonthBars:
    left, most_posts, most_comments = scale
    n_posts, n_comments = len(shown.months.get(month, ())), shown.comment_months.get(month, 0)
    up, down = _height(n_posts, most_posts, UP), _height(n_comments, most_comments, DOWN)
    return MonthBars(
        paths.month_place(shown.folder, month) if n_posts else None,
        dates.month_name(month, shown.blog.language),
        dates.month_letter(month, shown.blog.language),
        n_posts,
        n_comments,
        -(-4 * n_posts // most_posts),
        left,
        f"M{left} {UP}v-{up}h{BAR}v{up}z" if up else None,
        f"M{left} {UP + 2}v{down}h{BAR}v-{down}z" if down else None,
    )


def _height(n: int, most: int, full: int) -> int:
    return max(2, round(full * math.sqrt(n / max(1, most)))) if n else 0
