"""The words of a text, cut and folded so that any spelling of a word in any script finds it.

One rule for the index, the query and the mirror's search: compatibility forms are unified (NFKD),
the marks of Latin, Greek, Cyrillic, Arabic and Hebrew and everything invisible are dropped, case is
folded, digits become ASCII, and the rest is recomposed (NFKC). Indic vowel signs stay: dropping
them cut one Bengali post into 143 broken pieces instead of 227 words. Scripts written without
spaces, and Korean with its endings, are cut into overlapping pairs.

A cut run `abc` gives `ab`, `bc` and its last letter alone, `c`. A query ends the same way, with its
last word taken as a prefix: `"ab bc c"*` finds `abc` wherever it stands, and `c*` any c.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

Ranges = tuple[tuple[int, int], ...]

DROPPED: Ranges = (
    (0x00AD, 0x00AD),  # soft hyphen
    (0x0300, 0x034E),  # the common combining marks (034F, the joiner, follows)
    (0x034F, 0x036F),
    (0x0483, 0x0489),  # Cyrillic
    (0x0591, 0x05BD),  # Hebrew points; 05BE is a hyphen
    (0x05BF, 0x05BF),
    (0x05C1, 0x05C2),
    (0x05C4, 0x05C5),
    (0x05C7, 0x05C7),
    (0x0610, 0x061A),  # Arabic
    (0x061C, 0x061C),  # Arabic letter mark
    (0x0640, 0x0640),  # tatweel, which only stretches a word
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06DC),
    (0x06DF, 0x06E4),
    (0x06E7, 0x06E8),
    (0x06EA, 0x06ED),
    (0x08CA, 0x08E1),
    (0x08E3, 0x08FF),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x200B, 0x200F),  # zero width space, non-joiner, joiner, direction marks
    (0x202A, 0x202E),
    (0x2060, 0x2064),
    (0x2066, 0x206F),
    (0x20D0, 0x20F0),
    (0x2DE0, 0x2DFF),  # Cyrillic letters above
    (0xA66F, 0xA672),
    (0xA674, 0xA67D),
    (0xA69E, 0xA69F),
    (0xFB1E, 0xFB1E),
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFE20, 0xFE2F),
    (0xFEFF, 0xFEFF),
    (0xE0100, 0xE01EF),
)
"""Marks of the scripts that are read without them, and characters that show nothing."""

CUT: Ranges = (
    (0x0E01, 0x0E3A),  # Thai
    (0x0E40, 0x0E4E),
    (0x0E80, 0x0ECF),  # Lao
    (0x0EDC, 0x0EFF),
    (0x1000, 0x103F),  # Burmese
    (0x1050, 0x108F),
    (0x109A, 0x109D),
    (0x1100, 0x11FF),  # Korean letters
    (0x1780, 0x17D3),  # Khmer; 17D4 to 17DA are its full stops
    (0x17D7, 0x17D7),
    (0x17DC, 0x17DD),
    (0x3005, 0x3007),  # Chinese and Japanese
    (0x3021, 0x3029),
    (0x3031, 0x3035),
    (0x3038, 0x303C),
    (0x3041, 0x3096),
    (0x3099, 0x309A),
    (0x309D, 0x309F),
    (0x30A1, 0x30FA),
    (0x30FC, 0x30FF),
    (0x3105, 0x318F),
    (0x31A0, 0x31BF),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xA960, 0xA97F),
    (0xA9E0, 0xA9FE),
    (0xAA60, 0xAA76),
    (0xAA7A, 0xAA7F),
    (0xAC00, 0xD7FF),
    (0xF900, 0xFAFF),
    (0x1B000, 0x1B16F),
    (0x20000, 0x323AF),
)
"""Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese letters: cut into pairs."""

LETTERS: dict[str, str] = {
    "ı": "i",  # Turkish: I, ı, İ and i are typed for one another
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ħ": "h",
    "æ": "ae",
    "œ": "oe",
    "ك": "ک",  # Arabic and Persian keyboards write the same letter in two ways
    "ي": "ی",
    "ى": "ی",
}
"""Letters that no normal form unifies, after case folding, and what they are read as."""

_ASCII_WORD = re.compile(r"[a-z0-9]+")


def words(text: str) -> list[str]:
    """Cut a text into its folded words, in order, pairs for the scripts without spaces."""
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    found: list[str] = []
    for word, run in _word_pattern().findall(fold(text)):
        if run:
            found.extend(map("".join, pairwise(run)))
            found.append(run[-1])
        else:
            found.append(word)
    return found


def located(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each word with the start and end of what it was made from in the text.

    A pair spans its first letter alone, so that the spans of `ab`, `bc`, `c` lie side by side.
    """
    folded, origins = [], []
    for cluster in _cluster_pattern().finditer(text):
        piece = _fold_cluster(cluster[0])
        folded.append(piece)
        origins.extend([cluster.span()] * len(piece))
    for match in _word_pattern().finditer("".join(folded)):
        start, end = match.span()
        if match[2]:
            for here in range(start, end):
                yield match.string[here : min(here + 2, end)], *origins[here]
        else:
            yield match[1], origins[start][0], origins[end - 1][1]


