"""One post, several readings (feed, page): which value is kept, and which disagree. Pure.

The choice is a table, `TRUST`: for each field, sources from most to least trusted. A reading from
the same source as the kept value replaces it, since it is newer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from archive import churn
from archive.model import Comment, Moment, Post, Source

_ANY: Final[tuple[Source, ...]] = (
    "feed",
    "microdata",
    "theme",
    "hatom",
    "structure",
    "json-ld",
    "header",
    "shown",
    "opengraph",
    "url",
)
TRUST: Final[dict[str, tuple[Source, ...]]] = {
    "title": _ANY,
    "published": (
        *("feed", "microdata", "json-ld", "theme", "hatom", "header", "shown"),
        *("structure", "opengraph", "url"),
    ),
    "updated_at": _ANY,
    "author": _ANY,
    "labels": _ANY,
    # The page counts what it shows today; the feed's thr:total is up to a cache older.
    "n_comments": (
        *("structure", "theme", "microdata", "hatom", "header", "shown"),
        *("json-ld", "feed"),
    ),
    "comment_service": _ANY,
}
"""Order of trust per field. The body has a rule of its own: `_body`."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sources that say different things about one field."""

    field: str
    kept: str
    kept_source: Source
    other: str
    other_source: Source


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The post to keep, and what its sources do not agree on."""

    post: Post
    disagreements: tuple[Disagreement, ...] = ()


def reconcile(kept: Post | None, reading: Post, *, is_summary: bool = False) -> Reconciled:
    """Join what is kept of a post with one more reading of it.

    :param is_summary: the reading's body is known to be cut short (a feed that carries summaries).
    """
    if kept is None:
        return Reconciled(reading)
    values: dict[str, Any] = {}
    sources: dict[str, Source] = dict(kept.sources)
    found = []
    for name in TRUST:
        value, source, disagreement = _field(name, kept, reading)
        values[name] = value
        if source is not None:
            sources[name] = source
        if disagreement is not None:
            found.append(disagreement)
    body, disagreement = _body(kept, reading, is_summary=is_summary)
    body_source = body.source_of("body_html")
    if body_source is not None:
        sources["body_html"] = body_source
    if disagreement is not None:
        found.append(disagreement)
    if values["comment_service"] and values["n_comments"] == 0 and sources["n_comments"] == "feed":
        # The feed counts Blogger's own: none of them does not say that nobody commented.
        values["n_comments"] = None
        del sources["n_comments"]
    post = replace(
        reading,
        **values,
        body_html=body.body_html,
        body_text=body.body_text,
        links=body.links,
        images=body.images,
        sources=tuple(sorted(sources.items())),
    )
    return Reconciled(post, tuple(found))


def reconcile_comment(kept: Comment | None, reading: Comment) -> Comment:
    """Join what is kept of a comment with one more reading: the feed's words, the page's thread."""
    if kept is None:
        return reading
    first, second = (kept, reading) if _is_better(kept, reading) else (reading, kept)
    return replace(
        first,
        parent_id=first.parent_id or second.parent_id,
        author=first.author or second.author,
        published=first.published or second.published,
        url=first.url or second.url,
        body_html=first.body_html or second.body_html,
        body_text=first.body_text or second.body_text,
        is_deleted=first.is_deleted or second.is_deleted,
    )


def _is_better(kept: Comment, reading: Comment) -> bool:
    return kept.source == "feed" and reading.source != "feed"


def _field(name: str, kept: Post, reading: Post) -> tuple[Any, Source | None, Disagreement | None]:
    """(value, its source, disagreement) for one field."""
    ours, theirs = kept.source_of(name), reading.source_of(name)
    mine, other = getattr(kept, name), getattr(reading, name)
    if theirs is None or ours is None or theirs == ours:
        taken = (other, theirs) if theirs is not None else (mine, ours)
        return (*taken, None)
    if _rank(name, theirs) < _rank(name, ours):
        mine, other, ours, theirs = other, mine, theirs, ours
    if _SAME.get(name, _same_text)(mine, other):
        return mine, ours, None
    return mine, ours, Disagreement(name, _shown(mine), ours, _shown(other), theirs)


def _rank(name: str, source: Source) -> int:
    order = TRUST[name]
    return order.index(source) if source in order else len(order)


def _body(kept: Post, reading: Post, *, is_summary: bool) -> tuple[Post, Disagreement | None]:
    """The reading whose body is kept.

    The feed's body is the author's own markup and the page's may be misread, so the feed wins
    where they differ; but a feed cut short (summary, jump break) loses to the page that begins the
    same way, and where the words are the same the page shows what its readers saw.
    """
    ours, theirs = kept.source_of("body_html"), reading.source_of("body_html")
    if theirs is None:
        return kept, None
    if ours is None or (ours == "feed") == (theirs == "feed"):
        # A page that suddenly holds no words is more often misread than emptied.
        is_lost = theirs != "feed" and kept.body_text and not (reading.body_text or reading.images)
        return (kept if is_lost or _is_damaged(kept, reading) else reading), None
    feed, page = (kept, reading) if ours == "feed" else (reading, kept)
    cut_short = is_summary if feed is reading else False
    feed_words, page_words = feed.body_text.split(), page.body_text.split()
    goes_on = page_words[: len(feed_words)] == feed_words or _begins(page_words, feed_words)
    if cut_short or goes_on:
        return page, None
    return feed, Disagreement(
        "body_html", *_difference(feed_words, page_words, "feed", page.source_of("body_html"))
    )


def _is_damaged(kept: Post, reading: Post) -> bool:
    """Whether a reading says what is kept, with characters lost on its way."""
    ours, theirs = kept.body_text, reading.body_text
    is_worse = churn.n_damaged(theirs) >= churn.n_damaged(ours)
    return is_worse and churn.are_same_but_damage(ours, theirs)


def _begins(page: Sequence[str], feed: Sequence[str]) -> bool:
    """Whether the page begins as the feed does, a summary's dots and cut last word aside."""
    cut = max(len(feed) - 2, 0)
    return len(page) > len(feed) and len(feed) > 2 and list(page[:cut]) == list(feed[:cut])  # noqa: PLR2004 -- last words may be cut


def _difference(
    feed: Sequence[str], page: Sequence[str], kept: Source, other: Source | None
) -> tuple[str, Source, str, Source]:
    """The first dozen words from where two texts part."""
    pairs = zip(feed, page, strict=False)
    start = next(
        (at for at, (one, two) in enumerate(pairs) if one != two), min(len(feed), len(page))
    )
    return (
        " ".join(feed[start : start + 12]),
        kept,
        " ".join(page[start : start + 12]),
        other or "theme",
    )


def _same_text(one: Any, two: Any) -> bool:
    return str(one).split() == str(two).split()


def _same_moment(one: Moment | None, two: Moment | None) -> bool:
    if one and two and one.at and two.at:
        return one.at == two.at
    return one is None or two is None or one.day == two.day


def _same_author(one: Any, two: Any) -> bool:
    return one is None or two is None or _same_text(one.name, two.name)


def _same_labels(one: Sequence[str], two: Sequence[str]) -> bool:
    return set(one) == set(two) or not two


_SAME: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "published": _same_moment,
    "author": _same_author,
    "labels": _same_labels,
}


def _shown(value: Any) -> str:
    """A value as a finding writes it."""
    if isinstance(value, Moment):
        return value.at.isoformat() if value.at else value.day.isoformat()
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value)
    return str(getattr(value, "name", value))
