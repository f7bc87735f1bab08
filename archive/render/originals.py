"""Which pages have an original look, and where each lies: laid out before any page is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archive.errors import DamageError
from archive.media import KEPT_PATH
from archive.render import paths
from archive.render.rewrite import Picture
from archive.store import parts
from archive.store.captures import Captures

if TYPE_CHECKING:
    from archive.render.gather import Shown
    from archive.render.places import Places
    from archive.store.connection import Archive
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


def add_originals(archive: Archive, shown: Shown, places: Places, originals: Places) -> None:
    """Lay out the original pages of a blog, and say where their addresses lead."""
    blog_id = shown.blog.blog_id
    for host in shown.blog.hosts:
        originals.add_host(blog_id, host)
    lines = {line.post_id: shown.place_of(line) for line in (*shown.posts, *shown.pages)}
    for page in _with_html(archive, blog_id):
        parts_of_url = urlsplit(page.url)
        path = parts_of_url.path or "/"
        path += f"?{parts_of_url.query}" if parts_of_url.query else ""
        reading = lines.get(page.post_id or "")
        if reading is None and (spot := places.find(page.url)):
            reading = spot.place
        place = paths.original_place(reading or paths.post_place(shown.folder, path))
        if place not in shown.originals or page.capture > shown.originals[place].capture:
            shown.originals[place] = OriginalPage(page.capture, place, reading)
        originals.add(blog_id, path, place)


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
