"""Reconcile what a blog's sources declare with what is kept: totals, proof and gaps. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archive.coverage import posts
from archive.coverage.addresses import NOT_YET, PLACES, Addresses
from archive.coverage.model import Coverage, Gap, SourceLine
from archive.coverage.posts import Posts, line
from archive.coverage.steps import FINDINGS, is_gone, step_for
from archive.store.evidence import LOST, AskedFor, Evidence, OpenFinding, PagePart, Picture

_RECKONED = frozenset(
    {
        *("disagreement", "unreadable", "unfetched", "missing-post"),
        *("missing-media", "missing-part", "missing-comments", "smaller-picture", "gone"),
    }
)
"""Findings that the reckoning of a source speaks of, or that are no gap (what is gone is kept)."""

_POST_ID = re.compile(r"/feeds/(\d+)/comments/")
_ELSEWHERE = frozenset({*PLACES, "archive", "label", "feed-post-comments"})
"""Kinds of target that are reckoned with what they tell of."""


def reckon(evidence: Evidence) -> Coverage:
    """Judge one blog; every missing thing is one gap, whatever the number of its witnesses."""
    addresses = Addresses(evidence)
    found = posts.of(addresses)
    shorts = posts.shorts(found)
    by_number = [*posts.month_gaps(found, shorts), *_one(posts.feed_gap(found, shorts))]
    pages_by_number = _one(posts.pages_gap(found))
    n_missing = len(found.lacks) + sum(gap.n for gap in by_number)
    comments = tuple(_comment_gaps(addresses))
    gaps = (
        *(lack.gap() for lack in addresses.lacks.values()),
        *by_number,
        *pages_by_number,
        *addresses.own_pages(),
        *posts.label_gaps(found, n_missing),
        *comments,
        *_picture_gaps(evidence),
        *_part_gaps(evidence.parts),
        *_version_gaps(evidence),
        *_listing_gaps(addresses),
        *_finding_gaps(evidence.findings),
    )
    n_pages_missing = len(found.page_lacks) + sum(gap.n for gap in pages_by_number)
    return _coverage(found, gaps, n_missing, n_pages_missing)


def _coverage(
    found: Posts, gaps: tuple[Gap, ...], n_missing: int, n_pages_missing: int
) -> Coverage:
    evidence = found.evidence
    n_posts, n_pages = (
        sum(entry.kind == kind for entry in evidence.entries) for kind in ("post", "page")
    )
    n_comments = sum(entry.n_kept for entry in evidence.entries)
    n_unsaid = sum(gap.n for gap in gaps if gap.kind in ("comments", "comments-of-feed"))
    return Coverage(
        *(evidence.blog_id, evidence.host, evidence.url, evidence.title),
        n_posts=n_posts,
        n_posts_declared=n_posts + n_missing,
        n_pages=n_pages,
        n_pages_declared=n_pages + n_pages_missing,
        n_comments=n_comments,
        n_comments_declared=n_comments + n_unsaid,
        n_pictures=sum(one.state == "kept" for one in evidence.pictures),
        n_pictures_declared=len(evidence.pictures),
        n_parts=sum(one.state == "kept" for one in evidence.parts),
        n_parts_declared=len(evidence.parts),
        n_versions=sum(entry.n_versions for entry in evidence.entries),
        sources=(*posts.lines(found), *_lines(found)),
        gaps=gaps,
    )


def _one(gap: Gap | None) -> tuple[Gap, ...]:
    return (gap,) if gap is not None else ()


def _lines(found: Posts) -> Iterator[SourceLine]:
    """The proof, for every source that tells of comments, pictures, page parts and versions."""
    evidence = found.evidence
    declaring = [one for one in evidence.entries if one.n_declared is not None]
    n_kept = sum(min(one.n_declared or 0, one.n_kept) for one in declaring)
    n_declared = sum(one.n_declared or 0 for one in declaring) if declaring else None
    yield line("comment counts of posts", n_declared, n_kept)
    n_comments = sum(entry.n_kept for entry in evidence.entries)
    yield line("comments feed", found.total("comments-feed"), n_comments)
    n_kept = sum(one.state == "kept" for one in evidence.pictures)
    yield line("pictures mentioned", len(evidence.pictures) or None, n_kept)
    n_kept = sum(one.state == "kept" for one in evidence.parts)
    yield line("page parts mentioned", len(evidence.parts) or None, n_kept)
    n_versions = sum(entry.version for entry in evidence.entries)
    n_kept = sum(entry.n_versions for entry in evidence.entries)
    yield line("versions", n_versions or None, n_kept)


def _comment_gaps(addresses: Addresses) -> Iterator[Gap]:
    """Posts with fewer comments than they declare; then what only the feed's total knows of."""
    evidence = addresses.evidence
    totals = {one.name: one.n for one in evidence.declared if one.source == "post-comments"}
    unread = {
        found[1]: addresses.reason_of(one)
        for one in evidence.asked
        if one.kind == "feed-post-comments" and one.state in ("failed", "skipped", "pending")
        if (found := _POST_ID.search(one.url))
    }
    n_missing = 0
    for entry in evidence.entries:
        n = (entry.n_declared or 0) - entry.n_kept
        if n <= 0:
            continue
        n_missing += n
        said = f"{entry.n_declared} comments declared, {entry.n_kept} kept"
        why = _why_fewer(totals.get(entry.post_id), entry.n_kept, unread.get(entry.post_id))
        step = step_for("comments", said)
        yield Gap("comments", entry.url, said + why, step, ("the post's own count",), n)
    yield from _one(_comments_feed_gap(evidence, n_missing))


