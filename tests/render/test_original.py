"""Original pages made of hostile captures: nothing runs, nothing is asked, the bar stays."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from archive import media
from archive.errors import ArchiveError
from archive.model import Capture
from archive.page_parts import Part
from archive.render.check import Checker
from archive.render.site import render_mirror
from archive.store import parts
from archive.store.captures import Captures
from tests.payloads import PAYLOADS, REFRESH
from tests.render.world import World

FORBIDDEN = frozenset(
    ["script", "style", "iframe", "object", "embed", "form", "svg", "math", "base", "link", "meta"]
)
URL = "https://seed.blogspot.com/2020/12/seed.html"


def shown(world: World, html: str) -> str:
    """The original page of a post that answered with this HTML."""
    post = world.post(world.blog())
    moment = datetime(2024, 3, 3, tzinfo=UTC)
    headers = (("content-type", "text/html; charset=utf-8"),)
    blog = world.archive.db.execute("SELECT id FROM blogs").fetchone()[0]
    capture = Capture(URL, URL, 200, headers, html.encode(), moment)
    with world.archive.transaction() as db:
        kept = Captures(db).keep(capture, kind="post", blog=blog, crawl=None)
        db["posts"].update(post, {"page_capture": kept})
    render_mirror(world.archive)
    place = world.root / "mirror/seed.blogspot.com/original/2020/12/seed.html"
    return place.read_text("utf-8")


@pytest.mark.parametrize("payload", [*PAYLOADS, REFRESH])
def test_an_attack_in_a_page_neither_runs_nor_loads_anything(world: World, payload: str) -> None:
    html = shown(world, f"<!DOCTYPE html><body><p>before</p>{payload}<p>after</p></body>")
    _, _, body = html.partition("</archive-bar>")
    assert "before" in html
    for node in LexborHTMLParser(f"<body>{body}").css("body *"):
        assert node.tag not in FORBIDDEN
        for name, value in node.attributes.items():
            assert not name.startswith("on")
            assert name not in {"srcdoc", "srcset", "poster", "ping", "target"}
            if name in {"src", "background", "style"}:
                assert "evil" not in (value or "")
            if name == "href":
                assert not re.match(r"\s*(?:javascript|data|vbscript):", value or "", re.IGNORECASE)
    sheets = (world.root / "mirror/seed.blogspot.com/original").glob("style/*.css")
    assert not any("evil" in sheet.read_text("utf-8") for sheet in sheets)


def test_what_hides_a_page_until_a_script_has_run_goes(world: World) -> None:
    html = shown(
        world,
        """<html><head><style>body{opacity:0} body *{visibility:hidden} p{color:red}</style></head>
        <body style="display:none"><div id="preloader" class="loader-wrapper">Loading</div>
        <iframe id="injected-iframe" src="https://www.blogger.com/blogin.g?x"></iframe>
        <div class="navbar" id="navbar">bar</div><div id="cookieChoiceInfo">We use cookies</div>
        <img data-src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" src="x.gif">
        <noscript><p>Words for all</p></noscript></body></html>""",
    )
    assert "Words for all" in html
    for gone in ("preloader", "injected", "cookies", "display:none;", ">bar<"):
        assert gone not in html
    (sheet,) = (world.root / "mirror/seed.blogspot.com/original/style").iterdir()
    assert sheet.read_text("utf-8") == "p{color:red}\n"


def test_a_page_is_not_made_without_a_sheet_that_cannot_be_read(world: World) -> None:
    html = '<head><link rel="stylesheet" href="/looks.css"></head><p>words</p>'
    place = world.root / "mirror/seed.blogspot.com/original/2020/12/seed.html"
    assert "stylesheet" not in shown(world, html)
    kept = keep_sheet(world, "https://seed.blogspot.com/looks.css", b"p{color:red}")
    sheet = kept.read_bytes()
    kept.unlink()
    kept.mkdir()  # reading it fails, and not because it is not there
    with pytest.raises(ArchiveError, match=f"{kept.name}: cannot be read"):
        render_mirror(world.archive)
    kept.rmdir()
    render_mirror(world.archive)
    assert "stylesheet" not in place.read_text("utf-8"), "lost, as `verify` tells"
    kept.write_bytes(sheet)
    render_mirror(world.archive)
    assert "stylesheet" in place.read_text("utf-8")


def keep_sheet(world: World, url: str, css: bytes) -> Path:
    """Keep a style sheet that pages link; gives its file."""
    file = media.keep(world.root, css)
    moment = datetime(2024, 3, 3, tzinfo=UTC)
    with world.archive.transaction() as db:
        (blog,) = db.execute("SELECT id FROM blogs").fetchone()
        parts.want(db, blog, [Part("style", url)], moment)
        (wanted,) = parts.wanted(db, blog)
        values = {"sha256": file.sha256, "path": file.path, "mime": "text/css"}
        parts.keep(db, wanted.part_id, {**values, "n_bytes": len(css)}, moment)
    return world.root / file.path


def test_a_post_without_a_page_of_its_own_says_so(world: World) -> None:
    world.post(world.blog())
    render_mirror(world.archive)
    page = (world.root / "mirror/seed.blogspot.com/2020/12/seed.html").read_text("utf-8")
    assert "No original look" in page
    assert not (world.root / "mirror/seed.blogspot.com/original").exists()


def test_a_page_made_to_exhaust_a_parser_is_named_not_shown(world: World) -> None:
    assert "Its HTML is not shown" in shown(world, "<div>" * 50_000)


def test_a_picture_that_is_not_here_says_so_where_it_has_room(world: World) -> None:
    html = shown(
        world,
        """<body><img src="https://pics.example/a.png" width="400" height="300">
        <img src="https://pics.example/b.png" width="400" alt="A boat">
        <img src="https://pics.example/dot.gif" width="1" height="1"><img src="/icon.png">""",
    )
    pictures = LexborHTMLParser(html).css("img")
    words = [node.attributes.get("alt") for node in pictures]
    assert words == ["Picture not here", "A boat", None, None]
    assert pictures[0].attributes["style"] == "display:inline-block", "so it keeps its room"


def test_its_own_anchors_are_as_its_blog_wrote_them_and_no_fault_of_the_mirror(
    world: World,
) -> None:
    html = f'<a name="comments">Comments</a><a href="{URL}#comments">a</a><a href="#c5">removed</a>'
    assert "seed.html#comments" in shown(world, html)
    place = "mirror/seed.blogspot.com/original/2020/12/seed.html"
    assert list(Checker(world.root).check([place])) == []
