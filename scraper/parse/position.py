"""Where no theme marks them: the body, and the lines beside it, by position alone. Pure.

Read so only after every named place failed; what is found here says `structure` as its source.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from scraper.parse.dates import parse_date
from scraper.parse.nodes import ancestors, attribute, classes, line
from scraper.parse.themes import CHROME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from selectolax.lexbor import LexborNode

LONGEST_LINE: Final = 100
"""Letters of a line that may be a date or a byline."""

_BLOCKS = frozenset({"div", "section", "article", "main", "center", "table", "tbody", "tr", "td"})
_SILENT = frozenset({"script", "style", "template", "noscript", "select", "button", "textarea"})
_JUNK_TAGS = frozenset({"nav", "aside", "footer", "form", "header", "h1"}) | _SILENT
_JUNK: Final = (
    f"{CHROME}, nav, aside, footer, form, header, #sidebar, .sidebar, .status-msg-wrap,"
    " .status-msg-body, [class*=related], [id*=related], [class*=share], .breadcrumb,"
    " .breadcrumbs, #comment-holder, .widget.Profile, .widget.HTML"
)
_HEADINGS: Final = ("h1", "h2", "h3")
_PICTURE: Final = 40
"""What a picture weighs beside words, in letters."""
_DEEPEST: Final = 60
"""Boxes in boxes that are opened; no sane theme nests more around its posts."""
_MOST: Final = 0.8
"""The share of an area's words that tells the one box with the body from its neighbours."""
_LONGEST_DIVIDED: Final = 2_000
"""Letters of a text that is divided; in longer ones a short part is sought in what they hold."""
_LONGEST_DAY: Final = 40
"""Letters of a day without a year, as header of a day's posts: every language is asked for it."""
_MOST_BEHIND: Final = 12
"""Nodes behind a body's last clearing box that are looked at."""
_LEAST_BEFORE: Final = 3
"""How many times as long a body's words are as a theme's in it."""
_CLEARING: Final = frozenset({"clear", "clearfix", "clr", "clearer", "cleared"})
_PASTED: Final = (
    "Mso",
    "separator",
    "tr-caption",
    "tr_bq",
    "blogger-",
    "BLOG",
    "twitter-",
    "gmail_",
)
_BARS: Final = frozenset(
    {
        "div",
        "section",
        "aside",
        "nav",
        "footer",
        "ul",
        "p",
        "span",
        "center",
        "h2",
        "h3",
        "h4",
        "h5",
    }
)
_IN_NUMBERS: Final = re.compile(r"\D{0,3}(\d{1,2})[./-]\d{1,2}[./-](\d{2})\.?")
_BREAKS: Final = frozenset("|·•–—»/")
_BREAK = re.compile(r"[|•]|(?<=\s)[·–—»/](?=\s)")
"""Begins with a character of a few: to begin with white space takes ten times as long."""


def body_by_position(area: LexborNode) -> LexborNode | None:
    """The inmost box that holds most of an area's words, links and chrome not counted."""
    weights = _weights(area)
    near = area
    if not weights[area.mem_id]:
        return None
    for _ in range(_DEEPEST):
        inner = [child for child in _children(near) if child.tag in _BLOCKS]
        best = max(inner, key=lambda child: weights[child.mem_id], default=None)
        if best is None or not weights[best.mem_id]:
            return near
        least = 0 if near.css_first("#comments") is not None else _MOST * weights[near.mem_id]
        if weights[best.mem_id] < least:
            return near
        near = best
    return near


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        if child.is_element_node:
            yield child
        child = child.next


def _weights(area: LexborNode) -> Counter[int]:
    """The letters of prose in each element of an area, by memory id."""
    junk = {node.mem_id for node in area.css(_JUNK)}
    weights: Counter[int] = Counter()
    for node in area.traverse(include_text=True):
        weight = len(node.text(deep=False).strip()) if node.is_text_node else 0
        if node.tag == "img":
            weight = _PICTURE
        if not weight:
            continue
        around = []
        for one in ancestors(node):
            is_link = one.tag == "a" and node.is_text_node
            if one.mem_id in junk or one.tag in _JUNK_TAGS or is_link:
                break
            around.append(one.mem_id)
            if one.mem_id == area.mem_id:
                weights.update(dict.fromkeys(around, weight))
                break
    return weights


