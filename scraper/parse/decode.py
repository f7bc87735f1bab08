"""From the bytes of an answer to text and to a tree, with limits that hostile pages cannot pass."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

MAX_DEPTH: Final = 3_000
"""Open elements at once. Browsers stop at 512; 100,000 nested `<div>` cost lexbor 28 s."""

MAX_ATTRIBUTES: Final = 2_000
"""Attributes of one element; 200,000 cost more than a minute."""

MAX_TEMPLATES: Final = 256
"""Nested `<template>`; 100,000 overflow the serialiser's stack."""

MAX_FORMATTING: Final = 400
"""Formatting elements left open: each is opened anew in every following block."""

_IMPLIED_END = frozenset(
    {
        "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "tbody", "thead", "tfoot",
        "colgroup", "caption", "rb", "rt", "rtc", "rp",
    }
)  # fmt: skip
"""Elements that HTML closes by itself: left open they do not nest."""

_VOID = frozenset(
    {
        "area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta",
        "param", "source", "track", "wbr", "keygen",
    }
)  # fmt: skip
_FLAT = _IMPLIED_END | _VOID | {"a", "nobr"}
"""Elements that cannot nest in themselves, and so make no depth."""

_LIMITS: Final = dict.fromkeys(
    ["b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"],
    MAX_FORMATTING,
) | {"template": MAX_TEMPLATES}
_WIDEST: Final = 4_000
"""Characters of one element's inside that need no count: 2,000 attributes take as many."""

_LIMITED = re.compile(rf"<(?:{'|'.join(_LIMITS)})\b")
_OPENING = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)")
_WIDE = re.compile(rf"<([a-zA-Z][a-zA-Z0-9]*)([^>]{{{_WIDEST},}})")
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|textarea|title|xmp)\b[^>]*>.*?(?:</\1\s*>|\Z)"
    r"|<(/?)([a-zA-Z][a-zA-Z0-9]*)([^>]*)>",
    re.DOTALL | re.IGNORECASE,
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_TEXT_CODECS = frozenset(
    {
        "utf-8", "utf-16-le", "utf-16-be", "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5",
        "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-10", "iso8859-13", "iso8859-14",
        "iso8859-16", "cp866", "cp874", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254",
        "cp1255", "cp1256", "cp1257", "cp1258", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic",
        "gbk", "gb18030", "big5", "euc_jp", "iso2022_jp", "shift_jis", "cp932", "euc_kr", "cp949",
        "tis-620",
    }
)  # fmt: skip
"""Codecs that read text. Others (rot13, base64, zip) are Python's, and no page may choose them."""

_AS_BROWSERS = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gbk", "iso8859-9": "cp1254"}
"""What browsers take these names to mean (WHATWG Encoding)."""


def _codec(name: str) -> str | None:
    try:
        found = codecs.lookup(name.strip().lower()).name
    except (LookupError, ValueError):
        return None
    found = _AS_BROWSERS.get(found, found)
    return found if found in _TEXT_CODECS else None


def _declared(body: bytes, content_type: str | None) -> str | None:
    """The codec that byte-order mark, header or document declare, in this order of trust."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return name
    header = _CHARSET.search(content_type or "")
    found = _codec(header[1]) if header else None
    head = body[:4096]
    inner = _XML_DECLARED.match(head.lstrip()) or _DECLARED.search(head)
    return found or (_codec(inner[1].decode("ascii", "replace")) if inner else None)


def decode(body: bytes, content_type: str | None = None) -> str:
    """Read bytes as text; never fails.

    Undeclared text is UTF-8, and where it is not, windows-1252 (pages of the early 2000s).
    """
    return decoded(body, content_type).text


class Decoded(NamedTuple):
    """A document as text, and as what to parse: its own bytes where these are the same text."""

    text: str
    markup: str | bytes


def decoded(body: bytes, content_type: str | None = None) -> Decoded:
    """As `decode`; a parser needs UTF-8, and to encode a page anew costs a third of parsing it."""
    declared = _declared(body, content_type)
    if declared in (None, "utf-8") and b"\0" not in body:
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return Decoded(text, body) if text[:1] != "\ufeff" else Decoded(text[1:], text[1:])
    text = _repaired(body, declared)
    return Decoded(text, text)


def _repaired(body: bytes, codec: str | None) -> str:
    if codec is None:
        codec = "utf-8" if _is_utf8(body) else "cp1252"
    return body.decode(codec, "replace").removeprefix("\ufeff").replace("\0", "\ufffd")


def _is_utf8(body: bytes) -> bool:
    """Say whether bytes read as UTF-8 (a page cut in the middle of a letter still does)."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as problem:
        return problem.start >= len(body) - 3 or b"\xef\xbf\xbd" in body
    return True


def bomb_in(text: str) -> str | None:
    """Why a document would cost a parser minutes or its stack, or None; linear in its length.

    Elements that HTML closes by itself are not counted, and pages with few elements not walked.
    """
    if name := _overladen(text):
        return f"<{name}> with more than {MAX_ATTRIBUTES} attributes"
    return _too_deep(text) if _could_be_deep(text) else None


def _could_be_deep(text: str) -> bool:
    """Say whether a document opens as many elements as could pass a limit, closed or not."""
    if text.count("<") <= MAX_DEPTH and len(_LIMITED.findall(text)) <= MAX_TEMPLATES:
        return False
    names = Counter(name.lower() for name in _OPENING.findall(text))
    deep = sum(count for name, count in names.items() if name not in _FLAT) > MAX_DEPTH
    return deep or any(names[name] > limit for name, limit in _LIMITS.items())


def _without_end(text: str) -> Iterator[tuple[int, int]]:
    """Where a text goes on for long without `>`; by leaps, not character by character."""
    start = 0
    while start + _WIDEST <= len(text):
        last = text.rfind(">", start, start + _WIDEST)
        if last < 0:
            last = text.find(">", start)
            last = last if last >= 0 else len(text)
            yield start, last
        start = last + 1


def _overladen(text: str) -> str | None:
    runs = (_WIDE.search(text, start, end) for start, end in _without_end(text))
    for found in filter(None, runs):
        unquoted = re.sub(r"\"[^\"]*\"|'[^']*'", "", found[2])
        if len(unquoted.split()) > MAX_ATTRIBUTES:
            return found[1]
    return None


def _too_deep(text: str) -> str | None:
    opened: Counter[str] = Counter()
    for found in _MARKUP.finditer(text):
        closing, name, inside = found[2], (found[3] or "").lower(), found[4] or ""
        if not name or name in _FLAT or inside.endswith("/"):
            continue
        if closing:
            opened[name] -= opened[name] > 0
            continue
        opened[name] += 1
        if opened[name] > _LIMITS.get(name, MAX_DEPTH) or opened.total() > MAX_DEPTH:
            return f"<{name}> opened {opened[name]} times within {opened.total()} elements"
    return None


def tree_of(markup: str | bytes) -> LexborHTMLParser:
    """Parse a whole document; bytes must be UTF-8.

    Mutation events are off: they double a page's cost, and 100,000 `<option>` took a minute.
    """
    return LexborHTMLParser(markup, options=LexborDocumentOptions.WO_EVENTS)


def fragment_of(html: str) -> LexborHTMLParser:
    """Parse a piece of markup, as a feed carries one."""
    return LexborHTMLParser(html, is_fragment=True, options=LexborDocumentOptions.WO_EVENTS)
