"""Everything by which completeness is judged: what a blog's sources declare, and what is kept."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from archive.model import Declared, PostKind
from archive.page_parts import PartKind
from archive.store.connection import Archive
from archive.store.reading import rows


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """A kept post or static page, as far as counting goes."""

    post_id: str
    kind: PostKind
    url: str
    published_on: str | None
    n_declared: int | None
    """Comments that its source declares."""
    n_kept: int
    """Comments kept, removal notices and gone ones among them: what is declared may be older."""
    version: int
    n_versions: int
    """Versions kept, today's among them."""
    has_page: bool
    """Its own page was read, not only a feed."""
    is_gone: bool
    former_urls: tuple[str, ...] = ()
    """Addresses at which it was met before."""


@dataclass(frozen=True, slots=True)
class AskedFor:
    """An address that a crawl wanted, and what became of it."""

    kind: str
    key: str
    url: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class LinkedPost:
    """An address on the blog that the body of a kept post links."""

    url: str
    linked_from: str


LOST: Final = "lost"
"""State of a picture or page part that was kept, and whose file is not there any more."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that posts or comments mention."""

    key: str
    state: str
    """'kept', 'wanted', 'missing' or 'lost'."""
    reason: str | None
    url: str
    """As first shown."""
    shown_by: str
    """Address of the first post that shows it."""
    tries: str
    """How asking went: `answered 404 (at 9 addresses)`; empty where it is kept, or was never asked
    for."""


@dataclass(frozen=True, slots=True)
class PagePart:
    """A file that the look of pages needs: a style sheet, a font, a background, a video."""

    kind: PartKind
    state: str
    """As of a picture."""
    reason: str | None
    """Why it is missing, or what came in the place of an answer."""
    url: str
    """As first named."""
    depth: int
    """0 where a page names it, more where a style sheet does."""


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A finding that still holds."""

    kind: str
    subject: str
    message: str
    url: str | None
    """Address of the post it is about, if one."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One blog."""

    blog_id: str
    url: str
    host: str
    title: str
    entries: tuple[KeptEntry, ...]
    declared: tuple[Declared, ...]
    asked: tuple[AskedFor, ...]
    links: tuple[LinkedPost, ...]
    labels: Mapping[str, int]
    """Label: posts kept that carry it."""
    pictures: tuple[Picture, ...]
    parts: tuple[PagePart, ...]
    findings: tuple[OpenFinding, ...]


def evidence_of(archive: Archive, blog_id: str) -> Evidence:
    """Read what is known of one blog.

    :raises ArchiveError: the database cannot be read.
    :raises DamageError: it does not hold together.
    """
    about = {"blog": blog_id}
    (blog,) = rows(archive, "SELECT host, home_url, title FROM blogs WHERE id = :blog", about)
    return Evidence(
        blog_id,
        blog["home_url"],
        blog["host"],
        blog["title"],
        entries=tuple(_entry(row) for row in rows(archive, _ENTRIES, about)),
        declared=tuple(Declared(**row) for row in rows(archive, _DECLARED, about)),
        asked=tuple(AskedFor(**row) for row in rows(archive, _ASKED, about)),
        links=tuple(LinkedPost(**row) for row in rows(archive, _LINKS, about)),
        labels={row["name"]: row["n"] for row in rows(archive, _LABELS, about)},
        pictures=tuple(Picture(**row) for row in _seen(archive, rows(archive, _PICTURES, about))),
        parts=tuple(PagePart(**row) for row in _seen(archive, rows(archive, _PARTS, about))),
        findings=tuple(OpenFinding(**row) for row in rows(archive, _FINDINGS, about)),
    )


def _entry(row: dict[str, Any]) -> KeptEntry:
    former = row["former_urls"]
    row["former_urls"] = tuple(json.loads(former)) if former else ()
    return KeptEntry(**row)


def _seen(archive: Archive, found: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rows without the paths of their files, and with the states that the folder shows."""
    root = str(archive.root)
    for row in found:
        path = row.pop("path")
        # As text: pathlib takes four times as long, and an archive has thousands of pictures.
        if row["state"] == "kept" and not os.path.isfile(f"{root}/{path}"):  # noqa: PTH113 -- above
            row |= {"state": LOST, "reason": f"its file is not there ({path})"}
        yield row


_ENTRIES = """
SELECT id AS post_id, kind, url, published_on, n_comments AS n_declared,
  (SELECT count(*) FROM comments WHERE comments.post = posts.id) AS n_kept, version,
  1 + (SELECT count(*) FROM post_versions WHERE post_versions.post = posts.id) AS n_versions,
  page_capture IS NOT NULL AS has_page, gone_at IS NOT NULL AS is_gone,
  (SELECT nullif(json_group_array(post_addresses.url), '[]') FROM post_addresses
    WHERE post_addresses.post = posts.id AND post_addresses.path <> posts.path) AS former_urls
FROM posts WHERE blog = :blog ORDER BY published_on, id
"""
# Archives of before the table `declared` know the feed's total alone.
_DECLARED = """
SELECT source, name, n FROM declared WHERE blog = :blog
UNION ALL SELECT 'feed', '', feed_total FROM blogs WHERE id = :blog AND feed_total IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM declared WHERE blog = :blog AND source = 'feed')
ORDER BY source, name
"""
# A question for changes is set aside whenever the listings themselves are read.
_ASKED = """
SELECT kind, key, url, state, reason FROM targets
WHERE blog = :blog AND NOT (kind LIKE '%-changed' AND state = 'skipped') ORDER BY kind, key
"""
_LINKS = """
SELECT links.url, min(posts.url) AS linked_from FROM links JOIN posts ON posts.id = links.post
WHERE posts.blog = :blog AND links.is_internal AND links.comment IS NULL
GROUP BY links.url ORDER BY links.url
"""
_LABELS = """
SELECT labels.name, count(*) AS n FROM post_labels JOIN labels ON labels.id = post_labels.label
JOIN posts ON posts.id = post_labels.post
WHERE labels.blog = :blog AND posts.kind = 'post' GROUP BY labels.id ORDER BY labels.name
"""
_PICTURES = """
SELECT media.key, media.state, media.reason, media.path, min(media_uses.shown_url) AS url,
  min(posts.url) AS shown_by,
  iif(media.state = 'kept', '', coalesce((
    SELECT group_concat(error || iif(n > 1, ' (at ' || n || ' addresses)', ''), '; ') FROM (
    SELECT count(*) AS n, replace(error, url, 'its address') AS error FROM media_tries
    WHERE media_tries.media = media.id AND error IS NOT NULL AND crawl = (
      SELECT max(crawl) FROM media_tries AS latest WHERE latest.media = media.id)
    GROUP BY 2 ORDER BY 1 DESC, 2)), '')) AS tries
FROM media JOIN media_uses ON media_uses.media = media.id JOIN posts ON posts.id = media_uses.post
WHERE posts.blog = :blog GROUP BY media.id ORDER BY media.key
"""
_PARTS = """
SELECT kind, state, url, depth, path,
  iif(state = 'missing' AND n_failures > 0, 'no answer in ' || n_failures || ' runs: ', '')
    || reason AS reason
FROM parts WHERE blog = :blog ORDER BY key
"""
_FINDINGS = """
SELECT findings.kind, subject, message, posts.url FROM findings
LEFT JOIN posts ON posts.id = findings.post
WHERE findings.blog = :blog AND closed_at IS NULL ORDER BY findings.kind, subject, field
"""
