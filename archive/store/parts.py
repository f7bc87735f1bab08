"""Page parts: files that the original look of pages needs, wanted, kept or missing; each once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from archive.page_parts import PAGE_KINDS, Part, PartKind
from archive.store.captures import timestamp
from archive.store.crawls import MOST_UNANSWERED

_KINDS = ", ".join(f"'{kind}'" for kind in PAGE_KINDS)


@dataclass(frozen=True, slots=True)
class WantedPart:
    """A part that is not fetched yet."""

    part_id: int
    kind: PartKind
    url: str
    depth: int
    """0 where a page names it, 1 where a sheet of a page does, and so on."""


@dataclass(frozen=True, slots=True)
class KeptPart:
    """A part whose file is here."""

    key: str
    kind: PartKind
    url: str
    """Where it was had: what it names resolves against this."""
    path: str
    """Under the archive folder."""
    mime: str


# -- what a crawl asks and notes -----------------------------------------------------------------


def unread_pages(db: Database, blog: str) -> tuple[int, ...]:
    """Captures of pages whose parts are not noted yet, in the order kept."""
    query = f"""SELECT captures.id FROM captures JOIN blogs ON blogs.id = captures.blog
    WHERE blog = ? AND captures.id > coalesce(parts_to, 0) AND kind IN ({_KINDS})
      AND status = 200 AND replaced_by IS NULL ORDER BY captures.id"""  # noqa: S608 -- names of ours
    return tuple(row[0] for row in db.execute(query, [blog]))


def mark_read(db: Database, blog: str, capture: int) -> None:
    """Note that the parts of all captures up to this one are noted."""
    db.execute("UPDATE blogs SET parts_to = ? WHERE id = ?", [capture, blog])


def bodies_without_page(db: Database, blog: str) -> Iterator[tuple[str, str]]:
    """(address, body) of posts with a frame in them of which no page was ever read."""
    query = """SELECT url, body_html FROM posts WHERE blog = ? AND page_capture IS NULL
    AND (body_html LIKE '%<iframe%' OR body_html LIKE '%<object%' OR body_html LIKE '%<embed%')"""
    yield from db.execute(query, [blog]).fetchall()


def want(db: Database, blog: str, parts: Iterable[Part], at: datetime, depth: int = 0) -> None:
    """Note parts that are to be fetched; those known already, and pictures of posts, stay."""
    for part in parts:
        db.execute(
            """INSERT OR IGNORE INTO parts (key, kind, state, url, blog, depth, first_seen_at)
            SELECT ?, ?, 'wanted', ?, ?, ?, ?
            WHERE NOT EXISTS (SELECT 1 FROM media_uses WHERE shown_url = ?)""",
            [part.key, part.kind, part.url, blog, depth, timestamp(at), part.url],
        )


def wanted(db: Database, blog: str) -> tuple[WantedPart, ...]:
    """Parts of a blog's pages that are still to be fetched, in the order in which they were met."""
    query = """SELECT id AS part_id, kind, url, depth FROM parts
    WHERE blog = ? AND state = 'wanted' ORDER BY id"""
    return tuple(WantedPart(**row) for row in db.query(query, [blog]))


def same_picture(db: Database, picture: str) -> Mapping[str, Any] | None:
    """The kept file of a picture, whatever its size; None where there is none."""
    query = """SELECT url, sha256, path, mime, n_bytes FROM media
    WHERE key = ? AND state = 'kept'"""
    return next(iter(db.query(query, [picture])), None)


def keep(db: Database, part_id: int, values: Mapping[str, Any], at: datetime) -> None:
    """Note the file that was kept for a part: found_url, sha256, path, mime, n_bytes."""
    row = {**values, "state": "kept", "reason": None, "kept_at": timestamp(at), "n_failures": 0}
    db.table("parts").update(part_id, row)


