"""Pages that are still to be made: where each lies, and a digest of all that it is made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import TYPE_CHECKING

from archive.render import paths, program
from archive.store import mirror
from archive.store.contents import PostLine

if TYPE_CHECKING:
    from archive.render.gather import Shown
    from archive.render.pages import Page


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


_LISTED = attrgetter(*(one.name for one in fields(PostLine) if one.name != "has_versions"))
"""What a list may show of a post: it leads to no versions, so the first edit changes no list."""


class Inputs:
    """Digests of what a blog's pages are made from."""

    def __init__(self, shown: Shown) -> None:
        """Take in what all pages of a blog share."""
        # Only the home page tells when the blog was last crawled, and names it beside this.
        blog = replace(shown.blog, last_crawl_at=None)
        lists = (shown.months, shown.labels, shown.people, shown.picture_counts)
        self._originals = shown.originals
        self._shared = digest((blog, shown.folder, shown.day, [bool(each) for each in lists]))
        self._told = {
            line.post_id: mirror.digest_of(_LISTED(line))[:32]
            for line in (*shown.posts, *shown.pages)
        }

    def of(self, place: str, *parts: object) -> str | None:
        """Digest of what a page at a place is made from; None where a part is not known.

        :param parts: values whose `repr` says all of them; a None among them is not known.
        """
        if None in parts:
            return None
        has_original = paths.original_place(place) in self._originals
        return mirror.digest_of((self._shared, place, has_original, *parts))

    def lines(self, lines: Iterable[PostLine | None]) -> list[str | None]:
        """What lists say of posts, told once for all lists that they stand in."""
        told = self._told
        return [line and told[line.post_id] for line in lines]  # type: ignore[misc] # a line is true

    def posts(self, post_ids: Iterable[str]) -> list[str | None]:
        """The same of posts by their ids; None for one that is not listed."""
        return [*map(self._told.get, post_ids)]


def digest(parts: Iterable[object]) -> str:
    """Digest of values whose `repr` says all of them, and of the program."""
    return mirror.digest_of((program.digest(), *parts))
