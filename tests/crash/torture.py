"""Every write, rename, fsync and request of a crawl fails once, in turn.

A run is played once undisturbed, to count its calls on the archive's folder, then again for each
of them, and that call fails (`failing_calls.py`). Calls are counted over all threads of a run:
which of two threads makes the n-th may differ from run to run, but each n comes.
"""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from archive.errors import EXIT_CODES
from archive.render.paths import MANIFEST
from tests.crash.failing_calls import NONE, Failure, Forks, Play, Played, forking
from tests.crash.kills import lost_or_half
from tests.crash.stage import QUIET, End, Stage, Start, differences, end_of, problems_of
from tests.crash.states import state_of

REQUEST = "request"
GROWING = ("captures", "findings", "declared")
"""Rows that a run has more of, where it had to ask elsewhere."""
ELSEWHERE = "post-comments"
"""The only source that may declare more: where a page of the comments feed gave no answer, posts'
own comment feeds tell how many they hold."""


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """One call to fail: the n-th of its kind, or the n-th request."""

    name: str
    nth: int


@dataclass(slots=True)
class Tally:
    """What came of all points."""

    tried: Counter[str] = field(default_factory=Counter)
    """By the kind of the call."""
    hit: Counter[str] = field(default_factory=Counter)
    """Those that the run came to."""
    codes: Counter[int] = field(default_factory=Counter)
    n_remembered: int = 0
    """Those that left an archive as another had, from which the next run had come to a good end."""
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        names = ", ".join(f"{name} {self.hit[name]} of {n}" for name, n in self.tried.items())
        codes = ", ".join(f"{code}: {n}" for code, n in sorted(self.codes.items()))
        return (
            f"{self.tried.total()} points, {self.hit.total()} hit ({names});"
            f" exit codes {codes}; {self.n_remembered} left what another had left, so that the next"
            f" run was not played again; faults: {len(self.faults)}"
        )

    def add(self, other: Tally) -> None:
        """Count what came of other points too."""
        self.tried += other.tried
        self.hit += other.hit
        self.codes += other.codes
        self.n_remembered += other.n_remembered
        self.faults += other.faults


@dataclass(slots=True)
class Torture:
    """One start, played again and again."""

    stage: Stage
    start: Start
    forks: Forks
    moment: int
    """When every broken run is played; the next one comes a minute later."""
    good: set[str] = field(default_factory=set)
    """States from which the next run came to a good end."""

    def points(self) -> list[Point]:
        """Every call of an undisturbed run on its archive's folder, and every request."""
        folder = Path(shutil.copytree(self.start.folder, self.stage.root / "counted"))
        played = self._run(folder, Point(REQUEST, 0))
        assert played.code == QUIET, self.stage.said()
        shutil.rmtree(folder)
        counts = {**played.counts, REQUEST: self.start.end.n_requests}
        return [Point(name, nth) for name, n in counts.items() for nth in range(1, n + 1)]

    def play(self, point: Point, tally: Tally) -> None:
        """Let a call fail, look at what is left, and let the next run go on with it."""
        folder = Path(shutil.copytree(self.start.folder, self.stage.root / "tortured"))
        tally.faults += [f"{point}: {fault}" for fault in self._play(folder, point, tally)]
        shutil.rmtree(folder)

    def _play(self, folder: Path, point: Point, tally: Tally) -> Iterator[str]:
        played = self._run(folder, point)
        n_made = {**played.counts, REQUEST: self.stage.asked.n_asked}[point.name]
        tally.tried[point.name] += 1
        tally.hit[point.name] += n_made >= point.nth
        tally.codes[played.code] += 1
        yield from _as_told(played.code, self.stage.said())
        yield from lost_or_half(self.stage, self.start, folder, {})
        state = state_of(folder, self.stage.root / "state")
        if state in self.good:
            tally.n_remembered += 1
            return
        faults = list(self._of_the_next(folder, is_request=point.name == REQUEST))
        yield from faults
        if not faults and point.name != REQUEST:  # these are forgiven more
            self.good.add(state)

    def _of_the_next(self, folder: Path, *, is_request: bool) -> Iterator[str]:
        code = self._run(folder, Point(REQUEST, 0), later=60).code
        if code != QUIET:
            yield f"the next run ended with {code}: {self.stage.said()}"
        found = end_of(folder)
        names = differences(found, self.start.end)
        for name in self._not_innocent(folder, found, names) if is_request else names:
            yield f"in the end {name} differs"
        for problem in problems_of(folder, self.start.end):
            yield f"in the end {problem}"

    def _not_innocent(self, folder: Path, found: End, names: Sequence[str]) -> Iterator[str]:
        """What of the differences one request without an answer does not excuse.

        That it got no answer stays told. Where it was a listing, the run asked others, and kept
        their answers too. And what came later is numbered later, which search pages show and the
        order of their scripts follows (`archive/store/searchable.py`). So nothing may lack, and the
        mirror must be what these rows make in an empty folder.
        """
        for name in names:
            wanted, got = (set(end.rows.get(name, ())) for end in (self.start.end, found))
            is_more = name in GROWING and wanted <= got
            if name == "declared":
                is_more &= {source for source, *_ in got - wanted} <= {ELSEWHERE}
            if name in found.rows and name != "tries" and not is_more:
                yield name
        if any(name in found.mirror or name in self.start.end.mirror for name in names):
            anew = self._rendered_anew(folder)
            for name in differences(found, anew):
                if name not in found.rows and not _is_of_former_sheets(name, found, anew):
                    yield name

    def _rendered_anew(self, folder: Path) -> End:
        copy = self.stage.root / "anew"
        shutil.copytree(folder, copy)
        shutil.rmtree(copy / "mirror")
        code = self.stage.run(copy, ("render",))
        assert code == QUIET, self.stage.said()
        end = end_of(copy)
        shutil.rmtree(copy)
        return end

    def _run(self, folder: Path, point: Point, later: int = 0) -> Played:
        is_request = point.name == REQUEST
        self.stage.asked.begin(point.nth if is_request else 0)
        failure = NONE if is_request else Failure(point.name, point.nth)
        words = self.stage.words(folder, self.start.words)
        told, moment = str(self.stage.told), self.moment + later
        return self.forks.play(Play(words, told, str(folder), failure.kind, failure.nth, moment))


@contextmanager
def tortured(stage: Stage, name_of_start: str) -> Iterator[Torture]:
    """A start, and the process that plays it."""
    start = next(start for start in stage.starts if start.name == name_of_start)
    warm = Path(shutil.copytree(start.folder, stage.root / "warm"))
    stage.asked.begin()
    with forking(stage.root, stage.words(warm, start.words)) as forks:
        yield Torture(stage, start, forks, int(time.time()) + 60)


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


def _as_told(code: int, told: str) -> Iterator[str]:
    if code not in EXIT_CODES or "Traceback" in told:
        yield f"exit code {code}: {told[-3000:]}"
    if code and "error: " not in told and "partial" not in told and "interrupted" not in told:
        yield f"exit code {code} without a sentence: {told[-1000:]}"


def _is_of_former_sheets(name: str, found: End, anew: End) -> bool:
    """Whether only style sheets that no page names any more are more than what is made anew.

    A look of which a part came later has another sheet, named by its bytes; the former one stays,
    as files of a mirror do.
    """
    if name == MANIFEST:
        lines = (set(end.mirror[name].decode().splitlines()) for end in (found, anew))
        places = {line.partition("  ")[2] for line in set.__xor__(*lines)}
        return all(_is_of_former_sheets(place, found, anew) for place in places)
    return "/original/style/" in name and name not in anew.mirror
