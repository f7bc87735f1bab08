"""What the search index takes from its entries beside their words, in groups of 64: noted as JSON.

Sums over the groups settle how long texts may be and which letters change places; the files of
cards and columns are made of them. So one changed entry has its group read again, and no other.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archive.render.cards import Cards, Row, Weight, row_of
from archive.store.search_notes import words_digest

if TYPE_CHECKING:
    from archive.store.searchable import Searchable

Words = tuple[str, str, str]
"""Folded words of an entry's body, title and author."""


@dataclass(slots=True)
class Group:
    """Up to 64 entries that follow one another."""

    weight: Weight = field(default_factory=Weight)
    rows: list[Row] = field(default_factory=list)
    words: str = ""
    """Digest of their words, to see that those remembered of a changed entry were these."""
    content: str = ""
    """Digest of all that the index says of them: rows change by being seen again, too."""
    noted: str = ""
    """As it was read, where it was."""

    @property
    def n_words(self) -> int:
        """Words of all its entries."""
        return sum(row[0] for row in self.rows)

    def written(self) -> str:
        """As JSON; letters in settled order."""
        if self.noted:
            return self.noted
        weight = self.weight
        numbers = [weight.n_cards, weight.n_bytes, weight.n_fixed, weight.n_at]
        letters = dict(sorted(weight.letters.items()))
        told = [*numbers, letters, self.rows, self.words, self.content]
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def of(cls, written: str) -> Group:
        """Read what `written` gave."""
        n_cards, n_bytes, n_fixed, n_at, letters, rows, words, content = json.loads(written)
        weight = Weight(n_cards, n_bytes, n_fixed, n_at, Counter(letters))
        return cls(weight, rows, words, content, written)


def group_of(
    entries: list[Searchable], cards: Cards, labels: Mapping[str, tuple[int, ...]]
) -> Group:
    """Take in the entries of a group."""
    group = Group(content=content_of(entries, cards, labels))
    for entry in entries:
        cards.weigh(entry, group.weight)
        group.rows.append(row_of(entry, labels))
    group.words = words_digest((entry.row, words_of(entry)) for entry in entries)
    return group


def content_of(
    entries: list[Searchable], cards: Cards, labels: Mapping[str, tuple[int, ...]]
) -> str:
    """One digest of all that an index says of some entries."""
    told = hashlib.sha256()
    for entry in entries:
        of_post = cards.head(entry), labels.get(entry.post_id)
        ids = entry.row, entry.kind, entry.post_id, entry.comment_id, entry.author_id
        text = (entry.published_on, entry.author, entry.beginning, entry.n_bytes)
        told.update(f"{ids}{text}{of_post}{words_of(entry)}\n".encode("utf-8", "replace"))
    return told.hexdigest()


def words_of(entry: Searchable) -> Words:
    """The words of an entry."""
    return entry.body_words, entry.title_words, entry.author_words
