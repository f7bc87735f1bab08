"""Kinds of bad weather: a table of what can befall an answer on its way, and how each is made."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat
from typing import Final, Literal

from scraper.demo.answers import Answer, Kind

Step = bytes | float | Literal["reset"]
"""Bytes to send, seconds to wait, or the connection torn down. After the last step it is closed."""

BEAT: Final = 0.02
"""Seconds between the bytes of a drip."""

_BOMB_BYTES: Final = 64 << 20
_ENDLESS_BYTES: Final = 1 << 30
_FEEDS: Final[frozenset[Kind]] = frozenset(
    {"feed-posts", "feed-pages", "feed-comments", "feed-post-comments"}
)
_PAGES: Final[frozenset[Kind]] = frozenset({"post", "page", "home", "archive", "label"})
_NOT_CAPTURES: Final[frozenset[Kind]] = frozenset({"robots"})


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


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of weather."""

    name: str
    told: str
    """One sentence: what the server does."""
    steps: Callable[[Calm], Iterable[Step]]
    befalls: frozenset[Kind] | None = None
    """Answers that it can befall; None: all."""
    is_lie: bool = False
    """The answer is whole and well formed, and says something else than the calm one."""
    is_harmless: bool = False
    """The answer is odd, and yet says the same as the calm one."""

    def can_befall(self, kind: Kind) -> bool:
        """Whether an answer of this kind can meet it; robots.txt may say anything at all."""
        return kind in self.befalls if self.befalls is not None else kind not in _NOT_CAPTURES


# -- statuses ------------------------------------------------------------------------------------

_SERVER_DATE = ("Date", "Sat, 01 Jan 2022 12:00:00 GMT")
_SERVER_DATE_AND_7 = "Sat, 01 Jan 2022 12:00:07 GMT"
_NOTE = b"<html><body><h1>Not now</h1></body></html>"


def _status(status: int, *more: tuple[str, str]) -> Callable[[Calm], Iterable[Step]]:
    return lambda calm: [calm.with_body(_NOTE, *more, status=status)]


def _bare(status: int) -> Callable[[Calm], Iterable[Step]]:
    return lambda calm: [calm.head(status=status)]


def _redirect(location: str, body: bytes = b"", *more: tuple[str, str]) -> Callable[..., list[Step]]:
    def steps(calm: Calm) -> list[Step]:
        place = ("Location", location.format(target=calm.target))
        return [calm.with_body(body, place, *more, status=302)]

    return steps


# -- the connection ------------------------------------------------------------------------------


def _whole(calm: Calm) -> bytes:
    return calm.with_body(calm.body)


def _reset_in_head(calm: Calm) -> list[Step]:
    return [calm.head()[:40], BEAT, "reset"]


