"""The shape of a Blogger feed on the wire: JSON, Atom and RSS as one set of structures. Pure.

JSON writes `{"$t": …}` for text, attributes as plain keys and `ns$name` for `ns:name`
(BLOGGER.md section 2.4); Atom and RSS are turned into the same.
"""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import msgspec

from archive.errors import ParseError
from scraper.parse.strain import MAX_ENTRIES
from scraper.parse.xml import local_name, parse_xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


class Text(msgspec.Struct, frozen=True):
    """A text node."""

    t: str = msgspec.field(default="", name="$t")


class Link(msgspec.Struct, frozen=True):
    """A `<link>`."""

    rel: str = ""
    href: str = ""
    type: str = ""


class Picture(msgspec.Struct, frozen=True):
    """A `<gd:image>`: somebody's portrait."""

    src: str = ""


class Thumbnail(msgspec.Struct, frozen=True):
    """A `<media:thumbnail>`: a post's first picture, small."""

    url: str = ""


class Person(msgspec.Struct, frozen=True):
    """An `<author>`."""

    name: Text = Text()
    uri: Text = Text()
    image: Picture | None = msgspec.field(default=None, name="gd$image")


class Category(msgspec.Struct, frozen=True):
    """A `<category>`: a label, or in exports the kind of the entry."""

    term: str = ""
    scheme: str = ""


class Property(msgspec.Struct, frozen=True):
    """A `<gd:extendedProperty>`."""

    name: str = ""
    value: str = ""


class Reply(msgspec.Struct, frozen=True):
    """A `<thr:in-reply-to>`: the post that a comment is on."""

    ref: str = ""
    href: str = ""
    source: str = ""


class Draft(msgspec.Struct, frozen=True):
    """An `<app:control>`."""

    draft: Text = msgspec.field(default=Text(), name="app$draft")


class Entry(msgspec.Struct, frozen=True):
    """One entry of a feed."""

    id: Text = Text()
    published: Text = Text()
    updated: Text = Text()
    title: Text = Text()
    content: Text | None = None
    summary: Text | None = None
    category: tuple[Category, ...] = ()
    link: tuple[Link, ...] = ()
    author: tuple[Person, ...] = ()
    total: Text | None = msgspec.field(default=None, name="thr$total")
    thumbnail: Thumbnail | None = msgspec.field(default=None, name="media$thumbnail")
    reply: Reply | None = msgspec.field(default=None, name="thr$in-reply-to")
    properties: tuple[Property, ...] = msgspec.field(default=(), name="gd$extendedProperty")
    control: Draft | None = msgspec.field(default=None, name="app$control")
    kind: Text = msgspec.field(default=Text(), name="blogger$type")
    status: Text = msgspec.field(default=Text(), name="blogger$status")
    filename: Text = msgspec.field(default=Text(), name="blogger$filename")
    post: Text = msgspec.field(default=Text(), name="blogger$inReplyTo")
    parent: Text = msgspec.field(default=Text(), name="blogger$parent")


class Feed(msgspec.Struct, frozen=True):
    """One page of a feed; entries that are none are left out but counted."""

    id: Text = Text()
    title: Text = Text()
    subtitle: Text = Text()
    link: tuple[Link, ...] = ()
    total: Text | None = msgspec.field(default=None, name="openSearch$totalResults")
    start: Text | None = msgspec.field(default=None, name="openSearch$startIndex")
    entry: tuple[msgspec.Raw, ...] = ()


class _Document(msgspec.Struct, frozen=True):
    feed: Feed | None = None
    entry: msgspec.Raw = msgspec.Raw()


_CALLBACK = re.compile(rb"[\w.$]{1,200}")
_RSS_PERSON = re.compile(r"^[^()]*\((.*)\)\s*$", re.DOTALL)
_MANY = {"category", "link", "author", "gd$extendedProperty"}
"""Elements that repeat."""

_PREFIXES = (
    ("purl.org/syndication/thread", "thr$"),
    ("schemas.google.com/g/2005", "gd$"),
    ("schemas.google.com/blogger", "blogger$"),
    ("a9.com/-/spec/opensearch", "openSearch$"),
    ("purl.org/atom/app#", "app$"),
    ("urn:undeclared:app", "app$"),
    ("urn:undeclared:thr", "thr$"),
    ("urn:undeclared:gd", "gd$"),
    ("urn:undeclared:blogger", "blogger$"),
    ("www.w3.org/2007/app", "app$"),
    ("www.w3.org/2005/Atom", ""),
    ("search.yahoo.com/mrss", "media$"),
    ("www.georss.org", "georss$"),
)


def read_wire(body: bytes, url: str) -> tuple[Feed, tuple[Entry, ...], int]:
    """Read a feed in any of its forms: (its head, the entries that could be read, how many it has).

    Raises:
        ParseError: the body is no feed.

    """
    if body.lstrip()[:1] in (b"<", b"\xef"):
        return _from_xml(parse_xml(body, url), url)
    return _from_json(body, url)


