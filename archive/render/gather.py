"""What the mirror consists of, before any page is written: blogs, their posts in order, all places.

Bodies are not read here. What a page needs beyond this is read when that page is rendered.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archive.coverage import reckon
from archive.render import dates, paging, paths
from archive.render.originals import Laid, OriginalPage, kept_frames, lay_out
from archive.render.places import Places
from archive.render.scene import Picture
from archive.store import contents, people
from archive.store.evidence import evidence_of

if TYPE_CHECKING:
    from datetime import date

    from archive.coverage import Coverage
    from archive.model import Direction
    from archive.store.connection import Archive
    from archive.store.contents import FormerAddress, KeptBlog, KeptLabel, PostLine
    from archive.store.people import KeptPerson

_RTL_LANGUAGES = frozenset("ar fa he iw ur yi ji ps sd ug dv ku-arab".split())  # noqa: SIM905 - a long list of words
_MONTH_IN_PATH = re.compile(r"/((?:19|20)[0-9]{2})/(0[1-9]|1[0-2])/")


@dataclass(frozen=True, slots=True)
class Shown:
    """A blog as the mirror shows it."""

    blog: KeptBlog
    folder: str
    direction: Direction
    posts: tuple[PostLine, ...]
    """Newest first, those without a day last."""
    pages: tuple[PostLine, ...]
    """Static pages by title."""
    labels: tuple[KeptLabel, ...]
    """Most used first."""
    months: dict[str, tuple[PostLine, ...]]
    """`2020-12` to its posts, newest first; a month without posts is not there."""
    former: tuple[FormerAddress, ...]
    """Where posts stood before, the latest first."""
    coverage: Coverage
    """What of it is proven complete, and what is missing."""
    people: tuple[KeptPerson, ...]
    """Everybody who wrote on it, most comments first."""
    comment_months: dict[str, int]
    """`2020-12` to the comments written in that month."""
    picture_counts: dict[str, int]
    """Post id to the kept pictures under it."""
    originals: dict[str, OriginalPage] = field(default_factory=dict)
    """Every page with an original look, by its place."""
    day: date | None = None
    """The day as of which it is shown; None for today."""
    _places: dict[str, str] = field(default_factory=dict)

    @property
    def years(self) -> tuple[str, ...]:
        """Years that have posts, newest first."""
        return tuple(dict.fromkeys(month[:4] for month in self.months))

    @property
    def galleries(self) -> dict[str | None, tuple[PostLine, ...]]:
        """Month to its posts that show pictures, newest first; pages and undated under None."""
        months: dict[str | None, tuple[PostLine, ...]] = {
            month: self._with_pictures(lines) for month, lines in self.months.items()
        }
        months[None] = self._with_pictures((*self.undated, *self.pages))
        return {month: lines for month, lines in months.items() if lines}

    def _with_pictures(self, lines: tuple[PostLine, ...]) -> tuple[PostLine, ...]:
        return tuple(line for line in lines if line.post_id in self.picture_counts)

    @property
    def undated(self) -> tuple[PostLine, ...]:
        """Posts whose month is not known."""
        return tuple(line for line in self.posts if month_of(line) is None)

    @property
    def name(self) -> str:
        """Its title, or its host where it has none."""
        return self.blog.title.strip() or self.blog.host

    @property
    def moved(self) -> dict[str, PostLine]:
        """Place of a page that moved away, to the post that was there; no page takes its place."""
        lines = {line.post_id: line for line in (*self.posts, *self.pages)}
        taken = {self.place_of(line) for line in lines.values()}
        found: dict[str, PostLine] = {}
        for one in self.former:
            place = self.former_place(one)
            if place not in taken and one.post_id in lines:
                found.setdefault(place, lines[one.post_id])
        return found

    def former_place(self, former: FormerAddress) -> str:
        """Where the page of a post lay when it stood at a former address."""
        return paths.post_place(self.folder, _with_query(former.path, former.url))

    def place_of(self, line: PostLine) -> str:
        """Where the page of a post lies."""
        place = self._places.get(line.post_id)
        if place is None:
            place = self._places[line.post_id] = paths.post_place(self.folder, _path_of(line))
        return place


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that the mirror has a page for."""

    blogs: tuple[Shown, ...]
    places: Places
    originals: Places = field(default_factory=Places)
    """Addresses of pages that have an original look, to its place."""
    embedded: dict[str, Picture] = field(default_factory=dict)
    """Kept videos and stills of videos, by the key of their address."""
    day: date | None = None
    """The day as of which all is shown; None for today."""

    @property
    def n_pages(self) -> int:
        """How many pages will be rendered."""
        n_search = self.day is None and len(self.blogs) > 1
        return 1 + n_search + sum(map(_n_pages, self.blogs))


