"""Input made to crash or stall a parser is refused in good time, and nothing is raised."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.decode import decode
from archive.errors import ParseError
from scraper.parse.feed import parse_feed
from scraper.parse.links import read_fragment
from scraper.parse.page import parse_page
from scraper.parse.sitemap import parse_sitemap

URL = "https://notes.example/2014/05/a.html"
BOMBS = {
    "div": "<div>" * 100_000,
    "mixed": "<div><section>" * 50_000,
    "format": "".join(f"<b {i}>" for i in range(3000)) + "x</b>" * 3000,
    "template": "<template>" * 100_000,
    "attributes": "<p " + " ".join(f"a{i}" for i in range(100_000)) + ">",
    "option": "<select>" + "<option>x" * 50_000,
    "p": "<p>" * 50_000,
    "comment": "<!--" * 50_000,
    "quotes": "<a href='" * 30_000,
    "script": "<script>" * 30_000,
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_answered_within_two_seconds(bomb):
    start = time.perf_counter()

    reading = parse_page(bomb.encode(), URL)
    read_fragment(bomb, URL)

    assert time.perf_counter() - start < 2
    assert reading.post is None
    assert reading.problem


@given(st.binary(max_size=300), st.sampled_from([None, "x; charset=rot13", "charset=utf-7"]))
def test_no_bytes_break_the_page_reader(body, content_type):
    assert parse_page(body, URL, content_type=content_type).type == "post"


@settings(deadline=None)  # the first date of a run reads CLDR's names, which takes a second
@given(st.lists(st.sampled_from(
    ["<div class='widget Blog'>", "<div class='post-body'>", "</div>", "<h3 class='post-title'>",
     "<li class='comment' id='c1234567'>", "<dt id='c1234568'>", "<dd class='comment-body'>", "x",
     "<a href='http://[x'>", "<a rel='tag' href='/search/label/%'>", "<time datetime='2014-99-99'>",
     "<script type='application/ld+json'>{\"@type\":\"BlogPosting\",\"author\":[[]]}</script>",
     "<h2 class='date-header'>", "৩১ ফেব্রুয়ারী, ২০১৪", "<template>", "<img src=x>", "<svg><p>"]
), max_size=40))  # fmt: skip
def test_no_heap_of_markup_breaks_the_page_reader(pieces):
    parse_page("".join(pieces).encode(), URL)


@pytest.mark.parametrize("reader", [parse_feed, parse_sitemap])
@given(body=st.binary(max_size=200))
def test_what_is_no_feed_is_named(reader, body):
    with pytest.raises(ParseError, match=r"notes\.example"):
        reader(b"<" + body, URL)


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("ঢাকা".encode(), None, "ঢাকা"),
        ("Привет".encode("cp1251"), "text/html; charset=windows-1251", "Привет"),
        ("<meta charset='koi8-r'>Привет".encode("koi8-r"), None, "<meta charset='koi8-r'>Привет"),
        (b"Caf\xe9 \x93x\x94", None, "Café “x”"),
        (b"abc", "text/html; charset=rot13", "abc"),
        (b"\xef\xbb\xbfabc", "text/html; charset=windows-1252", "abc"),
        ("ঢা".encode()[:-1], None, "ঢ\ufffd"),
    ],
)
def test_bytes_become_text_by_what_they_declare(body, content_type, text):
    assert decode(body, content_type) == text


def test_a_sitemap_and_its_index_are_told_apart():
    pages = b"""<?xml version='1.0'?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <url><loc>https://notes.example/2014/05/a.html</loc><lastmod>2014-05-06T08:00:00Z</lastmod></url>
    <url><loc>https://notes.example/2014/05/b.html</loc></url></urlset>"""
    index = (
        b"<sitemapindex><sitemap><loc>https://notes.example/sitemap.xml?page=1</loc></sitemap>"
        b"</sitemapindex>"
    )

    assert parse_sitemap(pages, URL).urls == (
        ("https://notes.example/2014/05/a.html", "2014-05-06T08:00:00Z"),
        ("https://notes.example/2014/05/b.html", None),
    )
    assert parse_sitemap(index, URL).sitemaps == ("https://notes.example/sitemap.xml?page=1",)


def test_the_words_of_a_body_keep_its_lines():
    html = (
        "<p>One&nbsp;two\n  three</p>four<br>five<pre>a\n  b</pre><script>x()</script><!-- no -->"
    )

    assert read_fragment(html, URL).text == "One two three\nfour\nfive\na\nb"
