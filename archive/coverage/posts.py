"""Posts that sources count and that are not kept: every missing post once, however many say so.

A missing post that has an address explains one post that its month lacks, and one that the feed
lacks; only what no address explains is a gap known by number. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from archive.coverage.addresses import Addresses, Lack, month_in, page_of
from archive.coverage.model import Gap, SourceLine
from archive.coverage.steps import step_for
from archive.store.evidence import AskedFor, Evidence

_MONTH, _YEAR = len("2019-05"), len("2019")


@dataclass(frozen=True, slots=True)
class Short:
    """A period of which the archive widget counts more posts than are kept."""

    period: str
    n_declared: int
    n_kept: int
    n_unnamed: int
    """Posts of it that no address explains."""

    @property
    def sentence(self) -> str:
        """What the widget says."""
        return f"the archive widget counts {self.n_declared} posts, {self.n_kept} kept"


@dataclass(frozen=True)
class Posts:
    """The reckoning of posts and static pages."""

    addresses: Addresses
    kept_in: Counter[str]
    """Posts kept and not gone, by month and by year; all under an empty name."""
    periods: dict[str, int]
    """What the archive widget declares, by month and year."""

    @property
    def evidence(self) -> Evidence:
        """What is known of the blog."""
        return self.addresses.evidence

    def total(self, source: str) -> int | None:
        """What a source claims in all; None where it says nothing."""
        return next((one.n for one in self.evidence.declared if one.source == source), None)

    @property
    def lacks(self) -> list[Lack]:
        """Missing posts that have an address and that the blog should still have."""
        found = self.addresses.lacks.values()
        return [lack for lack in found if lack.is_declared and not lack.is_static]

    @property
    def page_lacks(self) -> list[Lack]:
        """The same for static pages."""
        found = self.addresses.lacks.values()
        return [lack for lack in found if lack.is_declared and lack.is_static]


def of(addresses: Addresses) -> Posts:
    """Count what is kept and declared, month by month."""
    kept: Counter[str] = Counter()
    for entry in addresses.evidence.entries:
        if entry.kind == "post" and not entry.is_gone:
            day = entry.published_on or month_in(page_of(entry.url))
            kept.update({"", day[:_YEAR], day[:_MONTH]})
    widget = [one for one in addresses.evidence.declared if one.source == "archive-widget"]
    periods = {one.name: one.n for one in widget if len(one.name) in (_MONTH, _YEAR)}
    return Posts(addresses, kept, periods)


def shorts(posts: Posts) -> tuple[Short, ...]:
    """Periods that lack posts, months first; tells each missing post which of them it explains."""
    free = {lack.page: lack for lack in posts.lacks}
    months = sorted(name for name in posts.periods if len(name) == _MONTH)
    # An address keeps the month of the first publication; the post may be dated later, never
    # earlier. So what its own month does not need may explain a later one.
    claimed: dict[str, int] = {}
    for is_own in (True, False):
        for month in months:
            wanted = _wanted(posts, month) - claimed.get(month, 0)
            fitting = [one for one in free.values() if _fits(one, month, is_own=is_own)]
            for lack in fitting[: max(0, wanted)]:
                del free[lack.page]
                claimed[month] = claimed.get(month, 0) + 1
                lack.evidence.append(f"{_short(posts, month, 0).sentence} of {month}")
    found = [_short(posts, month, claimed.get(month, 0)) for month in months]
    found += [_short_year(posts, year, found) for year in posts.periods if len(year) == _YEAR]
    return tuple(one for one in found if one.n_unnamed > 0)


def _fits(lack: Lack, month: str, *, is_own: bool) -> bool:
    return lack.month == month if is_own else "" < lack.month < month


def _wanted(posts: Posts, period: str) -> int:
    return max(0, posts.periods[period] - posts.kept_in[period])


def _short(posts: Posts, period: str, n_named: int) -> Short:
    n_unnamed = _wanted(posts, period) - n_named
    return Short(period, posts.periods[period], posts.kept_in[period], n_unnamed)


def _short_year(posts: Posts, year: str, months: Iterable[Short]) -> Short:
    """What a year lacks beyond its months, which a widget may leave out."""
    n_named = sum(lack.month.startswith(year) for lack in posts.lacks)
    n_unnamed = sum(one.n_unnamed for one in months if one.period.startswith(year))
    return _short(posts, year, n_named + n_unnamed)


def month_gaps(posts: Posts, found: Iterable[Short]) -> Iterator[Gap]:
    """Posts that are known by their month alone."""
    for one in found:
        asked = next((a for a in _asked(posts, "archive") if _is_of(a, one.period)), None)
        why = f"; its page: {posts.addresses.reason_of(asked)}" if asked else ""
        reason = f"{one.sentence}, and no address of the others is known{why}"
        step = step_for("posts-of-month", reason)
        said = (f"{one.sentence} of {one.period}", *feed_said(posts))
        yield Gap("posts-of-month", one.period, reason, step, said, one.n_unnamed)


def _asked(posts: Posts, kind: str) -> Iterator[AskedFor]:
    """Listings of a kind that were not read."""
    found = posts.evidence.asked
    return (one for one in found if one.kind == kind and one.state != "done")


def _is_of(asked: AskedFor, period: str) -> bool:
    path = urlsplit(asked.url).path
    return f"/{period.replace('-', '/')}/" in path or f"/{period.replace('-', '_')}_" in path


def feed_said(posts: Posts) -> tuple[str, ...]:
    """What the feed claims, where it claims more posts than are kept."""
    total, n_kept = posts.total("feed"), posts.kept_in[""]
    if total is None or total <= n_kept:
        return ()
    return (f"the posts feed claims {total} posts, {n_kept} kept",)


def feed_gap(posts: Posts, found: Iterable[Short]) -> Gap | None:
    """Posts that the feed's total counts and no other source knows of."""
    said = feed_said(posts)
    if not said:
        return None
    for lack in posts.lacks:
        lack.evidence.extend(said)
    n_named = len(posts.lacks) + sum(one.n_unnamed for one in found)
    n_unnamed = (posts.total("feed") or 0) - posts.kept_in[""] - n_named
    if n_unnamed <= 0:
        return None
    reason = f"{said[0]}, and no other source names the rest{_doubt(posts)}"
    step = step_for("posts-of-feed", reason)
    return Gap("posts-of-feed", "posts feed", reason, step, said, n_unnamed)


