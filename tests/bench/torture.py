"""Every write, rename, fsync and request of a 20-post crawl with its mirror fails once, in turn.

python -m tests.bench.torture [POINTS]      (all; a number takes so many, spread over all calls)
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.crash.stage import staged
from tests.crash.torture import points, spread, torture, why_not


def main(n_points: int = 0) -> None:
    if reason := why_not():
        sys.exit(reason)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name, staged(Path(name), connections=1) as stage:
        start = stage.starts[0]
        found = points(stage, start)
        print(Counter(point.name for point in found))
        tally = torture(stage, start, spread(found, n_points) if n_points else found)
    print(tally, f"in {time.monotonic() - began:.0f} s", *tally.faults, sep="\n")
    sys.exit(bool(tally.faults))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
