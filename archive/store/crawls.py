"""Runs and what they found: crawls, requests, findings, wanted media."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from operator import itemgetter
from typing import Any, Literal

from sqlite_utils import Database

from archive.model import Finding, FindingKind
from archive.store import delays
from archive.store.captures import timestamp

Outcome = Literal["complete", "partial", "suspect", "unreachable", "interrupted"]


@dataclass(frozen=True, slots=True)
class WantedMedia:
    """A picture that is mentioned and not kept yet, with every way it is mentioned."""

    media: int
    key: str
    uses: tuple[tuple[str, str | None], ...]
    """(address shown, address linked), first mention first."""
    kept_url: str | None = None
    """Where a smaller one came from, while a larger one gave no answer."""


N_BETTER_TRIES = 3
"""Runs that ask for a larger picture than the kept one, where its host gave no answer."""
_BETTER = """media.state = 'kept'
  AND media.key IN (SELECT subject FROM findings
    WHERE kind = 'smaller-picture' AND closed_at IS NULL)
  AND (SELECT count(DISTINCT crawl) FROM media_tries
    WHERE media_tries.media = media.id AND status IS NULL) BETWEEN 1 AND :n - 1"""


def begin_crawl(db: Database, seed_url: str, now: datetime, *, is_full: bool = True) -> int:
    """Note that a run starts."""
    row = {"seed_url": seed_url, "started_at": timestamp(now), "is_full": int(is_full)}
    return int(str(db.table("crawls").insert(row).last_pk))


IS_CUT = "(finished_at IS NULL OR outcome = 'interrupted' OR reason IS NOT NULL)"
"""Of a run in SQL: it left work."""
IS_NO_RUN = "outcome IS 'unreachable'"
"""Of a run in SQL: it did not reach the blog, so it touched nothing."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Runs of a blog that left work, since the last that came to its end."""

    began: datetime
    """When the newest of them began."""
    listed_since: datetime
    """When the first of them began; of the full ones, where one is full."""
    is_full: bool
    """Whether one of them was to read every listing."""


def unfinished(db: Database, blog: str, but: int | None = None) -> Unfinished | None:
    """What a run (`but`, or the next one) goes on with: runs that were killed or stopped.

    A run that did not reach the blog touched nothing, so it neither counts nor ends anything.
    """
    query = f"""SELECT started_at, coalesce(is_full, 1) AS is_full, {IS_CUT} AS is_cut
    FROM crawls WHERE blog = ? AND id < ? AND NOT {IS_NO_RUN} ORDER BY id DESC"""  # noqa: S608 -- conditions of ours
    found = db.query(query, [blog, 2**62 if but is None else but])
    cut = list(takewhile(itemgetter("is_cut"), found))
    if not cut:
        return None
    is_full = any(row["is_full"] for row in cut)
    first = [row["started_at"] for row in cut if row["is_full"] or not is_full][-1]
    began = datetime.fromisoformat(cut[0]["started_at"])
    return Unfinished(began, datetime.fromisoformat(first), is_full)


def last_outcome(db: Database, blog: str) -> str | None:
    """How the last run of a blog ended; None where it did not, or there was none."""
    query = "SELECT outcome FROM crawls WHERE blog = ? ORDER BY id DESC LIMIT 1"
    return next((row["outcome"] for row in db.query(query, [blog])), None)


def began(db: Database, crawl: int) -> datetime:
    """When a run began."""
    (row,) = db.query("SELECT started_at FROM crawls WHERE id = ?", [crawl])
    return datetime.fromisoformat(row["started_at"])


def of_blog(db: Database, blog: str) -> tuple[int, ...]:
    """The runs of a blog, in order."""
    query = "SELECT id FROM crawls WHERE blog = ? ORDER BY id"
    return tuple(row["id"] for row in db.query(query, [blog]))


def has_ended(db: Database, crawl: int) -> bool:
    """Whether a run came to an end of its own; one that was killed or reached no blog did not."""
    query = "SELECT finished_at, outcome, exit_code, reason FROM crawls WHERE id = ?"
    (row,) = db.query(query, [crawl])
    was_killed = row["reason"] is not None and row["exit_code"] is None
    return row["finished_at"] is not None and row["outcome"] != "unreachable" and not was_killed


def judge(db: Database, crawl: int, *, is_suspect: bool) -> None:
    """Say anew whether a run that came to its end was suspect."""
    db.execute(
        """UPDATE crawls SET outcome = iif(?, 'suspect', 'partial')
        WHERE id = ? AND outcome IN ('complete', 'partial', 'suspect')""",
        [is_suspect, crawl],
    )


def name_crawl(db: Database, crawl: int, blog: str) -> None:
    """Note which blog a run turned out to be about."""
    db.execute("UPDATE crawls SET blog = ? WHERE id = ?", [blog, crawl])


