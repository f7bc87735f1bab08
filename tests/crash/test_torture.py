"""A write, a rename, an fsync or a request that fails once: nothing kept is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.failing_calls import why_not
from tests.crash.stage import staged
from tests.crash.torture import Tally, spread, tortured

N_POINTS = 40


@pytest.mark.crash
def test_calls_that_fail_once(tmp_path: Path) -> None:
    if reason := why_not():
        pytest.skip(reason)
    tally = Tally()
    with staged(tmp_path, connections=1) as stage, tortured(stage, "first") as torture:
        for point in spread(torture.points(), N_POINTS):
            torture.play(point, tally)
    print(tally)
    assert tally.faults == []
    assert tally.hit.total() > 0.8 * N_POINTS
    assert tally.codes[3] > 0
