"""When an incoming post is new, unchanged, enriched by a second source, or a new version."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.model import Author, Comment, Image, Link, Post
from archive.versions import Change, Known, comment_digest, decide, post_digest

POST = Post(
    kind="post",
    post_id="7",
    blog_id="1",
    url="http://blog.example/2020/12/rain.html",
    title="Rain",
    body_html="<p>It rained.</p>",
    body_text="It rained.",
    labels=("weather", "river"),
    links=(Link("http://a.example/", "a", "a.example/"),),
    images=(Image("http://1.bp.blogspot.com/-x/s320/a.jpg"),),
)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (None, "new"),
        (Known("same", "reading", is_fresh=False), "unchanged"),
        (Known("same", None, is_fresh=False), "enriched"),
        (Known("same", "other", is_fresh=False), "enriched"),
        (Known("other", None, is_fresh=False), "enriched"),
        (Known("other", "reading", is_fresh=False), "enriched"),
        (Known("other", "other", is_fresh=True), "enriched"),
        (Known("other", "other", is_fresh=False), "changed"),
    ],
)
def test_only_a_source_that_contradicts_itself_begins_a_version(
    known: Known | None, expected: Change
) -> None:
    assert decide(known, digest="same", reading_digest="reading") == expected


@pytest.mark.parametrize(
    "same",
    [
        replace(POST, body_html="<div><p>It rained.</p></div>"),
        replace(POST, images=(Image("http://4.bp.blogspot.com/-x/s1600/a.jpg"),)),
        replace(POST, n_comments=12),
        replace(POST, labels=("river", "weather")),
    ],
    ids=["markup", "picture size", "counter", "label order"],
)
def test_what_changes_by_itself_is_no_change(same: Post) -> None:
    assert post_digest(same) == post_digest(POST)


@pytest.mark.parametrize(
    "other",
    [
        replace(POST, title="Rain!"),
        replace(POST, body_text="It poured."),
        replace(POST, labels=("weather",)),
        replace(POST, links=()),
        replace(POST, images=()),
    ],
    ids=["title", "words", "label gone", "link gone", "picture gone"],
)
def test_what_a_reader_would_notice_is_a_change(other: Post) -> None:
    assert post_digest(other) != post_digest(POST)


def test_a_removed_comment_is_a_change() -> None:
    comment = Comment("9", "7", "1", author=Author("Nila"), body_text="So true.")
    assert comment_digest(comment) != comment_digest(replace(comment, is_deleted=True))
    assert comment_digest(comment) == comment_digest(replace(comment, body_html="<p>So true.</p>"))
