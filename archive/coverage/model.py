"""What a reckoning says: totals, the proof source by source, and the gaps. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

GapKind = Literal[
    "post",
    "page",
    "linked-post",
    "own-page",
    "posts-of-month",
    "posts-of-feed",
    "pages-of-feed",
    "label",
    "comments",
    "comments-of-feed",
    "picture",
    "smaller-picture",
    "page-part",
    "version",
    "listing",
    "finding",
]
"""What is missing. `post` and `page` are named by address; `posts-of-…` are known by number only;
`own-page` is a post kept from a feed whose page was not read; `page-part` is a file that the look
of pages needs; `listing` is a source that could not be read, so that nothing is proven by it;
`finding` is any other open finding."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing, or that cannot be proven to be there."""

    kind: GapKind
    subject: str
    """Address, or the month, label or source that it is about."""
    reason: str
    next_step: str
    """What would close it."""
    evidence: tuple[str, ...] = ()
    """The sources that say it should be there, each once."""
    n: int = 1
    """How many posts or comments are missing of the subject."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of the proof: what a source declares and what is kept of it."""

    source: str
    n_declared: int | None
    """None where the source is not there, or says nothing."""
    n_kept: int
    agrees: bool | None
    """None where there is nothing to agree with."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """One blog: what is kept of what is declared, the proof, and every gap."""

    blog_id: str
    host: str
    url: str
    title: str
    n_posts: int
    n_posts_declared: int
    n_pages: int
    n_pages_declared: int
    n_comments: int
    n_comments_declared: int
    n_pictures: int
    n_pictures_declared: int
    n_parts: int
    """Files that the look of pages needs: style sheets, fonts, backgrounds, icons, videos."""
    n_parts_declared: int
    n_versions: int
    """Versions of posts and pages kept, today's among them."""
    sources: tuple[SourceLine, ...]
    gaps: tuple[Gap, ...]

    @property
    def is_complete(self) -> bool:
        """Whether every source agrees and nothing is missing."""
        return not self.gaps
