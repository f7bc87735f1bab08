"""Write a blog's search index: small classic scripts that its search page loads as it needs them.

`fetch`, modules and workers fail on pages opened from a disk; `<script src>` works. Each file calls
`blogarchive.take(…)` with its contents:

    index.js     how many entries, words, entries in a d-N.js; which letters change places (see
                 `narrow.py`); at which word each shard begins
    w-ID.js      words and where they stand (see `postings.py`), loaded for the words asked for
    c-N.js       4,096 entries: kind, day, number of words; loaded where one of them is found
    f-N.js       the same entries: author and labels; loaded when results are filtered by them
    d-N.js       some entries, 5 kB: title, place, author and how the text begins; loaded when shown

Positions of words are not in it: they would be larger than the rest (27 % of a French blog's text,
where all words with their entries take 24 %). So words in quotes must stand in one title or text,
but may stand apart.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from archive.render import narrow, paths
from archive.render.cards import N_IN_COLUMNS, Cards, Columns, chunks
from archive.render.inverted import Inverted
from archive.render.postings import Shard, postings, shards
from archive.store.searchable import label_ids, searchable

if TYPE_CHECKING:
    from archive.render.gather import Shown
    from archive.render.write import Writer
    from archive.store.connection import Archive

MOST = 0.38
"""Share of the text that the index may take, in bytes; 0.40 is promised."""
SMALL = 300_000
"""Bytes that an index may always take: no query can load more than a query may."""

Beginning = tuple[str, str, int]
"""First letters of a shard, its name, its size in kB."""


class _Index:
    """The files of one blog's index, and how large they are."""

    def __init__(self, writer: Writer, folder: str) -> None:
        self.n_bytes = 0
        self._names: set[str] = set()
        self._writer = writer
        self._folder = folder

    def write(self, name: str, contents: object) -> int:
        body = f"blogarchive.take({_as_script(contents)});\n".encode("utf-8", "replace")
        self._writer.write(f"{self._folder}/{name}.js", body)
        self._names.add(f"{name}.js")
        self.n_bytes += len(body)
        return len(body)

    def has(self, name: str) -> bool:
        return f"{name}.js" in self._names

    def clear(self) -> None:
        """Take away what an earlier index had more: its words now stand in other files."""
        self._writer.keep_only(self._folder, self._names)


def _as_script(contents: object) -> str:
    """JSON that is also a script, and stays one wherever it is pasted."""
    text = json.dumps(contents, ensure_ascii=False, separators=(",", ":"))
    for letter in "<\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def write_index(archive: Archive, writer: Writer, shown: Shown) -> None:
    """Write the index of one blog.

    Its texts are read twice, one at a time: for the words, then for what is shown of them.

    :raises ArchiveError: the archive cannot be read or the folder cannot be written.
    """
    index = _Index(writer, paths.index_folder(shown.folder))
    cards, columns = Cards(shown), Columns()
    with Inverted() as inverted:
        n_words, n_bytes = _read(archive, shown, inverted, (cards, columns))
        swap = narrow.swap_for(cards.letters)
        found = ((word, postings(entries)) for word, entries in inverted.words())
        beginnings = _write_shards(index, shards(found, swap))
    for prefix, column in (("c", columns.columns), ("f", columns.filters)):
        for n, chunk in enumerate(chunks(column, N_IN_COLUMNS)):
            index.write(f"{prefix}-{n}", "".join(chunk))
    left = max(int(n_bytes * MOST), SMALL) - index.n_bytes
    cut, n_together = cards.fitting(left, narrow.ratio(cards.letters, swap))
    entries = searchable(archive, shown.blog.blog_id)
    for n, some in enumerate(chunks(entries, n_together)):
        index.write(f"d-{n}", cards.written(some, cut, swap))
    # Last, so that a page that is opened meanwhile finds what this one names.
    known = [len(columns.columns), n_words, n_together, narrow.pairs(swap), beginnings]
    index.write("index", known)
    index.clear()


def _read(
    archive: Archive, shown: Shown, inverted: Inverted, described: tuple[Cards, Columns]
) -> tuple[int, int]:
    """Take in every entry of a blog; give how many words and bytes of text they have."""
    labels = label_ids(archive, shown.blog.blog_id)
    cards, columns = described
    n_words = n_bytes = 0
    for n, entry in enumerate(searchable(archive, shown.blog.blog_id)):
        words = [text.split() for text in (entry.body_words, entry.title_words, entry.author_words)]
        inverted.add(n, *words)
        columns.add(entry, sum(map(len, words)), labels.get(entry.post_id, ()))
        cards.weigh(entry, n)
        n_words += sum(map(len, words))
        n_bytes += entry.n_bytes
    return n_words, n_bytes


def _write_shards(index: _Index, found: Iterable[Shard]) -> list[Beginning]:
    beginnings = []
    for shard in found:
        name = _name(index, shard.first)
        n_bytes = index.write(f"w-{name}", shard.text)
        beginnings.append((shard.first, name, n_bytes // 1000 + 1))
    return beginnings


def _name(index: _Index, first: str) -> str:
    """Named by its first letters, so that a shard keeps its name when others come and go."""
    digest = hashlib.sha256(first.encode("utf-8", "replace")).hexdigest()
    return next(digest[:n] for n in range(6, 64) if not index.has(f"w-{digest[:n]}"))
