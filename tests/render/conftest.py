"""The archive that the mirror's tests fill."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.store.connection import Archive
from tests.render.world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with Archive.open_for_writing(tmp_path / "archive") as archive:
        yield World(archive)
