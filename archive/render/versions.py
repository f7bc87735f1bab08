"""The page of all versions of a post and of the comments under it: when seen, what changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.differences import Difference, Spans, Version, difference
from archive.render import looks, paths
from archive.render.pages import Page, blog_page, kept_on, safe_body, title_of
from archive.render.scene import Scene, pictures_by_address
from archive.store import history
from archive.store.whole_posts import pictures_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from archive.render.gather import Shown
    from archive.render.scene import Ways
    from archive.store.connection import Archive
    from archive.store.contents import PictureUse, PostLine


@dataclass(frozen=True, slots=True)
class VersionParts:
    """What the page of a post's versions is made of."""

    line: PostLine
    versions: tuple[Version, ...]
    """Oldest first."""
    comments: tuple[tuple[str, tuple[Version, ...]], ...]
    """(id, versions) of the comments that changed."""
    pictures: tuple[PictureUse, ...]


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One version, ready for its template."""

    version: Version
    seen_on: str | None
    difference: Difference | None
    """From the version before; None for the first."""
    paragraphs: tuple[Spans | None, ...]
    """Of the difference; None where paragraphs that did not change are left out."""
    body: Markup
    direction: str | None


def parts_of(archive: Archive, line: PostLine) -> VersionParts:
    """Read what the page of a post's versions needs."""
    comments = history.changed_comments(archive.db, line.post_id)
    return VersionParts(
        line,
        history.versions_of_post(archive.db, line.post_id),
        tuple((each, history.versions_of_comment(archive.db, each)) for each in comments),
        pictures_of(archive, [line.post_id]).get(line.post_id, ()),
    )


def versions_page(shown: Shown, places: Ways, parts: VersionParts) -> Page:
    """Every version of a post, the newest first, each beside the one before it."""
    post_place = shown.place_of(parts.line)
    place = paths.versions_place(post_place)
    pictures = pictures_by_address(parts.pictures)
    # Several bodies on one page: their ids would meet.
    scene = Scene(parts.line.url, place, places, pictures, keeps_ids=False)
    return blog_page(
        "versions.html",
        shown,
        place,
        title_of(parts.line),
        line=parts.line,
        post_place=post_place,
        versions=_shown(parts.versions, scene),
        comments=[(each, _shown(versions, scene)) for each, versions in parts.comments],
    )


def _shown(versions: Sequence[Version], scene: Scene) -> list[ShownVersion]:
    pairs = zip(versions, (None, *versions), strict=False)
    return [_shown_one(version, former, scene) for version, former in pairs][::-1]


def _shown_one(version: Version, former: Version | None, scene: Scene) -> ShownVersion:
    told = difference(former, version) if former else None
    return ShownVersion(
        version,
        kept_on(version.seen_at),
        told,
        _shortened(told.body) if told and "body" in told.changed else (),
        safe_body(version.body_html, version.body_text, scene),
        looks.text_direction(version.body_text or version.title),
    )


def _shortened(paragraphs: Sequence[Spans]) -> tuple[Spans | None, ...]:
    """The paragraphs that changed, and those next to them; one None for each run of others."""
    is_kept = [any(span.kind != "same" for span in paragraph) for paragraph in paragraphs]
    found: list[Spans | None] = []
    for at, paragraph in enumerate(paragraphs):
        if any(is_kept[max(at - 1, 0) : at + 2]):
            found.append(paragraph)
        elif not found or found[-1] is not None:
            found.append(None)
    return tuple(found)