def _doubt(posts: Posts) -> str:
    """Say where other sources agree with what is kept: feeds are known to claim too many."""
    n_kept = posts.kept_in[""]
    sums = {
        "the archive widget": sum(widget_counts(posts).values()),
        "the sitemap": sum(not _is_page(page) for page in posts.addresses.sitemap),
    }
    against = [name for name, n in sums.items() if n == n_kept]
    return f"; {' and '.join(against)} count {n_kept}, as kept" if against else ""


def _is_page(page: str) -> bool:
    return page.startswith("/p/")


def widget_counts(posts: Posts) -> dict[str, int]:
    """The widget's counts, each post once: months, and years that have no month listed."""
    months = {name: n for name, n in posts.periods.items() if len(name) == _MONTH}
    years = {name[:_YEAR] for name in months}
    return months | {
        name: n for name, n in posts.periods.items() if len(name) == _YEAR and name not in years
    }


def pages_gap(posts: Posts) -> Gap | None:
    """Static pages that their feed's total counts and no other source knows of."""
    n_kept = sum(one.kind == "page" and not one.is_gone for one in posts.evidence.entries)
    total = posts.total("pages-feed") or 0
    n_unnamed = total - n_kept - len(posts.page_lacks)
    if n_unnamed <= 0:
        return None
    said = f"the pages feed claims {total} static pages, {n_kept} kept"
    step = step_for("pages-of-feed", said)
    return Gap("pages-of-feed", "pages feed", said, step, (said,), n_unnamed)


def label_gaps(posts: Posts, n_missing: int) -> Iterator[Gap]:
    """Labels that too few kept posts carry, where missing posts do not explain it."""
    counts = {one.name: one.n for one in posts.evidence.declared if one.source == "label-widget"}
    unread = {_label_of(one.url): posts.addresses.reason_of(one) for one in _asked(posts, "label")}
    for name in sorted(counts.keys() | unread.keys()):
        n_kept, n_declared = posts.evidence.labels.get(name, 0), counts.get(name)
        if n_declared is not None and n_declared - n_kept <= n_missing:
            continue
        said = "" if n_declared is None else f"the label widget counts {n_declared}, {n_kept} kept"
        reason = "; ".join(part for part in (said, unread.get(name)) if part)
        n = 1 if n_declared is None else n_declared - n_kept - n_missing
        yield Gap("label", name, reason, step_for("label", reason), (said,) if said else (), n)


def _label_of(url: str) -> str:
    return unquote(urlsplit(url).path.rpartition("/search/label/")[2].replace("+", " "))


def lines(posts: Posts) -> Iterator[SourceLine]:
    """The proof, for every source that tells of posts."""
    entries = posts.evidence.entries
    n_pages = sum(one.kind == "page" for one in entries)
    yield line("posts feed", posts.total("feed"), posts.kept_in[""])
    counts = widget_counts(posts)
    n_kept = sum(min(n, posts.kept_in[name]) for name, n in counts.items())
    yield line("archive widget", sum(counts.values()) if counts else None, n_kept)
    listed = posts.addresses.sitemap
    n_kept = sum(map(posts.addresses.is_covered, listed))
    yield line("sitemap", len(listed) if listed else None, n_kept)
    linked = posts.addresses.linked
    n_kept = sum(map(posts.addresses.is_covered, linked))
    yield line("links between posts", len(linked) if linked else None, n_kept)
    labels = [one for one in posts.evidence.declared if one.source == "label-widget"]
    n_kept = sum(min(one.n, posts.evidence.labels.get(one.name, 0)) for one in labels)
    yield line("label widget", sum(one.n for one in labels) if labels else None, n_kept)
    yield line("pages feed", posts.total("pages-feed"), n_pages)


def line(source: str, n_declared: int | None, n_kept: int) -> SourceLine:
    """One line of the proof; more kept than declared agrees."""
    agrees = None if n_declared is None else n_kept >= n_declared
    return SourceLine(source, n_declared, n_kept, agrees)
