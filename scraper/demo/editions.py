"""The three blogs of the demo, as a table: where each lives, how it looks, what is odd about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

Quirk = Literal[
    "plain",
    "seed",
    "twin",
    "untitled",
    "busy",
    "deleted-comments",
    "dead-picture",
    "moved",
    "jump-break",
    "double-encoded",
    "wrapper",
    "video",
    "references",
]
"""What is odd about a post: `twin` shares its day with the next, `moved` lives under another month,
`wrapper` links `/s1600-h/`, `references` writes combining marks as numeric references."""

FeedMode = Literal["full", "jump", "short", "none"]
"""How much of a post the owner lets into the feed; `none` answers 404."""

ThemeName = Literal["v1", "v2", "dynamic"]
Direction = Literal["ltr", "rtl"]

START = datetime(2015, 1, 4, tzinfo=UTC)
END = datetime(2020, 12, 13, tzinfo=UTC)
SEED_AT = datetime(2020, 12, 15, 4, 12, 0, 1000, tzinfo=UTC)
"""10:12 in Dhaka, a Tuesday: মঙ্গলবার, ১৫ ডিসেম্বর, ২০২০."""
LAST_CHANGE = datetime(2021, 1, 4, 9, 30, tzinfo=UTC)
"""When the demo's blogs fell silent; edits of the tests come later."""
N_BUSY_COMMENTS = 230


@dataclass(frozen=True, slots=True)
class Edition:
    """One blog's fixed facts."""

    name: str
    number: int
    """Written into picture addresses, so that the picture host knows whose they are."""
    language: str
    direction: Direction
    utc_offset: int
    """Minutes east of UTC."""
    has_summer_time: bool
    host: str
    theme: ThemeName
    template: str
    """The theme's own name, as `_SetDataContext` tells it."""
    is_threaded: bool
    feed: FeedMode
    posts_per_page: int
    share: int
    """Of 60 posts, how many are this edition's."""
    palette: tuple[tuple[int, int, int], ...]
    """Sky above, sky below, sun, far hill, near hill, water."""
    quirks: dict[int, Quirk]
    """Age (0 = the newest post) to what is odd about it."""


EDITIONS: dict[str, Edition] = {
    "bn": Edition(
        name="bn",
        number=1,
        language="bn",
        direction="ltr",
        utc_offset=360,
        has_summer_time=False,
        host="shapla.demo.blogarchive.example",
        theme="v1",
        template="Simple",
        is_threaded=True,
        feed="full",
        posts_per_page=7,
        share=30,
        palette=(
            (126, 178, 199),
            (244, 226, 190),
            (235, 120, 75),
            (112, 146, 116),
            (52, 98, 74),
            (70, 128, 140),
        ),
        quirks={
            0: "seed",
            2: "jump-break",
            4: "busy",
            6: "untitled",
            8: "deleted-comments",
            10: "dead-picture",
            12: "moved",
            15: "twin",
            18: "double-encoded",
            20: "wrapper",
            22: "video",
            24: "references",
        },
    ),
    "en": Edition(
        name="en",
        number=2,
        language="en",
        direction="ltr",
        utc_offset=-240,
        has_summer_time=True,
        host="harbour.demo.blogarchive.example",
        theme="v2",
        template="Contempo",
        is_threaded=True,
        feed="full",
        posts_per_page=6,
        share=18,
        palette=(
            (92, 125, 158),
            (226, 214, 205),
            (250, 214, 140),
            (120, 132, 148),
            (58, 70, 88),
            (74, 104, 128),
        ),
        quirks={
            1: "video",
            3: "busy",
            5: "jump-break",
            7: "dead-picture",
            9: "wrapper",
            11: "untitled",
            13: "moved",
            15: "deleted-comments",
        },
    ),
    "ar": Edition(
        name="ar",
        number=3,
        language="ar",
        direction="rtl",
        utc_offset=180,
        has_summer_time=False,
        host="nakhil.demo.blogarchive.example",
        theme="v1",
        template="Awesome Inc.",
        is_threaded=False,
        feed="jump",
        posts_per_page=5,
        share=12,
        palette=(
            (112, 160, 196),
            (250, 228, 186),
            (255, 196, 96),
            (214, 164, 104),
            (176, 118, 66),
            (86, 142, 110),
        ),
        quirks={
            2: "references",
            4: "jump-break",
            6: "deleted-comments",
            8: "double-encoded",
            10: "twin",
        },
    ),
}
