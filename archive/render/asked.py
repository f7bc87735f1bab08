"""What a page asked for while it was made: it is made again only where an answer is another.

What an original page links and shows stands in no table. So its making notes, as short digests,
every address that it looked up, found or not. The next rendering looks up the same again where one
of the answers is another than those remembered: 2,000 pages have 380,000 questions, 6,600 differ.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from hashlib import blake2b
from itertools import chain
from struct import Struct
from typing import TYPE_CHECKING, Final

from archive.store import mirror, parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archive.render.gather import Site
    from archive.render.places import Places, Spot
    from archive.store.connection import Archive
    from archive.store.mirror import Noted

_N_BYTES: Final = 8
_KEYS: Final = Struct(f"{_N_BYTES}s")
_PAIRS: Final = Struct(f"{_N_BYTES}s{_N_BYTES}s")
_MOST_CHANGED: Final = 64
"""Other answers that each page's questions are searched for; with more they are all looked up."""
READING, ORIGINAL, FILE = "reading", "original", "file"
LOST: Final = bytes(_N_BYTES)
"""Stands for a kept file that was not there: it may come back and change no answer."""


def key_of(kind: str, *names: str) -> bytes:
    """What stands for one question: a page of the mirror, or a kept file."""
    told = "\0".join((kind, *names)).encode(errors="replace")
    return blake2b(told, digest_size=_N_BYTES).digest()


class Asked:
    """The questions of one page, or of a sheet that several pages share."""

    def __init__(self) -> None:
        self.keys: set[bytes] = set()

    def ask(self, kind: str, *names: str) -> None:
        """Note a question."""
        self.keys.add(key_of(kind, *names))

    @contextmanager
    def apart(self) -> Iterator[set[bytes]]:
        """Note the questions of a block by themselves."""
        before, self.keys = self.keys, set()
        try:
            yield self.keys
        finally:
            self.keys = before

    def noted(self) -> str | None:
        """All questions, as a note that `Answers.digest` reads; None where they do not tell all."""
        if LOST in self.keys:
            return None
        return b64encode(b"".join(sorted(self.keys))).decode()


class AskingPlaces:
    """The places of the reading face, noting what they are asked for."""

    def __init__(self, places: Places) -> None:
        self.asked = Asked()
        self._places = places

    def find(self, url: str) -> Spot | None:
        """Where an absolute address leads in the mirror, or None where it leads outside."""
        for key in self._places.keys(url):
            self.asked.ask(READING, *key)
        return self._places.find(url)


class Answers:
    """What the mirror that is being planned answers."""

    def __init__(self, archive: Archive, site: Site) -> None:
        """Recall what pages were told; all answers are taken in where one of them asks."""
        self._db = archive.db
        self._site = site
        self._to_page: dict[str, bytes] = {}
        self._remembered = mirror.remembered(archive.db) if site.day is None else {}
        before = self._remembered.pop("", b"")
        if self._remembered:
            self._forget_changed(before)

    @cached_property
    def all(self) -> bytes:
        """Every question that has an answer, and a digest of it."""
        return self._hosts + b"".join(sorted(self._said.values()))

    @cached_property
    def _hosts(self) -> bytes:
        hosts = [*self._site.places.hosts(), *self._site.originals.hosts()]
        return _short(hosts, _PAIRS.size)

    @cached_property
    def _said(self) -> dict[bytes, bytes]:
        """All places, and kept files by the keys that they are found under."""
        found: dict[bytes, list[str]] = defaultdict(list)
        for kind, places in ((READING, self._site.places), (ORIGINAL, self._site.originals)):
            for key, place in places.all():
                found[key_of(kind, *key)].append(place)
        for name, file in parts.kept_files_by_key(self._db):
            found[key_of(FILE, name)].append(file)
        return {key: key + _short(sorted(all_)) for key, all_ in found.items()}

    def _forget_changed(self, before: bytes) -> None:
        """Forget what pages were told whose questions have another answer now."""
        if before == self.all:
            return
        changed = {key for key, _ in {*_pairs(before)} ^ {*_pairs(self.all)}}
        if before[: _PAIRS.size] != self._hosts or len(changed) > _MOST_CHANGED:
            self._remembered = {}
            return
        for place, asked in mirror.all_asked(self._db):
            keys = b64decode(asked)
            # One found across two questions makes this one page look up all of its own: no harm.
            if any(key in keys for key in changed):
                self._remembered.pop(place, None)

    def to(self, place: str) -> bytes | None:
        """Digest of the answers to what a page asked when it was made; None where none is noted."""
        told = self._remembered.get(place)
        if told is None:
            told = self.digest(mirror.asked_by(self._db, place))
        if told is not None:
            self._to_page[place] = told
        return told

    def digest(self, noted: str | None) -> bytes | None:
        """Digest of the answers to noted questions, None where none are noted.

        A question without an answer adds nothing.
        """
        if noted is None:
            return None
        asked = chain.from_iterable(_KEYS.iter_unpack(b64decode(noted)))
        told = filter(None, map(self._said.get, asked))
        return blake2b(b"".join((self._hosts, *told)), digest_size=16).digest()

    def to_pages(self, made: Mapping[str, Noted]) -> dict[str, bytes]:
        """Of every page that asks, the digest of the answers that it is as of now.

        :param made: what was made in this rendering.
        """
        told = ((place, self.digest(one.asked)) for place, one in made.items())
        again = {place: digest for place, digest in told if digest is not None}
        left = {place: told for place, told in self._to_page.items() if place not in made}
        return left | again


def _short(values: Sequence[object], n_bytes: int = _N_BYTES) -> bytes:
    return blake2b(repr(values).encode(errors="replace"), digest_size=n_bytes).digest()


def _pairs(all_: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(question, answer) of each, without the hosts; none where it is not what was remembered."""
    is_whole = len(all_) % _PAIRS.size == 0
    return _PAIRS.iter_unpack(all_[_PAIRS.size :]) if is_whole else iter(())
