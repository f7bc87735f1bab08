"""What gives the demo's themes their look from outside their pages: sheets, backgrounds, videos."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from urllib.parse import parse_qsl

from scraper.demo.answers import Answer
from scraper.demo.blog import DemoBlog
from scraper.demo.editions import EDITIONS
from scraper.demo.pictures import render_png

_BUNDLE = re.compile(r"/static/v1/widgets/(?P<name>[a-z]+)-css_bundle_v2\.css")
_COMMON = "/static/v1/widgets/common.css"
_PAPER = re.compile(r"/img/paper-(?P<name>[a-z]+)\.png")
_STILL = re.compile(r"/vi/[\w-]{11}/(?:0|hqdefault)\.jpg")
_PAPER_SIDE = 24
_CSS = "text/css; charset=UTF-8"

_SHEET = """\
/* The sheet that all pages of a theme share. */
@import url("common.css") screen;
html body {{ background-image: url(/img/paper-{name}.png); }}
.post-footer {{ border-block-start: 1px dotted #bbb; }}
"""
_COMMON_SHEET = """\
.quickedit, .navbar { display: none; }
a:focus-visible { outline: 2px solid currentColor; }
"""
_VIDEO_PAGE = """\
<!DOCTYPE html><html><head><title>video</title></head><body><script type="text/javascript">
var VIDEO_CONFIG = {{"thumbnail":"{base}/vi/{token}/0.jpg","iframe_id":"BLOGGER-video-{token}-1",\
"allow_resize":false,"streams":[{{"play_url":"{base}/videoplayback?id={token}\\u0026itag=18",\
"format_id":18}},{{"play_url":"{base}/videoplayback?id={token}\\u0026itag=22","format_id":22}}],\
"autoplay":false}}
</script></body></html>
"""


def answer(blogs: Iterable[DemoBlog], base_url: str, target: str) -> Answer | None:
    """Answer a request target of a host of page parts; None where it is for something else."""
    path, _, query = target.partition("?")
    palettes = {blog.edition: blog.facts.palette for blog in blogs}
    if path == _COMMON:
        return Answer.text(_COMMON_SHEET, _CSS)
    if (found := _BUNDLE.fullmatch(path)) and found["name"] in palettes:
        return Answer.text(_SHEET.format(name=found["name"]), _CSS)
    if (found := _PAPER.fullmatch(path)) and found["name"] in palettes:
        faint = tuple(_faint(colour) for colour in palettes[found["name"]])
        return Answer(200, "image/png", render_png("paper", faint, _PAPER_SIDE, _PAPER_SIDE))
    if _STILL.fullmatch(path):
        return Answer(200, "image/png", render_png(path, EDITIONS["en"].palette, 480, 360))
    return _video(base_url, path, dict(parse_qsl(query)))


def _video(base_url: str, path: str, query: dict[str, str]) -> Answer | None:
    if path == "/video.g" and re.fullmatch(r"[\w-]{11}", query.get("token", "")):
        page = _VIDEO_PAGE.format(base=base_url, token=query["token"])
        return Answer.text(page, "text/html; charset=UTF-8")
    if path == "/videoplayback" and query.get("itag") in ("18", "22"):
        return Answer(200, "video/mp4", film(query.get("id", "")))
    return None


def _faint(colour: tuple[int, int, int]) -> tuple[int, int, int]:
    red, green, blue = (236 + shade // 16 for shade in colour)
    return red, green, blue


def film(name: str) -> bytes:
    """An MP4 without a single picture, a few dozen bytes that differ by name."""

    def box(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", 8 + len(content)) + kind + content

    return (
        box(b"ftyp", b"isom\0\0\2\0isomiso2mp41") + box(b"free", name.encode()) + box(b"mdat", b"")
    )
