"""Files that are whole under their own name, or not there: written elsewhere, then renamed.

What is being written lies in `.partial` of the same tree (`media/`, `mirror/`), never beside pages
and pictures. So nothing half-written is taken for one, a rename never crosses a file system, and
whatever a killed process left is swept away by looking into one folder.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

PARTIAL = ".partial"


def write(tree: Path, target: Path, body: bytes, *, is_synced: bool) -> None:
    """Write a file somewhere under the folder `tree`; its folder must be there.

    :param is_synced: wait until the disk has its bytes and its name.
    :raises OSError: it cannot be written; what lay at `target` stays.
    """
    beside = tree / PARTIAL / f"{os.getpid()}.{threading.get_ident()}"
    beside.unlink(missing_ok=True)
    try:
        with _opened(beside) as file:
            file.write(body)
            if is_synced:
                file.flush()
                os.fsync(file.fileno())
        beside.replace(target)
    except BaseException:
        with suppress(OSError):  # what went wrong first is what is told; the next run sweeps
            beside.unlink(missing_ok=True)
        raise
    if is_synced:
        flush_folder(target.parent)


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
    for path in folder.iterdir():
        with suppress(OSError):  # never a reason not to work; it is tried again next time
            path.unlink()


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("xb")
    except FileNotFoundError:
        path.parent.mkdir(exist_ok=True)
        return path.open("xb")
