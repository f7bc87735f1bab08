"""The first pages: the shelf of all blogs, and the home of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.render import dates, paths, plots, rewrite
from archive.render.lists import label_links, listed
from archive.render.pages import Page, blog_page, filled, safe_body
from archive.render.scene import Scene
from archive.render.wild import too_wild

if TYPE_CHECKING:
    from markupsafe import Markup

    from archive.render.gather import Shown, Site
    from archive.store.contents import PostLine
    from archive.store.people import KeptPerson

N_NEWEST = 12
"""Posts that a home page shows with their beginnings."""
N_LABELS_AT_HOME = 40
N_PEOPLE_AT_HOME = 10


def books(site: Site) -> list[dict[str, object]]:
    """What the shelf shows of each blog."""
    return [
        {
            "name": shown.name,
            "host": shown.blog.host,
            "language": shown.blog.language or "und",
            "direction": shown.direction,
            "n_posts": len(shown.posts),
            "n_pages": len(shown.pages),
            "home": paths.home_place(shown.folder),
            "span": _span(shown),
            "n_comments": sum(line.n_comments for line in (*shown.posts, *shown.pages)),
            "description": _plain(shown.blog.description),
        }
        for shown in site.blogs
    ]


def shelf_page(site: Site, books: list[dict[str, object]]) -> Page:
    """Every blog of the archive."""
    search = paths.SEARCH_ALL if len(books) > 1 and site.day is None else None
    return filled(
        "shelf.html",
        paths.SHELF,
        books=books,
        search=search,
        day=site.day,
        language="en",
        direction="ltr",
    )


def _plain(html: str) -> str:
    """The words of a description, which may carry markup."""
    return "" if too_wild(html) else rewrite.words(html)


def _span(shown: Shown) -> str:
    years = shown.years
    names = dict.fromkeys(
        dates.year_name(year, shown.blog.language) for year in (years[-1:] + years[:1])
    )
    return "–".join(names)


def description(site: Site, shown: Shown) -> Markup:
    """What a blog says of itself."""
    place = paths.home_place(shown.folder)
    scene = Scene(shown.blog.home_url, place, site.places, {}, keeps_ids=False)
    return safe_body(shown.blog.description, "", scene)


def home_page(site: Site, shown: Shown, texts: dict[str, str]) -> Page:
    """A blog's home: years, newest posts with their beginnings, labels, people, static pages."""
    place, folder = paths.home_place(shown.folder), shown.folder
    return blog_page(
        "home.html",
        shown,
        place,
        shown.name,
        description=description(site, shown),
        newest=[listed(shown, line, texts.get(line.post_id, "")) for line in newest(shown)],
        years=plots.years(shown),
        archives=paths.archives_place(folder) if shown.months else None,
        undated=paths.undated_place(folder) if shown.undated else None,
        labels=label_links(shown, shown.labels[:N_LABELS_AT_HOME]),
        labels_index=paths.labels_place(folder),
        people=[(paths.person_place(folder, one.key), one) for one in _talkative(shown)],
        people_index=paths.people_place(folder),
        pages=[listed(shown, line) for line in shown.pages],
        n_comments=sum(line.n_comments for line in (*shown.posts, *shown.pages)),
        n_pictures=sum(shown.picture_counts.values()),
        coverage=paths.coverage_place(folder) if shown.day is None else None,
        n_gaps=len(shown.coverage.gaps),
    )


def _talkative(shown: Shown) -> list[KeptPerson]:
    return [one for one in shown.people if one.n_comments][:N_PEOPLE_AT_HOME]


def newest(shown: Shown) -> tuple[PostLine, ...]:
    """The posts that the home page shows with their beginnings."""
    return shown.posts[:N_NEWEST]
