"""What a page asked for while it was made: it is made again only where an answer is another.

What an original page links and shows stands in no table. So its making notes, as short digests,
every address that it looked up, found or not, and the next rendering looks up the same again.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from itertools import chain
from struct import Struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archive.render.gather import Site
    from archive.render.places import Places, Spot

_N_BYTES: Final = 8
_KEYS: Final = Struct(f"{_N_BYTES}s")
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

    def __init__(self, site: Site, kept_files: Iterable[tuple[str, str]]) -> None:
        """Take in all places, and kept files by the keys that they are found under."""
        found: dict[bytes, list[str]] = defaultdict(list)
        for kind, places in ((READING, site.places), (ORIGINAL, site.originals)):
            for key, place in places.all():
                found[key_of(kind, *key)].append(place)
        for name, file in kept_files:
            found[key_of(FILE, name)].append(file)
        self._said = {
            key: key + repr(sorted(all_)).encode(errors="replace") for key, all_ in found.items()
        }
        hosts = [*site.places.hosts(), *site.originals.hosts()]
        self._hosts = repr(hosts).encode(errors="replace")

    def digest(self, noted: str) -> str:
        """Digest of the answers to noted questions; one without an answer adds nothing."""
        asked = chain.from_iterable(_KEYS.iter_unpack(b64decode(noted)))
        told = filter(None, map(self._said.get, asked))
        return blake2b(b"".join((self._hosts, *told)), digest_size=16).hexdigest()