def n_gone(db: Database, crawl: int) -> int:
    """How many entries a run found to be gone."""
    query = "SELECT count(*) AS n FROM findings WHERE crawl = ? AND kind = 'gone'"
    return int(next(iter(db.query(query, [crawl])))["n"])


def note_quick(db: Database, crawl: int) -> None:
    """Note that a run asks for changes only."""
    db.execute("UPDATE crawls SET is_full = 0 WHERE id = ?", [crawl])


def finish_crawl(
    db: Database, crawl: int, outcome: Outcome, report: Mapping[str, Any], now: datetime
) -> None:
    """Note how a run ended, by its report (`scraper.report.CrawlReport.written`)."""
    db.execute(
        """UPDATE crawls SET finished_at = ?, outcome = ?, report = ?, exit_code = ?, reason = ?,
          n_requests = ?, n_new = ?, n_changed = ?, n_failed = ? WHERE id = ?""",
        [
            *(timestamp(now), outcome, json.dumps(report, ensure_ascii=False)),
            *(report["exit_code"], report["reason"] or None, sum(report["requests"].values())),
            *(report["n_new"], report["n_changed"], report["n_failed"], crawl),
        ],
    )
    if outcome == "unreachable":
        return
    db.execute(
        """UPDATE blogs SET last_crawl_at = ?
        WHERE id = (SELECT blog FROM crawls WHERE id = ?)""",
        [timestamp(now), crawl],
    )


def count_fields(db: Database, crawl: int, fields: Iterable[str], missed: Collection[str]) -> None:
    """Count one page of a post, field by field, as having told or missed it."""
    for name in fields:
        db.execute(
            """INSERT INTO field_rates (crawl, field, n_pages, n_missed) VALUES (?, ?, 1, ?)
            ON CONFLICT (crawl, field) DO UPDATE
            SET n_pages = n_pages + 1, n_missed = n_missed + excluded.n_missed""",
            [crawl, name, int(name in missed)],
        )


Counts = Mapping[str, tuple[int, int]]
"""Field: (pages read, pages that missed it)."""


def field_rates(db: Database, crawl: int) -> tuple[Counts, Counts]:
    """(of the earlier runs that ended well, of this run and the killed ones it goes on with)."""
    earlier, this = (
        {row["field"]: (row["n_pages"], row["n_missed"]) for row in db.query(query, [crawl])}
        for query in (_EARLIER_RATES, _THESE_RATES)
    )
    return earlier, this


_EARLIER_RATES = """
SELECT field, sum(n_pages) AS n_pages, sum(n_missed) AS n_missed
FROM field_rates JOIN crawls ON crawls.id = field_rates.crawl JOIN crawls AS this ON this.id = ?
WHERE crawls.blog = this.blog AND crawls.id < this.id
  AND crawls.outcome IN ('complete', 'partial')
GROUP BY field"""
_THESE_RATES = """
SELECT field, sum(n_pages) AS n_pages, sum(n_missed) AS n_missed
FROM field_rates JOIN crawls ON crawls.id = field_rates.crawl JOIN crawls AS this ON this.id = ?
WHERE crawls.blog = this.blog AND crawls.id <= this.id AND crawls.id > coalesce((
  SELECT max(id) FROM crawls AS ended WHERE ended.blog = this.blog AND ended.id < this.id
  AND ended.outcome IN ('complete', 'partial', 'suspect')), 0)
GROUP BY field"""


def keep_feed_total(db: Database, blog: str, total: int) -> None:
    """Note how many posts the feed claims to have."""
    db.execute("UPDATE blogs SET feed_total = ? WHERE id = ?", [total, blog])


def keep_request(db: Database, crawl: int, kind: str, values: Mapping[str, Any]) -> None:
    """Log one request."""
    db.execute(
        """INSERT INTO requests
          (crawl, kind, url, requested_at, seconds, attempt, status, n_bytes, error)
        VALUES
          (:crawl, :kind, :url, :requested_at, :seconds, :attempt, :status, :n_bytes, :error)""",
        {"crawl": crawl, "kind": kind, **values},
    )


def keep_finding(
    db: Database, blog: str, finding: Finding, crawl: int | None, now: datetime
) -> None:
    """Note a finding; the same one again is the same row, open again."""
    db.execute(
        """INSERT INTO findings
          (blog, post, kind, subject, field, kept, other, message, crawl, found_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (kind, subject, field) DO UPDATE SET post = excluded.post,
          kept = excluded.kept, other = excluded.other, message = excluded.message,
          crawl = excluded.crawl, closed_at = NULL""",
        [
            *(blog, finding.post, finding.kind, finding.subject, finding.field),
            *(finding.kept, finding.other, finding.message, crawl, timestamp(now)),
        ],
    )


