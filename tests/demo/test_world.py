"""The demo as a crawler meets it: hosts, counts, conditional requests, traps, pictures."""

from __future__ import annotations

import struct
from html import unescape

import httpx
import pytest

from scraper.demo import DemoBlog, DemoWorld

SEED_HEADER = "মঙ্গলবার, ১৫ ডিসেম্বর, ২০২০"


def test_sixty_posts_over_six_years_in_three_languages(world: DemoWorld) -> None:
    posts = [post for blog in world.blogs for post in blog.posts()]
    assert len(posts) == 60
    assert {blog.language for blog in world.blogs} == {"bn", "en", "ar"}
    assert {post.published.year for post in posts} == set(range(2015, 2021))
    for blog in world.blogs:
        urls = [post.url for post in blog.posts()]
        titles = [post.title for post in blog.posts()]
        assert len(set(urls)) == len(set(titles)) == blog.n_posts


def test_every_post_answers_at_its_own_address(world: DemoWorld, ask: httpx.Client) -> None:
    for blog in world.blogs:
        for post in blog.posts():
            page = ask.get(post.url)
            assert page.status_code == 200
            assert f"post-body-{post.post_id}" in page.text
            assert post.body_html in page.text


def test_the_seed_post_shows_bengali_words_and_digits(world: DemoWorld, ask: httpx.Client) -> None:
    seed = next(post for post in world.blog("bn").posts() if post.quirk == "seed")
    page = ask.get(seed.url).text
    assert seed.title == "আউটসোর্সিং এর কাজ করতে চাইলে যাবতীয় সকল তথ্য জেনে নিন"
    assert seed.n_comments == 0
    assert seed.body_html.count("<li>") == 3
    assert "<h2" in seed.body_html
    assert "<h3" in seed.body_html
    assert SEED_HEADER not in page  # combining marks stand as references, as Blogger writes them
    assert SEED_HEADER in _without_references(page)
    assert "কোন মন্তব্য নেই:" in _without_references(page)


def test_two_posts_of_one_day_share_one_date_header(world: DemoWorld, ask: httpx.Client) -> None:
    twins = [
        post
        for post in world.blog("bn").posts()
        if post.published.date().isoformat() == "2018-01-17"
    ]
    assert len(twins) == 2
    month = ask.get(f"{world.blog('bn').home_url}/2018/01/").text
    assert all(f"post-body-{twin.post_id}" in month for twin in twins)
    assert month.count("<h2 class='date-header'>") == 1


def test_a_page_shows_200_of_230_comments(world: DemoWorld, ask: httpx.Client) -> None:
    for edition in ("bn", "en"):
        busy = next(post for post in world.blog(edition).posts() if post.quirk == "busy")
        page = ask.get(busy.url).text
        assert page.count('<li class="comment"') == 200
        assert 'class="loadmore"' in page
        assert busy.n_comments == len(busy.comments()) == 230
    assert "data-num-comments='230'" in page


def test_requests_are_counted_by_kind() -> None:
    with DemoWorld.start(n_posts=12, editions=("en",)) as world:
        blog = world.blogs[0]
        post = blog.post(3)
        picture = next(each for one in blog.posts() for each in one.pictures if not each.is_dead)
        asked = {
            "home": "/",
            "post": post.path,
            "page": blog.pages()[0].path,
            "archive": f"/{post.published.year}/",
            "label": "/search/label/Birds",
            "feed-posts": "/feeds/posts/default",
            "feed-pages": "/feeds/pages/default",
            "feed-comments": "/feeds/comments/default",
            "feed-post-comments": f"/feeds/{post.post_id}/comments/default",
            "sitemap": "/sitemap.xml",
            "robots": "/robots.txt",
            "missing": "/2015/01/never.html",
        }
        traps = ("/?m=1", f"{post.path}?showComment=1", "/search?q=tea", "/?widgetType=BlogArchive")
        with httpx.Client(proxy=f"http://{world.address}", trust_env=False) as client:
            for target in (*asked.values(), *traps):
                client.get(blog.home_url + target)
            client.get(picture.url_of("s640"))
        assert dict(world.counts) == dict.fromkeys((*asked, "media"), 1) | {"trap": 4}
        assert world.log[0] == f"{blog.home_url}/"
        assert len(world.log) == sum(world.counts.values())


