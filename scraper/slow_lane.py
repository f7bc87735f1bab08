"""The slow lane: a suspicious page, feed or sitemap is parsed in a process that can be stopped.

C code that runs away cannot be interrupted from within, and an overflowing stack ends its process.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TypeVar

import msgspec

from archive.model import Capture
from scraper.parse.feed import parse_feed
from scraper.parse.page import parse_page
from scraper.parse.readings import FeedReading, PageReading, SitemapReading
from scraper.parse.sitemap import parse_sitemap

if sys.platform != "win32":
    import resource

Asked = tuple[str, bytes, str, str | None]
"""(name of the reading, body, address that answered, content type)."""

Reading = TypeVar("Reading", bound=PageReading | FeedReading | SitemapReading)


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """What parsing one suspicious answer may cost."""

    seconds: float = 8.0
    n_bytes: int = 512 * 2**20
    """Address space of the worker; enforced where the system knows such a limit."""


def read_again(suspect: Reading, capture: Capture, limits: WorkerLimits) -> Reading:
    """Read what a reading that `is_suspect` left unread; never fails.

    :returns: the reading; or, where its worker was stopped or crashed, one that is still suspect
        and whose `problem` tells how it ended.
    """
    kind = type(suspect)
    content_type = capture.header("content-type")
    asked: Asked = (kind.__name__, capture.body, capture.final_url, content_type)
    try:
        ended = _run(msgspec.msgpack.encode(asked), limits)
    except subprocess.TimeoutExpired:
        reason = f"its parser was stopped after {limits.seconds:g} s"
        return replace(suspect, problem=reason)
    if ended.returncode != 0:
        return replace(suspect, problem=_how(ended))
    try:
        return msgspec.msgpack.decode(ended.stdout, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return replace(suspect, problem=f"its parser answered nonsense: {error}")


def _run(asked: bytes, limits: WorkerLimits) -> subprocess.CompletedProcess[bytes]:
    """One worker for one answer: half a second, for the one in thousands that is suspicious.

    A session of its own keeps Ctrl-C from it: the run ends it, or it ends itself by its limits.
    """
    return subprocess.run(  # noqa: S603 -- ourselves, and nothing of the answer is in the command
        [sys.executable, "-P", "-m", "scraper.slow_lane", str(limits.n_bytes), str(limits.seconds)],
        input=asked,
        capture_output=True,
        timeout=limits.seconds,
        check=False,
        start_new_session=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))},
    )


def _how(ended: subprocess.CompletedProcess[bytes]) -> str:
    if ended.returncode < 0:
        name = signal.Signals(-ended.returncode).name
        return f"its parser crashed: {name}"
    told = ended.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    return f"its parser failed: {told[:200] or ended.returncode}"


# -- in the worker -------------------------------------------------------------------------------


def _limit(n_bytes: int, seconds: float) -> None:
    """Bound this process; the limit of CPU time is for a worker whose run was killed."""
    if sys.platform == "win32":
        return
    cpu = int(seconds) + 2
    bounds = (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_AS, n_bytes),
    )
    for kind, bound in bounds:
        with suppress(ValueError, OSError):  # macOS refuses a limit below what is in use
            resource.setrlimit(kind, (bound, bound))


def main() -> None:
    """Read one answer from standard input and tell its reading on standard output."""
    _limit(int(sys.argv[1]), float(sys.argv[2]))
    kind, body, url, content_type = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Asked)
    reading = _read(kind, body, url, content_type)
    sys.stdout.buffer.write(msgspec.msgpack.encode(replace(reading, is_suspect=False)))


def _read(
    kind: str, body: bytes, url: str, content_type: str | None
) -> PageReading | FeedReading | SitemapReading:
    if kind == FeedReading.__name__:
        return parse_feed(body, url, guarded=False)
    if kind == SitemapReading.__name__:
        return parse_sitemap(body, url, guarded=False)
    return parse_page(body, url, content_type=content_type, guarded=False)


if __name__ == "__main__":
    main()
