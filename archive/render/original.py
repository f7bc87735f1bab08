"""The original face: a page as Blogger served it, rebuilt from its raw capture.

Its own markup, classes, styles, backgrounds, fonts and icons stay; what runs, counts, asks or
covers goes; links lead inside the mirror. What leaves here went through `archive.render.gate`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive import styles
from archive.decode import bomb_in, decoded
from archive.errors import DamageError
from archive.page_parts import absolute, link_kind, part_key, shown_address
from archive.render import dates, frames, gate, paths, program
from archive.render.asked import ORIGINAL, READING
from archive.render.pages import Page
from archive.render.planned import Planned, one
from archive.render.scene import Scene
from archive.render.sheets import Sheets, Shelf
from archive.store.captures import Captures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jinja2 import Template

    from archive.model import Capture
    from archive.render.asked import Answers
    from archive.render.gather import Shown, Site
    from archive.render.originals import OriginalPage
    from archive.render.places import Spot
    from archive.render.planned import Inputs
    from archive.render.write import Writer
    from archive.store.connection import Archive

    InputsOf = Callable[[OriginalPage, bytes | None], str | None]

_DROPPED: Final = (
    "script, template, svg, math, meta, base, title, input, select, textarea, button,"
    " #navbar, #navbar-iframe, #b-navbar, #injected-iframe, #cookieChoiceInfo,"
    " .cookie-choices-info, #cookie-law-info-bar, .cookie-consent, #comment-editor, .comment-form,"
    " .comment-replybox-single, .comment-replybox-thread, .loadmore, .quickedit, .item-control,"
    " .blog-admin, .adsbygoogle, #lightbox"
)
"""What runs, asks, or was for the owner alone."""

_FRAMES: Final = frozenset({"iframe", "frame", "object", "embed", "style", "param"})

_LOADERS: Final = (
    "#preloader, .preloader, #loader, #loader-wrapper, .loader-wrapper, #page-loader, .page-loader,"
    " #loading, #loading-screen, .loading-screen, #overlay-loader, .spinner-wrapper, .pre-loader"
)
"""Curtains that a script would have drawn back."""
_CURTAIN_WORDS = 60
"""Letters that a curtain has at most; what has more is the page itself."""

_DOCTYPE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(<!doctype html(?:\s+public\s+[\"'][-\w./ ]{1,80}[\"']"
    r"(?:\s*[\"']https?://[\w./-]{1,80}[\"'])?|\s+system\s+[\"']about:legacy-compat[\"'])?\s*>)",
    re.IGNORECASE,
)
"""It decides how a browser lays the page out (standards or quirks), so it stays as it is."""
_MEDIA = re.compile(r"[\w\s(),:.-]{1,200}")
_VIEWPORT = re.compile(r"[\w=,.\s-]{1,200}")


@dataclass(frozen=True, slots=True)
class Tools:
    """What original pages of one blog share."""

    site: Site
    shown: Shown
    captures: Captures
    shelf: Shelf
    sheets: Sheets
    answers: Answers


@dataclass(frozen=True, slots=True)
class Parts:
    """A page taken apart and made harmless: what the template fills in."""

    doctype: Markup
    html_attributes: dict[str, str]
    body_attributes: dict[str, str]
    title: str
    viewport: str | None
    icon: str | None
    sheets: tuple[tuple[str, str], ...]
    """(place, media) in order."""
    body: Markup


def planned_originals(
    archive: Archive, site: Site, writer: Writer, answers: Answers, inputs: Sequence[Inputs]
) -> Iterator[Planned]:
    """Every original page; a page's style sheets are written when it is made."""
    captures = Captures(archive.db)
    for shown, of_blog in zip(site.blogs, inputs, strict=True):
        shelf = Shelf(archive)
        sheets = Sheets(shown.folder, shelf, writer)
        tools = Tools(site, shown, captures, shelf, sheets, answers)
        inputs_of = partial(_inputs_of, of_blog)
        for place, page in sorted(shown.originals.items()):
            told = inputs_of(page, answers.to(place))
            yield one(place, told, partial(_made, tools, page, inputs_of))


def _inputs_of(inputs: Inputs, page: OriginalPage, answered: bytes | None) -> str | None:
    return inputs.of(page.place, page, answered)


def _made(tools: Tools, page: OriginalPage, inputs_of: InputsOf) -> Page:
    with tools.shelf.asked.apart():
        html = original_page(tools, page)
        asked = tools.shelf.asked.noted()
    return Page(page.place, html, inputs_of(page, tools.answers.digest(asked)), asked)


def original_page(tools: Tools, page: OriginalPage) -> str:
    """One original page; a sentence where its HTML is damaged or made to exhaust a parser."""
    try:
        capture = tools.captures.load(page.capture)
    except DamageError as error:
        return _fill(tools, page, None, problem=f"Its kept copy is damaged: {error}")
    text, _ = decoded(capture.body, capture.header("content-type"))
    bomb = bomb_in(text)
    if bomb:
        return _fill(tools, page, capture, problem=f"Its HTML is not shown: {bomb}")
    return _fill(tools, page, capture, parts=_taken_apart(tools, page, text, capture.final_url))


