"""Addresses of pictures: one key for all sizes and hosts, and where the original may be. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.addresses import REMEMBERED, folded_path, host_key, split

_TRACKERS = re.compile(
    r"^(?:https?:)?//(?:[^/]*\.)?(?:"
    r"(?:blogger\.googleusercontent|blogger|blogblog)\.com/tracker/"
    r"|feeds\.feedburner\.com/~[rf]"
    r"|feeds\.wordpress\.com/1\."
    r"|google-analytics\.com/|doubleclick\.net/|quantserve\.com/|statcounter\.com/"
    r"|assoc-amazon\.[a-z.]+/e/ir|amazon-adsystem\.com/e/ir"
    r"|scorecardresearch\.com/|sitemeter\.com/|histats\.com/|pixel\.wp\.com/"
    r")",
    re.IGNORECASE,
)
"""One-pixel pictures that count readers, beside Blogger's own at `/b/stats?`: anchored, and tried
once of an address, not at each of its letters."""

_PICTURE_HOSTS = re.compile(
    r"(?:[0-9]\.)?bp\.blogspot\.com|bp[0-9]\.blogger\.com|blogger\.googleusercontent\.com"
    r"|lh[0-9]+(?:-[a-z]+)?\.(?:googleusercontent|ggpht)\.com|photos[0-9]+\.blogger\.com",
    re.IGNORECASE,
)
"""Hosts of Google's pictures. They share one path for one picture (BLOGGER.md section 6)."""

_SIZE = re.compile(
    r"(?P<mark>/|=)(?P<size>[swh]\d+(?:-[a-z]{1,3}\d*(?:=\d+)?)*(?:-h\d+)?(?:-[a-z]{1,3}\d*)*)"
    r"(?=/[^/]*$|$)"
)
"""The size token: the folder before the file name, or a suffix after `=`."""

_OLD_SIZE = re.compile(r"(?<=/)\d{3,4}(?=/[^/]*$)")
"""photos1.blogger.com writes the size as a bare number; 1600 was its largest."""

_PICTURE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|avif|svg|tiff?|ico)$", re.IGNORECASE)


def is_tracker(url: str) -> bool:
    """Say whether a picture only counts readers."""
    return _TRACKERS.match(url) is not None or "/b/stats?" in url.lower()


@lru_cache(maxsize=REMEMBERED)
def is_picture(url: str) -> bool:
    """Say whether an address looks like a picture: by its host or by its file name."""
    parts = split(url)
    if not parts.hostname or is_tracker(url):
        return False
    named = _PICTURE_NAME.search(parts.path) is not None
    return named or _PICTURE_HOSTS.fullmatch(parts.hostname) is not None


def sized(url: str) -> tuple[str, str, str] | None:
    """A Google picture as (host, path before the size, path after it); None for other hosts."""
    parts = split(url)
    host = (parts.hostname or "").lower()
    if not _PICTURE_HOSTS.fullmatch(host) or "proxy/" in parts.path:
        return None
    pattern = _OLD_SIZE if host.startswith("photos") else _SIZE
    found = pattern.search(parts.path)
    if not found:
        return host, parts.path, ""
    mark = found.groupdict().get("mark") or ""
    return host, parts.path[: found.start()] + mark, parts.path[found.end() :]


@lru_cache(maxsize=REMEMBERED)
def picture_key(url: str) -> str:
    """One key for one picture, whatever its size or which of Google's hosts serves it."""
    parts = sized(url)
    if parts is None:
        whole = split(url)
        query = f"?{whole.query}" if whole.query else ""
        return host_key(whole.hostname or "") + folded_path(whole.path) + query
    _host, before, after = parts
    return "google" + (before.rstrip("=/") + after)


def original(url: str) -> str:
    """The address of the picture as it was uploaded (`s0`); other hosts' pictures as they are."""
    parts = sized(url)
    if parts is None or not parts[1].endswith(("/", "=")) or not split(url).path:
        return _with_scheme(url)
    host, before, after = parts
    return f"https://{host}{before}{'1600' if host.startswith('photos') else 's0'}{after}"


def _with_scheme(url: str) -> str:
    return f"https:{url}" if url.startswith("//") else url


def _unwrapped(url: str) -> str:
    """`/s1600-h/` answers with a web page around the picture; `/s1600/` is the picture."""
    return re.sub(r"(/[swh]\d+)-h(?=/[^/]*$)", r"\1", _with_scheme(url))


def candidates(shown: str, linked: str | None = None) -> tuple[str, ...]:
    """Where to ask for a picture, best first: the original, as linked, as shown; each once."""
    if is_tracker(shown):
        return ()
    usable = [url for url in (linked, shown) if url and is_picture(url)] or [shown]
    tried = [original(usable[0]), *map(_unwrapped, usable), _unwrapped(shown)]
    return tuple(dict.fromkeys(url for url in tried if url))
