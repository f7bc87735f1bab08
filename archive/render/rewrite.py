"""Rewrite a body for its page: links to kept pages and pictures local, the rest named in words.

A body is hostile input. What leaves here still goes through `archive.render.sanitise`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.media import KEPT_PATH
from archive.page_parts import part_key, thumbnail_of
from archive.render import embeds, looks
from archive.render.paths import relative
from archive.render.picture_names import name_of, sizeless
from archive.render.places import Places, body_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from archive.store.contents import PictureUse

MAX_BODY = 4_000_000
MAX_DEPTH = 400
MAX_WORDS_IN_TAG = 2_000
MAX_OPTIONS = 2_000
MAX_NESTING = 8_000
MAX_TEMPLATES = 100
MAX_ODD = 3_000
MAX_REOPENED = 2_000_000
"""Beyond these a body is shown as its words: 100,000 nested `<div>` (500 kB) cost a parser half a
minute, and crash a serialiser that recurses; browsers stop nesting at 512."""

SHORT, FEW = 2_000, 100
"""Within these none of the above is reached: most comments, which are many."""

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^<>]*)", re.IGNORECASE)
_ODD = re.compile(r">[^<>=]*+=|<[^a-zA-Z/!?]")
"""Where a `>` may stand in an attribute's value, and so not end its element."""

_FORMATTING = frozenset(
    ["b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"]
)
"""Left open, each that has attributes is opened anew in every following block."""

_LEAVES = frozenset(
    "area base br col embed hr img input link"  # noqa: SIM905 - a long list of words
    " meta param source track wbr p li option dt dd td th tr tbody thead tfoot optgroup rt rp"
    " colgroup".split()
)
"""Elements that are void, or whose end another start implies."""

_TRACKER = re.compile(
    r"//(?:[^/]*\.)?(?:(?:blogger\.googleusercontent|blogger|blogblog)\.com/tracker/"
    r"|feeds\.feedburner\.com/~[rf]|feeds\.wordpress\.com/1\.|(?:www\.)?google-analytics\.com/"
    r"|(?:[^/]*\.)?doubleclick\.net/|assoc-amazon\.[a-z.]+/e/ir|pixel\.wp\.com/|statcounter\.com/)"
    r"|/b/stats\?",
    re.IGNORECASE,
)
"""Pictures that only count readers."""

_DROPPED = "script, style, template, link, meta, base, select, textarea, button, input, svg"
_INLINE = re.compile(r"data:image/(?:png|gif|jpe?g|webp|avif);base64,", re.IGNORECASE)
_RELATION = "nofollow noopener noreferrer"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's file, or why there is none."""

    path: str | None
    """Place of the file: `media/ab/ab….jpg`."""
    mime: str
    reason: str


class Pictures(Protocol):
    """Finds a picture, or a video, by the key of its address."""

    def get(self, key: str, /) -> Picture | None:
        """The picture of a `picture_key`; None where the archive never heard of it."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a body stands and what its addresses lead to."""

    url: str
    """Address of its post: relative addresses resolve against it."""
    place: str
    places: Places
    pictures: Pictures
    keeps_ids: bool = True
    """False for comments, of which a page has many."""
    seen_on: str = ""
    """The day on which the body was first seen as it is: what its links led to then."""


def too_wild(html: str) -> bool:
    """Say whether markup would cost a parser seconds or gigabytes. Linear in its length."""
    if len(html) <= SHORT and html.count("<") <= FEW:
        return False
    if len(html) > MAX_BODY:
        return True
    starts: Counter[str] = Counter()
    depth = n_reopened = 0
    for closing, name, rest in _TAG.findall(html):
        element = name.lower()
        if len(rest) > MAX_WORDS_IN_TAG and len(rest.split()) > MAX_WORDS_IN_TAG:
            return True
        starts[element] += not closing
        n_reopened += element in _FORMATTING and bool(rest.strip())
        if element not in _LEAVES:
            depth = max(0, depth - 1) if closing else depth + 1
        if depth > MAX_DEPTH:
            return True
    return _too_many(html, starts) or n_reopened * html.count("<") > MAX_REOPENED


