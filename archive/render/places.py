"""From a web address to its place in the mirror: what makes links between pages local. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote

from archive.addresses import Address, host_key, read_address

IS_COMMENT = re.compile(r"c([0-9]+)")
"""The anchor of a comment."""
_TO_COMMENTS = frozenset({"comments", "comment-form", "disqus_thread", "comment-editor"})
_ARCHIVE = re.compile(
    r"/(?:[^/]+/)*((?:19|20)[0-9]{2})(?:[/_](0[1-9]|1[0-2]))?"
    r"(?:[/_][0-9]{2})?(?:/?|_(?:[^/]*_)?archive\.html?)"
)
"""`/2020/`, `/2020/12/`, `/2020/12/05/`, `/2020_12_01_archive.html`."""

_PLAIN = re.compile(r"(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+/?|/")

IN_BODY = "in-"
"""Prefix of the ids that a body brings along, so that they never meet one of the page's own."""


class Spot(NamedTuple):
    """A place and the anchor in it."""

    place: str
    fragment: str


@dataclass(frozen=True, slots=True)
class Places:
    """Every address that the mirror has a page for, under whichever host it is written."""

    _blog_of_host: dict[str, str] = field(default_factory=dict)
    _place_of_page: dict[tuple[str, str], str] = field(default_factory=dict)

    def add_host(self, blog_id: str, host: str) -> None:
        """Say that a host leads to a blog; the first to claim it keeps it."""
        self._blog_of_host.setdefault(host_key(host), blog_id)

    def add(self, blog_id: str, path: str, place: str) -> None:
        """Say where a page of a blog lies; `path` is percent-encoded and may carry a query."""
        page = path if _is_plain(path) else _page_of(path)
        if page is not None:
            self._place_of_page.setdefault((blog_id, page), place)

    def add_label(self, blog_id: str, name: str, place: str) -> None:
        """Say where a label's page lies."""
        self.add(blog_id, f"/search/label/{quote(name, safe='')}", place)

    def find(self, url: str) -> Spot | None:
        """Where an absolute address leads in the mirror, or None where it leads outside."""
        address = read_address(url)
        if address is None:
            return None
        found = (self._place_of_page.get(key) for key in self._keys(address))
        place = next(filter(None, found), None)
        fragment = address.fragment or _asked_comment(url)
        return Spot(place, _anchor(fragment)) if place else None

    def keys(self, url: str) -> tuple[tuple[str, str], ...]:
        """(blog, page) of each page that an address may lead to, as `all` names them."""
        address = read_address(url)
        return self._keys(address) if address else ()

    def _keys(self, address: Address) -> tuple[tuple[str, str], ...]:
        blog_id = self._blog_of_host.get(address.host)
        if blog_id is None:
            return ()
        found = None if address.query else _ARCHIVE.fullmatch(address.path)
        if found is None:
            return ((blog_id, address.page),)
        path = f"/{found[1]}/{found[2]}/" if found[2] else f"/{found[1]}/"
        return (blog_id, address.page), (blog_id, path)

    def all(self) -> Iterable[tuple[tuple[str, str], str]]:
        """((blog, page), place) of every page."""
        return self._place_of_page.items()

    def hosts(self) -> Iterable[tuple[str, str]]:
        """(host, blog) of every host that leads to a blog."""
        return self._blog_of_host.items()


def _is_plain(path: str) -> bool:
    """Say whether a path is its own page key, as nearly all are: 50,000 are taken in at once."""
    return _PLAIN.fullmatch(path) is not None and not path.endswith(("/index.html", "/index.htm"))


def _page_of(path: str) -> str | None:
    address = read_address(f"http://blog{path}")
    return address.page if address else None


def _asked_comment(url: str) -> str:
    """`comments` where an address asks for a comment by its time: `?showComment=1559192764955`."""
    return "comments" if "showcomment=" in url.partition("?")[2].lower() else ""


def _anchor(fragment: str) -> str:
    if fragment in _TO_COMMENTS or fragment.startswith("comment-form"):
        return "comments"
    if IS_COMMENT.fullmatch(fragment):
        return fragment
    return body_id(fragment)


def body_id(name: str) -> str:
    """The id in the mirror of something that a body calls `name`; empty where that is no id."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")[:80]
    return IN_BODY + plain if plain else ""
