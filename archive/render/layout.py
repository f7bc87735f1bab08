"""Every page of the mirror, planned: what it is made from, and the function that makes it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from archive.render import gallery, gaps, home, lists, pages, paging, paths, people, versions
from archive.render.asked import AskingPlaces
from archive.render.coverage import coverage_pages
from archive.render.original import planned_originals
from archive.render.planned import Inputs, Planned, digest, one
from archive.render.search_page import search_all_page, search_bylines, search_page
from archive.store import contents, mirror
from archive.store.people import LastWritten, kept_pictures
from archive.store.whole_posts import Ahead

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from archive.coverage import Gap
    from archive.render.asked import Answers
    from archive.render.gather import Shown, Site
    from archive.render.pages import Page
    from archive.render.write import Writer
    from archive.store.connection import Archive
    from archive.store.contents import PostLine
    from archive.store.people import KeptPerson

    States = dict[str, str | None]
    """By post, a digest of its rows: see `archive.store.mirror.states`."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the plans of one blog's pages share."""

    archive: Archive
    site: Site
    shown: Shown
    inputs: Inputs
    told: States
    answers: Answers

    def of_lines(self, place: str, lines: Sequence[PostLine], *parts: object) -> str | None:
        """Digest of a list that shows something of its posts; None where one is not known."""
        states = [self.told.get(line.post_id) for line in lines]
        if None in states:
            return None
        return self.inputs.of(place, self.inputs.lines(lines), states, *parts)


def planned_pages(
    archive: Archive, site: Site, writer: Writer, answers: Answers
) -> Iterator[Planned]:
    """Plan every page, in the order in which they are made."""
    books = home.books(site)
    inputs = digest([site.day, [tuple(book.values()) for book in books]])
    yield one(paths.SHELF, inputs, partial(home.shelf_page, site, books))
    if site.day is None and len(site.blogs) > 1:
        yield one(paths.SEARCH_ALL, None, partial(search_all_page, site))
    inputs_of = [Inputs(shown) for shown in site.blogs]
    for shown, inputs_of_blog in zip(site.blogs, inputs_of, strict=True):
        told = mirror.states(archive.db, shown.blog.blog_id, partial(_place_of, site))
        plan = Plan(archive, site, shown, inputs_of_blog, told, answers)
        yield from _indexes(plan)
        yield from _lists(plan)
        yield from _people(plan)
        yield from _gallery(plan)
        yield from _posts(plan)
        yield from _versions(plan)
        for place, line in shown.moved.items():
            make = partial(lists.moved_page, shown, place, line)
            yield one(place, plan.inputs.of(place, line), make)
    yield from planned_originals(archive, site, writer, answers, inputs_of)


def _place_of(site: Site, url: str) -> str | None:
    spot = site.places.find(url)
    return spot.place if spot else None


# -- what shows a little of everything -----------------------------------------------------------


def _indexes(plan: Plan) -> Iterator[Planned]:
    shown, inputs = plan.shown, plan.inputs
    folder = shown.folder
    months = {month: len(lines) for month, lines in shown.months.items()}
    counts = (months, shown.comment_months, len(shown.undated), len(shown.posts))
    yield _home(plan, counts)
    if shown.day is None:
        place = paths.coverage_place(folder)
        gaps_of = [(gap, _place_of(plan.site, gap.subject)) for gap in shown.coverage.gaps]
        make_sheets = partial(coverage_pages, plan.site, shown)
        yield Planned(place, inputs.of(place, shown.coverage, gaps_of), make_sheets)
        place = paths.search_place(folder)
        bylines = search_bylines(shown)
        make = partial(search_page, shown, bylines)
        yield one(place, inputs.of(place, bylines, shown.labels, shown.years), make)
    if shown.months:
        place = paths.archives_place(folder)
        yield one(place, inputs.of(place, counts), partial(lists.archives_page, shown))
    if shown.galleries:
        place = paths.gallery_place(folder)
        rooms = [
            (month, [shown.picture_counts[line.post_id] for line in lines])
            for month, lines in shown.galleries.items()
        ]
        yield one(place, inputs.of(place, rooms), partial(gallery.gallery_page, shown))


def _home(plan: Plan, counts: tuple[object, ...]) -> Planned:
    shown, newest = plan.shown, home.newest(plan.shown)
    place = paths.home_place(shown.folder)
    gaps_of = (len(shown.coverage.gaps), shown.coverage.is_complete)
    facts = (shown.blog.last_crawl_at, home.description(plan.site, shown), gaps_of, *counts)
    lines = plan.inputs.lines(shown.pages), sum(line.n_comments for line in shown.posts)
    lists_of = (shown.labels, shown.people, shown.picture_counts)
    inputs = plan.of_lines(place, newest, facts, lines, lists_of)
    return one(place, inputs, partial(_at_home, plan, newest))


def _at_home(plan: Plan, newest: tuple[PostLine, ...]) -> Page:
    return home.home_page(plan.site, plan.shown, _beginnings(plan.archive, newest))


# -- lists ---------------------------------------------------------------------------------------


def _lists(plan: Plan) -> Iterator[Planned]:
    shown, inputs = plan.shown, plan.inputs
    folder = shown.folder
    if shown.labels:
        place = paths.labels_place(folder)
        yield Planned(place, inputs.of(place, shown.labels), partial(lists.labels_pages, shown))
    for year in shown.years:
        place = paths.year_place(folder, year)
        months = [(at, inputs.lines(lines)) for at, lines in shown.months.items() if at[:4] == year]
        told = inputs.of(place, months, lists.beside_year(shown, year))
        yield Planned(place, told, partial(lists.year_pages, shown, year))
    for month, lines in shown.months.items():
        place = paths.month_place(folder, month)
        told = plan.of_lines(place, lines, lists.beside_month(shown, month))
        beginnings = partial(_beginnings, plan.archive)
        yield Planned(place, told, partial(lists.month_pages, shown, month, beginnings))
    yield from _labels(plan)
    if shown.undated:
        place = paths.undated_place(folder)
        told = inputs.of(place, inputs.lines(shown.undated))
        yield Planned(place, told, partial(lists.undated_pages, shown))