def _too_many(html: str, starts: Counter[str]) -> bool:
    """Starts alone, since `<div><object></div></object>` leaves its `<div>` open."""
    n_nesting = sum(count for element, count in starts.items() if element not in _LEAVES)
    return (
        n_nesting > MAX_NESTING
        or starts["option"] > MAX_OPTIONS
        or starts["template"] > MAX_TEMPLATES
        or len(_ODD.findall(html)) > MAX_ODD
    )


def picture_key(url: str) -> str:
    """What two spellings of one picture's address share: all but the scheme and fragment."""
    return re.sub(r"^https?:", "", url.strip(), flags=re.IGNORECASE).partition("#")[0]


def pictures_by_address(uses: Iterable[PictureUse]) -> dict[str, Picture]:
    """Every address of every picture, as shown and as linked; the first to claim one keeps it."""
    uses = tuple(uses)
    found: dict[str, Picture] = {}
    shown = [(use.shown_url, use) for use in uses]
    linked = [(use.linked_url, use) for use in uses if use.linked_url]
    for address, use in (*shown, *linked):
        found.setdefault(picture_key(address), _picture(use))
    for address, use in (*linked, *shown):
        if key := sizeless(address):
            found.setdefault(key, _picture(use))
    return found


def _picture_at(address: str, scene: Scene) -> Picture | None:
    """The picture of an address, at whatever size it was kept."""
    return scene.pictures.get(picture_key(address)) or scene.pictures.get(sizeless(address) or "")


def _picture(use: PictureUse) -> Picture:
    is_kept = use.state == "kept" and KEPT_PATH.fullmatch(use.path or "") is not None
    reason = use.reason or ("not fetched yet" if use.state == "wanted" else "its file is not here")
    return Picture(use.path if is_kept else None, use.mime or "", "" if is_kept else reason)


def rewrite(html: str, scene: Scene) -> str:
    """Rewrite the inner HTML of a body or comment for the page at `scene.place`."""
    tree = LexborHTMLParser(html, is_fragment=True)
    _drop_unshown(tree)
    for node in tree.css("*"):
        _keep_looks(node, scene)
    _outline(tree)
    for selector, change in _CHANGES:
        for node in reversed(tree.css(selector)):
            change(tree, node, scene)
    return tree.html or ""


def _outline(tree: LexborHTMLParser) -> None:
    """Set a body's headings below the page's own, without gaps; they look as they did."""
    headings = []
    for node in tree.css("h1, h2, h3, h4, h5, h6"):
        if node.text(strip=True) or node.css_first("img") is not None:
            headings.append(node)
        elif node.child is None:
            node.decompose()
        else:
            node.unwrap()
    levels = looks.outline([int((node.tag or "h6")[1]) for node in headings])
    for node, level in zip(headings, levels, strict=True):
        node.attrs["aria-level"] = str(level)


def words(html: str) -> str:
    """The words of a fragment, markup aside."""
    tree = LexborHTMLParser(html, is_fragment=True)
    _drop_unshown(tree)
    return str(tree.text(separator=" ")).strip()


def direction_of(html: str) -> Literal["ltr", "rtl"] | None:
    """The direction that a wrapper around most of a body sets, or None where there is none."""
    tree = LexborHTMLParser(html, is_fragment=True)
    n_all = len(tree.text())
    for node in tree.css("[dir], [style*=direction]")[:5]:
        found = looks.direction_of(_attributes(node))
        if found in ("ltr", "rtl") and 2 * len(node.text()) > n_all:
            return "rtl" if found == "rtl" else "ltr"
    return None


def _attributes(node: LexborNode) -> dict[str, str]:
    return {name: value or "" for name, value in node.attributes.items()}


def _drop_unshown(tree: LexborHTMLParser) -> None:
    # Backwards, so that what lies inside goes before what holds it.
    for node in reversed(tree.css(_DROPPED)):
        node.decompose()
    for node in tree.css("img"):
        if _counts_readers(_attributes(node)):
            node.decompose()


def _counts_readers(attributes: dict[str, str]) -> bool:
    is_dot = all(attributes.get(side, "").strip() in ("0", "1") for side in ("width", "height"))
    return is_dot or _TRACKER.search(attributes.get("src", "")) is not None


