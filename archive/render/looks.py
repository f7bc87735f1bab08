"""Which looks of a body survive, as classes of our stylesheet: tables from old markup to new. Pure.

A body's own colours and sizes were made for another page; its alignment, floats, emphasis and
captions carry meaning. They become classes, so that the mirror needs no inline style and its policy
can forbid it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

# CSS class of Blogger's editor -> ours.
_CLASSES = {
    "separator": "picture-row",
    "tr-caption-container": "figure",
    "tr-caption": "caption",
}

# (CSS property, value as it begins) -> ours. Colours, fixed sizes and positions have no entry.
_STYLES: dict[tuple[str, str], str] = {
    ("text-align", "center"): "center",
    ("text-align", "right"): "to-right",
    ("text-align", "left"): "to-left",
    ("float", "left"): "float-left",
    ("float", "right"): "float-right",
    ("font-weight", "bold"): "bold",
    ("font-weight", "bolder"): "bold",
    ("font-weight", "600"): "bold",
    ("font-weight", "700"): "bold",
    ("font-weight", "800"): "bold",
    ("font-style", "italic"): "italic",
    ("text-decoration", "underline"): "underline",
    ("text-decoration", "line-through"): "struck",
    ("text-decoration-line", "underline"): "underline",
    ("text-decoration-line", "line-through"): "struck",
    ("font-size", "x-large"): "larger",
    ("font-size", "xx-large"): "larger",
    ("font-size", "large"): "large",
    ("font-size", "small"): "small",
    ("font-size", "x-small"): "small",
    ("font-size", "xx-small"): "small",
    ("white-space", "pre"): "pre",
    ("white-space", "pre-wrap"): "pre",
    ("font-family", "courier"): "mono",
    ("font-family", "'courier new'"): "mono",
    ("font-family", '"courier new"'): "mono",
    ("font-family", "courier new"): "mono",
    ("font-family", "monospace"): "mono",
    ("clear", "both"): "clear",
}

# (element, its align attribute) -> ours; '' stands for every other element.
_ALIGNS = {
    ("img", "left"): "float-left",
    ("img", "right"): "float-right",
    ("table", "left"): "float-left",
    ("table", "right"): "float-right",
    ("table", "center"): "figure",
    ("", "center"): "center",
    ("", "right"): "to-right",
    ("", "left"): "to-left",
}

_FONT_SIZES = {
    "1": "small",
    "2": "small",
    "4": "large",
    "+1": "large",
    "-1": "small",
} | dict.fromkeys(("5", "6", "7", "+2", "+3", "+4"), "larger")

OURS = (
    frozenset(_CLASSES.values())
    | frozenset(_STYLES.values())
    | frozenset(_ALIGNS.values())
    | frozenset(_FONT_SIZES.values())
    | {"missing", "reason", "address", "embed", "outside"}
)
"""Every class that a cleaned body may carry."""

_DECLARATION = re.compile(r"([a-z-]{4,30})\s*:\s*([^;]{1,100})")
_LETTER = re.compile(r"[A-Za-z]")
_INLINE_DIRECTION = re.compile(r"\bdirection\s*:\s*(rtl|ltr)\b", re.IGNORECASE)


def class_of(element: str, attributes: dict[str, str]) -> str:
    """Our classes for an element as a body wrote it, each once, in a settled order."""
    get = attributes.get
    font = (get("size", ""), get("face", "")[:100]) if element == "font" else ("", "")
    written = (get("class", ""), get("style", "")[:2000], get("align", ""), *font)
    return _class_of(element, written) if any(written) else ""


# A body repeats few looks many times, and those of one editor come again in every post.
@lru_cache(maxsize=2048)
def _class_of(element: str, written: tuple[str, ...]) -> str:
    names, style, aligned, size, face = written
    found = [_CLASSES.get(name, "") for name in names.split()]
    found += _of_style(style.lower())
    align = aligned.strip().lower()
    found.append(_ALIGNS.get((element, align)) or _ALIGNS.get(("", align), ""))
    found.append(_FONT_SIZES.get(size.strip(), ""))
    found += _of_style(f"font-family:{face.lower()}")
    return " ".join(dict.fromkeys(name for name in found if name))


def _of_style(style: str) -> list[str]:
    found = []
    for name, value in _DECLARATION.findall(style):
        first = value.replace("!important", "").split(",")[0].strip()
        found.append(_STYLES.get((name, first), ""))
    return found


def direction_of(attributes: dict[str, str]) -> str | None:
    """`ltr`, `rtl` or `auto` where an element sets its direction."""
    written = attributes.get("dir", "").strip().lower()
    if written in ("ltr", "rtl", "auto"):
        return written
    style = attributes.get("style", "")[:2000]
    styled = _INLINE_DIRECTION.search(style) if style else None
    return styled[1].lower() if styled else None


def outline(levels: Sequence[int]) -> list[int]:
    """Levels of headings under a page's own: the highest becomes 2, and none skips a level."""
    ranks = {level: 2 + rank for rank, level in enumerate(sorted(set(levels)))}
    found: list[int] = []
    for level in levels:
        found.append(min(ranks[level], found[-1] + 1 if found else 2))
    return found


def text_direction(text: str) -> Literal["ltr", "rtl"] | None:
    """The direction of most letters at the beginning of a text; None where it has no letters."""
    if text[:1000].isascii():
        return "ltr" if _LETTER.search(text, 0, 1000) else None
    kinds = [unicodedata.bidirectional(letter) for letter in text[:1000]]
    n_rtl = sum(kind in ("R", "AL") for kind in kinds)
    n_ltr = kinds.count("L")
    if not n_rtl and not n_ltr:
        return None
    return "rtl" if n_rtl > n_ltr else "ltr"
