"""Which service outside the blog kept a page's comments: Disqus, HaloScan and their kin. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from scraper.parse.nodes import attribute, is_within

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from archive.model import CommentService
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
    Marks(
        "js-kit", scripts=("js-kit.com/comments", "echoenabled.com/"), elements=".js-kit-comments"
    ),
    Marks("intensedebate", scripts=("intensedebate.com/js/", "idcomments_acct")),
    Marks(
        "google+",
        scripts=("plus.google.com/comments", "gapi.comments", "gcomments"),
        elements=".cmt_iframe_holder, .cmt_count_iframe_holder, .g-comments",
    ),
    Marks("livefyre", scripts=("livefyre.com/",), elements=".livefyre-commentcount"),
    Marks("facebook", elements=".fb-comments"),
    Marks("commentify", scripts=("commentify",)),
)
"""One row per service. A page that only names one (a post about it, a rating of JS-Kit) has none of
these: scripts and elements that an author shows as words are escaped."""

_SCRIPT_START: Final = 300
"""Letters of a script that are looked at first: its address, or its first assignments."""


def comment_service(page: Page, body: LexborNode) -> CommentService | None:
    """The service that keeps a post's comments, whether or not the blog has comments of its own.

    The tree is asked only after the text said maybe.
    """
    starts = "".join(one[:_SCRIPT_START] for one in page.text.split("<script")[1:])
    return next((one.service for one in SERVICES if _is_used(one, page, starts, body)), None)


def _is_used(marks: Marks, page: Page, starts: str, body: LexborNode) -> bool:
    return (
        (any(mark in starts for mark in marks.scripts) and _has_script(marks, page))
        or (_may_have(marks, page) and page.tree.css_first(marks.elements) is not None)
        or any(mark in page.text and _has_link(mark, page.tree, body) for mark in marks.links)
    )


def _may_have(marks: Marks, page: Page) -> bool:
    return any(name.strip(" .") in page.shown for name in marks.elements.split(",") if name)


def _has_script(marks: Marks, page: Page) -> bool:
    """Say whether a script is one of the service, and not only words in an HTML comment."""
    scripts = (
        attribute(one, "src") or page.aside.restored(one.text()) for one in page.tree.css("script")
    )
    return any(mark in script for script in scripts for mark in marks.scripts)


def _has_link(mark: str, tree: LexborHTMLParser, body: LexborNode) -> bool:
    links = tree.css(f"a[href*='{mark}']")
    return any(not is_within(link, body) for link in links)
