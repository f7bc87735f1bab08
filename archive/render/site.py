"""Render the mirror: lay it out, render page after page, write what changed.

The same archive renders to the same bytes: no clock, settled order, names that depend on nothing
but addresses. A file whose page no longer exists stays, since an archive never shrinks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING

from archive.render import gallery, gaps, home, lists, pages, paths, people, versions
from archive.render.coverage import coverage_page
from archive.render.gather import Shown, Site, gather
from archive.render.write import Writer
from archive.store import contents
from archive.store.people import kept_pictures, written_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from archive.coverage import Gap
    from archive.render.pages import Page
    from archive.store.connection import Archive
    from archive.store.contents import PostLine


@dataclass(frozen=True, slots=True)
class RenderProgress:
    """How far rendering has come."""

    n_done: int
    n_pages: int
    place: str
    """The page just rendered, under the archive folder."""


@dataclass(frozen=True, slots=True)
class RenderReport:
    """What a rendering did."""

    n_pages: int
    n_written: int
    """Files that were new or differed, the style sheet among them."""
    home: Path
    """The page to open: the shelf of all blogs."""


def render_mirror(
    archive: Archive, *, progress: Callable[[RenderProgress], None] | None = None
) -> RenderReport:
    """Write every page of the mirror under `archive.root` that differs from what lies there.

    Memory holds the lists of all posts, and one body at a time.

    :raises ArchiveError: the archive cannot be read or the folder cannot be written.
    """
    writer = Writer(archive.root)
    n_done = 0
    with contents.snapshot(archive):
        site = gather(archive)
        writer.write(paths.STYLE, _style())
        for n_done, page in enumerate(_pages(archive, site), start=1):
            writer.write(page.place, page.html.encode("utf-8", "replace"))
            if progress is not None:
                progress(RenderProgress(n_done, site.n_pages, page.place))
    return RenderReport(n_done, writer.n_written, archive.root / paths.SHELF)


def _style() -> bytes:
    return files("archive.render").joinpath("static", "reading.css").read_bytes()


def _pages(archive: Archive, site: Site) -> Iterator[Page]:
    yield home.shelf_page(site)
    for shown in site.blogs:
        yield from _lists(archive, site, shown)
        yield from _people(archive, shown)
        yield from _gallery(archive, shown)
        yield from _posts(archive, site, shown)


def _lists(archive: Archive, site: Site, shown: Shown) -> Iterator[Page]:
    yield home.home_page(site, shown, _beginnings(archive, home.newest(shown)))
    yield coverage_page(site, shown)
    if shown.months:
        yield lists.archives_page(shown)
    if shown.labels:
        yield from lists.labels_pages(shown)
    for year in shown.years:
        yield from lists.year_pages(shown, year)
    for month in shown.months:
        yield from lists.month_pages(shown, month, partial(_beginnings, archive))
    for label in shown.labels:
        yield from lists.label_pages(shown, label, contents.posts_with(archive, label.label_id))
    if shown.undated:
        yield from lists.undated_pages(shown)


def _beginnings(archive: Archive, lines: tuple[PostLine, ...]) -> dict[str, str]:
    return {line.post_id: contents.beginning(archive, line.post_id) for line in lines}


def _people(archive: Archive, shown: Shown) -> Iterator[Page]:
    lines = {line.post_id: line for line in (*shown.posts, *shown.pages)}
    if shown.people:
        yield from people.people_pages(shown)
    for person in shown.people:
        written = written_by(archive, shown.blog.blog_id, person)
        yield from people.person_pages(shown, person, written, lines)


def _gallery(archive: Archive, shown: Shown) -> Iterator[Page]:
    months = shown.galleries
    if months:
        yield gallery.gallery_page(shown)
    for month in months:
        yield from gallery.room_pages(shown, months, month, partial(kept_pictures, archive))


def _posts(archive: Archive, site: Site, shown: Shown) -> Iterator[Page]:
    posts = shown.posts
    missing = gaps.by_place(site, shown)
    for line, newer, older in zip(posts, (None, *posts), (*posts[1:], None), strict=False):
        said = missing.get(shown.place_of(line), ())
        yield pages.post_page(site, shown, _parts(archive, line, said, older, newer))
    for line in shown.pages:
        said = missing.get(shown.place_of(line), ())
        yield pages.post_page(site, shown, _parts(archive, line, said))
    for line in (*posts, *shown.pages):
        if line.has_versions:
            yield versions.versions_page(site, shown, versions.parts_of(archive, line))


def _parts(
    archive: Archive,
    line: PostLine,
    missing: tuple[Gap, ...],
    older: PostLine | None = None,
    newer: PostLine | None = None,
) -> pages.PostParts:
    return pages.PostParts(
        line,
        contents.post(archive, line.post_id),
        contents.comments_of(archive, line.post_id),
        contents.pictures_of(archive, line.post_id),
        older,
        newer,
        missing,
    )
