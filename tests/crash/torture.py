"""Every write, rename, fsync and request of a crawl fails once, in turn.

The faults are the kernel's: strace traces a crawl once, to number its calls on the archive's
folder, then runs it again for each of them, and lets that call fail. It counts calls by thread, so
where several threads make an n-th call of one kind, all of these fail.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from archive.errors import EXIT_CODES
from tests.crash.kills import lost_or_half
from tests.crash.stage import QUIET, Stage, Start, differences, end_of, problems_of

CALLS = (
    *("openat", "write", "pwrite64", "fsync", "fdatasync", "ftruncate"),
    *("rename", "renameat", "renameat2", "mkdir", "unlink"),
)
_CALL = re.compile(r"(\d+) +(\w+)\(")
REQUEST = "request"


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """One call to fail: the n-th of its name in its thread, or the n-th request."""

    name: str
    nth: int

    @property
    def fault(self) -> str:
        """What strace injects: by turns a broken and a full disk."""
        error = ("EIO", "ENOSPC")[self.nth % 2]
        return f"inject={self.name}:error={error}:when={self.nth}"


@dataclass(slots=True)
class Tally:
    """What came of all points."""

    tried: Counter[str] = field(default_factory=Counter)
    """By the name of the call."""
    hit: Counter[str] = field(default_factory=Counter)
    """Those whose fault fell on the archive's folder."""
    codes: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        names = ", ".join(f"{name} {self.hit[name]} of {n}" for name, n in self.tried.items())
        codes = ", ".join(f"{code}: {n}" for code, n in sorted(self.codes.items()))
        return (
            f"{self.tried.total()} points, {self.hit.total()} hit ({names});"
            f" exit codes {codes}; faults: {len(self.faults)}"
        )


def why_not() -> str:
    """Why no call can be made to fail here; empty where it can."""
    if shutil.which("strace") is None:
        return "no strace here: apt-get install strace"
    asked = ["strace", "-qq", "-e", "trace=fsync", "-o", "/dev/null", "true"]
    tried = subprocess.run(asked, capture_output=True, text=True, check=False)
    return f"strace may not trace here: {tried.stderr.strip()}" if tried.returncode else ""


def points(stage: Stage, start: Start) -> list[Point]:
    """Every call of an undisturbed run on its archive's folder, and every request."""
    folder = Path(shutil.copytree(start.folder, stage.root / "traced"))
    traced = _strace(stage, folder, start, ("-e", f"trace={','.join(CALLS)}"))
    assert traced.returncode == QUIET, traced.stderr
    shutil.rmtree(folder)
    counts: Counter[tuple[str, str]] = Counter()
    found = {Point(REQUEST, nth) for nth in range(1, start.end.n_requests + 1)}
    for line in (stage.root / "strace.txt").read_text("utf-8", "replace").splitlines():
        call = _CALL.match(line)
        if call is None:
            continue
        counts[call[1], call[2]] += 1
        if f"{folder}/" in line:
            found.add(Point(call[2], counts[call[1], call[2]]))
    return sorted(found)


def spread(all_points: Sequence[Point], n_points: int) -> list[Point]:
    """So many points: as many of each kind of call, from its first to its last."""
    kinds = [
        [point for point in all_points if point.name == name]
        for name in {point.name for point in all_points}
    ]
    chosen: list[Point] = []
    for n_done, these in enumerate(sorted(kinds, key=len)):
        share = min(len(these), max(1, (n_points - len(chosen)) // (len(kinds) - n_done)))
        chosen += [these[i * (len(these) - 1) // max(1, share - 1)] for i in range(share)]
    return sorted(chosen)


def torture(stage: Stage, start: Start, chosen: Sequence[Point], tally: Tally) -> None:
    """Let one call after the other fail."""
    for point in chosen:
        folder = Path(shutil.copytree(start.folder, stage.root / "tortured"))
        for fault in _play(stage, start, folder, point, tally):
            tally.faults.append(f"{point}: {fault}")
        shutil.rmtree(folder)


def _play(stage: Stage, start: Start, folder: Path, point: Point, tally: Tally) -> Iterator[str]:
    tally.tried[point.name] += 1
    if point.name == REQUEST:
        code, told = stage.run(folder, start.words, fails_at=point.nth), stage.said()
        tally.hit[point.name] += stage.asked.n_asked >= point.nth
    else:
        options = ("-e", f"trace={point.name}", "-e", point.fault)
        run = _strace(stage, folder, start, options)
        code, told = run.returncode, run.stderr
        tally.hit[point.name] += _has_hit(stage, folder)
    tally.codes[code] += 1
    if code not in EXIT_CODES or "Traceback" in told:
        yield f"exit code {code}: {told[-3000:]}"
    if code and "error: " not in told and "partial" not in told and "interrupted" not in told:
        yield f"exit code {code} without a sentence: {told[-1000:]}"
    yield from lost_or_half(stage, start, folder, {})
    code = stage.run(folder, start.words)
    if code != QUIET:
        yield f"the next run ended with {code}: {stage.said()}"
    for name in differences(end_of(folder), start.end):
        if name == "tries" and point.name == REQUEST:
            continue  # that it gave no answer once stays told
        yield f"in the end {name} differs"
    for problem in problems_of(folder, start.end):
        yield f"in the end {problem}"


def _strace(
    stage: Stage, folder: Path, start: Start, options: Sequence[str]
) -> subprocess.CompletedProcess[str]:
    stage.asked.begin()
    out = str(stage.root / "strace.txt")
    line = ["strace", "-f", "-y", "-qq", "-s", "1", "--seccomp-bpf", "-o", out, *options]
    line += [sys.executable, "-m", "scraper", *stage.words(folder, start.words)]
    return subprocess.run(
        line, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
    )


def _has_hit(stage: Stage, folder: Path) -> bool:
    lines = (stage.root / "strace.txt").read_text("utf-8", "replace").splitlines()
    return any("(INJECTED)" in line and f"{folder}" in line for line in lines)
