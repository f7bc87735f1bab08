"""Whether everything kept is still what was kept: each damaged thing by its name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar

from archive.store import checks, digests
from archive.store.checks import NotedFile
from archive.store.connection import Archive

DamageKind = Literal["database", "row", "capture", "template", "media", "index", "mirror"]
"""`database`: SQLite's own complaint; `index`: the index of words; `mirror`: a rendered file."""

CHUNK = 1 << 20
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not as it was kept."""

    kind: DamageKind
    subject: str
    """Its name: `posts 123`, `capture 7`, the path of a file."""
    problem: str
    key: int | None = None
    """Its id, for captures, templates and media."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is checked."""

    is_quick: bool = False
    """SQLite's quick check, references, and that every file is there with its size."""
    percent: float = 100.0
    """Share of raw answers and files that are read whole."""
    day: date = date.min
    """Another day draws another share, so that a daily check of 5 % comes round to all."""


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was checked, and what is damaged."""

    n_rows: int
    n_captures: int
    n_files: int
    damages: tuple[Damage, ...]

    @property
    def exit_code(self) -> int:
        """0 where all is well, 4 where something is damaged."""
        return 4 if self.damages else 0


def verify(
    archive: Archive, extent: Extent, tell: Callable[[str, int], None] = lambda *_: None
) -> VerifyReport:
    """Check the archive; reads only.

    :param tell: told what is checked next and how many there are.
    """
    db = archive.db
    digests.register(db)
    captures = _drawn(checks.captures(db), extent, "capture")
    templates = checks.templates(db)
    files = checks.noted_files(db)
    read = () if extent.is_quick else _drawn(files, extent, "media")
    tell("database", 1)
    damages = list(_of_database(archive, extent))
    if extent.is_quick:
        captures = templates = ()
    else:
        tell("rows", digests.n_digests(db))
        damages += _of_rows(archive)
        tell("captures", len(captures))
        damages += _of_answers(archive, captures, templates)
    tell("files", len(files))
    damages += _of_files(archive.root, files, frozenset(read))
    n_rows = 0 if extent.is_quick else digests.n_digests(db)
    return VerifyReport(n_rows, len(captures), len(files), tuple(damages))


def _drawn(keys: Sequence[Key], extent: Extent, kind: str) -> tuple[Key, ...]:
    """The share of some things that this day draws."""
    if extent.percent >= 100:  # noqa: PLR2004 -- per cent
        return tuple(keys)

    def is_drawn(key: Key) -> bool:
        told = hashlib.sha256(f"{extent.day} {kind} {key}".encode()).digest()
        return int.from_bytes(told[:4]) < extent.percent / 100 * 2**32

    return tuple(key for key in keys if is_drawn(key))


def _of_database(archive: Archive, extent: Extent) -> Iterator[Damage]:
    for line in checks.file_problems(archive.db, is_quick=extent.is_quick):
        yield Damage("database", "archive.db", line)
    for line in checks.loose_references(archive.db):
        yield Damage("database", "archive.db", line)
    if not extent.is_quick and (problem := checks.index_problem(archive.db)):
        yield Damage("index", "entry_words", f"the index of words is damaged ({problem})")


def _of_rows(archive: Archive) -> Iterator[Damage]:
    for row in digests.damaged_rows(archive.db):
        yield Damage("row", " ".join((row.table, *row.key)), row.problem)


def _of_answers(
    archive: Archive, captures: Sequence[int], templates: Sequence[int]
) -> Iterator[Damage]:
    for template, problem in checks.damaged_templates(archive.db, templates):
        yield Damage("template", f"template {template}", problem, template)
    for capture, problem in checks.damaged_captures(archive.db, captures):
        yield Damage("capture", f"capture {capture}", problem, capture)


def _of_files(
    root: Path, files: Sequence[NotedFile], read: frozenset[NotedFile]
) -> Iterator[Damage]:
    for file in files:
        problem = file_problem(root, file, is_read=file in read)
        if problem is not None:
            yield Damage("media", file.path, problem, file.media)


def file_problem(root: Path, file: NotedFile, *, is_read: bool = True) -> str | None:
    """What is wrong with a kept file; None where nothing is.

    :param is_read: read it whole; else only its size is compared.
    """
    path = root / file.path
    try:
        n_bytes = path.stat().st_size
        if n_bytes != file.n_bytes:
            return f"{n_bytes:,} bytes long; {file.n_bytes:,} were kept"
        if is_read and _sha256_of(path) != file.sha256:
            return "does not match its digest"
    except FileNotFoundError:
        return "is not there"
    except OSError as error:
        return f"cannot be read ({error.strerror or error})"
    return None


def _sha256_of(path: Path) -> str:
    told = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            told.update(chunk)
    return told.hexdigest()
