"""Which script a piece of text is in, where that is not the script of its page. Pure.

Nobody tells the language of a commenter's name or of a Latin title in a Bengali blog; its script is
plain to see. `und-Latn` says just that: readers aloud and fonts follow it, and nothing is claimed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from babel.core import get_global

# First word of a letter's Unicode name -> its script (ISO 15924).
_SCRIPTS = {
    "LATIN": "Latn",
    "BENGALI": "Beng",
    "ARABIC": "Arab",
    "DEVANAGARI": "Deva",
    "GUJARATI": "Gujr",
    "GURMUKHI": "Guru",
    "ORIYA": "Orya",
    "TAMIL": "Taml",
    "TELUGU": "Telu",
    "KANNADA": "Knda",
    "MALAYALAM": "Mlym",
    "SINHALA": "Sinh",
    "THAI": "Thai",
    "LAO": "Laoo",
    "KHMER": "Khmr",
    "MYANMAR": "Mymr",
    "HEBREW": "Hebr",
    "CYRILLIC": "Cyrl",
    "GREEK": "Grek",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "ETHIOPIC": "Ethi",
    "CJK": "Hani",
    "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan",
    "HANGUL": "Kore",
}
_WRITTEN_WITH = {
    "Hans": ("Hani",),
    "Hant": ("Hani",),
    "Jpan": ("Jpan", "Hani"),
    "Kore": ("Kore", "Hani"),
}
_LETTER = re.compile("[A-Za-z]")
N_LETTERS = 80
"""Letters that tell the script of a text."""


def tongue(text: str, language: str | None) -> str | None:
    """`und-Latn` and the like where most letters are foreign to a language, else None."""
    own, beginning = _own_scripts(language), text[: 3 * N_LETTERS]
    if not own:
        return None
    if beginning.isascii():
        return "und-Latn" if "Latn" not in own and _LETTER.search(beginning) else None
    counts: Counter[str] = Counter()
    for letter, n in Counter(beginning).items():
        if script := _script(letter):
            counts[script] += n
    if not counts:
        return None
    n_own = sum(counts[script] for script in own)
    script, n = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return f"und-{script}" if n > n_own else None


@lru_cache(maxsize=4096)
def _script(letter: str) -> str | None:
    if not letter.isalpha():
        return None
    return _SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0].partition("-")[0])


@lru_cache(maxsize=64)
def _own_scripts(language: str | None) -> tuple[str, ...]:
    """Scripts that a language is written with; empty where that is unknown."""
    parts = (language or "").replace("-", "_").split("_")
    likely = get_global("likely_subtags")
    written = [part.title() for part in parts[1:] if len(part) == 4]  # noqa: PLR2004 - ISO 15924
    full = likely.get("_".join(parts)) or likely.get(parts[0].lower()) or ""
    found = (written or full.split("_")[1:2] or [""])[0]
    return _WRITTEN_WITH.get(found, (found,) if found else ())
