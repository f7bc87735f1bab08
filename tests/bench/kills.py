"""kill -9 during crawls and renderings of a 20-post blog, at random moments of their work.

python -m tests.bench.kills [KILLS] [SEED]      (1,000)
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

from tests.crash.kills import kill_again_and_again
from tests.crash.stage import staged


def main(n_kills: int = 1_000, seed: int = 1) -> None:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name, staged(Path(name), connections=2) as stage:
        tally = kill_again_and_again(stage, n_kills, random.Random(seed))
    print(tally, f"in {time.monotonic() - began:.0f} s", *tally.faults, sep="\n")
    sys.exit(bool(tally.faults))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
