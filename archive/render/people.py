"""Pages of people: everybody who wrote on a blog, and all that one of them wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.render import dates, paging, paths
from archive.render.pages import Page, blog_page, cut, title_of

if TYPE_CHECKING:
    from archive.render.gather import Shown
    from archive.render.paging import Sheet
    from archive.store.contents import PostLine
    from archive.store.people import KeptPerson, Written

N_WORDS = 280
"""Characters of a comment that the page of its author shows."""
NAMELESS = "Without a name"


@dataclass(frozen=True, slots=True)
class ShownWritten:
    """A post or comment on the page of its author."""

    place: str
    fragment: str
    """The comment's anchor; empty for the post itself."""
    title: str
    """Of the post."""
    is_comment: bool
    iso: str | None
    day: str | None
    beginning: str


def people_pages(shown: Shown) -> Iterator[Page]:
    """Everybody who signed something, most comments first."""
    place = paths.people_place(shown.folder)
    for sheet in paging.sheets(place, shown.people, paging.N_NAMES):
        links = [(paths.person_place(shown.folder, one.key), one) for one in sheet.entries]
        yield blog_page(
            "people.html", shown, sheet.place, "People", people=links, sheet=sheet,
            n=len(shown.people),
        )  # fmt: skip


def person_page(
    shown: Shown, person: KeptPerson, sheet: Sheet[Written], lines: Mapping[str, PostLine]
) -> Page:
    """A sheet of all that somebody wrote, newest first; `lines` are the blog's posts by id."""
    return blog_page(
        "person.html",
        shown,
        sheet.place,
        person.name.strip() or NAMELESS,
        person=person,
        sheet=sheet,
        above=(paths.people_place(shown.folder), "People"),
        written=[_shown(shown, one, lines[one.post_id]) for one in sheet.entries],
    )


def _shown(shown: Shown, one: Written, line: PostLine) -> ShownWritten:
    day = one.published_on
    return ShownWritten(
        shown.place_of(line),
        f"c{one.comment_id}" if one.comment_id else "",
        title_of(line),
        one.comment_id is not None,
        one.published_at or (day if dates.is_day(day) else None),
        dates.long_day(day, shown.blog.language),
        cut(one.words, N_WORDS),
    )
