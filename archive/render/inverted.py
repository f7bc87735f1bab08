"""Turn entries inside out: for each word, the entries that hold it, within bounded memory.

Postings are gathered in arrays; when these are many they are sorted by word and set aside in a
temporary file, and all such runs are merged at the end.
"""

from __future__ import annotations

import heapq
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import groupby
from operator import itemgetter
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Self

from archive.render.postings import Posting

MAX_HELD = 400_000
"""Postings in memory: 16 bytes each, and some 100 for each word."""

_word_of = itemgetter(0)
Run = Iterator[tuple[str, "array[int]"]]


class Inverted:
    """Words and where they stand; use as a context manager, `add` in order, then `words`."""

    def __init__(self, max_held: int = MAX_HELD) -> None:
        self._max_held = max_held
        self._n_held = 0
        self._held: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self._runs: list[IO[str]] = []
        self._files = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._files.close()

    def add(self, entry: int, body: list[str], title: list[str], author: list[str]) -> None:
        """Take in the words of an entry; `entry` is larger than any before."""
        held = self._held
        in_body = Counter(body)
        if title or author:
            in_title, in_author = Counter(title), Counter(author)
            for word in dict.fromkeys((*in_body, *in_title, *in_author)):
                held[word].extend((entry, in_body[word], in_title[word], in_author[word]))
                self._n_held += 1
        else:
            for word, n_body in in_body.items():
                held[word].extend((entry, n_body, 0, 0))
            self._n_held += len(in_body)
        if self._n_held >= self._max_held:
            self._set_aside()

    def words(self) -> Iterator[tuple[str, Iterator[Posting]]]:
        """Each word, in order of code points, with its postings in order of entries."""
        runs = [*map(_read, self._runs), _in_order(self._held)]
        for word, found in groupby(heapq.merge(*runs, key=_word_of), key=_word_of):
            yield word, (posting for _, held in found for posting in _in_fours(held))

    def _set_aside(self) -> None:
        opened = TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115 - closed by `__exit__`
        file = self._files.enter_context(opened)
        for word, found in _in_order(self._held):
            file.write(f"{word} {found.tobytes().hex()}\n")
        self._runs.append(file)
        self._held.clear()
        self._n_held = 0


def _in_order(held: dict[str, array[int]]) -> Run:
    for word in sorted(held):
        yield word, held[word]


def _read(file: IO[str]) -> Run:
    file.seek(0)
    for line in file:
        word, _, written = line.partition(" ")
        found = array("I")
        found.frombytes(bytes.fromhex(written))
        yield word, found


def _in_fours(held: array[int]) -> Iterator[Posting]:
    values = iter(held)
    return zip(values, values, values, values, strict=True)
