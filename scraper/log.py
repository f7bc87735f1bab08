"""The log for programs: one JSON object a line for each request, finding, phase and end."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from archive.model import Finding
from scraper.fetch.client import Attempt
from scraper.report import CrawlReport, Progress

# Names of query keys whose values let their bearer in; also where an error quotes an address.
_SECRET = re.compile(r"((?:^|[?&;])(?:key|token|access_token|sig)=)[^&;#\s\"'<>]*", re.IGNORECASE)
_USERINFO = re.compile(r"(\w://)[^/?#\s]+@")


class JsonLog:
    """What a run tells, as lines; use it as a context manager.

    :param write: takes one whole line; called from several threads.
    :param blog: address that the run was given.
    """

    def __init__(
        self, write: Callable[[str], None], now: Callable[[], datetime], blog: str
    ) -> None:
        self._write = write
        self._now = now
        self._blog = blog
        self._phase = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing to close."""

    def tell(self, progress: Progress) -> None:
        """Log that another phase began."""
        if progress.phase == self._phase:
            return
        self._phase = progress.phase
        counts = {
            "n_posts": progress.n_posts,
            "n_comments": progress.n_comments,
            "n_media": progress.n_media,
            "n_requests": progress.n_requests,
            "n_left": progress.n_left,
        }
        self._log("phase", {"phase": progress.phase} | counts)

    def requested(self, kind: str, attempt: Attempt) -> None:
        """Log a request."""
        values = {
            "kind": kind,
            "url": attempt.url,
            "status": attempt.status,
            "attempt": attempt.attempt,
            "seconds": round(attempt.seconds, 3),
            "n_bytes": attempt.n_bytes,
            "error": attempt.error,
        }
        self._log("request", values)

    def found(self, finding: Finding) -> None:
        """Log a finding."""
        values = {
            "kind": finding.kind,
            "subject": finding.subject,
            "field": finding.field,
            "post": finding.post,
            "message": finding.message,
        }
        self._log("finding", values)

    def ended(self, report: CrawlReport) -> None:
        """Log how the run ended."""
        self._log("end", report.written())

    def _log(self, event: str, values: Mapping[str, Any]) -> None:
        self._write(line(event, self._now(), {"blog": self._blog, **values}))


def line(event: str, at: datetime, values: Mapping[str, Any]) -> str:
    """One line of the log: ASCII, so that no control character gets through; secrets left out."""
    found = {"at": at.isoformat(timespec="milliseconds"), "event": event, **values}
    return json.dumps(_without_secrets(found))


def redacted(text: str) -> str:
    """An address, or a sentence that quotes one, without what would let its reader in."""
    return _USERINFO.sub(r"\1[redacted]@", _SECRET.sub(r"\1[redacted]", text))


def _without_secrets(value: Any) -> Any:
    if isinstance(value, str):
        return redacted(value)
    if isinstance(value, Mapping):
        return {name: _without_secrets(one) for name, one in value.items()}
    return value
