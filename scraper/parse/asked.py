"""Which classes selectors ask for: of the 78 that a page has on average, 23 are remembered. Pure.

A selector that is not of these tables is not wrong: it is looked for by a walk through the tree.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from scraper.parse.comments import PLACES as OF_COMMENTS
from scraper.parse.context import HEADERS
from scraper.parse.front import END, PAGE
from scraper.parse.onward import OLDER
from scraper.parse.selectors import needs_of, plan_of
from scraper.parse.services import SERVICES
from scraper.parse.survey import PLACES as OF_THEMES
from scraper.parse.themes import CHROME

if TYPE_CHECKING:
    from scraper.parse.selectors import Needs, Plan

_TABLES: Final = (
    *chain.from_iterable(OF_THEMES),
    *OF_COMMENTS,
    *OLDER,
    *(row.elements for row in SERVICES if row.elements),
    CHROME,
    HEADERS,
    "section.comments, .widget",
    f".{END}, .{PAGE}",
)
ASKED: Final = frozenset(name.lower() for name in needs_of(_TABLES).names)
"""Their names, in lower case."""


@lru_cache(maxsize=1024)
def needs(selector: str) -> Needs | None:
    """What a selector needs; None where it asks for other names."""
    found = needs_of((selector,))
    return found if all(name.lower() in ASKED or name[0] == "#" for name in found.names) else None


@lru_cache(maxsize=4096)
def plan(selector: str) -> Plan | None:
    """How to look a selector up; None where one must walk through the tree for it."""
    return plan_of(selector) if needs(selector) else None


@lru_cache(maxsize=4096)
def class_names(value: str) -> tuple[str, ...]:
    """What is asked for of a class attribute, each once; themes have few different ones."""
    names = dict.fromkeys(f".{name}" for name in value.split())
    return tuple(name for name in names if name.lower() in ASKED)
