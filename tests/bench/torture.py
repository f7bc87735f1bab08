"""Every write, rename, fsync and request of a 20-post crawl with its mirror fails once, in turn.

python -m tests.bench.torture [POINTS [START]]

POINTS: so many, spread over all calls; 0 for all. START: `first` (beside another blog), `new`, ...
Ctrl-C ends it and tells what came of the points so far, which are drawn in random order.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from tests.crash.stage import staged
from tests.crash.torture import Tally, points, spread, torture, why_not


def main(n_points: str = "0", name_of_start: str = "first") -> None:
    if reason := why_not():
        sys.exit(reason)
    began, tally = time.monotonic(), Tally()
    with tempfile.TemporaryDirectory() as name, staged(Path(name), connections=1) as stage:
        start = next(start for start in stage.starts if start.name == name_of_start)
        found = points(stage, start)
        print(Counter(point.name for point in found))
        chosen = spread(found, int(n_points)) if int(n_points) else found
        with suppress(KeyboardInterrupt):
            torture(stage, start, random.Random(1).sample(chosen, len(chosen)), tally)
    print(tally, f"in {time.monotonic() - began:.0f} s", *tally.faults, sep="\n")
    sys.exit(bool(tally.faults))


if __name__ == "__main__":
    main(*sys.argv[1:3])
