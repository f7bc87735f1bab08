"""A first look at each page as it is written: which of them the check must read from the disk.

It may doubt a page that is sound, but passes none that `check.py` would find fault with: it looks
at text where that looks at elements. So a sound mirror is not read again, which took a fifth of
rendering it.
"""

from __future__ import annotations

import html
import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from archive.render.check import (
    DATA_PICTURE,
    FORBIDDEN,
    LOADED,
    NEVER,
    OURS,
    POLICY,
    SCHEME,
    target_of,
)

_ODD = re.compile(f"<(?:{'|'.join(sorted(NEVER))}|style|!--)".encode(), re.IGNORECASE)
_MARKS: Final = (b'style="', b'="refresh"')
"""Where one of these stands, in small letters, the elements themselves are looked at."""


def _values_of(*names: str, value: str = '([^"]*)"') -> re.Pattern[bytes]:
    """Values of attributes. It begins with what is rare: four times as fast as with their names."""
    behind = "|".join(rf'(?<=\s{name}=")' for name in sorted(names))
    return re.compile(rf'="(?:{behind}){value}'.encode(), re.IGNORECASE)


_LOADED, _IDS = _values_of(*LOADED), _values_of("id")
_LINKED = _values_of("href", value='([^"#]*)')
"""Without anchors: of another page these may be anything."""
_INSIDE = _values_of("href", value='#([^"]*)"')
_PLAIN = re.compile(r"((?:\.\./)*)([\w-][\w.-]*(?:/[\w-][\w.-]*)*)", re.ASCII)
_OURS = re.compile(OURS.pattern.encode())
_LINK = re.compile(rb"<link\b[^>]*>", re.IGNORECASE)
_NOT_LOADED = re.compile(rb'\srel="(?:canonical|search)"')


@dataclass(slots=True)
class _Known:
    """Addresses without fault as pages of one folder write them: such pages come together."""

    folder: str = ""
    linked: dict[bytes, str] = field(default_factory=dict)
    """Without their anchors, to the place of each; empty for one outside."""
    loaded: set[bytes] = field(default_factory=set)


@dataclass(slots=True)
class Screen:
    """Looks at files under an archive folder while they are written."""

    root: Path
    _seen: set[str] = field(default_factory=set)
    _doubtful: set[str] = field(default_factory=set)
    _targets: set[str] = field(default_factory=set)
    _given: set[str] = field(default_factory=set)
    _known: _Known = field(default_factory=_Known)

    def see(self, place: str, body: bytes) -> None:
        """Take note of a file that has been written."""
        if place.endswith((".html", ".css")):
            self._seen.add(place)
            if not place.endswith(".html") or not self._is_plain(place, body):
                self._doubtful.add(place)

    def doubtful(self) -> list[str]:
        """The files to be checked: those that are not plain; all where some link leads nowhere."""
        if all(map(self._is_there, self._targets - self._seen)):
            return sorted(self._doubtful)
        return sorted(self._seen)

    def given(self) -> list[list[str]]:
        """What was seen since this was last asked, for `take_in`."""
        told = [sorted(self._seen), sorted(self._doubtful), sorted(self._targets - self._given)]
        self._given |= self._targets
        self._seen, self._doubtful = set(), set()
        return told

    def take_in(self, given: list[list[str]]) -> None:
        """Take in what another process saw."""
        seen, doubtful, targets = given
        self._seen.update(seen)
        self._doubtful.update(doubtful)
        self._targets.update(targets)

    def _is_there(self, place: str) -> bool:
        try:
            return stat.S_ISREG(os.lstat(f"{self.root}/{place}").st_mode)
        except (OSError, ValueError):  # the latter of a name that no file can have
            return False

    def _is_plain(self, place: str, body: bytes) -> bool:
        small = body.lower()
        is_odd = _ODD.search(body) is not None or any(mark in small for mark in _MARKS)
        if is_odd or POLICY not in body[:1000]:
            return False
        folder = place.rpartition("/")[0]
        if folder != self._known.folder:
            self._known = _Known(folder)
        linked, loaded = set(_LINKED.findall(body)), set(_LOADED.findall(body))
        for link in _LINK.findall(body):
            loaded.update(_LINKED.findall(link) if not _NOT_LOADED.search(link) else ())
        return (
            all(self._leads_well(place, value) for value in linked - self._known.linked.keys())
            and all(self._loads_well(place, value) for value in loaded - self._known.loaded)
            and self._has_anchors(place, linked, body)
        )

    def _leads_well(self, place: str, value: bytes) -> bool:
        address = _plain(value)
        if SCHEME.match(address):
            self._known.linked[value] = ""
            return not address.lower().startswith(FORBIDDEN)
        if address and not address.startswith("?"):  # else it means another from each page
            target = _below(place, address) or target_of(place, address)
            self._known.linked[value] = target
            self._targets.add(target)
        return True

    def _loads_well(self, place: str, value: bytes) -> bool:
        address = _plain(value)
        if SCHEME.match(address) and not DATA_PICTURE.match(address):
            return False
        if address and not SCHEME.match(address):
            self._targets.add(target_of(place, address))
        self._known.loaded.add(value)
        return True

    def _has_anchors(self, place: str, linked: set[bytes], body: bytes) -> bool:
        known = self._known.linked
        own = [value for value in linked if known.get(value, place) == place]
        if any(value + b"#" in body for value in own if value):
            return False  # an anchor of its own under its own name: the check knows
        wanted = set(_INSIDE.findall(body)).difference(_IDS.findall(body))
        return not any(b"&" in one or _OURS.fullmatch(one) for one in wanted)


def _plain(value: bytes) -> str:
    return html.unescape(value.decode("utf-8", "replace")).strip()


def _below(place: str, address: str) -> str | None:
    """As `target_of`, for addresses as `paths.relative` writes them."""
    if (found := _PLAIN.fullmatch(address)) is None:
        return None
    folders = place.split("/")[: -1 - found.end(1) // len("../")]
    return "/".join((*folders, found[2])) if folders else None
