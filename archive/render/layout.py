"""Every page of the mirror, planned: what it is made from, and the function that makes it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from archive.render import gallery, gaps, home, lists, pages, paths, people, versions
from archive.render.coverage import coverage_page
from archive.render.original import planned_originals
from archive.render.planned import Planned, inputs_of, one
from archive.render.search_page import N_AUTHORS, search_all_page, search_page
from archive.store import contents, mirror
from archive.store.people import kept_pictures, written_by
from archive.store.searchable import bylines
from archive.store.whole_posts import Ahead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archive.coverage import Gap
    from archive.render.gather import Shown, Site
    from archive.render.pages import Page
    from archive.render.write import Writer
    from archive.store.connection import Archive
    from archive.store.contents import KeptLabel, PostLine

    States = dict[str, str | None]
    """By post, a digest of its rows: see `archive.store.mirror.states`."""


def planned_pages(archive: Archive, site: Site, writer: Writer) -> Iterator[Planned]:
    """Plan every page, in the order in which they are made."""
    yield one(paths.SHELF, None, partial(home.shelf_page, site))
    if site.day is None and len(site.blogs) > 1:
        yield one(paths.SEARCH_ALL, None, partial(search_all_page, site))
    for shown in site.blogs:
        told = mirror.states(archive.db, shown.blog.blog_id, partial(_place_of, site))
        yield from _indexes(archive, site, shown)
        yield from _lists(archive, shown, told)
        yield from _people(archive, shown)
        yield from _gallery(archive, shown, told)
        yield from _posts(archive, site, shown, told)
        for place, line in shown.moved.items():
            make = partial(lists.moved_page, shown, place, line)
            yield one(place, inputs_of(shown, place, line), make)
    yield from planned_originals(archive, site, writer)


def _place_of(site: Site, url: str) -> str | None:
    spot = site.places.find(url)
    return spot.place if spot else None


# -- what shows a little of everything, and so is made every time --------------------------------


def _indexes(archive: Archive, site: Site, shown: Shown) -> Iterator[Planned]:
    folder = shown.folder

    def searching() -> Page:
        return search_page(shown, bylines(archive, shown.blog.blog_id, N_AUTHORS))

    def at_home() -> Page:
        return home.home_page(site, shown, _beginnings(archive, home.newest(shown)))

    yield one(paths.home_place(folder), None, at_home)
    if shown.day is None:
        yield one(paths.coverage_place(folder), None, partial(coverage_page, site, shown))
        yield one(paths.search_place(folder), None, searching)
    if shown.months:
        yield one(paths.archives_place(folder), None, partial(lists.archives_page, shown))
    if shown.galleries:
        yield one(paths.gallery_place(folder), None, partial(gallery.gallery_page, shown))


# -- lists ---------------------------------------------------------------------------------------


def _lists(archive: Archive, shown: Shown, told: States) -> Iterator[Planned]:
    folder = shown.folder
    if shown.labels:
        place = paths.labels_place(folder)
        inputs = inputs_of(shown, place, shown.labels)
        yield Planned(place, inputs, partial(lists.labels_pages, shown))
    for year in shown.years:
        place = paths.year_place(folder, year)
        months = [each for each in shown.months.items() if each[0][:4] == year]
        inputs = inputs_of(shown, place, months, shown.years)
        yield Planned(place, inputs, partial(lists.year_pages, shown, year))
    for month, lines in shown.months.items():
        place = paths.month_place(folder, month)
        inputs = _inputs(shown, place, told, lines, lists.beside_month(shown, month))
        beginnings = partial(_beginnings, archive)
        yield Planned(place, inputs, partial(lists.month_pages, shown, month, beginnings))
    for label in shown.labels:
        yield _label(archive, shown, label)
    if shown.undated:
        place = paths.undated_place(folder)
        inputs = inputs_of(shown, place, shown.undated)
        yield Planned(place, inputs, partial(lists.undated_pages, shown))


def _inputs(
    shown: Shown, place: str, told: States, lines: Sequence[PostLine], *parts: object
) -> str | None:
    """Digest of a list that shows something of its posts; None where one of them is not known."""
    states = [told.get(line.post_id) for line in lines]
    return None if None in states else inputs_of(shown, place, lines, states, *parts)


def _label(archive: Archive, shown: Shown, label: KeptLabel) -> Planned:
    ids = contents.posts_with(archive, label.label_id)
    lines = [line for line in (*shown.posts, *shown.pages) if line.post_id in ids]
    place = paths.label_place(shown.folder, label.name)
    make = partial(lists.label_pages, shown, label, ids)
    return Planned(place, inputs_of(shown, place, label, lines), make)


def _beginnings(archive: Archive, lines: tuple[PostLine, ...]) -> dict[str, str]:
    return {line.post_id: contents.beginning(archive, line.post_id) for line in lines}


def _people(archive: Archive, shown: Shown) -> Iterator[Planned]:
    lines = {line.post_id: line for line in (*shown.posts, *shown.pages)}
    told = mirror.writings(archive.db, shown.blog.blog_id)
    if shown.people:
        place = paths.people_place(shown.folder)
        inputs = inputs_of(shown, place, shown.people)
        yield Planned(place, inputs, partial(people.people_pages, shown))
    for person in shown.people:
        place = paths.person_place(shown.folder, person.key)

        def make(person=person) -> Iterable[Page]:  # type: ignore[no-untyped-def] # noqa: ANN001 -- bound at once
            written = written_by(archive, shown.blog.blog_id, person)
            return people.person_pages(shown, person, written, lines)

        yield Planned(place, inputs_of(shown, place, person, told.get(person.author_id)), make)


def _gallery(archive: Archive, shown: Shown, told: States) -> Iterator[Planned]:
    rooms = shown.galleries
    for month, lines in rooms.items():
        place = paths.gallery_place(shown.folder, month)
        inputs = _inputs(shown, place, told, lines, list(rooms))
        pictures = partial(kept_pictures, archive)
        yield Planned(place, inputs, partial(gallery.room_pages, shown, rooms, month, pictures))


# -- posts ---------------------------------------------------------------------------------------


def _posts(archive: Archive, site: Site, shown: Shown, told: States) -> Iterator[Planned]:
    missing, films = gaps.by_place(site, shown), mirror.films_of(archive.db)
    posts, nobody = shown.posts, (None, None)
    ahead = Ahead(archive, [line.post_id for line in (*posts, *shown.pages)])
    beside = [*zip((*posts[1:], None), (None, *posts), strict=False), *[nobody] * len(shown.pages)]
    for line, (older, newer) in zip((*posts, *shown.pages), beside, strict=False):
        place = shown.place_of(line)
        said = missing.get(place, ()) if shown.day is None else ()
        parts = (line, older, newer)
        inputs = inputs_of(shown, place, told.get(line.post_id), parts, said, films)
        yield one(place, inputs, partial(_post, ahead, site, shown, parts, said))
    for line in (*posts, *shown.pages):
        if line.has_versions:
            place = paths.versions_place(shown.place_of(line))
            yield one(place, None, partial(_versions, archive, site, shown, line))


def _versions(archive: Archive, site: Site, shown: Shown, line: PostLine) -> Page:
    return versions.versions_page(site, shown, versions.parts_of(archive, line))


def _post(
    ahead: Ahead,
    site: Site,
    shown: Shown,
    lines: tuple[PostLine, PostLine | None, PostLine | None],
    missing: tuple[Gap, ...],
) -> Page:
    line, older, newer = lines
    parts = pages.PostParts(line, ahead.get(line.post_id), older, newer, missing)
    return pages.post_page(site, shown, parts)
