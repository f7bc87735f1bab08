"""Looks: axe-core finds nothing on any kind of page, lines keep their measure, keys find their way.

The pages allow no script; the browser lets axe in past their policy, for these tests alone.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from archive.render.site import render_mirror
from archive.render.then import render_then
from archive.store.connection import Archive
from tests.render.world import World, png

AXE = os.environ.get("BLOGARCHIVE_AXE", "")
pytestmark = pytest.mark.browser
needs_axe = pytest.mark.skipif(
    not AXE, reason="BLOGARCHIVE_AXE does not name axe.min.js of axe-core (.ci/run does)"
)

SCREENS = (
    {"color_scheme": "light", "viewport": {"width": 1120, "height": 900}},
    {"color_scheme": "dark", "viewport": {"width": 1120, "height": 900}},
    {"color_scheme": "light", "viewport": {"width": 360, "height": 740}},
)


def kinds(mirror: Path) -> list[Path]:
    """One page of each kind, of every blog."""
    found: dict[str, Path] = {}
    for path in sorted(mirror.rglob("*.html")):
        if "original" in path.parts:
            continue  # as its blog made it
        folder, *rest = path.relative_to(mirror).parts
        is_index = path.name == "index.html"
        shape = "/".join("N" if part.isdigit() else part for part in rest[:-1])
        found.setdefault(f"{folder}/{shape}/{is_index}", path)
    return list(found.values())


def complaints(browser: Any, pages: list[Path], screen: dict[str, Any]) -> list[str]:
    context = browser.new_context(bypass_csp=True, **screen)
    page = context.new_page()
    found = []
    for path in pages:
        page.goto(path.as_uri())
        page.add_script_tag(path=AXE)
        for one in page.evaluate("axe.run().then(result => result.violations)"):
            nodes = [node["html"][:160] for node in one["nodes"][:3]]
            found.append(f"{path.name} of {path.parent}: {one['id']} ({one['help']}): {nodes}")
    context.close()
    return found


@pytest.fixture(scope="module")
def odd_blogs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the demo blogs lack: gone and changed posts, headings, sheets, foreign scripts."""
    folder = tmp_path_factory.mktemp("odd") / "archive"
    with Archive.open_for_writing(folder) as archive:
        world = World(archive)
        for host, language in (("one", "bn"), ("two", "ar"), ("three", "th"), ("four", "ja")):
            blog = world.blog(f"{host}.blogspot.com", language=language, title="Odd words")
            _fill(world, blog, n_posts=210 if language == "ar" else 3)
        world.blog("five.blogspot.com", language=None, title="")
        render_mirror(archive)
    return folder / "mirror"


@pytest.fixture(scope="module")
def then(odd_blogs: Path) -> Path:
    """The odd blogs as they were on a day."""
    folder = odd_blogs.parent.with_name("then")
    with Archive.open(odd_blogs.parent) as archive:
        render_then(archive, date(2024, 4, 1), folder)
    return folder / "mirror"


BODY = (
    "<h1>One</h1><h4>Two</h4><p>Words <mark>marked</mark>, <a href='https://out.example/'>out</a>,"
    " <a href='/2020/12/changed.html?showComment=12'>in</a></p><h2></h2>"
    "<img src='{pictures}/a.png'><img src='{pictures}/dead.png'>"
    "<blockquote>Said</blockquote><pre>code</pre><table border=1><tr><td>1</table>"
    "<iframe src='https://www.youtube.com/embed/dQw4w9WgXcQ'></iframe>"
)


def _fill(world: World, blog: str, n_posts: int) -> None:
    pictures = f"https://pics.example/{blog}"
    body = BODY.format(pictures=pictures)
    author = world.author("Sam", "https://www.blogger.com/profile/1")
    changed = world.post(
        blog, "/2020/12/changed.html", body, author="আনোয়ার", version=2, labels=("রং", "Long label")
    )
    world.picture(changed, f"{pictures}/a.png", png(400, 300))
    world.picture(changed, f"{pictures}/dead.png", reason="404 Not Found")
    world.change("posts", changed, gone_at="2024-05-06T07:08:09Z", n_comments=9)
    first = world.comment(changed, "First, <a href='https://out.example/'>out</a>", author=author)
    world.comment(changed, "مرحبا", parent=first, author=None, is_deleted=1)
    for n in range(n_posts):
        world.post(
            blog, f"/2019/{n % 2 + 1:02}/n{n}.html", title=f"Post {n}" if n % 9 else "",
            published_on=f"2019-{n % 2 + 1:02}-11", labels=("Long label",), author="Ann",
        )  # fmt: skip
    world.post(blog, "/odd?x=1", title="Undated", published_on=None)
    world.post(blog, "/p/about.html", body, title="About")


@needs_axe
@pytest.mark.parametrize("screen", SCREENS, ids=("light", "dark", "narrow"))
def test_axe_finds_nothing_on_any_kind_of_page_of_the_demo(mirror, browser, screen):
    pages = kinds(mirror)
    assert len(pages) > 30
    assert complaints(browser, pages, screen) == []


@needs_axe
@pytest.mark.parametrize("screen", SCREENS, ids=("light", "dark", "narrow"))
def test_axe_finds_nothing_on_gone_changed_long_and_foreign_pages(odd_blogs, browser, screen):
    pages = kinds(odd_blogs)
    assert len(pages) > 30
    assert complaints(browser, pages, screen) == []


@needs_axe
def test_axe_finds_nothing_on_a_blog_as_of_a_day(then, browser):
    pages = kinds(then)[::5]  # they differ from those above by the day that heads them
    assert len(pages) > 4
    assert complaints(browser, pages, SCREENS[0]) == []


def test_a_line_of_a_post_holds_60_to_75_letters_on_a_wide_screen(mirror, browser):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    post = mirror / "harbour.demo.blogarchive.example/2019/10/lunch-hour-on-steps.html"
    page.goto(post.as_uri())
    # Playwright measures beside the page's policy, which allows no script of the page itself.
    n_letters = page.evaluate(
        """() => {
          const body = document.querySelector('article .body');
          const context = document.createElement('canvas').getContext('2d');
          const style = getComputedStyle(body);
          context.font = `${style.fontSize} ${style.fontFamily}`;
          const words = body.textContent.replace(/\\s+/g, ' ').trim();
          return body.clientWidth / (context.measureText(words).width / words.length);
        }"""
    )
    assert 60 <= n_letters <= 75
    page.close()


def test_the_keyboard_reaches_the_text_first_and_shows_where_it_is(mirror, browser):
    page = browser.new_page(viewport={"width": 1120, "height": 900})
    page.goto((mirror / "shapla.demo.blogarchive.example/index.html").as_uri())
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to the text"
    assert skip.bounding_box()["width"] > 40
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert page.locator(":focus").get_attribute("class") == "year"
    page.close()
