"""What a reading declares: how many posts, comments, addresses its source says there are. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlsplit

from archive.model import Declared, Declarer, Target
from scraper import urls

if TYPE_CHECKING:
    from scraper.parse.readings import Counted, FeedReading, PageReading

_FEEDS: Final[dict[str, Declarer]] = {
    "feed-posts": "feed",
    "feed-pages": "pages-feed",
    "feed-comments": "comments-feed",
    "feed-post-comments": "post-comments",
}
_POST_ID = re.compile(r"/feeds/(\d+)/comments/")
_PERIOD = re.compile(r"/((?:19|20)\d\d)(?:[/_](0[1-9]|1[0-2])(?:[/_](\d\d))?)?(?:/|_|$)")
_FILTERS: Final = frozenset(
    {"updated-min", "updated-max", "published-min", "published-max", "q", "path", "category"}
)
"""Parameters with which a feed counts only some of its entries."""


def of_feed(target: Target, reading: FeedReading) -> tuple[Declared, ...]:
    """The total that a feed claims; nothing where only a part of it was asked for."""
    parts = urlsplit(target.url)
    if reading.total is None or "/-/" in parts.path or _FILTERS & parse_qs(parts.query).keys():
        return ()
    found = _POST_ID.search(parts.path)
    return (Declared(_FEEDS[target.kind], found[1] if found else "", reading.total),)


def of_widgets(reading: PageReading) -> tuple[Declared, ...]:
    """Posts per month, year and label, as the widgets of a page count them."""
    return (*_periods(reading.archives), *_labels(reading.labels))


def _periods(archives: Iterable[Counted]) -> Iterator[Declared]:
    counts: Counter[str] = Counter()
    for one in archives:
        name = period_of(one.url)
        if name and one.n_posts is not None:
            counts[name] += one.n_posts
    for name, n_posts in counts.items():
        yield Declared("archive-widget", name, n_posts)


def period_of(url: str) -> str:
    """What an archive address stands for: `2019`, `2019-05`, or `2019-05-12` for a week or day.

    `/2019_05_01_archive.html` is the whole month; only another day begins a week.
    """
    found = _PERIOD.search(urlsplit(url).path)
    if found is None or urls.classify(url) != "archive":
        return ""
    year, month, day = found.groups()
    is_whole = day is None or ("_archive" in url and day == "01")
    return "-".join(part for part in (year, month, None if is_whole else day) if part)


def _labels(labels: Iterable[Counted]) -> Iterator[Declared]:
    for one in labels:
        name = urls.label_of(one.url)
        if name and one.n_posts is not None:
            yield Declared("label-widget", name, one.n_posts)


def of_sitemap(targets: Iterable[Target]) -> tuple[Declared, ...]:
    """Every post and static page that a sitemap lists, once."""
    return tuple(Declared("sitemap", one.key, 1) for one in targets if one.kind in ("post", "page"))
