"""The class names that a page uses: a selector that cannot match is not looked for. Pure.

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

_CLASSES = tuple(
    (name, re.compile(name + r"\s*=\s*[\"']?([^\"'>]*)")) for name in ("class", "CLASS", "Class")
)
"""One pattern per spelling: a pattern that begins with letters is found five times as fast."""

_IN_BRACKETS = re.compile(r"\[([\w-]+)(?:[~|^$*]?=['\"]?([^'\"\]]*)['\"]?)?\]")
_NAME = re.compile(r"([.#])([\w-]+)")
_ANY_CASE: Final = frozenset({"rel", "type"})
"""Attributes whose values HTML compares without case."""


class _Part(NamedTuple):
    """One alternative of a selector, and the words without which it matches nothing."""

    selector: str
    classes: frozenset[str]
    words: tuple[str, ...]


@lru_cache(maxsize=1024)
def _parts(selector: str) -> tuple[_Part, ...]:
    return tuple(_part(one.strip()) for one in selector.split(","))


def _part(selector: str) -> _Part:
    attributes = _IN_BRACKETS.findall(selector)
    names = _NAME.findall(_IN_BRACKETS.sub("", selector))
    words = [name for mark, name in names if mark == "#"]
    words += [value for name, value in attributes if value and name not in _ANY_CASE]
    words += [name for name, value in attributes if not value and name.startswith("data-")]
    classes = frozenset(name.lower() for mark, name in names if mark == ".")
    return _Part(selector, classes, tuple(words))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A page's class names, in lower case (old pages compare them so), and its text."""

    classes: frozenset[str]
    text: str
    """The page without its long scripts: no selector asks for what stands in them."""
    _possible: dict[str, str] = field(default_factory=dict, repr=False)
    _said: dict[str, bool] = field(default_factory=dict, repr=False)

    def possible(self, selector: str) -> str:
        """The alternatives of a selector that this page could match; empty where it has none."""
        known = self._possible.get(selector)
        if known is None:
            known = ", ".join(part.selector for part in _parts(selector) if self._has(part))
            self._possible[selector] = known
        return known

    def _has(self, part: _Part) -> bool:
        return part.classes <= self.classes and all(self._says(word) for word in part.words)

    def _says(self, word: str) -> bool:
        if word not in self._said:
            self._said[word] = word in self.text
        return self._said[word]

    def css(self, area: LexborNode | LexborHTMLParser, selector: str) -> list[LexborNode]:
        """All elements in an area that a selector matches, in page order."""
        possible = self.possible(selector)
        return area.css(possible) if possible else []

    def css_first(self, area: LexborNode | LexborHTMLParser, selector: str) -> LexborNode | None:
        """The first element in an area that a selector matches."""
        possible = self.possible(selector)
        return area.css_first(possible) if possible else None


def vocabulary_of(text: str) -> Vocabulary:
    """The vocabulary of a page, read from its text: 0.4 ms, as much as four walks of the tree."""
    values = (" ".join(set(one.findall(text))) for name, one in _CLASSES if name in text)
    return Vocabulary(frozenset(" ".join(values).lower().split()), text)
