"""Pages and feeds of the cases, mutated by a seed: the same seed makes the same bytes.

`python -m tests.parse.fuzzing KIND FIRST LAST` reads them all and names each seed before it is
read, so that the last one named is the one that ended the interpreter.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from archive.errors import ParseError
from scraper.parse.feed import parse_feed
from scraper.parse.page import parse_page

CASES = Path(__file__).parents[1] / "cases"
LARGEST = 4_000
URLS = (
    "https://notes.example/2014/05/a.html",
    "https://notes.example/p/about.html",
    "https://notes.example/2014/05/",
    "https://notes.example/search/label/x",
    "https://notes.example/",
)
PIECES = (
    b"<div>", b"</div>", b"<div>" * 300, b"<template>" * 40, b"<b 0><b 1><i 0><i 1>x</b></i>" * 9,
    b"<select><option>x<option>", b"<table><tr><td><table>", b"<a href='http://[x'>", b"<!--",
    b"]]>", b"<![CDATA[", b"<script>", b"</script>", b"<style>", b"<svg><title>", b"<math><mi>",
    b"<p " + b"a=1 " * 99, b"&#xD800;", b"&#0;", b"&#x110000;", b"\0", b"\xff\xfe",
    b"\xed\xa0\x80", b"\xef\xbb\xbf", b"<plaintext>", b"<frameset>", b"</html>",
    b"<base href='//['>", b"<xmp>", b'"', b"'", b">", b"<" * 99, b"{", b"}",
    b"<meta charset='utf-7'>", b"<meta charset='utf-16le'>", b"<form><button></form>",
    b"<object></div>",
)  # fmt: skip
CHARSETS = (
    None, "text/html; charset=utf-8", "text/html; charset=utf-16", "text/html; charset=gb18030",
    "text/html; charset=rot13", "charset=shift_jis", "charset=iso2022_jp", "charset=\0",
)  # fmt: skip


def _two(dice: random.Random, body: bytes) -> tuple[int, int]:
    first, second = dice.randrange(len(body) + 1), dice.randrange(len(body) + 1)
    return min(first, second), max(first, second)


def cut(dice: random.Random, body: bytes, _other: bytes) -> bytes:
    return body[: dice.randrange(len(body) + 1)]


def lose(dice: random.Random, body: bytes, _other: bytes) -> bytes:
    first, last = _two(dice, body)
    return body[:first] + body[min(last, first + 200) :]


def splice(dice: random.Random, body: bytes, other: bytes) -> bytes:
    first, last = _two(dice, other)
    at = dice.randrange(len(body) + 1)
    return body[:at] + other[first : first + min(last - first, 1500)] + body[at:]


def repeat(dice: random.Random, body: bytes, _other: bytes) -> bytes:
    first, last = _two(dice, body)
    return body[:last] + body[first : min(last, first + 300)] * dice.randrange(1, 5) + body[last:]


def swap(dice: random.Random, body: bytes, _other: bytes) -> bytes:
    bad = bytearray(body)
    for _ in range(dice.randrange(1, 20)):
        if bad:
            bad[dice.randrange(len(bad))] = dice.randrange(256)
    return bytes(bad)


def unquote(dice: random.Random, body: bytes, _other: bytes) -> bytes:
    first, last = _two(dice, body)
    return body[:first] + body[first:last].translate(None, b"\"'") + body[last:]


def insert(dice: random.Random, body: bytes, _other: bytes) -> bytes:
    at = dice.randrange(len(body) + 1)
    return body[:at] + dice.choice(PIECES) + body[at:]


def nest(dice: random.Random, body: bytes, _other: bytes) -> bytes:
    start = body.find(b"<", dice.randrange(len(body) + 1))
    end = body.find(b">", start) + 1
    if start < 0 or end <= 0:
        return body
    return body[:start] + body[start:end] * dice.randrange(2, 60) + body[end:]


MUTATIONS: tuple[Callable[[random.Random, bytes, bytes], bytes], ...] = (
    *(cut, lose, splice, repeat, swap, unquote, insert, insert, nest),
)


def originals(kind: str) -> tuple[bytes, ...]:
    """The bodies of all small cases of a kind, in the order of their names."""
    files = sorted((CASES / kind).glob("*/input.*"))
    return tuple(file.read_bytes() for file in files if file.stat().st_size <= LARGEST)


def mutated(seed: int, bodies: Sequence[bytes]) -> tuple[bytes, str, str | None]:
    """(body, address, content type) of a seed."""
    dice = random.Random(seed)
    body = dice.choice(bodies)
    for _ in range(dice.randrange(1, 5)):
        body = dice.choice(MUTATIONS)(dice, body, dice.choice(bodies))
    return body, dice.choice(URLS), dice.choice(CHARSETS) if dice.random() < 0.2 else None


def main(kind: str, first: int, last: int) -> None:
    bodies = originals(kind)
    for seed in range(first, last):
        body, url, content_type = mutated(seed, bodies)
        os.write(1, b"%d\n" % seed)
        if kind == "page":
            parse_page(body, url, content_type=content_type)
            continue
        with suppress(ParseError):
            parse_feed(body, "https://notes.example/feeds/posts/default")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
