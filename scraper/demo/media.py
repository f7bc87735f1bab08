"""What the picture hosts answer."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Sequence
from html import escape

from scraper.demo import looks
from scraper.demo.answers import Answer
from scraper.demo.blog import DemoBlog
from scraper.demo.editions import EDITIONS
from scraper.demo.pictures import (
    AVATARS,
    LARGEST_SMALL,
    DemoPicture,
    is_wrapper,
    read_path,
    render_png,
    size_of,
)

_BLANK_GIF = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
_AVATAR_SIDE = 96
_MISSING = Answer(
    404, "text/html; charset=UTF-8", b"<title>Error 404 (Not Found)!!1</title>", "missing"
)


def answer(blogs: Sequence[DemoBlog], base_url: str, target: str) -> Answer:
    """Answer a request target of a picture host; `base_url` is where the request came in."""
    part = looks.answer(blogs, base_url, target)
    if part is not None:
        return part
    path = target.partition("?")[0]
    if path.startswith("/img/") and path.endswith(".gif"):
        return Answer(200, "image/gif", _BLANK_GIF)
    found = read_path(path)
    if found is None:
        return _MISSING
    (edition, owner, which), token = found
    if edition == AVATARS:
        return _avatar(path, token, owner)
    for blog in blogs:
        pictures = blog.pictures(owner) if blog.facts.number == edition else ()
        if which < len(pictures) and pictures[which].path_of(token) == path:
            return _picture(blog, pictures[which], base_url, token)
    return _MISSING


def _picture(blog: DemoBlog, picture: DemoPicture, base_url: str, token: str) -> Answer:
    size = size_of(token, picture.width, picture.height)
    if picture.is_dead or size is None or _is_away(picture, base_url, size):
        return _MISSING
    if picture.fault == "page":
        return Answer.text("<!DOCTYPE html><title>Gone</title>", "text/html; charset=UTF-8")
    if picture.fault == "pixel":
        return Answer(200, "image/gif", _BLANK_GIF)
    if is_wrapper(token):
        shown = base_url + picture.path_of("s1600")
        title = f"<title>{escape(picture.name)}</title>"
        page = f"<html><head>{title}</head><body><img src='{shown}' alt=''/></body></html>"
        return Answer.text(page, "text/html; charset=UTF-8")
    return Answer(200, "image/png", render_png(picture.code, blog.facts.palette, *size))


def _is_away(picture: DemoPicture, base_url: str, size: tuple[int, int]) -> bool:
    if picture.fault == "small-only":
        return max(size) > LARGEST_SMALL
    return picture.fault == "elsewhere-only" and base_url == picture.host


def _avatar(path: str, token: str, owner: int) -> Answer:
    facts = next((each for each in EDITIONS.values() if each.number == owner), None)
    size = size_of(token, _AVATAR_SIDE, _AVATAR_SIDE)
    if facts is None or size is None:
        return _MISSING
    return Answer(200, "image/png", render_png(path.partition("=")[0], facts.palette, *size))
