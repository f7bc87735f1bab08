"""Payloads in a real browser: none runs with the sanitiser alone, none with the policy alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from archive.render.site import render_mirror
from archive.store.connection import Archive
from tests.browser.payloads import KINDS, PAYLOADS, armed
from tests.render.world import World

pytestmark = pytest.mark.browser

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
# What a reader could press by mistake; addresses on the web are only links.
PRESS = """() => {
  for (const one of document.querySelectorAll('a, area, button, input, summary, math, mi, text')) {
    const written = String(one.href?.baseVal ?? one.href ?? one.getAttribute('href') ?? '');
    let to = written;
    try { if (written) to = new URL(written, location.href).href; } catch {}
    if (/^(https?|file|mailto|tel):/i.test(to)) continue;
    try { one.click ? one.click() : one.dispatchEvent(new MouseEvent('click', {bubbles: true})) }
    catch {}
  }
  return new Promise(done => requestAnimationFrame(() => setTimeout(done, 5)));
}"""


@dataclass
class Watch:
    """A browser's page, and what happened on it."""

    page: Any
    ran: list[object] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def open(self, file: Path) -> None:
        self.page.goto(file.as_uri(), wait_until="load")
        try:
            self.page.evaluate(PRESS)
        except Exception as error:  # a page that leads away has no world to evaluate in
            if "navigat" not in str(error) and "destroyed" not in str(error):
                raise

    def leave(self) -> None:
        """To an empty page, even from one that is being led away."""
        for _ in range(20):
            try:
                self.page.goto("about:blank")
            except Exception:  # noqa: BLE001 -- the other navigation came in between
                self.page.wait_for_timeout(50)
            else:
                return


@pytest.fixture
def watch(browser: Any) -> Iterator[Watch]:
    context = browser.new_context()
    watch = Watch(context.new_page())
    context.expose_binding("ran", lambda _source, *told: watch.ran.append(told))

    def refused(route: Any) -> None:
        watch.asked.append(route.request.url)
        route.abort()

    context.route(re.compile(r"^(?!file:|data:|blob:|about:)"), refused)
    context.on("page", lambda page: page is not watch.page and watch.ran.append(page.url))
    watch.page.on("dialog", lambda dialog: (watch.ran.append("dialog"), dialog.dismiss()))
    yield watch
    context.close()


def hostile(world: World) -> None:
    """Payloads as bodies by kind, and each of them as everything else that a blog can name."""
    blog = world.blog(title=PAYLOADS[12], description="".join(KINDS["handler"]))
    for kind, payloads in KINDS.items():
        numbered = [armed(PAYLOADS.index(payload), payload) for payload in payloads]
        body = "".join(f"<p>{payload}</p>" for payload in numbered)
        world.post(blog, f"/2020/11/{kind}.html", body, title=kind, published_on="2020-11-05")
    every = [armed(number, payload) for number, payload in enumerate(PAYLOADS)]
    post = world.post(blog, "/2020/12/all.html", labels=every, author=every[0], title="All")
    for payload in every:
        world.comment(post, payload, author=payload)
        path = f"/2019/05/{quote(payload, safe='')[:80]}.html"
        world.post(blog, path, payload, title=payload, published_on="2019-05-05", text=payload)


def test_with_the_sanitiser_alone_none_runs(watch: Watch, tmp_path: Path) -> None:
    with Archive.open_for_writing(tmp_path / "archive") as archive:
        world = World(archive)
        hostile(world)
        assert render_mirror(archive).faults == ()
    mirror = tmp_path / "archive/mirror"
    pages = sorted(mirror.rglob("*.html"))
    for page in pages:
        text = page.read_text("utf-8")
        bare = POLICY.sub("", text)
        assert bare != text
        page.write_text(bare, "utf-8")
    blog = mirror / "seed.blogspot.com"
    few = [*mirror.glob("*.html"), *blog.glob("*.html"), *blog.glob("20*/*.html")]
    few += [*blog.glob("20*/*/index.html"), *blog.glob("2020/*/*.html"), *blog.glob("c*/*.html")]
    few += [*sorted(blog.glob("search/label/*.html"))[::20], *sorted(blog.glob("2019/05/*"))[::20]]
    assert len(few) > 30
    for page in few:
        watch.open(page)
        assert watch.page.url.partition("#")[0] == page.as_uri()
        assert (watch.ran, watch.asked) == ([], []), page
    shown = watch.page.evaluate("getComputedStyle(document.body).display")
    assert shown != "none"


def raw_pages(folder: Path, head: str) -> list[Path]:
    pages = []
    for number, payload in enumerate(PAYLOADS):
        page = folder / f"{number}.html"
        body = f"<article><p>before</p>{armed(number, payload)}</article>"
        page.write_text(f"<!doctype html>{head}<meta charset=utf-8>{body}", "utf-8")
        pages.append(page)
    return pages


def policy_of_a_page(tmp_path: Path) -> str:
    with Archive.open_for_writing(tmp_path / "archive") as archive:
        world = World(archive)
        world.post(world.blog())
        render_mirror(archive)
        found = POLICY.search((archive.root / "mirror/index.html").read_text("utf-8"))
    assert found
    return found[0]


def test_with_the_policy_alone_none_runs(watch: Watch, tmp_path: Path) -> None:
    pages = raw_pages(tmp_path, policy_of_a_page(tmp_path))
    for number, page in enumerate(pages):
        watch.open(page)
        assert watch.ran == [], (number, PAYLOADS[number])
        if PAYLOADS[number] in KINDS["leaving"]:
            watch.asked.clear()  # no policy stops a refresh; the sanitiser does
            watch.leave()
        assert watch.asked == [], (number, PAYLOADS[number])


def test_the_payloads_are_real_and_the_watch_sees_them(watch: Watch, tmp_path: Path) -> None:
    live = set()
    for number, page in enumerate(raw_pages(tmp_path, "")):
        watch.ran.clear()
        watch.asked.clear()
        watch.open(page)
        if watch.ran or watch.asked:
            live.add(number)
        if watch.asked:
            watch.leave()
    assert len(PAYLOADS) >= 150
    assert len(live) >= 90
    kinds = {kind for kind, of in KINDS.items() for one in of if PAYLOADS.index(one) in live}
    assert kinds >= set(KINDS) - {"clobbering"}
