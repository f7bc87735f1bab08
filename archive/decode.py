"""From the bytes of an answer to text, with limits that hostile pages cannot pass. Pure."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import Final, NamedTuple

MAX_TEXT: Final = 2_000_000
"""Letters of a document; a long real page has a quarter."""

MAX_NESTING: Final = 8_000
"""Elements that can nest. 100,000 nested `<div>` cost lexbor 28 s, 8,000 a quarter of one."""

MAX_ELEMENTS: Final = 30_000
"""Elements of any kind, with as many ends. `a="<x>"` looks like one, and is an attribute."""

MAX_ATTRIBUTES: Final = 3_000
"""Attributes of one element: each is compared with each; 200,000 cost more than a minute."""

MAX_TEMPLATES: Final = 100
"""`<template>` in a document; 100,000 nested ones overflow the serialiser's stack."""

MAX_REOPENED: Final = 2_000_000
"""Formatting elements with attributes, times all markup: left open, each is opened anew in every
following block. 40 kB made 4,500,000 nodes and took 1.3 GB."""

MAX_SCANNED: Final = 500_000_000
"""Letters looked at again by patterns that seek the end of each comment or script to no avail."""

_FLAT = frozenset(
    {
        "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "tbody", "thead", "tfoot",
        "colgroup", "caption", "rb", "rt", "rtc", "rp",
        "area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta",
        "param", "source", "track", "wbr", "keygen", "a", "nobr",
    }
)  # fmt: skip
"""Void elements, those whose end is implied, and those that cannot nest in themselves: no depth."""

_OPENING = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)")
_FORMATTING = (
    "b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u",
)  # fmt: skip
_ANY_CASE = ("".join(f"[{one}{one.upper()}]" for one in name) for name in _FORMATTING)
_FIRST = "".join(sorted({one for name in _FORMATTING for one in (name[0], name[0].upper())}))
_WITH_ATTRIBUTES = re.compile(rf"<(?=[{_FIRST}])(?:{'|'.join(_ANY_CASE)})[\s/]")
"""Letters of both cases are written out: a pattern that ignores case takes twice as long, and one
that tries each name at each `<` nearly twice as one that looks at the next letter first."""

_LIKE_SOUGHT = re.compile(r"<(?:!-|[sS][cCtT]|[tT][eE]|[nN][oO]|[iI][fF]|[xX]|[pP][rR])")
"""How `<!--` and the elements of `_SOUGHT` begin."""
_LIKE_TEMPLATE = re.compile(r"<[tT][eE][mM]")
_SOUGHT = ("script", "style", "template", "noembed", "iframe", "noframes", "xmp", "pre")
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
    own = _codec(inner[1].decode("ascii", "replace")) if inner else None
    if own == "utf-8" and found not in (None, own) and _is_utf8(body):
        return own  # proxies and old servers add a charset of their own to every answer
    return found or own


def decode(body: bytes, content_type: str | None = None) -> str:
    """Read bytes as text; never fails.

    Undeclared text is UTF-8, and where it is not, windows-1252 (pages of the early 2000s).
    """
    return decoded(body, content_type).text


class Decoded(NamedTuple):
    """A document as text, and as what to parse: its own bytes where these are the same text."""

    text: str
    markup: bytes


def decoded(body: bytes, content_type: str | None = None) -> Decoded:
    """As `decode`; a parser needs UTF-8, and to encode a page anew costs a third of parsing it."""
    declared = _declared(body, content_type)
    if declared in (None, "utf-8") and b"\0" not in body:
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return Decoded(text.removeprefix("\ufeff"), body.removeprefix(codecs.BOM_UTF8))
    text = _repaired(body, declared)
    return Decoded(text, text.encode())


def stated_utf8(body: bytes, content_type: str | None = None) -> bytes | None:
    """The document's own bytes where it states that they are UTF-8, without proof; else None."""
    if _declared(body, content_type) != "utf-8" or b"\0" in body:
        return None
    return body.removeprefix(codecs.BOM_UTF8)


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
    """Why a document might cost a parser minutes, gigabytes or its stack, or None.

    Linear in its length. Everything that looks like markup counts, also in comments and scripts,
    and nothing is taken off for an end: `<div><object></div></object>` leaves its `<div>` open.
    """
    if len(text) > MAX_TEXT:
        return f"{len(text)} letters"
    if _is_small(text):
        return None
    found = next((figure for figure in figures_in(text) if figure[1] > figure[2]), None)
    return f"{found[1]} {found[0]}, where {found[2]} are safe" if found else None


