"""Odd pages: words without an end, wide tables, dead links; all stay in their column."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.render.site import render_mirror
from archive.store.connection import Archive
from tests.browser.test_looks import kinds
from tests.render.world import World, png

pytestmark = pytest.mark.browser
ENDLESS = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3
PICTURES = "https://pics.example"
BODY = f"""<p>{ENDLESS} https://example.com/{"a" * 300}</p>
<p><a name="part">A part</a> <a href="javascript:alert(1)">a script</a>
<a href="/2020/12/b.html">in</a></p>
<table border="1"><tr>{"<td>A column</td>" * 30}</table><pre>{"a line of code " * 40}</pre>
<table><tr><td>Harbour<td>{"Gulls over the breakwater, and a light wind. " * 20}</table>
<p><a id="out" href="https://out.example/"><img src="{PICTURES}/LANGUAGE-dead.png"></a></p>
<p><img src="{PICTURES}/LANGUAGE-wide.png" width="4000" height="40" style="width:4000px"></p>
<div style="width:1800px;margin-left:-500px;position:relative;left:300px">Fixed</div>"""


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("odd-pages") / "archive"
    with Archive.open_for_writing(folder) as archive:
        world = World(archive)
        for language in ("en", "ar"):
            _fill(world, language)
        assert render_mirror(archive).faults == ()
    return folder / "mirror"


def _fill(world: World, language: str) -> None:
    host, endless = f"{language}.blogspot.com", f"{ENDLESS}{language}"
    blog = world.blog(host, language=language, title=endless, description=endless)
    world.post(blog, "/2020/12/a.html", title=endless)
    body = BODY.replace("LANGUAGE", language)
    post = world.post(
        blog, "/2020/12/b.html", body, title="Middle", labels=(ENDLESS[:200],), author=endless
    )
    world.post(blog, "/2020/12/c.html", title="猫" * 120)
    world.picture(post, f"{PICTURES}/{language}-wide.png", png(4000, 40))
    world.picture(
        post, f"{PICTURES}/{language}-dead.png", reason=f"{PICTURES}/{'x' * 90} answered 404"
    )
    above = None
    for n in range(40):
        above = world.comment(post, ENDLESS if n % 9 else "Short", author=endless, parent=above)


@pytest.fixture(params=[320, 800, 1440])
def page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    page = browser.new_page(viewport={"width": request.param, "height": 800})
    yield page
    page.close()


def test_nothing_is_wider_than_the_screen(odd: Path, page: Any) -> None:
    wide = []
    for path in kinds(odd):
        page.goto(path.as_uri())
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path.relative_to(odd))
    assert wide == []


def test_words_of_a_table_stay_whole_where_it_has_room(odd: Path, page: Any) -> None:
    page.goto((odd / "en.blogspot.com/2020/12/b.html").as_uri())
    n_lines = page.get_by_text("Harbour", exact=True).evaluate(
        "cell => { const words = document.createRange(); words.selectNodeContents(cell);"
        " return words.getClientRects().length; }"
    )
    assert n_lines == 1


def test_on_paper_nothing_hides_behind_a_scroll_bar(odd: Path, browser: Any) -> None:
    page = browser.new_page(viewport={"width": 700, "height": 990})
    page.emulate_media(media="print")
    page.goto((odd / "en.blogspot.com/2020/12/b.html").as_uri())
    for wide in page.locator(".body pre, .body table").all():
        assert wide.evaluate("e => e.scrollWidth <= e.clientWidth")
    page.close()


def test_no_line_of_facts_begins_with_a_dot(odd: Path, browser: Any) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto((odd / "en.blogspot.com/index.html").as_uri())
    facts = page.locator(".title-page .facts > *")
    for content, wanted in (("::before", {"none"}), ("::after", {'"·"', "none"})):
        found = facts.evaluate_all(f"all => all.map(e => getComputedStyle(e, '{content}').content)")
        assert set(found) == wanted
    page.close()


def test_days_of_a_list_stand_in_one_column_clear_of_the_counts(odd: Path, browser: Any) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 800})
    page.goto((odd / "en.blogspot.com/2020/index.html").as_uri())
    days = [node.bounding_box() for node in page.locator(".lines time").all()]
    assert len({round(day["x"]) for day in days}) == 1
    count = page.locator(".lines .count").bounding_box()
    assert count["x"] > days[0]["x"] + days[0]["width"] + 5
    page.close()


def test_only_what_leads_somewhere_looks_like_a_link(odd: Path, browser: Any) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto((odd / "en.blogspot.com/2020/12/b.html").as_uri())
    lines = {
        words: page.get_by_text(words, exact=True).evaluate(
            "e => getComputedStyle(e).textDecorationLine"
        )
        for words in ("A part", "a script", "in")
    }
    assert lines == {"A part": "none", "a script": "none", "in": "underline"}
    page.close()


def test_a_dead_picture_in_a_link_is_marked_as_leading_out_beside_its_address(
    odd: Path, browser: Any
) -> None:
    page = browser.new_page()
    page.goto((odd / "en.blogspot.com/2020/12/b.html").as_uri())
    marks = page.evaluate(
        """['#in-out', '#in-out .address'].map(
            found => getComputedStyle(document.querySelector(found), '::after').content)"""
    )
    assert marks[0] == "none"
    assert "\u2197" in marks[1]
    page.close()