def _reset_in_body(calm: Calm) -> list[Step]:
    return [_whole(calm)[: -(len(calm.body) // 2 + 1)], BEAT, "reset"]


def _header_flood(calm: Calm) -> list[Step]:
    lines = b"".join(b"X-Drop-%d: rain\r\n" % n for n in range(20_000))
    return [_whole(calm).replace(b"\r\n\r\n", b"\r\n" + lines + b"\r\n", 1)]


def _long_header(calm: Calm) -> list[Step]:
    return [calm.with_body(calm.body, ("X-Long", "rain" * 500_000))]


def _two_lengths(calm: Calm) -> list[Step]:
    extra = b"\r\nContent-Length: %d\r\n\r\n" % (len(calm.body) // 2)
    return [_whole(calm).replace(b"\r\n\r\n", extra, 1)]


def _slow_head(calm: Calm) -> Iterator[Step]:
    yield calm.head()[:-2]
    for _ in range(3000):
        yield b"X-Drop: rain\r\n"
        yield BEAT


def _endless_continue(_calm: Calm) -> Iterable[Step]:
    once: tuple[Step, ...] = (b"HTTP/1.1 100 Continue\r\n\r\n" * 50, BEAT)
    return chain.from_iterable(repeat(once, 3000))


def _early_hints(calm: Calm) -> list[Step]:
    return [b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" * 3 + _whole(calm)]


def _http_1_0(calm: Calm) -> list[Step]:
    return [calm.head(version="1.0") + calm.body]


def _closed_after(calm: Calm) -> list[Step]:
    return [calm.with_body(calm.body, ("Connection", "keep-alive"))]


def _a_second_answer(calm: Calm) -> list[Step]:
    other = calm.elsewhere("/")
    gift = f"HTTP/1.1 200 OK\r\nContent-Type: {other.content_type}\r\nContent-Length: "
    second = gift.encode() + b"%d\r\n\r\n" % len(other.body) + other.body
    return [calm.with_body(calm.body, ("Connection", "keep-alive")) + second, 1.0]


# -- the body ------------------------------------------------------------------------------------

_CHUNKED = ("Transfer-Encoding", "chunked")
_GZIPPED = ("Content-Encoding", "gzip")
_BROTLI_BOMB: Final = bytes.fromhex(
    "cbffff3ff82700e2b14020f7fe8fffff7ff04f00c4611180eefd1fffffffe09f0088c30200ddfb3ffeffffc13f01"
    "10870500baf77ffcffff837f02200e0b0074effff8ffff07ff04401c1600e8defff1ffff0ffe0980382c00d0bdff"
    "e3ffff1ffc1300715800a07bff37"
)
"""64 MiB of zeros: brotli at its best."""


def _half(body: bytes) -> bytes:
    return body[: len(body) // 2]


def _chunk(body: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(body), body)


def _cut_by_length(calm: Calm) -> list[Step]:
    return [calm.head(("Content-Length", str(len(calm.body)))) + _half(calm.body)]


def _cut_chunks(calm: Calm) -> list[Step]:
    return [calm.head(_CHUNKED) + _chunk(_half(calm.body))]


def _cut_at_close(calm: Calm) -> list[Step]:
    return [calm.head() + _half(calm.body)]


def _cut_gzip(calm: Calm) -> list[Step]:
    return [calm.with_body(_half(gzip.compress(calm.body, mtime=0)), _GZIPPED)]


def _damaged_gzip(calm: Calm) -> list[Step]:
    packed = bytearray(gzip.compress(calm.body, mtime=0))
    packed[-6] ^= 0x10  # in the checksum
    return [calm.with_body(bytes(packed), _GZIPPED)]


def _gzip_in_two(calm: Calm) -> list[Step]:
    half = len(calm.body) // 2
    parts = (calm.body[:half], calm.body[half:])
    packed = b"".join(gzip.compress(part, mtime=0) for part in parts)
    return [calm.with_body(packed, _GZIPPED)]


def _drip(calm: Calm) -> Iterator[Step]:
    yield calm.head(("Content-Length", str(len(calm.body))))
    for byte in calm.body:
        yield bytes([byte])
        yield BEAT


def _endless(*more: tuple[str, str], piece: bytes) -> Callable[[Calm], Iterable[Step]]:
    def steps(calm: Calm) -> Iterable[Step]:
        return chain([calm.head(*more)], repeat(piece, _ENDLESS_BYTES // len(piece)))

    return steps


@cache
def _bomb() -> bytes:
    return gzip.compress(bytes(_BOMB_BYTES), 9, mtime=0)


@cache
def _deflated() -> bytes:
    return zlib.compress(bytes(_BOMB_BYTES), 9)


def _bombed(status: int, *more: tuple[str, str]) -> Callable[[Calm], Iterable[Step]]:
    return lambda calm: [calm.with_body(_bomb(), *(more or (_GZIPPED,)), status=status)]


def _bomb_in_redirect(calm: Calm) -> list[Step]:
    return [calm.with_body(_bomb(), _GZIPPED, ("Location", "/gone-with-the-wind"), status=302)]


def _longer_length(calm: Calm) -> list[Step]:
    return [calm.head(("Content-Length", str(len(calm.body) + 100))) + calm.body]


def _shorter_length(calm: Calm) -> list[Step]:
    said = ("Content-Length", str(len(calm.body) // 2))
    return [calm.head(said, ("Connection", "keep-alive")) + calm.body]


def _nul_tail(calm: Calm) -> list[Step]:
    kept = _half(calm.body)
    return [calm.with_body(kept + bytes(len(calm.body) - len(kept)))]


# -- what is said --------------------------------------------------------------------------------


def _said(page: str) -> Callable[[Calm], Iterable[Step]]:
    body = f"<!DOCTYPE html><html><head><title>…</title></head><body>{page}</body></html>".encode()
    return lambda calm: [calm.with_body(body, ("Content-Type", "text/html; charset=UTF-8"))]


def _typed(content_type: str) -> Callable[[Calm], Iterable[Step]]:
    return lambda calm: [calm.with_body(calm.body, ("Content-Type", content_type))]


def _at(place: str) -> Callable[[Calm], Iterable[Step]]:
    return lambda calm: [_as_said(calm, calm.elsewhere(place))]


def _as_said(calm: Calm, other: Answer) -> bytes:
    return calm.with_body(other.body, ("Content-Type", other.content_type))


def _another_post(calm: Calm) -> list[Step]:
    """The first post that the blog's sitemap lists and that was not asked for."""
    told = calm.elsewhere("/sitemap.xml").body.decode()
    listed = re.findall(r"<loc>\w+://[^/]+(/\d{4}/[^<]+)</loc>", told)
    place = next((path for path in listed if path != calm.target.partition("?")[0]), "/")
    return [_as_said(calm, calm.elsewhere(place))]


def _replaced(pattern: bytes, by: bytes) -> Callable[[Calm], Iterable[Step]]:
    return lambda calm: [calm.with_body(re.sub(pattern, by, calm.body))]


def _feed_from_its_start(calm: Calm) -> list[Step]:
    """Whatever page is asked for, the first; and always a next one."""
    plain = re.sub(r"[?&]start-index=\d+", "", calm.target)
    body = calm.elsewhere(plain).body
    following = b'"link":[{"rel":"next","type":"application/atom+xml","href":"http://x/?start-index=9"},'
    return [calm.with_body(body.replace(b'"link":[', following, 1))]


_HIGH_TOTAL = b'"openSearch$totalResults":{"$t":"1000000"}'
_LOW_TOTAL = b'"openSearch$totalResults":{"$t":"1"}'
_TOTAL = rb'"openSearch\$totalResults":\{"\$t":"\d+"\}'
_RETRY = "Retry-After"

FAULTS: Final[Mapping[str, Fault]] = {
    fault.name: fault
    for fault in (
        Fault("429", "Too many requests, without a time.", _status(429)),
        Fault("429 for 7 s", "Too many requests: 7 seconds.", _status(429, (_RETRY, "7"))),
        Fault(
            "429 until a time",
            "Too many requests, until a time on the server's own clock.",
            _status(429, _SERVER_DATE, (_RETRY, _SERVER_DATE_AND_7)),
        ),
        Fault(
            "429 for years", "Too many requests: three years.", _status(429, (_RETRY, "99999999"))
        ),
        Fault("500", "An error of the server.", _status(500)),
        Fault("502", "An error of a gateway.", _status(502)),
        Fault("503", "Unavailable, without a time.", _status(503)),
        Fault("503 for 7 s", "Unavailable: 7 seconds.", _status(503, (_RETRY, "7"))),
        Fault("503 for nonsense", "Unavailable: no time.", _status(503, (_RETRY, "soon, ½ -1e9"))),
        Fault("504", "A gateway waited in vain.", _status(504)),
        Fault("204", "No content, without being asked so.", _bare(204)),
        Fault(
            "206",
            "A part, without being asked for one.",
            lambda calm: [
                calm.with_body(
                    _half(calm.body),
                    ("Content-Range", f"bytes 0-{len(calm.body) // 2}/{len(calm.body)}"),
                    status=206,
                )
            ],
        ),
        Fault("304", "Unchanged, without being asked whether.", _bare(304)),
        Fault("101", "Switches to another protocol.", _bare(101)),
        Fault("103", "Early hints before the answer.", _early_hints, is_harmless=True),
        Fault("1xx for ever", "100 Continue, again and again.", _endless_continue),
        Fault("redirect to itself", "A redirect to the same address.", _redirect("{target}")),
        Fault("redirect to a file", "A redirect to file:.", _redirect("file:///etc/passwd")),
        Fault("redirect to a script", "A redirect to javascript:.", _redirect("javascript:1")),
        Fault(
            "redirect inside",
            "A redirect to an address of the own machine.",
            _redirect("http://127.0.0.1:1/"),
        ),
        Fault("redirect with a bomb", "A redirect whose body is a bomb.", _bomb_in_redirect),
        Fault("reset", "The connection is reset before any byte.", lambda _: ["reset"]),
        Fault("reset in the head", "Reset amid the headers.", _reset_in_head),
        Fault("reset in the body", "Reset amid the body.", _reset_in_body),
        Fault("closed", "The connection is closed before any byte.", lambda _: []),
        Fault(
            "closed after",
            "Closed after an answer that promised to keep it open.",
            _closed_after,
            is_harmless=True,
        ),
        Fault("HTTP/1.0", "The old protocol, ended by closing.", _http_1_0, is_harmless=True),
        Fault("nonsense", "A first line that is no HTTP.", lambda _: [b"\x16\x03 HELO rain\r\n\r\n"]),
        Fault("header flood", "20,000 headers.", _header_flood),
        Fault("long header", "One header of 2 MB.", _long_header),
        Fault(
            "NUL in a header",
            "A NUL byte in a header.",
            lambda calm: [calm.with_body(calm.body, ("X-Rain", "a\0b"))],
        ),
        Fault("two lengths", "Two lengths that differ.", _two_lengths),
        Fault("slow head", "Headers one at a time, for ever.", _slow_head),
        Fault(
            "two answers",
            "A second answer that nobody asked for, after the first.",
            _a_second_answer,
        ),
        Fault("cut by length", "A body shorter than its length.", _cut_by_length),
        Fault("cut chunks", "Chunks without the last one.", _cut_chunks),
        Fault("cut at close", "Half a body, ended by closing.", _cut_at_close),
        Fault("cut gzip", "Half a gzip stream, rightly framed.", _cut_gzip),
        Fault("damaged gzip", "A gzip stream with a wrong checksum.", _damaged_gzip),
        Fault("gzip in two", "A gzip stream of two members.", _gzip_in_two, is_harmless=True),
        Fault(
            "half, well framed",
            "Half a body with the length of the half.",
            lambda calm: [calm.with_body(_half(calm.body))],
        ),
        Fault("NUL tail", "A body whose second half is NUL bytes.", _nul_tail),
        Fault("length too long", "A whole body with too long a length.", _longer_length),
        Fault("length too short", "A whole body with half its length.", _shorter_length),
        Fault("empty", "200 and nothing.", lambda calm: [calm.with_body(b"")]),
        Fault("drip", "A body one byte at a time.", _drip),
        Fault("endless", "A body without end.", _endless(piece=b"<p>rain</p>" * 6000)),
        Fault(
            "endless chunks",
            "Chunks without end.",
            _endless(_CHUNKED, piece=_chunk(b"\x89PNG\r\n\x1a\n" * 8000)),
        ),
        Fault("gzip bomb", "64 MiB in 64 kB.", _bombed(200)),
        Fault("deflate bomb", "The same, said to be deflate.", lambda calm: [
            calm.with_body(_deflated(), ("Content-Encoding", "deflate"))
        ]),
        Fault("brotli bomb", "Brotli, which was not asked for.", lambda calm: [
            calm.with_body(_BROTLI_BOMB, ("Content-Encoding", "br"))
        ]),
        Fault("cut brotli", "Half of an unasked brotli stream.", lambda calm: [
            calm.with_body(_BROTLI_BOMB[:6], ("Content-Encoding", "br"))
        ]),
        Fault("stacked gzip", "gzip in gzip.", lambda calm: [
            calm.with_body(gzip.compress(_bomb(), mtime=0), ("Content-Encoding", "gzip, gzip"))
        ]),
        Fault("bomb in an error", "A 404 whose body is a bomb.", _bombed(404)),
        Fault("bomb in a 503", "A 503 whose body is a bomb.", _bombed(503)),
        Fault("says gzip", "A plain body said to be gzip.", lambda calm: [
            calm.with_body(calm.body, _GZIPPED)
        ]),
        Fault("hides gzip", "A gzip body not said to be one.", lambda calm: [
            calm.with_body(gzip.compress(calm.body, mtime=0))
        ]),
        Fault("sorry", "200 and an apology.", _said(
            "<h1>We're sorry...</h1><a href='https://www.google.com/sorry/index'>automated</a>")),
        Fault("captcha", "200 and a captcha.", _said("<form id=captcha-form><input></form>")),
        Fault("consent", "200 and a wish for consent.", _said(
            "<form action='https://consent.google.com/save'><h1>Before you continue</h1></form>")),
        Fault("login", "200 and a login page.", _said(
            "<a href='https://accounts.google.com/v3/signin/identifier'>Sign in</a>")),
        Fault("parked", "200 and a domain for sale.", _said("<h1>This domain is for sale</h1>")),
        Fault("home instead", "200 and the home page.", _at("/"), _PAGES - {"home"}),
        Fault("another post", "200 and another post.", _another_post, frozenset({"post"})),
        Fault("wrong charset", "UTF-8 said to be Latin-1.", _typed("text/html; charset=ISO-8859-1"),
              _PAGES, is_harmless=True),
        Fault("no charset", "A charset that is none.", _typed("text/html; charset=rot13"),
              _PAGES, is_harmless=True),
        Fault("wide charset", "UTF-8 said to be UTF-16.", _typed("text/html; charset=utf-16le"),
              _PAGES, is_harmless=True),
        Fault("Date jumps", "A Date ten years off.", lambda calm: [
            calm.with_body(calm.body, ("Date", "Sun, 01 Jan 2034 00:00:00 GMT"))
        ], is_harmless=True),
        Fault("total too high", "A feed that claims a million entries.",
              _replaced(_TOTAL, _HIGH_TOTAL), _FEEDS, is_lie=True),
        Fault("total too low", "A feed that claims one entry.",
              _replaced(_TOTAL, _LOW_TOTAL), _FEEDS, is_lie=True),
        Fault("feed is HTML", "A page where a feed should be.", _at("/"), _FEEDS),
        Fault("feed for ever", "A feed that begins anew and never ends.",
              _feed_from_its_start, _FEEDS, is_lie=True),
        Fault("ids change case", "A feed whose ids are in capitals.",
              _replaced(rb"tag:blogger\.com,1999:blog-(\d+)\.post-", rb"TAG:BLOGGER.COM,1999:BLOG-\1.POST-"),
              _FEEDS, is_lie=True),
    )
}  # fmt: skip
"""By name."""
