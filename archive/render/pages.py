"""Pages of the mirror: templates filled, and the page of a post with its comments."""

from __future__ import annotations

import re
from collections import ChainMap
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from archive.model import COMMENT_SERVICE_NAMES
from archive.render import dates, gaps, looks, paths, phrases, program, rewrite, sanitise
from archive.render.gather import Shown, Site, month_of
from archive.render.scene import Scene, pictures_by_address
from archive.render.threads import Placed, in_threads
from archive.render.wild import too_wild

if TYPE_CHECKING:
    from datetime import date

    from jinja2 import Environment

    from archive.coverage import Gap
    from archive.store.contents import KeptComment, KeptPost, PostLine
    from archive.store.whole_posts import WholePost

_SETS_DIRECTION = re.compile(r"\bdir\s*=|direction", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page and where it lies."""

    place: str
    html: str
    inputs: str | None = None
    """Where only its making tells what it is made from; then also what it `asked`."""
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class ShownComment:
    """A comment, ready for its template."""

    comment: KeptComment
    depth: int
    answers: KeptComment | None
    when: str | None
    iso: str | None
    body: Markup
    signer: str | None
    """Place of all that its author wrote."""


@cache
def _templates() -> Environment:
    templates = program.templates()
    templates.tests["web"] = phrases.is_web
    templates.filters.update((phrase.__name__, phrase) for phrase in phrases.ALL)
    templates.globals["count"] = phrases.count
    return templates


def filled(template: str, place: str, **values: object) -> Page:
    """Fill a template for a place; it gets `to`, which makes addresses relative to that place."""
    day: date | None = values.pop("day", None)  # type: ignore[assignment] # values are of any kind
    html = (
        _templates()
        .get_template(template)
        .render(
            to=paths.ways_from(place),
            here=place,
            policy=sanitise.POLICY,
            style=paths.STYLE,
            shelf=paths.SHELF,
            as_of=day and dates.long_day(day.isoformat(), "en-GB"),
            **values,
        )
    )
    return Page(place, html + "\n")


def blog_page(template: str, shown: Shown, place: str, heading: str, **values: object) -> Page:
    """Fill a template that shows a page of one blog."""
    return filled(
        template,
        place,
        shown=shown,
        heading=heading,
        language=shown.blog.language or "und",
        direction=shown.direction,
        home=paths.home_place(shown.folder),
        way=_indexes(shown),
        search=paths.search_place(shown.folder) if shown.day is None else None,
        day=shown.day,
        kept_on=kept_on(shown.blog.last_crawl_at),
        original=_original(shown, place),
        **values,
    )


def _original(shown: Shown, place: str) -> str | None:
    """Place of the same page as Blogger served it; None where no such page was kept."""
    original = paths.original_place(place)
    return original if original in shown.originals else None


def _indexes(shown: Shown) -> list[tuple[str, str]]:
    """(place, name) of every list that a page leads to."""
    folder = shown.folder
    found = (
        (paths.archives_place(folder), "Archives", shown.months),
        (paths.labels_place(folder), "Labels", shown.labels),
        (paths.people_place(folder), "People", shown.people),
        (paths.gallery_place(folder), "Pictures", shown.picture_counts),
    )
    return [(place, name) for place, name, entries in found if entries]


def kept_on(at: str | None) -> str | None:
    """The day of one of our own times, in English: `3 March 2024`."""
    return dates.long_day((at or "")[:10], "en-GB")


def title_of(line: PostLine) -> str:
    """A post's title, or its first words where it has none."""
    return line.title.strip() or cut(line.opening, 60) or "Untitled"


def cut(text: str, n_characters: int) -> str:
    """The beginning of a text, ended between words."""
    plain = " ".join(text.split())
    if len(plain) <= n_characters:
        return plain
    whole, _, _ = plain[: n_characters + 1].rpartition(" ")
    return (whole or plain[:n_characters]).rstrip(" ,;:.،।") + "…"


@dataclass(frozen=True, slots=True)
class PostParts:
    """What the page of one post is made of."""

    line: PostLine
    whole: WholePost
    older: PostLine | None = None
    newer: PostLine | None = None
    gaps: tuple[Gap, ...] = ()
    """What is known to be missing of it."""


def post_page(site: Site, shown: Shown, parts: PostParts) -> Page:
    """A post or static page with its comments in their threads."""
    line, post, language = parts.line, parts.whole.post, shown.blog.language
    place = shown.place_of(line)
    pictures = ChainMap(pictures_by_address(parts.whole.pictures), site.embedded)
    anchors = frozenset(f"c{one.comment_id}" for one in parts.whole.comments)
    seen_on = post.changed_at[:10]
    scene = Scene(line.url, place, site.places, pictures, seen_on=seen_on, comments=anchors)
    month = month_of(line) if line.kind == "post" else None
    return blog_page(
        "post.html",
        shown,
        place,
        title_of(line),
        line=line,
        post=post,
        elsewhere=COMMENT_SERVICE_NAMES.get(post.comment_service or ""),
        dateline=dates.full_day(line.published_on, language),
        month=paths.month_place(shown.folder, month) if month else None,
        body=safe_body(post.body_html, post.body_text, scene),
        body_direction=_direction(post, line.title) or shown.direction,
        labels=[(paths.label_place(shown.folder, name), name) for name in post.labels],
        signer_place=_person(shown, post.author_key),
        comments=[_comment(shown, each, scene) for each in in_threads(parts.whole.comments)],
        seen_on=kept_on(post.changed_at),
        is_later=shown.day is not None and post.changed_at[:10] > shown.day.isoformat(),
        versions=paths.versions_place(place) if line.has_versions else None,
        gone_on=kept_on(post.gone_at),
        gone_status=post.gone_evidence.get("status"),
        moved_from=_former_of(shown, line),
        older=parts.older and (shown.place_of(parts.older), title_of(parts.older)),
        newer=parts.newer and (shown.place_of(parts.newer), title_of(parts.newer)),
        missing=[(gap, gaps.SENTENCES[gap.kind]) for gap in parts.gaps],
        coverage=paths.coverage_place(shown.folder),
    )


def _former_of(shown: Shown, line: PostLine) -> list[tuple[str, str | None]]:
    """(address, day last seen there) of a post's former addresses."""
    former = (one for one in shown.former if one.post_id == line.post_id)
    return [(one.url, kept_on(one.last_seen_at)) for one in former]


def safe_body(html: str, text: str, scene: Scene) -> Markup:
    """A body fit for the mirror; its words alone where its markup is too wild."""
    if (words := sanitise.tame(html)) is not None:
        return words
    if too_wild(html):
        return sanitise.plain_words(text)
    return sanitise.sanitise(rewrite.rewrite(html, scene))


def _direction(post: KeptPost, title: str) -> str | None:
    html = post.body_html
    may_be_set = "dir" in html.lower() and _SETS_DIRECTION.search(html) is not None
    is_set = may_be_set and not too_wild(html)
    wrapped = rewrite.direction_of(html) if is_set else None
    return wrapped or looks.text_direction(post.body_text or title)


def _comment(shown: Shown, placed: Placed, scene: Scene) -> ShownComment:
    comment, language = placed.comment, shown.blog.language
    when = dates.moment(comment.published_at or "", comment.utc_offset, language)
    return ShownComment(
        comment,
        placed.depth,
        placed.answers,
        when or dates.long_day(comment.published_on, language),
        comment.published_at or comment.published_on,
        _comment_body(comment, scene),
        _person(shown, comment.author_key),
    )


def _comment_body(comment: KeptComment, scene: Scene) -> Markup:
    if (words := sanitise.tame(comment.body_html)) is not None:
        return words
    seen_on = (comment.seen_at or "")[:10] or scene.seen_on
    below = replace(scene, keeps_ids=False, seen_on=seen_on)
    return safe_body(comment.body_html, comment.body_text, below)


def _person(shown: Shown, key: str | None) -> str | None:
    return paths.person_place(shown.folder, key) if key else None