def bomb_in_markup(markup: bytes) -> str | None:
    """The same of UTF-8: a copy as Latin-1, which nobody reads, has every `<` and `>` at its place.

    To decode a page costs as much as to count in it, and a text that is not all ASCII is counted at
    half the speed.
    """
    if len(markup) <= MAX_TEXT and _is_small(markup.decode("latin-1")):
        return None
    return bomb_in(markup.decode())


def figures_in(text: str) -> tuple[tuple[str, int, int], ...]:
    """(what is counted, how many there are, how many are safe) of all that may cost much."""
    names: Counter[str] = Counter()
    for name, count in Counter(_OPENING.findall(text)).items():
        names[name.lower()] += count
    return (
        ("elements", names.total(), MAX_ELEMENTS),
        ("marks `<`", text.count("<"), 2 * MAX_ELEMENTS),
        ("marks `>` without `<`", text.count(">") - text.count("<"), MAX_ATTRIBUTES),
        ("elements that nest", _n_nesting(names), MAX_NESTING),
        ("<template>", names["template"], MAX_TEMPLATES),
        ("reopened elements", _n_reopened(text, names), MAX_REOPENED),
        ("letters sought through", _n_sought(text, names) * len(text), MAX_SCANNED),
        ("attributes of one element", _most_attributes(text), MAX_ATTRIBUTES),
    )


def _is_small(text: str) -> bool:
    """Say whether a count of `<` and `>` alone keeps a document within every limit.

    True of nine real pages in ten, at a third of what it costs to count their elements by name.
    So few marks as cannot reopen too much (1,414) are also no danger as nested `<template>`.
    """
    n_marks = text.count("<")
    return (
        n_marks <= MAX_NESTING
        and (n_marks * len(text) <= MAX_SCANNED or _is_soon_sought(text))
        and text.count(">") - n_marks <= MAX_ATTRIBUTES
        and (n_marks**2 <= MAX_REOPENED or _is_shallow(text, n_marks))
        and _most_attributes(text) <= MAX_ATTRIBUTES
    )


def _is_soon_sought(text: str) -> bool:
    return len(_LIKE_SOUGHT.findall(text)) * len(text) <= MAX_SCANNED


def _is_shallow(text: str, n_marks: int) -> bool:
    n_templates = len(_LIKE_TEMPLATE.findall(text))
    return n_templates <= MAX_TEMPLATES and n_marks * _n_formatting(text) <= MAX_REOPENED


def _n_nesting(names: Counter[str]) -> int:
    return sum(count for name, count in names.items() if name not in _FLAT)


def _n_reopened(text: str, names: Counter[str]) -> int:
    """Formatting elements times markup; of those without attributes only three of each reopen."""
    n_marks = text.count("<")
    if n_marks * sum(names[name] for name in _FORMATTING) <= MAX_REOPENED:
        return 0
    return n_marks * _n_formatting(text)


def _n_formatting(text: str) -> int:
    return len(_WITH_ATTRIBUTES.findall(text))


def _n_sought(text: str, names: Counter[str]) -> int:
    return text.count("<!--") + sum(names[name] for name in _SOUGHT)


def _most_attributes(text: str) -> int:
    """The most attributes that one element can have between two `>`, where it may be too many.

    Only a stretch of more letters than the limit can hold more attributes: a window of as many is
    moved on to behind its last `>`, some 40 times a page.
    """
    most = place = 0
    while place + MAX_ATTRIBUTES < len(text):
        end = text.rfind(">", place, place + MAX_ATTRIBUTES + 1)
        if end < 0:
            end = text.find(">", place)
            end = end if end >= 0 else len(text)
            most = max(most, _n_attributes(text[place:end]))
        place = end + 1
    return most


def _n_attributes(piece: str) -> int:
    start = _OPENING.search(piece)
    if start is None:
        return 0
    inside = piece[start.end() :]
    return len(inside.split()) + inside.count("/") + inside.count("=")
