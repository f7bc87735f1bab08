"""kill -9 during crawls and renderings of a 20-post blog, at random moments of their work.

python -m tests.bench.kills [KILLS] [SEED]      (1,000; Ctrl-C ends it and tells what came so far)
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from tests.crash.kills import Tally, kill_again_and_again
from tests.crash.stage import staged


def main(n_kills: int = 1_000, seed: int = 1) -> None:
    began, tally = time.monotonic(), Tally(n_kills)
    with (
        tempfile.TemporaryDirectory() as name,
        staged(Path(name), connections=2) as stage,
        suppress(KeyboardInterrupt),
    ):
        kill_again_and_again(stage, random.Random(seed), tally)
    print(tally, f"in {time.monotonic() - began:.0f} s", *tally.faults, sep="\n")
    sys.exit(bool(tally.faults))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
