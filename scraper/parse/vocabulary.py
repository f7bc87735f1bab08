"""The names that a page uses: a selector that cannot match is not looked for. Pure.

To look for a selector walks the tree; to see that the page has no such class is a look into a set.
Themes are tables of about a hundred selectors, of which one page uses five.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_PATTERN: Final = r"\s*=\s*[\"']?([^\"'>]*)"
_CLASSES, _IDS = (
    tuple(
        (spelled, re.compile(spelled + _PATTERN)) for spelled in (name, name.upper(), name.title())
    )
    for name in ("class", "id")
)
"""One pattern per spelling: a pattern that begins with letters is found five times as fast."""

_IN_BRACKETS = re.compile(r"\[([\w-]+)(?:[~|^$*]?=['\"]?([^'\"\]]*)['\"]?)?\]")
_NAME = re.compile(r"[.#][\w-]+")
_ANY_CASE: Final = frozenset({"rel"})
"""Attributes whose values are written in any case."""

Selectors = tuple[str, ...]


class _Part(NamedTuple):
    """One alternative of a selector, and what a page must have for it to match anything."""

    selector: str
    names: frozenset[str]
    """Classes (`.x`, lower case) and ids (`#x`)."""
    words: frozenset[str]
    """Words of its text."""


class _Needs(NamedTuple):
    """The alternatives of each of several selectors, and all that any of them needs."""

    parts: tuple[tuple[_Part, ...], ...]
    names: frozenset[str]
    words: frozenset[str]


@lru_cache(maxsize=1024)
def _needs(selectors: Selectors) -> _Needs:
    parts = tuple(tuple(map(_part, one.split(","))) for one in selectors)
    every = [part for alternatives in parts for part in alternatives]
    return _Needs(
        parts,
        frozenset().union(*(part.names for part in every)),
        frozenset().union(*(part.words for part in every)),
    )


def _part(selector: str) -> _Part:
    attributes = _IN_BRACKETS.findall(selector)
    words = [value for name, value in attributes if value and name not in _ANY_CASE]
    words += [name for name, value in attributes if not value and name.startswith("data-")]
    names = _NAME.findall(_IN_BRACKETS.sub("", selector))
    names = [name.lower() if name[0] == "." else name for name in names]
    return _Part(selector.strip(), frozenset(names), frozenset(words))


@lru_cache(maxsize=8192)
def _possible(selectors: Selectors, names: frozenset[str], words: frozenset[str]) -> Selectors:
    found = (
        ", ".join(part.selector for part in parts if part.names <= names and part.words <= words)
        for parts in _needs(selectors).parts
    )
    return tuple(filter(None, found))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A page's classes and ids, and its text."""

    names: frozenset[str]
    """Classes as `.x`, in lower case (old pages compare them so), and ids as `#x`."""
    text: str
    """The page without its long scripts: no selector asks for what stands in them."""
    _said: dict[str, bool] = field(default_factory=dict, repr=False)
    _possible: dict[Selectors, Selectors] = field(default_factory=dict, repr=False)

    def possible(self, *selectors: str) -> Selectors:
        """Of selectors, in their order, those that this page could match, less what it could not.

        What a theme's pages have of the names in a table is the same for all of them, so the
        answer is most often known.
        """
        known = self._possible.get(selectors)
        if known is None:
            needs = _needs(selectors)
            said = frozenset(filter(self._says, needs.words)) if needs.words else needs.words
            known = _possible(selectors, needs.names & self.names, said)
            self._possible[selectors] = known
        return known

    def _says(self, word: str) -> bool:
        if word not in self._said:
            self._said[word] = word in self.text
        return self._said[word]

    def css(self, area: LexborNode | LexborHTMLParser, selector: str) -> list[LexborNode]:
        """All elements in an area that a selector matches, in page order."""
        possible = self.possible(selector)
        return area.css(possible[0]) if possible else []

    def css_first(self, area: LexborNode | LexborHTMLParser, selector: str) -> LexborNode | None:
        """The first element in an area that a selector matches."""
        possible = self.possible(selector)
        return area.css_first(possible[0]) if possible else None


def vocabulary_of(text: str, *, is_lower: bool = False) -> Vocabulary:
    """The vocabulary of a page, read from its text without long scripts.

    Attributes' names are looked for in lower case only where `is_lower`: to look for the other
    spellings, which Blogger's own layouts do not have, costs as much again.
    """
    n_spellings = 1 if is_lower else None
    ids = {"#" + one.strip() for one in _values(_IDS[:n_spellings], text)}
    classes = " ".join(_values(_CLASSES[:n_spellings], text)).lower().split()
    return Vocabulary(frozenset(ids.union(map(".".__add__, classes))), text)


def _values(spellings: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> set[str]:
    """All values of an attribute, each once."""
    found: set[str] = set()
    for name, pattern in spellings:
        if name in text:
            found.update(pattern.findall(text))
    return found
