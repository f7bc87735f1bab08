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

After a few changes only what they touch is read and written: entries in groups of 64 (`groups.py`),
shards by their changed words (`splice.py`). The bytes are those of an index made whole.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import astuple, dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from zlib import crc32

from archive.render import narrow, paths
from archive.render.cards import N_IN_COLUMNS, Cards, Weight, chunks, columns
from archive.render.groups import Group, content_of, group_of, words_of
from archive.render.index_files import IndexFiles, Stamps, name_of
from archive.render.inverted import Inverted
from archive.render.postings import postings, shards
from archive.render.splice import Change, Counts, Known, Placed, spliced, stands
from archive.store.search_notes import (
    N_IN_GROUP,
    Entries,
    Noted,
    entries_of,
    former_words,
    noted,
    words_digest,
)
from archive.store.searchable import searchable

if TYPE_CHECKING:
    from archive.render.gather import Shown
    from archive.render.groups import Words
    from archive.render.write import Writer
    from archive.store.connection import Archive
    from archive.store.searchable import Searchable

MOST = 0.38
"""Share of the text that the index may take, in bytes; 0.40 is promised."""
SMALL = 300_000
"""Bytes that an index may always take: no query can load more than a query may."""
MAX_CHANGES = 50_000
"""Changed words times entries, above which an index is made whole: 100 long posts."""
_GROUPS_IN_COLUMNS = N_IN_COLUMNS // N_IN_GROUP


class _UnlikeError(Exception):
    """The index on the disk is not one that these changes can be made to."""


@dataclass(frozen=True, slots=True)
class _State:
    """What is noted of an index as a whole."""

    made_by: str
    """Digest of the program: another may write it otherwise."""
    folder: str
    files: Stamps
    shards: list[Known]
    cut: int
    """Characters of a text on its card."""
    n_together: int
    """Cards in a file."""
    swap: str
    """The letters that change places."""

    def written(self) -> str:
        """As JSON."""
        told = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(told | {"shards": [astuple(shard) for shard in self.shards]})


@dataclass(frozen=True, slots=True)
class _Blog:
    """Where the entries of a blog are read from and its index is written to."""

    archive: Archive
    shown: Shown
    entries: Entries
    cards: Cards
    files: IndexFiles

    def read(self, group: int) -> list[Searchable]:
        """The entries of a group with their words."""
        ends = self.entries.ends_of(group)
        return list(searchable(self.archive, self.shown.blog.blog_id, *ends))

    def group(self, entries: list[Searchable]) -> Group:
        """What is noted of some entries."""
        return group_of(entries, self.cards, self.entries.labels)


def write_index(archive: Archive, writer: Writer, shown: Shown) -> Noted | None:
    """Write the index of one blog, or what changed of it since it was noted.

    Texts are read twice, 64 at a time: for the words, then for what is shown of them.

    :returns: what to give to `search_notes.keep_notes` once all files are safe on the disk; None
        where nothing changed.
    :raises ArchiveError: the archive cannot be read or the folder cannot be written.
    """
    entries = entries_of(archive, shown.blog.blog_id)
    folder = IndexFiles(archive.root, paths.index_folder(shown.folder), writer)
    blog = _Blog(archive, shown, entries, Cards(shown, entries.numbers), folder)
    note = noted(archive, shown.blog.blog_id)
    state = _state_of(note, folder)
    if note is None or state is None:
        return _make(blog)
    former = former_words(archive, shown.blog.blog_id)
    changed = _changed(note, entries, former)
    if len(note.seen) > len(entries.seen):
        return _make(blog)
    if not changed:
        return None
    try:
        return _renew(blog, note, state, changed, former)
    except _UnlikeError:
        return _make(blog)


def _state_of(note: Noted | None, folder: IndexFiles) -> _State | None:
    """The noted state, if the files are those that it tells of and this program wrote them."""
    if note is None:
        return None
    told = json.loads(note.state)
    if (told["made_by"], told["folder"]) != (_made_by(), folder.folder):
        return None
    known = [Known(*shard) for shard in told["shards"]]
    return _State(**told | {"shards": known}) if told["files"] == folder.stamps() else None


