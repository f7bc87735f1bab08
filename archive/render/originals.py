"""Which pages have an original look, and where each lies: laid out before any page is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archive.errors import DamageError
from archive.media import KEPT_PATH
from archive.render import paths
from archive.render.scene import Picture
from archive.store import parts
from archive.store.captures import Captures

if TYPE_CHECKING:
    from archive.render.places import Places
    from archive.store.connection import Archive
    from archive.store.contents import KeptBlog
    from archive.store.parts import PageCapture

_DYNAMIC = re.compile(
    rb"<meta\b(?=[^>]*\bname=['\"]blogger-template)(?=[^>]*\bcontent=['\"]dynamic)", re.IGNORECASE
)
"""A Dynamic Views page: its HTML is empty, scripts draw everything."""


@dataclass(frozen=True, slots=True)
class OriginalPage:
    """A page with an original look."""

    capture: int
    place: str
    reading_place: str | None
    """The same page in the reading face; None where it has none (an older page of a label)."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A blog whose reading pages are laid out."""

    blog: KeptBlog
    folder: str
    posts: dict[str, str]
    """Id of each post and static page to its reading place."""


def lay_out(
    archive: Archive, laid: Laid, places: Places, originals: Places
) -> dict[str, OriginalPage]:
    """Lay out the original pages of a blog by place, and tell `originals` where each lies."""
    blog_id = laid.blog.blog_id
    for host in laid.blog.hosts:
        originals.add_host(blog_id, host)
    found: dict[str, OriginalPage] = {}
    for page in _with_html(archive, blog_id):
        parts_of_url = urlsplit(page.url)
        path = parts_of_url.path or "/"
        path += f"?{parts_of_url.query}" if parts_of_url.query else ""
        reading = laid.posts.get(page.post_id or "")
        if reading is None and (spot := places.find(page.url)):
            reading = spot.place
        place = paths.original_place(reading or paths.post_place(laid.folder, path))
        if place not in found or page.capture > found[place].capture:
            found[place] = OriginalPage(page.capture, place, reading)
        originals.add(blog_id, path, place)
    return found


def _with_html(archive: Archive, blog_id: str) -> tuple[PageCapture, ...]:
    found = parts.page_captures(archive.db, blog_id)
    home = next((page for page in found if page.kind == "home"), None)
    if home is None or not _is_dynamic(archive, home.capture):
        return found
    return tuple(page for page in found if page.post_id is not None)


def _is_dynamic(archive: Archive, capture: int) -> bool:
    try:
        return _DYNAMIC.search(Captures(archive.db).load(capture).body) is not None
    except DamageError:
        return False


def kept_frames(archive: Archive) -> dict[str, Picture]:
    """Kept videos and stills of videos, by the key of their address."""
    return {
        part.key: Picture(part.path, part.mime, "")
        for part in parts.embedded(archive.db)
        if KEPT_PATH.fullmatch(part.path)
    }
