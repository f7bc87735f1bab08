"""What a gap is called, and which page of the mirror it belongs to. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.coverage import Gap
    from archive.render.gather import Shown, Site

SENTENCES = {
    "post": "A post is not kept",
    "page": "A page is not kept",
    "linked-post": "A post that is linked is gone",
    "own-page": "A post was read from the feed, not from its own page",
    "posts-of-month": "A month has more posts",
    "posts-of-feed": "The feed counts more posts",
    "pages-of-feed": "The feed counts more pages",
    "label": "A label has more posts",
    "comments": "A post has more comments",
    "comments-of-feed": "The feed counts more comments",
    "picture": "A picture is not kept",
    "smaller-picture": "A picture is kept smaller than it was",
    "page-part": "A file that the look of pages needs is not kept",
    "version": "An earlier version is not kept",
    "listing": "A list of the blog could not be read",
    "finding": "Something was found",
}


def by_place(site: Site, shown: Shown) -> dict[str, tuple[Gap, ...]]:
    """Place of a page to the gaps that are about it."""
    found: dict[str, tuple[Gap, ...]] = {}
    for gap in shown.coverage.gaps:
        spot = site.places.find(gap.subject)
        if spot is not None:
            found[spot.place] = (*found.get(spot.place, ()), gap)
    return found
