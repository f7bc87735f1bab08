"""New, changed, enriched or unchanged: what an incoming post or comment means. Pure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Literal

from archive import churn
from archive.model import Comment, Post

RULE = "2:"
"""How digests begin that the rules below make. One more whenever they change: a kept digest of an
earlier rule is then made anew from what is kept, so that a new rule changes no entry by itself."""

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
    """Digest of what a reader would call the post: title, words, links, labels, pictures, instant.

    Left out is what changes by itself (see `archive.churn`): markup, counters, signatures, sizes,
    the order of labels, and the author, since one renamed profile would change every post. The
    instant counts where the feed tells it; a theme may show the same one in many ways.
    """
    links = {churn.link_identity(link.url) for link in post.links} - {None}
    pictures = sorted(churn.picture_identity(image.shown_url) for image in post.images)
    labels = sorted({churn.folded(label) for label in post.labels})
    return _digest(
        churn.folded(post.title),
        churn.folded(post.body_text),
        sorted(map(str, links)),
        labels,
        pictures,
        _instant(post),
    )


def _instant(post: Post) -> str | None:
    moment = post.published if post.source_of("published") == "feed" else None
    return moment.at.isoformat() if moment and moment.at else None


def comment_digest(comment: Comment) -> str:
    """Digest of what a reader would call the comment: who, the words, whether it was removed."""
    name = churn.folded(comment.author.name) if comment.author else ""
    return _digest(name, churn.folded(comment.body_text), comment.is_deleted)


def is_of_todays_rule(digest: str) -> bool:
    """Whether a kept digest can be compared with one made now."""
    return digest.startswith(RULE)


def decide(
    known: Known | None, *, digest: str, reading_digest: str, is_exchanged: bool = False
) -> Change:
    """What the reconciled post (`digest`) and the reading behind it (`reading_digest`) mean.

    A version is only ever begun by a source that contradicts itself: the feed and the page of one
    version differ in small ways, and their difference is no edit. What a source said under an
    earlier rule counts as something else; then the kept version alone decides.

    :param is_exchanged: the source shows another picture under the name of a former one.
    """
    if known is None:
        return "new"
    same_word = known.reading_digest == reading_digest and not is_exchanged
    if known.digest == digest and not is_exchanged:
        return "unchanged" if same_word else "enriched"
    first_word = known.reading_digest is None
    return "enriched" if first_word or same_word or known.is_fresh else "changed"


def _digest(*parts: object) -> str:
    body = json.dumps(parts, ensure_ascii=False).encode("utf-8", "replace")
    return RULE + hashlib.sha256(body).hexdigest()
