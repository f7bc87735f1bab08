"""Render the mirror: lay it out, render page after page, write what changed.

The same archive renders to the same bytes: no clock, settled order, names that depend on nothing
but addresses. A file whose page no longer exists stays, since an archive never shrinks.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from archive.render import pages, paths, versions
from archive.render.coverage import coverage_page
from archive.render.gather import Shown, Site, gather
from archive.render.search_index import write_index
from archive.render.search_page import N_AUTHORS, search_all_page, search_page
from archive.render.write import Writer
from archive.store import contents
from archive.store.search_notes import keep_notes
from archive.store.searchable import bylines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

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
        for place in (paths.STYLE, paths.SEARCH_STYLE, *paths.SCRIPTS):
            writer.write(place, _static(place))
        indexes = [write_index(archive, writer, shown) for shown in site.blogs]
        for n_done, page in enumerate(_pages(archive, site), start=1):
            writer.write(page.place, page.html.encode("utf-8", "replace"))
            if progress is not None:
                progress(RenderProgress(n_done, site.n_pages, page.place))
    if notes := [note for note in indexes if note is not None]:
        os.sync()
        keep_notes(archive, notes)
    return RenderReport(n_done, writer.n_written, archive.root / paths.SHELF)


def _static(place: str) -> bytes:
    return files("archive.render").joinpath("static", place.rpartition("/")[2]).read_bytes()


def _pages(archive: Archive, site: Site) -> Iterator[Page]:
    yield pages.shelf_page(site)
    if len(site.blogs) > 1:
        yield search_all_page(site)
    for shown in site.blogs:
        yield from _lists(archive, site, shown)
        yield from _posts(archive, site, shown)
        for place, line in shown.moved.items():
            yield pages.moved_page(shown, place, line)


def _lists(archive: Archive, site: Site, shown: Shown) -> Iterator[Page]:
    yield pages.home_page(site, shown, _beginnings(archive, pages.newest(shown)))
    yield coverage_page(site, shown)
    yield search_page(shown, bylines(archive, shown.blog.blog_id, N_AUTHORS))
    if shown.labels:
        yield pages.labels_page(shown)
    for year in shown.years:
        yield pages.year_page(shown, year)
    for month, lines in shown.months.items():
        yield pages.month_page(shown, month, _beginnings(archive, lines))
    for label in shown.labels:
        yield pages.label_page(shown, label, contents.posts_with(archive, label.label_id))
    if shown.undated:
        yield pages.undated_page(shown)


def _beginnings(archive: Archive, lines: tuple[PostLine, ...]) -> dict[str, str]:
    return {line.post_id: contents.beginning(archive, line.post_id) for line in lines}


def _posts(archive: Archive, site: Site, shown: Shown) -> Iterator[Page]:
    posts = shown.posts
    for line, newer, older in zip(posts, (None, *posts), (*posts[1:], None), strict=False):
        yield pages.post_page(site, shown, _parts(archive, line, older, newer))
    for line in shown.pages:
        yield pages.post_page(site, shown, _parts(archive, line))
    for line in (*posts, *shown.pages):
        if line.has_versions:
            yield versions.versions_page(site, shown, versions.parts_of(archive, line))


def _parts(
    archive: Archive, line: PostLine, older: PostLine | None = None, newer: PostLine | None = None
) -> pages.PostParts:
    return pages.PostParts(
        line,
        contents.post(archive, line.post_id),
        contents.comments_of(archive, line.post_id),
        contents.pictures_of(archive, line.post_id),
        older,
        newer,
    )
