"""Layout drift: whether a run's pages tell less, field by field, than its pages used to. Pure.

A theme that changes under a parser leaves no error behind, only fields that are empty or wrong on
page after page. Each page's reading is weighed against what is kept of the post already (its feed
entry, mostly); a run whose share of missed fields leaps is suspect.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from archive.model import Post

USUAL: Final = 0.005
"""A field that earlier runs missed on this share of pages or more is no sign of anything."""
COLLAPSED: Final = 0.02
"""A field missed on more than this share of a run's pages has collapsed..."""
FEWEST_PAGES: Final = 5
"""...where this many pages were read, now and before..."""
FEWEST_MISSED: Final = 3
"""...and this many missed it: one or two odd pages are no layout."""
FEWEST_SHARED_WORDS: Final = 0.9
"""The share of the feed's words that a page's body must hold; a page may go on after them."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How many pages were read, and how many of these missed a field."""

    n_pages: int
    n_missed: int

    @property
    def share(self) -> float:
        """0 to 1; 0 where nothing was read."""
        return self.n_missed / self.n_pages if self.n_pages else 0.0

    def __str__(self) -> str:
        return f"{self.n_missed} of {self.n_pages}"


@dataclass(frozen=True, slots=True)
class Collapse:
    """A field that a run missed and earlier runs did not."""

    field: str
    before: Rate
    now: Rate


def missed(page: Post | None, kept: Post | None) -> tuple[str, ...]:
    """The fields that a page should have told and did not.

    :param page: None where the page could not be read as a post at all.
    :param kept: what is kept of the post, before this page is.
    """
    return tuple(field for field in FIELDS if _is_missed(field, page, kept))


def _is_missed(field: str, page: Post | None, kept: Post | None) -> bool:
    is_empty, agrees = FIELDS[field]
    if page is None or is_empty(page):
        # What the feed does not tell either, the post does not have.
        return not (kept is not None and _is_from_feed(kept) and is_empty(kept))
    is_told = kept is not None and kept.source_of(_NAMES.get(field, field)) == "feed"
    return is_told and kept is not None and not agrees(page, kept)


def _is_from_feed(post: Post) -> bool:
    return "feed" in (source for _, source in post.sources)


def collapsed(history: Mapping[str, Rate], run: Mapping[str, Rate]) -> tuple[Collapse, ...]:
    """The fields that collapsed in a run.

    :param history: rates of all earlier runs that were not suspect, added up.
    """
    nothing = Rate(0, 0)
    found = (Collapse(field, history.get(field, nothing), now) for field, now in run.items())
    return tuple(one for one in found if _has_collapsed(one.before, one.now))


def _has_collapsed(before: Rate, now: Rate) -> bool:
    is_known = min(before.n_pages, now.n_pages) >= FEWEST_PAGES and before.share < USUAL
    return is_known and now.n_missed >= FEWEST_MISSED and now.share > COLLAPSED


def told(found: Sequence[Collapse]) -> str:
    """`title missed on 8 of 8 pages (before: 0 of 60), ...`: what a finding says."""
    parts = (f"{one.field} missed on {one.now} pages (before: {one.before})" for one in found)
    return ", ".join(parts)


def _shares_words(page: Post, kept: Post) -> bool:
    words = Counter(kept.body_text.split())
    n_shared = (words & Counter(page.body_text.split())).total()
    return n_shared >= FEWEST_SHARED_WORDS * words.total()


def _has_no_day(page: Post) -> bool:
    # The month in an address is not read from the layout.
    return page.published is None or page.source_of("published") == "url"


def _day(post: Post) -> date | None:
    return post.published.day if post.published else None


def _is_any(_page: Post, _kept: Post) -> bool:
    return True


Check = tuple[Callable[[Post], bool], Callable[[Post, Post], Any]]

FIELDS: Final[Mapping[str, Check]] = {
    "title": (
        lambda page: not page.title.strip(),
        lambda page, kept: page.title.split() == kept.title.split(),
    ),
    "published": (
        _has_no_day,
        lambda page, kept: _day(page) == _day(kept),
    ),
    "body": (lambda page: not (page.body_text or page.images), _shares_words),
    "author": (lambda page: page.author is None, _is_any),
    "labels": (lambda page: not page.labels, _is_any),
    "n_comments": (lambda page: page.n_comments is None, _is_any),
}
"""Field: (is it empty on this page, does this page say what the feed said of the post)."""

_NAMES: Final[Mapping[str, str]] = {"body": "body_html"}
