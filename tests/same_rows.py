"""When two archives hold the same: what the origin published and what was made of it, not when."""

from __future__ import annotations

from archive.store.connection import Archive

SAME = {
    "posts": "SELECT id, kind, url, title, published_on, published_at, utc_offset, updated_at,"
    " n_comments, body_html, body_text, sources, digest, version FROM posts ORDER BY id",
    "versions": "SELECT post, version, title, url, body_html, labels, updated_at, digest"
    " FROM post_versions ORDER BY post, version",
    "comments": "SELECT id, post, parent, published_at, body_html, is_deleted, digest, version"
    " FROM comments ORDER BY id",
    "labels": "SELECT post, name, position FROM post_labels JOIN labels ON labels.id = label"
    " ORDER BY post, position",
    "links": "SELECT post, comment, position, url, is_internal FROM links"
    " ORDER BY post, comment, position",
    "media": "SELECT key, state, url, sha256, path, n_bytes, reason FROM media ORDER BY key",
    "uses": "SELECT key, post, comment, reading, position, shown_url FROM media_uses"
    " JOIN media ON media.id = media ORDER BY post, comment, reading, position",
    "found": "SELECT rowid IN (SELECT id FROM entry_rows) AS indexed, title, body FROM entry_words"
    " ORDER BY title, body",
    "findings": "SELECT kind, subject, field, message FROM findings WHERE closed_at IS NULL"
    " ORDER BY kind, subject, field",
    "declared": "SELECT source, name, n, listing FROM declared ORDER BY source, name",
    "tries": "SELECT DISTINCT key, media_tries.url, status, error FROM media_tries"
    " JOIN media ON media.id = media ORDER BY key, media_tries.url",
    # A question for changes is asked of the moment, and answered with nothing but what is kept.
    "captures": "SELECT DISTINCT kind, url, status, body_sha256 FROM captures"
    " WHERE kind NOT LIKE '%-changed' ORDER BY kind, url, status, body_sha256",
}

Contents = dict[str, list[tuple[object, ...]]]
"""Rows by the name of the query."""


def contents(archive: Archive) -> Contents:
    return {name: archive.db.execute(query).fetchall() for name, query in SAME.items()}
