"""From a text to a tree."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from archive.decode import Decoded, decoded, stated_utf8


@dataclass(frozen=True)
class Document:
    """A page, decoded as a whole only where its text is asked for: of a post's page, never.

    To decode it takes 25 us, in which 118 kB are written that nobody reads.
    """

    body: bytes
    content_type: str | None

    @cached_property
    def markup(self) -> bytes:
        """The page in UTF-8, as it states itself; what is used of it must be proven."""
        stated = stated_utf8(self.body, self.content_type)
        return self.decoded.markup if stated is None else stated

    @cached_property
    def decoded(self) -> Decoded:
        """The page as text, and as UTF-8 that is proven."""
        return decoded(self.body, self.content_type)

    @property
    def text(self) -> str:
        """The page as it came, as text."""
        return self.decoded.text


def tree_of(markup: str | bytes) -> LexborHTMLParser:
    """Parse a whole document; bytes must be UTF-8.

    Mutation events are off: they double a page's cost, and 100,000 `<option>` took a minute.
    """
    return LexborHTMLParser(markup, options=LexborDocumentOptions.WO_EVENTS)


def fragment_of(html: str) -> LexborHTMLParser:
    """Parse a piece of markup, as a feed carries one."""
    return LexborHTMLParser(html, is_fragment=True, options=LexborDocumentOptions.WO_EVENTS)
