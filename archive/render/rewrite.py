"""Rewrite a body for its page: links to kept pages and pictures local, the rest named in words.

A body is hostile input. What leaves here still goes through `archive.render.sanitise`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Literal
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.render import frames, looks
from archive.render.frames import lead_outside, short, worded
from archive.render.paths import relative
from archive.render.picture_names import name_of
from archive.render.places import IS_COMMENT, body_id
from archive.render.scene import Picture, Scene, joined, picture_at

_TRACKER = re.compile(
    r"//(?:[^/]*\.)?(?:(?:blogger\.googleusercontent|blogger|blogblog)\.com/tracker/"
    r"|feeds\.feedburner\.com/~[rf]|feeds\.wordpress\.com/1\.|(?:www\.)?google-analytics\.com/"
    r"|(?:[^/]*\.)?doubleclick\.net/|assoc-amazon\.[a-z.]+/e/ir|pixel\.wp\.com/|statcounter\.com/)"
    r"|/b/stats\?",
    re.IGNORECASE,
)
"""Pictures that only count readers."""

_DROPPED = ("script", "style", "template", "link", "meta", "base", "select", "textarea", "button",
            "input", "svg")  # fmt: skip
_SHOWN = "img, video, audio, iframe, object, embed"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NAME = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)")
_INLINE = re.compile(r"data:image/(?:png|gif|jpe?g|webp|avif);base64,", re.IGNORECASE)


def rewrite(html: str, scene: Scene) -> str:
    """Rewrite the inner HTML of a body or comment for the page at `scene.place`."""
    tree, names = LexborHTMLParser(html, is_fragment=True), _names_in(html)
    _drop_unshown(tree, names)
    for node in tree.css("*"):
        if attributes := node.attributes:
            _keep_looks(node, _without_none(attributes), scene)
    if not names.isdisjoint(_HEADINGS):
        _outline(tree)
    for elements, change in _CHANGES:
        if not names.isdisjoint(elements):
            for node in reversed(tree.css(",".join(elements))):
                change(tree, node, scene)
    return tree.html or ""


def _names_in(html: str) -> set[str]:
    """Every element that a body can have, and perhaps more: what is not among them is not sought.

    A parser makes others of its own accord (`<tbody>`, `<p>`), but none that is sought here.
    """
    names = {name.lower() for name in set(_NAME.findall(html))}
    return names | {"img"} if "image" in names else names  # an old name of it


def _outline(tree: LexborHTMLParser) -> None:
    """Set a body's headings below the page's own, without gaps; they look as they did."""
    headings = []
    for node in tree.css(",".join(_HEADINGS)):
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
    _drop_unshown(tree, _names_in(html))
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
    return _without_none(node.attributes)


def _without_none(attributes: dict[str, str | None]) -> dict[str, str]:
    return {name: value or "" for name, value in attributes.items()}


def _drop_unshown(tree: LexborHTMLParser, names: set[str]) -> None:
    if not names.isdisjoint(_DROPPED):
        # Backwards, so that what lies inside goes before what holds it.
        for node in reversed(tree.css(",".join(_DROPPED))):
            node.decompose()
    for node in tree.css("img") if "img" in names else ():
        if _counts_readers(_attributes(node)):
            node.decompose()


def _counts_readers(attributes: dict[str, str]) -> bool:
    is_dot = all(attributes.get(side, "").strip() in ("0", "1") for side in ("width", "height"))
    return is_dot or _TRACKER.search(attributes.get("src", "")) is not None


def _keep_looks(node: LexborNode, attributes: dict[str, str], scene: Scene) -> None:
    """Replace the looks and names that the body wrote by ours; nothing of its own classes stays."""
    named = (attributes.get("id") or attributes.get("name", "")) if scene.keeps_ids else ""
    wanted = (
        ("class", looks.class_of(node.tag or "", attributes)),
        ("dir", looks.direction_of(attributes) or ""),
        ("id", body_id(named) if named else ""),
        ("rel", ""),
    )
    for name, value in wanted:
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
    address = joined(scene.url, source)
    picture = picture_at(address, scene)
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
        worded(tree, "span", "", f"Picture not here: {alt}" if alt else "Picture not here")
    )
    note.insert_child(worded(tree, "span", "reason", reason))
    is_linked = any(parent.tag == "a" for parent in _ancestors(node))
    spelled = worded(tree, "span" if is_linked else "a", "address", short(address))
    if not is_linked:
        lead_outside(spelled, address, "address outside", scene)
    note.insert_child(spelled)
    return note


def _ancestors(node: LexborNode) -> Iterable[LexborNode]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


# -- links ---------------------------------------------------------------------------------------


def _lead(_tree: LexborHTMLParser, node: LexborNode, scene: Scene) -> None:
    """Point a link at its place in the mirror, at its kept picture, or outside."""
    attributes = node.attributes
    href = (attributes.get("href") or "").strip()
    if not href or _shows_nothing(node):
        if "href" in attributes:
            del node.attrs["href"]
        return
    address = joined(scene.url, href)
    scheme = urlsplit(address).scheme if address else ""
    local = _local(address, scene) if scheme in ("http", "https") else None
    if local is not None:
        node.attrs["href"] = local
    elif scheme in ("http", "https", "ftp"):
        classes = f"{attributes.get('class') or ''} outside".strip()
        lead_outside(node, address, classes, scene)
    elif scheme not in ("mailto", "tel"):
        del node.attrs["href"]


def _shows_nothing(link: LexborNode) -> bool:
    """Say whether a link has nothing to click on: editors leave such behind."""
    return not link.text(strip=True) and link.css_first(_SHOWN) is None


def _local(address: str, scene: Scene) -> str | None:
    picture = picture_at(address, scene)
    if picture is not None:
        # A picture of the SVG kind opened as a page runs its scripts; as <img> it does not.
        if picture.path is None or picture.mime == "image/svg+xml":
            return None
        return relative(scene.place, picture.path)
    spot = scene.places.find(address)
    if spot is None:
        return None
    if spot.place == scene.place and spot.fragment:
        is_kept = spot.fragment in scene.comments or not IS_COMMENT.fullmatch(spot.fragment)
        return f"#{spot.fragment}" if is_kept else "#comments"
    return relative(scene.place, spot.place, spot.fragment)


# -- what is wide --------------------------------------------------------------------------------

N_LETTERS_WIDE = 30
"""Letters of a line of code that a screen of 360 pixels still holds."""
N_CELLS_WIDE = 5


def _reach(_tree: LexborHTMLParser, node: LexborNode, _scene: Scene) -> None:
    """Let the keyboard reach what may be wider than its column, and there move sideways."""
    if _is_wide(node):
        node.attrs["tabindex"] = "0"
    elif "tabindex" in node.attributes:
        del node.attrs["tabindex"]


def _is_wide(node: LexborNode) -> bool:
    if node.tag == "pre":
        return any(len(line) > N_LETTERS_WIDE for line in node.text().splitlines())
    row = node.css_first("tr")
    return row is not None and len(row.css("td, th")) > N_CELLS_WIDE


_Change = Callable[[LexborHTMLParser, LexborNode, Scene], None]
_CHANGES: tuple[tuple[tuple[str, ...], _Change], ...] = (
    (("a",), _lead),
    (("img",), _show_picture),
    (("video", "audio"), frames.show_film),
    (("object",), frames.show_frame),
    (("iframe", "embed", "frame"), frames.show_frame),
    (("pre", "table"), _reach),
)
"""In order: links before pictures, whose placeholders bring links; films before frames."""
