"""Which post or comment a person means: by id, address, or page of the mirror."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import unquote, urlsplit

from archive.addresses import host_key, read_address
from archive.errors import QueryError
from archive.render.paths import ROOT, blog_folders, post_place, versions_place
from archive.store import contents
from archive.store.connection import Archive
from archive.store.reading import rows

_COMMENT: Final = re.compile(r"c([0-9]+)")


@dataclass(frozen=True, slots=True)
class Named:
    """A post (or static page) or a comment of the archive."""

    kind: Literal["post", "comment"]
    entry_id: str


def entry_named(archive: Archive, name: str) -> Named:
    """The post or comment that an id, a web address or a file of the mirror names.

    An address or file that ends in `#c123` names that comment, where it is kept.

    :raises QueryError: the archive has none of that name.
    """
    whole, _, fragment = name.partition("#")
    comment = _COMMENT.fullmatch(fragment)
    if comment and (found := _by_id(archive, comment[1])):
        return found
    found = _by_id(archive, whole) or _by_address(archive, whole) or _by_place(archive, whole)
    if found is None:
        raise QueryError(f"{name!r} is no post or comment of this archive{_hint(archive, whole)}")
    return found


def _by_id(archive: Archive, entry_id: str) -> Named | None:
    for kind, query in (
        ("post", "SELECT id FROM posts WHERE id = :id"),
        ("comment", "SELECT id FROM comments WHERE id = :id"),
    ):
        if rows(archive, query, {"id": entry_id}):
            return Named("post" if kind == "post" else "comment", entry_id)
    return None


def _by_address(archive: Archive, name: str) -> Named | None:
    address = read_address(name)
    if address is None:
        return None
    hosts = rows(archive, "SELECT blog, host FROM blog_hosts UNION SELECT id, host FROM blogs")
    blogs = {row["blog"] for row in hosts if host_key(row["host"]) == address.host}
    for row in rows(archive, "SELECT id, blog, url FROM posts ORDER BY rowid"):
        own = read_address(row["url"]) if row["blog"] in blogs else None
        if own is not None and own.page == address.page:
            return Named("post", row["id"])
    return None


def _by_place(archive: Archive, name: str) -> Named | None:
    place = unquote(urlsplit(name).path) if name.startswith("file:") else name.replace("\\", "/")
    _, _, inside = f"/{place}".rpartition(f"/{ROOT}/")
    wanted = f"{ROOT}/{inside}"
    found = (named for here, named in _places(archive) if wanted in (here, versions_place(here)))
    return next(found, None) if inside else None


def _places(archive: Archive) -> Iterator[tuple[str, Named]]:
    folders = blog_folders((blog.blog_id, blog.host) for blog in contents.blogs(archive))
    for row in rows(archive, "SELECT id, blog, url, path FROM posts ORDER BY rowid"):
        query = urlsplit(row["url"]).query
        path = f"{row['path']}?{query}" if query and "?" not in row["path"] else row["path"]
        yield post_place(folders[row["blog"]], path), Named("post", row["id"])


def _hint(archive: Archive, name: str) -> str:
    urls = [str(row["url"]) for row in rows(archive, "SELECT url FROM posts ORDER BY rowid")]
    nearest = difflib.get_close_matches(name, urls[:5000], n=1)
    return (
        f"; the nearest kept is {nearest[0]}" if nearest else "; find it with 'blogarchive search'"
    )
