"""Files that are whole under their own name, or not there: written elsewhere, then renamed.

What is being written lies in `.partial` of the same tree (`media/`, `mirror/`), never beside pages
and pictures. So nothing half-written is taken for one, a rename never crosses a file system, and
whatever a killed process left is swept away by looking into one folder.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from archive.errors import ArchiveError

PARTIAL = ".partial"
GO_ON = "free the disk or the folder, then run the same command again: it goes on"


@contextmanager
def on_disk(path: Path) -> Iterator[None]:
    """Tell the system's errors inside as what they are: `path` cannot be written.

    :raises ArchiveError: the disk is full, broken or forbidden.
    """
    try:
        yield
    except OSError as error:
        reason = error.strerror or error
        raise ArchiveError(f"{path}: cannot be written ({reason}); {GO_ON}") from error


def beside(tree: Path) -> Path:
    """Where this thread may write a file of a tree before it gets its own name."""
    folder = tree / PARTIAL
    folder.mkdir(exist_ok=True)
    if folder.is_symlink():
        raise ArchiveError(f"{folder}: is a symbolic link; put a real folder in its place")
    coming = folder / f"{os.getpid()}.{threading.get_ident()}"
    coming.unlink(missing_ok=True)
    return coming


@contextmanager
def incoming(coming: Path) -> Iterator[Callable[[bytes], object]]:
    """Write a file piece by piece; errors of the disk are told apart from those of the pieces.

    :raises ArchiveError: it cannot be written.
    """
    with on_disk(coming):
        file = coming.open("wb")

    def write(piece: bytes) -> None:
        with on_disk(coming):
            file.write(piece)

    try:
        yield write
        with on_disk(coming):
            file.flush()
    finally:
        with suppress(OSError):  # flushed above, or failed already
            file.close()


def settle(coming: Path, target: Path) -> None:
    """Give a file its own name once the disk has its bytes; the disk has the name too then."""
    with coming.open("rb+") as file:
        os.fsync(file.fileno())
    coming.replace(target)
    flush_folder(target.parent)


def write(tree: Path, target: Path, body: bytes) -> None:
    """Write a file somewhere under `tree`, whole or not at all; waits for no disk.

    :raises OSError: it cannot be written; what lay at `target` stays.
    """
    put(beside(tree), target, body)


def put(coming: Path, target: Path, body: bytes) -> None:
    """As `write`, where `beside` has told once what no other file is written as meanwhile.

    :raises OSError: it cannot be written; what lay at `target` stays.
    """
    try:
        # Unbuffered: a page goes out in one call, and asks nothing else of the system.
        handle = os.open(coming, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0))
        try:
            rest = memoryview(body)
            while rest:
                rest = rest[os.write(handle, rest) :]
        finally:
            os.close(handle)
        coming.replace(target)
    except BaseException:
        with suppress(OSError):  # what went wrong first is what is told; the next run sweeps
            coming.unlink(missing_ok=True)
        raise


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; the disk has their names when this returns.

    :raises OSError: it cannot be made.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    flush_folder(folder.parent)


def flush_folder(folder: Path) -> None:
    """Wait until the disk has the names in a folder."""
    if os.name == "nt":  # Windows cannot open a folder, and keeps the rename without it.
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(tree: Path) -> None:
    """Remove what killed processes left half-written; only for the holder of the archive's lock."""
    folder = tree / PARTIAL
    if folder.is_symlink() or not folder.is_dir():
        return
    with suppress(OSError):  # never a reason not to work; it is tried again next time
        for path in folder.iterdir():
            path.unlink()
