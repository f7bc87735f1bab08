"""What plays or frames something: the kept video in its place, or a card with a link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archive.page_parts import part_key, thumbnail_of
from archive.render import embeds
from archive.render.paths import relative
from archive.render.scene import Scene, joined, picture_key

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_RELATION = "nofollow noopener noreferrer"


def show_frame(tree: LexborHTMLParser, node: LexborNode, scene: Scene) -> None:
    """Put the kept video where a frame or plug-in stood, or a card with a link."""
    written = _framed(node)
    address = joined(scene.url, written) if written else ""
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
    picture = scene.pictures.get(part_key(joined(scene.url, still))) if still else None
    if picture is not None and picture.path is not None:
        shown = tree.create_node("img")
        shown.attrs["src"] = relative(scene.place, picture.path)
        shown.attrs["alt"] = ""
        shown.attrs["loading"] = "lazy"
        card.insert_child(shown)
    title = (node.attributes.get("title") or "").strip()
    card.insert_child(worded(tree, "span", "", f"{name}: {title}" if title else name))
    link = worded(tree, "a", "address", short(target))
    lead_outside(link, target, "address outside", scene)
    card.insert_child(link)
    return card


def show_film(tree: LexborHTMLParser, node: LexborNode, scene: Scene) -> None:
    """Play a kept film or sound; a card stands for one that is not here."""
    picture = scene.pictures.get(picture_key(joined(scene.url, _framed(node))))
    if picture is None or picture.path is None:
        show_frame(tree, node, scene)
        return
    for child in node.css("source, track"):
        child.decompose()
    node.attrs["src"] = relative(scene.place, picture.path)
    node.attrs["controls"] = ""


def worded(tree: LexborHTMLParser, element: str, name: str, text: str) -> LexborNode:
    """An element of one class, or none, that holds some words."""
    node = tree.create_node(element)
    if name:
        node.attrs["class"] = name
    node.attrs["dir"] = "auto"
    node.insert_child(text)
    return node


def lead_outside(node: LexborNode, address: str, classes: str, scene: Scene) -> None:
    """Point a link at an address outside, and say what day it was seen."""
    node.attrs["href"] = address
    node.attrs["class"] = classes
    node.attrs["rel"] = _RELATION
    if scene.seen_on:
        said = (node.attributes.get("title") or "").strip()
        told = f"outside link, as of {scene.seen_on}"
        node.attrs["title"] = f"{said} ({told})" if said else told


def short(address: str) -> str:
    """An address that fits a line; the link beside it carries the whole."""
    plain = re.sub(r"^https?://", "", address)
    return plain if len(plain) <= 80 else f"{plain[:50]}…{plain[-25:]}"  # noqa: PLR2004
