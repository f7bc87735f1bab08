"""What a demo blog holds: posts, comments, and one's standing among the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from scraper.demo.editions import Quirk
from scraper.demo.pictures import DemoPicture


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Whoever signs a post or comment; no profile means "anonymous or name only"."""

    name: str
    profile_url: str | None
    avatar_url: str


@dataclass(frozen=True, slots=True)
class DemoComment:
    """One comment, with its place in the thread."""

    comment_id: str
    post_id: str
    parent_id: str | None
    author: DemoPerson
    published: datetime
    """Aware, in the blog's own offset, with milliseconds."""
    body_html: str
    """The localised removal sentence where `is_deleted`."""
    is_deleted: bool
    post_url: str
    is_owner: bool = False

    @property
    def published_ms(self) -> int:
        """Milliseconds since 1970, as in `?showComment=`."""
        return ms_of(self.published)

    @property
    def url(self) -> str:
        """The comment's own address."""
        return f"{self.post_url}?showComment={self.published_ms}#c{self.comment_id}"


@dataclass(frozen=True, slots=True)
class DemoPost:
    """One post or static page, whole."""

    k: int
    """Its number: 0 is the oldest post. Static pages count on their own."""
    kind: Literal["post", "page"]
    quirk: Quirk
    post_id: str
    path: str
    url: str
    title: str
    published: datetime
    """Aware, in the blog's own offset, with milliseconds."""
    updated: datetime
    labels: tuple[str, ...]
    author: DemoPerson
    body_html: str
    pictures: tuple[DemoPicture, ...]
    n_comments: int
    """Deleted ones included, as Blogger counts."""
    read_comments: Callable[[], tuple[DemoComment, ...]] = field(repr=False, compare=False)

    def comments(self) -> tuple[DemoComment, ...]:
        """Return all comments, the oldest first, made when asked for."""
        return self.read_comments()

    @property
    def teaser_html(self) -> str:
        """The body up to its jump break, or all of it."""
        return self.body_html.partition(JUMP_BREAK)[0]

    @property
    def has_jump_break(self) -> bool:
        """Whether listings show only the beginning."""
        return JUMP_BREAK in self.body_html


JUMP_BREAK = "<a name='more'></a>"


def ms_of(moment: datetime) -> int:
    """Return milliseconds since 1970."""
    return round(moment.timestamp() * 1000)
