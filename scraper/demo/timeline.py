"""When each post appeared and at which address: pure functions of its number."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import count

from scraper.demo.editions import END, SEED_AT, START, Edition, Quirk
from scraper.demo.numbers import draw
from scraper.demo.posts import ms_of
from scraper.demo.texts import Texts, seed_title

HOUR = 3_600_000
DAY = 24 * HOUR
_MONTHS = 12
_MOVED = "_28"
_POST_PATH = re.compile(r"/(\d{4})/(\d\d)/([^/]+)\.html")
_SLUG_LENGTH = 39
"""Blogger cuts slugs at a word's end before 40 letters."""
_FIRST_SUMMER_MONTH, _LAST_SUMMER_MONTH = 4, 10
"""Whole months: the demo needs two offsets a year, not the right Sunday."""


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the archive: its posts are numbers `first` to `last` - 1."""

    year: int
    month: int
    first: int
    last: int


class Timeline:
    """Dates, titles and addresses of the posts of one blog, without making any post."""

    def __init__(self, edition: Edition, texts: Texts, n_posts: int) -> None:
        self._edition = edition
        self._texts = texts
        self.n_first = n_posts
        self._start_ms = ms_of(START)
        self._slot = (ms_of(END) - self._start_ms) // max(1, n_posts)
        self._added: list[tuple[int, str]] = []
        self._slugs: dict[tuple[int, int], tuple[dict[str, int], dict[int, str]]] = {}
        self._moved: dict[int, str] = {}

    @property
    def n_posts(self) -> int:
        """How many posts were ever published, deleted ones included."""
        return self.n_first + len(self._added)

    def add(self, at_ms: int, title: str) -> int:
        """Publish one more post, later than all others; return its number."""
        self._added.append((at_ms, title))
        self._slugs.clear()
        return self.n_posts - 1

    def move(self, k: int, path: str) -> None:
        """Give a post another address."""
        self._moved[k] = path

    def is_added(self, k: int) -> bool:
        """Tell whether a post came after the demo's own."""
        return k >= self.n_first

    def quirk(self, k: int) -> Quirk:
        """Return what is odd about a post."""
        return self._edition.quirks.get(self.n_first - 1 - k, "plain")

    def title(self, k: int) -> str:
        """Return a post's first title, empty for the untitled one."""
        if self.is_added(k):
            return self._added[k - self.n_first][1]
        quirk = self.quirk(k)
        if quirk == "untitled":
            return ""
        return seed_title() if quirk == "seed" else self._texts.title_of(k)

    def published_ms(self, k: int) -> int:
        """Return the milliseconds since 1970 at which a post appeared; they grow with `k`."""
        if self.is_added(k):
            return self._added[k - self.n_first][0]
        quirk = self.quirk(k)
        if quirk == "seed":
            return ms_of(SEED_AT)
        begin = self._start_ms + k * self._slot
        if self._slot < 2 * DAY:
            return begin + draw(max(1, self._slot * 3 // 4), self._edition.name, k, "time")
        if quirk == "twin":
            return self._day_start(self.published_ms(k + 1)) + 7 * HOUR + 10 * 60_000 + 1
        day = self._day_start(begin + draw(self._slot - DAY, self._edition.name, k, "day"))
        minute = draw(13 * 60, self._edition.name, k, "minute")
        return day + 8 * HOUR + minute * 60_000 + 1 + draw(3, self._edition.name, k, "ms")

    def local(self, ms: int) -> datetime:
        """Return a moment in the blog's own time, offset included."""
        edition = self._edition
        moment = datetime.fromtimestamp(ms // 1000, UTC) + timedelta(milliseconds=ms % 1000)
        winter = moment.astimezone(timezone(timedelta(minutes=edition.utc_offset)))
        is_summer = _FIRST_SUMMER_MONTH <= winter.month <= _LAST_SUMMER_MONTH
        if not (edition.has_summer_time and is_summer):
            return winter
        return moment.astimezone(timezone(timedelta(minutes=edition.utc_offset + 60)))

    def day(self, k: int) -> date:
        """Return the day on which a post appeared, as its blog shows it."""
        return self.local(self.published_ms(k)).date()

    def before(self, day: date) -> int:
        """Return how many posts appeared before a day."""
        return bisect_left(range(self.n_posts), day, key=self.day)

    def months(self) -> Sequence[Month]:
        """Return the months that have posts, the oldest first."""
        if not self.n_posts:
            return ()
        start, end = self.day(0), self.day(self.n_posts - 1)
        months, first = [], 0
        for number in range(start.year * _MONTHS + start.month - 1, end.year * _MONTHS + end.month):
            year, month = divmod(number, _MONTHS)
            last = self.before(_month_after(year, month + 1))
            if last > first:
                months.append(Month(year, month + 1, first, last))
            first = last
        return tuple(months)

    def path(self, k: int) -> str:
        """Return the path of a post's address."""
        if k in self._moved:
            return self._moved[k]
        day = self.day(k)
        slug = self._month(day.year, day.month)[1][k]
        if self.quirk(k) == "moved":  # first published a month before its date says
            day = day.replace(day=1) - timedelta(days=1)
            slug += _MOVED
        return f"/{day.year}/{day.month:02}/{slug}.html"

    def k_at(self, path: str) -> int | None:
        """Return the number of the post at a path, None where there is none."""
        moved = next((k for k, there in self._moved.items() if there == path), None)
        if moved is not None:
            return moved
        match = _POST_PATH.fullmatch(path)
        if match is None or not 1 <= int(match[2]) <= _MONTHS or not int(match[1]):
            return None
        year, month, slug = int(match[1]), int(match[2]), match[3]
        later = _month_after(year, month)
        found = (
            self._month(year, month)[0].get(slug),
            self._month(later.year, later.month)[0].get(slug.removesuffix(_MOVED)),
        )
        return next((k for k in found if k is not None and self.path(k) == path), None)

    def _month(self, year: int, month: int) -> tuple[dict[str, int], dict[int, str]]:
        """Return slug to number and back for a month's posts, deleted ones included."""
        if (year, month) not in self._slugs:
            slugs: dict[str, int] = {}
            for k in range(
                self.before(date(year, month, 1)), self.before(_month_after(year, month))
            ):
                slugs[next(slug for slug in self._slugs_for(k) if slug not in slugs)] = k
            self._slugs[year, month] = slugs, {k: slug for slug, k in slugs.items()}
        return self._slugs[year, month]

    def _slugs_for(self, k: int) -> Iterator[str]:
        """Yield what a post may be called: bare, with its day, then with any number."""
        slug = slug_of(self.title(k))
        yield slug
        yield f"{slug}_{self.day(k).day}"
        for turn in count():
            yield f"{slug}_{draw(9900, self._edition.name, k, turn) + 100}"

    def _day_start(self, ms: int) -> int:
        local = self.local(ms)
        return ms_of(local.replace(hour=0, minute=0, second=0, microsecond=0))


def _month_after(year: int, month: int) -> date:
    return date(year + month // _MONTHS, month % _MONTHS + 1, 1)


def slug_of(title: str) -> str:
    """Return Blogger's slug: Latin words, or `blog-post` where a title has none."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    words = [word for word in words if word not in {"a", "an", "the"}]
    if not any(letter.isalpha() for word in words for letter in word):
        return "blog-post"
    while len("-".join(words)) > _SLUG_LENGTH:
        words.pop()
    return "-".join(words)
