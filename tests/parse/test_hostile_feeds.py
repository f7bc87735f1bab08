"""Feeds and sitemaps made to exhaust their parser, and what a body shows as it is."""

from contextlib import suppress

import pytest

from archive.errors import ParseError
from scraper.parse.feed import parse_feed
from scraper.parse.links import text_of
from scraper.parse.sitemap import parse_sitemap
from scraper.urls import is_trap
from tests.hostile import FEED_BOMBS, SITEMAP_BOMBS, folders

URL = "https://notes.example/feeds/posts/default"


@pytest.mark.parametrize(
    ("reader", "make"),
    [
        *(pytest.param(parse_feed, make, id=f"feed: {name}") for name, make in FEED_BOMBS.items()),
        *(
            pytest.param(parse_sitemap, make, id=f"sitemap: {name}")
            for name, make in SITEMAP_BOMBS.items()
        ),
    ],
)
def test_a_bomb_in_a_feed_or_sitemap_is_refused_suspected_or_read(reader, make):
    """None of them ends this process or holds it up: a second at most, most of it to count."""
    reading = None
    with suppress(ParseError):
        reading = reader(make(), URL)
    assert reading is None or reading.is_suspect == bool(reading.problem)


@pytest.mark.parametrize(
    "inside", ["<!--", "<script>", '<p "', "<p '", "<style><", "</xmp ", "<plaintext>"]
)
@pytest.mark.parametrize("raw", ["xmp", "plaintext"])
def test_the_words_of_what_is_shown_raw_are_found_in_one_walk(raw, inside):
    """From each `<!--` a pattern looked for an end anew: this took minutes."""
    whole = f"<p>Before</p><{raw}>{inside * 50_000}</{raw}>"
    assert text_of(whole) == f"Before\n{' '.join((inside * 50_000).split())}"


def test_a_path_of_a_thousand_folders_is_a_trap():
    assert is_trap(f"http://notes.example/{folders(1)}")
    assert not is_trap("http://notes.example/" + "/".join("abcdefghijklmnopqrstuvwxyz"))
