"""One demo world for all tests that only read it, and a client that asks it as its proxy."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from scraper.demo import DemoWorld


@pytest.fixture(scope="session")
def world() -> Iterator[DemoWorld]:
    with DemoWorld.start() as started:
        yield started


@pytest.fixture(scope="session")
def ask(world: DemoWorld) -> Iterator[httpx.Client]:
    with httpx.Client(proxy=f"http://{world.address}", trust_env=False) as client:
        yield client
