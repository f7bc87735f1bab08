"""`diff`: what changed between two versions of a post or comment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final

import click
from rich.console import RenderableType
from rich.text import Text

from archive.differences import Difference, Span, Spans, Version, changed_fields, difference
from archive.errors import QueryError
from archive.front import archive_root, say, show, where
from archive.named import Named, entry_named
from archive.results import json_text, plain
from archive.store.connection import Archive
from archive.store.history import changed_comments, versions_of_comment, versions_of_post

_MARKS: Final[Mapping[str, tuple[str, str]]] = {
    "same": ("", ""),
    "old": ("[-", "-]"),
    "new": ("{+", "+}"),
}
_STYLES: Final = {"same": "", "old": "red strike", "new": "green"}
_HIDDEN: Final = 3
"""Unchanged paragraphs in a row, beyond which a line stands for them."""


@click.command("diff")
@where
@click.argument("post")
@click.option("--from", "older", type=int, metavar="N", help="Compare from this version on.")
@click.option("--to", "newer", type=int, metavar="M", help="Compare up to this version.")
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def diff_verb(
    ctx: click.Context, post: str, *, older: int | None, newer: int | None, is_json: bool
) -> None:
    """Show what changed between two versions of a post or comment.

    POST is an id, a web address or a file of the mirror; the id of a comment, or an address that
    ends in #c and this id, names that comment. Without --from and --to the last two versions are
    compared; where there is only one, it is listed. What was taken out stands in [-…-], what was
    put in stands in {+…+}; on a terminal, both in colour.
    """
    with Archive.open(archive_root(ctx)) as archive:
        named = entry_named(archive, post)
        versions = _versions(archive, named)
        others = changed_comments(archive.db, named.entry_id) if named.kind == "post" else ()
    pair = _pair(versions, older, newer, post)
    told = difference(*pair) if pair else None
    if is_json:
        click.echo(json_text(_object(named, versions, pair, told, others)))
        return
    show(_shown(versions, pair, told))
    for comment in others:
        say(f"a comment on it changed too: blogarchive diff {comment}")


def _versions(archive: Archive, named: Named) -> tuple[Version, ...]:
    find = versions_of_post if named.kind == "post" else versions_of_comment
    return find(archive.db, named.entry_id)


def _pair(
    versions: tuple[Version, ...], older: int | None, newer: int | None, name: str
) -> tuple[Version, Version] | None:
    """The two versions to compare; None where there is only one and no other was asked for."""
    if len(versions) == 1 and older is newer is None:
        return None
    numbers = {version.number: version for version in versions}
    last = newer if newer is not None else max(numbers)
    first = older if older is not None else max((n for n in numbers if n < last), default=last)
    for number in (first, last):
        if number not in numbers:
            kept = ", ".join(map(str, sorted(numbers)))
            raise QueryError(f"{name}: no version {number} is kept; choose among {kept}")
    return numbers[first], numbers[last]


# -- how it looks --------------------------------------------------------------------------------


def _shown(
    versions: tuple[Version, ...], pair: tuple[Version, Version] | None, told: Difference | None
) -> Iterator[RenderableType]:
    yield Text(plain(versions[-1].title) or _beginning(versions[-1]), style="bold")
    for version, former in zip(versions, (None, *versions), strict=False):
        yield Text(_version_line(version, former))
    if pair is None or told is None:
        yield Text("There is one version only: nothing changed since it was first seen.")
        return
    yield Text()
    yield Text(
        f"Version {pair[0].number} to {pair[1].number}: "
        f"{', '.join(told.changed) or 'nothing'} changed, "
        f"{told.n_words_added:,} words added, {told.n_words_removed:,} removed"
    )
    yield from _fields_shown(told)
    yield Text()
    yield from _body_shown(told)


def _beginning(version: Version) -> str:
    return plain(version.body_text[:60]) or "(no words)"


def _version_line(version: Version, former: Version | None) -> str:
    captures = ", ".join(map(str, version.captures))
    told = (
        f"version {version.number}: seen {version.seen_at}",
        f"changed {', '.join(changed_fields(former, version))}" if former else "",
        f"replaced {version.replaced_at}" if version.replaced_at else "",
        f"captures {captures}" if captures else "",
    )
    return "; ".join(filter(None, told))


def _fields_shown(told: Difference) -> Iterator[Text]:
    if "title" in told.changed:
        yield Text("title: ").append_text(_line(told.title))
    for name, (old, new) in told.facts.items():
        found = (Span("old", old or ""), Span("same", " "), Span("new", new or ""))
        yield Text(f"{name}: ").append_text(_line(tuple(span for span in found if span.text)))
    for name, listed in told.lists.items():
        for entry in listed.old:
            yield Text(f"{name}: ").append_text(_line((Span("old", entry),)))
        for entry in listed.new:
            yield Text(f"{name}: ").append_text(_line((Span("new", entry),)))


def _body_shown(told: Difference) -> Iterator[Text]:
    waiting: list[Spans] = []
    for paragraph in told.body:
        if all(span.kind == "same" for span in paragraph):
            waiting.append(paragraph)
            continue
        yield from _unchanged(waiting)
        waiting = []
        yield _line(paragraph)
    yield from _unchanged(waiting)


def _unchanged(paragraphs: list[Spans]) -> Iterator[Text]:
    if len(paragraphs) <= _HIDDEN:
        yield from map(_line, paragraphs)
        return
    yield _line(paragraphs[0])
    yield Text(f"… {len(paragraphs) - 2} paragraphs unchanged …", style="dim")
    yield _line(paragraphs[-1])


def _line(paragraph: Spans) -> Text:
    line = Text()
    for span in paragraph:
        before, after = _MARKS[span.kind]
        line.append(before + _printable(span.text) + after, style=_STYLES[span.kind])
    return line


def _printable(text: str) -> str:
    """As `plain`, with the white space at both ends that a run of words may have."""
    first = " " if text[:1].isspace() else ""
    last = " " if text[-1:].isspace() and text.strip() else ""
    return first + plain(text) + last


# -- as JSON -------------------------------------------------------------------------------------


def _object(
    named: Named,
    versions: tuple[Version, ...],
    pair: tuple[Version, Version] | None,
    told: Difference | None,
    others: tuple[str, ...],
) -> dict[str, Any]:
    compared = asdict(told) if told else {}
    if told:
        compared["title"] = _pairs(told.title)
        compared["body"] = [_pairs(paragraph) for paragraph in told.body]
    return {
        "kind": named.kind,
        "id": named.entry_id,
        "versions": [asdict(version) for version in versions],
        "from": pair[0].number if pair else None,
        "to": pair[1].number if pair else None,
        "difference": compared or None,
        "changed_comments": list(others),
    }


def _pairs(found: Spans) -> list[list[str]]:
    return [[span.kind, span.text] for span in found]
