"""How bad weather spoils an answer: each maker turns a calm one into what is sent instead."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat
from typing import Final, Literal

from scraper.demo.answers import Answer

Step = bytes | float | Literal["reset"]
"""Bytes to send, seconds to wait, or the connection torn down. After the last step it is closed."""

BEAT: Final = 0.02
"""Seconds between the bytes of a drip."""

_BOMB_BYTES: Final = 64 << 20
_ENDLESS_BYTES: Final = 1 << 30


@dataclass(frozen=True, slots=True)
class Calm:
    """What the demo would have answered."""

    status: int
    headers: Mapping[str, str]
    """Without Content-Encoding and Content-Length."""
    body: bytes
    target: str
    """`/path?query`, as asked."""
    elsewhere: Callable[[str], Answer]
    """What the same blog answers at another address."""

    def with_body(self, body: bytes, *more: tuple[str, str], status: int | None = None) -> bytes:
        """The answer with another body, rightly framed, and further headers."""
        return self.head(*more, ("Content-Length", str(len(body))), status=status) + body

    def head(
        self, *more: tuple[str, str], status: int | None = None, version: str = "1.1"
    ) -> bytes:
        """The answer's head with further headers; a further one replaces one of its name."""
        named = {**self.headers, "Connection": "close", **dict(more)}
        first = f"HTTP/{version} {status or self.status} Weather"
        lines = [first, *(f"{name}: {value}" for name, value in named.items())]
        return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"


# -- statuses ------------------------------------------------------------------------------------

SERVER_DATE = ("Date", "Sat, 01 Jan 2022 12:00:00 GMT")
SERVER_DATE_AND_2 = "Sat, 01 Jan 2022 12:00:02 GMT"
_NOTE = b"<html><body><h1>Not now</h1></body></html>"


def status(status: int, *more: tuple[str, str]) -> Callable[[Calm], Iterable[Step]]:
    """Another status, with a short note for a body."""
    return lambda calm: [calm.with_body(_NOTE, *more, status=status)]


def bare(status: int) -> Callable[[Calm], Iterable[Step]]:
    """Another status, and no body."""
    return lambda calm: [calm.head(status=status)]


def redirect(location: str, body: bytes = b"", *more: tuple[str, str]) -> Callable[..., list[Step]]:
    """A redirect to a place; `{target}` in it is the address asked for."""

    def steps(calm: Calm) -> list[Step]:
        place = ("Location", location.format(target=calm.target))
        return [calm.with_body(body, place, *more, status=302)]

    return steps


# -- the connection ------------------------------------------------------------------------------


def _whole(calm: Calm) -> bytes:
    return calm.with_body(calm.body)


def reset_in_head(calm: Calm) -> list[Step]:
    """Reset after 40 bytes."""
    return [calm.head()[:40], BEAT, "reset"]


