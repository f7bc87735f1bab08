"""How slowly we ask, and where not at all: pace per host, Retry-After, robots.txt."""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from protego import Protego

from archive.model import Capture
from scraper.clock import Clock

# Blogger tells no limit; lockstep looks like an attack, so each gap is 0.75 to 1.25 of the delay.
JITTER = 0.25
# A host that asks for longer than this is given up for the run.
LONGEST_PAUSE_SECONDS = 900.0


class Pace:
    """Spaces the requests to each host; safe to share between threads."""

    def __init__(self, delay: float, clock: Clock) -> None:
        self._delay = delay
        self._clock = clock
        self._next: dict[str, float] = {}
        self._slow: dict[str, float] = {}
        self._lock = threading.Lock()
        # Not for secrets: only to keep two crawlers out of step.
        self._random = random.Random()  # noqa: S311

    def wait(self, host: str) -> None:
        """Sleep until this host may be asked again, and book the turn."""
        with self._lock:
            moment = self._clock.monotonic()
            turn = max(moment, self._next.get(host, moment))
            delay = max(self._delay, self._slow.get(host, 0.0))
            gap = delay * self._random.uniform(1 - JITTER, 1 + JITTER)
            self._next[host] = turn + gap
        if turn > moment:
            self._clock.sleep(turn - moment)

    def slow_down(self, host: str, delay: float) -> None:
        """Heed a Crawl-delay, where it is longer than ours."""
        self._slow[host] = min(delay, LONGEST_PAUSE_SECONDS)

    def pause(self, host: str, seconds: float) -> None:
        """Ask this host nothing for so long: it said 429 or 503, or named a time."""
        with self._lock:
            self._next[host] = max(self._next.get(host, 0.0), self._clock.monotonic() + seconds)


def retry_after(capture: Capture) -> float | None:
    """Seconds that a Retry-After header asks for, capped; None where there is none to be read."""
    text = (capture.header("retry-after") or "").strip()
    if text.isdecimal():
        return min(float(text), LONGEST_PAUSE_SECONDS)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    seconds = (moment - capture.fetched_at).total_seconds()
    return min(max(seconds, 0.0), LONGEST_PAUSE_SECONDS)


@dataclass(frozen=True, slots=True)
class Robots:
    """One host's robots.txt."""

    rules: Protego
    user_agent: str

    @classmethod
    def parse(cls, body: bytes, user_agent: str) -> Robots:
        """Read a robots.txt; an empty one allows everything."""
        return cls(Protego.parse(body.decode("utf-8", "replace")), user_agent)

    def allows(self, url: str) -> bool:
        """Whether this address may be fetched."""
        return bool(self.rules.can_fetch(url, self.user_agent))

    @property
    def delay(self) -> float | None:
        """Seconds between requests that the host asks for."""
        seconds = self.rules.crawl_delay(self.user_agent)
        return None if seconds is None else float(seconds)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Sitemaps that the file names."""
        return tuple(self.rules.sitemaps)