@cache
def _template() -> Template:
    return program.templates().get_template("original.html")


def _fill(
    tools: Tools,
    page: OriginalPage,
    capture: Capture | None,
    *,
    parts: Parts | None = None,
    problem: str = "",
) -> str:
    place = page.place
    reading = page.reading_place or paths.home_place(tools.shown.folder)
    day = dates.long_day(capture.fetched_at.date().isoformat(), "en-GB") if capture else None
    return (
        _template().render(
            to=lambda there: paths.relative(place, there),
            policy=gate.POLICY,
            parts=parts,
            problem=problem,
            title=parts.title if parts else tools.shown.name,
            reading=reading,
            day=day,
        )
        + "\n"
    )


# -- a page taken apart --------------------------------------------------------------------------


def _taken_apart(tools: Tools, page: OriginalPage, text: str, url: str) -> Parts:
    tree = LexborHTMLParser(text)
    title = tree.css_first("title")
    viewport = tree.css_first("meta[name=viewport]")
    content = (viewport.attributes.get("content") or "") if viewport else ""
    scene = Scene(url, page.place, tools.site.places, tools.shelf)
    sheets = tuple(_sheets(tree, tools, url))
    name = title.text(strip=True) if title else ""
    icon = _icon(tree, tools, scene)
    _change(tree, tools, scene)
    return Parts(
        doctype=Markup(found[1] if (found := _DOCTYPE.match(text)) else ""),  # noqa: S704 - one of a few forms
        html_attributes=_attributes_of(tree.css_first("html"), tools, scene),
        body_attributes=_attributes_of(tree.body, tools, scene),
        title=name or tools.shown.name,
        viewport=content if _VIEWPORT.fullmatch(content) else None,
        icon=icon,
        sheets=sheets,
        body=gate.sanitise_original((tree.body.inner_html or "") if tree.body else ""),
    )


def _sheets(tree: LexborHTMLParser, tools: Tools, url: str) -> Iterator[tuple[str, str]]:
    """Sheets in the order of the page, linked and inline; the later win."""
    for node in tree.css("link, style"):
        attributes = node.attributes
        place = None
        if node.tag == "style":
            place = tools.sheets.inline(node.text(), url)
        elif link_kind(attributes) == "style":
            address = absolute(url, attributes.get("href") or "")
            place = tools.sheets.linked(address) if address else None
        media = (attributes.get("media") or "").strip()
        if "onload" in attributes and media in ("none", "print"):
            media = ""  # a script would have switched it on
        if place and (not media or _MEDIA.fullmatch(media)):
            yield place, media


def _icon(tree: LexborHTMLParser, tools: Tools, scene: Scene) -> str | None:
    for node in tree.css("link[rel]"):
        if link_kind(node.attributes) == "icon":
            written = node.attributes.get("href") or ""
            if place := tools.shelf.located(written, scene.url, scene.place):
                return place
    return None


def _attributes_of(node: LexborNode | None, tools: Tools, scene: Scene) -> dict[str, str]:
    """The harmless attributes of `<html>` or `<body>`, its own looks among them."""
    if node is None:
        return {}
    found = {}
    for name, value in node.attributes.items():
        if name in gate.OF_PAGE:
            written = _looks(name, value or "", tools, scene)
            clean = gate.harmless(node.tag or "", name, written) if written else None
            if clean:
                found[name] = clean
    return found


def _looks(name: str, value: str, tools: Tools, scene: Scene) -> str | None:
    def locate(written: str) -> str | None:
        return tools.shelf.located(written, scene.url, scene.place)

    if name == "background":
        return locate(value)
    if name == "style":
        clean = styles.clean_declarations(value, locate)
        return re.sub(r"(?:display:none|visibility:hidden|opacity:0)(?=;|$)", "", clean)
    return value


# -- what changes in the tree --------------------------------------------------------------------


def _change(tree: LexborHTMLParser, tools: Tools, scene: Scene) -> None:
    _drop(tree)
    for node in tree.css("a[href], area[href]"):
        _lead(node, tools, scene)
    for node in tree.css("img"):
        _show(node, tools.shelf, scene)
    for selector, show in (
        ("video, audio", frames.show_film),
        ("object", frames.show_frame),
        ("iframe, embed, frame", frames.show_frame),
    ):
        for node in reversed(tree.css(selector)):
            show(tree, node, scene)
    for node in tree.css("body [style], body [background]"):
        for name in ("style", "background"):
            value = node.attributes.get(name)
            if value and (name == "background" or "(" in value):
                _set(node, name, _looks(name, value, tools, scene))


def _set(node: LexborNode, name: str, value: str | None) -> None:
    if value:
        node.attrs[name] = value
    else:
        del node.attrs[name]


