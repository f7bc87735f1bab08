"""From a text to a tree."""

from __future__ import annotations

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser


def tree_of(markup: str | bytes) -> LexborHTMLParser:
    """Parse a whole document; bytes must be UTF-8.

    Mutation events are off: they double a page's cost, and 100,000 `<option>` took a minute.
    """
    return LexborHTMLParser(markup, options=LexborDocumentOptions.WO_EVENTS)


def fragment_of(html: str) -> LexborHTMLParser:
    """Parse a piece of markup, as a feed carries one."""
    return LexborHTMLParser(html, is_fragment=True, options=LexborDocumentOptions.WO_EVENTS)
