"""Every write, rename, fsync and request of a 20-post crawl with its mirror fails once, in turn.

python -m tests.bench.torture [POINTS [START [PART [FOLDER]]]]

POINTS: so many, spread over all calls; 0 for all. START: `first` (beside another blog), `new`, ...
PART: `1/2` plays half the points; another process may play `2/2`. FOLDER: where it is played;
/dev/shm is the fastest. The points come in random order; Ctrl-C ends it and tells what came of them
so far.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.crash.failing_calls import why_not
from tests.crash.stage import staged
from tests.crash.torture import Point, Tally, Torture, spread, tortured

TOLD_AFTER = 25
"""Points between two lines that tell how far it is."""


def main(n_points: str = "0", start: str = "first", part: str = "1/1", where: str = "") -> None:
    if reason := why_not():
        sys.exit(reason)
    began, tally = time.monotonic(), Tally()
    with (
        tempfile.TemporaryDirectory(dir=where or None) as name,
        staged(Path(name), connections=1) as stage,
        tortured(stage, start) as torture,
    ):
        found = torture.points()
        print(Counter(point.name for point in found), flush=True)
        chosen = spread(found, int(n_points)) if int(n_points) else found
        with suppress(KeyboardInterrupt):
            _play(torture, _in_turn(chosen, part), tally)
    print(tally, f"in {time.monotonic() - began:.0f} s", *tally.faults, sep="\n")
    sys.exit(bool(tally.faults))


def _in_turn(points: Sequence[Point], part: str) -> list[Point]:
    nth, n_parts = map(int, part.split("/"))
    mixed = random.Random(1).sample(points, len(points))
    # Two at a time: of two calls that follow each other one meets a broken disk, one a full one.
    return [point for point in mixed if point.nth // 2 % n_parts == nth - 1]


def _play(torture: Torture, points: Sequence[Point], tally: Tally) -> None:
    for n_done, point in enumerate(points, start=1):
        n_before = len(tally.faults)
        torture.play(point, tally)
        for fault in tally.faults[n_before:]:
            print(fault, file=sys.stderr, flush=True)
        if n_done % TOLD_AFTER == 0:
            print(f"{n_done} of {len(points)}: {tally}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:5])
