"""A mirror of a day long gone, in a folder of its own that needs nothing of the archive."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from archive import whole
from archive.errors import UsageError
from archive.media import KEPT_PATH
from archive.render import paths
from archive.render.asked import Answers
from archive.render.check import Checker, manifest
from archive.render.gather import gather
from archive.render.layout import planned_pages
from archive.render.site import RenderProgress, RenderReport, static_file
from archive.render.write import Writer
from archive.store import contents
from archive.store.as_of import as_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from archive.store.connection import Archive

_SHOWN = re.compile(r"(?:\.\./)+(media/[0-9a-f/]+\.[a-z0-9]{1,5})")
_MARK = f"{paths.ROOT}/as-of.txt"


def render_then(
    archive: Archive,
    day: date,
    folder: Path,
    *,
    progress: Callable[[RenderProgress], None] | None = None,
) -> RenderReport:
    """Write the mirror as the archive's blogs were on a day, and the pictures that it shows.

    Pictures are linked where the file system can, else copied. Every page is made; there is no
    search, no coverage and no original look, which tell of today.

    :raises UsageError: the folder is the archive's own or holds something else, or nothing in the
        archive is as old as that day.
    :raises ArchiveError: the archive cannot be read, or the folder cannot be written.
    """
    _refuse(archive.root, folder, day)
    n_done = 0
    with contents.snapshot(archive), as_of(archive, day):
        folder.mkdir(parents=True, exist_ok=True)
        writer = Writer(folder)
        writer.write(_MARK, f"{day}\n".encode())
        writer.write(paths.STYLE, static_file(paths.STYLE))
        site = gather(archive, day)
        shown: set[str] = set()
        for planned in planned_pages(archive, site, writer, Answers(archive, site)):
            for page in planned.make():
                writer.write(page.place, page.html.encode("utf-8", "replace"))
                shown.update(filter(KEPT_PATH.fullmatch, _SHOWN.findall(page.html)))
                n_done += 1
                if progress is not None:
                    progress(RenderProgress(n_done, site.n_pages, page.place))
    for place in sorted(shown):
        _bring(archive.root, folder, place)
    listed = [(place, one.sha256) for place, one in writer.files.items()]
    listed += [(place, place.rpartition("/")[2].partition(".")[0]) for place in shown]
    faults = tuple(Checker(folder).check(sorted(writer.files)))
    writer.write(paths.MANIFEST, manifest(listed))
    return RenderReport(n_done, writer.n_written, folder / paths.SHELF, faults)


def _refuse(root: Path, folder: Path, day: date) -> None:
    told = folder.resolve()
    if told == root.resolve() or root.resolve() in told.parents:
        raise UsageError(f"{folder}: is inside the archive; name a folder outside of it with --to")
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: is a file; name a new folder with --to")
    if folder.is_dir() and any(folder.iterdir()) and not _is_of(folder, day):
        raise UsageError(
            f"{folder}: holds something else than a mirror as of {day}; name a new folder with --to"
        )


def _is_of(folder: Path, day: date) -> bool:
    try:
        return (folder / _MARK).read_text("utf-8").strip() == str(day)
    except OSError:
        return False


def _bring(root: Path, folder: Path, place: str) -> None:
    """Put a kept file where the mirror in another folder looks for it."""
    source, target = root / place, folder / place
    if not source.is_file() or target.is_file():
        return  # what is missing is named by the check
    with whole.on_disk(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        coming = target.with_name(f"{target.name}.coming")
        coming.unlink(missing_ok=True)
        with suppress(OSError):  # another disk, or one without links
            os.link(source, coming)
        if not coming.exists():
            shutil.copyfile(source, coming)
        coming.replace(target)
