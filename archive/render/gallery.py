"""The gallery: the kept pictures of a blog, month by month, each beside the post that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.media import KEPT_PATH
from archive.render import dates, paging, paths
from archive.render.pages import Page, blog_page, title_of

if TYPE_CHECKING:
    from archive.render.gather import Shown
    from archive.store.contents import PostLine
    from archive.store.people import KeptPicture

UNDATED = "Undated and on pages"


@dataclass(frozen=True, slots=True)
class Hung:
    """A picture in the gallery."""

    file: str
    """Place of the kept file."""
    alt: str
    """Its replacement text; the post's title where nobody wrote one."""
    opens: bool
    """Whether a click may open the file: an SVG opened as a page would run its scripts."""
    post: str
    fragment: str
    title: str


@dataclass(frozen=True, slots=True)
class Room:
    """A month of the gallery."""

    place: str
    name: str | None
    """None for pictures of no known month."""
    n_pictures: int


def gallery_page(shown: Shown) -> Page:
    """Every month that has pictures."""
    rooms = [_room(shown, month, lines) for month, lines in shown.galleries.items()]
    place = paths.gallery_place(shown.folder)
    n = sum(room.n_pictures for room in rooms)
    return blog_page("gallery.html", shown, place, "Pictures", rooms=rooms, n=n)


def _room(shown: Shown, month: str | None, lines: tuple[PostLine, ...]) -> Room:
    return Room(
        paths.gallery_place(shown.folder, month),
        dates.month_name(month, shown.blog.language) if month else None,
        sum(shown.picture_counts[line.post_id] for line in lines),
    )


def room_pages(
    shown: Shown,
    galleries: dict[str | None, tuple[PostLine, ...]],
    month: str | None,
    pictures_of: Callable[[str], tuple[KeptPicture, ...]],
) -> Iterator[Page]:
    """The pictures of one of the blog's months; None for those of no known month."""
    lines, months = galleries[month], tuple(galleries)
    hung = [one for line in lines for one in _hang(shown, line, pictures_of(line.post_id))]
    at, room = months.index(month), _room(shown, month, lines)
    older, newer = months[at + 1 : at + 2], months[at - 1 : at] if at else ()
    for sheet in paging.sheets(room.place, hung, paging.N_PICTURES):
        yield blog_page(
            "room.html",
            shown,
            sheet.place,
            room.name or UNDATED,
            is_dated=month is not None,
            sheet=sheet,
            n=len(hung),
            above=(paths.gallery_place(shown.folder), "Pictures"),
            older=_room(shown, older[0], galleries[older[0]]) if older else None,
            newer=_room(shown, newer[0], galleries[newer[0]]) if newer else None,
        )


def _hang(shown: Shown, line: PostLine, pictures: tuple[KeptPicture, ...]) -> Iterator[Hung]:
    title = title_of(line)
    for one in pictures:
        if KEPT_PATH.fullmatch(one.path):
            yield Hung(
                one.path,
                one.alt.strip() or title,
                one.mime != "image/svg+xml",
                shown.place_of(line),
                f"c{one.comment_id}" if one.comment_id else "",
                title,
            )
