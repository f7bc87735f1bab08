"""The words of each edition, read from `texts/*.toml` and the user's own seed post."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

SEED_TITLE_LINE = 2
_HEADING_LENGTH = 40
"""The seed's headings are short lines that end in a colon or a question mark."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What an edition's author comes back to: a label, its titles, its paragraphs, its captions."""

    label: str
    titles: tuple[str, ...]
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]
    picture_name: str


@dataclass(frozen=True, slots=True)
class StaticPage:
    """A page outside the diary: `/p/slug.html`."""

    slug: str
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """All the words of one edition."""

    title: str
    description: str
    author: str
    names: tuple[str, ...]
    numbers: tuple[int, int]
    """The least and the greatest number that an opening can carry."""
    photo_label: str
    walk_label: str
    see_also: str
    """A sentence with `{link}` for the title of another post."""
    endings: tuple[str, ...]
    """What may follow a title once each has been used: `{title}` and, past all, `{n}`."""
    openings: tuple[str, ...]
    """First sentences; `{n}` stands for a number."""
    closings: tuple[str, ...]
    lists: tuple[tuple[str, ...], ...]
    quotes: tuple[str, ...]
    comments: tuple[str, ...]
    replies: tuple[str, ...]
    topics: tuple[Topic, ...]
    pages: tuple[StaticPage, ...]
    words: dict[str, str]
    """What Blogger itself says in this language: see `words` in the TOML file."""

    def title_of(self, number: int) -> str:
        """Return the title of the post with this number; all differ.

        Each topic's own titles come first, then each with each ending, then numbered ones.
        """
        topic = self.topics[number % len(self.topics)]
        turn, which = divmod(number // len(self.topics), len(topic.titles))
        title = topic.titles[which]
        if turn == 0:
            return title
        turn, ending = divmod(turn - 1, len(self.endings))
        longer = self.endings[ending].format(title=title)
        return longer if turn == 0 else f"{longer} ({turn + 1})"


@cache
def texts_of(edition: str) -> Texts:
    """Read the words of an edition (`bn`, `en`, `ar`)."""
    raw = tomllib.loads(_read(f"{edition}.toml"))
    topics = tuple(Topic(**_tuples(topic)) for topic in raw.pop("topic"))
    pages = tuple(StaticPage(**_tuples(page)) for page in raw.pop("page"))
    return Texts(**_tuples(raw), topics=topics, pages=pages)


@cache
def seed_title() -> str:
    """Return the title of the seed post."""
    return _read("seed.txt").splitlines()[SEED_TITLE_LINE].strip()


@cache
def seed_body() -> str:
    """Return the seed post's body as HTML: paragraphs, two headings and one list of three."""
    lines = [line.strip() for line in _read("seed.txt").splitlines()[SEED_TITLE_LINE + 1 :]]
    parts, headings = [], iter(("h2", "h3"))
    for line in [line for line in lines if line][:-2]:  # the last two are Blogger's own words
        if line.startswith("•"):
            parts.append(f"<li>{escape(line[1:].strip(), quote=False)}</li>")
        elif len(line) < _HEADING_LENGTH and line[-1] in ":?":
            name = next(headings)
            parts.append(f'<{name} style="text-align: left;">{escape(line, quote=False)}</{name}>')
        else:
            parts.append(f"<p>{escape(line, quote=False)}</p>")
    html = "\n".join(parts)
    return html.replace("</p>\n<li>", "</p>\n<ul>\n<li>").replace("</li>\n<p>", "</li>\n</ul>\n<p>")


def _read(name: str) -> str:
    return (files("scraper.demo") / "texts" / name).read_text(encoding="utf-8")


def _tuples(value: Any) -> Any:
    """Turn every list of a TOML document into a tuple."""
    if isinstance(value, list):
        return tuple(_tuples(one) for one in value)
    if isinstance(value, dict):
        return {key: _tuples(one) for key, one in value.items()}
    return value
