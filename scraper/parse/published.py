"""Read when a post was published, by the best source that its page has. Pure."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from archive.model import Moment, Source
from scraper.parse.beside import day_before, day_beside
from scraper.parse.dates import parse_date
from scraper.parse.nodes import attribute, classes, line
from scraper.parse.place import headers_before, outside_body
from scraper.urls import month_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    from scraper.parse.dates import Shown
    from scraper.parse.place import Found, Page

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?")


_TEXTS = ("data-text", "title", "content", "datetime")
"""Attributes in which themes write a date as text."""


def read_published(page: Page, found: Found, url: str) -> tuple[Moment | None, Source]:
    """The date in the order of trust: machine date, JSON-LD, date header, shown text.

    What stands in the post's own container goes before what stands elsewhere in the Blog widget,
    where related posts may carry dates too.
    """
    marked = _marked(page, found, url)
    return marked if marked[0] else _beside(page, found, url)


def _marked(page: Page, found: Found, url: str) -> tuple[Moment | None, Source]:
    """The date that the theme marks, in the post's container and then in the whole widget."""
    own = _machine_date(page, found, found.container)
    json_date, modified = _json_dates(page)
    if own and not (json_date and own.at and own.at == modified):
        return own, "microdata"
    if json_date:
        return json_date, "json-ld"
    stated = _moment(page.context.published_time)
    if stated:
        return stated, "opengraph"
    shown = _shown(page, found, url, found.container)
    if shown[0] or not found.has_wider_scope:
        return shown
    wider = _machine_date(page, found, found.scope)
    return (wider, "microdata") if wider else _shown(page, found, url, found.scope)


def _beside(page: Page, found: Found, url: str) -> tuple[Moment | None, Source]:
    """The day that only its position tells."""
    language, month = page.context.language, month_of(url) or month_of(page.url)
    day = day_beside(found, language, month) or day_before(found, language, month)
    return (Moment(day), "structure") if day else (None, "url")


def _shown(page: Page, found: Found, url: str, area: LexborNode) -> tuple[Moment | None, Source]:
    year, month = month_of(url) or month_of(page.url) or (None, None)
    for text, source in _shown_texts(page, found, area):
        shown = parse_date(text, page.context.language, year=year, month=month)
        if shown and (_is_of(shown, month) or parse_date(text, page.context.language)):
            return Moment(shown.day), source
    return None, "url"


def _is_of(shown: Shown, month: int | None) -> bool:
    """Say whether a day without a year may take it from the address: its month agrees too.

    "Hotels, Travel 24 comments" has a number and, in some language, a month.
    """
    return bool(shown.weekday_agrees) or shown.day.month == month


def _moment(text: str) -> Moment | None:
    match = _ISO.fullmatch(text.strip())
    try:
        moment = datetime.fromisoformat(match[0]) if match else None
    except ValueError:
        return None
    if moment is None:
        return None
    return Moment.of(moment) if moment.tzinfo else Moment(moment.date())


def _json_dates(page: Page) -> tuple[Moment | None, datetime | None]:
    """(published, modified) of the posting that JSON-LD describes."""
    for posting in page.context.json_ld:
        published = _moment(str(posting.get("datePublished", "")))
        modified = _moment(str(posting.get("dateModified", "")))
        if published:
            return published, modified.at if modified else None
    return None, None


def _machine_date(page: Page, found: Found, area: LexborNode) -> Moment | None:
    for row in page.rows:
        for selector in row.machine_date:
            for node in outside_body(found, selector, area):
                for name in ("title", "datetime", "content"):
                    moment = _moment(attribute(node, name))
                    if moment and ("updated" in selector or not _tells_update(node)):
                        return moment
    return None


def _tells_update(node: LexborNode) -> bool:
    """Say whether an element is marked as the date of the last change, and of that only."""
    own, said = classes(node), attribute(node, "itemprop").split()
    if "published" in own or "datePublished" in said:
        return False
    return "updated" in own or "dateModified" in said


def _shown_texts(page: Page, found: Found, area: LexborNode) -> Iterator[tuple[str, Source]]:
    """Texts that may hold the date; the header is printed once a day, over all that day's posts."""
    header = next(headers_before(found), None)
    if header is not None:
        yield line(header), "header"
    for row in page.rows:
        for selector in row.shown_date:
            for node in outside_body(found, selector, area):
                source: Source = "header" if "date-header" in classes(node) else "shown"
                for text in (line(node), *(attribute(node, name) for name in _TEXTS)):
                    if text:
                        yield text, source
