"""Style sheets of a blog's original look: each different one a file of its own, written once."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from archive import styles
from archive.decode import decoded
from archive.errors import ArchiveError
from archive.media import KEPT_PATH
from archive.page_parts import absolute, part_key
from archive.render import paths
from archive.render.asked import FILE, LOST, Asked
from archive.render.gate import INLINE_FILE
from archive.render.scene import Picture
from archive.store import parts

if TYPE_CHECKING:
    from archive.render.write import Writer
    from archive.store.connection import Archive
    from archive.store.parts import KeptPart

MOST_IMPORTS = 4
"""How deep sheets may import sheets."""


class Shelf:
    """The kept files of pages, by the key of their address; remembers what it was asked."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.asked = Asked()
        self._found: dict[str, Picture | None] = {}

    def get(self, key: str, /) -> Picture | None:
        """A part or a picture of a post; None where its file is not here."""
        key = part_key(key)
        self.asked.ask(FILE, key)
        if key not in self._found:
            self._found[key] = self._look_up(key)
        return self._found[key]

    def _look_up(self, key: str) -> Picture | None:
        part = parts.kept_at(self._archive.db, key)
        found = (part.path, part.mime) if part else parts.kept_picture(self._archive.db, key)
        if found is None or not KEPT_PATH.fullmatch(found[0]):
            return None
        return Picture(found[0], found[1], "")

    def located(self, written: str, base: str, place: str) -> str | None:
        """An address as a page or sheet at `base` writes it, as the one at `place` may."""
        if INLINE_FILE.fullmatch(written):
            return written
        url = absolute(base, written)
        file = self.get(part_key(url)) if url else None
        return paths.relative(place, file.path) if file and file.path else None

    def sheet(self, url: str) -> tuple[str, str] | None:
        """(text, address that it came from) of a kept style sheet.

        :raises ArchiveError: its file cannot be read.
        """
        key = part_key(url)
        self.asked.ask(FILE, key)
        part: KeptPart | None = parts.kept_at(self._archive.db, key)
        if part is None or part.kind != "style" or not KEPT_PATH.fullmatch(part.path):
            return None
        path = self._archive.root / part.path
        try:
            body = path.read_bytes()
        except FileNotFoundError:
            self.asked.keys.add(LOST)
            return None  # told by `verify`
        except OSError as error:
            # The page would be noted as made, and stay without its looks when the disk is well.
            raise ArchiveError(
                f"{path}: cannot be read ({error.strerror or error}); see that the disk works, then"
                " run 'blogarchive render'; 'blogarchive verify --repair' fetches it again"
            ) from error
        return decoded(body, part.mime).text, part.url


class Sheets:
    """Writes the sheets of one blog and says where each lies."""

    def __init__(self, folder: str, shelf: Shelf, writer: Writer) -> None:
        self._folder = folder
        self._shelf = shelf
        self._writer = writer
        self._places: dict[tuple[str, str], tuple[str | None, set[bytes]]] = {}

    def linked(self, url: str) -> str | None:
        """Place of a sheet that a page links; None where it is not kept or holds nothing."""
        found = self._shelf.sheet(url)
        return self.inline(*found) if found else None

    def inline(self, css: str, base: str) -> str | None:
        """Place of a sheet whose addresses resolve against `base`."""
        # The same sheet stands in every page of a blog, and mostly names only whole addresses.
        folder = base.rpartition("/")[0]
        known = (hashlib.sha256(css.encode("utf-8", "replace")).hexdigest(), folder)
        asked = self._shelf.asked
        if known not in self._places:
            with asked.apart() as keys:
                place = self._write(self._clean(css, base, 0))
            self._places[known] = place, keys
        place, keys = self._places[known]
        asked.keys |= keys
        return place

    def _write(self, clean: str) -> str | None:
        if not clean:
            return None
        body = (clean + "\n").encode("utf-8", "replace")
        place = paths.style_place(self._folder, hashlib.sha256(body).hexdigest())
        self._writer.write(place, body)
        return place

    def _clean(self, css: str, base: str, depth: int) -> str:
        """A sheet with what it imports before it."""
        pieces = []
        for one in styles.imports_in(css) if depth < MOST_IMPORTS else ():
            url = absolute(base, one.url)
            found = self._shelf.sheet(url) if url else None
            inner = self._clean(*found, depth + 1) if found else ""
            pieces.append(styles.within(one.media, inner))
        here = paths.style_place(self._folder, "")
        clean = styles.clean_sheet(css, lambda one: self._shelf.located(one, base, here))
        return "\n".join(piece for piece in (*pieces, clean) if piece)