def reset_in_body(calm: Calm) -> list[Step]:
    """Reset half way through the body."""
    return [_whole(calm)[: -(len(calm.body) // 2 + 1)], BEAT, "reset"]


def header_flood(calm: Calm) -> list[Step]:
    """The calm answer under 20,000 headers more."""
    lines = b"".join(b"X-Drop-%d: rain\r\n" % n for n in range(20_000))
    return [_whole(calm).replace(b"\r\n\r\n", b"\r\n" + lines + b"\r\n", 1)]


def long_header(calm: Calm) -> list[Step]:
    """The calm answer with one header of 2 MB."""
    return [calm.with_body(calm.body, ("X-Long", "rain" * 500_000))]


def two_lengths(calm: Calm) -> list[Step]:
    """The calm answer with a second length, of half its body."""
    extra = b"\r\nContent-Length: %d\r\n\r\n" % (len(calm.body) // 2)
    return [_whole(calm).replace(b"\r\n\r\n", extra, 1)]


def slow_head(calm: Calm) -> Iterator[Step]:
    """A header at every beat, for a minute."""
    yield calm.head()[:-2]
    for _ in range(3000):
        yield b"X-Drop: rain\r\n"
        yield BEAT


def endless_continue(_calm: Calm) -> Iterable[Step]:
    """50 interim answers at every beat, for a minute."""
    once: tuple[Step, ...] = (b"HTTP/1.1 100 Continue\r\n\r\n" * 50, BEAT)
    return chain.from_iterable(repeat(once, 3000))


def early_hints(calm: Calm) -> list[Step]:
    """Three interim answers, then the calm one."""
    return [b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" * 3 + _whole(calm)]


def http_1_0(calm: Calm) -> list[Step]:
    """The calm answer in the old protocol, without a length."""
    return [calm.head(version="1.0") + calm.body]


def closed_after(calm: Calm) -> list[Step]:
    """The calm answer; says that it keeps the connection, and does not."""
    return [calm.with_body(calm.body, ("Connection", "keep-alive"))]


def a_second_answer(calm: Calm) -> list[Step]:
    """The calm answer, and the home page after it on the same connection."""
    other = calm.elsewhere("/")
    gift = f"HTTP/1.1 200 OK\r\nContent-Type: {other.content_type}\r\nContent-Length: "
    second = gift.encode() + b"%d\r\n\r\n" % len(other.body) + other.body
    return [calm.with_body(calm.body, ("Connection", "keep-alive")) + second, 1.0]


# -- the body ------------------------------------------------------------------------------------

CHUNKED = ("Transfer-Encoding", "chunked")
GZIPPED = ("Content-Encoding", "gzip")
BROTLI_BOMB: Final = bytes.fromhex(
    "cbffff3ff82700e2b14020f7fe8fffff7ff04f00c4611180eefd1fffffffe09f0088c30200ddfb3ffeffffc13f01"
    "10870500baf77ffcffff837f02200e0b0074effff8ffff07ff04401c1600e8defff1ffff0ffe0980382c00d0bdff"
    "e3ffff1ffc1300715800a07bff37"
)
"""64 MiB of zeros: brotli at its best."""


def half(body: bytes) -> bytes:
    """The first half."""
    return body[: len(body) // 2]


def chunk(body: bytes) -> bytes:
    """One chunk of a chunked body."""
    return b"%x\r\n%b\r\n" % (len(body), body)


def cut_by_length(calm: Calm) -> list[Step]:
    """Half of what the length says."""
    return [calm.head(("Content-Length", str(len(calm.body)))) + half(calm.body)]


def cut_chunks(calm: Calm) -> list[Step]:
    """Half of the body in a chunk, and no last chunk."""
    return [calm.head(CHUNKED) + chunk(half(calm.body))]


def cut_at_close(calm: Calm) -> list[Step]:
    """Half of the body, with nothing to tell its length."""
    return [calm.head() + half(calm.body)]


def cut_gzip(calm: Calm) -> list[Step]:
    """Half of the gzip stream, with the length of that half."""
    return [calm.with_body(half(gzip.compress(calm.body, mtime=0)), GZIPPED)]


def damaged_gzip(calm: Calm) -> list[Step]:
    """The gzip stream with a wrong checksum."""
    packed = bytearray(gzip.compress(calm.body, mtime=0))
    packed[-6] ^= 0x10  # in the checksum
    return [calm.with_body(bytes(packed), GZIPPED)]


def gzip_in_two(calm: Calm) -> list[Step]:
    """The body in two gzip members."""
    half = len(calm.body) // 2
    parts = (calm.body[:half], calm.body[half:])
    packed = b"".join(gzip.compress(part, mtime=0) for part in parts)
    return [calm.with_body(packed, GZIPPED)]


def drip(calm: Calm) -> Iterator[Step]:
    """The body, a byte a beat."""
    yield calm.head(("Content-Length", str(len(calm.body))))
    for byte in calm.body:
        yield bytes([byte])
        yield BEAT


def endless(*more: tuple[str, str], piece: bytes) -> Callable[[Calm], Iterable[Step]]:
    """The calm head, then a piece again and again, up to a gibibyte."""

    def steps(calm: Calm) -> Iterable[Step]:
        return chain([calm.head(*more)], repeat(piece, _ENDLESS_BYTES // len(piece)))

    return steps


@cache
def bomb() -> bytes:
    """64 MiB of zeros as gzip."""
    return gzip.compress(bytes(_BOMB_BYTES), 9, mtime=0)


@cache
def deflated() -> bytes:
    """64 MiB of zeros as zlib."""
    return zlib.compress(bytes(_BOMB_BYTES), 9)


def bombed(status: int, *more: tuple[str, str]) -> Callable[[Calm], Iterable[Step]]:
    """The gzip bomb under a status; said to be gzip unless told otherwise."""
    return lambda calm: [calm.with_body(bomb(), *(more or (GZIPPED,)), status=status)]


def bomb_in_redirect(calm: Calm) -> list[Step]:
    """A redirect with the gzip bomb for a body."""
    return [calm.with_body(bomb(), GZIPPED, ("Location", "/gone-with-the-wind"), status=302)]


def longer_length(calm: Calm) -> list[Step]:
    """The whole body under a length of 100 bytes more."""
    return [calm.head(("Content-Length", str(len(calm.body) + 100))) + calm.body]


def shorter_length(calm: Calm) -> list[Step]:
    """The whole body under half its length; the rest is left on the connection."""
    said = ("Content-Length", str(len(calm.body) // 2))
    return [calm.head(said, ("Connection", "keep-alive")) + calm.body]


def nul_tail(calm: Calm) -> list[Step]:
    """The body with NUL bytes for its second half."""
    kept = half(calm.body)
    return [calm.with_body(kept + bytes(len(calm.body) - len(kept)))]


# -- what is said --------------------------------------------------------------------------------


def said(page: str) -> Callable[[Calm], Iterable[Step]]:
    """200 and a page of one's own."""
    body = f"<!DOCTYPE html><html><head><title>…</title></head><body>{page}</body></html>".encode()
    return lambda calm: [calm.with_body(body, ("Content-Type", "text/html; charset=UTF-8"))]


def typed(content_type: str) -> Callable[[Calm], Iterable[Step]]:
    """The calm answer under another Content-Type."""
    return lambda calm: [calm.with_body(calm.body, ("Content-Type", content_type))]


def at(place: str) -> Callable[[Calm], Iterable[Step]]:
    """What the blog answers at another place."""
    return lambda calm: [_as_said(calm, calm.elsewhere(place))]


def _as_said(calm: Calm, other: Answer) -> bytes:
    return calm.with_body(other.body, ("Content-Type", other.content_type))


def another_post(calm: Calm) -> list[Step]:
    """The first post that the blog's sitemap lists and that was not asked for."""
    told = calm.elsewhere("/sitemap.xml").body.decode()
    listed = re.findall(r"<loc>\w+://[^/]+(/\d{4}/[^<]+)</loc>", told)
    place = next((path for path in listed if path != calm.target.partition("?")[0]), "/")
    return [_as_said(calm, calm.elsewhere(place))]


def replaced(pattern: bytes, by: bytes) -> Callable[[Calm], Iterable[Step]]:
    """The calm answer with something in it replaced."""
    return lambda calm: [calm.with_body(re.sub(pattern, by, calm.body))]


def feed_from_its_start(calm: Calm) -> list[Step]:
    """Whatever page is asked for, the first; and always a next one."""
    plain = re.sub(r"[?&]start-index=\d+", "", calm.target)
    body = calm.elsewhere(plain).body
    following = (
        b'"link":[{"rel":"next","type":"application/atom+xml","href":"http://x/?start-index=9"},'
    )
    return [calm.with_body(body.replace(b'"link":[', following, 1))]


HIGH_TOTAL = b'"openSearch$totalResults":{"$t":"1000000"}'
LOW_TOTAL = b'"openSearch$totalResults":{"$t":"1"}'
TOTAL = rb'"openSearch\$totalResults":\{"\$t":"\d+"\}'
RETRY = "Retry-After"
