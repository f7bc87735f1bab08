"""The demo's mirror in a real browser, from file://, with every outside request refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

SEEN = """[
  document.title,
  document.scripts.length,
  [...document.images].filter(
    one => one.hasAttribute('src') && one.complete && !one.naturalWidth).length,
]"""
SEED = "shapla.demo.blogarchive.example/2020/12"


def is_search(path: Path) -> bool:
    return path.match("search/index.html") and not path.match("label/index.html")


def test_every_page_of_the_demo_opens_with_no_request_and_no_complaint(
    mirror: Path, browser: Any
) -> None:
    assert opened_in(browser, mirror) > 150


def test_every_page_of_a_whole_real_blog_opens_with_no_request_and_no_complaint(
    whole_blog: Path, browser: Any
) -> None:
    assert opened_in(browser, whole_blog / "mirror") > 200


def opened_in(browser: Any, mirror: Path) -> int:
    """How many pages of a mirror open as they should: all, or this fails."""
    page = browser.new_page()
    outside: list[str] = []
    said: list[str] = []

    def refused(route: Any) -> None:
        outside.append(route.request.url)
        route.abort()

    page.route(re.compile(r"^(?!file:|data:)"), refused)
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    pages = sorted(mirror.rglob("*.html"))
    for path in pages:
        page.goto(path.as_uri())
        title, n_scripts, n_broken = page.evaluate(SEEN)
        assert title
        assert n_scripts == (3 if is_search(path) else 0)
        assert n_broken == 0, path
    page.close()
    assert (outside, said) == ([], [])
    return len(pages)


def test_the_bengali_home_leads_to_the_seed_post_and_back(mirror: Path, browser: Any) -> None:
    page = browser.new_page()
    page.goto((mirror / "shapla.demo.blogarchive.example" / "index.html").as_uri())
    page.get_by_role("link", name="আউটসোর্সিং এর কাজ করতে চাইলে").first.click()
    assert SEED in page.url
    assert page.locator("html").get_attribute("lang") == "bn"
    assert page.locator("li").filter(has_text="আপনাকে যেকোন এক বা একাধিক বিষয়ে").count() == 1
    page.get_by_role("link", name="শাপলাঘাটের দিনলিপি").first.click()
    assert page.url.endswith("shapla.demo.blogarchive.example/index.html")
    page.close()


def test_an_arabic_page_runs_from_right_to_left_and_fits_a_narrow_screen(
    mirror: Path, browser: Any
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 720})
    for path in sorted((mirror / "nakhil.demo.blogarchive.example").rglob("*.html")):
        if "original" in path.parts:
            continue  # as wide as its blog made it
        page.goto(path.as_uri())
        assert page.evaluate("getComputedStyle(document.documentElement).direction") == "rtl"
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{path} is {overflow} px wider than a narrow screen"
    page.close()
