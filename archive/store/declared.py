"""What the sources of a blog say there is: totals, counts per month and label, listed addresses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from archive.model import Declared, Declarer
from archive.store.captures import timestamp


@dataclass(frozen=True, slots=True)
class Saying:
    """Which answer says something, and when it came."""

    blog: str
    listing: str
    """Its address."""
    capture: int
    at: datetime


def keep(db: Database, saying: Saying, declared: Iterable[Declared]) -> None:
    """Keep what an answer declares, in place of what the sources said of the same before."""
    for one in declared:
        db.execute(
            """INSERT INTO declared (blog, source, name, n, listing, capture, seen_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (blog, source, name) DO UPDATE SET n = excluded.n,
              listing = excluded.listing, capture = excluded.capture, seen_at = excluded.seen_at""",
            [
                *(saying.blog, one.source, one.name, one.n),
                *(saying.listing, saying.capture, timestamp(saying.at)),
            ],
        )


def forget(db: Database, blog: str, source: Declarer, listing: str | None = None) -> None:
    """Drop what a source said, in one answer or in all: a newer one is about to say it anew."""
    db.execute(
        "DELETE FROM declared WHERE blog = ? AND source = ? AND listing = coalesce(?, listing)",
        [blog, source, listing],
    )


def bring_over(source: Database, to: Database, blog: str) -> None:
    """Take what a second reading of the captures found declared, where it found anything."""
    query = "SELECT * FROM declared WHERE blog = ? ORDER BY source, name"
    found = list(source.query(query, [blog]))
    if found and found != list(to.query(query, [blog])):
        to.execute("DELETE FROM declared WHERE blog = ?", [blog])
        to.table("declared").insert_all(found)
    for row in source.query("SELECT key, url, source FROM media_addresses ORDER BY key, url"):
        keep_address(to, row["key"], row["url"], row["source"])


# -- other addresses of pictures, and how asking went ------------------------------------------


@dataclass(frozen=True, slots=True)
class Try:
    """One address asked for a picture."""

    url: str
    at: datetime
    status: int | None
    """None where no answer came."""
    error: str | None
    """Why the answer was not the picture; None where it was."""


def keep_address(db: Database, key: str, url: str, source: str) -> None:
    """Keep another address of a picture than those that bodies show."""
    db.execute(
        "INSERT OR IGNORE INTO media_addresses (key, url, source) VALUES (?, ?, ?)",
        [key, url, source],
    )


def addresses_of(db: Database, key: str) -> tuple[str, ...]:
    """The addresses of a picture that no body shows."""
    query = "SELECT url FROM media_addresses WHERE key = ? ORDER BY url"
    return tuple(row["url"] for row in db.query(query, [key]))


def keep_tries(db: Database, media: int, tries: Iterable[Try], crawl: int | None) -> None:
    """Keep every address that was tried for a picture."""
    for one in tries:
        db.execute(
            """INSERT INTO media_tries (media, url, tried_at, status, error, crawl)
            VALUES (?, ?, ?, ?, ?, ?)""",
            [media, one.url, timestamp(one.at), one.status, one.error, crawl],
        )