def _from_json(body: bytes, url: str) -> tuple[Feed, tuple[Entry, ...], int]:
    try:
        document = msgspec.json.decode(_without_callback(body), type=_Document)
    except (msgspec.MsgspecError, RecursionError, ValueError) as problem:
        raise ParseError(f"{url} is no feed: {problem}") from problem
    if document.feed is None and not document.entry:
        raise ParseError(f"{url} is no feed: neither feed nor entry in its JSON")
    raw = document.feed.entry if document.feed else (document.entry,)
    if len(raw) > MAX_ENTRIES:
        raise ParseError(f"{url} is no feed: {len(raw)} entries, where {MAX_ENTRIES} are many")
    read = tuple(entry for one in raw if (entry := _entry(one)))
    return document.feed or Feed(), read, len(raw)


def _without_callback(body: bytes) -> bytes:
    """The JSON inside `// API callback` and `name(…);`, or the body as it is."""
    text = body.strip()
    if text[:2] == b"//":
        text = text.partition(b"\n")[2].lstrip()
    name, _, inside = text.partition(b"(")
    inside = inside.rstrip(b"; \t\r\n")
    is_call = _CALLBACK.fullmatch(name.rstrip()) is not None and inside[-1:] == b")"
    return inside[:-1] if is_call else body


def _entry(raw: msgspec.Raw) -> Entry | None:
    try:
        return msgspec.json.decode(raw, type=Entry)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        return None


def _from_xml(root: Element, url: str) -> tuple[Feed, tuple[Entry, ...], int]:
    name = local_name(root)
    if name == "entry":
        return Feed(), (_converted(_atom(root)),), 1
    if name == "feed":
        entries = [child for child in root if local_name(child) == "entry"]
        shapes = [_atom(child) for child in entries]
    elif name == "rss" and len(root):
        root = root[0]
        entries = [child for child in root if local_name(child) == "item"]
        shapes = [_rss(child) for child in entries]
    else:
        raise ParseError(f"{url} is no feed: its root is <{name}>")
    head = _shape(root, skip={"entry", "item"})
    return _head(head), tuple(map(_converted, shapes)), len(entries)


def _head(shape: dict[str, object]) -> Feed:
    shape.pop("author", None)
    feed: Feed = msgspec.convert(_rss_names(shape), Feed)
    return feed


def _converted(shape: dict[str, object]) -> Entry:
    entry: Entry = msgspec.convert(shape, Entry)
    return entry


def _name(element: Element) -> str:
    space, _, local = element.tag.rpartition("}")
    prefix = next((short for part, short in _PREFIXES if part in space), "")
    return prefix + local


def _shape(element: Element, skip: frozenset[str] | set[str] = frozenset()) -> dict[str, object]:
    """An element as Blogger's JSON would write it."""
    shape: dict[str, object] = dict(element.attrib)
    text = "".join(element.itertext()) if not len(element) else (element.text or "")
    if text.strip() or not element.attrib:
        shape["$t"] = text
    for child in element:
        name = _name(child)
        if name in skip:
            continue
        if name in _MANY:
            known = shape.setdefault(name, [])
            if isinstance(known, list):
                known.append(_shape(child))
        else:
            shape.setdefault(name, _shape(child))
    return shape


def _atom(element: Element) -> dict[str, object]:
    shape = _shape(element)
    for name in ("content", "summary", "title"):
        child = next((c for c in element if _name(c) == name), None)
        if child is not None and len(child):
            shape[name] = {"$t": "".join(child.itertext())}
    return shape


_RSS_NAMES = (("guid", "id"), ("description", "content"), ("pubDate", "published"))


def _rss_names(shape: dict[str, object]) -> dict[str, object]:
    """The head of an RSS channel under Atom's names: its links are text, not attributes."""
    links = shape.get("link")
    if isinstance(links, list):
        for link in links:
            if "href" not in link:
                link.update(href=str(link.get("$t", "")).strip(), rel="alternate")
    if "description" in shape:
        shape.setdefault("subtitle", shape["description"])
    return shape


def _rss(element: Element) -> dict[str, object]:
    shape = _rss_names(_shape(element))
    shape.pop("subtitle", None)
    for old, new in _RSS_NAMES:
        if old in shape:
            shape[new] = shape.pop(old)
    shape["published"] = {"$t": _iso(_text(shape.get("published")))}
    shape["category"] = [{"term": _text(one), "scheme": ""} for one in _list(shape.get("category"))]
    shape["author"] = [
        {"name": {"$t": _rss_person(_text(one))}} for one in _list(shape.get("author"))
    ]
    return shape


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return str(value.get("$t", "")).strip() if isinstance(value, dict) else ""


def _rss_person(text: str) -> str:
    """RSS writes `noreply@blogger.com (Name)`."""
    found = _RSS_PERSON.match(text)
    return found[1].strip() if found else text


def _iso(text: str) -> str:
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return text
