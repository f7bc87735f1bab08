"""Pages that are still to be made: where each lies, and a digest of all that it is made from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
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
    """A page of the mirror, or the sheets of a long list, that may have to be made.

    They are made again where `inputs` differ from what was noted, or are None: then what they are
    made from is hard to name, and each is written where it differs.
    """

    place: str
    """Of the page, or of the list's first sheet."""
    inputs: str | None
    make: Callable[[], Iterable[Page]]


def one(place: str, inputs: str | None, make: Callable[[], Page]) -> Planned:
    """A single page."""
    return Planned(place, inputs, lambda: [make()])


def inputs_of(shown: Shown, place: str, *parts: object) -> str | None:
    """Digest of what a blog's page at a place is made from; None where a part is not known.

    :param parts: values whose `repr` says all of them; a None among them is not known.
    """
    if any(part is None for part in parts):
        return None
    # Only the home page tells when the blog was last crawled, and it is made every time.
    blog = replace(shown.blog, last_crawl_at=None)
    has_original = paths.original_place(place) in shown.originals
    lists = (shown.months, shown.labels, shown.people, shown.picture_counts)
    frame = (_program(), blog, shown.folder, place, has_original, [bool(each) for each in lists])
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