def pieces(text: str) -> list[str]:
    """Cut a text into the pieces that a difference is told in; joined, they are the text again.

    A piece is a word with its signs, a letter with its marks in the scripts without spaces, a run
    of white space, or one other sign: no vowel sign or accent ever stands without its letter.
    """
    return _piece_pattern().findall(text)


def is_cut(word: str) -> bool:
    """Tell whether a word is a pair, or the last letter, of a cut run."""
    return _cut_pattern().match(word) is not None


def fold(text: str) -> str:
    """Unify the spellings of a text: forms, marks, case and digits."""
    if text.isascii():
        return text.lower()
    bare = _dropped_pattern().sub("", unicodedata.normalize("NFKD", text))
    plain = _LETTERS_PATTERN.sub(_letter, bare.casefold())
    plain = _FOREIGN_DIGIT.sub(_digit, plain)
    return _dropped_pattern().sub("", unicodedata.normalize("NFKC", plain))


_LETTERS_PATTERN = re.compile(f"[{''.join(LETTERS)}]")
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
_fold_cluster = lru_cache(maxsize=8192)(fold)


def _letter(match: re.Match[str]) -> str:
    return LETTERS[match[0]]


def _digit(match: re.Match[str]) -> str:
    return str(int(match[0]))


def character_class(ranges: Ranges) -> str:
    """Write ranges as the inside of a `[…]` in a regular expression; none of them is ASCII.

    As plain letters, which are read twice as fast as escapes.
    """
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


@cache
def _dropped_pattern() -> re.Pattern[str]:
    return re.compile(f"[{character_class(DROPPED)}]+")


@cache
def _cut_pattern() -> re.Pattern[str]:
    return re.compile(f"[{character_class(CUT)}]")


@cache
def _word_pattern() -> re.Pattern[str]:
    """Group 1: a word of letters, digits and signs; group 2: a run to cut."""
    cut = character_class(CUT)
    signs = character_class(_signs())
    # \w is letters, digits and the underscore, but no vowel signs.
    return re.compile(f"((?:(?![_{cut}])[\\w{signs}])+)|([{cut}]+)")


@cache
def _cluster_pattern() -> re.Pattern[str]:
    """A character with all that combines with it."""
    # Korean vowels and tails, and the half-width Japanese voicing marks, combine but are no marks.
    follow = character_class((*_signs(), *DROPPED, (0x1160, 0x11FF), (0xFF9E, 0xFF9F)))
    return re.compile(f".[{follow}]*", re.DOTALL)


@cache
def _piece_pattern() -> re.Pattern[str]:
    cut = character_class(CUT)
    # Skin tones and joined pictures belong to the sign before them; flags are two letters.
    follow = f"[{character_class((*_signs(), *DROPPED, (0x1F3FB, 0x1F3FF)))}]"
    flag = "[\U0001f1e6-\U0001f1ff]"
    joined = f"(?:(?<=\u200d)[^\\w\\s]{follow}*)*"
    return re.compile(
        rf"[{cut}]{follow}*|(?:(?![{cut}])\w{follow}*)+|\s+|{flag}{{2}}|.{follow}*{joined}",
        re.DOTALL,
    )


@cache
def _signs() -> Ranges:
    """The ranges of all combining marks, as this Python's Unicode knows them."""
    # Planes 0 and 1 and the tags hold them all; scanning every plane would take ten times as long.
    found: list[tuple[int, int]] = []
    for code in (*range(0x300, 0x20000), *range(0xE0100, min(0xE01F0, sys.maxunicode))):
        if unicodedata.category(chr(code))[0] == "M":
            if found and found[-1][1] == code - 1:
                found[-1] = (found[-1][0], code)
            else:
                found.append((code, code))
    return tuple(found)
