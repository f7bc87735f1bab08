"""Change a few words in the shards of a search index, and leave the rest as it was written. Pure.

Only the shards that these words stand in are taken apart, and in them only these words' postings.
A shard that grew may end elsewhere than before: then the next is taken apart too, until one begins
where it did. What comes out is what all words, written anew, would give.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from archive.render.postings import (
    ALPHABET,
    N_LAST,
    N_MORE,
    Written,
    number,
    posting,
    shards,
    shared,
)

Counts = tuple[int, int, int]
"""How often a word stands in an entry's body, title and author."""
Change = tuple[int, Counts | None]
"""Number of an entry, and how often it now holds the word; None where it does not."""

_ONES, _MORES = ALPHABET[:N_LAST], re.escape(ALPHABET[N_LAST:])
_ANY, _EVEN, _ODD = map(re.escape, (_ONES, _ONES[::2], _ONES[1::2]))
_NEXT = f"[{_MORES}]*"
_POSTING = re.compile(
    f"{_NEXT}(?:[{_EVEN}]|[{_ODD}]{_NEXT}(?:[{_EVEN}]|[{_ODD}]{_NEXT}[{_ANY}]{_NEXT}[{_ANY}]))"
)
_VALUES = {letter: n for n, letter in enumerate(_ONES)}
_DIGITS = {letter: n for n, letter in enumerate(ALPHABET[N_LAST:])}


@dataclass(frozen=True, slots=True)
class Known:
    """A shard as it lies on the disk."""

    name: str
    first: str
    first_word: str
    last_word: str
    n_bytes: int
    crc32: int
    """Of its text: a damaged one is not built upon."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A shard of the new index: one that stays as it is, or a new text."""

    first: str
    first_word: str
    last_word: str
    known: Known | None
    text: str | None


def stands(body: str, title: str, author: str) -> dict[str, Counts]:
    """How often each word stands in an entry."""
    counted = [Counter(text.split()) for text in (body, title, author)]
    in_body, in_title, in_author = counted
    return {
        word: (in_body[word], in_title[word], in_author[word])
        for word in {word for counts in counted for word in counts}
    }


def spliced(
    known: Sequence[Known],
    changes: Mapping[str, Sequence[Change]],
    swap: dict[int, int],
    read: Callable[[Known], str],
) -> Iterator[Placed]:
    """The shards of an index after some words changed, in order; at least one is known.

    :param changes: words to what changed, in order of entries.
    :param read: gives the text of a shard.
    """
    words = sorted(changes)
    firsts = [shard.first_word for shard in known]
    # A word before the first of all is for the first shard; else for the last that begins by it.
    ends = [bisect_left(words, first) for first in firsts[1:]] + [len(words)]
    starts = [0, *ends[:-1]]

    def changed(at: int) -> Iterator[Written]:
        for n in range(at, len(known)):
            mine = {word: changes[word] for word in words[starts[n] : ends[n]]}
            yield from _with(read(known[n]), mine, swap)

    at, before = 0, ""
    while at < len(known):
        shard = known[at]
        # Where the next shard begins depends on the word that it begins with, too.
        is_next_changed = at + 1 < len(known) and firsts[at + 1] in changes
        if starts[at] == ends[at] and not is_next_changed:
            first = shard.first_word[: shared(before, shard.first_word) + 1]
            yield Placed(first, shard.first_word, shard.last_word, shard, None)
            at, before = at + 1, shard.last_word
            continue
        following = {first: n for n, first in enumerate(firsts) if n > at}
        written, at = changed(at), len(known)
        for cut in shards(written, swap, before.translate(swap)):
            yield Placed(cut.first, cut.first_word, cut.last_word, None, cut.text)
            before = cut.last_word
            if cut.next_word in following:
                at = following[cut.next_word]
                break


def _with(
    text: str, changes: Mapping[str, Sequence[Change]], swap: dict[int, int]
) -> Iterator[Written]:
    """The words of a shard after some changed."""
    found = list(_taken_apart(text))
    if not changes:
        yield from found
        return
    at = 0
    for word in sorted(changes):
        place = bisect_left(found, word, at, key=lambda written: written[0].translate(swap))
        yield from _run(found, at, place)
        written = word.translate(swap)
        is_there = place < len(found) and found[place][0] == written
        after = edited(found[place][1] if is_there else "", changes[word])
        if after:
            yield written, after, None
        at = place + is_there
        if is_there == bool(after) or at == len(found):
            continue
        found[at] = (*found[at][:2], None)  # it follows another word than before
    yield from _run(found, at, len(found))


def _run(found: list[Written], start: int, end: int) -> Iterator[Written]:
    return iter(found[start:end])


def _taken_apart(text: str) -> Iterator[Written]:
    is_plain = len(text.encode("utf-16-le")) == 2 * len(text)
    at, word = 0, ""
    while at < len(text):
        start = at
        n_shared, at = _read(text, at)
        n_rest, at = _read(text, at)
        end = at + n_rest if is_plain else _after(text, at, n_rest)
        word = word[: n_shared if is_plain else _after(word, 0, n_shared)] + text[at:end]
        n_postings, at = _read(text, end)
        span = text[start : at + n_postings] if start else None
        yield word, text[at : at + n_postings], span
        at += n_postings


def _read(text: str, at: int) -> tuple[int, int]:
    """The number at a place, and the place after it."""
    value = _VALUES.get(text[at])
    if value is not None:
        return value, at + 1
    high = 0
    while (digit := _DIGITS.get(text[at])) is not None:
        high = high * N_MORE + digit + 1
        at += 1
    return high * N_LAST + _VALUES[text[at]], at + 1


def _after(text: str, at: int, n_units: int) -> int:
    """The place so many UTF-16 units later."""
    while n_units > 0:
        n_units -= 1 + (text[at] > "\uffff")
        at += 1
    return at


@lru_cache(maxsize=65_536)
def _gap(written: str) -> int:
    """How many entries further a posting leads."""
    return (_read(written, 0)[0] >> 1) + 1


def edited(text: str, changes: Sequence[Change]) -> str:
    """Postings after some entries changed."""
    found = _POSTING.findall(text)
    ends = list(accumulate(map(_gap, found)))
    for entry, counts in changes:
        at = bisect_left(ends, entry + 1)
        before = ends[at - 1] if at else 0
        if at < len(ends) and ends[at] == entry + 1:
            del found[at], ends[at]
        if counts is not None:
            found.insert(at, posting(entry - before, *counts))
            ends.insert(at, entry + 1)
            at, before = at + 1, entry + 1
        if at < len(found):
            found[at] = _at_gap(found[at], ends[at] - 1 - before)
    return "".join(found)


def _at_gap(written: str, gap: int) -> str:
    old, at = _read(written, 0)
    return number(gap * 2 + (old & 1)) + written[at:]
