"""The only module that opens a connection."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from archive.errors import BrokenBodyError, NetworkError, RefusedError
from archive.model import Capture
from archive.whole import incoming
from scraper.clock import Clock
from scraper.fetch import dial, guard
from scraper.fetch.endings import Edges, missing_end
from scraper.fetch.polite import BUSY, Pace, retry_after
from scraper.fetch.reach import Reach
from scraper.fetch.retry import TRANSIENT_STATUSES, TransientError, with_retries
from scraper.fetch.watch import Watch, WatchedBackend, drop_unasked

OK, NOT_MODIFIED = 200, 304
REDIRECTS = frozenset({301, 302, 303, 307, 308})
CONDITIONS = frozenset({"If-None-Match", "If-Modified-Since"})
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
        self._tls = _trust()

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
                return self._judged(ask, capture)
            here = _joined(here, location)
        raise RefusedError(f"{ask.url}: more than {guard.MAX_HOPS} redirects")

    def _check(self, url: str) -> None:
        """Refuse an address by its looks; `dial` refuses it by where its name leads."""
        guard.check_url(url)
        if self._mapped(urlsplit(url).netloc.lower()) is None:
            self._settings.reach.check_port(url)

    def _mapped(self, netloc: str) -> str | None:
        return (self._settings.connect_to or {}).get(netloc)

    def _judged(self, ask: Ask, capture: Capture) -> Capture:
        """Turn "later", and what nobody asked for, into an error that is tried again."""
        if capture.status in TRANSIENT_STATUSES:
            raise TransientError(f"{capture.final_url}: answered {capture.status}", capture)
        if _is_unasked(ask, capture.status):
            words = f"answered {capture.status}, which was not asked for"
            raise TransientError(f"{capture.final_url}: {words}")
        return capture

    def _request(self, ask: Ask, here: str, attempt: int) -> Capture:
        """One request and its answer, noted whether it went well or not."""
        host = urlsplit(here).netloc
        self.pace.wait(host)
        began, at = self._clock.monotonic(), self._clock.now()
        status: int | None = None
        error: str | None = None
        received = 0
        try:
            with _translated(here), self._stream(here, ask) as response:
                status = response.status_code
                body, error = self._read(response, here, ask)
                received = response.num_bytes_downloaded
        except NetworkError as failure:
            error = str(failure)
            if status is None and isinstance(failure, TransientError):
                self.pace.trouble(host, began)
            raise
        else:
            capture = Capture(ask.url, here, status, _headers(response), body, at)
            self._learn(host, began, capture)
            if error is not None:
                raise TransientError(error, capture)
            return capture
        finally:
            seconds = self._clock.monotonic() - began
            ask.note(Attempt(here, at, seconds, attempt, status, received or None, error))

    def _learn(self, host: str, began: float, capture: Capture) -> None:
        """What an answer tells about how busy its host is."""
        if capture.status in BUSY:
            self.pace.trouble(host, began, retry_after(capture))
        elif capture.status not in TRANSIENT_STATUSES:
            self.pace.well(host)

    @contextmanager
    def _stream(self, url: str, ask: Ask) -> Iterator[httpx.Response]:
        client = self._client()
        self._local.watch.deadline = self._deadline(url, ask)
        request = client.build_request("GET", url, headers=ask.validators)
        mapped = self._mapped(request.url.netloc.decode("ascii"))
        if mapped is not None:
            host, _, port = mapped.rpartition(":")
            request.url = request.url.copy_with(scheme="http", host=host, port=int(port))
        response = client.send(request, stream=True)
        try:
            yield response
        finally:
            response.close()

    def _deadline(self, url: str, ask: Ask) -> guard.Deadline:
        return guard.Deadline(url, ask.limits.seconds, self._clock.monotonic)

    def _read(self, response: httpx.Response, url: str, ask: Ask) -> tuple[bytes, str | None]:
        """The body within the limits, and what is wrong with its end.

        Only a success is written to `ask.into`.
        """
        if response.status_code in REDIRECTS | TRANSIENT_STATUSES:
            return b"", None  # what nobody will look at is where bombs hide: never read
        try:
            return self._body(response, url, ask)
        except RefusedError:
            if response.status_code == OK:
                raise
            return b"", None  # an error stays one, whatever its body is

    def _body(self, response: httpx.Response, url: str, ask: Ask) -> tuple[bytes, str | None]:
        encoding = response.headers.get("content-encoding", "")
        pieces = guard.decoded(
            response.iter_raw(),
            encoding,
            url=url,
            limits=ask.limits,
            deadline=self._local.watch.deadline,
        )
        edges = Edges()
        into = ask.into if response.is_success else None
        # Closed on the way out: an error's traceback would else keep megabytes of a refused body.
        with (
            BytesIO() as held,
            nullcontext(held.write) if into is None else incoming(into) as write,
        ):
            for piece in pieces:
                edges.see(piece)
                write(piece)
            body = held.getvalue()
        if drop_unasked(self._local.pool):
            raise BrokenBodyError(f"{url}: sent more than its answer")
        framed = "content-length" in response.headers or "transfer-encoding" in response.headers
        problem = missing_end(edges, framed=framed) if response.status_code == OK else None
        return body, problem and f"{url}: {problem}"

    def _client(self) -> httpx.Client:
        """This thread's own client: measured faster than one shared by all."""
        client: httpx.Client | None = getattr(self._local, "client", None)
        if client is None:
            self._local.watch = Watch()
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
        dialling = dial.Dial(settings.reach, resolve=settings.resolve, trusted=trusted)
        backend = WatchedBackend(dialling, self._local.watch)
        self._local.pool = httpcore.ConnectionPool(
            ssl_context=self._tls, keepalive_expiry=IDLE_SECONDS, network_backend=backend
        )
        return _Transport(self._local.pool)


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


@cache
def _trust() -> ssl.SSLContext:
    """Reading the system's certificates takes 25 ms, as long as a dozen answers."""
    return ssl.create_default_context()


def _is_unasked(ask: Ask, status: int) -> bool:
    """A part, nothing at all, or "unchanged", where the whole was asked for."""
    if status == NOT_MODIFIED:
        return CONDITIONS.isdisjoint(ask.validators)
    return OK < status < 300  # noqa: PLR2004 -- all other kinds of success


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
