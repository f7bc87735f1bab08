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


def _written(number: int) -> str:
    high, last = divmod(number, N_LAST)
    text = ALPHABET[last]
    while high:
        high, digit = divmod(high - 1, N_MORE)
        text = ALPHABET[N_LAST + digit] + text
    return text


_SMALL = tuple(map(_written, range(20_000)))


def number(value: int) -> str:
    """Write a number from 0."""
    return _SMALL[value] if value < len(_SMALL) else _written(value)


def signed(value: int) -> int:
    """Fold a signed number into one from 0 (0, -1, 1, -2, 2 become 0, 1, 2, 3, 4)."""
    return value * 2 if value >= 0 else -value * 2 - 1


def postings(found: Iterable[Posting]) -> str:
    """Write the entries that hold a word, in their order."""
    parts = []
    following = 0
    for entry, n_body, n_title, n_author in found:
        is_named = bool(n_title or n_author)
        is_more = is_named or n_body != 1
        parts.append(number((entry - following) * 2 + is_more))
        following = entry + 1
        if is_more:
            parts.append(number(n_body * 2 + is_named))
        if is_named:
            parts.append(number(n_title) + number(n_author))
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class Shard:
    """Some words in order, with where they stand."""

    first: str
    """The fewest letters that part its first word from the word before; no word sorts between."""
    text: str


def shards(written: Iterable[tuple[str, str]], swap: dict[int, int]) -> Iterator[Shard]:
    """Cut words and their postings, in order of words, into shards.

    The letters of words change places as `swap` says.

    A shard begins where a word's own digest says so, not after so many words: so a new word moves
    one boundary at most, and all other shards keep their bytes.
    """
    before, first, size = "", "", 0
    parts: list[str] = []
    for word, text in chain(written, [("", "")]):
        is_end = not word
        if parts and (is_end or _begins(word, size, len(text))):
            yield Shard(first, "".join(parts))
            parts, size = [], 0
        if is_end:
            return
        n_shared = shared(before, word)
        if not parts:
            first, n_shared = word[: n_shared + 1], 0
        rest = word[n_shared:]
        parts.append(
            number(_units(word[:n_shared]))
            + number(_units(rest))
            + rest.translate(swap)
            + number(len(text))
            + text
        )
        size += len(parts[-1])
        before = word


def _begins(word: str, size: int, n_postings: int) -> bool:
    is_boundary = crc32(word.encode("utf-8", "replace")) % _BOUNDARY == 0
    return (size >= MIN_SHARD and is_boundary) or size + n_postings >= MAX_SHARD


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
