"""The nouns of an archive: Blog, Post, Comment, Author, Capture, Target, Finding and Declared.

An entry (Post, Comment) holds only what the origin published. What is ours (when first seen, which
version, where the file lies) is in columns of its own and never in these types.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Final, Literal

PostKind = Literal["post", "page"]
"""A dated post, or a static page (`/p/…`)."""

Source = Literal[
    "feed", "microdata", "hatom", "json-ld", "header", "shown", "theme", "opengraph", "url",
    "structure",
]  # fmt: skip
"""Where a value was read: see `scraper.reconcile.TRUST` for the order of trust."""

Direction = Literal["ltr", "rtl"]

CommentService = Literal[
    "disqus",
    "haloscan",
    "js-kit",
    "intensedebate",
    "google+",
    "livefyre",
    "facebook",
    "commentify",
]
"""Who kept a post's comments, where that was not Blogger."""

COMMENT_SERVICE_NAMES: Final[Mapping[str, str]] = {
    "disqus": "Disqus",
    "haloscan": "HaloScan",
    "js-kit": "JS-Kit Echo",
    "intensedebate": "IntenseDebate",
    "google+": "Google+",
    "livefyre": "Livefyre",
    "facebook": "Facebook",
    "commentify": "Commentify",
}
"""What they call themselves."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was published: the day its blog shows and, where known, the exact instant."""

    day: date
    """The day in the blog's own time zone."""
    at: datetime | None = None
    """The instant, aware, in UTC, whole seconds; None where only the day is known."""
    utc_offset: int | None = None
    """Minutes east of UTC that the source wrote; None where it wrote none."""

    @classmethod
    def of(cls, moment: datetime) -> Moment:
        """Split an aware datetime into the local day, the UTC instant and the offset."""
        offset = moment.utcoffset()
        if offset is None:
            raise ValueError(f"{moment} has no time zone")
        instant = moment.astimezone(UTC).replace(microsecond=0)
        return cls(moment.date(), instant, round(offset.total_seconds() / 60))


@dataclass(frozen=True, slots=True)
class Author:
    """Whoever signed a post or comment: a name, and a profile where the service knows one."""

    name: str
    profile_url: str | None = None
    avatar_url: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One `<a href>` of a body: absolute address and the words it carries."""

    url: str
    text: str
    key: str = ""
    """What every spelling of the address shares: `host/path?query` (see `scraper.urls.key`)."""


@dataclass(frozen=True, slots=True)
class Image:
    """One picture of a body, as shown and as linked (absolute addresses)."""

    shown_url: str
    linked_url: str | None = None
    """The address that the surrounding `<a>` opens, where it looks like a picture."""
    alt: str = ""
    key: str = ""
    """What all sizes and hosts of the picture share (see `scraper.urls.picture_key`)."""


@dataclass(frozen=True, slots=True)
class Post:
    """One post or static page as its origin published it."""

    kind: PostKind
    post_id: str
    """Blogger's decimal id as text (it can pass 2^53); `path:/2004/01/x.html` where it has none."""
    blog_id: str
    url: str
    """Canonical absolute address."""
    title: str = ""
    body_html: str = ""
    """The body's inner HTML as published, unsanitised; relative addresses resolve against `url`."""
    body_text: str = ""
    """The words of the body: blocks on lines of their own, white space folded."""
    published: Moment | None = None
    updated_at: datetime | None = None
    """Aware UTC; only feeds know it."""
    author: Author | None = None
    labels: tuple[str, ...] = ()
    n_comments: int | None = None
    """The declared number of comments: 0 where the source says so, None where it says nothing."""
    comment_service: CommentService | None = None
    """The service outside the blog that kept comments on it; only its page knows."""
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    sources: tuple[tuple[str, Source], ...] = field(default=())
    """(field name, where it was read), for every field that carries a value."""

    def source_of(self, name: str) -> Source | None:
        """Where the value of a field was read, or None where it carries none."""
        return dict(self.sources).get(name)


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment as its origin published it."""

    comment_id: str
    post_id: str
    blog_id: str
    parent_id: str | None = None
    """The comment that this one answers."""
    author: Author | None = None
    published: Moment | None = None
    body_html: str = ""
    body_text: str = ""
    is_deleted: bool = False
    """True where the service shows a removal notice in its place."""
    url: str | None = None
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    source: Source = "feed"


@dataclass(frozen=True, slots=True)
class Blog:
    """One blog as its own pages and feeds describe it."""

    blog_id: str
    home_url: str
    title: str = ""
    description: str = ""
    language: str | None = None
    """BCP 47 tag as the blog writes it (`bn`, `fr-CA`)."""
    direction: Direction | None = None
    theme: str | None = None
    """The template's own name where the page says it (`Awesome Inc.`, `custom`)."""


@dataclass(frozen=True, slots=True)
class Capture:
    """One answer of a server, kept as it came (content-encoding removed)."""

    url: str
    """The address asked for."""
    final_url: str
    """The address that answered, after redirects."""
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime
    """Aware UTC."""

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


@dataclass(frozen=True, slots=True)
class Target:
    """One address that a crawl wants, and why."""

    kind: str
    key: str
    """Canonical form of the address: one target per kind and key."""
    url: str
    reason: str


FindingKind = Literal[
    "disagreement",
    "unreadable",
    "unfetched",
    "missing-media",
    "missing-part",
    "missing-comments",
    "external-comments",
    "missing-post",
    "smaller-picture",
    "suspect",
    "gone",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a person should know: a gap or a disagreement."""

    kind: FindingKind
    subject: str
    message: str
    post: str | None = None
    field: str = ""
    kept: str | None = None
    other: str | None = None


Declarer = Literal[
    "feed",
    "pages-feed",
    "comments-feed",
    "post-comments",
    "sitemap",
    "archive-widget",
    "label-widget",
]
"""Where a blog says how much of something there is."""


@dataclass(frozen=True, slots=True)
class Declared:
    """One thing that a source says: there are `n` of `name`."""

    source: Declarer
    name: str
    """Empty for all, else a month `2019-05`, a year, a label, a post id or a `host/path`."""
    n: int
