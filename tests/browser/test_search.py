"""The search page in a real browser, from file://: words, what is found, keys, safety."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from archive.render.paths import blog_folders, post_place
from archive.render.site import render_mirror
from archive.search import Hit, phrases_of, search
from archive.serve import make_server
from archive.store import contents
from archive.store.connection import Archive
from archive.words import fold, located, words
from tests.browser.scripts import ASKED, ASKED_OF_DEMO, ASKED_OF_WHOLE_BLOG, SENTENCES, many_scripts
from tests.render.world import World
from tests.test_words import CUTS, DIFFERENT, SAME

pytestmark = pytest.mark.browser

ALL = "search/index.html"
BENGALI, ENGLISH = (f"{name}.demo.blogarchive.example" for name in ("shapla", "harbour"))
N_FIRST = 10
RECALL = 0.95


class Searching:
    """The search page, open in a tab."""

    def __init__(self, page: Any, address: str) -> None:
        self.page = page
        self.address = address
        self.said: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(address)

    def ask(self, text: str) -> list[str]:
        """Type a question; give the addresses of what is found first."""
        self.page.locator("#q").fill(text)
        self.page.locator("#q").press("Enter")
        self.wait_for(text)
        return self.found()

    def wait_for(self, text: str) -> None:
        self.page.wait_for_function(
            "text => document.querySelector('ol.hits').dataset.query === text", arg=text.strip()
        )

    def found(self) -> list[str]:
        links = "[...document.querySelectorAll('a.hit')].map(link => link.href)"
        return list(self.page.evaluate(links))

    def choices(self, name: str) -> list[str]:
        values = "all => all.map(one => one.value).filter(one => one)"
        return list(self.page.locator(f"select[name={name}] option").evaluate_all(values))

    def narrow(self, name: str, choice: str) -> int:
        """Choose; give how many are found."""
        self.page.evaluate("delete document.querySelector('ol.hits').dataset.query")
        self.page.locator(f"select[name={name}]").select_option(choice)
        self.wait_for(self.page.locator("#q").input_value())
        return self.count()

    def count(self) -> int:
        first = self.status.split()[0].replace(",", "")
        return int(first) if first.isdecimal() else 0

    @property
    def status(self) -> str:
        return str(self.page.locator(".search-status").inner_text())


@contextmanager
def opened(browser: Any, address: str, **options: Any) -> Iterator[Searching]:
    page = browser.new_page(**options)
    try:
        yield Searching(page, address)
    finally:
        page.close()


def addresses(archive: Archive, hits: Iterable[Hit]) -> list[str]:
    folders = blog_folders((blog.blog_id, blog.host) for blog in contents.blogs(archive))
    return [
        (archive.root / post_place(folders[hit.blog_id], hit.path)).as_uri()
        + (f"#c{hit.comment_id}" if hit.comment_id else "")
        for hit in hits
    ]


def recall_of(searching: Searching, root: Path, asked: Iterable[str]) -> float:
    """The share of what the database finds first that the page shows first too."""
    n_wanted = n_found = 0
    with Archive.open(root) as archive:
        for text in asked:
            wanted = addresses(archive, search(archive, text, limit=N_FIRST))
            assert wanted, f"{text!r} is found nowhere, and so proves nothing"
            found = set(searching.ask(text))
            n_wanted += len(wanted)
            n_found += len(found.intersection(wanted))
            if missed := [one for one in wanted if one not in found]:
                print(f"{text!r} misses {len(missed)} of {len(wanted)}")
    print(f"recall {n_found}/{n_wanted}")
    return n_found / n_wanted


def test_words_are_those_of_the_database(mirror: Path, browser: Any) -> None:
    texts = [*CUTS, *(one for pair in (*SAME.values(), *DIFFERENT.values()) for one in pair)]
    texts += [*(one for some in SENTENCES.values() for one in some)]
    texts += [
        "straße ΟΔΟΣ Οδός ᏣᎳᎩ ꮳꮃꭹ ᲀ",
        "٣٤٥ ৩৪৫ ๓๔๕ 𝟡𝟘 ½ Ⅻ ²",
        "e\u0301 क़ ｶﾞ 각 각",
        "a_b 𠮷野家 👩‍💻",
    ]
    with Archive.open(mirror.parent) as archive:
        rows = archive.db.query(
            "SELECT title AS text FROM posts UNION SELECT body_text FROM posts"
            " UNION SELECT body_text FROM comments UNION SELECT name FROM authors"
        )
        texts += [row["text"] for row in rows]
    # Every letter that Python knows, with an ASCII letter on each side.
    texts += [f"a{chr(code)}b" for code in range(0x80, 0x30000) if known(chr(code))]
    with opened(browser, (mirror / ALL).as_uri()) as searching:
        # As one text: to hand over 130,000 values one by one takes three times as long.
        theirs = json.loads(
            searching.page.evaluate(
                "texts => JSON.stringify(JSON.parse(texts)"
                ".map(text => [blogarchive.fold(text), blogarchive.words(text)]))",
                json.dumps(texts),
            )
        )
        short = [text for text in texts if len(text) > 3][:700]
        spans = searching.page.evaluate(
            "texts => texts.map(text => blogarchive.located(text)"
            ".map(([word, a, b]) => [word, text.slice(a, b)]))",
            short,
        )
        asked = [
            *ASKED_OF_DEMO,
            '"two words" one',
            "beginn*",
            "well-known «quoted» x",
            "東京タワー",
        ]
        phrases = searching.page.evaluate("texts => texts.map(blogarchive.phrasesOf)", asked)
    wrong = [
        (text, got)
        for text, got in zip(texts, theirs, strict=True)
        if got != [fold(text), words(text)]
    ]
    assert wrong == []
    for text, got in zip(short, spans, strict=True):
        assert got == [[word, text[a:b]] for word, a, b in located(text)]
    assert phrases == [[list(phrase) for phrase in phrases_of(text)] for text in asked]


def known(letter: str) -> bool:
    """Not a surrogate, and in the Unicode of this Python."""
    import unicodedata

    return unicodedata.category(letter) not in ("Cs", "Cn", "Co")


def test_the_demo_is_found_as_the_database_finds_it(mirror: Path, browser: Any) -> None:
    with opened(browser, (mirror / ALL).as_uri()) as searching:
        assert recall_of(searching, mirror.parent, ASKED_OF_DEMO) >= RECALL
        assert searching.said == []
        assert all(url.startswith("file:") for url in searching.requests)


@pytest.mark.parametrize("language", ASKED)
def test_other_scripts_are_found_as_the_database_finds_them(
    scripts: Path, browser: Any, language: str
) -> None:
    page = scripts / "mirror" / "scripts.blogspot.com" / ALL
    with opened(browser, page.as_uri()) as searching:
        assert recall_of(searching, scripts, ASKED[language]) >= RECALL


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = many_scripts(tmp_path_factory.mktemp("scripts") / "archive")
    with Archive.open(root) as archive:
        render_mirror(archive)
    return root


def test_a_whole_real_blog_is_found_as_the_database_finds_it(
    whole_blog: Path, browser: Any
) -> None:
    page = whole_blog / "mirror" / "lafuiteautourdumonde.com" / ALL
    with opened(browser, page.as_uri()) as searching:
        assert recall_of(searching, whole_blog, ASKED_OF_WHOLE_BLOG) >= RECALL


def test_results_come_as_one_types_and_the_keys_lead_through_them(
    mirror: Path, browser: Any
) -> None:
    with opened(browser, (mirror / ENGLISH / ALL).as_uri()) as searching:
        page = searching.page
        page.locator("body").click(position={"x": 2, "y": 2})
        page.keyboard.press("/")
        page.keyboard.type("harb", delay=5)
        searching.wait_for("harb")
        assert searching.status.endswith("for words that begin so")
        page.keyboard.type("our", delay=5)
        searching.wait_for("harbour")
        assert searching.status == "10 results"
        assert page.locator("mark").first.inner_text() == "harbour"
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.href") == searching.found()[1]
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        assert page.evaluate("document.activeElement.id") == "q"
        first = searching.found()[0]
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(first)
        page.go_back()
        searching.wait_for("harbour")
        assert page.locator("#q").input_value() == "harbour"
        assert searching.status == "10 results"
        assert searching.said == []


def test_a_comment_is_found_at_its_own_place(mirror: Path, browser: Any) -> None:
    with opened(browser, (mirror / ENGLISH / ALL).as_uri()) as searching:
        searching.page.locator("select[name=kind]").select_option("comment")
        place, _, anchor = searching.ask("the")[0].partition("#")
        assert anchor.startswith("c")
        searching.page.goto(f"{place}#{anchor}")
        assert searching.page.locator(f"li.comment#{anchor}").count() == 1


def test_results_can_be_narrowed_by_year_label_author_and_kind(mirror: Path, browser: Any) -> None:
    with opened(browser, (mirror / ENGLISH / ALL).as_uri()) as searching:
        searching.ask("the")
        n_all = searching.count()
        for name in ("year", "label", "author", "kind"):
            counts = {one: searching.narrow(name, one) for one in searching.choices(name)}
            searching.narrow(name, "")
            if name == "label":  # a post may carry several, or none
                assert 0 < max(counts.values()) <= n_all
            else:
                assert sum(counts.values()) == n_all, name
        searching.narrow("kind", "comment")
        year = searching.choices("year")[2]
        searching.narrow("year", year)
        days = searching.page.locator(".hits time").evaluate_all(
            "all => all.map(one => one.dateTime)"
        )
        assert days
        assert all(day.startswith(year) for day in days)
        assert all("#c" in address for address in searching.found())


def test_without_scripts_the_page_says_how_else_to_search(mirror: Path, browser: Any) -> None:
    address = (mirror / BENGALI / ALL).as_uri()
    with opened(browser, address, java_script_enabled=False) as searching:
        text = searching.page.locator("main").inner_text()
        assert f"blogarchive search --blog {BENGALI}" in text
        assert not searching.page.locator("form").is_visible()
        assert not searching.page.locator("#how").is_visible()
        assert searching.page.locator("noscript a").count() > 5


def test_hostile_words_stay_words(tmp_path: Path, browser: Any) -> None:
    """Markup, script ends, line separators and clobbering names, in titles, texts and names."""
    from archive.store.words_index import index_comment, index_post

    evil = (
        "</script><img src=x onerror=\"document.title='run'\"> ]]> \u2028 \u2029 \\u003c \"'`${1}"
    )
    with Archive.open_for_writing(tmp_path / "archive") as archive:
        world = World(archive)
        blog = world.blog(title=f"blogarchive {evil}", language='en" onload="x')
        for n, name in enumerate(("currentScript", "blogarchive", "q", "constructor", "__proto__")):
            path = f"/2020/12/{n}.html"
            body = f'<img name="{name}" id="{name}"><form id={name}>x</form>'
            post = world.post(blog, path, body, title=f"{name} {evil}", text=f"seed {evil} {name}",
                              author=evil, labels=[evil])  # fmt: skip
            comment = world.comment(post, f"seed {evil}", author=f"{name} {evil}")
            with archive.transaction() as db:
                index_post(db, post, f"{name} {evil}", f"seed {evil} {name}", evil)
                index_comment(db, comment, post, f"seed {evil}", name)
        render_mirror(archive)
        root = archive.root
    page = root / "mirror" / "seed.blogspot.com" / ALL
    with opened(browser, page.as_uri()) as searching:
        for text in ("seed", "constructor", "__proto__", "onerror", "script"):
            assert searching.ask(text), text
        assert searching.page.title() != "run"
        assert searching.page.locator("main img").count() == 0
        assert searching.page.locator(".hits").inner_text().count("<img src=x") >= 1
        assert searching.said == []
        blocked = searching.page.evaluate(
            "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
            " document.head.append(s); return window.ran; }"
        )
        assert blocked is None


def test_served_the_page_asks_the_database_and_shows_the_same(mirror: Path, browser: Any) -> None:
    with make_server(mirror.parent) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            address = f"{server.url}mirror/{ENGLISH}/{ALL}"
            with opened(browser, address) as searching:
                served = searching.ask("harbour")
                assert any("/search.json?" in url for url in searching.requests)
                assert not any("/index/w-" in url for url in searching.requests)
                assert [one for one in searching.said if "404" not in one] == []  # no icon is kept
        finally:
            server.shutdown()
            thread.join()
    with opened(browser, (mirror / ENGLISH / ALL).as_uri()) as searching:
        found = searching.ask("harbour")
    assert [one.rpartition("/mirror/")[2] for one in served] == [
        one.rpartition("/mirror/")[2] for one in found
    ]


def test_a_page_of_the_search_is_the_only_one_with_scripts(mirror: Path) -> None:
    for path in mirror.rglob("*.html"):
        if "original" in path.parts:
            continue  # the blog's own styles stand in its pages; its policy has a test of its own
        is_search = path.match("search/index.html")
        text = path.read_text("utf-8")
        assert ("script-src" in text) == is_search, path
        assert "unsafe" not in text.partition("</head>")[0]
        assert json.dumps(text).count("<script") == (3 if is_search else 0)
