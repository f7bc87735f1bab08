"""What is fetched next, and why: tables of cases, no network."""

from __future__ import annotations

import pytest

from scraper import plan
from scraper.parse.readings import Counted, FeedReading, Listed, PageReading, SitemapReading

HOME = "https://blog.example/"
HOSTS = ("blog.example",)
FEED = plan.first_feeds(HOME)[0]


def page_of(start: int, n: int, total: int | None, following: str | None = None) -> FeedReading:
    return FeedReading(None, (), (), total, start, n, following)


@pytest.mark.parametrize(
    ("reading", "starts_at"),
    [
        (page_of(1, 150, 400, "https://blog.example/next"), 151),
        (page_of(1, 25, 60, "https://blog.example/next"), 26),  # a server with a lower cap
        (page_of(1, 25, 60), 26),  # no next link, but the total says more
        (page_of(1, 60, 60), None),
        (page_of(151, 50, 200), None),
        (page_of(201, 0, 400), None),  # the total lies: an empty page ends it
        (page_of(1, 10, None), None),
        (page_of(999_951, 150, 2_000_000, "https://blog.example/next"), None),  # for ever
    ],
)
def test_a_feed_is_followed_by_what_was_received(
    reading: FeedReading, starts_at: int | None
) -> None:
    following = plan.next_feed(FEED, reading, HOME)
    if starts_at is None:
        assert following is None
        return
    assert following is not None
    assert f"start-index={starts_at}" in following.url
    assert following.url.startswith("https://blog.example/feeds/posts/default?")
    assert following.key != FEED.key


def test_a_feed_that_refuses_parameters_is_asked_plainly_and_only_once() -> None:
    plain = plan.plain_feed(FEED)
    assert plain is not None
    assert plain.url == "https://blog.example/feeds/posts/default"
    assert plan.plain_feed(plain) is None


@pytest.mark.parametrize(
    "spelling",
    [
        "http://blog.example/2020/12/rain.html",
        "https://www.blog.example/2020/12/rain.html?m=1",
        "https://blog.example/2020/12/rain.html?showComment=1608012345678#c99",
        "https://BLOG.example:443/2020/12/rain.html#comments",
    ],
)
def test_every_spelling_of_a_post_is_one_target_at_the_blogs_own_address(spelling: str) -> None:
    (target,) = plan.from_addresses([spelling], HOME, HOSTS, "test")
    assert target.key == "blog.example/2020/12/rain.html"
    assert target.url == "https://blog.example/2020/12/rain.html"
    assert target.kind == "post"


@pytest.mark.parametrize(
    "trap",
    [
        "https://blog.example/search?updated-max=2020-01-01T00:00:00Z&max-results=7",
        "https://blog.example/?widgetType=BlogArchive&action=toggle",
        "https://blog.example/2020/12/",
        "https://other.example/2020/12/rain.html",
        "https://www.blogger.com/comment.g?blogID=1&postID=2",
        "javascript:void(0)",
    ],
)
def test_traps_listings_and_outside_addresses_are_no_posts(trap: str) -> None:
    assert plan.from_addresses([trap], HOME, HOSTS, "test") == ()


def test_a_sitemap_gives_posts_pages_and_further_sitemaps_of_this_blog() -> None:
    reading = SitemapReading(
        urls=(
            ("https://blog.example/2020/12/rain.html", None),
            ("https://blog.example/p/about.html", None),
            ("https://elsewhere.example/2020/12/x.html", None),
        ),
        sitemaps=("https://blog.example/sitemap.xml?page=1", "https://elsewhere.example/s.xml"),
    )
    found = plan.from_sitemap(reading, HOME, HOSTS)
    assert [(target.kind, target.url) for target in found] == [
        ("sitemap", "https://blog.example/sitemap.xml?page=1"),
        ("post", "https://blog.example/2020/12/rain.html"),
        ("page", "https://blog.example/p/about.html"),
    ]


MONTHS = (
    Counted("https://blog.example/2020/", "2020", 5),
    Counted("https://blog.example/2020/12/", "December", 3),
    Counted("https://blog.example/2020/11/", "November", 2),
)


@pytest.mark.parametrize(
    ("found", "asked"),
    [
        (plan.Known(5, {(2020, 12): 3, (2020, 11): 2}, feed_is_whole=True), []),
        (plan.Known(5, {(2020, 12): 3, (2020, 11): 2}, feed_is_whole=False), []),
        (plan.Known(4, {(2020, 12): 2, (2020, 11): 2}, feed_is_whole=True), ["/2020/12/"]),
        (plan.Known(0, {}, feed_is_whole=False), ["/2020/11/", "/2020/12/"]),
    ],
    ids=["whole", "nothing lacks", "one lacks", "no feed"],
)
def test_month_archives_are_asked_only_where_the_widget_counts_more(
    found: plan.Known, asked: list[str]
) -> None:
    targets = plan.months_to_check(MONTHS, found, HOME, HOSTS)
    assert [target.url.removeprefix("https://blog.example") for target in targets] == asked


def test_label_pages_are_asked_only_for_posts_that_no_feed_told_of() -> None:
    labels = (Counted("https://blog.example/search/label/river", "river", 2),)
    assert plan.labels_to_read(labels, 0, HOME, HOSTS) == ()
    (target,) = plan.labels_to_read(labels, 3, HOME, HOSTS)
    assert plan.label_of(target) == "river"


def test_a_pager_is_followed_on_label_pages_and_never_out_of_a_month() -> None:
    reading = PageReading(
        type="label",
        blog=None,
        listed=(Listed("https://blog.example/2020/12/rain.html"),),
        older_url="https://blog.example/search/label/river?updated-max=2020&max-results=20",
    )
    label = plan.target("label", "https://blog.example/search/label/river", "", HOSTS)
    month = plan.target("archive", "https://blog.example/2020/12/", "", HOSTS)
    following = plan.older_page(label, reading, HOSTS)
    assert following is not None
    assert following.kind == "label"
    assert plan.older_page(month, reading, HOSTS) is None


def test_comment_feeds_are_asked_where_fewer_are_kept_than_declared() -> None:
    declared = [("70001", 230, 200), ("70002", 4, 4), ("path:/x.html", 9, 0)]
    (target,) = plan.comments_to_ask(declared, HOME)
    assert target.url.startswith("https://blog.example/feeds/70001/comments/default?")
    assert target.reason == "230 comments declared, 200 kept"
