"""Which markup would cost a parser seconds or gigabytes. Pure."""

from __future__ import annotations

import re
from collections import Counter

MAX_BODY = 4_000_000
MAX_DEPTH = 400
MAX_WORDS_IN_TAG = 2_000
MAX_OPTIONS = 2_000
MAX_NESTING = 8_000
MAX_TEMPLATES = 100
MAX_ODD = 3_000
MAX_REOPENED = 2_000_000
"""Beyond these a body is shown as its words: 100,000 nested `<div>` (500 kB) cost a parser half a
minute, and crash a serialiser that recurses; browsers stop nesting at 512."""

_LONG_TAG = re.compile(rf"<[^<>]{{{MAX_WORDS_IN_TAG}}}")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^<>]*)", re.IGNORECASE)
_ODD = re.compile(r">[^<>=]*+=|<[^a-zA-Z/!?]")
"""Where a `>` may stand in an attribute's value, and so not end its element."""

_FORMATTING = frozenset(
    ["b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"]
)
"""Left open, each that has attributes is opened anew in every following block."""

_LEAVES = frozenset(
    "area base br col embed hr img input link"  # noqa: SIM905 - a long list of words
    " meta param source track wbr p li option dt dd td th tr tbody thead tfoot optgroup rt rp"
    " colgroup".split()
)
"""Elements that are void, or whose end another start implies."""


def too_wild(html: str) -> bool:
    """Say whether markup would cost a parser seconds or gigabytes. Linear in its length."""
    if len(html) > MAX_BODY:
        return True
    if _is_small(html):
        return False
    starts: Counter[str] = Counter()
    depth = n_reopened = 0
    for closing, name, rest in _TAG.findall(html):
        element = name.lower()
        if len(rest) > MAX_WORDS_IN_TAG and len(rest.split()) > MAX_WORDS_IN_TAG:
            return True
        starts[element] += not closing
        n_reopened += element in _FORMATTING and bool(rest.strip())
        if element not in _LEAVES:
            depth = max(0, depth - 1) if closing else depth + 1
        if depth > MAX_DEPTH:
            return True
    return _too_many(html, starts) or n_reopened * html.count("<") > MAX_REOPENED


def _is_small(html: str) -> bool:
    """Say whether counts of `<` and `>` keep a body within every limit: of nearly all bodies."""
    n_marks = html.count("<")
    return (
        n_marks <= MAX_DEPTH
        and n_marks + html.count(">") <= MAX_ODD
        and (n_marks <= MAX_TEMPLATES or "<template" not in html.lower())
        and (len(html) <= MAX_WORDS_IN_TAG or _LONG_TAG.search(html) is None)
    )


def _too_many(html: str, starts: Counter[str]) -> bool:
    """Starts alone, since `<div><object></div></object>` leaves its `<div>` open."""
    n_nesting = sum(count for element, count in starts.items() if element not in _LEAVES)
    return (
        n_nesting > MAX_NESTING
        or starts["option"] > MAX_OPTIONS
        or starts["template"] > MAX_TEMPLATES
        or len(_ODD.findall(html)) > MAX_ODD
    )