def test_nothing_new_is_answered_304(world: DemoWorld, ask: httpx.Client) -> None:
    blog = world.blog("en")
    picture = blog.post(1).pictures[0].url_of("s320")
    for url in (
        f"{blog.home_url}/",
        blog.post(2).url,
        f"{blog.home_url}/feeds/posts/default",
        picture,
    ):
        first = ask.get(url)
        again = ask.get(url, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        since = ask.get(url, headers={"If-Modified-Since": first.headers["Last-Modified"]})
        assert since.status_code == 304
        other = {"If-None-Match": 'W/"other"', "If-Modified-Since": first.headers["Last-Modified"]}
        assert ask.get(url, headers=other).status_code == 200


def test_text_travels_compressed_only_when_asked(world: DemoWorld, ask: httpx.Client) -> None:
    url = f"{world.blogs[0].home_url}/"
    plain = ask.get(url, headers={"Accept-Encoding": "identity"})
    packed = ask.get(url, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) < int(plain.headers["Content-Length"]) / 3
    assert packed.content == plain.content


def test_head_answers_without_a_body(world: DemoWorld, ask: httpx.Client) -> None:
    url = world.blogs[0].post(0).url
    head, whole = ask.head(url), ask.get(url)
    assert head.content == b""
    assert head.headers["ETag"] == whole.headers["ETag"]


def test_missing_pages_wear_the_layout(world: DemoWorld, ask: httpx.Client) -> None:
    page = ask.get(f"{world.blog('en').home_url}/2016/01/nothing.html")
    assert page.status_code == 404
    assert "status-msg-body" in page.text
    assert "'isError': true" in page.text
    assert "'pageType': 'error_page'" in page.text


def test_robots_keeps_crawlers_out_of_search(world: DemoWorld, ask: httpx.Client) -> None:
    blog = world.blogs[0]
    lines = ask.get(f"{blog.home_url}/robots.txt").text.splitlines()
    assert "Disallow: /search" in lines
    assert f"Sitemap: {blog.home_url}/sitemap.xml" in lines


def test_the_mobile_page_differs(world: DemoWorld, ask: httpx.Client) -> None:
    post = world.blog("en").post(4)
    mobile = ask.get(f"{post.url}?m=1").text
    assert mobile != ask.get(post.url).text
    assert post.body_html in mobile
    assert "'isMobile': true" in mobile


def test_the_search_pager_leads_through_all_posts(world: DemoWorld, ask: httpx.Client) -> None:
    blog = world.blog("bn")
    url, seen = f"{blog.home_url}/", []
    while url:
        page = ask.get(url).text
        seen += [part.partition("'")[0] for part in page.split("id='post-body-")[1:]]
        _, found, rest = page.partition("<a class='blog-pager-older-link' href='")
        url = rest.partition("'")[0].replace("&amp;", "&") if found else ""
    assert seen == [post.post_id for post in blog.posts()]


def test_pictures_come_in_every_size(world: DemoWorld, ask: httpx.Client) -> None:
    pictures = [one for blog in world.blogs for post in blog.posts() for one in post.pictures]
    slash = next(one for one in pictures if one.form == "slash" and one.width == 2048)
    suffix = next(one for one in pictures if one.form == "suffix")
    assert "=s640" in suffix.url_of("s640")
    width, height = slash.width, slash.height
    wanted = {
        "s0": (width, height),
        "s1600": (1600, round(height * 1600 / width)),
        "s320": (320, round(height * 320 / width)),
        "s72-c": (72, 72),
        "w640-h480": (640, round(height * 640 / width)),
        "w1200-h630-p-k-no-nu": (1200, 630),
        "h60": (round(width * 60 / height), 60),
    }
    for token, size in wanted.items():
        answer = ask.get(slash.url_of(token))
        assert answer.headers["Content-Type"] == "image/png"
        assert _png_size(answer.content) == size
        assert len(answer.content) < 30_000
    assert _png_size(ask.get(suffix.url_of("s0")).content) == (suffix.width, suffix.height)


def test_odd_pictures(world: DemoWorld, ask: httpx.Client) -> None:
    by_quirk = {(blog.edition, post.quirk): post for blog in world.blogs for post in blog.posts()}
    dead = by_quirk["bn", "dead-picture"].pictures[0]
    assert {ask.get(dead.url_of(token)).status_code for token in ("s0", "s640", "s1600")} == {404}
    wrapper = by_quirk["bn", "wrapper"]
    assert "/s1600-h/" in wrapper.body_html
    page = ask.get(wrapper.pictures[0].url_of("s1600-h"))
    assert page.headers["Content-Type"].startswith("text/html")
    assert wrapper.pictures[0].url_of("s1600") in page.text
    double = by_quirk["ar", "double-encoded"].pictures[0]
    assert "%25D8" in double.name
    assert ask.get(double.url_of("s640")).status_code == 200
    assert ask.get(double.url_of("s640").replace("-1.png", "-2.png")).status_code == 404


def test_the_table_of_odd_posts_is_true(world: DemoWorld) -> None:
    blog = world.blog("bn")
    odd = {post.quirk: post for post in blog.posts()}
    assert odd["untitled"].title == ""
    moved = odd["moved"]
    assert not moved.path.startswith(f"/{moved.published:%Y/%m}/")
    assert odd["jump-break"].has_jump_break
    assert "YOUTUBE-iframe-video" in odd["video"].body_html
    assert "&#2494;" in odd["references"].body_html
    deleted = odd["deleted-comments"]
    assert [comment.is_deleted for comment in deleted.comments()] == [
        False,
        True,
        False,
        True,
        False,
    ]
    assert deleted.n_comments == 5
    assert all('dir="rtl"' in post.body_html for post in world.blog("ar").posts())


def test_a_country_address_needs_a_blogspot_host() -> None:
    blog = DemoBlog("en", 60, home_url="http://harbour.blogspot.com")
    bodies = [post.body_html for post in blog.posts()]
    for form in ("?m=1", "?showComment=", "https://harbour.blogspot.com/", "harbour.blogspot.de/"):
        assert any(form in body for body in bodies)


def test_the_same_bytes_every_time() -> None:
    pages = []
    for _ in range(2):
        with (
            DemoWorld.start(n_posts=30) as world,
            httpx.Client(proxy=f"http://{world.address}", trust_env=False) as client,
        ):
            urls = [blog.home_url + "/" for blog in world.blogs]
            urls += [blog.home_url + "/feeds/posts/default" for blog in world.blogs]
            urls += [blog.post(1).url for blog in world.blogs]
            pages.append([(dict(a.headers), a.content) for a in map(client.get, urls)])
    assert pages[0] == pages[1]


def test_one_blog_at_a_plain_address() -> None:
    with DemoWorld.start(n_posts=8, editions=("en",), plain=True) as world:
        blog = world.blogs[0]
        picture = next(one for post in blog.posts() for one in post.pictures if not one.is_dead)
        assert blog.home_url.startswith("http://127.0.0.1:")
        assert not picture.url_of("s0").startswith(blog.home_url)
        with httpx.Client(trust_env=False) as client:
            assert client.get(blog.post(5).url).status_code == 200
            assert client.get(picture.url_of("s0")).status_code == 200


def test_a_large_blog_makes_only_what_is_asked_for() -> None:
    with DemoWorld.start(n_posts=100_000, editions=("en",)) as world:
        blog = world.blogs[0]
        post = blog.post(54_321)
        with httpx.Client(proxy=f"http://{world.address}", trust_env=False) as client:
            assert f"post-body-{post.post_id}" in client.get(post.url).text
            feed = client.get(
                f"{blog.home_url}/feeds/posts/default?alt=json&start-index=99990"
            ).json()
        assert feed["feed"]["openSearch$totalResults"]["$t"] == "100000"
        assert len(feed["feed"]["entry"]) == 11
        assert blog.n_made < 100


@pytest.mark.parametrize("n_posts", [1, 2, 7])
def test_the_smallest_blogs_work_too(n_posts: int) -> None:
    for edition in ("bn", "en", "ar"):
        blog = DemoBlog(edition, n_posts)
        posts = list(blog.posts())
        assert len(posts) == n_posts
        assert sorted(posts, key=lambda post: post.published, reverse=True) == posts


def test_a_blog_changes_between_two_visits() -> None:
    with (
        DemoWorld.start(n_posts=10, editions=("en",)) as world,
        httpx.Client(proxy=f"http://{world.address}", trust_env=False) as client,
    ):
        blog = world.blogs[0]
        edited, deleted = blog.post(4), blog.post(5)
        before = client.get(edited.url)
        blog.edit(4, body_html="<p>Rewritten.</p>")
        blog.delete(5)
        blog.add_comment(3, "Late, but true.", name="Wilf")
        fresh = blog.publish("A new mooring", "<p>Seen today.</p>", labels=("Boats",))
        known = {"If-None-Match": before.headers["ETag"]}
        assert "<p>Rewritten.</p>" in client.get(edited.url, headers=known).text
        assert client.get(deleted.url).status_code == 404
        assert "Late, but true." in client.get(blog.post(3).url).text
        assert client.get(blog.post(fresh).url).status_code == 200
        feed = client.get(f"{blog.home_url}/feeds/posts/default?alt=json&orderby=updated").json()
        titles = [entry["title"]["$t"] for entry in feed["feed"]["entry"]]
        assert titles[:3] == ["A new mooring", blog.post(3).title, edited.title]
        assert deleted.title not in titles
        assert len(titles) == blog.n_posts == 10


def _png_size(data: bytes) -> tuple[int, int]:
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _without_references(html: str) -> str:
    return unescape(html)
