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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from archive.render import narrow, paths
from archive.render.pages import title_of
from archive.render.postings import number, signed

if TYPE_CHECKING:
    from archive.render.gather import Shown
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


@dataclass(slots=True)
class Columns:
    """Kind, day and size of entries, and by whom and under which labels they are."""

    columns: list[str] = field(default_factory=list)
    filters: list[str] = field(default_factory=list)
    _day: int = 0
    _labels: tuple[int, ...] = ()

    def add(self, entry: Searchable, n_words: int, labels: tuple[int, ...]) -> None:
        """Take in the next entry."""
        if len(self.columns) % N_IN_COLUMNS == 0:
            self._day, self._labels = 0, ()
        self.columns.append(number(n_words) + self._kind_and_day(entry))
        self.filters.append(number((entry.author_id or -1) + 1) + self._labels_of(labels))

    def _kind_and_day(self, entry: Searchable) -> str:
        kind = _KINDS[entry.kind]
        day = _day_of(entry.published_on)
        if day is None:
            return number(_UNDATED) + number(kind)
        before, self._day = self._day, day
        return number(signed(day - before) * 4 + kind)

    def _labels_of(self, labels: tuple[int, ...]) -> str:
        if labels == self._labels:
            return number(0)
        self._labels = labels
        return "".join(map(number, (len(labels) + 1, *labels)))


def _day_of(written: str | None) -> int | None:
    try:
        return date.fromisoformat(written or "").toordinal() - _FIRST_DAY
    except ValueError:
        return None


@dataclass(slots=True)
class Cards:
    """The cards of a blog's entries, and what they would cost at each length of text."""

    shown: Shown
    n_cards: int = 0
    n_fixed: int = 0
    """Bytes of what cards hold beside their texts, about."""
    n_at: list[int] = field(default_factory=lambda: [0] * len(CUTS))
    """Bytes of all texts, cut at each of CUTS."""
    numbers: dict[str, int] = field(default_factory=dict)
    """Number of each post's entry."""
    letters: Counter[str] = field(default_factory=Counter)
    """How often each character stands in the texts' beginnings."""
    _heads: Mapping[str, tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        start = len(paths.home_place(self.shown.folder)) - len("index.html")
        self._heads = {
            line.post_id: (self.shown.place_of(line)[start:], title_of(line))
            for line in (*self.shown.posts, *self.shown.pages)
        }

    def weigh(self, entry: Searchable, n: int) -> None:
        """Count what the card of entry number `n` will cost."""
        if entry.comment_id is None:
            self.numbers[entry.post_id] = n
        text = squeezed(entry.beginning)
        self.letters.update(text[:_COUNTED])
        for at, cut in enumerate(CUTS):
            self.n_at[at] += len(text[:cut].encode("utf-8", "replace"))
            if cut >= len(text):
                for longer in range(at + 1, len(CUTS)):
                    self.n_at[longer] += len(text.encode("utf-8", "replace"))
                break
        self.n_cards += 1
        first, second, _, _ = self._card(entry, 0)
        self.n_fixed += _PUNCTUATION + len(f"{first}{second}".encode("utf-8", "replace"))

    def fitting(self, n_bytes: int, ratio: float) -> tuple[int, int]:
        """The longest cut whose cards take so many bytes, or the shortest; cards in one file.

        :param ratio: bytes of text as written to bytes of text.
        """
        sizes = [self.n_fixed + int(n * ratio) for n in self.n_at]
        at = max((at for at, size in enumerate(sizes) if size <= n_bytes), default=0)
        n_in_file = FILE_BYTES * self.n_cards // max(sizes[at], 1)
        return CUTS[at], min(1 << max(n_in_file.bit_length() - 1, 2), 64)

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
        text = _cut(squeezed(entry.beginning), cut)
        author = entry.author or ""
        if entry.comment_id is None:
            return (*self._heads[entry.post_id], author, text)
        return (self.numbers.get(entry.post_id, 0), _short(entry.comment_id), author, text)


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
