"""The date, the author and the labels that stand beside a body, where no theme marks them. Pure.

Asked only after every named place failed; what is found here says `structure` as its source.
"""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING

from scraper.parse.bylines import name_in_line
from scraper.parse.nodes import (
    ancestors,
    first_words,
    following,
    is_inside,
    is_profile,
    line,
    spaced,
)
from scraper.parse.place import before
from scraper.parse.position import confirmed_day, parts
from scraper.parse.widgets import labels_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from selectolax.lexbor import LexborNode

    from scraper.parse.place import Found

_MOST_LINES = 60
"""Elements beside a body that are looked at, nearest first."""
_CALLED = "[class*=author], [class*=autor]"
"""Before a body it is the name; behind it, a few words about the author."""
_LONGEST_NAME = 50
_MOST_LABELS = 100
_MOST_SCRIPTS = 8
_LONGEST_SCRIPT = 400
"""Letters of a script that only hands a date to a function."""
_QUOTED = re.compile(r"['\"]([^'\"<>]{6,60})['\"]")
_FIRST_LINES = 2
"""Elements of a body in which some templates put the date header."""


def lines_beside(found: Found) -> Iterator[str]:
    """Short lines before the body, nearest first, then in its chrome, then after it."""
    for node in islice(_beside(found), _MOST_LINES):
        if found.asides.isdisjoint(found.elements.ids_around(node)):
            yield from parts(line(node))
            yield from parts(first_words(node))


def _beside(found: Found) -> Iterator[LexborNode]:
    yield from before(found.body, found.container, "*")
    yield from found.chrome.values()
    near = found.body
    while near.mem_id != found.container.mem_id and near.parent is not None:
        for sibling in following(near):
            yield from sibling.css("*")
        near = near.parent


def day_beside(found: Found, language: str | None, month: tuple[int, int] | None) -> date | None:
    """The day in the nearest line that shows a confirmed one."""
    texts = chain(lines_beside(found), _said_by_scripts(found))
    days = (confirmed_day(text, language, month) for text in texts)
    return next((day for day in days if day), None)


def _said_by_scripts(found: Found) -> Iterator[str]:
    """What the short scripts before a body are given to write: `changeDate('Friday, ...')`."""
    in_post = before(found.body, found.container, "script")
    for node in islice(
        chain(in_post, before(found.container, found.scope, "script")), _MOST_SCRIPTS
    ):
        words = node.text()
        if len(words) <= _LONGEST_SCRIPT:
            yield from _QUOTED.findall(words)


def day_before(found: Found, language: str | None, month: tuple[int, int] | None) -> date | None:
    """The day of the address's month in the nearest line before the post, or at its body's begin.

    What stands there may belong to another post, or be today's date: no weekday confirms it.
    """
    around = islice(before(found.container, found.scope, "*"), _MOST_LINES)
    lines = chain(around, islice(found.body.iter(), _FIRST_LINES))
    texts = (text for node in lines for text in parts(line(node)))
    days = (confirmed_day(text, language, month) for text in texts)
    return next((day for day in days if day and (day.year, day.month) == month), None)


def signature_beside(
    found: Found, language: str | None, comments: frozenset[int]
) -> LexborNode | None:
    """The nearest byline, else a link to a profile, else what is called the author.

    `comments` are the memory ids of those that stand outside their block.
    """
    others = found.asides | comments
    beside = islice(_beside(found), _MOST_LINES)
    around = found.elements.ids_around
    near = tuple(node for node in beside if others.isdisjoint(around(node)))
    lines = (node for node in near if signed_in(node, language))
    links = (node for node in near if is_profile(node))
    called = before(found.body, found.container, _CALLED)
    named = (node for node in islice(called, _MOST_LINES) if 0 < len(line(node)) <= _LONGEST_NAME)
    return next((_inmost(node, language) for node in chain(lines, links, named)), None)


def signed_in(node: LexborNode, language: str | None) -> str:
    """The name in an element's byline, which may go on with labels: its first words alone first."""
    texts = dict.fromkeys((first_words(node), spaced(node)))
    return name_in_line(filter(None, texts), language)


def _inmost(node: LexborNode, language: str | None) -> LexborNode:
    """Of an element with a byline and of those inside it that have one, the shortest."""
    near = islice(node.css("*"), _MOST_LINES)
    inside = [one for one in near if signed_in(one, language)]
    return min(inside, key=lambda one: len(line(one)), default=node)


def labels_beside(found: Found, url: str) -> tuple[str, ...]:
    """The labels of the nearest group of links to labels in the post's container.

    A trail to the post (`Home > Bread > ...`) names one of them; then the group with all counts.
    """
    to_labels = found.container.css("a[href*='/search/label/']")
    links = [
        node
        for node in islice(to_labels, _MOST_LABELS)
        if not is_inside(node, found.asides) and not _is_prose(node, found)
    ]
    groups = [labels_in(_grouped(node, links), url) for node in links]
    nearest = next(iter(groups), ())
    return next((one for one in groups if set(one) > set(nearest)), nearest)


def _grouped(link: LexborNode, links: list[LexborNode]) -> list[LexborNode]:
    """The links that stand with one of them, in the same box or in boxes side by side."""
    near = {one.mem_id for one in ancestors(link, 2)}
    return [node for node in links if near & {one.mem_id for one in ancestors(node, 2)}]


def _is_prose(node: LexborNode, found: Found) -> bool:
    """Say whether an element belongs to the body's own words."""
    ids = [one.mem_id for one in (node, *ancestors(node))]
    return found.body.mem_id in ids and found.chrome.keys().isdisjoint(ids)
