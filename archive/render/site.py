"""Render the mirror: lay it out, render page after page, write what changed.

The same archive renders to the same bytes: no clock, settled order, names that depend on nothing
but addresses. A file whose page no longer exists stays, since an archive never shrinks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING

from archive.errors import DamageError
from archive.render import pages, paths, versions
from archive.render.check import Checker, Fault, manifest
from archive.render.coverage import coverage_page
from archive.render.gather import Shown, Site, gather
from archive.render.original import planned_originals
from archive.render.planned import Planned, inputs_of, made
from archive.render.search_index import write_index
from archive.render.search_page import N_AUTHORS, search_all_page, search_page
from archive.render.write import Writer
from archive.store import contents, mirror
from archive.store.searchable import bylines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from archive.render.pages import Page
    from archive.store.connection import Archive
    from archive.store.contents import KeptLabel, PostLine

    States = dict[str, str | None]


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
    """Pages of the mirror, whether they had to be made or not."""
    n_written: int
    """Files that were new or differed, styles and scripts among them, the manifest not."""
    home: Path
    """The page to open: the shelf of all blogs."""
    faults: tuple[Fault, ...] = ()
    """What the check of the written files found: nothing, or a fault of this program."""

    @property
    def exit_code(self) -> int:
        """0 where the mirror is sound, 4 where it is not."""
        return DamageError.exit_code if self.faults else 0


def render_mirror(
    archive: Archive, *, progress: Callable[[RenderProgress], None] | None = None
) -> RenderReport:
    """Write every page of the mirror under `archive.root` that differs from what lies there.

    Memory holds the lists of all posts, and one body at a time.

    :raises ArchiveError: the archive cannot be read or the folder cannot be written.
    """
    writer = Writer(archive.root, mirror.noted(archive.db))
    n_done = 0
    with contents.snapshot(archive):
        site = gather(archive)
        for place in (paths.STYLE, paths.SEARCH_STYLE, *paths.SCRIPTS):
            writer.write(place, _static(place))
        for shown in site.blogs:
            write_index(archive, writer, shown)
        for n_done, planned in enumerate(_planned(archive, site, writer), start=1):
            if not writer.is_current(planned.place, planned.inputs):
                html = planned.make().html.encode("utf-8", "replace")
                writer.write(planned.place, html, planned.inputs)
            if progress is not None:
                progress(RenderProgress(n_done, site.n_pages, planned.place))
    n_written = writer.n_written
    _note(archive, writer)
    faults = tuple(Checker(archive.root).check(sorted(writer.written)))
    return RenderReport(n_done, n_written, archive.root / paths.SHELF, faults)


def _note(archive: Archive, writer: Writer) -> None:
    """Note what was made, once all is in its place: a killed rendering fools nobody.

    The manifest comes last, so that it never names a file that is not there.
    """
    with archive.transaction() as db:
        mirror.note(db, writer.files)
        mirror.forget(db, writer.lost())
        files = [*mirror.digests(db), *mirror.kept_files(db)]
    writer.write(paths.MANIFEST, manifest(files))


def _static(place: str) -> bytes:
    return files("archive.render").joinpath("static", place.rpartition("/")[2]).read_bytes()


def _planned(archive: Archive, site: Site, writer: Writer) -> Iterator[Planned]:
    yield Planned(paths.SHELF, None, partial(pages.shelf_page, site))
    if len(site.blogs) > 1:
        yield made(search_all_page(site))
    for shown in site.blogs:
        told = mirror.states(archive.db, shown.blog.blog_id, partial(_place_of, site))
        yield from _lists(archive, site, shown, told)
        yield from _posts(archive, site, shown, told)
        for place, line in shown.moved.items():
            make = partial(pages.moved_page, shown, place, line)
            yield Planned(place, inputs_of(shown, place, line), make)
    yield from planned_originals(archive, site, writer)


def _place_of(site: Site, url: str) -> str | None:
    spot = site.places.find(url)
    return spot.place if spot else None


def _lists(archive: Archive, site: Site, shown: Shown, told: States) -> Iterator[Planned]:
    yield made(pages.home_page(site, shown, _beginnings(archive, pages.newest(shown))))
    yield made(coverage_page(site, shown))
    yield made(search_page(shown, bylines(archive, shown.blog.blog_id, N_AUTHORS)))
    if shown.labels:
        place = paths.labels_place(shown.folder)
        yield Planned(
            place, inputs_of(shown, place, shown.labels), partial(pages.labels_page, shown)
        )
    for year in shown.years:
        months = [(month, *rest) for month, *rest in shown.months.items() if month[:4] == year]
        place = paths.year_place(shown.folder, year)
        inputs = inputs_of(shown, place, months, shown.years)
        yield Planned(place, inputs, partial(pages.year_page, shown, year))
    for month, lines in shown.months.items():
        yield _month(archive, shown, month, [told.get(line.post_id) for line in lines])
    for label in shown.labels:
        yield _label(archive, shown, label)
    if shown.undated:
        yield made(pages.undated_page(shown))


def _month(archive: Archive, shown: Shown, month: str, told: list[str | None]) -> Planned:
    lines, place = shown.months[month], paths.month_place(shown.folder, month)
    beside = pages.beside_month(shown, month)
    inputs = None if None in told else inputs_of(shown, place, lines, told, beside)

    def make() -> Page:
        return pages.month_page(shown, month, _beginnings(archive, lines))

    return Planned(place, inputs, make)


def _label(archive: Archive, shown: Shown, label: KeptLabel) -> Planned:
    ids = contents.posts_with(archive, label.label_id)
    lines = [line for line in (*shown.posts, *shown.pages) if line.post_id in ids]
    place = paths.label_place(shown.folder, label.name)
    make = partial(pages.label_page, shown, label, ids)
    return Planned(place, inputs_of(shown, place, label, lines), make)


def _beginnings(archive: Archive, lines: tuple[PostLine, ...]) -> dict[str, str]:
    return {line.post_id: contents.beginning(archive, line.post_id) for line in lines}


def _posts(archive: Archive, site: Site, shown: Shown, told: States) -> Iterator[Planned]:
    posts, films = shown.posts, mirror.films_of(archive.db)
    for line, newer, older in zip(posts, (None, *posts), (*posts[1:], None), strict=False):
        place, beside = shown.place_of(line), (line, older, newer)
        inputs = inputs_of(shown, place, told.get(line.post_id), beside, films)
        yield Planned(place, inputs, partial(_post, archive, site, shown, *beside))
    for line in shown.pages:
        place = shown.place_of(line)
        inputs = inputs_of(shown, place, told.get(line.post_id), line, films)
        yield Planned(place, inputs, partial(_post, archive, site, shown, line))
    for line in (*posts, *shown.pages):
        if line.has_versions:
            yield made(versions.versions_page(site, shown, versions.parts_of(archive, line)))


def _post(  # noqa: PLR0913, PLR0917 -- what a page stands between
    archive: Archive,
    site: Site,
    shown: Shown,
    line: PostLine,
    older: PostLine | None = None,
    newer: PostLine | None = None,
) -> Page:
    parts = pages.PostParts(
        line,
        contents.post(archive, line.post_id),
        contents.comments_of(archive, line.post_id),
        contents.pictures_of(archive, line.post_id),
        older,
        newer,
    )
    return pages.post_page(site, shown, parts)
