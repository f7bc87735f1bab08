"""The client against servers that misbehave: nothing cut, bombed or forbidden is ever an answer."""

from __future__ import annotations

import gzip
import socket
import struct
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache

import pytest

from archive.errors import NetworkError, RefusedError
from archive.model import Capture
from scraper.clock import Clock
from scraper.fetch.client import Ask, Attempt, Client, Settings
from scraper.fetch.guard import Limits
from scraper.fetch.polite import Pace
from scraper.fetch.reach import Reach
from scraper.fetch.retry import TransientError
from tests.wire import Script, say, wire

PAGE = b"<!DOCTYPE html><html><body><p>It rained all night.</p></body></html>"
# The servers of these tests listen on any port of this machine.
HERE = Reach(ports=range(65536), allow_private=True)
LIMITS = Limits(max_bytes=1 << 20, seconds=10)


@dataclass
class Watch:
    """A clock whose sleeps take no time and are remembered."""

    slept: list[float] = field(default_factory=list)
    moment: float = 0.0

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.moment += seconds

    def clock(self) -> Clock:
        now = datetime(2026, 1, 1, tzinfo=UTC)
        return Clock(lambda: now, lambda: self.moment, self.sleep)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def client(watch: Watch) -> Iterator[Client]:
    clock = watch.clock()
    settings = Settings("test", tries=3, timeout=5, reach=HERE)
    with Client(settings, Pace(0.0, clock), clock) as client:
        yield client


def fetch(
    client: Client, scripts: dict[str, list[Script]], path: str = "/", limits: Limits = LIMITS
) -> tuple[Capture, list[Attempt], list[str]]:
    attempts: list[Attempt] = []
    with wire(scripts) as server:
        capture = client.fetch(Ask(server.url(path), limits, attempts.append))
    return capture, attempts, server.seen


@cache
def bomb_of(mebibytes: int, wrapper: str = "gzip") -> bytes:
    packing = zlib.compressobj(9, wbits=31 if wrapper == "gzip" else 15)
    nothing = bytes(1 << 20)
    return b"".join(packing.compress(nothing) for _ in range(mebibytes)) + packing.flush()


def ok(body: bytes, *headers: str) -> Script:
    lines = ("HTTP/1.1 200 OK", "Content-Type: text/html", "Connection: close", *headers)
    return say("\n".join((*lines, f"Content-Length: {len(body)}")), body)


def closed(status: str, *headers: str) -> Script:
    return say(
        "\n".join((f"HTTP/1.1 {status}", "Content-Length: 0", "Connection: close", *headers))
    )


def test_an_answer_is_kept_as_it_came_with_its_headers(client: Client) -> None:
    capture, attempts, seen = fetch(client, {"/": [ok(PAGE, "ETag: W/x", "Set-Cookie: a=1")]})
    assert (capture.status, capture.body) == (200, PAGE)
    assert capture.header("etag") == "W/x"
    assert [attempt.status for attempt in attempts] == [200]
    assert "cookie" not in seen[0].lower()


def test_gzip_is_unpacked(client: Client) -> None:
    capture, _, seen = fetch(client, {"/": [ok(gzip.compress(PAGE), "Content-Encoding: gzip")]})
    assert capture.body == PAGE
    assert "accept-encoding: gzip\r\n" in seen[0].lower()


