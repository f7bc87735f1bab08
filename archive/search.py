"""Full-text search in posts, pages and comments, in any script."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from archive.errors import QueryError
from archive.store.connection import Archive
from archive.store.reading import rows
from archive.words import is_cut, located, words

EntryKind = Literal["post", "page", "comment"]
KINDS: tuple[EntryKind, ...] = ("post", "page", "comment")

Phrase = tuple[str, ...]
"""Words that must follow one another; the last may end in `*`: a prefix."""

MAX_PHRASES = 64
MAX_WORDS = 64
SNIPPET_LENGTH = 240
"""Characters of a body around its first match."""
MAX_SCANNED = 200_000
"""Characters of a body in which the match to show is looked for: 0.1 s of work."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One post, page or comment that holds what was looked for."""

    kind: EntryKind
    title: str
    """Title of the post, or of the post that the comment stands under."""
    url: str
    published_on: str | None
    """Day in the blog's own zone (`2020-12-15`)."""
    author: str | None
    snippet: str
    """Words of the body around the first match, on one line."""
    highlights: tuple[tuple[int, int], ...]
    """Start and end, in characters of the snippet, of what matched."""
    blog: str
    """Host of the blog."""
    blog_id: str
    post_id: str
    comment_id: str | None
    path: str
    """Path of the post's address: its place in the mirror follows from it."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What else an entry must be to be found; None and () for anything."""

    year: str | None = None
    """`2019`: when it was published, in the blog's own zone."""
    author_id: int | None = None
    label_ids: tuple[int, ...] = ()
    """Of which its post, or the post that the comment stands under, carries one."""


def search(  # noqa: PLR0913 - a question and the ways to narrow it
    archive: Archive,
    text: str,
    *,
    limit: int = 20,
    kinds: tuple[EntryKind, ...] = KINDS,
    blog: str | None = None,
    narrowed: Narrowed = Narrowed(),
) -> tuple[Hit, ...]:
    """Find the entries that hold every word of a text, best first; of equals, the newest.

    :param text: words; `word*` is a beginning, `"two words"` a phrase.
    :param blog: id, host or address of the one blog to search.
    :raises QueryError: `text` holds no word, or the archive no such blog.
    """
    phrases = phrases_of(text)
    values = {
        "match": match_expression(phrases),
        "limit": limit,
        "kinds": f" {' '.join(kinds)} ",
        "blog": None if blog is None else blog_named(archive, blog),
        "year": narrowed.year,
        "author": narrowed.author_id,
        "labels": json.dumps(narrowed.label_ids) if narrowed.label_ids else None,
    }
    return tuple(_hit(row, phrases) for row in rows(archive, _SELECT, values))


# The inner SELECT ranks; bodies are read for the hits alone. A word of the title counts as eight.
_SELECT = """
SELECT
  found.kind, posts.title, coalesce(comments.url, posts.url) AS url,
  iif(comments.id IS NULL, posts.published_on, comments.published_on) AS published_on,
  authors.name AS author, coalesce(comments.body_text, posts.body_text) AS body_text,
  blogs.host AS blog, blogs.id AS blog_id, posts.path, posts.id AS post_id,
  comments.id AS comment_id
FROM (
  SELECT
    entry_rows.post, entry_rows.comment, bm25(entry_words, 8.0, 1.0, 2.0) AS distance,
    iif(entry_rows.comment IS NULL, posts.kind, 'comment') AS kind, entry_rows.id AS entry,
    iif(entry_rows.comment IS NULL, posts.published_on, comments.published_on) AS day
  FROM entry_words JOIN entry_rows ON entry_rows.id = entry_words.rowid
  JOIN posts ON posts.id = entry_rows.post
  LEFT JOIN comments ON comments.id = entry_rows.comment
  WHERE entry_words MATCH :match AND (:blog IS NULL OR posts.blog = :blog)
    AND instr(:kinds, ' ' || iif(entry_rows.comment IS NULL, posts.kind, 'comment') || ' ')
    AND (:year IS NULL OR substr(day, 1, 4) = :year)
    AND (:author IS NULL
         OR iif(entry_rows.comment IS NULL, posts.author, comments.author) = :author)
    AND (:labels IS NULL OR EXISTS (
      SELECT 1 FROM post_labels WHERE post_labels.post = posts.id
      AND post_labels.label IN (SELECT value FROM json_each(:labels))))
  ORDER BY distance, day DESC, entry LIMIT :limit
) AS found
JOIN posts ON posts.id = found.post JOIN blogs ON blogs.id = posts.blog
LEFT JOIN comments ON comments.id = found.comment
LEFT JOIN authors ON authors.id = iif(comments.id IS NULL, posts.author, comments.author)
ORDER BY found.distance, found.day DESC, found.entry
"""

