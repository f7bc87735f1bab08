"""Kinds of bad weather: a table of what can befall an answer on its way."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from scraper.demo import spoilt
from scraper.demo.answers import Kind
from scraper.demo.spoilt import Calm, Step

_FEEDS: Final[frozenset[Kind]] = frozenset(
    {"feed-posts", "feed-pages", "feed-comments", "feed-post-comments"}
)
_PAGES: Final[frozenset[Kind]] = frozenset({"post", "page", "home", "archive", "label"})
_NOT_CAPTURES: Final[frozenset[Kind]] = frozenset({"robots"})


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


FAULTS: Final[Mapping[str, Fault]] = {
    fault.name: fault
    for fault in (
        Fault("429", "Too many requests, without a time.", spoilt.status(429)),
        Fault(
            "429 for 2 s", "Too many requests: 2 seconds.", spoilt.status(429, (spoilt.RETRY, "2"))
        ),
        Fault(
            "429 until a time",
            "Too many requests, until a time on the server's own clock.",
            spoilt.status(429, spoilt.SERVER_DATE, (spoilt.RETRY, spoilt.SERVER_DATE_AND_2)),
        ),
        Fault(
            "429 for years",
            "Too many requests: three years.",
            spoilt.status(429, (spoilt.RETRY, "99999999")),
        ),
        Fault("500", "An error of the server.", spoilt.status(500)),
        Fault("502", "An error of a gateway.", spoilt.status(502)),
        Fault("503", "Unavailable, without a time.", spoilt.status(503)),
        Fault("503 for 2 s", "Unavailable: 2 seconds.", spoilt.status(503, (spoilt.RETRY, "2"))),
        Fault(
            "503 for nonsense",
            "Unavailable: no time.",
            spoilt.status(503, (spoilt.RETRY, "soon, ½ -1e9")),
        ),
        Fault("504", "A gateway waited in vain.", spoilt.status(504)),
        Fault("204", "No content, without being asked so.", spoilt.bare(204)),
        Fault(
            "206",
            "A part, without being asked for one.",
            lambda calm: [
                calm.with_body(
                    spoilt.half(calm.body),
                    ("Content-Range", f"bytes 0-{len(calm.body) // 2}/{len(calm.body)}"),
                    status=206,
                )
            ],
        ),
        Fault("304", "Unchanged, without being asked whether.", spoilt.bare(304)),
        Fault("101", "Switches to another protocol.", spoilt.bare(101)),
        Fault("103", "Early hints before the answer.", spoilt.early_hints, is_harmless=True),
        Fault("1xx for ever", "100 Continue, again and again.", spoilt.endless_continue),
        Fault("redirect to itself", "A redirect to the same address.", spoilt.redirect("{target}")),
        Fault("redirect to a file", "A redirect to file:.", spoilt.redirect("file:///etc/passwd")),
        Fault(
            "redirect to a script", "A redirect to javascript:.", spoilt.redirect("javascript:1")
        ),
        Fault(
            "redirect inside",
            "A redirect to an address of the own machine.",
            spoilt.redirect("http://127.0.0.1:1/"),
        ),
        Fault("redirect with a bomb", "A redirect whose body is a bomb.", spoilt.bomb_in_redirect),
        Fault("reset", "The connection is reset before any byte.", lambda _: ["reset"]),
        Fault("reset in the head", "Reset amid the headers.", spoilt.reset_in_head),
        Fault("reset in the body", "Reset amid the body.", spoilt.reset_in_body),
        Fault("closed", "The connection is closed before any byte.", lambda _: []),
        Fault(
            "closed after",
            "Closed after an answer that promised to keep it open.",
            spoilt.closed_after,
            is_harmless=True,
        ),
        Fault("HTTP/1.0", "The old protocol, ended by closing.", spoilt.http_1_0, is_harmless=True),
        Fault(
            "nonsense", "A first line that is no HTTP.", lambda _: [b"\x16\x03 HELO rain\r\n\r\n"]
        ),
        Fault("header flood", "20,000 headers.", spoilt.header_flood),
        Fault("long header", "One header of 2 MB.", spoilt.long_header),
        Fault(
            "NUL in a header",
            "A NUL byte in a header.",
            lambda calm: [calm.with_body(calm.body, ("X-Rain", "a\0b"))],
        ),
        Fault("two lengths", "Two lengths that differ.", spoilt.two_lengths),
        Fault("slow head", "Headers one at a time, for ever.", spoilt.slow_head),
        Fault(
            "two answers",
            "A second answer that nobody asked for, after the first.",
            spoilt.a_second_answer,
        ),
        Fault("cut by length", "A body shorter than its length.", spoilt.cut_by_length),
        Fault("cut chunks", "Chunks without the last one.", spoilt.cut_chunks),
        Fault("cut at close", "Half a body, ended by closing.", spoilt.cut_at_close),
        Fault("cut gzip", "Half a gzip stream, rightly framed.", spoilt.cut_gzip),
        Fault("damaged gzip", "A gzip stream with a wrong checksum.", spoilt.damaged_gzip),
        Fault("gzip in two", "A gzip stream of two members.", spoilt.gzip_in_two, is_harmless=True),
        Fault(
            "half, well framed",
            "Half a body with the length of the half.",
            lambda calm: [calm.with_body(spoilt.half(calm.body))],
        ),
        Fault("NUL tail", "A body whose second half is NUL bytes.", spoilt.nul_tail),
        Fault("length too long", "A whole body with too long a length.", spoilt.longer_length),
        Fault("length too short", "A whole body with half its length.", spoilt.shorter_length),
        Fault("empty", "200 and nothing.", lambda calm: [calm.with_body(b"")]),
        Fault("drip", "A body one byte at a time.", spoilt.drip),
        Fault("endless", "A body without end.", spoilt.endless(piece=b"<p>rain</p>" * 6000)),
        Fault(
            "endless chunks",
            "Chunks without end.",
            spoilt.endless(spoilt.CHUNKED, piece=spoilt.chunk(b"\x89PNG\r\n\x1a\n" * 8000)),
        ),
        Fault("gzip bomb", "64 MiB in 64 kB.", spoilt.bombed(200)),
        Fault(
            "deflate bomb",
            "The same, said to be deflate.",
            lambda calm: [calm.with_body(spoilt.deflated(), ("Content-Encoding", "deflate"))],
        ),
        Fault(
            "brotli bomb",
            "Brotli, which was not asked for.",
            lambda calm: [calm.with_body(spoilt.BROTLI_BOMB, ("Content-Encoding", "br"))],
        ),
        Fault(
            "cut brotli",
            "Half of an unasked brotli stream.",
            lambda calm: [calm.with_body(spoilt.BROTLI_BOMB[:6], ("Content-Encoding", "br"))],
        ),
        Fault(
            "stacked gzip",
            "gzip in gzip.",
            lambda calm: [
                calm.with_body(
                    gzip.compress(spoilt.bomb(), mtime=0), ("Content-Encoding", "gzip, gzip")
                )
            ],
        ),
        Fault("bomb in an error", "A 404 whose body is a bomb.", spoilt.bombed(404)),
        Fault("bomb in a 503", "A 503 whose body is a bomb.", spoilt.bombed(503)),
        Fault(
            "says gzip",
            "A plain body said to be gzip.",
            lambda calm: [calm.with_body(calm.body, spoilt.GZIPPED)],
        ),
        Fault(
            "hides gzip",
            "A gzip body not said to be one.",
            lambda calm: [calm.with_body(gzip.compress(calm.body, mtime=0))],
        ),
        Fault(
            "sorry",
            "200 and an apology.",
            spoilt.said(
                "<h1>We're sorry...</h1><a href='https://www.google.com/sorry/index'>automated</a>"
            ),
        ),
        Fault("captcha", "200 and a captcha.", spoilt.said("<form id=captcha-form><input></form>")),
        Fault(
            "consent",
            "200 and a wish for consent.",
            spoilt.said(
                "<form action='https://consent.google.com/save'><h1>Before you continue</h1></form>"
            ),
        ),
        Fault(
            "login",
            "200 and a login page.",
            spoilt.said("<a href='https://accounts.google.com/v3/signin/identifier'>Sign in</a>"),
        ),
        Fault(
            "parked", "200 and a domain for sale.", spoilt.said("<h1>This domain is for sale</h1>")
        ),
        Fault("home instead", "200 and the home page.", spoilt.at("/"), _PAGES - {"home"}),
        Fault("another post", "200 and another post.", spoilt.another_post, frozenset({"post"})),
        Fault(
            "wrong charset",
            "UTF-8 said to be Latin-1.",
            spoilt.typed("text/html; charset=ISO-8859-1"),
            _PAGES,
            is_harmless=True,
        ),
        Fault(
            "no charset",
            "A charset that is none.",
            spoilt.typed("text/html; charset=rot13"),
            _PAGES,
            is_harmless=True,
        ),
        Fault(
            "wide charset",
            "UTF-8 said to be UTF-16.",
            spoilt.typed("text/html; charset=utf-16le"),
            _PAGES,
            is_harmless=True,
        ),
        Fault(
            "Date jumps",
            "A Date ten years off.",
            lambda calm: [calm.with_body(calm.body, ("Date", "Sun, 01 Jan 2034 00:00:00 GMT"))],
            is_harmless=True,
        ),
        Fault(
            "total too high",
            "A feed that claims a million entries.",
            spoilt.replaced(spoilt.TOTAL, spoilt.HIGH_TOTAL),
            _FEEDS,
            is_lie=True,
        ),
        Fault(
            "total too low",
            "A feed that claims one entry.",
            spoilt.replaced(spoilt.TOTAL, spoilt.LOW_TOTAL),
            _FEEDS,
            is_lie=True,
        ),
        Fault("feed is HTML", "A page where a feed should be.", spoilt.at("/"), _FEEDS),
        Fault(
            "feed for ever",
            "A feed that begins anew and never ends.",
            spoilt.feed_from_its_start,
            _FEEDS,
            is_lie=True,
        ),
        Fault(
            "ids change case",
            "A feed whose ids are in capitals.",
            spoilt.replaced(
                rb"tag:blogger\.com,1999:blog-(\d+)\.post-", rb"TAG:BLOGGER.COM,1999:BLOG-\1.POST-"
            ),
            _FEEDS,
            is_lie=True,
        ),
    )
}
"""By name."""