def _keep_looks(node: LexborNode, scene: Scene) -> None:
    """Replace the looks and names that the body wrote by ours; nothing of its own classes stays."""
    attributes = _attributes(node)
    if not attributes:
        return
    classes = looks.classes_of(node.tag or "", attributes)
    wanted = {
        "class": " ".join(classes),
        "dir": looks.direction_of(attributes) or "",
        "id": body_id(attributes.get("id") or attributes.get("name", ""))
        if scene.keeps_ids
        else "",
        "rel": "",
    }
    for name, value in wanted.items():
        if value:
            node.attrs[name] = value
        elif name in attributes:
            del node.attrs[name]


# -- pictures ------------------------------------------------------------------------------------


def _show_picture(tree: LexborHTMLParser, node: LexborNode, scene: Scene) -> None:
    attributes = _attributes(node)
    source = attributes.get("src") or attributes.get("data-src") or attributes.get("data-original")
    if not source:
        node.decompose()
        return
    if _INLINE.match(source):
        return
    address = _joined(scene.url, source)
    picture = _picture_at(address, scene)
    if picture is None or picture.path is None:
        reason = picture.reason if picture else "not in this archive"
        node.replace_with(_missing(tree, node, address, reason, scene), move=True)
        return
    node.attrs["src"] = relative(scene.place, picture.path)
    node.attrs["loading"] = "lazy"
    if not (attributes.get("alt") or "").strip():
        node.attrs["alt"] = name_of(address)
    _open_original(tree, node, picture, scene)


def _open_original(
    tree: LexborHTMLParser, node: LexborNode, picture: Picture, scene: Scene
) -> None:
    """Let a click on a picture that no link holds open its file."""
    is_linked = any(above.tag == "a" for above in _ancestors(node))
    if is_linked or picture.path is None or picture.mime == "image/svg+xml":
        return
    link = tree.create_node("a")
    link.attrs["href"] = relative(scene.place, picture.path)
    node.insert_before(link, move=True)
    link.insert_child(node, move=True)


def _missing(
    tree: LexborHTMLParser, node: LexborNode, address: str, reason: str, scene: Scene
) -> LexborNode:
    """Say in words which picture is not here, and why; with a link where it stands in none."""
    note = tree.create_node("span")
    note.attrs["class"] = "missing"
    alt = (node.attributes.get("alt") or "").strip()
    note.insert_child(
        _worded(tree, "span", "", f"Picture not here: {alt}" if alt else "Picture not here")
    )
    note.insert_child(_worded(tree, "span", "reason", reason))
    is_linked = any(parent.tag == "a" for parent in _ancestors(node))
    spelled = _worded(tree, "span" if is_linked else "a", "address", _short(address))
    if not is_linked:
        _lead_outside(spelled, address, "address outside", scene)
    note.insert_child(spelled)
    return note


def _worded(tree: LexborHTMLParser, element: str, name: str, text: str) -> LexborNode:
    node = tree.create_node(element)
    if name:
        node.attrs["class"] = name
    node.attrs["dir"] = "auto"
    node.insert_child(text)
    return node


def _ancestors(node: LexborNode) -> Iterable[LexborNode]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def _short(address: str) -> str:
    """An address that fits a line; the link beside it carries the whole."""
    plain = re.sub(r"^https?://", "", address)
    return plain if len(plain) <= 80 else f"{plain[:50]}…{plain[-25:]}"  # noqa: PLR2004


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return ""


# -- links ---------------------------------------------------------------------------------------


def _lead(_tree: LexborHTMLParser, node: LexborNode, scene: Scene) -> None:
    """Point a link at its place in the mirror, at its kept picture, or outside."""
    href = (node.attributes.get("href") or "").strip()
    if not href:
        return
    address = _joined(scene.url, href)
    scheme = urlsplit(address).scheme if address else ""
    local = _local(address, scene) if scheme in ("http", "https") else None
    if local is not None:
        node.attrs["href"] = local
    elif scheme in ("http", "https", "ftp"):
        classes = f"{node.attributes.get('class') or ''} outside".strip()
        _lead_outside(node, address, classes, scene)
    elif scheme not in ("mailto", "tel"):
        del node.attrs["href"]