# One for one, so that positions stay true: line ends, and what would steer a terminal.
_UNSEEN = re.compile("[\\s\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_QUOTES = '"“”„«»'
_TERM = re.compile(f"[{_QUOTES}]([^{_QUOTES}]*)(?:[{_QUOTES}]|$)|([^\\s{_QUOTES}]+)")


def phrases_of(text: str) -> tuple[Phrase, ...]:
    """Cut what somebody typed into phrases of words.

    :raises QueryError: it holds no letter and no digit.
    """
    found = []
    for quoted, plain in _TERM.findall(text)[:MAX_PHRASES]:
        term = quoted or plain
        phrase = words(term)[:MAX_WORDS]
        # A cut run ends in a single letter, which begins the pair that follows it in a longer run.
        if phrase and (term.rstrip().endswith("*") or is_cut(phrase[-1])):
            phrase[-1] += "*"
        if phrase:
            found.append(tuple(phrase))
    if not found:
        raise QueryError(f"{text!r} holds no word to search for; give at least one letter or digit")
    return tuple(found)


def match_expression(phrases: tuple[Phrase, ...]) -> str:
    """Write phrases as an FTS5 expression; words hold no quote, so quoting makes them harmless."""
    return " AND ".join(
        f'"{" ".join(phrase).removesuffix("*")}"{"*" if phrase[-1].endswith("*") else ""}'
        for phrase in phrases
    )


def blog_named(archive: Archive, blog: str) -> str:
    """The id of the blog that an id, host or address names.

    :raises QueryError: the archive has no such blog.
    """
    host = (urlsplit(blog).hostname or blog).lower()
    known = rows(archive, "SELECT blog, host FROM blog_hosts UNION SELECT id, host FROM blogs")
    for row in known:
        if blog == row["blog"] or host == row["host"]:
            return str(row["blog"])
    names = sorted({str(row["host"]) for row in known})
    nearest = difflib.get_close_matches(host, names, n=1, cutoff=0)
    hint = f"; the nearest kept is {nearest[0]}" if nearest else "; none is kept yet"
    raise QueryError(f"{blog!r} is no blog of this archive{hint}")


def _hit(row: dict[str, Any], phrases: tuple[Phrase, ...]) -> Hit:
    snippet, highlights = snippet_of(row.pop("body_text"), phrases)
    return Hit(snippet=snippet, highlights=highlights, **row)


def snippet_of(text: str, phrases: tuple[Phrase, ...]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Cut the text around the first match, on one line; give it with what matched in it."""
    found = list(located(text[:MAX_SCANNED]))
    if not found:
        return "", ()
    matches = sorted(_matches(found, phrases))
    middle = matches[0][0] if matches else 0
    # Begin and end at words: a cut inside one could part a letter from its vowel sign.
    inside = [
        span
        for _, *span in found
        if middle - SNIPPET_LENGTH // 3 <= span[0] and span[1] <= middle + SNIPPET_LENGTH
    ] or [[middle, middle]]
    start, end = inside[0][0], inside[-1][1]
    before = "…" if start > found[0][1] else ""
    after = "…" if end < found[-1][2] else text[end:].rstrip()[:3]
    start = start if before else 0
    snippet = before + _UNSEEN.sub(" ", text[start:end] + after)
    shift = len(before) - start
    return snippet, _merged([(a + shift, b + shift) for a, b in matches if start <= a and b <= end])


def _matches(
    found: list[tuple[str, int, int]], phrases: tuple[Phrase, ...]
) -> Iterator[tuple[int, int]]:
    for phrase in phrases:
        n = len(phrase)
        for i in range(len(found) - n + 1):
            if _is_word(found[i][0], phrase[0]) and all(
                map(_is_word, (word for word, _, _ in found[i : i + n]), phrase)
            ):
                yield found[i][1], found[i + n - 1][2]


def _is_word(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


def _merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
