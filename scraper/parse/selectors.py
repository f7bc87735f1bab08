"""What a page must have for a selector to match anything in it, read from the selector. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

_IN_BRACKETS = re.compile(r"\[([\w-]+)(?:([~|^$*]?=)['\"]?([^'\"\]]*)['\"]?)?\]")
_NAME = re.compile(r"[.#][\w-]+")
_COMPOUND = re.compile(r"([a-z][a-z0-9]*)?((?:[.#][\w-]+)*)((?:\[[^\]]*\])*)")
LISTED: Final = "itemprop"
"""The attribute whose names stand among a page's names as `@name`."""
_ANY_CASE: Final = frozenset({"rel"})
"""Attributes whose values are written in any case."""
_RARE: Final = frozenset({"time", "abbr"})
"""Elements that most pages have none of."""

Selectors = tuple[str, ...]


class Compound(NamedTuple):
    """One element as a selector describes it: `a.x#y[z]`."""

    element: str
    names: tuple[str, ...]
    attributes: tuple[tuple[str, str, str], ...]
    """(name, comparison, value); the comparison is empty where the attribute must only exist."""

    @property
    def key(self) -> str:
        """The name by which it is looked up; `#x*` for all ids that begin so, empty for none."""
        if self.names:
            return self.names[-1]
        starts = (value for name, sign, value in self.attributes if (name, sign) == ("id", "^="))
        return next((f"#{value}*" for value in starts), "")


class Path(NamedTuple):
    """An element, and the one around it where the selector names one: `.around a.x`."""

    last: Compound
    around: Compound | None
    key: str
    """The name by which the last is looked up; `#x*` for all ids that begin so."""
    is_bare: bool
    """Whether the last has no more than that name."""


class Plan(NamedTuple):
    """A selector that can be looked up: its alternatives, and all names in them."""

    paths: tuple[Path, ...]
    names: frozenset[str]
    """Those in lower case."""
    keys: frozenset[str]
    """Those that are looked up."""
    capitals: tuple[str, ...]
    """The others."""
    is_anywhere: bool
    """Whether no alternative names an element around the one that is meant."""
    inside: str = ""
    """What is meant inside the elements of its one path, where that has no name."""


class _Part(NamedTuple):
    """One alternative of a selector, and what a page must have for it to match anything."""

    selector: str
    names: frozenset[str]
    """Classes (`.x`, lower case), ids (`#x`) and listed names (`@x`)."""
    words: frozenset[str]
    """Words of its text; `#x` is the beginning of an id."""


class Needs(NamedTuple):
    """The alternatives of each of several selectors, and all that any of them needs."""

    parts: tuple[tuple[_Part, ...], ...]
    names: frozenset[str]
    words: frozenset[str]
    is_named: bool
    """Whether each alternative needs a name."""


@lru_cache(maxsize=1024)
def needs_of(selectors: Selectors) -> Needs:
    """What selectors need."""
    parts = tuple(tuple(map(_part, one.split(","))) for one in selectors)
    every = [part for alternatives in parts for part in alternatives]
    return Needs(
        parts,
        frozenset().union(*(part.names for part in every)),
        frozenset().union(*(part.words for part in every)),
        all(part.names for part in every),
    )


def _part(selector: str) -> _Part:
    attributes = _IN_BRACKETS.findall(selector)
    listed = [f"@{value.lower()}" for name, _, value in attributes if name == LISTED]
    words = [
        f"#{value}" if (name, sign) == ("id", "^=") else value
        for name, sign, value in attributes
        if value and name not in (LISTED, *_ANY_CASE)
    ]
    words += [name for name, _, value in attributes if not value and name.startswith("data-")]
    named = _NAME.findall(_IN_BRACKETS.sub("", selector))
    named = [name.lower() if name[0] == "." else name for name in named]
    element = _COMPOUND.match(selector.rsplit(maxsplit=1)[-1])
    if not named and element and element[1] in _RARE:
        words.append(f"<{element[1]}")
    return _Part(selector.strip(), frozenset(named + listed), frozenset(words))


@lru_cache(maxsize=8192)
def possible(selectors: Selectors, names: frozenset[str], words: frozenset[str]) -> Selectors:
    """Of selectors, those that may match where there are these names and words, cut to that."""
    found = (
        ", ".join(part.selector for part in parts if part.names <= names and part.words <= words)
        for parts in needs_of(selectors).parts
    )
    return tuple(filter(None, found))


@lru_cache(maxsize=4096)
def plan_of(selector: str) -> Plan | None:
    """How to look a selector up; None where one must walk through the tree for it."""
    around, _, inside = selector.partition(" ")
    if inside and "," not in around and not {".", "#", " ", ","}.intersection(inside):
        outer = plan_of(around)
        return outer and outer._replace(inside=inside, is_anywhere=False)
    paths = [_path(one.split()) for one in selector.split(",")]
    known = [path for path in paths if path is not None and path.key]
    if len(known) < len(paths):
        return None
    every = (one for path in known for one in (path.last, path.around) if one)
    names = {name for one in every for name in one.names}
    lower = frozenset(name for name in names if name == name.lower())
    keys = frozenset(path.key for path in known)
    is_anywhere = all(path.around is None for path in known)
    return Plan(tuple(known), lower, keys, tuple(names - lower), is_anywhere)


def _path(steps: list[str]) -> Path | None:
    compounds = [found for step in steps if (found := _compound(step)) is not None]
    if len(compounds) != len(steps) or len(steps) > len(("around", "last")):
        return None
    around = compounds[0] if len(compounds) > 1 else None
    last = compounds[-1]
    is_bare = not last.element and len(last.names) + len(last.attributes) == 1
    is_known = around is None or around.key
    return Path(last, around, last.key, is_bare and bool(last.key)) if is_known else None


def _compound(step: str) -> Compound | None:
    found = _COMPOUND.fullmatch(step)
    if not found:
        return None
    names = tuple(_NAME.findall(found[2]))
    return Compound(found[1] or "", names, tuple(_IN_BRACKETS.findall(found[3])))
