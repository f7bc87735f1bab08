"""Write files of the mirror: only what changed, whole or not at all, never through a symlink."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Collection, Mapping
from dataclasses import astuple
from pathlib import Path
from typing import Any

from archive import whole
from archive.errors import ArchiveError
from archive.render.screen import Screen
from archive.store.mirror import Noted


class Writer:
    """Writes places under an archive folder and counts what it wrote."""

    def __init__(self, root: Path, noted: Mapping[str, Noted] | None = None) -> None:
        """Write under `root`, where files were written as `noted`."""
        self.written: set[str] = set()
        """Places of the files that were new or differed."""
        self.files: dict[str, Noted] = {}
        """What was written, or found as it should be, in this rendering."""
        self.screen = Screen(root)
        """Saw the files that were new or differed."""
        self._noted = noted or {}
        self._current: set[str] = set()
        self._made_from: dict[str | None, list[str]] = {}
        for place, one in sorted(self._noted.items()):
            self._made_from.setdefault(one.inputs, []).append(place)
        self._root = root
        self._root_path = str(root)
        self._folders: set[Path] = set()
        self._made: set[Path] = set()
        """Folders that were not there before."""
        self._coming: dict[str, Path] = {}

    @property
    def is_first(self) -> bool:
        """Whether nothing is noted of any rendering before."""
        return not self._noted

    @property
    def n_written(self) -> int:
        """Files that were new or differed."""
        return len(self.written)

    def current(self, place: str, inputs: str | None) -> list[str]:
        """The files that were made together from these inputs, if all lie there in their sizes.

        Empty where they have to be made; else the first of them is at `place`.
        """
        found = self._made_from.get(inputs, []) if inputs else []
        if place not in found or not all(map(self._is_whole, found)):
            return []
        self._current.update(found)
        return found

    def _is_whole(self, place: str) -> bool:
        try:
            found = os.lstat(f"{self._root_path}/{place}")
        except OSError:
            return False
        return stat.S_ISREG(found.st_mode) and found.st_size == self._noted[place].n_bytes

    def lost(self) -> list[str]:
        """Noted files of earlier renderings that are there no more."""
        others = self._noted.keys() - self.files.keys() - self._current
        return sorted(place for place in others if not (self._root / place).is_file())

    def write(
        self, place: str, body: bytes, inputs: str | None = None, asked: str | None = None
    ) -> bool:
        """Write a file unless it already holds these bytes; say whether it was written.

        :param inputs: digest of what it was made from.
        :param asked: what its making looked up.

        :raises ArchiveError: the folder cannot be written, or a part of the path is a symlink.
        """
        target = self._root / place
        is_first = place not in self.files
        self.files[place] = Noted(inputs, hashlib.sha256(body).hexdigest(), len(body), asked)
        try:
            self._make_folder(target.parent)
            if not (is_first and target.parent in self._made) and _holds(target, body):
                return False
            # Not synced: docs/decisions.md says why, and what a faster rendering must heed.
            whole.put(self._beside(place.partition("/")[0]), target, body)
        except OSError as error:
            raise ArchiveError(
                f"{target}: cannot be written ({error.strerror or error}); free the disk or the"
                " folder, then run 'blogarchive render'"
            ) from error
        self.written.add(place)
        self.screen.see(place, body)
        return True

    def _beside(self, tree: str) -> Path:
        if tree not in self._coming:
            self._coming[tree] = whole.beside(self._root / tree)
        return self._coming[tree]

    def given(self) -> list[Any]:
        """What was done since this was last asked, as JSON can say it, for `take_in`."""
        files = {place: astuple(one) for place, one in self.files.items()}
        told = [files, sorted(self.written), self.screen.given()]
        self.files, self.written = {}, set()
        return told

    def take_in(self, given: list[Any]) -> None:
        """Take in what another writer did in the same folder."""
        files, written, seen = given
        self.files |= {place: Noted(*one) for place, one in files.items()}
        self.written.update(written)
        self.screen.take_in(seen)

    def keep_only(self, folder: str, names: Collection[str]) -> None:
        """Take away the other files of a folder of derived scripts that was written here.

        :raises ArchiveError: one cannot be taken away.
        """
        if self._root / folder not in self._folders:
            return
        for path in (self._root / folder).glob("*.js"):
            if path.name not in names:
                try:
                    path.unlink()
                except OSError as error:
                    raise ArchiveError(
                        f"{path}: cannot be taken away ({error.strerror or error});"
                        " free the folder, then run 'blogarchive render'"
                    ) from error

    def _make_folder(self, folder: Path) -> None:
        if folder in self._folders:
            return
        if folder != self._root:
            self._make_folder(folder.parent)
            if folder.is_symlink():
                raise ArchiveError(f"{folder}: is a symbolic link; put a real folder in its place")
            try:
                folder.mkdir()
                self._made.add(folder)
            except FileExistsError:
                folder.mkdir(exist_ok=True)  # a file is none
        self._folders.add(folder)


def _holds(target: Path, body: bytes) -> bool:
    try:
        found = target.lstat()
    except FileNotFoundError:
        return False
    is_like = stat.S_ISREG(found.st_mode) and found.st_size == len(body)
    return is_like and target.read_bytes() == body
