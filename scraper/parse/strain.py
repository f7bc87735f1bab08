"""What a feed or a sitemap might cost its parser, told before it is parsed. Pure.

A page has its own guard (`scraper.parse.decode.bomb_in`), and so has the body of each entry; here
is what only a heap of them can do. What is suspect is read by `scraper.slow_lane`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from archive.decode import figures_in

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_BYTES: Final = 8 * 2**20
"""Bytes of one page of a feed; 150 long posts are 1 to 2 MB."""

MAX_MARKS: Final = 100_000
"""Elements with their ends, or objects and arrays: 150 entries have some 4,000, a sitemap of 500
addresses 3,000. Objects cost 30 us each at worst (an empty entry is a post)."""

MAX_COMMAS: Final = 500_000
"""Members of arrays and objects; prose has one comma in about 60 letters."""

MAX_EQUALS: Final = 200_000
"""`=` of an XML document, in its own attributes or in those of its texts; 600,000 took 6 s."""

MAX_ENTRIES: Final = 5_000
"""Entries of one page of a feed: Blogger gives 150 posts or 500 comments."""

MAX_STRAIN: Final = 4.0
"""Worst bodies, each as costly as a body may be; 300 of 8,000 nested `<div>` took 75 s."""


def bomb_in_feed(body: bytes) -> str | None:
    """Why a feed or a sitemap might cost its parser minutes or gigabytes, or None."""
    is_json = body.lstrip()[:1] not in (b"<", b"\xef")
    is_xml = not is_json
    figures = (
        ("bytes", len(body), MAX_BYTES),
        ("objects and arrays", body.count(b"{") + body.count(b"["), MAX_MARKS * is_json),
        ("commas", body.count(b","), MAX_COMMAS * is_json),
        ("marks `<`", body.count(b"<"), MAX_MARKS * is_xml),
        ("equals signs", body.count(b"="), MAX_EQUALS * is_xml),
        ("entries", body.count(b"<entry") + body.count(b"<item"), MAX_ENTRIES * is_xml),
    )
    found = next((figure for figure in figures if figure[1] > figure[2] > 0), None)
    return f"{found[1]} {found[0]}, where {found[2]} are safe" if found else None


def bomb_in_bodies(bodies: Iterable[str]) -> str | None:
    """Why the bodies of one feed might cost minutes together, or None.

    The costs that matter grow with the square of their figures, so each body weighs by the square
    of its share of what one may have.
    """
    strain = 0.0
    for n_bodies, body in enumerate(bodies, start=1):
        strain += _strain(body)
        if strain > MAX_STRAIN:
            return f"{n_bodies} bodies that strain as {MAX_STRAIN:g} of the worst do"
    return None


def _strain(body: str) -> float:
    return min(1.0, max((count / most) ** 2 for _, count, most in figures_in(body)))
