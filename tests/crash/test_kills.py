"""Killed at any moment, an archive stays sound, and the next run goes on to the same archive."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.crash.kills import Tally, kill_again_and_again
from tests.crash.stage import staged


@pytest.mark.parametrize(
    ("n_kills", "seed"),
    [
        pytest.param(4, 20201215, marks=pytest.mark.slow),
        pytest.param(100, 1, marks=pytest.mark.crash),
    ],
)
def test_runs_killed_again_and_again_end_in_the_same_archive(
    tmp_path: Path, n_kills: int, seed: int
) -> None:
    """kill -9 by what was asked or written so far: a crawl, a later crawl, a rendering."""
    tally = Tally(n_kills)
    with staged(tmp_path, connections=2) as stage:
        kill_again_and_again(stage, random.Random(seed), tally)
    print(tally)
    assert tally.faults == []
    assert tally.kills.total() == n_kills
    assert tally.n_seen > 0
    assert tally.n_inside > 0, "no run was killed while it wrote"
