"""Original pages in a real browser: as the live blog looked, with no request and no script."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from archive.render.gate import POLICY, sanitise_original
from archive.render.site import render_mirror
from archive.serve import make_server
from archive.store.connection import Archive
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoWorld
from scraper.run import Outside
from tests.payloads import PAYLOADS, REFRESH

pytestmark = pytest.mark.browser
EDITIONS = ("shapla", "harbour", "nakhil")
LOOK = """() => { const look = getComputedStyle(document.body); return [look.backgroundColor,
  look.color, look.fontFamily, look.fontSize, document.compatMode,
  getComputedStyle(document.querySelector('.post-title')).fontSize]; }"""
PAPER = """async () => {
  const address = getComputedStyle(document.body).backgroundImage.slice(5, -2);
  const picture = new Image(); picture.src = address; await picture.decode();
  return [picture.naturalWidth, picture.naturalHeight]; }"""


def test_it_looks_like_the_live_blog_and_asks_nobody(clock: Clock, tmp_path: Path, browser) -> None:
    with (
        DemoWorld.start(8, editions=("bn",), plain=True) as world,
        Archive.open_for_writing(tmp_path / "archive") as archive,
    ):
        home = world.blog("bn").home_url
        crawl(archive, home, CrawlSection(delay=0.0), Outside(clock, world.connect_to))
        render_mirror(archive)
        live = browser.new_page()
        live.goto(f"{home}/", wait_until="load")
        wanted = (live.evaluate(LOOK), live.evaluate(PAPER))
        live.close()
    (original,) = (tmp_path / "archive/mirror").glob("127*/original/index.html")
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(original.as_uri())
    assert (page.evaluate(LOOK), page.evaluate(PAPER)) == wanted
    for each in sorted(original.parent.rglob("*.html")):
        page.goto(each.as_uri())
        assert page.locator("archive-bar a").is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert said == []
    page.close()


def test_served_it_looks_as_from_the_disk(mirror: Path, browser) -> None:
    places = [next(mirror.glob(f"{edition}.*/original/index.html")) for edition in EDITIONS]
    with make_server(mirror.parent) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        for place in places:
            page.goto(f"{server.url}mirror/{place.relative_to(mirror).as_posix()}")
            assert page.locator("archive-bar").evaluate("e => getComputedStyle(e).position") == (
                "absolute"
            )
        page.close()
        server.shutdown()
        thread.join()
    assert [one for one in said if "404" not in one] == []  # no icon is kept


@pytest.mark.parametrize("wall", ["sanitiser", "policy"])
def test_each_wall_alone_lets_no_attack_run_or_ask(browser, tmp_path: Path, wall: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.route("http*://**", lambda route: (asked.append(route.request.url), route.abort()))
    for number, payload in enumerate([*PAYLOADS, REFRESH] if wall == "sanitiser" else PAYLOADS):
        armed = payload.replace("alert(1)", "document.title=1")
        head = (
            ""
            if wall == "sanitiser"
            else (f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">')
        )
        body = sanitise_original(armed) if wall == "sanitiser" else armed
        file = tmp_path / f"{number}.html"
        file.write_text(f"<!doctype html><head>{head}<title>Quiet</title></head><body>{body}")
        page.goto(file.as_uri())
        page.wait_for_timeout(60)
        assert page.title() == "Quiet", payload
        assert asked == [], payload
    page.close()


def test_the_attacks_are_real_where_nothing_stops_them(browser, tmp_path: Path) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.route("http*://**", lambda route: (asked.append(route.request.url), route.abort()))
    n_ran = 0
    for number, payload in enumerate(PAYLOADS):
        armed = payload.replace("alert(1)", "document.title=1")
        file = tmp_path / f"{number}.html"
        file.write_text(f"<!doctype html><title>Quiet</title><body>{armed}")
        asked.clear()
        page.goto(file.as_uri())
        page.wait_for_timeout(60)
        n_ran += page.title() != "Quiet" or bool(asked)
    assert n_ran >= 15
    page.close()
