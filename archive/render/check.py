"""The mirror's own check: every link leads somewhere, nothing is loaded from outside."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Final
from urllib.parse import unquote

from archive.render.paths import is_original_place
from archive.store.mirror import Noted

_ELEMENT = re.compile(r'<([a-z][a-z0-9]*)((?:[^<>"]|"[^"]*")*)>', re.IGNORECASE)
"""An element's start as our templates, nh3 and lexbor write it: attributes in double quotes."""
_ATTRIBUTE = re.compile(r'\s([a-zA-Z][a-zA-Z0-9:_-]*)(?:="([^"]*)")?')
_ID = re.compile(r'\sid="([^"]*)"')
_IN_CSS = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""", re.IGNORECASE)
_STYLE = re.compile(r"<style\b[^<>]*>(.*?)</style", re.DOTALL | re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
DATA_PICTURE = re.compile(r"data:(?:image|font)/", re.IGNORECASE)
POLICY: Final = b'<meta http-equiv="Content-Security-Policy"'
"""Every page begins with it."""

OURS = re.compile(r"c[0-9]+|comments")
"""Places within a page that our templates link. An author may link to a comment that was removed
since, or to a part of a page that never was; a browser then shows the page's beginning. A page
as Blogger served it may do both, and its anchors are often names, not ids."""

NEVER: Final = frozenset(["iframe", "frame", "object", "embed", "applet", "base", "portal"])
FORBIDDEN: Final = ("javascript:", "vbscript:", "data:")
LOADED: Final = frozenset(["src", "poster", "background", "data", "srcset"])
"""Attributes whose address a browser loads by itself."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file of the mirror."""

    place: str
    problem: str


@dataclass(slots=True)
class Checker:
    """Checks files under an archive folder against those that lie beside them."""

    root: Path
    _ids: dict[str, frozenset[str]] = field(default_factory=dict)
    _present: dict[str, bool] = field(default_factory=dict)

    def check(self, places: Iterable[str]) -> Iterator[Fault]:
        """What is wrong with some pages and style sheets."""
        for place in places:
            if place.endswith((".html", ".css")):
                text = self._read(place)
                problems = ["is not there"] if text is None else self._problems(place, text)
                yield from (Fault(place, problem) for problem in problems)

    def _problems(self, place: str, text: str) -> Iterator[str]:
        if place.endswith(".css"):
            yield from self._of_css(place, text)
            return
        if POLICY.decode() not in text[:1000]:
            yield "has no Content-Security-Policy"
        plain = _COMMENT.sub("", text)
        for style in _STYLE.findall(plain):
            yield from self._of_css(place, style)
        for name, rest in _ELEMENT.findall(plain):
            if "=" in rest or name.lower() in NEVER:
                yield from self._of_element(place, name.lower(), dict(_ATTRIBUTE.findall(rest)))

    def _of_element(self, place: str, name: str, attributes: dict[str, str]) -> Iterator[str]:
        if name in NEVER:
            yield f"holds <{name}>"
        if name == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
            yield "sends its reader elsewhere by itself"
        for attribute, written in attributes.items():
            value = html.unescape(written).strip()
            if attribute in LOADED or (name == "link" and _is_loaded(attribute, attributes)):
                yield from self._of_loaded(place, value)
            elif attribute == "href":
                yield from self._of_link(place, value)
            elif attribute == "style":
                yield from self._of_css(place, value)

    def _of_css(self, place: str, css: str) -> Iterator[str]:
        for address in _IN_CSS.findall(css):
            yield from self._of_loaded(place, html.unescape(address))

    def _of_loaded(self, place: str, address: str) -> Iterator[str]:
        if not address or DATA_PICTURE.match(address):
            return
        if SCHEME.match(address):
            yield f"would load {address[:200]} from outside"
        elif not self._is_there(target := target_of(place, address)):
            yield f"shows {target}, which is not there"

    def _of_link(self, place: str, address: str) -> Iterator[str]:
        if SCHEME.match(address):
            if address.lower().startswith(FORBIDDEN):
                yield f"links to {address[:60]}"
            return
        target, fragment = target_of(place, address), address.partition("#")[2]
        if not self._is_there(target):
            yield f"links to {target}, which is not there"
        elif self._is_ours(place, target, fragment) and fragment not in self._ids_of(place):
            yield f"links to #{fragment} in itself, which is not there"

    def _is_ours(self, place: str, target: str, fragment: str) -> bool:
        is_own = target == place and OURS.fullmatch(fragment) is not None
        return is_own and not is_original_place(place)

    def _is_there(self, place: str) -> bool:
        if place not in self._present:
            path = self.root / place
            self._present[place] = path.is_file() and not path.is_symlink()
        return self._present[place]

    def _ids_of(self, place: str) -> frozenset[str]:
        if place not in self._ids:
            self._ids[place] = frozenset(_ID.findall(self._read(place) or ""))
        return self._ids[place]

    def _read(self, place: str) -> str | None:
        try:
            return (self.root / place).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None


def _is_loaded(attribute: str, attributes: dict[str, str]) -> bool:
    relations = attributes.get("rel", "").lower().split()
    return attribute == "href" and not {"canonical", "search"}.intersection(relations)


def target_of(place: str, address: str) -> str:
    """The place that a relative address leads to."""
    path = unquote(re.split("[?#]", address, maxsplit=1)[0])
    return normpath(join(dirname(place), path)) if path else place


def manifest(files: Iterable[tuple[str, str]]) -> bytes:
    """(place, sha256) of every file as `sha256sum --check` reads it, from the archive folder."""
    lines = (f"{sha256}  {place}\n" for place, sha256 in sorted(set(files)))
    return "".join(lines).encode()


def damaged(root: Path, noted: Mapping[str, Noted]) -> Iterator[Fault]:
    """Files of the mirror that are not as they were written."""
    for place, one in sorted(noted.items()):
        path = root / place
        if path.is_symlink() or not path.is_file():
            yield Fault(place, "is not there")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != one.sha256:
            yield Fault(place, "is not as it was written")
