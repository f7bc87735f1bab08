"""How slowly we ask: pace per host, Retry-After."""

from __future__ import annotations

import random
import threading
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from archive.errors import NetworkError
from archive.model import Capture
from scraper.clock import Clock

# Blogger tells no limit; lockstep looks like an attack, so each gap is 0.75 to 1.25 of the delay.
JITTER = 0.25
# A host that asks for longer than this is given up for the run.
LONGEST_PAUSE_SECONDS = 900.0
# Statuses by which a whole host, not one address, says "later".
BUSY = frozenset({429, 503})
LONGEST_WINDOW_SECONDS = 60.0
# A host is given up for the run after so many refusals in a row: four addresses, all their tries.
MOST_REFUSALS = 20


@dataclass(slots=True)
class _Host:
    """What is known of one host."""

    next: float = 0.0
    """When the next free turn is."""
    blocked: float = 0.0
    """Nobody asks before this moment, whatever turn was booked."""
    slow: float = 0.0
    """Its Crawl-delay."""
    n_refusals: int = 0
    """Answers of "later", or none at all, in a row."""
    refused_at: float = float("-inf")
    is_given_up: bool = False

    @property
    def window(self) -> float:
        """Seconds between two requests while the host refuses: 1, 2, 4 ... 60."""
        return min(2.0 ** (self.n_refusals - 1), LONGEST_WINDOW_SECONDS) if self.n_refusals else 0.0


class Pace:
    """Spaces the requests to each host, and leaves one alone that refuses; shared by threads."""

    def __init__(self, delay: float, clock: Clock) -> None:
        self._delay = delay
        self._clock = clock
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)
        self._lock = threading.Lock()
        # Not for secrets: only to keep two crawlers out of step.
        self._random = random.Random()  # noqa: S311

    def wait(self, host: str) -> None:
        """Sleep until this host may be asked again.

        :raises NetworkError: the host is given up for this run.
        """
        moment = self._clock.monotonic()
        while True:
            turn = self._book(host, moment)
            if turn > moment:
                self._clock.sleep(turn - moment)
            with self._lock:
                if self._hosts[host].blocked <= turn:
                    return
            moment = max(turn, self._clock.monotonic())  # meanwhile it was told to wait longer

    def _book(self, host: str, moment: float) -> float:
        with self._lock:
            state = self._hosts[host]
            if state.is_given_up:
                raise NetworkError(f"{host}: given up for this run; the next one goes on with it")
            turn = max(moment, state.next, state.blocked)
            gap = max(self._delay, state.slow) * self._random.uniform(1 - JITTER, 1 + JITTER)
            state.next = turn + max(gap, state.window)
            return turn

    def slow_down(self, host: str, delay: float) -> None:
        """Heed a Crawl-delay, where it is longer than ours."""
        self._hosts[host].slow = min(delay, LONGEST_PAUSE_SECONDS)

    def trouble(self, host: str, began: float, asked: float | None = None) -> None:
        """Note that a host said "later", or nothing at all.

        :param began: when the request did; those of several threads are one refusal together.
        :param asked: the seconds that it asked for.
        """
        with self._lock:
            state, moment = self._hosts[host], self._clock.monotonic()
            if began >= state.refused_at:
                state.n_refusals += 1
                state.refused_at = moment
            pause = max(asked or 0.0, state.window)
            state.blocked = max(state.blocked, moment + min(pause, LONGEST_PAUSE_SECONDS))
            is_too_long = asked is not None and asked > LONGEST_PAUSE_SECONDS
            state.is_given_up |= is_too_long or state.n_refusals >= MOST_REFUSALS

    def well(self, host: str) -> None:
        """Note that a host answered."""
        with self._lock:
            state = self._hosts[host]
            if state.n_refusals:
                state.n_refusals = 0
                state.next = self._clock.monotonic() + self._delay

    def is_given_up(self, host: str) -> bool:
        """Whether a host is asked no more in this run."""
        return self._hosts[host].is_given_up


def retry_after(capture: Capture) -> float | None:
    """Seconds that a Retry-After header asks for; None where there is none to be read.

    A time is measured on the server's own clock where it tells it: ours may be years off.
    """
    text = (capture.header("retry-after") or "").strip()
    if text.isdecimal():
        return float(text[:_MOST_DIGITS])
    moment = _moment(text)
    if moment is None:
        return None
    now = _moment(capture.header("date") or "") or capture.fetched_at
    return max((moment - now).total_seconds(), 0.0)


_MOST_DIGITS = 12


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else None
