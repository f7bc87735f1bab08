"""When a run's pages tell less than the blog's pages used to: each rule is a row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from archive.model import Author, Moment, Post
from scraper.drift import FIELDS, Rate, collapsed, missed, told

FEED = Post(
    kind="post",
    post_id="7",
    blog_id="1",
    url="http://blog.example/2020/12/rain.html",
    title="Rain",
    body_html="<p>It rained on the quay all day long and nobody came.</p>",
    body_text="It rained on the quay all day long and nobody came.",
    published=Moment(date(2020, 12, 15)),
    author=Author("Wilf"),
    labels=("weather",),
    n_comments=2,
    sources=tuple(
        (name, "feed")
        for name in ("title", "body_html", "published", "author", "labels", "n_comments")
    ),
)
PAGE = replace(FEED, sources=tuple((name, "theme") for name, _ in FEED.sources))
BARE = replace(FEED, title="", labels=(), author=None)


@pytest.mark.parametrize(
    ("page", "kept", "fields"),
    [
        (PAGE, FEED, ()),
        (None, FEED, tuple(FIELDS)),
        (None, None, tuple(FIELDS)),
        (replace(PAGE, title=" "), FEED, ("title",)),
        (replace(PAGE, title="The Harbour Blog"), FEED, ("title",)),
        (replace(PAGE, title="The Harbour Blog"), PAGE, ()),
        (replace(PAGE, title="", labels=(), author=None), BARE, ()),
        (replace(PAGE, title=""), None, ("title",)),
        (replace(PAGE, published=None), FEED, ("published",)),
        (replace(PAGE, published=Moment(date(2020, 12, 16))), FEED, ("published",)),
        (replace(PAGE, sources=(("published", "url"),)), FEED, ("published",)),
        (replace(PAGE, body_text="Share this"), FEED, ("body",)),
        (replace(PAGE, body_text=f"{FEED.body_text} And then the ferry."), FEED, ()),
        (replace(PAGE, body_text=""), PAGE, ("body",)),
        (replace(PAGE, author=None, labels=(), n_comments=None), FEED,
         ("author", "labels", "n_comments")),
    ],
    ids=["whole", "unreadable", "unreadable and unknown", "no title", "the blog's title",
         "retitled, as far as pages know", "the feed has none either", "no feed", "no date",
         "another day", "month of the address only", "another body", "body goes on", "empty body",
         "no byline"],
)  # fmt: skip
def test_what_a_page_misses(page: Post | None, kept: Post | None, fields: tuple[str, ...]) -> None:
    assert missed(page, kept) == fields


@pytest.mark.parametrize(
    ("before", "now", "is_suspect"),
    [
        ((1000, 0), (8, 8), True),
        ((1000, 4), (100, 3), True),
        ((1000, 5), (100, 100), False),
        ((1000, 0), (1000, 20), False),
        ((1000, 0), (1000, 21), True),
        ((5, 0), (5, 3), True),
        ((5, 0), (5, 2), False),
        ((4, 0), (8, 8), False),
        ((1000, 0), (4, 4), False),
        ((0, 0), (100, 100), False),
        ((1000, 0), (100, 0), False),
    ],
    ids=["all at once", "few, but never before", "never told it", "two in a hundred",
         "more than that", "fewest", "two odd pages", "young blog", "few pages", "first run",
         "all is well"],
)  # fmt: skip
def test_when_a_field_has_collapsed(
    before: tuple[int, int], now: tuple[int, int], is_suspect: bool
) -> None:
    found = collapsed({"title": Rate(*before)}, {"title": Rate(*now), "body": Rate(9, 0)})
    assert [one.field for one in found] == (["title"] if is_suspect else [])


def test_the_sentence_names_field_and_rates() -> None:
    found = collapsed({"title": Rate(60, 0)}, {"title": Rate(8, 7)})
    assert told(found) == "title missed on 7 of 8 pages (before: 0 of 60)"
