"""Long scripts and styles, set aside while a page is parsed: half of its bytes, none of its words.

A page of 118 kB on average has 60 kB of them. What is parsed, guarded and searched is the rest; the
markers that stand in their place are found again in the tree, or the page is parsed whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

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
_ENDS: Final = {b"cript": b"</script", b"tyle": b"</style"}
_NOTABLE: Final = re.compile(rb"<(?:/script|/style|!--|script)", re.IGNORECASE)
"""What ends a script, or might not. A pattern that begins with one letter is sought with memchr: it
takes 10 us for the 55 kB of scripts that a page has, where `find` of a whole end takes 33."""


class Script(NamedTuple):
    """A script or style of a page, by places in its markup."""

    at: int
    name: int
    """Where its element's name ends."""
    start: int
    """Where its content begins."""
    end: int
    """Where its end begins."""
    is_plain: bool
    """Whether its first end is its end, whatever its letters' case or a `<!--` before it."""
    is_long: bool


@dataclass(frozen=True, slots=True)
class Aside:
    """A page without its long scripts and styles, and what these hold."""

    markup: bytes
    contents: tuple[bytes, ...]
    around: tuple[bytes, ...] = ()
    """How the scripts begin that were left out around the Blog widget (`front.py`)."""
    starts: bytes = b""
    """How all scripts of a front's page begin."""
    json_ld: bytes = b""
    """Those that are JSON-LD."""
    has_pages: bool = True
    """Whether there may be links to static pages that are not marked as such."""
    is_front: bool = False

    def is_faithful(self, numbered: Iterable[LexborNode]) -> bool:
        """Say whether each marker is all that its script or style in a page's tree holds.

        Then markup and contents are told apart as the parser would have done: what looks like a
        script in a comment, a text field or an attribute does not come out as one.
        """
        if not self.contents:
            return True
        texts = [node.text() for node in numbered if node.tag in ("script", "style")]
        return texts == [_MARKER % place for place in range(len(self.contents))]

    def is_utf8(self) -> bool:
        """Say whether what is parsed and restored is UTF-8, as the page states."""
        try:
            for part in (self.markup, *self.contents):
                part.decode()
        except UnicodeDecodeError:
            return False
        return True

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


def set_aside(markup: bytes, scripts: Iterable[Script]) -> Aside:
    """Cut the long scripts and styles out of a page, each with a marker in its place."""
    kept, contents = cut(markup, scripts, 0, len(markup))
    return Aside(kept, contents)


def cut(
    markup: bytes, scripts: Iterable[Script], start: int, end: int
) -> tuple[bytes, tuple[bytes, ...]]:
    """(markup between two places, what was cut out of it)."""
    kept: list[bytes] = []
    contents: list[bytes] = []
    done = start
    for one in scripts:
        if one.is_long and one.is_plain and start <= one.at < end:
            place = len(contents)
            numbered = f' {NUMBERED}="{place}"'.encode()
            marker = (_MARKER % place).encode()
            kept += (markup[done : one.name], numbered, markup[one.name : one.start], marker)
            contents.append(markup[one.start : one.end])
            done = one.end
    return b"".join((*kept, markup[done:end])), tuple(contents)


def whole(markup: bytes) -> Aside:
    """A page with nothing set aside."""
    return Aside(markup, ())


def without_markers(text: str) -> str:
    """The words of an element, without the scripts in it that were set aside."""
    return _MARKERS.sub(" ", text) if _MARKER_START in text else text


def scripts_in(markup: bytes) -> tuple[Script, ...]:
    """The scripts and styles of a page, in page order; the last may lack its end."""
    found = []
    done = 0
    while opening := _OPENING.search(markup, done):
        at, start = opening.span()
        if is_commented(markup, done, at):
            done = markup.find(b"-->", at) + 1 or len(markup)
            continue
        done, is_plain = _end_of_script(markup, start, _ENDS[opening[1]])
        is_long = done - start >= _LONG and _OWN not in opening[0]
        found.append(Script(at, opening.end(1), start, done, is_plain, is_long))
    return tuple(found)


def is_commented(markup: bytes, start: int, place: int) -> bool:
    """Say whether a place lies in a comment that begins between `start` and it."""
    near = markup.rfind(b"!", start, place)  # one letter is sought five times as fast as four
    opened = markup.rfind(b"<!--", start, near + len("!--")) if near >= 0 else -1
    return opened >= 0 and markup.find(b"-->", opened, place) < 0


def _end_of_script(markup: bytes, start: int, mark: bytes) -> tuple[int, bool]:
    """(where a script ends, whether this is beyond doubt)."""
    first = _NOTABLE.search(markup, start)
    if first is not None and first[0] == mark:  # 87 of 100 scripts
        return first.start(), True
    seen: set[bytes] = set()
    for found in _NOTABLE.finditer(markup, start):
        if found[0] == mark:
            is_plain = mark not in seen and not seen.issuperset((b"<!--", b"<script"))
            return found.start(), is_plain
        seen.add(found[0].lower())
    return len(markup), False
