"""What changes by itself begins no version, and every real edit does: pairs of pages, and real ones.

`tests/cases/churn/<claim>/` holds a page `before.html`, the same `after.html`, and `expect.json`
with `url`, `why` and `changed` (fields; none for churn), and where wanted `changed_comments` (ids)
or `is_exchanged` (a picture under a former one's name).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from archive.churn import are_exchanged
from archive.differences import Version, changed_fields
from archive.model import Post
from archive.versions import comment_digest, post_digest
from scraper.parse.feed import parse_feed
from scraper.parse.page import parse_page
from scraper.parse.readings import PageReading

CASES = Path(__file__).parent / "cases" / "churn"


def readings(folder: Path) -> tuple[dict[str, Any], PageReading, PageReading]:
    expect = json.loads((folder / "expect.json").read_text("utf-8"))
    pages = ((folder / name).read_bytes() for name in ("before.html", "after.html"))
    before, after = (parse_page(page, expect["url"]) for page in pages)
    return expect, before, after


def version_of(post: Post) -> Version:
    return Version(
        *(1, None, None, post.title, post.body_html, post.body_text),
        labels=post.labels,
        links=tuple(link.url for link in post.links),
        pictures=tuple(image.shown_url for image in post.images),
        url=post.url,
    )


@pytest.mark.parametrize("claim", sorted(path.name for path in CASES.iterdir()))
def test_a_pair_of_pages_is_the_same_or_not_as_its_case_says(claim: str) -> None:
    expect, before, after = readings(CASES / claim)
    one, two = before.post, after.post
    assert one is not None
    assert two is not None
    assert one.body_text, "nothing was read"

    assert list(changed_fields(version_of(one), version_of(two))) == expect["changed"]
    assert (post_digest(one) != post_digest(two)) is bool(expect["changed"])
    assert are_exchanged(one.images, two.images) is expect.get("is_exchanged", False)
    former = {comment.comment_id: comment_digest(comment) for comment in before.comments}
    assert former
    edited = [
        comment.comment_id
        for comment in after.comments
        if comment.comment_id in former and former[comment.comment_id] != comment_digest(comment)
    ]
    assert edited == expect.get("changed_comments", [])


def test_a_real_feed_and_the_same_one_in_another_form_tell_the_same(corpus: Path) -> None:
    """Atom and RSS of real blogs: links, labels, pictures and words of every post they share."""
    compared, differing = 0, []
    for atom in sorted((corpus / "feeds/posts").glob("*__default.xml")):
        rss = atom.with_name(atom.name.replace("__default", "__default-alt-rss"))
        if not rss.exists():
            continue
        posts = {post.post_id: post for post in parse_feed(rss.read_bytes(), "https://a.example/f").posts}
        for post in parse_feed(atom.read_bytes(), "https://a.example/f").posts:
            if post.post_id in posts:
                compared += 1
                fields = changed_fields(version_of(post), version_of(posts[post.post_id]))
                differing += [(atom.name, post.post_id, fields)] if fields else []
    assert compared > 0
    assert differing == []
