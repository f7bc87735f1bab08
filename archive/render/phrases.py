"""Small pieces of markup that the templates share, as functions: they are called for every name.

Every text is escaped here, as autoescape does in templates.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Protocol

from markupsafe import Markup, escape

from archive.render import tongues
from archive.render.paths import relative

if TYPE_CHECKING:
    from archive.model import Author
    from archive.render.paging import Sheet


class Dated(Protocol):
    """What has a day to show."""

    @property
    def iso(self) -> str | None:
        """For machines."""

    @property
    def day(self) -> str | None:
        """In words."""


class Titled(Protocol):
    """What has a title, or words that stand for one."""

    @property
    def title(self) -> str:
        """Plain text."""

    @property
    def is_untitled(self) -> bool:
        """Whether the words only stand for a title."""


def _safe(html: str) -> Markup:
    return Markup(html)  # noqa: S704 -- all callers are below, and escape every text


def is_web(address: str | None) -> bool:
    """Say whether a link may carry an address from the archive, which could be anybody's."""
    return (address or "").lower().startswith(("http://", "https://"))


def count(number: int, one: str, many: str) -> str:
    """`1 post`, `1,204 posts`."""
    return f"{number:,} {one if number == 1 else many}"


@lru_cache(maxsize=1024, typed=True)  # typed: what is safe already is no plain text
def en(text: str) -> Markup:
    """Our own words, which are English on every page."""
    return _safe(f'<span lang="en" dir="ltr">{escape(text)}</span>')


def fact(text: str) -> Markup:
    """One of some facts that stand in a row."""
    return _safe(f"<span>{en(text)}</span>")


def foreign(text: str, language: str | None) -> Markup:
    """The `lang` of a text whose script is not that of its page, as an attribute; else nothing."""
    tongue = tongues.tongue(text, language)
    return _safe(f' lang="{escape(tongue)}"') if tongue else _NOTHING


_NOTHING = Markup("")


@lru_cache(maxsize=4096, typed=True)
def name(text: str, language: str | None) -> Markup:
    """A name, in its own direction and, where its script is foreign, marked so."""
    return _safe(f"<bdi{foreign(text, language)}>{escape(text)}</bdi>")


@lru_cache(maxsize=4096, typed=True)
def own(text: str, language: str | None) -> Markup:
    """Words of the blog: in their own direction and, where their script is foreign, marked so."""
    return _safe(f'<span dir="auto"{foreign(text, language)}>{escape(text)}</span>')


def title_of(listed: Titled, language: str | None) -> Markup:
    """A title in a list."""
    if listed.is_untitled:
        return _safe(f'<span class="untitled" dir="auto">{escape(listed.title)}</span>')
    return own(listed.title, language)


def day_of(listed: Dated) -> Markup:
    """A day in a list."""
    if not listed.day:
        return _NOTHING
    return _safe(f'<time datetime="{escape(listed.iso)}">{escape(listed.day)}</time>')


def beginning_of(text: str, language: str | None) -> Markup:
    """How a text begins."""
    lang = foreign(text, language)
    return _safe(f'<p class="beginning" dir="auto"{lang}>{escape(text)}</p>')


def source(url: str, words: str) -> Markup:
    """An address outside; only its words where no link may carry it."""
    if not is_web(url):
        return escape(words)
    relation = 'class="outside address" rel="nofollow noopener noreferrer"'
    return _safe(f'<a {relation} href="{escape(url)}">{escape(words)}</a>')


def signer(author: Author, place: str | None, here: str, language: str | None) -> Markup:
    """Who wrote something, with the way to all that they wrote."""
    named = name(author.name, language)
    if not place or not author.name.strip():
        return named
    return _safe(f'<a href="{escape(way_from(place, here))}">{named}</a>')


def way_from(place: str, here: str, fragment: str = "") -> str:
    """The address of a place, and of an anchor in it, as the page here writes it."""
    return relative(here, place, fragment)


def where(sheet: Sheet[Any]) -> str:
    """Which sheet of a long list this is."""
    return f"page {sheet.n_sheets - sheet.number + 1} of {sheet.n_sheets}"


ALL: Final[tuple[Callable[..., str], ...]] = (
    en, fact, name, own, title_of, day_of, beginning_of, source, signer, where, foreign,
    way_from,
)  # fmt: skip
"""The filters of the templates: Jinja calls these directly, other functions through its context."""
