"""What a second reading says otherwise, field by field. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from archive.errors import SuspectRunError
from archive.model import Author, Comment, Moment, Post
from archive.store.captures import timestamp
from archive.store.renewal import Kept

Values = Mapping[str, Any]
"""Field: value."""

EntryKind = Literal["blog", "post", "page", "comment", "capture"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value that today's parsers read otherwise."""

    entry: EntryKind
    subject: str
    """Id of the blog, post, comment or capture."""
    url: str
    field: str
    """`new` where a whole entry is."""
    before: str | None
    after: str | None
    """Both cut to where they begin to differ."""


@dataclass(frozen=True, slots=True)
class ReparseReport:
    """What a second reading changed or, as a dry run, would change."""

    is_dry_run: bool
    parser: int
    """Version of the parsers."""
    n_captures: int
    n_unreadable: int
    """Addresses whose newest capture cannot be read."""
    n_planned: int
    """Posts and pages that are told of now, and left for the next crawl to fetch."""
    n_closed: int
    """Findings that no longer hold."""
    fields: Mapping[str, int]
    """Changes per field."""
    suspect: tuple[str, ...]
    """Ids of the blogs whose last run is suspect still."""
    changes: tuple[FieldChange, ...]

    @property
    def exit_code(self) -> int:
        """0: all that is kept can be read; 1: something cannot and is listed; 6: suspect."""
        if self.suspect:
            return SuspectRunError.exit_code
        return 1 if self.n_unreadable else 0


def post_values(kept: Kept[Post]) -> Values:
    """What a post says, field by field, as a person reads it."""
    names = ("kind", "url", "title", "published", "updated_at", "author", "labels", "n_comments")
    return _values(kept, (*names, "comment_service", "body_html", "body_text", "sources"))


def comment_values(kept: Kept[Comment]) -> Values:
    """What a comment says, field by field, as a person reads it."""
    names = ("post_id", "parent_id", "author", "published", "body_html", "body_text", "is_deleted")
    return _values(kept, (*names, "url", "source"))


def _values(kept: Kept[Post] | Kept[Comment], names: tuple[str, ...]) -> Values:
    values = {name: _shown(getattr(kept.entry, name)) for name in names}
    values["links"] = _shown(tuple(f"{link.url} {link.text}" for link in kept.links))
    values["pictures"] = _shown(tuple(f"{told}: {one.shown_url}" for told, one in kept.pictures))
    return values


def _shown(value: Any) -> str | None:
    """A value as a person reads it; None where there is none."""
    if isinstance(value, Moment):
        return timestamp(value.at) if value.at else value.day.isoformat()
    if isinstance(value, Author):
        return f"{value.name} <{value.profile_url}>" if value.profile_url else value.name
    if isinstance(value, tuple):
        parts = (" ".join(part) if isinstance(part, tuple) else str(part) for part in value)
        return ", ".join(parts) or None
    return None if value in (None, "") else str(value)


def differences(
    entry: EntryKind, subject: str, url: str, here: Values | None, there: Values
) -> Iterator[FieldChange]:
    """The fields in which two readings of an entry differ; a whole new entry is one change."""
    if here is None:
        told = there.get("title") or there.get("body_text")
        yield FieldChange(entry, subject, url, "new", None, _cut(told, 0))
        return
    for name in dict.fromkeys((*here, *there)):
        before, after = _shown(here.get(name)), _shown(there.get(name))
        if before != after:
            start = max(0, _n_shared(before or "", after or "") - CUT // 4)
            yield FieldChange(entry, subject, url, name, _cut(before, start), _cut(after, start))


def _n_shared(one: str, two: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = zip(one, two, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(two)))


CUT: Final = 160
"""Characters of a value that a change shows, from a little before the first difference."""


def _cut(value: str | None, start: int) -> str | None:
    if value is None or len(value) <= CUT:
        return value
    end = start + CUT
    return f"{'…' if start else ''}{value[start:end]}{'…' if end < len(value) else ''}"
