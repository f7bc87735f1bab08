"""What changes by itself begins no version, and every real edit does: pairs of pages.

`tests/cases/churn/<claim>/` holds a page `before.html`, the same `after.html`, and `expect.json`
with `url`, `why` and `changed` (fields; none for churn), and where wanted `changed_comments` (ids)
or `is_exchanged` (a picture under a former one's name).
"""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from archive.churn import are_exchanged, are_same_but_damage
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


def differing(one: Post, two: Post) -> tuple[str, ...]:
    if are_same_but_damage(one.body_text, two.body_text):
        two = replace(two, body_text=one.body_text)
    fields = changed_fields(version_of(one), version_of(two))
    assert (post_digest(one) != post_digest(two)) is bool(fields)
    return fields


def test_real_feeds_in_two_captures_or_forms_tell_of_no_edit(corpus: Path) -> None:
    """The same blogs' posts as Atom, as RSS, and as another Atom capture."""
    feeds: dict[str, dict[str, Post]] = {}
    for path in sorted((corpus / "feeds/posts").iterdir()):
        posts = parse_feed(path.read_bytes(), "https://a.example/f").posts
        feeds[path.name] = {post.post_id: post for post in posts}
    told = [
        (one, two, differing(feeds[one][post_id], feeds[two][post_id]))
        for one, two in combinations(feeds, 2)
        for post_id in feeds[one].keys() & feeds[two].keys()
    ]
    assert len(told) > 100
    assert [found for found in told if found[2]] == []


def test_real_pages_captured_twice_tell_of_no_edit(corpus: Path) -> None:
    """One blog, saved by two tools: as single pages, and as a whole folder."""
    home = "http://www.lafuiteautourdumonde.com"
    n_told = 0
    for row in map(json.loads, (corpus / "truth.jsonl").read_text("utf-8").splitlines()):
        path = (row["url"] or "").removeprefix(f"{home}/")
        other = corpus / "blogs/lafuite" / path
        if row["kind"] != "post" or not path.endswith(".html") or not other.is_file():
            continue
        pages = (corpus / row["file"], other)
        one, two = (parse_page(page.read_bytes(), row["url"]).post for page in pages)
        assert one is not None
        assert two is not None
        assert differing(one, two) == ()
        n_told += 1
    assert n_told > 20


def test_a_damaged_character_is_told_from_an_edited_word() -> None:
    sound = "Όλες οι παραγγελίες πάνω από 60"
    damaged = sound.replace("γγελ", "γγ\ufffd\ufffdλ")
    elsewhere = sound.replace("πάνω", "π\ufffd\ufffdνω")
    assert are_same_but_damage(sound, damaged)
    assert are_same_but_damage(damaged, elsewhere)
    assert not are_same_but_damage(sound, sound)
    assert not are_same_but_damage(sound.replace("60", "70"), damaged)
