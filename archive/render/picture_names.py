"""What a picture's address tells: which picture it is at any size, and what to call it. Pure."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_GOOGLE = re.compile(
    r"(?:[0-9]\.)?bp\.blogspot\.com|bp[0-9]\.blogger\.com|blogger\.googleusercontent\.com"
    r"|lh[0-9]+(?:-[a-z]+)?\.(?:googleusercontent|ggpht)\.com|photos[0-9]+\.blogger\.com",
    re.IGNORECASE,
)
"""Hosts that serve one picture under one path at any size; `/s1600-h/` is a page around it."""
_SIZE = re.compile(r"(?:(?<=/)[swh]\d+(?:-[a-z0-9]+)*(?=/[^/]*$)|(?<==)[swh]\d+(?:-[a-z0-9]+)*$)")
_OLD_SIZE = re.compile(r"(?<=/)\d{3,4}(?=/[^/]*$)")
_MAX_NAME = 60


def sizeless(address: str) -> str | None:
    """What all sizes of one of Google's pictures share; None for other hosts."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    host = parts.hostname or ""
    if not _GOOGLE.fullmatch(host):
        return None
    pattern = _OLD_SIZE if host.startswith("photos") else _SIZE
    return "google:" + pattern.sub("", parts.path, count=1)


def name_of(address: str) -> str:
    """The file name of a picture, for who cannot see it and nobody described it to."""
    name = unquote(urlsplit(address).path.rpartition("/")[2], errors="replace")
    plain = re.sub(r"[\s_+]+", " ", re.sub(r"\.[A-Za-z0-9]{2,5}$", "", name)).strip()
    return f"Picture {plain[:_MAX_NAME]}".strip()
