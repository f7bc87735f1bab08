"""A page's elements by their names, so that a selector is looked up and not looked for. Pure.

To look for a selector walks the tree, which takes 25 us; themes are tables of about a hundred
selectors, of which one page uses five. One walk for everything with a class or an id costs as much
as four of them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.parse.asked import ASKED, CHROME_PART, class_names, has_chrome_part, needs, plan
from scraper.parse.selectors import LISTED, possible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from scraper.parse.selectors import Compound, Needs, Path, Plan

_NAMED: Final = "[class], [id]:not([class])"
_LISTED: Final = f"[{LISTED}]"
_MANY: Final = 12
"""Elements of one name from which a walk is cheaper than to look at each."""
_DEEPEST: Final = 1_000
"""Elements around an element that are looked at."""
_NEAR: Final = 20
"""Elements around one that are remembered with it: what stands near has the same around it."""
_COMPARES: Final[dict[str, Callable[[str, str], bool]]] = {
    "": lambda _own, _value: True,
    "=": str.__eq__,
    "~=": lambda own, value: value in own.split(),
    "^=": lambda own, value: own.startswith(value),
    "*=": lambda own, value: value in own,
}


@dataclass(frozen=True, slots=True)
class Elements:
    """What a page has of elements with names."""

    nodes: list[LexborNode]
    """All of them, in page order."""
    by_name: dict[str, list[int]]
    """Their places in `nodes`, in page order, by their ids as `#x` and those of their classes that
    are asked for as `.x`, as written; and by `asked.CHROME_PART`."""
    odd: dict[str, str]
    """Names with capitals, by their lower case; empty where a name is spelled in several ways."""
    ids: tuple[str, ...]
    """The names that are ids."""
    crowds: frozenset[str]
    """The names of more elements than are looked at."""
    names: frozenset[str]
    """All names, those with capitals in lower case too, and `@x` of microdata."""
    markup: bytes
    """The page without its long scripts: no selector asks for what stands in them. Bytes are
    searched in half the time of a text that is not all ASCII."""
    is_lower: bool
    """Whether element names are in lower case, as Blogger's own layouts write them."""
    _said: dict[str, bool] = field(default_factory=dict, repr=False)
    _around: dict[int, tuple[int, ...]] = field(default_factory=dict, repr=False)

    def called(self, name: str) -> list[LexborNode]:
        """The elements of a name that Blogger gives, and always writes so: `.widget`."""
        return [self.nodes[place] for place in self.by_name.get(name, ())]

    def known(self, needed: Needs) -> tuple[frozenset[str], frozenset[str]]:
        """(names, words) of the page among those that selectors need."""
        return needed.names & self.names, frozenset(filter(self._says, needed.words))

    def _says(self, word: str) -> bool:
        if word not in self._said:
            self._said[word] = self._has(word)
        return self._said[word]

    def _has(self, word: str) -> bool:
        if word[0] == "#":
            return any(name.startswith(word) for name in self.ids)
        return word.encode() in self.markup or (word[0] == "<" and not self.is_lower)

    def possible(self, selector: str) -> str:
        """A selector less the alternatives that this page could not match; empty without any."""
        needed = needs(selector)
        if needed is None:
            return selector
        if needed.is_named and needed.names.isdisjoint(self.names):
            return ""
        able = possible((selector,), *self.known(needed))
        return able[0] if able else ""

    def css(self, area: LexborNode | LexborHTMLParser, selector: str) -> list[LexborNode]:
        """All elements in an area that a selector matches, in page order."""
        able = self.possible(selector)
        return self.among(area, able) if able else []

    def among(self, area: LexborNode | LexborHTMLParser, able: str) -> list[LexborNode]:
        """The same for a selector whose names are known to be in the page."""
        way = plan(able)
        outer = None if isinstance(area, LexborHTMLParser) else area.mem_id
        if way is None or not self._is_plain(way, outer):
            return area.css(able) if self.possible(able) else []
        if way.inside:
            return self._inside(way, outer) if self._is_all_in(way, outer) else area.css(able)
        found = {place for path in way.paths for place in self._on(path, outer)}
        return [self.nodes[place] for place in sorted(found)]

    def css_first(self, area: LexborNode | LexborHTMLParser, selector: str) -> LexborNode | None:
        """The first element in an area that a selector matches."""
        return next(iter(self.css(area, selector)), None)

    def take_out(self, nodes: Iterable[LexborNode]) -> None:
        """Take elements out of the tree, with all that is in them; each then stands alone."""
        for node in nodes:
            node.decompose()
            self._around.clear()

    def _is_all_in(self, way: Plan, outer: int | None) -> bool:
        places = self._called(way.paths[0].key)
        return outer is None or all(outer in self.ids_around(self.nodes[place]) for place in places)

    def _inside(self, way: Plan, outer: int | None) -> list[LexborNode]:
        """The elements of a kind inside those that a name tells."""
        around = sorted(self._on(way.paths[0], outer))
        found = [node for place in around for node in self.nodes[place].css(way.inside)]
        return list({node.mem_id: node for node in found}.values()) if around[1:] else found

    def _is_plain(self, way: Plan, outer: int | None) -> bool:
        """Say whether few elements come into question, and all as they are written."""
        if way.capitals and any(self.odd.get(name.lower()) != name for name in way.capitals):
            return False
        is_few = (outer is None and way.is_anywhere) or self.crowds.isdisjoint(way.keys)
        return is_few and self.odd.keys().isdisjoint(way.names)

    def _called(self, key: str) -> list[int]:
        if key[-1] != "*":
            return self.by_name.get(key, [])
        begun = (self.by_name[name] for name in self.ids if name.startswith(key[:-1]))
        return [place for places in begun for place in places]

    def _on(self, path: Path, outer: int | None) -> Iterator[int]:
        """The places of elements on a path that stand in an element or are it."""
        for place in self._called(path.key):
            if path.is_bare or self._is_one(place, path.last):
                ids = self.ids_around(self.nodes[place]) if outer or path.around else ()
                if (outer is None or outer in ids) and self._is_in(ids, path.around):
                    yield place

    def _is_in(self, ids: tuple[int, ...], around: Compound | None) -> bool:
        return around is None or any(
            self.nodes[place].mem_id in ids[1:] and self._is_one(place, around)
            for place in self._called(around.key)
        )

    def _is_one(self, place: int, wanted: Compound) -> bool:
        if wanted.element and self.nodes[place].tag != wanted.element:
            return False
        if any(place not in self._called(name) for name in wanted.names[:-1]):
            return False
        own = self.nodes[place].attributes if wanted.attributes else {}
        return all(
            name in own and _COMPARES[sign](own[name] or "", value)
            for name, sign, value in wanted.attributes
        )

    def ids_around(self, node: LexborNode) -> tuple[int, ...]:
        """The memory ids of an element and of those around it."""
        around = self._around
        ids: list[int] = []
        near: LexborNode | None = node
        while near is not None and (mem_id := near.mem_id) not in around and len(ids) <= _DEEPEST:
            ids.append(mem_id)
            near = near.parent
        known = around.get(near.mem_id, ()) if near is not None else ()
        whole = (*ids, *known)
        for place, mem_id in enumerate(ids[:_NEAR]):
            around[mem_id] = whole[place:]
        return whole


