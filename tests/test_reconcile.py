"""One post, two readings: a table of which value is kept, and what is told as a disagreement."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from archive.model import Author, Comment, Moment, Post, Source
from scraper.reconcile import reconcile, reconcile_comment

DHAKA = timezone(timedelta(hours=6))
EXACT = Moment.of(datetime(2020, 12, 15, 10, 30, tzinfo=DHAKA))
DAY = Moment(date(2020, 12, 15))


def post(source: Source, **values: object) -> Post:
    """A reading whose given fields all come from one source."""
    bare = Post(kind="post", post_id="7", blog_id="1", url="http://blog.example/2020/12/rain.html")
    return replace(bare, sources=tuple((name, source) for name in values), **values)  # type: ignore[arg-type]


FEED = post("feed", title="Rain", published=EXACT, labels=("river",), n_comments=3)


def test_the_first_reading_is_kept_as_it_is() -> None:
    assert reconcile(None, FEED).post == FEED


@pytest.mark.parametrize(
    ("feed", "page", "kept", "disagrees"),
    [
        ({"published": EXACT}, {"published": DAY}, {"published": EXACT}, set()),
        (
            {"published": EXACT},
            {"published": Moment(date(2020, 12, 16))},
            {"published": EXACT},
            {"published"},
        ),
        ({"title": "Rain"}, {"title": " Rain "}, {"title": "Rain"}, set()),
        ({"title": "Rain"}, {"title": "My blog: Rain"}, {"title": "Rain"}, {"title"}),
        ({"labels": ("a", "b")}, {"labels": ("b", "a")}, {"labels": ("a", "b")}, set()),
        ({"labels": ("a",)}, {"labels": ("b",)}, {"labels": ("a",)}, {"labels"}),
        ({}, {"labels": ("b",)}, {"labels": ("b",)}, set()),
        ({"author": Author("Nila")}, {"author": Author("Nila")}, {"author": Author("Nila")}, set()),
    ],
)
@pytest.mark.parametrize("feed_comes", ["first", "last"])
def test_the_feed_is_trusted_over_the_page_whichever_comes_first(
    feed: dict[str, object],
    page: dict[str, object],
    kept: dict[str, object],
    disagrees: set[str],
    feed_comes: str,
) -> None:
    one, two = post("feed", **feed), post("theme", **page)
    first, last = (one, two) if feed_comes == "first" else (two, one)
    result = reconcile(first, last)
    assert {name: getattr(result.post, name) for name in kept} == kept
    assert {found.field for found in result.disagreements} == disagrees


def test_the_page_counts_its_comments_itself() -> None:
    result = reconcile(post("feed", n_comments=3), post("structure", n_comments=4))
    assert result.post.n_comments == 4
    (found,) = result.disagreements
    assert (found.kept, found.kept_source, found.other) == ("4", "structure", "3")


def test_a_newer_reading_of_the_same_source_replaces_the_older_one() -> None:
    result = reconcile(FEED, replace(FEED, title="Heavy rain", n_comments=9))
    assert (result.post.title, result.post.n_comments) == ("Heavy rain", 9)
    assert result.disagreements == ()


def body(source: Source, text: str) -> Post:
    return post(source, body_html=f"<p>{text}</p>", body_text=text)


STORY = "It rained all night and in the morning the ferry did not come at all"


@pytest.mark.parametrize(
    ("feed", "page", "wins", "disagrees"),
    [
        (STORY, STORY, "page", False),
        ("It rained all night", STORY, "page", False),
        ("It rained all night and in the mor...", STORY, "page", False),
        (STORY, "by Nila on Tuesday " + STORY, "feed", True),
        (STORY, "Share this post", "feed", True),
        (STORY, "", "feed", True),
        ("", STORY, "page", False),
    ],
    ids=["same", "jump break", "cut word", "byline in it", "misread", "no body", "empty feed"],
)
@pytest.mark.parametrize("feed_comes", ["first", "last"])
def test_which_body_is_kept(
    feed: str, page: str, wins: str, disagrees: bool, feed_comes: str
) -> None:
    one, two = body("feed", feed), body("theme", page)
    first, last = (one, two) if feed_comes == "first" else (two, one)
    result = reconcile(first, last)
    assert result.post.body_text == (feed if wins == "feed" else page)
    assert bool(result.disagreements) is disagrees


def test_a_summary_never_replaces_a_whole_body() -> None:
    result = reconcile(body("theme", STORY), body("feed", "A summary of mine"), is_summary=True)
    assert result.post.body_text == STORY
    assert result.disagreements == ()


def test_a_comment_keeps_the_words_of_the_feed_and_the_thread_of_the_page() -> None:
    instant = Moment.of(datetime(2020, 12, 16, tzinfo=UTC))
    page = Comment("9", "7", "1", parent_id="8", body_text="Yes …", url="u", source="theme")
    feed = Comment("9", "7", "1", body_text="Yes indeed", published=instant, source="feed")
    for first, last in ((page, feed), (feed, page)):
        kept = reconcile_comment(first, last)
        assert (kept.body_text, kept.parent_id, kept.published) == ("Yes indeed", "8", instant)
