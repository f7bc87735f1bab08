"""Whether two broken runs left the very same archive: then the next run need be played but once.

Both must have run with the same clock, as `failing_calls` lets them. What may differ is how long
something took, which process wrote, and in which words the run told what had gone wrong.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from archive.store.connection import DATABASE_NAME, Archive
from archive.whole import PARTIAL

_UNTOLD = {"crawls": {"report", "reason"}, "requests": {"seconds"}}
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'entry_words_%'"
_WRITER = re.compile(rf"(?<=/{re.escape(PARTIAL)}/)[\d.]+")


def state_of(folder: Path, copy: Path) -> str:
    """Digest of every row and every file that is kept in an archive, whoever wrote it and how fast.

    :param copy: where it may be opened, so that the next run finds it as it is.
    """
    shutil.copytree(folder, copy)
    told = hashlib.sha256()
    for line in (*_files(copy), *_rows(copy)):
        told.update(line.encode() + b"\n")
    shutil.rmtree(copy)
    return told.hexdigest()


def _files(folder: Path) -> Iterator[str]:
    for tree in ("media", "mirror"):
        for path in sorted((folder / tree).rglob("*")):
            body = path.read_bytes() if path.is_file() else b""
            place = _WRITER.sub("*", path.as_posix().removeprefix(folder.as_posix()))
            yield f"{place} {path.is_dir()} {hashlib.sha256(body).hexdigest()}"


def _rows(folder: Path) -> Iterator[str]:
    # A note of a search index names its files' times, which tell only whether they are these.
    times = [
        (str(path.stat().st_mtime_ns), path.name)
        for path in (folder / "mirror").glob("*/search/index/*")
    ]
    if not (folder / DATABASE_NAME).exists():
        return  # not even made
    with Archive.open(folder) as archive:
        for (table,) in archive.db.execute(_TABLES).fetchall():
            rows = archive.db.execute(f"SELECT * FROM {table}")
            columns = [each[0] for each in rows.description]
            for line in sorted(f"{table} {_told(table, columns, row)}" for row in rows):
                for moment, name in times if table == "search_indexes" else ():
                    line = line.replace(moment, name)  # noqa: PLW2901 -- the same line
                yield line


def _told(table: str, columns: list[str], row: tuple[object, ...]) -> list[object]:
    untold = _UNTOLD.get(table, set())
    if table == "row_digests" and row[0] == "crawls":  # of a report, which tells seconds
        untold = {"sha256"}
    return [
        value is not None if name in untold else value
        for name, value in zip(columns, row, strict=True)
    ]
