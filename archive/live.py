"""Answer the mirror's search page from the database, while `serve` shows it."""

from __future__ import annotations

import json
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs

from archive.errors import ArchiveError, QueryError
from archive.render.paths import blog_folders, post_place
from archive.search import KINDS, Hit, Narrowed, search
from archive.store import contents
from archive.store.connection import Archive

ADDRESS = "/search.json"
MAX_LETTERS = 400
MAX_HITS = 201
_MAX_FIELDS = 10
_MAX_ID = 18
"""Digits."""


def answer(root: Path, query: str) -> tuple[HTTPStatus, bytes]:
    """What a query string finds, as JSON: the hits with their pages.

    400 for a question that cannot be asked, 503 where the database cannot be read: then the page
    searches by itself.
    """
    try:
        asked = {name: values[0] for name, values in _fields(query).items()}
        with Archive.open(root) as archive:
            return HTTPStatus.OK, _json(_found(archive, asked))
    except (QueryError, ValueError) as error:
        return HTTPStatus.BAD_REQUEST, _json({"error": str(error)})
    except ArchiveError as error:
        return HTTPStatus.SERVICE_UNAVAILABLE, _json({"error": str(error)})


def _fields(query: str) -> dict[str, list[str]]:
    return parse_qs(query, max_num_fields=_MAX_FIELDS, encoding="utf-8", errors="replace")


def _found(archive: Archive, asked: dict[str, str]) -> list[dict[str, object]]:
    hits = search(
        archive,
        asked.get("q", "")[:MAX_LETTERS],
        limit=min(_number(asked.get("limit", "20")), MAX_HITS),
        kinds=tuple(kind for kind in KINDS if asked.get("kind", kind) == kind),
        blog=asked.get("blog"),
        narrowed=Narrowed(
            asked.get("year"),
            _number(asked["author"]) if "author" in asked else None,
            tuple(map(_number, asked.get("label", "").split())),
        ),
    )
    folders = blog_folders((blog.blog_id, blog.host) for blog in contents.blogs(archive))
    return [_shown(hit, folders[hit.blog_id]) for hit in hits]


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= _MAX_ID):
        raise QueryError(f"{text[:40]!r} is no number")
    return int(text)


def _shown(hit: Hit, folder: str) -> dict[str, object]:
    place = post_place(folder, hit.path)
    anchor = f"#c{hit.comment_id}" if hit.comment_id else ""
    return {
        "kind": hit.kind,
        "title": hit.title or hit.snippet[:60],
        "place": f"/{place}{anchor}",
        "day": hit.published_on,
        "author": hit.author or "",
        "text": hit.snippet,
        "blog": hit.blog_id,
    }


def _json(things: object) -> bytes:
    return json.dumps(things, ensure_ascii=False).encode("utf-8", "replace")
