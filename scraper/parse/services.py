"""Which service outside the blog kept a page's comments: Disqus, HaloScan and their kin. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from scraper.parse.asked import FACEBOOK, GOOGLE_PLUS, JS_KIT, LIVEFYRE
from scraper.parse.front import SCRIPT_START
from scraper.parse.nodes import attribute, is_within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    from archive.model import CommentService
    from scraper.parse.aside import Aside
    from scraper.parse.place import Page


@dataclass(frozen=True, slots=True)
class Marks:
    """What a page carries that hands its comments to a service."""

    service: CommentService
    scripts: tuple[str, ...] = ()
    """Words of which one stands in the address, or in the first lines, of a script."""
    elements: str = ""
    """A selector of elements that the service fills."""
    links: tuple[str, ...] = ()
    """Words of which one stands in the address of a link outside the body."""


SERVICES: Final = (
    Marks("disqus", scripts=("disqus_", ".disqus.com/", "/disqus.com/forums/")),
    Marks("haloscan", scripts=("haloscan.com/load",), links=("haloscan.com/comments",)),
    Marks("js-kit", scripts=("js-kit.com/comments", "echoenabled.com/"), elements=JS_KIT),
    Marks("intensedebate", scripts=("intensedebate.com/js/", "idcomments_acct")),
    Marks(
        "google+",
        scripts=("plus.google.com/comments", "gapi.comments", "gcomments"),
        elements=GOOGLE_PLUS,
    ),
    Marks("livefyre", scripts=("livefyre.com/",), elements=LIVEFYRE),
    Marks("facebook", elements=FACEBOOK),
    Marks("commentify", scripts=("commentify",)),
)
"""One row per service. A page that only names one (a post about it, a rating of JS-Kit) has none of
these: scripts and elements that an author shows as words are escaped."""

SCRIPTS: Final = tuple(mark.encode() for row in SERVICES for mark in row.scripts)
ROOTS: Final = (
    b"disqus", b"haloscan.", b"echoenabled.", b"intensedebate.", b"livefyre.", b"comments",
    b"commentify",
)  # fmt: skip
"""One of these stands in each of the words above, to be looked for first."""
_SCRIPT: Final = re.compile(rb"<script")


def comment_service(page: Page, body: LexborNode) -> CommentService | None:
    """The service that keeps a post's comments, whether or not the blog has comments of its own.

    The tree is asked only after the text said maybe.
    """
    aside = page.aside
    starts = aside.starts if aside.is_front else b"".join(_starts(aside))
    is_named = any(root in starts for root in ROOTS) and any(one in starts for one in SCRIPTS)
    scripts = tuple(_scripts(page)) if is_named else ()
    return next((one.service for one in SERVICES if _is_used(one, page, scripts, body)), None)


def _scripts(page: Page) -> Iterator[str]:
    """Addresses and words of the scripts that run: not of those in HTML comments or text fields."""
    for one in page.tree.css("script"):
        yield attribute(one, "src") or page.aside.restored(one.text())
    for start in page.aside.around:
        yield start.decode("utf-8", "replace")


def _starts(aside: Aside) -> Iterator[bytes]:
    for found in _SCRIPT.finditer(aside.markup):
        yield aside.markup[found.start() : found.start() + SCRIPT_START]
    for content in aside.contents:
        yield content[:SCRIPT_START]


def _is_used(marks: Marks, page: Page, scripts: tuple[str, ...], body: LexborNode) -> bool:
    return (
        any(mark in script for script in scripts for mark in marks.scripts)
        or (bool(marks.elements) and page.elements.css_first(page.tree, marks.elements) is not None)
        or any(
            mark.encode() in page.elements.markup and _has_link(mark, page, body)
            for mark in marks.links
        )
    )


def _has_link(mark: str, page: Page, body: LexborNode) -> bool:
    links = page.tree.css(f"a[href*='{mark}']")
    return any(not is_within(link, body) for link in links)
