"""kill -9 at random moments of the work: chains of killed runs, each let be in the end."""

from __future__ import annotations

import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import filterfalse
from multiprocessing.process import BaseProcess
from pathlib import Path

from archive.errors import ArchiveError
from archive.store.connection import DATABASE_NAME, Archive, SqliteError, log_of
from archive.whole import PARTIAL
from tests.crash import child
from tests.crash.stage import (
    QUIET,
    Stage,
    Start,
    differences,
    end_of,
    files_under,
    mirror_of,
    problems_of,
)

LONGEST_CHAIN = 5
MOST_PAUSE = 0.03
"""Seconds between a moment and its kill, at most: the answer is parsed and kept meanwhile."""
Moment = Callable[[], bool]
# What a reader sees as kept; none of it may be gone after the kill.
SEEN = {
    "posts": "SELECT id FROM posts",
    "comments": "SELECT id FROM comments",
    "captures": "SELECT id, body_sha256 FROM captures",
    "media": "SELECT key, path FROM media WHERE state = 'kept'",
    "versions": "SELECT post, version FROM post_versions",
    "runs": "SELECT id FROM crawls",
}


@dataclass(slots=True)
class Tally:
    """What was seen over all kills."""

    n_wanted: int
    kills: Counter[str] = field(default_factory=Counter)
    """By the start and the kind of moment."""
    n_chains: int = 0
    n_seen: int = 0
    """Rows that a reader saw before a kill and that were looked for after it."""
    n_inside: int = 0
    """Kills that left a write-ahead log to recover."""
    faults: list[str] = field(default_factory=list)

    @property
    def n_left(self) -> int:
        """How many are still to be killed."""
        return self.n_wanted - self.kills.total()

    def __str__(self) -> str:
        kinds = ", ".join(f"{name} {n}" for name, n in sorted(self.kills.items()))
        return (
            f"{self.kills.total()} kills ({kinds}) in {self.n_chains} chains, {self.n_inside} with"
            f" a log to recover; {self.n_seen:,} kept rows looked for again; faults:"
            f" {len(self.faults)}"
        )


def kill_again_and_again(stage: Stage, dice: random.Random, tally: Tally) -> None:
    """Kill runs in chains; every chain ends with a run that is let be."""
    while tally.n_left and not tally.faults:
        start = stage.starts[tally.n_chains % len(stage.starts)]
        folder = stage.root / "killed"
        shutil.copytree(start.folder, folder)
        _chain(stage, start, folder, dice, tally)
        shutil.rmtree(folder)
        tally.n_chains += 1


def _chain(stage: Stage, start: Start, folder: Path, dice: random.Random, tally: Tally) -> None:
    n_served = 0
    for _ in range(min(tally.n_left, dice.randint(1, LONGEST_CHAIN))):
        stage.asked.begin()
        kind, moment = _moment(stage, start, folder, dice, n_served)
        with child.started(stage.words(folder, start.words), stage.told) as run:
            seen = _seen_when(moment, run, folder, dice)
            if seen is None:
                break
            run.kill()
            run.join()
        n_served += stage.asked.n_asked
        tally.kills[f"{start.name}/{kind}"] += 1
        tally.n_seen += sum(map(len, seen.values()))
        tally.n_inside += log_of(folder / DATABASE_NAME).exists()
        tally.faults += lost_or_half(stage, start, folder, seen)
    code = stage.run(folder, start.words)
    if code != QUIET:
        tally.faults.append(f"{start.name}: exit code {code}: {stage.told.read_text('utf-8')}")
    else:
        tally.faults += _of_the_end(start, folder)


def _moment(
    stage: Stage, start: Start, folder: Path, dice: random.Random, n_served: int
) -> tuple[str, Moment]:
    """A moment of the work that is still to be done: no clock, so that load changes nothing."""
    kinds = ["page"] if start.name == "render" else ["request", "request", "row", "picture", "page"]
    kind = dice.choice(kinds)
    if kind == "request":
        nth = dice.randint(1, max(1, start.end.n_requests - n_served))
        return kind, lambda: stage.asked.n_asked >= nth
    if kind == "row":
        return kind, _grown(folder / DATABASE_NAME, dice)
    place = dice.choice(_to_be_written(start, folder, "mirror" if kind == "page" else "media"))
    path = folder / place
    before = _inode(path)
    return kind, lambda: _inode(path) != before


