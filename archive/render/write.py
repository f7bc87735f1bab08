"""Write files of the mirror: only what changed, whole or not at all, never through a symlink."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from archive import whole
from archive.errors import ArchiveError


class Writer:
    """Writes places under an archive folder and counts what it wrote."""

    def __init__(self, root: Path) -> None:
        self.n_written = 0
        self._root = root
        self._folders: set[Path] = set()

    def write(self, place: str, body: bytes) -> bool:
        """Write a file unless it already holds these bytes; say whether it was written.

        :raises ArchiveError: the folder cannot be written, or a part of the path is a symlink.
        """
        target = self._root / place
        try:
            self._make_folder(target.parent)
            if _holds(target, body):
                return False
            # Not synced: docs/decisions.md says why, and what a faster rendering must heed.
            whole.write(self._root / place.partition("/")[0], target, body)
        except OSError as error:
            raise ArchiveError(
                f"{target}: cannot be written ({error.strerror or error}); free the disk or the"
                " folder, then run 'blogarchive render'"
            ) from error
        self.n_written += 1
        return True

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
            folder.mkdir(exist_ok=True)
        self._folders.add(folder)


def _holds(target: Path, body: bytes) -> bool:
    if target.is_symlink():
        return False
    try:
        return target.stat().st_size == len(body) and target.read_bytes() == body
    except FileNotFoundError:
        return False
