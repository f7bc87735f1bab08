"""Where a body stands, and which of the archive's pictures its addresses mean. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urljoin

from archive.media import KEPT_PATH
from archive.render.picture_names import sizeless

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archive.render.places import Spot
    from archive.store.contents import PictureUse


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's file, or why there is none."""

    path: str | None
    """Place of the file: `media/ab/ab….jpg`."""
    mime: str
    reason: str


class Pictures(Protocol):
    """Finds a picture, or a video, by the key of its address."""

    def get(self, key: str, /) -> Picture | None:
        """The picture of a `picture_key`; None where the archive never heard of it."""


class Ways(Protocol):
    """Finds pages of the mirror: `Places`, or what notes the questions to them."""

    def find(self, url: str, /) -> Spot | None:
        """Where an absolute address leads in the mirror, or None where it leads outside."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a body stands and what its addresses lead to."""

    url: str
    """Address of its post: relative addresses resolve against it."""
    place: str
    places: Ways
    pictures: Pictures
    keeps_ids: bool = True
    """False for comments, of which a page has many."""
    seen_on: str = ""
    """The day on which the body was first seen as it is: what its links led to then."""
    comments: frozenset[str] = frozenset()
    """Anchors of the comments on its page."""


def picture_key(url: str) -> str:
    """What two spellings of one picture's address share: all but the scheme and fragment."""
    return re.sub(r"^https?:", "", url.strip(), flags=re.IGNORECASE).partition("#")[0]


def pictures_by_address(uses: Iterable[PictureUse]) -> dict[str, Picture]:
    """Every address of every picture, as shown and as linked; the first to claim one keeps it."""
    uses = tuple(uses)
    found: dict[str, Picture] = {}
    shown = [(use.shown_url, use) for use in uses]
    linked = [(use.linked_url, use) for use in uses if use.linked_url]
    for address, use in (*shown, *linked):
        found.setdefault(picture_key(address), _picture(use))
    for address, use in (*linked, *shown):
        if key := sizeless(address):
            found.setdefault(key, _picture(use))
    return found


def picture_at(address: str, scene: Scene) -> Picture | None:
    """The picture of an address, at whatever size it was kept."""
    return scene.pictures.get(picture_key(address)) or scene.pictures.get(sizeless(address) or "")


def _picture(use: PictureUse) -> Picture:
    is_kept = use.state == "kept" and KEPT_PATH.fullmatch(use.path or "") is not None
    reason = use.reason or ("not fetched yet" if use.state == "wanted" else "its file is not here")
    return Picture(use.path if is_kept else None, use.mime or "", "" if is_kept else reason)


def joined(base: str, address: str) -> str:
    """An address as it is meant on a page at `base`; empty where it is none."""
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return ""