def _labels(plan: Plan) -> Iterator[Planned]:
    shown = plan.shown
    at = {line.post_id: n for n, line in enumerate((*shown.posts, *shown.pages))}
    lines = (*shown.posts, *shown.pages)
    with_label = contents.posts_with_labels(plan.archive, shown.blog.blog_id)
    for label in shown.labels:
        found = sorted(at[post] for post in with_label.get(label.label_id, ()) if post in at)
        carrying = tuple(lines[n] for n in found)
        place = paths.label_place(shown.folder, label.name)
        make = partial(lists.label_pages, shown, label, carrying)
        yield Planned(place, plan.inputs.of(place, label, plan.inputs.lines(carrying)), make)


def _beginnings(archive: Archive, lines: tuple[PostLine, ...]) -> dict[str, str]:
    return contents.beginnings(archive, [line.post_id for line in lines])


def _people(plan: Plan) -> Iterator[Planned]:
    shown, inputs = plan.shown, plan.inputs
    lines = {line.post_id: line for line in (*shown.posts, *shown.pages)}
    if shown.people:
        place = paths.people_place(shown.folder)
        yield Planned(place, inputs.of(place, shown.people), partial(people.people_pages, shown))
    told = dict(_told_of_people(plan))
    written = LastWritten(plan.archive, shown.blog.blog_id)
    for person in shown.people:
        place = paths.person_place(shown.folder, person.key)
        n = person.n_posts + person.n_comments
        for sheet in paging.sheets(place, range(n), paging.N_WRITTEN):
            beside = (sheet.number, sheet.n_sheets, sheet.older, sheet.newer)
            own = told.get((person.author_id, sheet.number))
            make = partial(_person, shown, person, written, sheet.number, lines)
            yield one(sheet.place, inputs.of(sheet.place, person, beside, own), make)


def _told_of_people(
    plan: Plan,
) -> Iterator[tuple[tuple[int, int], str | None]]:
    """(author, number of a sheet) and a digest of what stands there."""
    place = paths.people_place(plan.shown.folder)
    for author, written in mirror.writings(plan.archive.db, plan.shown.blog.blog_id):
        for sheet in paging.sheets(place, written, paging.N_WRITTEN):
            digests = [sha256 for sha256, _ in sheet.entries]
            posts = plan.inputs.posts(post for _, post in sheet.entries)
            told = None if None in digests else mirror.digest_of((digests, posts))
            yield (author, sheet.number), told


def _person(
    shown: Shown,
    person: KeptPerson,
    written: LastWritten,
    number: int,
    lines: dict[str, PostLine],
) -> Page:
    place = paths.person_place(shown.folder, person.key)
    sheets = paging.sheets(place, written.by(person), paging.N_WRITTEN)
    sheet = next(sheet for sheet in sheets if sheet.number == number)
    return people.person_page(shown, person, sheet, lines)


def _gallery(plan: Plan) -> Iterator[Planned]:
    rooms = plan.shown.galleries
    for month, lines in rooms.items():
        place = paths.gallery_place(plan.shown.folder, month)
        inputs = plan.of_lines(place, lines, list(rooms))
        pictures = partial(kept_pictures, plan.archive)
        make = partial(gallery.room_pages, plan.shown, rooms, month, pictures)
        yield Planned(place, inputs, make)


# -- posts ---------------------------------------------------------------------------------------


def _posts(plan: Plan) -> Iterator[Planned]:
    site, shown = plan.site, plan.shown
    missing, films = gaps.by_place(site, shown), mirror.films_of(plan.archive.db)
    posts, nobody = shown.posts, (None, None)
    ahead = Ahead(plan.archive, [line.post_id for line in (*posts, *shown.pages)])
    beside = [*zip((*posts[1:], None), (None, *posts), strict=False), *[nobody] * len(shown.pages)]
    for line, (older, newer) in zip((*posts, *shown.pages), beside, strict=False):
        place = shown.place_of(line)
        said = missing.get(place, ()) if shown.day is None else ()
        lines = (line, older, newer)
        own = plan.told.get(line.post_id), line.has_versions
        told = (*own, plan.inputs.lines(lines), said, films)
        make = partial(_post, ahead, site, shown, lines, said)
        yield one(place, plan.inputs.of(place, *told), make)


def _versions(plan: Plan) -> Iterator[Planned]:
    """Links in bodies that were stand in no table: what they ask for is noted."""
    shown = plan.shown
    changed = [line for line in (*shown.posts, *shown.pages) if line.has_versions]
    former = mirror.former_states(plan.archive.db, shown.blog.blog_id) if changed else {}
    for line in changed:
        place = paths.versions_place(shown.place_of(line))
        told = (line, plan.told.get(line.post_id), former.get(line.post_id))
        inputs_of = partial(plan.inputs.of, place, *told)
        make = partial(_versions_page, plan, line, inputs_of)
        yield one(place, inputs_of(plan.answers.to(place)), make)


def _versions_page(
    plan: Plan, line: PostLine, inputs_of: Callable[[bytes | None], str | None]
) -> Page:
    places = AskingPlaces(plan.site.places)
    page = versions.versions_page(plan.shown, places, versions.parts_of(plan.archive, line))
    asked = places.asked.noted()
    return replace(page, inputs=inputs_of(plan.answers.digest(asked)), asked=asked)


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
