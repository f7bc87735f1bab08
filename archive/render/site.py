"""Render the mirror: lay it out, make page after page that changed, write those that differ.

The same archive renders to the same bytes: no clock, settled order, names that depend on nothing
but addresses. A file whose page no longer exists stays, since an archive never shrinks.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from archive.errors import DamageError
from archive.render import paths
from archive.render.asked import Answers
from archive.render.check import Checker, Fault, manifest
from archive.render.gather import gather
from archive.render.layout import planned_pages
from archive.render.search_index import write_index
from archive.render.shares import Shares
from archive.render.write import Writer
from archive.store import contents, mirror
from archive.store.search_notes import keep_notes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from archive.store.connection import Archive
    from archive.store.search_notes import Noted


@dataclass(frozen=True, slots=True)
class RenderProgress:
    """How far rendering has come."""

    n_done: int
    n_pages: int
    place: str
    """The page just rendered, under the archive folder."""


@dataclass(frozen=True, slots=True)
class RenderReport:
    """What a rendering did."""

    n_pages: int
    """Pages of the mirror, whether they had to be made or not."""
    n_written: int
    """Files that were new or differed, styles and scripts among them, the manifest not."""
    home: Path
    """The page to open: the shelf of all blogs."""
    faults: tuple[Fault, ...] = ()
    """What the check of the written files found: nothing, or a fault of this program."""

    @property
    def exit_code(self) -> int:
        """0 where the mirror is sound, 4 where it is not."""
        return DamageError.exit_code if self.faults else 0


def render_mirror(
    archive: Archive, *, progress: Callable[[RenderProgress], None] | None = None
) -> RenderReport:
    """Write every page of the mirror under `archive.root` that differs from what lies there.

    Memory holds the lists of all posts, and the bodies of some 30 at a time.

    :raises ArchiveError: the archive cannot be read or the folder cannot be written.
    """
    writer = Writer(archive.root, mirror.noted(archive.db))
    n_done = 0
    with contents.snapshot(archive), Shares(archive, writer) as shares:
        site = gather(archive)
        for place in (paths.STYLE, paths.SEARCH_STYLE, *paths.SCRIPTS):
            writer.write(place, static_file(place))
        answers = Answers(archive, site)
        shares.out(list(planned_pages(archive, site, writer, answers)))
        indexes = [write_index(archive, writer, shown) for shown in site.blogs]
        n_pages = site.n_pages
        for place in shares.brought():
            n_done += 1
            if progress is not None:
                progress(RenderProgress(n_done, n_pages, place))
    n_written = writer.n_written
    _note(archive, writer, answers)
    _note_indexes(archive, [note for note in indexes if note is not None])
    faults = tuple(Checker(archive.root).check(writer.screen.doubtful()))
    return RenderReport(n_done, n_written, archive.root / paths.SHELF, faults)


def _note(archive: Archive, writer: Writer, answers: Answers) -> None:
    """Note what was made, once all is in its place: a killed rendering fools nobody.

    The manifest comes last, so that it never names a file that is not there.
    """
    with archive.transaction() as db:
        mirror.note(db, writer.files)
        mirror.forget(db, writer.lost())
        told = answers.to_pages(writer.files)
        mirror.remember(db, answers.all if told else b"", told)
        listed = [*mirror.digests(db), *mirror.kept_files(db)]
    writer.write(paths.MANIFEST, manifest(listed))


def _note_indexes(archive: Archive, notes: list[Noted]) -> None:
    """Note what search indexes were made of: after their digests, which skipping leaves alone."""
    if notes:
        os.sync()
        keep_notes(archive, notes)


def static_file(place: str) -> bytes:
    """A style sheet or script that comes with this program, by its place in the mirror."""
    return files("archive.render").joinpath("static", place.rpartition("/")[2]).read_bytes()
