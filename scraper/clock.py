"""The seam of time: what the crawl asks instead of the system clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """Three callables; `cli.py` fills in the real ones, tests their own."""

    now: Callable[[], datetime]
    """Aware UTC."""
    monotonic: Callable[[], float]
    """Seconds that never run backwards: pace, deadlines and rates."""
    sleep: Callable[[float], None]
