"""How the search index is written: numbers as printable characters, words by what they share. Pure.

The index must open as a classic script from any disk, so it is text. A number takes one character
below 64, two below 1,856, three below 52,032: 64 characters end a number, 28 go on. That is as
small as deflate and base64 make it, needs no decoding by the browser, and depends on no version
of zlib, so the same archive gives the same bytes. `static/index.js` reads it.

A shard holds words in order, each written as

    letters shared with the word before, length of the rest, the rest,
    length of its postings, its postings

and a posting is `gap * 2 + is more than one word of a body`, then, where it is more, `words in the
body * 2 + is in the title or the author`, then, where it is, how often in each. The gap counts
entries since the posting before. Lengths of text are in UTF-16 units, as JavaScript counts them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from zlib import crc32

ALPHABET = "".join(map(chr, range(32, 127))).translate(dict.fromkeys(map(ord, '"<\\')))
"""92 characters that a script's string and a page both take as they are."""
N_LAST = 64
N_MORE = len(ALPHABET) - N_LAST

MIN_SHARD = 12_000
MAX_SHARD = 32_000
"""Characters; a word longer than this stands alone."""
_BOUNDARY = 24
"""One word in so many may begin a shard."""

Posting = tuple[int, int, int, int]
"""Number of the entry, and how often the word stands in its body, title and author."""


@lru_cache(maxsize=20_000)
def number(value: int) -> str:
    """Write a number from 0."""
    high, last = divmod(value, N_LAST)
    text = ALPHABET[last]
    while high:
        high, digit = divmod(high - 1, N_MORE)
        text = ALPHABET[N_LAST + digit] + text
    return text


def signed(value: int) -> int:
    """Fold a signed number into one from 0 (0, -1, 1, -2, 2 become 0, 1, 2, 3, 4)."""
    return value * 2 if value >= 0 else -value * 2 - 1


def postings(found: Iterable[Posting]) -> str:
    """Write the entries that hold a word, in their order."""
    parts = []
    following = 0
    for entry, *counts in found:
        parts.append(posting(entry - following, *counts))
        following = entry + 1
    return "".join(parts)


def posting(gap: int, n_body: int, n_title: int, n_author: int) -> str:
    """Write one entry that holds a word, so many entries after the last that does."""
    is_named = bool(n_title or n_author)
    is_more = is_named or n_body != 1
    text = number(gap * 2 + is_more)
    if is_more:
        text += number(n_body * 2 + is_named)
    if is_named:
        text += number(n_title) + number(n_author)
    return text


@dataclass(frozen=True, slots=True)
class Shard:
    """Some words in order, with where they stand."""

    first: str
    """The fewest letters that part its first word from the word before; no word sorts between."""
    text: str
    first_word: str
    last_word: str
    next_word: str
    """The word that begins the next shard; empty after the last."""


Written = tuple[str, str, str | None]
"""A word in the letters that the index writes, its postings, and both as a shard holds them after
the word before it; None where they must be written anew."""


def shards(written: Iterable[Written], swap: dict[int, int], before: str = "") -> Iterator[Shard]:
    """Cut words and their postings, in order of words, into shards.

    A shard begins where a word's own digest says so, not after so many words: so a new word moves
    one boundary at most, and all other shards keep their bytes.

    :param swap: the letters that changed places in the words (see `narrow.py`).
    :param before: the last word of the shard before.
    """
    first = begin = ""
    size = 0
    parts: list[str] = []
    for word, text, span in chain(written, [("", "", None)]):
        if parts and (not word or _begins(word, swap, size, len(text))):
            told = (found.translate(swap) for found in (first, begin, before, word))
            first, *words = told
            yield Shard(first, "".join(parts), *words)
            parts, size = [], 0
        if not word:
            return
        if not parts:
            first, begin = word[: shared(before, word) + 1], word
            part = _part(word, 0, text)
        else:
            part = span or _part(word, shared(before, word), text)
        parts.append(part)
        size += len(part)
        before = word


def _part(word: str, n_shared: int, text: str) -> str:
    rest = word[n_shared:]
    sizes = number(_units(word[:n_shared])) + number(_units(rest))
    return f"{sizes}{rest}{number(len(text))}{text}"


def _begins(word: str, swap: dict[int, int], size: int, n_postings: int) -> bool:
    if size + n_postings >= MAX_SHARD:
        return True
    if size < MIN_SHARD:
        return False
    return crc32(word.translate(swap).encode("utf-8", "replace")) % _BOUNDARY == 0


def shared(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _units(text: str) -> int:
    return len(text) + sum(letter > "\uffff" for letter in text)