def heading_of(body: LexborNode) -> LexborNode | None:
    """The title inside a body by position: its first heading, the highest rank first."""
    found = (body.css_first(rank) for rank in _HEADINGS)
    return next((node for node in found if node is not None and line(node)), None)


def chrome_of(
    body: LexborNode, heading: LexborNode | None, is_day: Callable[[str], bool]
) -> dict[int, LexborNode]:
    """What stands in a body by position and is not its prose: title, lines of data, footers."""
    found = {node.mem_id: node for node in body.css(_JUNK) if node.mem_id != body.mem_id}
    if heading is not None:
        found[heading.mem_id] = heading
    for child in _children(body):
        if child.mem_id not in found and _is_data(child, is_day):
            found[child.mem_id] = child
    return found


def chrome_behind(body: LexborNode) -> tuple[LexborNode, ...]:
    """What a theme put behind the empty box that ends a body's floats, and no editor writes.

    Blogger's own themes end a body with that box, and others write their bars behind it. An author
    may have written such a box too: then more than a few words stand behind it.
    """
    near = body.last_child
    behind: list[LexborNode] = []
    for _ in range(_MOST_BEHIND):
        if near is None or _clears(near):
            break
        if near.is_element_node:
            behind.append(near)
        near = near.prev
    if near is None or not _clears(near):
        return ()
    found = tuple(filter(_is_themes, behind))
    letters = sum(len(node.text()) for node in found)
    return found if letters and letters * _LEAST_BEFORE <= len(body.text()) else ()


def _clears(node: LexborNode) -> bool:
    if node.tag != "div" or node.child is not None:
        return False
    style = attribute(node, "style").replace(" ", "").lower()
    return style.rstrip(";") == "clear:both" or not _CLEARING.isdisjoint(classes(node))


def _is_themes(node: LexborNode) -> bool:
    """Say whether an element has a name that Blogger's editor and pasted texts do not give."""
    names = {*classes(node), attribute(node, "id")} - {""}
    is_pasted = any(name.startswith(_PASTED) for name in names)
    return node.tag in _BARS and bool(names) and not is_pasted


def _is_data(node: LexborNode, is_day: Callable[[str], bool]) -> bool:
    """Say whether a line holds a machine's date, or a day in full, or links to labels only."""
    text = line(node)
    if len(text) > LONGEST_LINE:
        return False
    if node.tag == "time" or node.css_first("time, abbr[title]") is not None:
        return True
    links = node.css("a[href]")
    linked = sum(len(line(link)) for link in links)
    to_labels = [link for link in links if "/search/label/" in attribute(link, "href")]
    if links and len(to_labels) == len(links) and 2 * linked >= len(text):
        return True
    return any(is_day(part) for part in parts(text))


def confirmed_day(text: str, language: str | None, month: tuple[int, int] | None) -> date | None:
    """The day that a line shows, where two of three confirm it: year, month and its own weekday.

    Year and month are those of the address; without any, the weekday is enough for a whole date.
    """
    has_year = month is not None and (str(month[0]) in text or _ends_year(text, month[0]))
    if month is not None and (has_year or len(text) <= _LONGEST_DAY):
        shown = parse_date(text, language, year=month[0], month=month[1])
        is_of_month = shown is not None and (shown.day.year, shown.day.month) == month
        agrees = shown is not None and bool(shown.weekday_agrees)
        if shown and has_year + is_of_month + agrees > 1:
            return shown.day
    own = parse_date(text, language)
    return own.day if own and own.weekday_agrees else None


def _ends_year(text: str, year: int) -> bool:
    """Say whether a text is a day in numbers whose year has its last two digits only."""
    found = _IN_NUMBERS.fullmatch(text)
    return found is not None and f"{year % 100:02}" in (found[1], found[2])


def parts(text: str) -> tuple[str, ...]:
    """A line, and what its separators divide, as far as it may be a date or a byline."""
    if len(text) > _LONGEST_DIVIDED:
        return ()
    if _BREAKS.isdisjoint(text):
        return (text,) if text and len(text) <= LONGEST_LINE else ()
    found = (text, *(part.strip() for part in _BREAK.split(text)))
    return tuple(part for part in dict.fromkeys(found) if part and len(part) <= LONGEST_LINE)
