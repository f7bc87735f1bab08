"""The only module that opens a connection."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from archive.errors import BrokenBodyError, NetworkError, RefusedError
from archive.model import Capture
from scraper.clock import Clock
from scraper.fetch import dial, guard
from scraper.fetch.polite import Pace, retry_after
from scraper.fetch.reach import Reach
from scraper.fetch.retry import TRANSIENT_STATUSES, TransientError, with_retries

REDIRECTS = frozenset({301, 302, 303, 307, 308})
CONNECT_SECONDS = 20.0
IDLE_SECONDS = 5.0
"""How long an idle connection is kept, as httpx does by itself."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request as it went, for the requests table."""

    url: str
    requested_at: datetime
    seconds: float
    attempt: int
    status: int | None
    n_bytes: int | None
    error: str | None


@dataclass(frozen=True, slots=True)
class Settings:
    """How the client behaves towards every host."""

    user_agent: str
    tries: int = 5
    timeout: float = 60.0
    connect_to: Mapping[str, str] | None = None
    """Host name to `address:port`, instead of asking DNS (the demo blog, tests)."""
    reach: Reach = field(default_factory=Reach)
    """Which other addresses may be asked."""
    resolve: dial.Resolve = dial.resolve
    """Addresses of a host; each name is looked up once per connection."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What to fetch, and how much of it to take."""

    url: str
    limits: guard.Limits
    note: Callable[[Attempt], None]
    """Told of every request."""
    validators: Mapping[str, str] = field(default_factory=dict)
    """Request headers such as If-None-Match."""
    into: Path | None = None
    """Write the body there instead of returning it (media)."""


class Client:
    """Fetches with pace, retries and limits; one connection pool per thread, one pace for all."""

    def __init__(self, settings: Settings, pace: Pace, clock: Clock) -> None:
        self._settings = settings
        self.pace = pace
        self._clock = clock
        self._local = threading.local()
        self._opened: list[httpx.Client] = []
        self._tls = ssl.create_default_context()

    def fetch(self, ask: Ask) -> Capture:
        """Ask for an address until it answers.

        :raises NetworkError: refused, or no answer after every try; a final 4xx is an answer.
        """
        once = partial(self._follow, ask)
        return with_retries(once, tries=self._settings.tries, clock=self._clock)

    def close(self) -> None:
        """Close every connection."""
        for client in self._opened:
            client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _follow(self, ask: Ask, attempt: int) -> Capture:
        """One try: this address and the redirects after it, each hop checked."""
        here = ask.url
        for _ in range(guard.MAX_HOPS):
            self._check(here)
            capture = self._request(ask, here, attempt)
            location = capture.header("location")
            if capture.status not in REDIRECTS or not location:
                return self._judged(capture)
            here = _joined(here, location)
        raise RefusedError(f"{ask.url}: more than {guard.MAX_HOPS} redirects")

    def _check(self, url: str) -> None:
        """Refuse an address by its looks; `dial` refuses it by where its name leads."""
        guard.check_url(url)
        if self._mapped(urlsplit(url).netloc.lower()) is None:
            self._settings.reach.check_port(url)

    def _mapped(self, netloc: str) -> str | None:
        return (self._settings.connect_to or {}).get(netloc)

    def _judged(self, capture: Capture) -> Capture:
        """Turn "later" into an error that is tried again."""
        if capture.status not in TRANSIENT_STATUSES:
            return capture
        asked = retry_after(capture)
        if asked is not None:
            self.pace.pause(urlsplit(capture.final_url).netloc, asked)
        raise TransientError(f"{capture.final_url}: answered {capture.status}", capture)

    def _request(self, ask: Ask, here: str, attempt: int) -> Capture:
        """One request and its answer, noted whether it went well or not."""
        self.pace.wait(urlsplit(here).netloc)
        began, at = self._clock.monotonic(), self._clock.now()
        status: int | None = None
        error: str | None = None
        received = 0
        try:
            with _translated(here), self._stream(here, ask.validators) as response:
                status = response.status_code
                body = self._read(response, here, ask)
                received = response.num_bytes_downloaded
            return Capture(ask.url, here, status, _headers(response), body, at)
        except NetworkError as failure:
            error = str(failure)
            raise
        finally:
            seconds = self._clock.monotonic() - began
            ask.note(Attempt(here, at, seconds, attempt, status, received or None, error))

    @contextmanager
    def _stream(self, url: str, headers: Mapping[str, str]) -> Iterator[httpx.Response]:
        client = self._client()
        request = client.build_request("GET", url, headers=headers)
        mapped = self._mapped(request.url.netloc.decode("ascii"))
        if mapped is not None:
            host, _, port = mapped.rpartition(":")
            request.url = request.url.copy_with(scheme="http", host=host, port=int(port))
        response = client.send(request, stream=True)
        try:
            yield response
        finally:
            response.close()

    def _read(self, response: httpx.Response, url: str, ask: Ask) -> bytes:
        """The body within the limits; only a success is written to `ask.into`."""
        if response.status_code in REDIRECTS:
            return b""  # the body of a redirect is where bombs hide: never read
        deadline = guard.Deadline(url, ask.limits.seconds, self._clock.monotonic)
        encoding = response.headers.get("content-encoding", "")
        pieces = guard.decoded(
            response.iter_raw(), encoding, url=url, limits=ask.limits, deadline=deadline
        )
        if ask.into is not None and response.is_success:
            with ask.into.open("wb") as file:
                for piece in pieces:
                    file.write(piece)
            return b""
        body = b"".join(pieces)
        framed = "content-length" in response.headers or "transfer-encoding" in response.headers
        guard.check_ending(url, response.headers.get("content-type", ""), body, framed=framed)
        return body

    def _client(self) -> httpx.Client:
        """This thread's own client: measured faster than one shared by all."""
        client: httpx.Client | None = getattr(self._local, "client", None)
        if client is None:
            client = httpx.Client(
                transport=self._transport(),
                headers={
                    "User-Agent": self._settings.user_agent,
                    "Accept": "*/*",
                    # gzip only: its decoder can be bounded with the standard library.
                    "Accept-Encoding": "gzip",
                },
                timeout=httpx.Timeout(self._settings.timeout, connect=CONNECT_SECONDS),
                follow_redirects=False,
                trust_env=False,
            )
            self._local.client = client
            self._opened.append(client)
        return client

    def _transport(self) -> _Transport:
        """A pool that connects by `dial`: no proxy, and no name that is looked up twice."""
        settings = self._settings
        trusted = tuple((settings.connect_to or {}).values())
        backend = dial.Dial(settings.reach, resolve=settings.resolve, trusted=trusted)
        return _Transport(
            httpcore.ConnectionPool(
                ssl_context=self._tls, keepalive_expiry=IDLE_SECONDS, network_backend=backend
            )
        )