def _to_be_written(start: Start, folder: Path, name: str) -> list[str]:
    now = files_under(folder, name)
    end = start.end.mirror if name == "mirror" else files_under(start.folder, name)
    if name == "media":
        end = {str(row[4]): b"" for row in start.end.rows["media"] if row[4]}
        return [place for place in end if place not in now] or list(end)
    return [place for place in end if now.get(place) != end[place]] or list(end)


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return 0


def _grown(path: Path, dice: random.Random) -> Moment:
    """Once the log has grown by some bytes."""
    log, more = log_of(path), dice.randrange(1_000_000)

    def has_grown() -> bool:
        try:
            return log.stat().st_size > more
        except FileNotFoundError:
            return False

    return has_grown


def _seen_when(
    moment: Moment, run: BaseProcess, folder: Path, dice: random.Random
) -> dict[str, set[object]] | None:
    """What a reader sees at a moment, a pause after it; None where the run ended before."""
    while not moment():
        if run.exitcode is not None:
            return None
        time.sleep(0.0005)
    time.sleep(dice.random() * MOST_PAUSE)
    seen = _seen(folder)
    return seen if run.is_alive() else None


def _seen(folder: Path) -> dict[str, set[object]]:
    try:
        with Archive.open(folder) as archive:
            return {name: set(archive.db.execute(query).fetchall()) for name, query in SEEN.items()}
    except (ArchiveError, SqliteError):
        return {}  # the archive is being made


def _may_go(place: str) -> bool:
    """Scripts of words that nobody wrote any more are taken away."""
    return "/search/index/" in place


def lost_or_half(
    stage: Stage, start: Start, folder: Path, seen: dict[str, set[object]]
) -> Iterator[str]:
    """What became of an archive; looked for in a copy, so that the next run finds it as it is.

    :param seen: rows that a reader saw before.
    """
    if start.name == "new" and not _seen(folder):
        return  # not even made
    copy = stage.root / "copy"
    shutil.copytree(folder, copy)
    for problem in problems_of(copy, start.end):
        yield f"{start.name}: {problem}"
    after = _seen(copy)
    seen = seen or _seen(start.folder)
    for name, rows in seen.items():
        for row in sorted(map(str, rows - after[name])):
            yield f"{start.name}: lost: {name} {row}"
    before, pages = mirror_of(start.folder), mirror_of(copy)
    for place, body in pages.items():
        is_known = body in (before.get(place), start.end.mirror.get(place))
        # The scripts of the search differ with every entry that is missing.
        is_page = place.endswith(".html") and PARTIAL not in place
        if is_page and not is_known and not body.rstrip().endswith(b"</html>"):
            yield f"{start.name}: half a page: {place}"
    for place in filterfalse(_may_go, before.keys() - pages.keys()):
        yield f"{start.name}: page lost: {place}"
    for place, body in files_under(start.folder, "media").items():
        if (copy / place).read_bytes() != body:
            yield f"{start.name}: picture changed: {place}"
    shutil.rmtree(copy)


def _of_the_end(start: Start, folder: Path) -> Iterator[str]:
    found = end_of(folder)
    for name in differences(found, start.end):
        yield f"{start.name}: in the end: {name} differs"
        here, there = (set(map(str, end.rows.get(name, ()))) for end in (found, start.end))
        yield from (f"  too much: {row}" for row in sorted(here - there))
        yield from (f"  lacking: {row}" for row in sorted(there - here))
    for problem in problems_of(folder, start.end):
        yield f"{start.name}: in the end: {problem}"
    for path in folder.glob(f"*/{PARTIAL}/*"):
        yield f"{start.name}: in the end: {path.relative_to(folder)} is left"
