"""One answer of the demo: what is sent, and the kind under which the request is counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal[
    "post",
    "page",
    "home",
    "archive",
    "label",
    "trap",
    "feed-posts",
    "feed-pages",
    "feed-comments",
    "feed-post-comments",
    "sitemap",
    "robots",
    "media",
    "missing",
]
"""Each request counts once; `trap` is any address that shows again what another one shows."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, content and kind of one answer; faults are answers made from other answers."""

    status: int
    content_type: str
    body: bytes
    kind: Kind = "media"

    @classmethod
    def text(cls, text: str, content_type: str) -> Answer:
        """Answer 200 with a text in UTF-8."""
        return cls(200, content_type, text.encode())

    def of_kind(self, kind: Kind) -> Answer:
        """Return the same answer, counted under another kind."""
        return replace(self, kind=kind)
