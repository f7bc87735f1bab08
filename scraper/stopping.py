"""When the runs of one command stop: because the user asked, or a limit of the command is met."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from math import inf

from archive.errors import StoppedError


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long one command may crawl, and how much it may ask for."""

    max_seconds: float = inf
    max_requests: float = inf
    max_time: str = ""
    """`max_seconds` as the user wrote it."""


class Stop:
    """One for all runs of a command; safe to share between threads.

    :param monotonic: seconds that never run backwards; counted from the making of this object.
    """

    def __init__(self, bounds: Bounds, monotonic: Callable[[], float]) -> None:
        self._bounds = bounds
        self._monotonic = monotonic
        self._ends = monotonic() + bounds.max_seconds
        self._asked = threading.Event()
        self._limit = ""
        self._lock = threading.Lock()
        self.n_requests = 0

    def ask(self) -> None:
        """The user wants an end."""
        self._asked.set()

    @property
    def is_asked(self) -> bool:
        """Whether the user wants an end."""
        return self._asked.is_set()

    def count(self) -> None:
        """Count a request."""
        with self._lock:
            self.n_requests += 1
            if self.n_requests >= self._bounds.max_requests:
                self._meet(f"--max-requests {self._bounds.max_requests:g}")

    def is_due(self) -> bool:
        """Whether to stop; once true, always true."""
        if self._monotonic() >= self._ends:
            self._meet(f"--max-time {self._bounds.max_time}")
        return self.is_asked or bool(self._limit)

    def limit(self) -> str:
        """`stopped by --max-requests 100`; empty while no limit is met, or where the user asked."""
        return "" if self.is_asked else self._limit

    def sleep(self, seconds: float) -> None:
        """Wait before a request.

        :raises StoppedError: asked to stop meanwhile, or the wait would outlast the limit: then
            the request must not be made, since it would come earlier than the host allows.
        """
        if self._monotonic() + seconds >= self._ends:
            self._meet(f"--max-time {self._bounds.max_time}")
        elif not self._asked.wait(seconds):
            return
        raise StoppedError(self.limit() or "asked to stop while it waited to ask")

    def _meet(self, limit: str) -> None:
        self._limit = self._limit or f"stopped by {limit}"
