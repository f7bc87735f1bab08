"""The demo on 127.0.0.1: listens, finds the blog by its host name, counts, and answers."""

from __future__ import annotations

import gzip
import socket
import struct
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import blake2b
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any
from urllib.parse import urlsplit

from scraper.demo.answers import Answer
from scraper.demo.spoilt import Calm, Step
from scraper.demo.weather import Forecast

MEDIA_CACHE = "public, max-age=86400, no-transform"
PAGE_CACHE = "private, max-age=0"
_SMALLEST_GZIP = 200
_LOG_LENGTH = 200_000
_NOTHING_HERE = Answer(404, "text/plain; charset=UTF-8", b"No such host in this demo.\n", "missing")

Site = Callable[[str], tuple[Answer, datetime]]
"""Answers one request target (`/path?query`), and says when its blog last changed."""


class Desk:
    """Takes requests for all host names, counts them by kind and remembers them."""

    def __init__(self) -> None:
        self.sites: dict[str, Site] = {}
        self.counts: Counter[str] = Counter()
        self.log: deque[str] = deque(maxlen=_LOG_LENGTH)
        self.forecast: Forecast | None = None
        """The weather; None is calm."""
        self.before: Callable[[int], None] = lambda _: None
        """Called before each request with its number, from 1: changes a blog while it is read."""
        self._lock = Lock()

    def answer(self, host: str, target: str) -> tuple[Answer, datetime | None]:
        """Answer one request."""
        with self._lock:
            self.before(self.counts.total() + 1)
        answer, changed = self.calm(host, target)
        with self._lock:
            self.counts[answer.kind] += 1
            self.log.append(f"http://{host}{target}")
        return answer, changed

    def calm(self, host: str, target: str) -> tuple[Answer, datetime | None]:
        """What is there, without counting the request."""
        site = self.sites.get(host) or self.sites.get(host.partition(":")[0])
        return site(target) if site else (_NOTHING_HERE, None)

    def steps(
        self, host: str, target: str, answer: Answer, headers: dict[str, str]
    ) -> Iterable[Step] | None:
        """What the weather makes of an answer; None where it passes."""
        fault = self.forecast and self.forecast.fault(f"http://{host}{target}", answer.kind)
        if not fault:
            return None
        elsewhere = lambda place: self.calm(host, place)[0]  # noqa: E731  # one use, one line
        return fault.steps(Calm(answer.status, headers, answer.body, target, elsewhere))


class Listener(ThreadingHTTPServer):
    """One port of 127.0.0.1; closing it also closes what clients keep open."""

    daemon_threads = False
    request_queue_size = 128

    def __init__(self, desk: Desk, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.desk = desk
        self._open: set[socket.socket] = set()
        self._thread = Thread(target=self.serve_forever, args=(0.05,), daemon=True)

    @property
    def address(self) -> str:
        """`127.0.0.1:PORT`."""
        return f"127.0.0.1:{self.server_port}"

    def start(self) -> None:
        """Begin to answer, in threads."""
        self._thread.start()

    def close(self) -> None:
        """Stop, let go of every connection, and wait for the threads."""
        self.shutdown()
        self._thread.join()
        for connection in tuple(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:  # the client was faster
                continue
        self.server_close()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection, so that `close` can end it."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget the connection."""
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay silent about clients that hang up; all else is a fault of the demo."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """HTTP/1.1 with keep-alive, gzip and conditional requests."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Listener

    def do_GET(self) -> None:
        """Answer with the body."""
        self._send(with_body=True)

    def do_HEAD(self) -> None:
        """Answer without the body."""
        self._send(with_body=False)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the base class names it
        """Write no log: the desk remembers the requests."""

    def _send(self, *, with_body: bool) -> None:
        host, target = self._split_target()
        answer, changed = self.server.desk.answer(host, target)
        headers = _headers(answer, changed)
        steps = self.server.desk.steps(host, target, answer, headers)
        if steps is not None:
            self._play(steps)
            return
        status, body = answer.status, answer.body
        if status == 200 and self._is_unchanged(headers.get("ETag", ""), changed):  # noqa: PLR2004  # HTTP's own number
            status, body = 304, b""
        elif self._takes_gzip(answer):
            body = gzip.compress(body, compresslevel=5, mtime=0)
            headers["Content-Encoding"] = "gzip"
        if status != 304:  # noqa: PLR2004  # a 304 has no length of its own
            headers["Content-Length"] = str(len(body))
        # No Date: the demo has no clock, so that its answers never differ.
        head = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
        head += [f"{name}: {value}" for name, value in headers.items()]
        written = "\r\n".join(head).encode("ascii") + b"\r\n\r\n"
        self.wfile.write(written + body if with_body else written)  # one write, one packet

    def _play(self, steps: Iterable[Step]) -> None:
        """Send what the weather left of an answer, and close."""
        self.close_connection = True
        for step in steps:
            if isinstance(step, bytes):
                self.connection.sendall(step)
            elif isinstance(step, float):
                time.sleep(step)
            else:  # lingering for 0 s makes the system send a reset instead of an end
                linger = struct.pack("ii", 1, 0)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                self.connection.close()
                return

    def _split_target(self) -> tuple[str, str]:
        """Return (host, target); a proxy's client sends the whole address as the target."""
        if "://" not in self.path.partition("?")[0]:
            return self.headers.get("Host", "").lower(), self.path
        parts = urlsplit(self.path)
        query = f"?{parts.query}" if parts.query else ""
        return parts.netloc.lower(), (parts.path or "/") + query

    def _takes_gzip(self, answer: Answer) -> bool:
        wanted = "gzip" in self.headers.get("Accept-Encoding", "")
        return wanted and len(answer.body) > _SMALLEST_GZIP and "image/" not in answer.content_type

    def _is_unchanged(self, etag: str, changed: datetime | None) -> bool:
        """`If-None-Match` decides alone where it is sent (RFC 9110, 13.1.3)."""
        known = self.headers.get("If-None-Match")
        if known is not None:
            return (
                etag.removeprefix("W/")
                in {one.strip().removeprefix("W/") for one in known.split(",")}
                or known.strip() == "*"
            )
        since = self.headers.get("If-Modified-Since")
        if since is None or changed is None:
            return False
        try:
            return changed.replace(microsecond=0) <= parsedate_to_datetime(since)
        except (TypeError, ValueError):
            return False


def _headers(answer: Answer, changed: datetime | None) -> dict[str, str]:
    is_media = answer.kind == "media"
    headers = {
        "Content-Type": answer.content_type,
        "Cache-Control": MEDIA_CACHE if is_media else PAGE_CACHE,
        "X-Content-Type-Options": "nosniff",
        "Vary": "Accept-Encoding",
        "Server": "fife" if is_media else "GSE",
    }
    if answer.status == 200:  # noqa: PLR2004  # HTTP's own number
        headers["ETag"] = f'W/"{blake2b(answer.body, digest_size=16).hexdigest()}"'
        if changed is not None:
            headers["Last-Modified"] = format_datetime(changed.astimezone(UTC), usegmt=True)
    return headers
