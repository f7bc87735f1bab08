"""Pages that list posts: years, months, labels, undated ones, and the table of all months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from archive.render import dates, paging, paths, plots
from archive.render.gather import month_of
from archive.render.pages import Page, blog_page, cut, title_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from archive.render.gather import Shown
    from archive.render.paging import Sheet
    from archive.store.contents import KeptLabel, PostLine

BEGINNING = 240


@dataclass(frozen=True, slots=True)
class Listed:
    """A post as a list shows it."""

    place: str
    title: str
    is_untitled: bool
    iso: str | None
    day: str | None
    n_comments: int
    beginning: str = ""


def listed(shown: Shown, line: PostLine, text: str = "") -> Listed:
    """Make a post ready for a list; `text` is the beginning of its words, where that is shown."""
    return Listed(
        shown.place_of(line),
        title_of(line),
        not line.title.strip(),
        line.published_at or line.published_on,
        dates.long_day(line.published_on, shown.blog.language),
        line.n_comments,
        cut(text, BEGINNING),
    )


@dataclass(frozen=True, slots=True)
class MonthList:
    """The posts of a month on a sheet of its year."""

    place: str
    name: str
    n_posts: int
    n_comments: int
    """Comments under all posts of the month, whenever written."""
    listed: tuple[Listed, ...]


def archives_page(shown: Shown) -> Page:
    """Every month with its posts and comments, as a plot and in a table."""
    place = paths.archives_place(shown.folder)
    undated = paths.undated_place(shown.folder) if shown.undated else None
    years = plots.years(shown)
    return blog_page("archives.html", shown, place, "Archives", years=years, undated=undated)


def year_pages(shown: Shown, year: str) -> Iterator[Page]:
    """Every post of a year, by month."""
    language, folder = shown.blog.language, shown.folder
    lines = [
        line for month, each in shown.months.items() if month.startswith(year) for line in each
    ]
    older, newer = beside_year(shown, year)
    for sheet in paging.sheets(paths.year_place(folder, year), lines, paging.N_LINES):
        yield blog_page(
            "year.html",
            shown,
            sheet.place,
            dates.year_name(year, language),
            above=(paths.archives_place(folder), "Archives"),
            sheet=sheet,
            months=_month_lists(shown, sheet.entries),
            n_posts=len(lines),
            n_comments=sum(line.n_comments for line in lines),
            older=older and (paths.year_place(folder, older), dates.year_name(older, language)),
            newer=newer and (paths.year_place(folder, newer), dates.year_name(newer, language)),
        )


def _month_lists(shown: Shown, lines: Sequence[PostLine]) -> list[MonthList]:
    return [
        _month_list(shown, month or "", tuple(each)) for month, each in groupby(lines, month_of)
    ]


def _month_list(shown: Shown, month: str, lines: tuple[PostLine, ...]) -> MonthList:
    whole = shown.months[month]
    return MonthList(
        paths.month_place(shown.folder, month),
        dates.month_name(month, shown.blog.language),
        len(whole),
        sum(line.n_comments for line in whole),
        tuple(listed(shown, line) for line in lines),
    )


def month_pages(
    shown: Shown, month: str, beginnings: Callable[[tuple[PostLine, ...]], dict[str, str]]
) -> Iterator[Page]:
    """Every post of a month with its beginning, which `beginnings` reads sheet by sheet."""
    language, folder, lines = shown.blog.language, shown.folder, shown.months[month]
    older, newer = beside_month(shown, month)
    has_pictures = any(line.post_id in shown.picture_counts for line in lines)
    pictures = paths.gallery_place(folder, month) if has_pictures else None
    for sheet in paging.sheets(paths.month_place(folder, month), lines, paging.N_BEGINNINGS):
        texts = beginnings(sheet.entries)
        yield blog_page(
            "list.html",
            shown,
            sheet.place,
            dates.month_name(month, language),
            above=(paths.year_place(folder, month[:4]), dates.year_name(month[:4], language)),
            sheet=sheet,
            n_posts=len(lines),
            n_comments=sum(line.n_comments for line in lines),
            listed=[listed(shown, line, texts.get(line.post_id, "")) for line in sheet.entries],
            older=older and (paths.month_place(folder, older), dates.month_name(older, language)),
            newer=newer and (paths.month_place(folder, newer), dates.month_name(newer, language)),
            pictures=pictures,
        )


def beside_year(shown: Shown, year: str) -> tuple[str | None, str | None]:
    """(older, newer) year that has posts."""
    return _beside(year, shown.years)


def beside_month(shown: Shown, month: str) -> tuple[str | None, str | None]:
    """(older, newer) month that has posts."""
    return _beside(month, tuple(shown.months))


def _beside(name: str, newest_first: tuple[str, ...]) -> tuple[str | None, str | None]:
    """(older, newer) neighbours in a list that begins with the newest."""
    at = newest_first.index(name)
    older = newest_first[at + 1] if at + 1 < len(newest_first) else None
    return older, newest_first[at - 1] if at else None


def undated_pages(shown: Shown) -> Iterator[Page]:
    """Posts whose day is not known."""
    place = paths.undated_place(shown.folder)
    above = (paths.archives_place(shown.folder), "Archives") if shown.months else None
    for sheet in paging.sheets(place, shown.undated, paging.N_LINES):
        yield _plain_list(shown, sheet, "Undated", above, len(shown.undated))


def label_pages(shown: Shown, label: KeptLabel, lines: Sequence[PostLine]) -> Iterator[Page]:
    """Every post that carries a label."""
    place = paths.label_place(shown.folder, label.name)
    above = (paths.labels_place(shown.folder), "Labels")
    for sheet in paging.sheets(place, lines, paging.N_LINES):
        yield _plain_list(shown, sheet, label.name, above, len(lines))


def _plain_list(
    shown: Shown, sheet: Sheet[PostLine], heading: str, above: tuple[str, str] | None, n_posts: int
) -> Page:
    return blog_page(
        "lines.html",
        shown,
        sheet.place,
        heading,
        above=above,
        sheet=sheet,
        n_posts=n_posts,
        listed=[listed(shown, line) for line in sheet.entries],
    )


def labels_pages(shown: Shown) -> Iterator[Page]:
    """Every label, by name."""
    by_name = sorted(shown.labels, key=lambda label: (label.name.casefold(), label.name))
    for sheet in paging.sheets(paths.labels_place(shown.folder), by_name, paging.N_NAMES):
        links = label_links(shown, sheet.entries)
        yield blog_page(
            "labels.html", shown, sheet.place, "Labels", labels=links, sheet=sheet, n=len(by_name)
        )


def label_links(shown: Shown, labels: Sequence[KeptLabel]) -> list[tuple[str, KeptLabel, int]]:
    """(place, label, weight) of labels; the weight runs from 1 to 5 for the blog's most used."""
    most = max((label.n_posts for label in shown.labels), default=1)
    return [
        (paths.label_place(shown.folder, label.name), label, -(-5 * label.n_posts // most))
        for label in labels
    ]


def moved_page(shown: Shown, place: str, line: PostLine) -> Page:
    """What lies where a post's page lay before its address changed: the way to it."""
    there = listed(shown, line)
    return blog_page("moved.html", shown, place, title_of(line), there=there)
