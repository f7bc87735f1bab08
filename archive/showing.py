"""How status, coverage and search hits look on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from archive.coverage import Coverage, SourceLine
from archive.results import as_table, plain
from archive.search import Hit
from archive.status import BlogStatus, Run, Status


def status_shown(status: Status, again: str = "") -> Iterator[RenderableType]:
    """Show what an archive keeps and misses, blog by blog.

    :param again: what a later command must be told to find this archive.
    """
    for blog in status.blogs:
        yield from _blog_shown(blog)
    for unmet in status.unmet_runs:
        yield Text(f"{plain(unmet.seed_url)}: {_run_sentence(unmet)}; no blog was reached")
    if not status.blogs:
        yield Text("No blog is kept here yet; begin with 'blogarchive crawl URL'.")
    yield Text(
        f"{plain(status.path)}: database {_size(status.n_database_bytes)}, "
        f"pictures {_size(status.n_media_bytes)}"
    )
    if any(blog.n_gaps for blog in status.blogs):
        yield Text(f"See each gap, and what would close it: blogarchive coverage{again}")


def _blog_shown(blog: BlogStatus) -> Iterator[RenderableType]:
    yield Text(plain(blog.title) or plain(blog.host), style="bold")
    yield Text(plain(blog.url))
    yield as_table(("", "kept", "missing", ""), _counts(blog))
    for line in _remarks(blog):
        yield Text(line)
    yield Text()


def _counts(blog: BlogStatus) -> list[tuple[object, ...]]:
    total = blog.feed_total
    feed = "the feed tells no total" if total is None else f"of {total} in the feed"
    declared = f"of {blog.n_comments_declared} declared"
    wanted = f"{blog.n_media_wanted} not fetched yet" if blog.n_media_wanted else ""
    return [
        ("posts", blog.n_posts, blog.n_posts_missing, feed),
        ("pages", blog.n_pages, None, ""),
        ("comments", blog.n_comments, blog.n_comments_missing, declared),
        ("pictures", blog.n_media, blog.n_media_missing, wanted),
        ("captures", blog.n_captures, None, ""),
    ]


def _remarks(blog: BlogStatus) -> Iterator[str]:
    if blog.n_gone:
        yield f"{blog.n_gone} kept here are gone at the source"
    if blog.n_earlier_versions:
        yield (
            f"changed at the source: {blog.n_changed_posts} posts and pages, "
            f"{blog.n_changed_comments} comments; {blog.n_earlier_versions} earlier versions kept"
        )
    if blog.findings:
        kinds = ", ".join(f"{n} {kind}" for kind, n in blog.findings.items())
        yield f"open findings: {kinds}"
    if blog.n_pending:
        yield f"{blog.n_pending} addresses are still to fetch; the next crawl goes on with them"
    yield f"last crawl: {_run_sentence(blog.last_run)}" if blog.last_run else "never crawled"
    if blog.is_complete:
        yield "nothing is known to be missing"


def _run_sentence(run: Run) -> str:
    if run.finished_at is None:
        return f"begun {run.started_at}, not finished (it runs, or was killed)"
    return f"{run.outcome or 'ended'}, {run.finished_at}"


def _size(n: float) -> str:
    if n < 1024:  # noqa: PLR2004  the step between binary units
        return f"{n:.0f} bytes"
    for unit in ("KiB", "MiB"):
        n /= 1024
        if n < 1024:  # noqa: PLR2004  same
            return f"{n:.1f} {unit}"
    return f"{n / 1024:.1f} GiB"


def coverage_shown(coverage: Coverage) -> Iterator[RenderableType]:
    """Show one blog's totals, the proof source by source, and each gap."""
    yield Text(plain(coverage.title) or plain(coverage.host), style="bold")
    yield Text(plain(coverage.url))
    yield Text(totals_of(coverage))
    yield Text()
    yield as_table(("source", "declares", "kept", "agrees"), map(_proof_row, coverage.sources))
    for gap in coverage.gaps:
        yield Text()
        yield Text(f"{gap.kind}: {plain(gap.subject)}" + (f" ({gap.n:,})" if gap.n > 1 else ""))
        told = [gap.reason, *(f"said by: {said}" for said in gap.evidence)]
        for words in (*told, f"to close it: {gap.next_step}"):
            yield Padding(Text(plain(words)), (0, 0, 0, 2), expand=False)
    yield Text()


def _proof_row(one: SourceLine) -> tuple[object, ...]:
    agrees = {True: "yes", False: "no", None: "-"}[one.agrees]
    kept = None if one.agrees is None and not one.n_kept else one.n_kept
    return (one.source, _grouped(one.n_declared), _grouped(kept), agrees)


def _grouped(number: int | None) -> Text:
    return Text("-" if number is None else f"{number:,}", justify="right")


def totals_of(coverage: Coverage) -> str:
    """`1,204 of 1,204 posts, 18,310 of 18,322 comments, 3,011 of 3,020 pictures, 12 gaps`."""
    counts = [
        (coverage.n_posts, coverage.n_posts_declared, "posts"),
        (coverage.n_pages, coverage.n_pages_declared, "pages"),
        (coverage.n_comments, coverage.n_comments_declared, "comments"),
        (coverage.n_pictures, coverage.n_pictures_declared, "pictures"),
        (coverage.n_parts, coverage.n_parts_declared, "page parts"),
    ]
    can_lack = ("pages", "page parts")
    told = [
        f"{n:,} of {n_all:,} {name}" for n, n_all, name in counts if n_all or name not in can_lack
    ]
    n_gaps = len(coverage.gaps)
    return ", ".join([*told, f"{n_gaps:,} {'gap' if n_gaps == 1 else 'gaps'}"])


def hits_shown(hits: Iterable[tuple[Hit, str | None]]) -> Iterator[RenderableType]:
    """Show hits, each with its page in the mirror: title, day, author, address, words found."""
    for hit, page in hits:
        title = Text(plain(hit.title) or "(no title)", style="bold")
        facts = (hit.kind, hit.published_on, hit.author)
        title.append(f"  {', '.join(plain(fact) for fact in facts if fact)}", style="not bold dim")
        yield title
        yield Text(plain(hit.url))
        if page is not None:
            yield Text(plain(page))
        if hit.snippet:
            yield Padding(_snippet(hit), (0, 0, 0, 4), expand=False)
        yield Text()


def _snippet(hit: Hit) -> Text:
    shown = Text(hit.snippet)
    for start, end in hit.highlights:
        shown.stylize("bold underline", start, end)
    return shown
