"""Which files a page needs for its look, and one key for each: who fetches and who shows. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import urljoin, urlsplit

PartKind = Literal["style", "image", "icon", "font", "thumbnail", "video"]

PAGE_KINDS: Final = ("home", "post", "page", "archive", "label")
"""Kinds of capture that have an original look."""

LAZY: Final = ("data-src", "data-original", "data-lazy-src", "data-lazy")
"""Where themes that load pictures late write the address; `src` is then a placeholder."""

_UNWANTED = re.compile(
    # The first is different on every page and only shows the owner's own buttons.
    r"/dyn-css/|/navbar\.g|//www\.blogger\.com/(?:blogin|comment-iframe)"
    r"|//(?:[^/]*\.)?(?:google-analytics|googletagmanager|doubleclick|googlesyndication"
    r"|statcounter|histats|sitemeter|quantserve|scorecardresearch|addthis|sharethis)\.(?:com|net)/"
    r"|-interstitial_bundle\.css|/b/stats\?|(?:blogger|blogblog|googleusercontent)\.com/tracker/"
    r"|/img/icon(?:18_(?:edit|wrench)|_delete13)"
    r"|feeds\.feedburner\.com/~|assoc-amazon\.|pixel\.wp\.com/",
    re.IGNORECASE,
)
"""Addresses that count readers, serve the owner alone, or differ on every page."""

_YOUTUBE = re.compile(
    r"//(?:www\.)?(?:youtube(?:-nocookie)?\.com/(?:embed|v)/|youtu\.be/)([\w-]{6,20})",
    re.IGNORECASE,
)
_VIDEO_PAGE = re.compile(r"https?://[^/]+/video\.g\?token=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A file that a page needs for its look."""

    kind: PartKind
    url: str
    """Absolute."""

    @property
    def key(self) -> str:
        """What the spellings of its address share."""
        return part_key(self.url)


def part_key(url: str) -> str:
    """What two spellings of one file's address share: all but scheme, fragment and `zx`."""
    plain = re.sub(r"^https?:", "", url.strip(), flags=re.IGNORECASE).partition("#")[0]
    return re.sub(r"([?&])zx=[^&]*&?", r"\1", plain).rstrip("?&")


def absolute(base: str, written: str) -> str | None:
    """An address as a browser resolves it; None where it is no address of the web, or unwanted."""
    try:
        url = urljoin(base, re.sub(r"[\t\r\n]", "", written.strip()))
        parts = urlsplit(url)
    except ValueError:
        return None
    is_web = bool(written.strip()) and parts.scheme in ("http", "https") and bool(parts.hostname)
    return url if is_web and not _UNWANTED.search(url) else None


def shown_address(attributes: Mapping[str, str | None]) -> str:
    """The address that an `<img>` shows once its page has loaded; empty where it has none."""
    for name in (*LAZY, "src"):
        written = (attributes.get(name) or "").strip()
        if written and not (name != "src" and written.startswith("data:")):
            return written
    candidates = (attributes.get("srcset") or attributes.get("data-srcset") or "").split()
    return candidates[0].rstrip(",") if candidates else ""


def link_kind(attributes: Mapping[str, str | None]) -> PartKind | None:
    """What a `<link>` brings to a page's look."""
    words = (attributes.get("rel") or "").lower().split()
    if "stylesheet" in words and "alternate" not in words:
        return "style"
    return "icon" if {"icon", "apple-touch-icon"} & set(words) else None


def is_video_page(address: str) -> bool:
    """Say whether a frame shows a video uploaded to Blogger."""
    return _VIDEO_PAGE.match(address) is not None


def thumbnail_of(address: str, named: str | None = None) -> str | None:
    """The still picture of a frame's video: the one that the frame names, or YouTube's own.

    :param named: what the frame itself says (`data-thumbnail-src`).
    """
    if named and named.strip().startswith(("http:", "https:", "//")):
        return named.strip()
    found = _YOUTUBE.search(address)
    return f"https://i.ytimg.com/vi/{found[1]}/hqdefault.jpg" if found else None


def embedded(base: str, address: str, named: str | None = None) -> Part | None:
    """What is kept of a frame: its video, or the still picture of it."""
    url = absolute(base, address)
    if url and is_video_page(url):
        return Part("video", url)
    thumbnail = thumbnail_of(url or "", named)
    still = absolute(base, thumbnail) if thumbnail else None
    return Part("thumbnail", still) if still else None
