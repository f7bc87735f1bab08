"""Which classes selectors ask for: of the 78 that a page has on average, 23 are remembered. Pure.

A selector that is not of these tables is not wrong: it is looked for by a walk through the tree.
"""

from __future__ import annotations

from dataclasses import fields
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from scraper.parse.front import END, PAGE
from scraper.parse.selectors import needs_of, plan_of
from scraper.parse.themes import CHROME, CHROME_PARTS, GENERAL, THEMES, Theme

if TYPE_CHECKING:
    from scraper.parse.selectors import Needs, Plan

# -- comments -------------------------------------------------------------------------------------

BODY: Final = (
    ".comment-content, dd.comment-body, .comment-body, .commentBody, .comment-text, .cmBody, .cmC,"
    " .comment_body p"
)
AUTHOR: Final = (
    "cite.user, .comment-header cite, .comment-author-name, .comment-author .fn,"
    " .anon-comment-author,"
    " .comment-name, .comment_name, .cmHr .n, .cmU, [itemprop~=author], .comment-data em,"
    " .comment-poster a"
)
SIGNED: Final = ".comment-author, .comment-poster"
"""A line with the name and `said...`, where that is not the comment's own element."""
STAMP: Final = ".comment-timestamp, .datetime, .comment-date, .comment-time, .comment_date"
DELETED: Final = ".deleted-comment, .comment-deleted"
PORTRAITS: Final = (".avatar-image-container img", ".avatar img")
PLACES: Final = (BODY, AUTHOR, SIGNED, STAMP, DELETED, *PORTRAITS)

# -- services that keep comments ------------------------------------------------------------------

JS_KIT: Final = ".js-kit-comments"
GOOGLE_PLUS: Final = ".cmt_iframe_holder, .cmt_count_iframe_holder, .g-comments"
LIVEFYRE: Final = ".livefyre-commentcount"
FACEBOOK: Final = ".fb-comments"

# -- the blog, and where a page leads -------------------------------------------------------------

HEADERS: Final = "#description, #header, .Header"
OLDER: Final = (
    "a.blog-pager-older-link, a#Blog1_blog-pager-older-link, a.older-posts, a.pager-older",
    "#blog-pager-older-link a, .older-link a",
)

# -- themes ---------------------------------------------------------------------------------------

ROWS: Final = (*THEMES, GENERAL)
FIELDS: Final = tuple(one.name for one in fields(Theme) if one.name not in ("name", "generation"))
OF_THEMES: Final = tuple(
    tuple(dict.fromkeys(place for name in FIELDS for place in getattr(row, name))) for row in ROWS
)
"""All selectors of each row."""

# -- all of them ----------------------------------------------------------------------------------

_TABLES: Final = (
    *chain.from_iterable(OF_THEMES),
    *PLACES,
    *OLDER,
    JS_KIT,
    GOOGLE_PLUS,
    LIVEFYRE,
    FACEBOOK,
    CHROME,
    HEADERS,
    "section.comments, .widget",
    f".{END}, .{PAGE}",
)
ASKED: Final = frozenset(name.lower() for name in needs_of(_TABLES).names)
"""Their names, in lower case."""


@lru_cache(maxsize=1024)
def needs(selector: str) -> Needs | None:
    """What a selector needs; None where it asks for other names."""
    found = needs_of((selector,))
    return found if all(name.lower() in ASKED or name[0] == "#" for name in found.names) else None


@lru_cache(maxsize=4096)
def plan(selector: str) -> Plan | None:
    """How to look a selector up; None where one must walk through the tree for it."""
    return plan_of(selector) if needs(selector) else None


CHROME_PART: Final = "~chrome"
"""Stands for the names with one of `CHROME_PARTS`; to look for them takes 20 us a page."""


def has_chrome_part(name: str) -> bool:
    """Say whether a class attribute or an id has a part that themes give to their own things."""
    return any(part in name for part in CHROME_PARTS)


@lru_cache(maxsize=4096)
def class_names(value: str) -> tuple[str, ...]:
    """What is asked for of a class attribute, each once; themes have few different ones."""
    names = dict.fromkeys(f".{name}" for name in value.split())
    asked = tuple(name for name in names if name.lower() in ASKED)
    return (*asked, CHROME_PART) if has_chrome_part(value) else asked