@cache
def _made_by() -> str:
    told = hashlib.sha256()
    for package in ("archive.render", "archive.store"):
        for file in sorted(files(package).iterdir(), key=lambda file: file.name):
            if file.name.endswith(".py"):
                told.update(file.read_bytes())
    return told.hexdigest()


def _changed(note: Noted, entries: Entries, former: dict[int, Words]) -> list[int]:
    """The groups that are new, or are not as they were noted."""
    rewritten = {n // N_IN_GROUP for n, row in enumerate(entries.rows) if row in former}
    return [
        n
        for n, seen in enumerate(entries.seen)
        if n in rewritten or not seen or n >= len(note.seen) or seen != note.seen[n]
    ]


def _make(blog: _Blog) -> Noted:
    """Write all of an index."""
    groups = []
    with Inverted() as inverted:
        for n in range(len(blog.entries.seen)):
            entries = blog.read(n)
            groups.append(blog.group(entries))
            for number, entry in enumerate(entries, n * N_IN_GROUP):
                inverted.add(number, *(text.split() for text in words_of(entry)))
        weight = _weight(groups)
        swap = narrow.swap_for(weight.letters)
        found = (
            (word.translate(swap), postings(entries), None) for word, entries in inverted.words()
        )
        placed = (
            Placed(shard.first, shard.first_word, shard.last_word, None, shard.text)
            for shard in shards(found, swap)
        )
        known = [_write(blog, name, shard) for name, shard in _named(placed)]
    return _finish(blog, groups, weight, known)


def _renew(
    blog: _Blog,
    note: Noted,
    state: _State,
    seen_changed: list[int],
    former: dict[int, Words],
) -> Noted:
    """Write what changed in an index.

    :param seen_changed: groups of entries of which rows changed.

    :raises _UnlikeError: it must be made whole; nothing was written.
    """
    groups = [Group.of(took) for took in note.took]
    changed, changes = _changes(blog, groups, seen_changed, former)
    if not changed:
        return replace(note, seen=blog.entries.seen)
    weight = _weight(groups)
    swap = narrow.swap_for(weight.letters)
    if narrow.pairs(swap) != state.swap or not state.shards:
        raise _UnlikeError

    def read(shard: Known) -> str:
        try:
            text = blog.files.read(f"w-{shard.name}")
        except (OSError, ValueError) as error:
            raise _UnlikeError from error
        if not isinstance(text, str) or _checksum(text) != shard.crc32:
            raise _UnlikeError
        return text

    # All are read before any is written: a shard may take the name of another.
    placed = spliced(state.shards, changes, swap, read)
    ready = [(name, _under(name, shard, read)) for name, shard in _named(placed)]
    known = [_write(blog, name, shard, state.files) for name, shard in ready]
    return _finish(blog, groups, weight, known, (state, changed))


def _under(name: str, shard: Placed, read: Callable[[Known], str]) -> Placed:
    """A shard that is written anew if it had another name before."""
    if shard.known is None or shard.known.name == name:
        return shard
    return replace(shard, known=None, text=read(shard.known))


def _changes(
    blog: _Blog, groups: list[Group], seen_changed: list[int], former: dict[int, Words]
) -> tuple[list[int], dict[str, list[Change]]]:
    """Take changed groups in.

    :returns: those of which the index says something else, and the words that stand elsewhere, or
        more or less often.
    """
    changed = []
    changes: defaultdict[str, list[Change]] = defaultdict(list)
    n_changes = 0
    for n in seen_changed:
        entries = blog.read(n)
        before = groups[n] if n < len(groups) else Group()
        if before.content == content_of(entries, blog.cards, blog.entries.labels):
            continue
        _check(before, entries, former)
        groups[n : n + 1] = [blog.group(entries)]
        changed.append(n)
        for at, entry in enumerate(entries):
            is_new = at >= before.weight.n_cards
            if is_new or entry.row in former:
                had = {} if is_new else stands(*former[entry.row])
                for word, counts in _differing(had, stands(*words_of(entry))):
                    changes[word].append((n * N_IN_GROUP + at, counts))
                    n_changes += 1
        if n_changes > MAX_CHANGES:
            raise _UnlikeError
    return changed, changes


def _differing(
    had: dict[str, Counts], has: dict[str, Counts]
) -> Iterator[tuple[str, Counts | None]]:
    for word in had.keys() | has.keys():
        if had.get(word) != has.get(word):
            yield word, has.get(word)


def _check(before: Group, entries: list[Searchable], former: dict[int, Words]) -> None:
    """See that an index holds what is believed: its entries' words, before they were rewritten."""
    held = entries[: before.weight.n_cards]
    words = ((entry.row, former.get(entry.row, words_of(entry))) for entry in held)
    if before.words and words_digest(words) != before.words:
        raise _UnlikeError


def _weight(groups: Iterable[Group]) -> Weight:
    total = Weight()
    for group in groups:
        total.add(group.weight)
    return total


def _named(placed: Iterable[Placed]) -> Iterator[tuple[str, Placed]]:
    taken: set[str] = set()
    return ((name_of(shard.first, taken), shard) for shard in placed)


def _write(blog: _Blog, name: str, shard: Placed, stamps: Stamps | None = None) -> Known:
    """Write a shard, or leave it; give what is noted of it."""
    if shard.known is not None:
        n_bytes = blog.files.leave(f"w-{name}", stamps or {})
        checksum = shard.known.crc32
    else:
        n_bytes = blog.files.write(f"w-{name}", shard.text)
        checksum = _checksum(shard.text or "")
    return Known(name, shard.first, shard.first_word, shard.last_word, n_bytes, checksum)


def _checksum(text: str) -> int:
    return crc32(text.encode("utf-8", "replace"))


def _finish(
    blog: _Blog,
    groups: list[Group],
    weight: Weight,
    known: list[Known],
    only: tuple[_State, Collection[int]] | None = None,
) -> Noted:
    """Write all but the shards.

    :param only: an earlier index, and the groups of entries of which files are written.
    """
    index, swap = blog.files, narrow.swap_for(weight.letters)
    state, changed = only or (None, range(len(groups)))
    _write_columns(index, groups, state, {n // _GROUPS_IN_COLUMNS for n in changed})
    left = max(int(weight.n_bytes * MOST), SMALL) - index.n_bytes
    cut, n_together = weight.fitting(left, narrow.ratio(weight.letters, swap))
    if state is not None and (state.cut, state.n_together) != (cut, n_together):
        state, changed = None, range(len(groups))
    _write_cards(blog, state, set(changed), (cut, n_together, swap))
    # Last, so that a page that is opened meanwhile finds what this one names.
    beginnings = [(shard.first, shard.name, shard.n_bytes // 1000 + 1) for shard in known]
    n_words, pairs = sum(group.n_words for group in groups), narrow.pairs(swap)
    index.write("index", [weight.n_cards, n_words, n_together, pairs, beginnings])
    now = _State(_made_by(), index.folder, index.settled(), known, cut, n_together, pairs)
    took = tuple(group.written() for group in groups)
    return Noted(blog.shown.blog.blog_id, now.written(), blog.entries.seen, took)


def _write_columns(
    index: IndexFiles, groups: list[Group], state: _State | None, changed: set[int]
) -> None:
    for n, some in enumerate(chunks(groups, _GROUPS_IN_COLUMNS)):
        if state is not None and n not in changed:
            index.leave(f"c-{n}", state.files)
            index.leave(f"f-{n}", state.files)
            continue
        told, filters = columns(row for group in some for row in group.rows)
        index.write(f"c-{n}", told)
        index.write(f"f-{n}", filters)


def _write_cards(
    blog: _Blog, state: _State | None, changed: set[int], how: tuple[int, int, narrow.Swap]
) -> None:
    cut, n_together, swap = how
    for group in range(len(blog.entries.seen)):
        first = group * N_IN_GROUP // n_together
        if group in changed:
            for n, some in enumerate(chunks(blog.read(group), n_together), first):
                blog.files.write(f"d-{n}", blog.cards.written(some, cut, swap))
        elif state is not None:
            n_entries = len(blog.entries.rows[group * N_IN_GROUP :][:N_IN_GROUP])
            for n in range(first, first + -(-n_entries // n_together)):
                blog.files.leave(f"d-{n}", state.files)