class _Transport(httpx.BaseTransport):
    """httpx over a pool of ours: its own transport takes no network backend.

    Errors stay those of httpcore; `_translated` knows both.
    """

    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        self._pool = pool

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        body = _Body(answer)
        return httpx.Response(
            answer.status, headers=answer.headers, stream=body, extensions=answer.extensions
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


def _joined(here: str, location: str) -> str:
    try:
        return urljoin(here, location)
    except ValueError as error:
        raise RefusedError(f"{here}: leads to {location!r}, no address ({error})") from error


def _headers(response: httpx.Response) -> tuple[tuple[str, str], ...]:
    return tuple(
        (key.decode("latin-1"), value.decode("latin-1")) for key, value in response.headers.raw
    )


_WIRE_ERRORS = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError)


@contextmanager
def _translated(url: str) -> Iterator[None]:
    """Errors of httpx as ours: what may pass is tried again, what cannot is refused."""
    try:
        yield
    except (httpcore.UnsupportedProtocol, httpx.UnsupportedProtocol) as error:
        raise RefusedError(f"{url}: {error}") from error
    except (httpx.TransportError, httpx.StreamError, *_WIRE_ERRORS) as error:
        raise TransientError(f"{url}: {_words(error)}") from error
    except BrokenBodyError as error:
        raise TransientError(str(error)) from error
    except httpx.InvalidURL as error:
        raise RefusedError(f"{url}: not an address ({error})") from error
    except OSError as error:
        raise TransientError(f"{url}: {error}") from error


def _words(error: Exception) -> str:
    kind = type(error).__name__
    return f"{kind}: {error}" if str(error) else kind