def open_findings(
    db: Database, blog: str, kind: FindingKind
) -> Mapping[tuple[str, str], tuple[int | None, Finding]]:
    """(subject, field): (run, finding) of every open finding of a kind."""
    query = """SELECT crawl, kind, subject, message, post, field, kept, other FROM findings
    WHERE blog = ? AND kind = ? AND closed_at IS NULL ORDER BY id"""
    return {
        (row["subject"], row["field"]): (row.pop("crawl"), Finding(**row))
        for row in db.query(query, [blog, kind])
    }


def close_finding(
    db: Database, kind: FindingKind, subject: str, now: datetime, field: str | None = None
) -> None:
    """Note that a finding no longer holds; without `field`, that none about its subject does."""
    db.execute(
        """UPDATE findings SET closed_at = ?
        WHERE kind = ? AND subject = ? AND field = coalesce(?, field) AND closed_at IS NULL""",
        [timestamp(now), kind, subject, field],
    )


def wanted_media(db: Database, blog: str) -> tuple[WantedMedia, ...]:
    """Pictures that posts of a blog mention and that are not kept, or only smaller, as mentioned.

    A smaller one is asked for again only where a larger gave no answer: it may well be there.
    """
    query = f"""SELECT media.id, media.key, shown_url, linked_url,
      iif(media.state = 'kept', media.url, NULL) AS kept_url FROM media
    JOIN media_uses ON media_uses.media = media.id JOIN posts ON posts.id = media_uses.post
    WHERE posts.blog = :blog AND (media.state = 'wanted' OR {_BETTER})
    ORDER BY media.id, media_uses.rowid"""  # noqa: S608 -- a condition of ours
    found: dict[int, tuple[str, str | None, dict[tuple[str, str | None], None]]] = {}
    for row in db.query(query, {"blog": blog, "n": N_BETTER_TRIES}):
        uses = found.setdefault(row["id"], (row["key"], row["kept_url"], {}))[2]
        uses[row["shown_url"], row["linked_url"]] = None
    return tuple(
        WantedMedia(media, key, tuple(uses), kept) for media, (key, kept, uses) in found.items()
    )


def n_wanted_media(db: Database, blog: str) -> int:
    """How many pictures of a blog are still to be fetched."""
    query = """SELECT count(DISTINCT media.id) AS n FROM media
    JOIN media_uses ON media_uses.media = media.id JOIN posts ON posts.id = media_uses.post
    WHERE posts.blog = ? AND media.state = 'wanted'"""
    return int(next(iter(db.query(query, [blog])))["n"])


def want_missing_media(db: Database, blog: str, due_at: datetime | None = None) -> None:
    """Try again what an earlier run could not have; with `due_at`, only what is due by then."""
    db.execute(
        """UPDATE media SET state = 'wanted' WHERE state = 'missing'
          AND (:due IS NULL OR coalesce(retry_at, '') <= :due OR retry_at > :last) AND id IN
          (SELECT media FROM media_uses JOIN posts ON posts.id = media_uses.post
           WHERE posts.blog = :blog)""",
        {
            "blog": blog,
            "due": timestamp(due_at) if due_at else None,
            "last": delays.no_wait_ends_after(due_at) if due_at else None,
        },
    )


def keep_media(db: Database, media: int, values: Mapping[str, Any], now: datetime) -> None:
    """Note the file that was kept for a picture: url, sha256, path, mime, n_bytes."""
    row = {**values, "state": "kept", "reason": None, "kept_at": timestamp(now)}
    row |= {"n_failures": 0, "retry_at": None, "is_unanswered": 0}
    db.table("media").update(media, row)


def miss_media(
    db: Database, media: int, reason: str, now: datetime, *, is_unanswered: bool
) -> None:
    """Note that a picture cannot be had, and why; a quick run waits before it asks again.

    :param is_unanswered: an address of it gave no answer, so it may be there.
    """
    db.execute(
        "UPDATE media SET state = 'missing', reason = ?, is_unanswered = ? WHERE id = ?",
        [reason, int(is_unanswered), media],
    )
    delays.count_media(db, media, now, is_answered=not is_unanswered)


MOST_UNANSWERED = 5
"""Failures in a row after which what gives no answer counts as gone: in nightly runs, five days at
least. Hosts of pictures die for good, and a run that tells of them for ever tells nothing."""


def n_unanswered_media(db: Database, blog: str) -> int:
    """Pictures of a blog that are not here, gave no answer when last asked for, and may exist."""
    query = """SELECT count(DISTINCT media.id) AS n FROM media
    JOIN media_uses ON media_uses.media = media.id JOIN posts ON posts.id = media_uses.post
    WHERE posts.blog = ? AND media.state = 'missing' AND is_unanswered AND n_failures < ?"""
    return int(next(iter(db.query(query, [blog, MOST_UNANSWERED])))["n"])


def posts_showing(db: Database, media: int) -> tuple[str, ...]:
    """Ids of the posts that show a picture."""
    query = "SELECT DISTINCT post FROM media_uses WHERE media = ? ORDER BY post"
    return tuple(row["post"] for row in db.query(query, [media]))