@pytest.mark.parametrize("kind", ["length", "chunked", "gzip", "end of file"])
def test_a_cut_body_is_asked_for_again_and_never_kept(client: Client, kind: str) -> None:
    packed = gzip.compress(PAGE * 50)
    cuts = {
        "length": say("HTTP/1.1 200 OK\nContent-Length: 500", PAGE),
        "chunked": say("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", b"ff\r\nhalf"),
        "gzip": ok(packed[: len(packed) // 2], "Content-Encoding: gzip"),
        "end of file": say("HTTP/1.1 200 OK\nContent-Type: text/html", PAGE[:40]),
    }
    capture, attempts, _ = fetch(client, {"/": [cuts[kind], ok(PAGE)]})
    assert capture.body == PAGE
    assert len(attempts) == 2
    assert attempts[0].error


def test_a_whole_page_that_ends_with_the_connection_is_taken(client: Client) -> None:
    capture, _, _ = fetch(client, {"/": [say("HTTP/1.1 200 OK\nContent-Type: text/html", PAGE)]})
    assert capture.body == PAGE


def test_a_page_that_never_has_an_end_is_asked_for_twice_and_handed_on(client: Client) -> None:
    """Old templates may leave it out: what came is kept raw, with this reason."""
    attempts: list[Attempt] = []
    with wire({"/": [ok(PAGE[:-7])]}) as server, pytest.raises(TransientError) as caught:
        client.fetch(Ask(server.url("/"), LIMITS, attempts.append))
    assert "the page ended before its end" in str(caught.value)
    assert caught.value.capture is not None
    assert caught.value.capture.body == PAGE[:-7]
    assert len(attempts) == 2


def test_a_reset_connection_is_tried_again(client: Client) -> None:
    def reset(connection: socket.socket, _request: str) -> None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    capture, attempts, _ = fetch(client, {"/": [reset, ok(PAGE)]})
    assert capture.body == PAGE
    assert len(attempts) == 2


def test_a_server_that_never_recovers_ends_in_an_error_that_names_the_address(
    client: Client,
) -> None:
    with pytest.raises(TransientError, match=r"http://127\.0\.0\.1:\d+/: answered 503"):
        fetch(client, {"/": [closed("503 Unavailable")]})


def test_retry_after_is_waited_for(client: Client, watch: Watch) -> None:
    busy = closed("429 Too Many Requests", "Retry-After: 37")
    capture, attempts, _ = fetch(client, {"/": [busy, ok(PAGE)]})
    assert capture.status == 200
    assert [attempt.status for attempt in attempts] == [429, 200]
    assert sum(watch.slept) >= 37


def test_retry_after_may_be_a_date(client: Client, watch: Watch) -> None:
    busy = closed("503 Unavailable", "Retry-After: Thu, 01 Jan 2026 00:02:00 GMT")
    fetch(client, {"/": [busy, ok(PAGE)]})
    assert sum(watch.slept) >= 120


def test_other_4xx_answers_are_final(client: Client) -> None:
    capture, attempts, _ = fetch(client, {"/": [closed("404 Not Found")]})
    assert capture.status == 404
    assert len(attempts) == 1


def test_a_redirect_is_followed_and_its_body_never_read(client: Client) -> None:
    bomb = bomb_of(50)
    moved = say(
        "HTTP/1.1 302 Found\nLocation: /new\nContent-Encoding: gzip\nConnection: close"
        f"\nContent-Length: {len(bomb)}",
        bomb,
    )
    capture, attempts, _ = fetch(client, {"/": [moved], "/new": [ok(PAGE)]})
    assert capture.url.endswith("/")
    assert capture.final_url.endswith("/new")
    assert [attempt.status for attempt in attempts] == [302, 200]


def test_endless_redirects_are_refused(client: Client) -> None:
    with pytest.raises(RefusedError, match="more than 10 redirects"):
        fetch(client, {"/": [closed("302 Found", "Location: /")]})


@pytest.mark.parametrize("place", ["file:///etc/passwd", "javascript:alert(1)", "ftp://x.example/"])
def test_a_redirect_may_not_leave_the_web(client: Client, place: str) -> None:
    with pytest.raises(RefusedError, match="address"):
        fetch(client, {"/": [closed("302 Found", f"Location: {place}")]})


@pytest.mark.parametrize("wrapper", ["gzip", "deflate"])
def test_a_bomb_is_refused_while_it_unpacks(client: Client, wrapper: str) -> None:
    bomb = bomb_of(50, wrapper)
    with pytest.raises(RefusedError, match="times its size"):
        fetch(
            client,
            {"/": [ok(bomb, f"Content-Encoding: {wrapper}")]},
            limits=Limits(max_bytes=1 << 30, seconds=30),
        )


def test_a_body_over_the_limit_is_refused(client: Client) -> None:
    with pytest.raises(RefusedError, match=r"larger than 1,048,576 bytes"):
        fetch(client, {"/": [ok(b"x" * ((1 << 20) + 1))]})


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "compress"])
def test_an_encoding_that_was_not_asked_for_is_no_answer(client: Client, encoding: str) -> None:
    odd = ok(b"\x0b\x02", f"Content-Encoding: {encoding}")
    capture, attempts, _ = fetch(client, {"/": [odd, ok(PAGE)]})
    assert capture.body == PAGE
    assert f"encoding '{encoding}', which was not asked for" in str(attempts[0].error)
    with pytest.raises(NetworkError, match=encoding):
        fetch(client, {"/": [odd]})


def test_a_drip_ends_at_the_deadline() -> None:
    """Time-outs of the library are per read: one byte now and then would live for ever."""

    def drip(connection: socket.socket, _request: str) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(100):
            connection.sendall(b"x")
            time.sleep(0.05)

    clock = Clock(lambda: datetime.now(UTC), time.monotonic, lambda _: None)
    with (
        Client(Settings("test", tries=1, timeout=2, reach=HERE), Pace(0, clock), clock) as client,
        pytest.raises(NetworkError, match=r"still sending after 0\.3 seconds"),
    ):
        fetch(client, {"/": [drip]}, limits=Limits(1 << 20, 0.3))