def _n_pages(shown: Shown) -> int:
    entries = (*shown.posts, *shown.pages)
    in_year = Counter(month[:4] for month, lines in shown.months.items() for _ in lines)
    wanted = shown.picture_counts
    galleries = [sum(wanted[line.post_id] for line in each) for each in shown.galleries.values()]
    lists = (
        (paging.N_LINES, in_year.values()),
        (paging.N_BEGINNINGS, map(len, shown.months.values())),
        (paging.N_LINES, [label.n_posts for label in shown.labels]),
        (paging.N_LINES, [len(shown.undated)] if shown.undated else []),
        (paging.N_NAMES, [len(shown.labels)] if shown.labels else []),
        (paging.N_NAMES, [len(shown.people)] if shown.people else []),
        (paging.N_WRITTEN, [person.n_posts + person.n_comments for person in shown.people]),
        (paging.N_PICTURES, galleries),
    )
    n_sheets = sum(paging.n_sheets(n, size) for size, numbers in lists for n in numbers)
    n_versions = sum(line.has_versions for line in entries)
    n_indexes = (3 if shown.day is None else 1) + bool(shown.months) + bool(galleries)
    n_elsewhere = len(shown.moved) + len(shown.originals)
    return n_indexes + n_sheets + len(entries) + n_versions + n_elsewhere


def gather(archive: Archive, day: date | None = None) -> Site:
    """Lay out the whole mirror from the archive's lists, which may tell of a day long gone."""
    blogs = contents.blogs(archive)
    folders = paths.blog_folders((blog.blog_id, blog.host) for blog in blogs)
    then = (_shown(archive, blog, folders[blog.blog_id]) for blog in blogs)
    site = Site(tuple(replace(one, day=day) for one in then), Places(), day=day)
    for shown in site.blogs:
        _signpost(shown, site.places)
    for shown in site.blogs if day is None else ():
        posts = {line.post_id: shown.place_of(line) for line in (*shown.posts, *shown.pages)}
        laid = Laid(shown.blog, shown.folder, posts)
        shown.originals.update(lay_out(archive, laid, site.places, site.originals))
    site.embedded.update(kept_frames(archive))
    return site


def _shown(archive: Archive, blog: KeptBlog, folder: str) -> Shown:
    posts = tuple(map(_checked, contents.post_lines(archive, blog.blog_id, "post")))
    pages = tuple(map(_checked, contents.post_lines(archive, blog.blog_id, "page")))
    return Shown(
        blog,
        folder,
        direction_of(blog),
        posts,
        tuple(sorted(pages, key=lambda line: (line.title, line.post_id))),
        contents.labels(archive, blog.blog_id),
        _by_month(posts),
        contents.former_addresses(archive, blog.blog_id),
        reckon(evidence_of(archive, blog.blog_id)),
        people.people(archive, blog.blog_id),
        _real_months(people.comment_months(archive, blog.blog_id)),
        people.picture_counts(archive, blog.blog_id),
    )


def _checked(line: PostLine) -> PostLine:
    """Drop a day that is none: the archive may be somebody else's."""
    return line if dates.is_day(line.published_on) else replace(line, published_on=None)


def _real_months(counts: dict[str, int]) -> dict[str, int]:
    return {month: n for month, n in counts.items() if dates.is_day(f"{month}-01")}


def direction_of(blog: KeptBlog) -> Direction:
    """The direction that a blog declares, or that its language has."""
    if blog.direction in ("ltr", "rtl"):
        return blog.direction
    return "rtl" if (blog.language or "").lower().split("-")[0] in _RTL_LANGUAGES else "ltr"


def month_of(line: PostLine) -> str | None:
    """The month under which a post is listed: of its day, else of its address."""
    if line.published_on:
        return line.published_on[:7]
    found = _MONTH_IN_PATH.match(line.path)
    return f"{found[1]}-{found[2]}" if found else None


def _by_month(posts: tuple[PostLine, ...]) -> dict[str, tuple[PostLine, ...]]:
    months: dict[str, list[PostLine]] = {}
    for line in posts:
        if month := month_of(line):
            months.setdefault(month, []).append(line)
    return {month: tuple(months[month]) for month in sorted(months, reverse=True)}


def _path_of(line: PostLine) -> str:
    """The path with its query, which alone tells two posts of an odd address apart."""
    return _with_query(line.path, line.url)


def _with_query(path: str, url: str) -> str:
    query = urlsplit(url).query if "?" in url else ""
    return f"{path}?{query}" if query and "?" not in path else path


def _signpost(shown: Shown, places: Places) -> None:
    blog_id, folder = shown.blog.blog_id, shown.folder
    for host in (shown.blog.host, *shown.blog.hosts):
        places.add_host(blog_id, host)
    places.add(blog_id, "/", paths.home_place(folder))
    for line in (*shown.posts, *shown.pages):
        places.add(blog_id, _path_of(line), shown.place_of(line))
    lines = {line.post_id: line for line in (*shown.posts, *shown.pages)}
    for one in shown.former:
        if one.post_id in lines:
            there = shown.place_of(lines[one.post_id])
            places.add(blog_id, _with_query(one.path, one.url), there)
    for year in shown.years:
        places.add(blog_id, f"/{year}/", paths.year_place(folder, year))
    for month in shown.months:
        places.add(blog_id, f"/{month[:4]}/{month[5:]}/", paths.month_place(folder, month))
    for label in shown.labels:
        places.add_label(blog_id, label.name, paths.label_place(folder, label.name))
