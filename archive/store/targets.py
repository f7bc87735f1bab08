"""The frontier: what a crawl still has to fetch of a blog, and why, kept in the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlite_utils import Database

from archive.model import Target
from archive.store import delays
from archive.store.captures import timestamp

TargetState = Literal["pending", "done", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class Frontier:
    """The targets of one blog, as one run sees them."""

    db: Database
    blog: str
    crawl: int | None
    """None for captures that no run fetched."""

    def add(self, targets: Iterable[Target]) -> int:
        """Plan targets that are not planned yet.

        :returns: how many were new.
        """
        n_new = 0
        for target in targets:
            cursor = self.db.execute(
                """INSERT OR IGNORE INTO targets (blog, kind, key, url, state, reason)
                VALUES (?, ?, ?, ?, 'pending', ?)""",
                [self.blog, target.kind, target.key, target.url, target.reason],
            )
            n_new += cursor.rowcount
        return n_new

    def key_of(self, kind: str, url: str) -> str | None:
        """The key of the target that an address was asked for as; None where there is none."""
        query = "SELECT key FROM targets WHERE blog = ? AND kind = ? AND url = ?"
        for row in self.db.query(query, [self.blog, kind, url]):
            return str(row["key"])
        return None

    def every(self, kinds: Iterable[str]) -> tuple[Target, ...]:
        """The targets of some kinds, whatever became of them, in the order planned."""
        wanted = tuple(kinds)
        marks = ", ".join("?" * len(wanted))
        query = f"""SELECT kind, key, url, reason FROM targets
        WHERE blog = ? AND kind IN ({marks}) ORDER BY rowid"""  # noqa: S608 -- question marks only
        return tuple(Target(**row) for row in self.db.query(query, [self.blog, *wanted]))

    def pending(self, kinds: Iterable[str]) -> tuple[Target, ...]:
        """What is still to be fetched of some kinds, in the order planned."""
        wanted = tuple(kinds)
        marks = ", ".join("?" * len(wanted))
        query = f"""SELECT kind, key, url, reason FROM targets
        WHERE blog = ? AND state = 'pending' AND kind IN ({marks}) ORDER BY rowid"""  # noqa: S608 -- question marks only
        rows = self.db.query(query, [self.blog, *wanted])
        return tuple(Target(row["kind"], row["key"], row["url"], row["reason"]) for row in rows)

    def n_pending(self, kinds: Iterable[str]) -> int:
        """How many targets of some kinds are still to be fetched."""
        wanted = tuple(kinds)
        marks = ", ".join("?" * len(wanted))
        query = f"""SELECT count(*) AS n FROM targets
        WHERE blog = ? AND state = 'pending' AND kind IN ({marks})"""  # noqa: S608 -- question marks only
        return int(next(iter(self.db.query(query, [self.blog, *wanted])))["n"])

    def mark(
        self,
        target: Target,
        state: TargetState,
        reason: str,
        at: datetime,
        *,
        is_answered: bool = True,
    ) -> None:
        """Note what became of a target; what got no answer is asked again sooner."""
        self.db.execute(
            """UPDATE targets SET state = ?, reason = ?, crawl = ?, tried_at = ?
            WHERE blog = ? AND kind = ? AND key = ?""",
            [state, reason, self.crawl, timestamp(at), self.blog, target.kind, target.key],
        )
        key = (self.blog, target.kind, target.key)
        delays.count(self.db, key, state, at, is_answered=is_answered)

    def keep_validators(self, target: Target, etag: str | None, last_modified: str | None) -> None:
        """Remember what to send next time, so that an unchanged answer costs nothing."""
        self.db.execute(
            """UPDATE targets SET etag = ?, last_modified = ?
            WHERE blog = ? AND kind = ? AND key = ?""",
            [etag, last_modified, self.blog, target.kind, target.key],
        )

    def validators(self, target: Target) -> tuple[str | None, str | None]:
        """(ETag, Last-Modified) of a target's last answer."""
        query = """SELECT etag, last_modified FROM targets
        WHERE blog = ? AND kind = ? AND key = ? AND url = ?"""
        for row in self.db.query(query, [self.blog, target.kind, target.key, target.url]):
            return row["etag"], row["last_modified"]
        return None, None

    def forget_validators(self, kinds: Iterable[str]) -> None:
        """Have the targets of some kinds answered whole again."""
        for kind in kinds:
            self.db.execute(
                """UPDATE targets SET etag = NULL, last_modified = NULL
                WHERE blog = ? AND kind = ?""",
                [self.blog, kind],
            )

    def is_settled(self, kinds: Iterable[str]) -> bool:
        """Whether no target of some kinds is planned or failed."""
        query = """SELECT 1 FROM targets WHERE blog = ? AND kind = ?
        AND state IN ('pending', 'failed')"""
        return not any(row for kind in kinds for row in self.db.query(query, [self.blog, kind]))

    def reopen(self, kinds: Iterable[str], reason: str) -> None:
        """Plan the targets of some kinds again, for a new run."""
        for kind in kinds:
            self.db.execute(
                "UPDATE targets SET state = 'pending', reason = ? WHERE blog = ? AND kind = ?",
                [reason, self.blog, kind],
            )

    def reopen_failed(self, reason: str) -> None:
        """Plan again what an earlier run could not fetch."""
        self.db.execute(
            "UPDATE targets SET state = 'pending', reason = ? WHERE blog = ? AND state = 'failed'",
            [reason, self.blog],
        )

    def reopen_one(self, target: Target) -> None:
        """Plan one target again, or for the first time; the validators of another address go."""
        self.add([target])
        self.db.execute(
            """UPDATE targets SET state = 'pending', reason = ?,
              etag = iif(url = ?, etag, NULL), last_modified = iif(url = ?, last_modified, NULL),
              url = ?
            WHERE blog = ? AND kind = ? AND key = ?""",
            [target.reason, *[target.url] * 3, self.blog, target.kind, target.key],
        )

    def reopen_untold(self, reason: str) -> None:
        """Plan again the pages of which no sitemap tells when they changed."""
        self.db.execute(
            """UPDATE targets SET state = 'pending', reason = ?
            WHERE blog = ? AND kind IN ('post', 'page') AND lastmod IS NULL""",
            [reason, self.blog],
        )

    def set_aside(self, kinds: Iterable[str], reason: str) -> None:
        """Let go of what is planned of some kinds."""
        for kind in kinds:
            self.db.execute(
                "UPDATE targets SET state = 'skipped', reason = ? WHERE blog = ? AND kind = ?",
                [reason, self.blog, kind],
            )

    def tried_since(self, target: Target, since: datetime) -> bool:
        """Whether a target was asked for since a moment."""
        query = "SELECT tried_at FROM targets WHERE blog = ? AND kind = ? AND key = ?"
        rows = self.db.query(query, [self.blog, target.kind, target.key])
        return any((row["tried_at"] or "") >= timestamp(since) for row in rows)

    def note_lastmod(self, target: Target, lastmod: str) -> bool:
        """Note when the sitemap says that a page changed.

        :returns: whether it said something else before.
        """
        values = [self.blog, target.kind, target.key]
        query = "SELECT lastmod FROM targets WHERE blog = ? AND kind = ? AND key = ?"
        known = next(iter(self.db.query(query, values)), {"lastmod": None})["lastmod"]
        self.db.execute(
            "UPDATE targets SET lastmod = ? WHERE blog = ? AND kind = ? AND key = ?",
            [lastmod, *values],
        )
        return known is not None and known != lastmod