@pytest.mark.parametrize("piece", [b"X-Drop: rain\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"])
def test_a_head_that_never_ends_is_ended_by_the_deadline(piece: bytes) -> None:
    def slow(connection: socket.socket, _request: str) -> None:
        if piece.startswith(b"X"):
            connection.sendall(b"HTTP/1.1 200 OK\r\n")
        for _ in range(100):
            connection.sendall(piece)
            time.sleep(0.05)

    clock = Clock(lambda: datetime.now(UTC), time.monotonic, lambda _: None)
    with (
        Client(Settings("test", tries=1, timeout=2, reach=HERE), Pace(0, clock), clock) as client,
        pytest.raises(NetworkError, match=r"still sending after 0\.3 seconds"),
    ):
        fetch(client, {"/": [slow]}, limits=Limits(1 << 20, 0.3))


def test_a_second_answer_is_never_taken_for_the_next_ones(client: Client) -> None:
    """Whoever can send two answers could otherwise say what the next address holds."""
    other = PAGE.replace(b"rained", b"snowed")
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n"

    def two(connection: socket.socket, _request: str) -> None:
        connection.sendall(head % len(PAGE) + PAGE + head % len(other) + other)
        connection.settimeout(1)
        connection.recv(1)  # stays open, so that the client may use it again

    attempts: list[Attempt] = []
    with wire({"/": [two, ok(PAGE)], "/next": [ok(PAGE)]}) as server:
        for path in ("/", "/next"):
            capture = client.fetch(Ask(server.url(path), LIMITS, attempts.append))
            assert capture.body == PAGE
    assert attempts[0].error is not None
    assert "sent more than its answer" in attempts[0].error


@pytest.mark.parametrize("status", ["204 No Content", "206 Partial Content", "304 Not Modified"])
def test_what_was_not_asked_for_is_asked_for_again(client: Client, status: str) -> None:
    odd = say(f"HTTP/1.1 {status}\nConnection: close")
    capture, attempts, _ = fetch(client, {"/": [odd, ok(PAGE)]})
    assert (capture.body, len(attempts)) == (PAGE, 2)


def test_unchanged_is_an_answer_where_it_was_asked_for(client: Client) -> None:
    same = say("HTTP/1.1 304 Not Modified\nConnection: close")
    with wire({"/": [same]}) as server:
        ask = Ask(server.url("/"), LIMITS, lambda _: None, {"If-None-Match": '"x"'})
        assert client.fetch(ask).status == 304


@pytest.mark.parametrize("tail", [b"", bytes(12)])
def test_gzip_of_several_members_is_read_whole(client: Client, tail: bytes) -> None:
    packed = gzip.compress(PAGE[:20]) + gzip.compress(PAGE[20:]) + tail
    capture, _, _ = fetch(client, {"/": [ok(packed, "Content-Encoding: gzip")]})
    assert capture.body == PAGE
    cut = gzip.compress(PAGE[:20]) + gzip.compress(PAGE[20:])[:-3]
    with pytest.raises(NetworkError, match="ended early"):
        fetch(client, {"/": [ok(cut, "Content-Encoding: gzip")]})


@pytest.mark.parametrize("status", ["404 Not Found", "503 Unavailable", "302 Found"])
def test_a_bomb_beside_an_answer_that_is_none_is_not_unpacked(client: Client, status: str) -> None:
    bomb = bomb_of(50)
    lines = f"HTTP/1.1 {status}\nContent-Encoding: gzip\nLocation: /new\nConnection: close"
    bombed = say(f"{lines}\nContent-Length: {len(bomb)}", bomb)
    capture, _, _ = fetch(client, {"/": [bombed, ok(PAGE)], "/new": [ok(PAGE)]})
    assert (capture.status, capture.body) in ((404, b""), (200, PAGE))


def test_user_names_and_odd_schemes_are_refused_before_any_connection(client: Client) -> None:
    for url in ("http://me:secret@127.0.0.1/", "gopher://x.example/", "http:///nowhere"):
        with pytest.raises(RefusedError):
            client.fetch(Ask(url, LIMITS, lambda _: None))


def test_a_host_can_be_mapped_to_an_address_and_still_hears_its_own_name() -> None:
    clock = Watch().clock()
    with wire({"/": [ok(PAGE)]}) as server:
        mapped = {"blog.example": f"127.0.0.1:{server.port}"}
        settings = Settings("test", connect_to=mapped)
        with Client(settings, Pace(0, clock), clock) as client:
            capture = client.fetch(Ask("http://blog.example/", LIMITS, lambda _: None))
    assert capture.final_url == "http://blog.example/"
    assert "host: blog.example\r\n" in server.seen[0].lower()