def _local(address: str, scene: Scene) -> str | None:
    picture = _picture_at(address, scene)
    if picture is not None:
        # A picture of the SVG kind opened as a page runs its scripts; as <img> it does not.
        if picture.path is None or picture.mime == "image/svg+xml":
            return None
        return relative(scene.place, picture.path)
    spot = scene.places.find(address)
    if spot is None:
        return None
    if spot.place == scene.place and spot.fragment:
        return f"#{spot.fragment}"
    return relative(scene.place, spot.place, spot.fragment)


def _lead_outside(node: LexborNode, address: str, classes: str, scene: Scene) -> None:
    node.attrs["href"] = address
    node.attrs["class"] = classes
    node.attrs["rel"] = _RELATION
    if scene.seen_on:
        said = (node.attributes.get("title") or "").strip()
        told = f"outside link, as of {scene.seen_on}"
        node.attrs["title"] = f"{said} ({told})" if said else told


# -- what plays or frames something --------------------------------------------------------------


def show_frame(tree: LexborHTMLParser, node: LexborNode, scene: Scene) -> None:
    """Put the kept video where a frame or plug-in stood, or a card with a link."""
    written = _framed(node)
    address = _joined(scene.url, written) if written else ""
    video = scene.pictures.get(part_key(address)) if address else None
    if video is not None and video.path and video.mime.startswith("video/"):
        node.replace_with(_player(tree, node, video.path, scene), move=True)
    elif urlsplit(address).scheme in ("http", "https"):
        node.replace_with(_linked_card(tree, node, address, scene), move=True)
    elif node.css_first(".embed") is not None:
        node.unwrap()  # the card of what it held
    else:
        node.decompose()


def _player(tree: LexborHTMLParser, node: LexborNode, path: str, scene: Scene) -> LexborNode:
    player = tree.create_node("video")
    player.attrs["src"] = relative(scene.place, path)
    player.attrs["controls"] = ""
    player.attrs["preload"] = "none"
    for side in ("width", "height"):
        if (written := node.attributes.get(side) or "").isdigit():
            player.attrs[side] = written
    return player


def _framed(node: LexborNode) -> str:
    """The address that a frame or plug-in opens, as written on it or on what it holds."""
    inside = node.css("embed, source, param[name=movie], param[name=src]")
    for each in (node, *inside):
        for name in ("src", "data", "data-src", "value"):
            if written := each.attributes.get(name):
                return written
    return ""


def _linked_card(
    tree: LexborHTMLParser, node: LexborNode, address: str, scene: Scene
) -> LexborNode:
    """A card: the still picture where one is kept, what it is, and where it is."""
    name, target = embeds.card(address)
    card = tree.create_node("span")
    card.attrs["class"] = "embed"
    still = thumbnail_of(address, node.attributes.get("data-thumbnail-src"))
    picture = scene.pictures.get(part_key(_joined(scene.url, still))) if still else None
    if picture is not None and picture.path is not None:
        shown = tree.create_node("img")
        shown.attrs["src"] = relative(scene.place, picture.path)
        shown.attrs["alt"] = ""
        shown.attrs["loading"] = "lazy"
        card.insert_child(shown)
    title = (node.attributes.get("title") or "").strip()
    card.insert_child(_worded(tree, "span", "", f"{name}: {title}" if title else name))
    link = _worded(tree, "a", "address", _short(target))
    _lead_outside(link, target, "address outside", scene)
    card.insert_child(link)
    return card


def show_film(tree: LexborHTMLParser, node: LexborNode, scene: Scene) -> None:
    """Play a kept film or sound; a card stands for one that is not here."""
    picture = scene.pictures.get(picture_key(_joined(scene.url, _framed(node))))
    if picture is None or picture.path is None:
        show_frame(tree, node, scene)
        return
    for child in node.css("source, track"):
        child.decompose()
    node.attrs["src"] = relative(scene.place, picture.path)
    node.attrs["controls"] = ""


_CHANGES: tuple[tuple[str, Callable[[LexborHTMLParser, LexborNode, Scene], None]], ...] = (
    ("a", _lead),
    ("img", _show_picture),
    ("video, audio", show_film),
    ("object", show_frame),
    ("iframe, embed, frame", show_frame),
)
"""In order: links before pictures, whose placeholders bring links; films before frames."""
