"""New, changed, enriched or unchanged: what an incoming post or comment means. Pure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Literal

from archive.model import Comment, Post

Change = Literal["new", "changed", "enriched", "unchanged"]
"""`enriched`: a second source tells more of a version that is already kept."""

Reading = Literal["feed", "page"]
"""Which of a post's two sources speaks."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept of a post, as far as the decision needs it."""

    digest: str
    """Of the kept version, whatever its sources."""
    reading_digest: str | None
    """Of what this same source said last time; None when it never spoke."""
    is_fresh: bool
    """The kept version was first seen in the running crawl."""


def post_digest(post: Post) -> str:
    """Digest of what a reader would call the post: title, words, link targets, labels.

    Left out, as they change by themselves: markup, counters, picture addresses (signed, resized).
    """
    links = sorted({link.key or link.url for link in post.links})
    return _digest(post.title, post.body_text, links, sorted(post.labels), len(post.images))


def comment_digest(comment: Comment) -> str:
    """Digest of what a reader would call the comment: who, the words, whether it was removed."""
    name = comment.author.name if comment.author else ""
    return _digest(name, comment.body_text, comment.is_deleted)


def decide(known: Known | None, *, digest: str, reading_digest: str) -> Change:
    """What the reconciled post (`digest`) and the reading behind it (`reading_digest`) mean.

    A version is only ever begun by a source that contradicts itself: the feed and the page of one
    version differ in small ways, and their difference is no edit.
    """
    if known is None:
        return "new"
    if known.digest == digest:
        return "unchanged" if known.reading_digest == reading_digest else "enriched"
    first_word = known.reading_digest is None
    same_word = known.reading_digest == reading_digest
    return "enriched" if first_word or same_word or known.is_fresh else "changed"


def _digest(*parts: object) -> str:
    return hashlib.sha256(
        json.dumps(parts, ensure_ascii=False).encode("utf-8", "replace")
    ).hexdigest()
