"""Posts with their comments, labels and pictures: read some at a time, as pages are made in order.

A query takes about as long for one post as for ten.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from archive.model import Author
from archive.store.contents import KeptComment, KeptPost, PictureUse

if TYPE_CHECKING:
    from archive.store.connection import Archive

MOST_AHEAD = 32
"""Posts in memory at once."""


@dataclass(frozen=True, slots=True)
class WholePost:
    """A post or static page and what hangs on it."""

    post: KeptPost
    comments: tuple[KeptComment, ...]
    """Oldest first."""
    pictures: tuple[PictureUse, ...]
    """Every picture that it or a comment shows or showed, kept ones first."""


class Ahead:
    """Reads posts before they are asked for, as long as they are asked for in order."""

    def __init__(self, archive: Archive, post_ids: Sequence[str]) -> None:
        """Read posts of an archive in the order of `post_ids`."""
        self._archive = archive
        self._ids = post_ids
        self._at = {post_id: at for at, post_id in enumerate(post_ids)}
        self._ready: dict[str, WholePost] = {}
        self._next = -1
        self._n_ahead = 1

    def get(self, post_id: str) -> WholePost:
        """One of the posts.

        :raises KeyError: there is none of that id.
        """
        if post_id not in self._ready:
            at = self._at[post_id]
            self._n_ahead = min(2 * self._n_ahead, MOST_AHEAD) if at == self._next else 1
            self._next = at + self._n_ahead
            self._ready = whole_posts(self._archive, self._ids[at : self._next])
        return self._ready.pop(post_id)


def whole_posts(archive: Archive, post_ids: Sequence[str]) -> dict[str, WholePost]:
    """Some posts by their ids; what is not there is left out."""
    asked = json.dumps(list(post_ids))
    labels: defaultdict[str, list[str]] = defaultdict(list)
    for post, name in _rows(archive, _LABELS, asked):
        labels[post].append(name)
    comments: defaultdict[str, list[KeptComment]] = defaultdict(list)
    for post, *told in _rows(archive, _COMMENTS, asked):
        comments[post].append(_comment(told))
    pictures = pictures_of(archive, post_ids)
    return {
        row[0]: WholePost(
            _post(row, tuple(labels[row[0]])),
            tuple(comments.pop(row[0], ())),
            pictures.get(row[0], ()),
        )
        for row in _rows(archive, _POSTS, asked)
    }


def pictures_of(archive: Archive, post_ids: Sequence[str]) -> dict[str, tuple[PictureUse, ...]]:
    """Every picture that posts or comments under them show or showed, kept ones first."""
    found: defaultdict[str, list[PictureUse]] = defaultdict(list)
    for post, *told in _rows(archive, _PICTURES, json.dumps(list(post_ids))):
        found[post].append(PictureUse(*told))
    return {post: tuple(uses) for post, uses in found.items()}


def _rows(archive: Archive, sql: str, asked: str) -> Iterator[tuple[Any, ...]]:
    return archive.db.conn.execute(sql, {"asked": asked})


def _post(row: tuple[Any, ...], labels: tuple[str, ...]) -> KeptPost:
    *told, evidence, name, profile_url, avatar_url, key = row
    author = _author(name, profile_url, avatar_url)
    return KeptPost(*(*told, _evidence(evidence), author, labels, key))


def _comment(row: list[Any]) -> KeptComment:
    *told, is_deleted, is_own, name, profile_url, avatar_url, key, seen_at, gone_at = row
    author = _author(name, profile_url, avatar_url)
    truths = bool(is_deleted), bool(is_own)
    return KeptComment(*(*told, *truths, author, key, seen_at, gone_at))


@lru_cache(maxsize=1024)
def _author(name: str | None, profile_url: str | None, avatar_url: str | None) -> Author | None:
    return None if name is None else Author(name, profile_url, avatar_url)


def _evidence(text: str | None) -> Mapping[str, Any]:
    """What a column of JSON says; the archive may be somebody else's, and say nonsense."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


_POSTS = """
SELECT posts.id, body_html, body_text, n_comments, comment_service, changed_at, version, gone_at,
  gone_evidence, authors.name, authors.profile_url, authors.avatar_url, authors.key
FROM posts LEFT JOIN authors ON authors.id = posts.author
WHERE posts.id IN (SELECT value FROM json_each(:asked))
"""
_LABELS = """
SELECT post_labels.post, labels.name
FROM post_labels JOIN labels ON labels.id = post_labels.label
WHERE post_labels.post IN (SELECT value FROM json_each(:asked))
ORDER BY post_labels.post, post_labels.position, labels.name
"""
_COMMENTS = """
SELECT comments.post, comments.id, parent, comments.published_on, comments.published_at,
  comments.utc_offset, comments.body_html, comments.body_text, comments.url, is_deleted,
  comments.author IS posts.author AND posts.author IS NOT NULL,
  authors.name, authors.profile_url, authors.avatar_url, authors.key,
  coalesce(comments.changed_at, comments.first_seen_at), comments.gone_at
FROM comments JOIN posts ON posts.id = comments.post
LEFT JOIN authors ON authors.id = comments.author
WHERE comments.post IN (SELECT value FROM json_each(:asked))
ORDER BY comments.post, comments.published_at NULLS LAST, length(comments.id), comments.id
"""
_PICTURES = """
SELECT uses.post, shown_url, linked_url, state, path, mime, reason
FROM (
  SELECT 0 AS age, media, post, comment, reading, position, shown_url, linked_url FROM media_uses
  UNION ALL
  SELECT 1, media, post, comment, reading, position, shown_url, linked_url FROM version_pictures
) AS uses JOIN media ON media.id = uses.media
WHERE uses.post IN (SELECT value FROM json_each(:asked))
ORDER BY uses.post, state = 'kept' DESC, age, reading, comment, position, shown_url
"""
