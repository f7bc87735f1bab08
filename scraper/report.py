"""What a run tells: its progress while it works, its report when it ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from archive.errors import NetworkError, StoppedError, SuspectRunError
from archive.store.crawls import Outcome

STOPPED = "stopped by Ctrl-C or SIGTERM"


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands; told after every answer."""

    blog: str
    """Title, or the address before the title is known."""
    phase: str
    """What is being fetched: `posts feed`, `pages`, `pictures` ..."""
    n_posts: int
    n_comments: int
    n_media: int
    n_requests: int
    n_left: int
    """Requests that are already planned."""
    seconds: float
    """Since the run began."""

    @property
    def rate(self) -> float:
        """Requests per second so far."""
        return self.n_requests / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """At this rate; None before there is one."""
        return self.n_left / self.rate if self.rate > 0 else None


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """How a run went; kept in the crawls table as JSON."""

    blog_id: str
    title: str
    home_url: str
    outcome: Outcome
    n_posts: int
    """Kept in all, as are the next four."""
    n_pages: int
    n_comments: int
    n_media: int
    n_missing_media: int
    n_new: int
    """Posts, pages and comments first seen in this run."""
    n_changed: int
    """Posts, pages and comments of which this run began a new version."""
    n_failed: int
    """Addresses that could not be fetched or read, though they may exist."""
    requests: Mapping[str, int]
    """Requests by kind of target."""
    n_bytes: int
    """Received on the wire."""
    findings: Mapping[str, int]
    """Open findings by kind."""
    seconds: float
    reason: str = ""
    """Why it ended before its work was done; empty where it came to its end."""
    error_code: int | None = None
    """Exit code of the error that broke it off."""

    @property
    def exit_code(self) -> int:
        """0: all that the blog has is kept; 1: something failed, or a limit of the command was met.

        5: unreachable; 6: suspect; 130: interrupted; else that of the error that broke it off.
        """
        if self.error_code is not None:
            return self.error_code
        by_outcome = {
            "interrupted": StoppedError.exit_code,
            "unreachable": NetworkError.exit_code,
            "suspect": SuspectRunError.exit_code,
        }
        return by_outcome.get(self.outcome, 1 if self.n_failed or self.reason else 0)

    def written(self) -> dict[str, Any]:
        """The report as `--json` prints it, the hook gets it and the crawls table keeps it."""
        found = asdict(self) | {"exit_code": self.exit_code}
        del found["error_code"]
        return found