def _why_fewer(n_in_feed: int | None, n_kept: int, unread: str | None) -> str:
    if unread is not None:
        return f"; its comment feed: {unread}"
    if n_in_feed is None:
        return "; its own comment feed told nothing"
    if n_in_feed <= n_kept:
        return f"; its comment feed gives no more than {n_in_feed}"
    return f"; its comment feed claims {n_in_feed} and gave fewer"


def _comments_feed_gap(evidence: Evidence, n_missing: int) -> Gap | None:
    totals = (one.n for one in evidence.declared if one.source == "comments-feed")
    total = next(totals, None)
    n_kept = sum(entry.n_kept for entry in evidence.entries)
    if total is None or total - n_kept - n_missing <= 0:
        return None
    said = f"the comments feed claims {total} comments, {n_kept} kept"
    reason = f"{said}; no post declares the rest"
    step = step_for("comments-of-feed", said)
    n = total - n_kept - n_missing
    return Gap("comments-of-feed", "comments feed", reason, step, (said,), n)


def _picture_gaps(evidence: Evidence) -> Iterator[Gap]:
    for one in evidence.pictures:
        if one.state != "kept":
            reason = _why_no_picture(one)
            step = step_for("picture", reason)
            yield Gap("picture", one.url, reason, step, (f"{one.shown_by} shows it",))
    shown = {one.key: one for one in evidence.pictures}
    for finding in evidence.findings:
        if finding.kind == "smaller-picture" and finding.subject in shown:
            step = step_for("smaller-picture", finding.message)
            said = f"{shown[finding.subject].shown_by} shows it"
            yield Gap("smaller-picture", shown[finding.subject].url, finding.message, step, (said,))


def _why_no_picture(picture: Picture) -> str:
    if picture.state == "wanted":
        return NOT_YET
    if picture.state == LOST:
        return picture.reason or "its file is not there"
    return picture.tries or picture.reason or "no reason is kept"


def _part_gaps(parts: Iterable[PagePart]) -> Iterator[Gap]:
    for one in parts:
        if one.state != "kept":
            reason = one.reason or (NOT_YET if one.state == "wanted" else "no reason is kept")
            namer = "a style sheet" if one.depth else "a page"
            said = f"{namer} of the blog names it ({one.kind})"
            yield Gap("page-part", one.url, reason, step_for("page-part", reason), (said,))


def _version_gaps(evidence: Evidence) -> Iterator[Gap]:
    for entry in evidence.entries:
        if entry.n_versions < entry.version:
            reason = f"version {entry.version} is kept with {entry.n_versions - 1} before it"
            n = entry.version - entry.n_versions
            yield Gap("version", entry.url, reason, step_for("version", reason), (), n)


def _listing_gaps(addresses: Addresses) -> Iterator[Gap]:
    """Sources that should be there and could not be read: nothing is proven by them."""
    for one in addresses.evidence.asked:
        if one.kind not in _ELSEWHERE and one.state != "done" and not _is_absent(one):
            reason = addresses.reason_of(one)
            yield Gap("listing", one.url, reason, step_for("listing", reason))


def _is_absent(asked: AskedFor) -> bool:
    """The blog has no such listing, or the plain form of its address was asked for instead."""
    is_replaced = asked.state == "skipped" and asked.reason.startswith("answered")
    return asked.state != "pending" and (is_gone(asked.reason) or is_replaced)


def _finding_gaps(findings: Iterable[OpenFinding]) -> Iterator[Gap]:
    """Whatever else is open, so that no finding is ever silent here."""
    for one in findings:
        if one.kind not in _RECKONED:
            step = FINDINGS.get(one.kind, "run 'blogarchive crawl' again")
            yield Gap("finding", one.url or one.subject, one.message, step, (one.kind,))
