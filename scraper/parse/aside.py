"""Long scripts and styles, set aside while a page is parsed: half of its bytes, none of its words.

A page of 118 kB on average has 60 kB of them. What is parsed, guarded and searched is the rest; the
markers that stand in their place are found again in the tree, or the page is parsed whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selectolax.lexbor import LexborNode

_LONG: Final = 500
"""Bytes from which a script is worth a marker."""

_MARKER: Final = "{\ufdd0%d}"
"""U+FDD0 is no character of any text; the brace tells `nodes.line` that this is a script."""
_MARKER_START: Final = "{\ufdd0"
_MARKERS: Final = re.compile("{\ufdd0(\\d+)}")
NUMBERED: Final = "data-set-aside"
"""The attribute that the marker's element gets: to look for it takes half of what tags take."""
_MARKED: Final = re.compile(
    rf'(<(?:script|style)) {NUMBERED}="(\d+)"([^>]*>){{\ufdd0\2}}'  # \ufdd0 as `re` reads it
)
_OWN: Final = NUMBERED.encode()
_OPENING: Final = re.compile(rb"<s(cript|tyle)(?=[\s>])[^>]*>")
_ENDS: Final = {b"<sc": b"</script", b"<st": b"</style"}
_OPENING_IN_SCRIPT: Final = re.compile(rb"<script", re.IGNORECASE)
_ANY_END: Final = re.compile(rb"</(?:script|style)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Aside:
    """A page without its long scripts and styles, and what these hold."""

    markup: bytes
    contents: tuple[bytes, ...]
    around: bytes = b""
    """What was left out around the Blog widget (`front.py`)."""

    def is_faithful(self, numbered: Iterable[LexborNode]) -> bool:
        """Say whether each marker is all that its script or style in a page's tree holds.

        Then markup and contents are told apart as the parser would have done: what looks like a
        script in a comment, a text field or an attribute does not come out as one.
        """
        if not self.contents:
            return True
        texts = [node.text() for node in numbered if node.tag in ("script", "style")]
        return texts == [_MARKER % place for place in range(len(self.contents))]

    def restored(self, html: str) -> str:
        """Serialised HTML, or a script's text, with the scripts in it as the page has them."""
        if not self.contents or _MARKER_START not in html:
            return html
        alone = _MARKERS.fullmatch(html)
        if alone:
            return self._content(alone[1])
        return _MARKED.sub(lambda one: one[1] + one[3] + self._content(one[2]), html)

    def _content(self, place: str) -> str:
        text = self.contents[int(place)].decode()
        return text.replace("\r\n", "\n").replace("\r", "\n")


def set_aside(markup: bytes, around: bytes = b"") -> Aside:
    """Cut the long scripts and styles out of a page, each with a marker in its place."""
    kept: list[bytes] = []
    contents: list[bytes] = []
    done = 0
    for place, (name, start, end) in enumerate(_long_ones(markup)):
        numbered = f' {NUMBERED}="{place}"'.encode()
        marker = (_MARKER % place).encode()
        kept += (markup[done:name], numbered, markup[name:start], marker)
        contents.append(markup[start:end])
        done = end
    return Aside(b"".join((*kept, markup[done:])), tuple(contents), around)


def whole(markup: bytes) -> Aside:
    """A page with nothing set aside."""
    return Aside(markup, ())


def without_markers(text: str) -> str:
    """The words of an element, without the scripts in it that were set aside."""
    return _MARKERS.sub(" ", text) if _MARKER_START in text else text


def _long_ones(markup: bytes) -> Iterator[tuple[int, int, int]]:
    """Where the element's name ends, and where its long content begins and ends, in page order."""
    done = 0
    opening = _OPENING.search(markup)
    while opening:
        start = opening.end()
        after_comment = _end_of_comment(markup, done, opening.start())
        done = after_comment or markup.find(_ENDS[opening[0][:3]], start)
        if done < 0:
            return
        is_long = not after_comment and done - start >= _LONG and _OWN not in opening[0]
        if is_long and _is_plain(markup, start, done):
            yield opening.end(1), start, done
        opening = _OPENING.search(markup, done)


def _end_of_comment(markup: bytes, start: int, place: int) -> int:
    """Where the comment ends in which a place lies; 0 where it lies in none."""
    opened = markup.rfind(b"<!--", start, place)
    if opened < 0 or markup.find(b"-->", opened, place) >= 0:
        return 0
    return markup.find(b"-->", place) + 1 or len(markup)


def _is_plain(markup: bytes, start: int, end: int) -> bool:
    """Say whether the first end is the end, whatever its letters' case or a `<!--` before it."""
    ended = markup.find(b"</", start, end)
    if ended >= 0 and _ANY_END.search(markup, ended, end):
        return False
    commented = markup.find(b"<!--", start, end)
    return commented < 0 or _OPENING_IN_SCRIPT.search(markup, commented, end) is None