def miss(db: Database, part_id: int, reason: str) -> None:
    """Note that a part cannot be had, and why; only `want_missing` has it asked for again."""
    query = "UPDATE parts SET state = 'missing', reason = ?, n_failures = 0 WHERE id = ?"
    db.execute(query, [reason, part_id])


def fail(db: Database, part_id: int, reason: str) -> None:
    """Note that a part gave no answer: the next runs ask again, up to a number of them."""
    db.execute(
        """UPDATE parts SET reason = ?, n_failures = n_failures + 1,
          state = iif(n_failures + 1 < ?, 'wanted', 'missing') WHERE id = ?""",
        [reason, MOST_UNANSWERED, part_id],
    )


def want_missing(db: Database, blog: str) -> None:
    """Ask once more for the parts of a blog's pages that could not be had."""
    db.execute("UPDATE parts SET state = 'wanted' WHERE blog = ? AND state = 'missing'", [blog])


def n_unanswered(db: Database, blog: str) -> int:
    """Videos and stills of a blog that gave no answer and may exist.

    They are what a post shows, as pictures are; styles, fonts and badges are not, and decide of no
    run.
    """
    query = """SELECT count(*) AS n FROM parts WHERE blog = ? AND state = 'wanted'
    AND n_failures > 0 AND kind IN ('thumbnail', 'video')"""
    return int(next(iter(db.query(query, [blog])))["n"])


# -- what the mirror asks ------------------------------------------------------------------------


def kept_at(db: Database, key: str) -> KeptPart | None:
    """The kept part of a key (`part_key` of its address)."""
    query = """SELECT key, kind, coalesce(found_url, url) AS url, path, mime FROM parts
    WHERE state = 'kept' AND key = ?"""
    return next((KeptPart(**row) for row in db.query(query, [key])), None)


def kept_picture(db: Database, key: str) -> tuple[str, str] | None:
    """(path, type) of the kept file of a picture that a post shows, by its `part_key`."""
    query = """SELECT path, mime FROM media_uses JOIN media ON media.id = media_uses.media
    WHERE state = 'kept' AND shown_url IN (?, ?, ?)"""
    return next(iter(db.execute(query, [key, f"http:{key}", f"https:{key}"])), None)


def kept_files_by_key(db: Database) -> Iterator[tuple[str, str]]:
    """(`part_key`, what is there) of all that `kept_at` and `kept_picture` find."""
    yield from db.execute(
        "SELECT key, kind || ' ' || path || ' ' || coalesce(found_url, url) FROM parts"
        " WHERE state = 'kept'"
    )
    for url, path in db.execute(
        """SELECT DISTINCT shown_url, path FROM media_uses JOIN media ON media.id = media
        WHERE state = 'kept'"""
    ):
        yield re.sub("^https?:", "", url), path


def embedded(db: Database) -> tuple[KeptPart, ...]:
    """The kept videos and stills of every blog."""
    query = """SELECT key, kind, coalesce(found_url, url) AS url, path, mime FROM parts
    WHERE state = 'kept' AND kind IN ('thumbnail', 'video') ORDER BY id"""
    return tuple(KeptPart(**row) for row in db.query(query))


@dataclass(frozen=True, slots=True)
class PageCapture:
    """The newest capture of a page that has an original look."""

    capture: int
    kind: str
    url: str
    post_id: str | None


def page_captures(db: Database, blog: str) -> tuple[PageCapture, ...]:
    """What the original face of a blog is made of: posts first, then home, archives and labels."""
    posts = """SELECT page_capture AS capture, kind, url, id AS post_id FROM posts
    WHERE blog = ? AND page_capture IS NOT NULL ORDER BY id"""
    lists = """SELECT max(id) AS capture, kind, url, NULL AS post_id FROM captures
    WHERE blog = ? AND kind IN ('home', 'archive', 'label') AND status = 200 AND problem IS NULL
      AND replaced_by IS NULL GROUP BY kind, url ORDER BY kind, url"""
    return tuple(PageCapture(**row) for query in (posts, lists) for row in db.query(query, [blog]))
