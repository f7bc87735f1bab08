"""Which failures are tried again, and when."""

from __future__ import annotations

from collections.abc import Callable

from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt
from tenacity.wait import wait_random_exponential

from archive.errors import NetworkError
from archive.model import Capture
from scraper.clock import Clock
from scraper.fetch.polite import LONGEST_PAUSE_SECONDS, retry_after

# Statuses that say "later"; every other 4xx is final (RFC 9110, and ArchiveTeam's practice).
TRANSIENT_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_BACKOFF = wait_random_exponential(multiplier=1, max=60)


class TransientError(NetworkError):
    """A failure that may pass: time-out, reset, cut body, 429 or 5xx.

    :ivar capture: the answer, where a whole one came.
    """

    def __init__(self, message: str, capture: Capture | None = None) -> None:
        super().__init__(message)
        self.capture = capture


def with_retries(fetch: Callable[[int], Capture], *, tries: int, clock: Clock) -> Capture:
    """Call `fetch(attempt)` until it answers, at most `tries` times.

    A body without its end that comes twice the same is not asked for a third time.

    :raises TransientError: the last failure, when every try failed.
    """
    retrying = Retrying(
        retry=retry_if_exception(_another()),
        stop=stop_after_attempt(tries),
        wait=_wait,
        sleep=clock.sleep,
        reraise=True,
    )
    for attempt in retrying:
        with attempt:
            return fetch(attempt.retry_state.attempt_number)
    raise AssertionError("tenacity returns or raises")


def _another() -> Callable[[BaseException], bool]:
    """Whether a failure is worth another try; remembers the bodies that came."""
    seen: set[bytes] = set()

    def is_worth(error: BaseException) -> bool:
        body = error.capture.body if isinstance(error, TransientError) and error.capture else b""
        if body in seen:
            return False
        seen.update({body} - {b""})
        return isinstance(error, TransientError)

    return is_worth


def _wait(state: RetryCallState) -> float:
    """The time that the server asked for, or an exponential one with jitter."""
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, TransientError) and error.capture is not None:
        asked = retry_after(error.capture)
        if asked is not None:
            return min(asked, LONGEST_PAUSE_SECONDS)
    return float(_BACKOFF(state))
