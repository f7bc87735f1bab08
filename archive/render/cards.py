"""What the search index says of each entry beside its words: columns to filter by, cards to show.

A column chunk is one string, an entry after the other:

    columns   words, then (days since the entry before, signed) * 4 + kind; kind 3 is an entry
              without a day, whose kind follows
    filters   author's id + 1 or 0, then 0 for the labels of the entry before, or how many labels
              + 1, and their ids

A card is four things: `place, title, author, text` of a post or page, `number of its post, comment
id, author, text` of a comment. Places are relative to the blog's folder; an id of digits is written
as a number (see `postings.py`) after a space; an author who stands in the same file before is the
position of that card.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from archive.render import narrow, paths
from archive.render.pages import title_of
from archive.render.postings import number, signed
from archive.store.search_notes import N_IN_GROUP

if TYPE_CHECKING:
    from archive.render.gather import Shown
    from archive.store.contents import PostLine
    from archive.store.searchable import Searchable

N_IN_COLUMNS = 4096
CUTS = (40, 60, 80, 120, 160, 240, 320, 480, 640, 960, 1280, 1920)
"""Characters of each text that a card may hold."""
FILE_BYTES = 5_000
"""About so large is a file of cards: ten results, comments with their posts, load twenty."""
_KINDS = {"post": 0, "page": 1, "comment": 2}
_UNDATED = 3
_FIRST_DAY = date(1970, 1, 1).toordinal()
_PUNCTUATION = 10
"""Bytes of a card's quotes and commas."""
_COUNTED = 120
"""Characters of a text that are counted, to choose the letters that change places."""

Thing = TypeVar("Thing")


Row = tuple[int, int, int | None, int, Sequence[int]]
"""Words of an entry, its kind, its day if any, its author's id + 1 or 0, its labels."""


def row_of(entry: Searchable, labels: Mapping[str, tuple[int, ...]]) -> Row:
    """What the columns say of an entry, which has the labels of its post."""
    texts = (entry.body_words, entry.title_words, entry.author_words)
    n_words = sum(text.count(" ") + 1 for text in texts if text)
    author = (entry.author_id or -1) + 1
    day = _day_of(entry.published_on)
    return n_words, _KINDS[entry.kind], day, author, labels.get(entry.post_id, ())


def columns(rows: Iterable[Row]) -> tuple[str, str]:
    """The columns and the filters of one file."""
    told, filters = [], []
    day_before = 0
    labels_before: list[int] = []
    for n_words, kind, day, author, labels in rows:
        told.append(number(n_words))
        if day is None:
            told.append(number(_UNDATED) + number(kind))
        else:
            told.append(number(signed(day - day_before) * 4 + kind))
            day_before = day
        filters.append(number(author))
        if list(labels) == labels_before:
            filters.append(number(0))
        else:
            filters += map(number, (len(labels) + 1, *labels))
            labels_before = list(labels)
    return "".join(told), "".join(filters)


def _day_of(written: str | None) -> int | None:
    try:
        return date.fromisoformat(written or "").toordinal() - _FIRST_DAY
    except ValueError:
        return None


@dataclass(slots=True)
class Weight:
    """What some entries bring to the choice of how long texts are, and of the letters."""

    n_cards: int = 0
    n_bytes: int = 0
    """Of their texts, whole."""
    n_fixed: int = 0
    """Bytes of what cards hold beside their texts, about."""
    n_at: list[int] = field(default_factory=lambda: [0] * len(CUTS))
    """Bytes of all texts, cut at each of CUTS."""
    letters: Counter[str] = field(default_factory=Counter)
    """How often each character stands in the texts' beginnings."""

    def add(self, other: Weight) -> None:
        """Count another weight in."""
        self.n_cards += other.n_cards
        self.n_bytes += other.n_bytes
        self.n_fixed += other.n_fixed
        self.n_at = [mine + more for mine, more in zip(self.n_at, other.n_at, strict=True)]
        self.letters.update(other.letters)

    def fitting(self, n_bytes: int, ratio: float) -> tuple[int, int]:
        """The longest cut whose cards take so many bytes, or the shortest; cards in one file.

        :param ratio: bytes of text as written to bytes of text.
        """
        sizes = [self.n_fixed + int(n * ratio) for n in self.n_at]
        at = max((at for at, size in enumerate(sizes) if size <= n_bytes), default=0)
        n_in_file = FILE_BYTES * self.n_cards // max(sizes[at], 1)
        return CUTS[at], min(1 << max(n_in_file.bit_length() - 1, 2), N_IN_GROUP)


@dataclass(slots=True)
class Cards:
    """The cards of a blog's entries."""

    shown: Shown
    numbers: Mapping[str, int]
    """Number of each post's entry."""
    _lines: Mapping[str, PostLine] = field(init=False)
    _start: int = field(init=False)

    def __post_init__(self) -> None:
        self._start = len(paths.home_place(self.shown.folder)) - len("index.html")
        self._lines = {line.post_id: line for line in (*self.shown.posts, *self.shown.pages)}

    def weigh(self, entry: Searchable, weight: Weight) -> None:
        """Count what the card of an entry will cost."""
        text = squeezed(entry.beginning)
        weight.letters.update(text[:_COUNTED])
        for at, cut in enumerate(CUTS):
            n_bytes = len(text[:cut].encode("utf-8", "replace"))
            weight.n_at[at] += n_bytes
            if cut >= len(text):
                for longer in range(at + 1, len(CUTS)):
                    weight.n_at[longer] += n_bytes
                break
        first, second = self.head(entry)
        weight.n_cards += 1
        weight.n_bytes += entry.n_bytes
        weight.n_fixed += _PUNCTUATION + len(f"{first}{second}".encode("utf-8", "replace"))

    def written(self, entries: Iterable[Searchable], cut: int, swap: narrow.Swap) -> list[object]:
        """The cards of some entries, one after the other, as a file holds them."""
        cards: list[object] = []
        authors: dict[str, int] = {}
        for at, entry in enumerate(entries):
            first, second, author, text = self._card(entry, cut)
            known = authors.get(author)
            if author:
                authors.setdefault(author, at)
            title = second if entry.comment_id else second.translate(swap)
            name = author.translate(swap) if known is None else known
            cards += [first, title, name, text.translate(swap)]
        return cards

    def _card(self, entry: Searchable, cut: int) -> tuple[str | int, str, str, str]:
        first, second = self.head(entry)
        return first, second, entry.author or "", _cut(squeezed(entry.beginning), cut)

    def head(self, entry: Searchable) -> tuple[str | int, str]:
        """Place and title of a post or page; of a comment the number of its post, and its id."""
        if entry.comment_id is not None:
            return self.numbers.get(entry.post_id, 0), _short(entry.comment_id)
        line = self._lines[entry.post_id]
        return self.shown.place_of(line)[self._start :], title_of(line)


def _short(comment_id: str) -> str:
    is_number = comment_id.isascii() and comment_id.isdecimal() and comment_id[0] != "0"
    return f" {number(int(comment_id))}" if is_number else comment_id


def squeezed(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def _cut(text: str, n_characters: int) -> str:
    if len(text) <= n_characters:
        return text
    whole, _, _ = text[:n_characters].rpartition(" ")
    return (whole or text[: max(n_characters - 1, 0)]) + "…"


def chunks(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """Cut a row of things into lists of so many."""
    rest = iter(things)
    while chunk := list(islice(rest, size)):
        yield chunk
