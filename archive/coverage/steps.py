"""What would close a gap, by the reason for it: a table. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from archive.coverage.model import GapKind

_BY_REASON: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern), step)
    for pattern, step in (
        (
            r"^its file is not there",
            "run 'blogarchive verify --repair': it fetches the file again",
        ),
        (
            r"answered (?:404|410)\b",
            "it is gone at the source: look for a copy elsewhere (the Wayback Machine, the author)",
        ),
        (
            r"robots\.txt",
            "robots.txt forbids it: ask the blog's owner for leave, or for a Blogger export",
        ),
        (
            r"^no answer in \d+ runs|no (?:style|image|icon|font|thumbnail|video|file.*)$",
            "'blogarchive crawl --full' asks once more; else look for a copy elsewhere",
        ),
        (
            r"larger than [\d,]+ bytes",
            "raise [crawl] max_page_bytes or max_media_bytes, and run 'blogarchive crawl --full'",
        ),
        (
            (
                r"is not asked, only|is not public|no host can be called|not an address"
                r"|addresses (?:are|with a user name are not) fetched|no address \("
            ),
            "this program asks no such address: open it yourself, or look for a copy elsewhere",
        ),
        (r"not fetched yet", "run 'blogarchive crawl' again: it goes on where it stopped"),
        (
            r"could not be read|no post in it|parser failed|not parsed|another blog",
            "its raw bytes are kept: run 'blogarchive reparse' with a newer release",
        ),
        (
            r"answered (?:401|403)\b|ServiceLogin|private",
            "readers are not let in: ask the blog's owner for leave, or for a Blogger export",
        ),
        (r"", "run 'blogarchive crawl' again: the failure may pass"),
    )
)
"""First match wins; a reason that no row knows is taken for a failure that may pass."""

_BY_KIND: Final[dict[GapKind, str]] = {
    "posts-of-month": "run 'blogarchive crawl' again: it reads the month's own page, and says so if"
    " the posts are not there",
    "posts-of-feed": "no listing names them: a Blogger export by the owner would show whether they"
    " exist",
    "pages-of-feed": "no listing names them: a Blogger export by the owner would show whether they"
    " exist",
    "label": "run 'blogarchive crawl' again; where robots.txt forbids label pages, only a Blogger"
    " export tells",
    "comments": "run 'blogarchive crawl' again; comments that the service counts and shows to"
    " nobody (spam, removed) stay missing",
    "comments-of-feed": "run 'blogarchive crawl' again; comments that the service counts and shows"
    " to nobody (spam, removed) stay missing",
    "smaller-picture": "a larger copy from elsewhere (the author, the Wayback Machine)",
    "version": "a backup of this archive from before: the row was lost here, not at the source",
}

FINDINGS: Final[dict[str, str]] = {
    "suspect": "run 'blogarchive reparse' with a release that knows the new layout",
    "external-comments": "another service holds these comments: ask it, or the blog's owner",
}
"""What would close a finding of a kind that no source's reckoning speaks of."""


def step_for(kind: GapKind, reason: str) -> str:
    """What would close a gap of a kind, with a reason."""
    if kind in _BY_KIND:
        return _BY_KIND[kind]
    return next(step for pattern, step in _BY_REASON if pattern.search(reason))


def is_gone(reason: str) -> bool:
    """Say whether the source itself answered that the thing is no more."""
    return re.search(r"answered (?:404|410)\b", reason) is not None
