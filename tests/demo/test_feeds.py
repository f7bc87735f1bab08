"""The demo's feeds and sitemaps: caps, paging, orders, spans, and that both formats agree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from defusedxml import ElementTree

from scraper.demo import DemoBlog, DemoWorld
from scraper.demo.site import answer

ATOM = "{http://www.w3.org/2005/Atom}"


def _entries(client: httpx.Client, url: str) -> Iterator[dict[str, Any]]:
    """Follow `rel=next` to the end."""
    while url:
        feed = client.get(url).json()["feed"]
        yield from feed.get("entry", [])
        url = next((link["href"] for link in feed["link"] if link["rel"] == "next"), "")


def _id(entry: dict[str, Any]) -> str:
    return str(entry["id"]["$t"].rpartition("-")[2])


@pytest.mark.parametrize("size", [7, 25, 150])
def test_paging_meets_every_post_once(world: DemoWorld, ask: httpx.Client, size: int) -> None:
    for blog in world.blogs:
        url = f"{blog.home_url}/feeds/posts/default?alt=json&max-results={size}"
        assert [_id(entry) for entry in _entries(ask, url)] == [p.post_id for p in blog.posts()]


def test_paging_meets_every_comment_once(world: DemoWorld, ask: httpx.Client) -> None:
    for blog in world.blogs:
        url = f"{blog.home_url}/feeds/comments/default?alt=json&max-results=150"
        found = [_id(entry) for entry in _entries(ask, url)]
        wanted = {comment.comment_id for post in blog.posts() for comment in post.comments()}
        assert len(found) == len(set(found)) == len(wanted)
        assert set(found) == wanted


def test_the_feed_of_one_post_has_all_its_comments(world: DemoWorld, ask: httpx.Client) -> None:
    blog = world.blog("bn")
    busy = next(post for post in blog.posts() if post.quirk == "busy")
    url = f"{blog.home_url}/feeds/{busy.post_id}/comments/default?alt=json&max-results=500"
    found = list(_entries(ask, url))
    assert len(found) == 230
    assert found[0]["published"]["$t"] > found[-1]["published"]["$t"]
    parents = {
        _id(entry): link["href"].rpartition("/")[2]
        for entry in found
        for link in entry["link"]
        if link["rel"] == "related"
    }
    assert parents == {c.comment_id: c.parent_id for c in busy.comments() if c.parent_id}
    oldest = ask.get(f"{url}&reverse=false").json()["feed"]["entry"][0]
    assert _id(oldest) == busy.comments()[0].comment_id


def test_no_page_is_longer_than_the_cap() -> None:
    blog = DemoBlog("en", 400)
    for asked, given in ((10, 10), (150, 150), (500, 150), (99999, 150)):
        body = answer(blog, f"/feeds/posts/default?max-results={asked}").body
        feed = ElementTree.fromstring(body)
        assert len(feed.findall(f"{ATOM}entry")) == given
    assert (
        len(
            ElementTree.fromstring(answer(blog, "/feeds/posts/default").body).findall(
                f"{ATOM}entry"
            )
        )
        == 25
    )
    low = DemoBlog("en", 400, feed_cap=100)
    body = answer(low, "/feeds/posts/default?max-results=150").body
    assert len(ElementTree.fromstring(body).findall(f"{ATOM}entry")) == 100


def test_atom_and_json_agree(world: DemoWorld, ask: httpx.Client) -> None:
    for blog in world.blogs:
        for path in ("posts", "comments", "pages"):
            url = f"{blog.home_url}/feeds/{path}/default?max-results=40"
            atom = ElementTree.fromstring(ask.get(url).content)
            entries = ask.get(f"{url}&alt=json").json()["feed"]["entry"]
            assert len(entries) == len(atom.findall(f"{ATOM}entry"))
            for one, other in zip(entries, atom.findall(f"{ATOM}entry"), strict=True):
                for name in ("id", "published", "updated", "title", "content"):
                    assert one[name]["$t"] == (other.findtext(f"{ATOM}{name}") or "")
                links = [(link["rel"], link["href"]) for link in one["link"]]
                assert links == [
                    (e.get("rel"), e.get("href")) for e in other.findall(f"{ATOM}link")
                ]


def test_an_entry_tells_the_truth(world: DemoWorld, ask: httpx.Client) -> None:
    blog = world.blog("en")
    post = next(post for post in blog.posts() if post.quirk == "busy")
    url = f"{blog.home_url}/feeds/posts/default/{post.post_id}?alt=json"
    entry = ask.get(url).json()["entry"]
    assert entry["id"]["$t"] == f"tag:blogger.com,1999:blog-{blog.blog_id}.post-{post.post_id}"
    assert entry["published"]["$t"] == post.published.isoformat(timespec="milliseconds")
    assert entry["published"]["$t"][-6:] in {"-03:00", "-04:00"}
    assert entry["thr$total"]["$t"] == "230"
    assert entry["content"]["$t"] == post.body_html
    assert [one["term"] for one in entry["category"]] == list(post.labels)
    rels = [link["rel"] for link in entry["link"]]
    assert rels == ["replies", "replies", "edit", "self", "alternate"]
    by_path = ask.get(f"{blog.home_url}/feeds/posts/default?alt=json&path={post.path}").json()
    assert [_id(one) for one in by_path["feed"]["entry"]] == [post.post_id]
    gone = ask.get(f"{blog.home_url}/feeds/posts/default?alt=json&path=/2016/01/none.html")
    assert gone.status_code == 404


def test_a_deleted_comment_says_so(world: DemoWorld, ask: httpx.Client) -> None:
    blog = world.blog("ar")
    post = next(post for post in blog.posts() if post.quirk == "deleted-comments")
    url = f"{blog.home_url}/feeds/{post.post_id}/comments/default?alt=json&reverse=false"
    removed = [
        any(one["name"] == "blogger.contentRemoved" for one in entry["gd$extendedProperty"])
        for entry in _entries(ask, url)
    ]
    assert removed == [False, True, False, True, False]


def test_spans_of_time_cut_the_feed(world: DemoWorld, ask: httpx.Client) -> None:
    blog = world.blog("bn")
    posts = list(blog.posts())
    cut = posts[10].published.isoformat(timespec="milliseconds")
    base = f"{blog.home_url}/feeds/posts/default?alt=json&max-results=150"
    newer = [_id(e) for e in _entries(ask, f"{base}&published-min={quote(cut)}")]
    older = [_id(e) for e in _entries(ask, f"{base}&published-max={quote(cut)}")]
    assert newer == [post.post_id for post in posts[:11]]
    assert older == [post.post_id for post in posts[11:]]
    since = max(post.updated for post in posts[3:]).isoformat(timespec="milliseconds")
    updated = [_id(e) for e in _entries(ask, f"{base}&orderby=updated&updated-min={quote(since)}")]
    wanted = {
        post.post_id for post in posts if post.updated.isoformat(timespec="milliseconds") >= since
    }
    assert set(updated) == wanted
    ignored = list(_entries(ask, f"{base}&updated-min={quote(since)}"))
    assert len(ignored) == 30  # without orderby=updated, Blogger pays no heed


def test_spans_of_time_cut_the_comment_feed_too(world: DemoWorld, ask: httpx.Client) -> None:
    blog = world.blog("bn")
    comments = sorted(
        (c for post in blog.posts() for c in post.comments()), key=lambda c: c.published
    )
    cut = comments[-10].published.isoformat(timespec="milliseconds")
    base = f"{blog.home_url}/feeds/comments/default?alt=json&max-results=150"
    newer = [_id(e) for e in _entries(ask, f"{base}&orderby=updated&updated-min={quote(cut)}")]
    assert set(newer) == {comment.comment_id for comment in comments[-10:]}
    ignored = list(_entries(ask, f"{base}&updated-min={quote(cut)}"))
    assert len(ignored) == len(comments)


def test_a_label_feed_has_only_its_posts(world: DemoWorld, ask: httpx.Client) -> None:
    blog = world.blog("en")
    for label in ("Go Look!", "Food & drink"):
        url = f"{blog.home_url}/feeds/posts/default/-/{quote(label)}?alt=json"
        wanted = [post.post_id for post in blog.posts() if label in post.labels]
        assert [_id(entry) for entry in _entries(ask, url)] == wanted


def test_owners_may_shorten_their_feeds() -> None:
    cut = next(post for post in DemoBlog("ar", 12).posts() if post.quirk == "jump-break")
    atom = answer(DemoBlog("ar", 12), f"/feeds/posts/default/{cut.post_id}").body
    text = ElementTree.fromstring(atom).findtext(f"{ATOM}content") or ""
    assert cut.body_html.startswith(text)
    assert len(text) < len(cut.body_html)
    short = ElementTree.fromstring(
        answer(DemoBlog("en", 9, feed="short"), "/feeds/posts/default").body
    )
    assert short.find(f"{ATOM}entry/{ATOM}content") is None
    assert short.findtext(f"{ATOM}entry/{ATOM}summary")
    assert answer(DemoBlog("en", 9, feed="none"), "/feeds/posts/default").status == 404


def test_the_sitemap_lists_every_post(world: DemoWorld, ask: httpx.Client) -> None:
    for blog in world.blogs:
        root = ElementTree.fromstring(ask.get(f"{blog.home_url}/sitemap.xml").content)
        assert root.tag.endswith("urlset")
        assert [one.text for one in root.iter() if one.tag.endswith("loc")] == [
            post.url for post in blog.posts()
        ]


def test_a_longer_sitemap_has_an_index() -> None:
    blog = DemoBlog("en", 400)
    index = ElementTree.fromstring(answer(blog, "/sitemap.xml").body)
    pages = [one.text or "" for one in index.iter() if one.tag.endswith("loc")]
    assert len(pages) == 3
    found = []
    for page in pages:
        urls = ElementTree.fromstring(answer(blog, page.removeprefix(blog.home_url)).body)
        found += [one.text for one in urls.iter() if one.tag.endswith("loc")]
    assert found == [post.url for post in blog.posts()]
    assert answer(blog, "/sitemap.xml?page=4").status == 404