def elements_of(tree: LexborHTMLParser, markup: bytes, *, is_lower: bool = False) -> Elements:
    """The elements of a page that was parsed from this markup, in UTF-8.

    Args:
        tree: the page.
        markup: what it was parsed from.
        is_lower: whether element names are in lower case, as Blogger's own layouts write them.

    """
    nodes = tree.css(_NAMED)
    by_name = _by_name(nodes)
    odd: dict[str, str] = {}
    for name in by_name:
        if not name.islower() and (lower := name.lower()) in ASKED:
            odd[lower] = "" if lower in odd or lower in by_name else name
    is_listed = not is_lower or LISTED.encode() in markup
    listing = tree.css(_LISTED) if is_listed else ()
    values = {node.attributes[LISTED] or "" for node in listing}
    listed = {f"@{word}" for value in values for word in value.lower().split()}
    ids = tuple(name for name in by_name if name[0] == "#")
    crowds = frozenset(name for name, places in by_name.items() if len(places) > _MANY)
    names = frozenset().union(by_name, odd, listed)
    return Elements(nodes, by_name, odd, ids, crowds, names, markup, is_lower)


def _by_name(nodes: list[LexborNode]) -> dict[str, list[int]]:
    by_name: defaultdict[str, list[int]] = defaultdict(list)
    for place, node in enumerate(nodes):
        own = node.attributes
        if "id" in own:
            name = own["id"] or ""
            by_name["#" + name].append(place)
            if has_chrome_part(name):
                by_name[CHROME_PART].append(place)
        for name in class_names(own.get("class") or ""):
            by_name[name].append(place)
    return dict(by_name)