def _drop(tree: LexborHTMLParser) -> None:
    for node in _each(tree, _DROPPED):
        node.decompose()
    for node in _each(tree, _LOADERS):
        if len(node.text(strip=True)) < _CURTAIN_WORDS:
            node.decompose()
    for node in reversed(tree.css("form")):
        if node.css_first(".post, .widget, .section, .hentry") is None:
            node.decompose()
        else:
            node.unwrap()
    _drop_doubles(tree)
    _drop_odd(tree)


def _each(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    """Nodes inside the page, what lies inside before what holds it.

    A node comes once for every part of a selector that it matches, and must not go twice.
    """
    found = {node.mem_id: node for node in tree.css(selector) if node.tag not in ("html", "body")}
    return list(reversed(found.values()))


def _drop_odd(tree: LexborHTMLParser) -> None:
    """Frames that show nothing, and elements that no browser knows."""
    for node in reversed(tree.css("iframe")):
        source = node.attributes.get("src") or node.attributes.get("data-src") or ""
        if not source or source == "about:blank" or absolute("https://x/", source) is None:
            node.decompose()  # a script's own frame, a counter, the comment form
    for node in reversed(tree.css("body *")):
        # Saved pages stand in elements of other tools; the gate would drop `<text>` with its page.
        if node.tag not in gate.ELEMENTS and node.tag not in _FRAMES:
            node.unwrap()


def _drop_doubles(tree: LexborHTMLParser) -> None:
    """Unwrap `<noscript>`, but not where it only repeats a picture that a script loads late."""
    shown_late = tree.css("img[data-src], img[data-original]")
    late = {shown_address(node.attributes) for node in shown_late}
    for node in reversed(tree.css("noscript")):
        pictures = {shown_address(one.attributes) for one in node.css("img")}
        if pictures and pictures <= late:
            node.decompose()
        else:
            node.unwrap()


def _lead(node: LexborNode, tools: Tools, scene: Scene) -> None:
    """Point a link at an original page, else a reading page, else a kept file, else outside."""
    href = (node.attributes.get("href") or "").strip()
    url = absolute(scene.url, href)
    if href.startswith("#") or not href:
        return
    spot = _spot(tools, url) if url else None
    if url and spot:
        is_original = "/original/" in spot.place
        fragment = _fragment(url) if is_original else spot.fragment
        node.attrs["href"] = paths.relative(scene.place, spot.place, fragment)
        return
    file = scene.pictures.get(part_key(url)) if url else None
    if file and file.path and file.mime != "image/svg+xml":
        node.attrs["href"] = paths.relative(scene.place, file.path)
    elif url:
        _set(node, "href", url)
    elif urlsplit(href).scheme not in ("mailto", "tel", "http", "https"):
        del node.attrs["href"]


def _spot(tools: Tools, url: str) -> Spot | None:
    for kind, places in ((ORIGINAL, tools.site.originals), (READING, tools.site.places)):
        for key in places.keys(url):
            tools.shelf.asked.ask(kind, *key)
    return tools.site.originals.find(url) or tools.site.places.find(url)


def _fragment(url: str) -> str:
    """The anchor as the page itself has it; `?showComment=` names one too."""
    parts = urlsplit(url)
    return quote(parts.fragment, safe="!$&()*+,-./:;=?@_~%")


def _show(node: LexborNode, shelf: Shelf, scene: Scene) -> None:
    """Show a kept file; a picture that is not here leaves its words and its room."""
    written = shown_address(node.attributes)
    place = shelf.located(written, scene.url, scene.place) if written else None
    if place is None:
        if "src" in node.attributes:
            del node.attrs["src"]
        _say_missing(node)
        return
    node.attrs["src"] = place
    node.attrs["loading"] = "lazy"
    limit = _limit(written)
    if limit and not node.attributes.get("width") and not node.attributes.get("height"):
        style = (node.attributes.get("style") or "").rstrip("; ")
        node.attrs["style"] = f"{style};{limit}" if style else limit


_ROOM_FOR_WORDS = 100
"""Pixels: a picture narrower than that is an icon, a spacer or a counter, which nobody misses."""


def _say_missing(node: LexborNode) -> None:
    """Put words where a picture was; as a line of text alone they would not keep its room."""
    width = node.attributes.get("width") or ""
    has_room = width.isdecimal() and int(width[:5]) >= _ROOM_FOR_WORDS
    if has_room and not (node.attributes.get("alt") or "").strip():
        node.attrs["alt"] = "Picture not here"
        style = (node.attributes.get("style") or "").rstrip("; ")
        if "display" not in style:
            node.attrs["style"] = f"{style};display:inline-block".lstrip(";")


_SIZED = re.compile(r"[/=](?:s(\d{1,4})|w(\d{1,4})(?:-h(\d{1,4}))?)(-[a-z-]*)?(?:/[^/]*)?$")


def _limit(address: str) -> str:
    """The room that the size in a picture's address gave it: the kept file may be larger."""
    found = _SIZED.search(address)
    if found is None:
        return ""
    width = found[1] or found[2]
    height = found[3] or found[1]
    if width in ("0", "1600"):
        return ""
    tall = f";max-height:{height}px" if height else ""
    return f"max-width:{width}px{tall}"
