"""What robots.txt forbids, and that no robots.txt costs more than its size."""

from __future__ import annotations

import tracemalloc

import pytest

from scraper.fetch.robots import MOST_BYTES, MOST_SITEMAPS, Robots

HOME = "https://example.blogspot.com"
BLOGGER = b"""User-agent: Mediapartners-Google
Disallow:

User-agent: *
Disallow: /search
Disallow: /share-widget
Allow: /
Crawl-delay: 3

Sitemap: https://example.blogspot.com/sitemap.xml
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/2020/12/rain.html", True),
        ("/feeds/posts/default?alt=json", True),
        ("/search/label/river", False),
        ("/search?updated-max=2020", False),
    ],
)
def test_bloggers_own_robots_txt(path: str, allowed: bool) -> None:
    robots = Robots.parse(BLOGGER, "blogarchive")
    assert robots.allows(HOME + path) is allowed
    assert robots.delay == 3
    assert robots.sitemaps == ("https://example.blogspot.com/sitemap.xml",)


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00nonsense", b"<html>404</html>"])
def test_an_empty_or_odd_robots_txt_forbids_nothing(body: bytes) -> None:
    assert Robots.parse(body, "blogarchive").allows(f"{HOME}/x")


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("User-agent: blogarchive\nUser-agent: other\nDisallow: /x", False),
        ("User-agent: other\nDisallow: /x\nUser-agent: *\nDisallow: /y", True),
        ("User-agent: *\nDisallow: /x\nUser-agent: BlogArchive\nDisallow: /y", True),
        ("User-agent: *\nDisallow: /y\nUser-agent: *\nDisallow: /x", False),
        ("User-agent: a\nUser-agent: b\n# and us\nUser-agent: *\nDisallow: /x", False),
        ("useragent blogarchive\nDisallow: /x", False),
        ("\ufeffUser-agent: *\nDisallow: /x", False),
        ("User-agent: other\nDisallow: /x\nUser-agent:\nDisallow: /x", True),
    ],
)
def test_the_rules_for_us_hold_and_those_for_others_do_not(text: str, allowed: bool) -> None:
    assert Robots.parse(text.encode(), "blogarchive").allows(f"{HOME}/x") is allowed


def test_what_comes_after_500_kib_is_not_read_and_no_rule_is_cut_in_two() -> None:
    head = "User-agent: *\nDisallow: /first\n"
    padding = "#" * (MOST_BYTES - len(head) - len("\nDisallow: /") - 3) + "\n"
    text = f"{head}{padding}Disallow: /split-here\nDisallow: /last\n"
    assert text.encode()[:MOST_BYTES].rstrip(b"split-").endswith(b"Disallow: /")
    robots = Robots.parse(text.encode(), "blogarchive")
    paths = ("/first", "/split-here", "/last", "/other")
    assert [robots.allows(HOME + path) for path in paths] == [False, True, True, True]
    one_line = Robots.parse(b"User-agent: *" + b" " * MOST_BYTES + b"\nDisallow: /", "blogarchive")
    assert one_line.allows(f"{HOME}/x")


@pytest.mark.parametrize("names", ["robot-{}", "*"])
def test_many_names_before_many_rules_cost_no_more_than_the_rules(names: str) -> None:
    """Each rule once for each name would be 2,250,000 rules, some 200 MB."""
    heads = "".join(f"User-agent: {names.format(n)}\n" for n in range(1500))
    rules = "".join(f"Disallow: /{n}*z\n" for n in range(1500))
    tracemalloc.start()
    try:
        robots = Robots.parse(f"{heads}{rules}".encode(), "blogarchive")
        assert robots.allows(f"{HOME}/1499/z") is (names != "*")
        assert tracemalloc.get_traced_memory()[1] < 20e6
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "rule", ["/" + "*a" * 2000 + "b", "/" + "a*" * 30 + "b$", "*" * 4000 + "b"]
)
def test_wildcards_are_matched_without_going_back(rule: str) -> None:
    """A pattern of 30 stars, tried by going back, would not end on 4,000 letters."""
    text = f"User-agent: *\nDisallow: {rule}\n" * 20
    robots = Robots.parse(text.encode(), "blogarchive")
    assert robots.allows(f"{HOME}/" + "a" * 4000)
    assert not robots.allows(f"{HOME}/" + "a" * 4000 + "b")


def test_only_so_many_sitemaps_are_taken() -> None:
    text = "".join(f"Sitemap: {HOME}/sitemap.xml?page={n}\n" for n in range(5000))
    assert len(Robots.parse(text.encode(), "blogarchive").sitemaps) == MOST_SITEMAPS
