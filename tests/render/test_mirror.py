"""The mirror as its reader meets it: parsed back from the files that a rendering wrote."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from archive.render.sanitise import POLICY
from tests.render.test_bodies import ATTACKS
from tests.render.world import every_page, read, render, small_blog


def test_every_link_and_picture_inside_the_mirror_leads_to_a_file(world):
    small_blog(world)
    render(world)
    n_checked = 0
    for path, text in every_page(world).items():
        for node in LexborHTMLParser(text).css("[href], [src]"):
            address = node.attributes.get("href") or node.attributes.get("src") or ""
            if urlsplit(address).scheme:
                assert node.tag == "a" or node.attributes.get("rel") == "canonical"
                continue
            file, _, fragment = address.partition("#")
            target = Path(os.path.normpath(path.parent / file)) if file else path
            assert target.is_file(), f"{path}: {address}"
            assert target.is_relative_to(world.root)
            if fragment:
                found = LexborHTMLParser(target.read_text("utf-8")).css_first(f"[id='{fragment}']")
                assert found is not None, f"{path}: {address}"
            n_checked += 1
    assert n_checked > 80


def test_every_kind_of_page_is_there(world):
    small_blog(world)
    report = render(world)
    blog = "seed.blogspot.com"
    names = {path.relative_to(world.root / "mirror").as_posix() for path in every_page(world)}
    assert {
        "index.html",
        f"{blog}/index.html",
        f"{blog}/2020/index.html",
        f"{blog}/2019/index.html",
        f"{blog}/2020/12/index.html",
        f"{blog}/2020/11/index.html",
        f"{blog}/2019/01/index.html",
        f"{blog}/2020/12/first.html",
        f"{blog}/2020/11/second.html",
        f"{blog}/2019/01/third.html",
        f"{blog}/p/about.html",
        f"{blog}/search/index.html",
        f"{blog}/search/label/index.html",
        f"{blog}/search/label/plain.html",
        f"{blog}/archives/index.html",
        f"{blog}/people/index.html",
        f"{blog}/gallery/index.html",
        f"{blog}/gallery/2020/12/index.html",
    } < names
    assert report.n_pages == len(names) == 22
    assert report.home == world.root / "mirror" / "index.html"


def test_no_page_can_run_a_script_or_ask_anybody_for_anything(world):
    blog = world.blog(title="<script>alert(1)</script>", description="".join(ATTACKS))
    evil = "javascript:alert(1)"
    post = world.post(
        blog,
        "/2020/12/x.html",
        "".join(ATTACKS),
        title="<img src=x onerror=alert(1)>",
        labels=("<script>alert(1)</script>", "../../../up"),
    )
    author = world.author('"><script>alert(1)</script>', evil)
    world.comment(post, "".join(ATTACKS), author=author, url=evil)
    world.comment(post, is_deleted=1, body="<script>alert(1)</script>")
    world.change("posts", post, author=author)
    render(world)
    pages = every_page(world)
    assert len(pages) > 6
    for path, text in pages.items():
        if path.match("search/index.html"):  # the one page with scripts: tests/browser
            continue
        tree = LexborHTMLParser(text)
        first = tree.css_first("head").child
        while first is not None and first.tag != "meta":
            first = first.next
        assert first.attributes == {"http-equiv": "Content-Security-Policy", "content": POLICY}
        assert not tree.css("script, style, iframe, object, embed, form, base, input, button")
        assert len(tree.css("meta[http-equiv]")) == 1
        for node in tree.css("*"):
            assert not [
                name for name in node.attributes if name.startswith("on") or name == "style"
            ]
            assert evil not in (node.attributes.get("href") or "")
            source = node.attributes.get("src") or ""
            assert not source or source.startswith(("../", "data:image/"))


def test_the_policy_allows_no_script_no_inline_style_and_no_outside_address():
    assert "script-src" not in POLICY
    assert "unsafe" not in POLICY
    assert "default-src 'none'" in POLICY
    assert "http" not in POLICY


def test_posts_lead_to_the_older_and_the_newer_one(world):
    small_blog(world)
    render(world)
    tree = read(world, "seed.blogspot.com/2020/11/second.html")
    assert tree.css_first("a.older").attributes["href"] == "../../2019/01/third.html"
    assert "Words of three" in tree.css_first("a.older").text()
    assert tree.css_first("a.newer").attributes["href"] == "../12/first.html"
    newest = read(world, "seed.blogspot.com/2020/12/first.html")
    assert newest.css_first("a.newer") is None
    assert read(world, "seed.blogspot.com/p/about.html").css_first(".beside") is None


def test_comments_stand_in_their_threads_with_their_permalinks(world):
    known = small_blog(world)
    render(world)
    tree = read(world, "seed.blogspot.com/2020/12/first.html")
    comments = tree.css("li.comment")
    assert [node.attributes["class"] for node in comments] == [
        "comment depth-0",
        "comment depth-1",
        "comment depth-0 deleted",
    ]
    assert comments[0].attributes["id"] == f"c{known['question']}"
    answer = comments[1]
    assert answer.css_first(".answers").attributes["href"] == f"#c{known['question']}"
    assert answer.css_first(".mark").text() == "author"
    assert "removed" in comments[2].text()


def test_a_reader_is_told_when_fewer_comments_are_kept_than_declared(world):
    small_blog(world)
    render(world)
    said = read(world, "seed.blogspot.com/2020/12/first.html").css_first(".comments .notice")
    assert said.text().strip() == "230 declared, 3 kept."
    assert read(world, "seed.blogspot.com/2020/11/second.html").css_first(".comments") is None


def test_a_day_is_shown_in_the_blogs_language_beside_its_machine_form(world):
    blog = world.blog(language="bn", title="বীজ")
    world.post(blog, published_at="2020-12-15T04:32:00Z")
    render(world)
    tree = read(world, "seed.blogspot.com/2020/12/seed.html")
    day = tree.css_first("article time")
    assert day.text() == "মঙ্গলবার, ১৫ ডিসেম্বর, ২০২০"
    assert day.attributes["datetime"] == "2020-12-15T04:32:00Z"
    assert tree.css_first("html").attributes["lang"] == "bn"


def test_a_right_to_left_blog_is_mirrored_whole(world):
    blog = world.blog(language="ar", title="بذرة")
    world.post(blog, body='<div dir="rtl" trbidi="on">كان يا ما كان</div>', text="كان يا ما كان")
    world.post(
        blog, "/2020/12/english.html", body="<p>Once upon a time</p>", text="Once upon a time"
    )
    render(world)
    arabic = read(world, "seed.blogspot.com/2020/12/seed.html")
    assert arabic.css_first("html").attributes["dir"] == "rtl"
    assert arabic.css_first("article").attributes["dir"] == "rtl"
    english = read(world, "seed.blogspot.com/2020/12/english.html")
    assert english.css_first("html").attributes["dir"] == "rtl"
    assert english.css_first("article").attributes["dir"] == "ltr"


def test_a_right_to_left_post_in_a_left_to_right_blog_runs_its_own_way(world):
    blog = world.blog(language="en")
    world.post(blog, body="<p>שלום עולם</p>", text="שלום עולם")
    render(world)
    tree = read(world, "seed.blogspot.com/2020/12/seed.html")
    assert tree.css_first("html").attributes["dir"] == "ltr"
    assert tree.css_first("article").attributes["dir"] == "rtl"


def test_a_post_that_is_gone_says_since_when(world):
    blog = world.blog()
    world.post(blog, gone_at="2024-05-06T07:08:09Z")
    render(world)
    notice = read(world, "seed.blogspot.com/2020/12/seed.html").css_first(".notice")
    assert "6 May 2024" in notice.text()


def test_every_page_says_where_it_came_from(world):
    small_blog(world)
    render(world)
    page = read(world, "seed.blogspot.com/2020/12/first.html")
    source = page.css_first(".colophon a.outside")
    assert source.attributes["href"] == "https://seed.blogspot.com/2020/12/first.html"
    assert "3 March 2024" in page.css_first(".colophon").text()


def test_posts_with_odd_addresses_and_no_days_are_all_reachable(world):
    blog = world.blog()
    world.post(blog, "/odd?p=1", title="One", published_on=None)
    world.post(blog, "/ODD", title="Two", published_on=None)
    world.post(blog, "/2020/12/../../../etc/passwd", title="Three", published_on="not a day")
    world.post(blog, "/2018/05/x.html", title="Four", published_on=None)
    render(world)
    undated = read(world, "seed.blogspot.com/undated/index.html")
    assert {link.text().strip() for link in undated.css(".lines > li > a")} == {"One", "Two"}
    assert "Three" in read(world, "seed.blogspot.com/2020/12/index.html").text()
    assert "Four" in read(world, "seed.blogspot.com/2018/05/index.html").text()
    files = [
        path
        for path in world.root.rglob("*.html")
        if not path.is_relative_to(world.root / "mirror")
    ]
    assert files == []


def test_two_blogs_share_a_shelf_and_link_to_each_other_locally(world):
    one = world.blog("one.blogspot.com", title="One")
    two = world.blog("two.blogspot.com", title="Two")
    world.post(one, body='<a href="http://two.blogspot.com/2020/12/seed.html?m=1">two</a>')
    world.post(two)
    render(world)
    link = read(world, "one.blogspot.com/2020/12/seed.html").css_first(".body a")
    assert link.attributes["href"] == "../../../two.blogspot.com/2020/12/seed.html"
    shelf = read(world, "index.html")
    assert [node.text().strip() for node in shelf.css(".book h2")] == ["One", "Two"]


def test_the_home_page_shows_newest_posts_years_months_labels_and_pages(world):
    small_blog(world)
    render(world)
    home = read(world, "seed.blogspot.com/index.html")
    titles = [link.text().strip() for link in home.css(".newest h3 a")]
    assert titles == ["First <i>", "Second", "Words of three"]
    assert [link.text() for link in home.css("a.year")] == ["2019", "2020"]
    assert [node.text() for node in home.css(".plot title")] == [
        "January 2019: 1 post, 0 comments",
        "November 2020: 1 post, 0 comments",
        "December 2020: 1 post, 3 comments",
    ]
    beside = home.css_first(".beside-newest")
    assert [node.text(strip=True) for node in beside.css(".labels li")] == ["plain2", "Why?1"]
    assert beside.css_first(".plain a").text().strip() == "About"
    assert home.css_first(".description b").text() == "seeds"


def test_a_body_too_wild_to_parse_is_shown_as_its_words(world):
    blog = world.blog()
    world.post(blog, body="<div>" * 100_000, text="First line.\n<Second> line.")
    render(world)
    body = read(world, "seed.blogspot.com/2020/12/seed.html").css_first(".body")
    assert [node.text() for node in body.css("p")] == ["First line.", "<Second> line."]


def test_an_archive_of_nothing_still_has_a_shelf(world):
    assert render(world).n_pages == 1
    assert "Nothing is kept" in read(world, "index.html").text()
