"""Pages that are still to be made: where each lies, and a digest of all that it is made from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from archive.render import paths
from archive.store import mirror

if TYPE_CHECKING:
    from archive.render.gather import Shown
    from archive.render.pages import Page

_SHAPING = ("babel", "jinja2", "markupsafe", "nh3", "selectolax", "tinycss2")
"""Libraries whose next release may write a page otherwise."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A page of the mirror that may have to be made.

    A page is made again where `inputs` differ from what was noted, or are None. A page whose inputs
    are hard to name gives None: it is made every time, and written where it differs.
    """

    place: str
    inputs: str | None
    make: Callable[[], Page]


def made(page: Page) -> Planned:
    """A page that was made already, since nothing tells beforehand whether it changed."""
    return Planned(page.place, None, lambda: page)


def inputs_of(shown: Shown, place: str, *parts: object) -> str | None:
    """Digest of what a blog's page at a place is made from; None where a part is not known.

    :param parts: values whose `repr` says all of them; a None among them is not known.
    """
    if any(part is None for part in parts):
        return None
    # Only the home page tells when the blog was last crawled, and it is made every time.
    blog = replace(shown.blog, last_crawl_at=None)
    has_original = paths.original_place(place) in shown.originals
    frame = (_program(), blog, shown.folder, bool(shown.labels), place, has_original)
    return mirror.digest_of((*frame, *parts))


@cache
def _program() -> str:
    """Digest of the code, templates and libraries that make pages."""
    told = hashlib.sha256(repr([metadata.version(name) for name in _SHAPING]).encode())
    for path in _sources(files("archive.render")):
        told.update(path.name.encode() + b"\0" + path.read_bytes())
    return told.hexdigest()


def _sources(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for path in sorted(folder.iterdir(), key=lambda each: each.name):
        if path.is_dir() and path.name != "__pycache__":
            found += _sources(path)
        elif path.is_file():
            found.append(path)
    return found
