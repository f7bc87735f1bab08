"""What the tests share: the real corpus where there is one, and a clock that never waits."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper.clock import Clock


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real pages, named by BLOGARCHIVE_CORPUS; tests that need it skip without."""
    folder = os.environ.get("BLOGARCHIVE_CORPUS")
    if not folder or not Path(folder).is_dir():
        pytest.skip("no real pages here: BLOGARCHIVE_CORPUS names no folder")
    return Path(folder)


@pytest.fixture(scope="session")
def clock() -> Clock:
    """Real time, but nobody sleeps."""
    return Clock(lambda: datetime.now(UTC), time.monotonic, lambda _: None)
