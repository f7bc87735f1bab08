"""The reckoning alone: rows in, gaps out; one missing thing is one gap."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.coverage import Gap, reckon
from archive.coverage.steps import step_for
from archive.model import Declared, Declarer
from archive.store.evidence import AskedFor, Evidence, KeptEntry, LinkedPost, OpenFinding
from scraper.declarations import period_of

HOME = "http://a.example"
NOTHING = Evidence("1", f"{HOME}/", "a.example", "A", (), (), (), (), {}, (), (), ())


def post(path: str, day: str | None = None, **more: object) -> KeptEntry:
    plain = KeptEntry(
        post_id=path,
        kind="page" if path.startswith("/p/") else "post",
        url=HOME + path,
        published_on=day,
        n_declared=None,
        n_kept=0,
        version=1,
        n_versions=1,
        has_page=True,
        is_gone=False,
    )
    return replace(plain, **more)  # type: ignore[arg-type] # the tests name its fields


def says(source: Declarer, **counts: int) -> tuple[Declared, ...]:
    return tuple(
        Declared(source, name.strip("_").replace("_", "-"), n) for name, n in counts.items()
    )


def asked(path: str, state: str, reason: str, kind: str = "post") -> AskedFor:
    return AskedFor(kind, f"a.example{path}", HOME + path, state, reason)


def gaps(evidence: Evidence) -> list[tuple[str, str, int]]:
    return [(gap.kind, gap.subject, gap.n) for gap in reckon(evidence).gaps]


JANUARY = (post("/2020/01/a.html", "2020-01-01"), post("/2020/01/b.html", "2020-01-02"))


def test_a_post_whose_address_keeps_an_earlier_month_explains_the_later_one() -> None:
    evidence = replace(
        NOTHING,
        entries=JANUARY,
        declared=says("archive-widget", _2020_01=2, _2020_03=1) + says("feed", _=3),
        asked=(asked("/2020/01/c.html", "failed", "answered 503"),),
    )
    coverage = reckon(evidence)
    (gap,) = coverage.gaps
    assert (gap.kind, gap.subject) == ("post", f"{HOME}/2020/01/c.html")
    assert len(gap.evidence) == 2
    assert "2020-03" in gap.evidence[0]
    assert coverage.n_posts_declared == 3


def test_an_address_does_not_explain_an_earlier_month() -> None:
    evidence = replace(
        NOTHING,
        entries=JANUARY,
        declared=says("archive-widget", _2020_01=3),
        asked=(asked("/2020/05/c.html", "failed", "answered 503"),),
    )
    assert gaps(evidence) == [
        ("post", f"{HOME}/2020/05/c.html", 1),
        ("posts-of-month", "2020-01", 1),
    ]


def test_a_post_that_answers_404_explains_nothing() -> None:
    """What the source has no more is not what it still counts."""
    evidence = replace(
        NOTHING,
        entries=JANUARY,
        declared=says("archive-widget", _2020_01=3),
        asked=(asked("/2020/01/c.html", "failed", "answered 404"),),
        links=(LinkedPost(f"{HOME}/2020/01/c.html", f"{HOME}/2020/01/a.html"),),
    )
    assert gaps(evidence) == [
        ("linked-post", f"{HOME}/2020/01/c.html", 1),
        ("posts-of-month", "2020-01", 1),
    ]


def test_a_year_counts_beyond_the_months_that_are_listed() -> None:
    declared = says("archive-widget", _2020=6, _2020_01=3)
    assert gaps(replace(NOTHING, entries=JANUARY, declared=declared)) == [
        ("posts-of-month", "2020-01", 1),
        ("posts-of-month", "2020", 3),
    ]


def test_posts_that_are_gone_are_kept_and_no_longer_counted() -> None:
    """The widget counts one; two are kept, of which one is gone: so nothing is missing."""
    kept = (JANUARY[0], replace(JANUARY[1], is_gone=True))
    declared = says("archive-widget", _2020_01=1) + says("feed", _=1)
    asks = (asked("/2020/01/b.html", "failed", "answered 404"),)
    coverage = reckon(replace(NOTHING, entries=kept, declared=declared, asked=asks))
    assert coverage.gaps == ()
    assert (coverage.n_posts, coverage.n_posts_declared) == (2, 2)


def test_a_label_that_lacks_no_more_posts_than_are_missing_is_no_gap_of_its_own() -> None:
    missing = asked("/2020/01/c.html", "skipped", "robots.txt asks not to")
    evidence = replace(
        NOTHING, entries=JANUARY, declared=says("label-widget", Birds=3), labels={"Birds": 2}
    )
    assert gaps(evidence) == [("label", "Birds", 1)]
    assert [gap.kind for gap in reckon(replace(evidence, asked=(missing,))).gaps] == ["post"]


def test_a_label_page_that_was_not_read_matters_only_where_its_count_is_not_met() -> None:
    page = asked("/search/label/Birds", "skipped", "robots.txt asks not to", "label")
    evidence = replace(NOTHING, entries=JANUARY, asked=(page,), labels={"Birds": 2})
    assert gaps(evidence) == [("label", "Birds", 1)]
    assert gaps(replace(evidence, declared=says("label-widget", Birds=2))) == []


def test_the_pages_feed_and_the_comments_feed_are_held_to_their_word() -> None:
    evidence = replace(
        NOTHING,
        entries=(post("/p/a.html"), replace(JANUARY[0], n_declared=4, n_kept=3)),
        declared=says("pages-feed", _=2) + says("comments-feed", _=6),
    )
    assert gaps(evidence) == [
        ("pages-of-feed", "pages feed", 1),
        ("comments", JANUARY[0].url, 1),
        ("comments-of-feed", "comments feed", 2),
    ]


def test_more_comments_kept_than_declared_is_no_gap() -> None:
    """Removed ones stay here, and the service no longer counts them."""
    kept = replace(JANUARY[0], n_declared=2, n_kept=5)
    assert gaps(replace(NOTHING, entries=(kept,))) == []


def test_a_lost_version_an_unread_listing_and_any_other_finding_are_gaps() -> None:
    evidence = replace(
        NOTHING,
        entries=(replace(JANUARY[0], version=3, n_versions=1),),
        asked=(
            asked("/sitemap.xml", "failed", "answered 500", "sitemap"),
            asked("/feeds/pages/default", "failed", "answered 404", "feed-pages"),
            asked("/feeds/posts/default?x", "skipped", "answered 400", "feed-posts"),
        ),
        findings=(
            OpenFinding("suspect", "1", "the layout may have changed", None),
            OpenFinding("disagreement", "2", "feed and page differ", None),
            OpenFinding("gone", "3", "is gone at the source", None),
        ),
    )
    assert gaps(evidence) == [
        ("version", JANUARY[0].url, 2),
        ("listing", f"{HOME}/sitemap.xml", 1),
        ("finding", "1", 1),
    ]


def test_what_an_interrupted_run_has_not_fetched_is_named() -> None:
    evidence = replace(
        NOTHING,
        entries=(replace(JANUARY[0], has_page=False),),
        asked=(
            asked("/2020/01/a.html", "pending", "in the feed"),
            asked("/2020/01/z.html", "pending", "in the sitemap"),
        ),
    )
    found = reckon(evidence).gaps
    assert [gap.kind for gap in found] == ["post", "own-page"]
    assert {gap.reason for gap in found} == {"not fetched yet"}
    assert all("goes on where it stopped" in gap.next_step for gap in found)


def test_a_post_that_moved_is_kept_where_it_led_to() -> None:
    evidence = replace(
        NOTHING,
        entries=JANUARY,
        asked=(asked("/2019/12/old.html", "done", "linked"),),
        links=(LinkedPost(f"{HOME}/2019/12/old.html?m=1", JANUARY[0].url),),
        declared=(Declared("sitemap", "a.example/2019/12/old.html", 1),),
    )
    assert gaps(evidence) == []


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("answered 410", "gone at the source"),
        ("robots.txt asks not to", "ask the blog's owner"),
        ("answered 503", "may pass"),
        ("ReadTimeout: timed out", "may pass"),
        ("could not be read: no post in it", "reparse"),
        ("larger than 209,715,200 bytes", "max_media_bytes"),
        ("its address: port 8080 is not asked, only 80, 443", "asks no such address"),
        ("its address: only http and https addresses are fetched", "asks no such address"),
        ("its address: addresses with a user name are not fetched", "asks no such address"),
        ("cdn.example: its address 10.0.0.1 is not public; set", "asks no such address"),
    ],
)
def test_what_would_close_a_gap_follows_from_its_reason(reason: str, words: str) -> None:
    assert words in step_for("post", reason)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (f"{HOME}/2019/", "2019"),
        (f"{HOME}/2019/05/", "2019-05"),
        (f"{HOME}/2019_05_01_archive.html", "2019-05"),
        (f"{HOME}/2019_05_12_archive.html", "2019-05-12"),
        (f"{HOME}/search/label/2019", ""),
    ],
)
def test_an_archive_address_names_its_period(url: str, name: str) -> None:
    assert period_of(url) == name


def test_a_gap_carries_what_a_reader_needs() -> None:
    evidence = replace(NOTHING, entries=JANUARY, declared=says("feed", _=4))
    (gap,) = reckon(evidence).gaps
    assert gap == Gap(
        "posts-of-feed",
        "posts feed",
        "the posts feed claims 4 posts, 2 kept, and no other source names the rest",
        step_for("posts-of-feed", ""),
        ("the posts feed claims 4 posts, 2 kept",),
        2,
    )
