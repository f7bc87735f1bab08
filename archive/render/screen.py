"""A first look at each page as it is written: which of them the check must read from the disk.

It may doubt a page that is sound, but passes none that `check.py` would find fault with: it looks
at text where that looks at elements. So a sound mirror is not read again, which took a fifth of
rendering it.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

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


def _values_of(*names: str) -> re.Pattern[bytes]:
    """Values of attributes. It begins with what is rare: five times as fast as with their names."""
    behind = "|".join(rf'(?<=\s{name}=")' for name in sorted(names))
    return re.compile(rf'="(?:{behind})([^"]*)"'.encode(), re.IGNORECASE)


_LOADED, _LINKED, _IDS = _values_of(*LOADED), _values_of("href"), _values_of("id")
_PLAIN = re.compile(r"((?:\.\./)*)([\w-][\w.-]*(?:/[\w-][\w.-]*)*)", re.ASCII)
_LINK = re.compile(rb"<link\b[^>]*>", re.IGNORECASE)
_NOT_LOADED = re.compile(rb'\srel="(?:canonical|search)"')


class _Lead(NamedTuple):
    """Where an address leads: a place, and an anchor that our templates make."""

    place: str
    fragment: str


_OUTSIDE: Final = _Lead("", "")


@dataclass(slots=True)
class Screen:
    """Looks at files under an archive folder while they are written."""

    root: Path
    _seen: set[str] = field(default_factory=set)
    _doubtful: set[str] = field(default_factory=set)
    _targets: set[str] = field(default_factory=set)
    _folder: str = ""
    _leads: dict[tuple[bytes, bool], _Lead | None] = field(default_factory=dict)
    """Of addresses in this folder, for pages of one folder come together; None for a doubtful."""

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

    def _is_there(self, place: str) -> bool:
        path = self.root / place
        return path.is_file() and not path.is_symlink()

    def _is_plain(self, place: str, body: bytes) -> bool:
        small = body.lower()
        is_odd = _ODD.search(body) is not None or any(mark in small for mark in _MARKS)
        if is_odd or POLICY not in body[:1000]:
            return False
        folder = place.rpartition("/")[0]
        if folder != self._folder:
            self._folder, self._leads = folder, {}
        loaded = {(value, True) for value in _LOADED.findall(body)}
        for link in _LINK.findall(body):
            loaded |= {(value, not _NOT_LOADED.search(link)) for value in _LINKED.findall(link)}
        found = loaded | {(value, False) for value in _LINKED.findall(body)}
        leads = {self._lead(place, *one) for one in found}
        if None in leads:
            return False
        inside = {lead.fragment for lead in leads if lead and lead.place == place}
        self._targets.update(lead.place for lead in leads if lead and lead is not _OUTSIDE)
        return inside <= {"", *(value.decode("utf-8", "replace") for value in _IDS.findall(body))}

    def _lead(self, place: str, value: bytes, is_loaded: bool) -> _Lead | None:
        is_within = value.startswith((b"#", b"?")) or not value
        known = None if is_within else self._leads.get((value, is_loaded))
        if known is not None:
            return known
        lead = _lead_of(place, value, is_loaded)
        if not is_within:
            self._leads[value, is_loaded] = lead
        return lead


def _lead_of(place: str, value: bytes, is_loaded: bool) -> _Lead | None:
    address = html.unescape(value.decode("utf-8", "replace")).strip()
    if is_loaded and (not address or DATA_PICTURE.match(address)):
        return _OUTSIDE
    if SCHEME.match(address):
        return None if is_loaded or address.lower().startswith(FORBIDDEN) else _OUTSIDE
    fragment = address.partition("#")[2]
    target = _below(place, address) or target_of(place, address)
    return _Lead(target, fragment if OURS.fullmatch(fragment) else "")


def _below(place: str, address: str) -> str | None:
    """As `target_of`, for addresses as `paths.relative` writes them."""
    if (found := _PLAIN.fullmatch(address)) is None:
        return None
    folders = place.split("/")[: -1 - found.end(1) // len("../")]
    return "/".join((*folders, found[2])) if folders else None
