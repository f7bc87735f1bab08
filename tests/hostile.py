"""Markup made to exhaust a parser, as the tests and the bench of it need it."""

from __future__ import annotations

import json
from collections.abc import Callable

BOMBS: dict[str, str] = {
    "nested div": "<div>" * 100_000,
    "formatting": "".join(f"<b {n}>" for n in range(1500))
    + "".join(f"<i {n}>" for n in range(1500))
    + "x</b>" * 3000,
    "templates": "<template>" * 100_000,
    "options": "<select>" + "<option>x" * 100_000,
    "attributes": "<p " + " ".join(f"a{n}" for n in range(200_000)) + ">",
    "attributes with >": "<p " + " ".join(f'a{n}=">"' for n in range(150_000)) + ">",
    "tables": "<table><tr><td>" * 30_000,
    "links": "<a href=x><div>" * 50_000,
    "less-than": "<" * (15 * 2**20),
    "starts": "<a" * (7 * 2**20),
    "comments": "<!--" * 500_000,
    "comments in xmp": "<xmp>" + "<!--" * 500_000,
    "comments in a title": "<a title='" + "<!--" * 400_000 + "'>x",
    "cdata": "<svg>" + "<![CDATA[" * 150_000,
    "scripts": "<script>" * 100_000,
    "scripts without >": "<script " * 100_000,
    "quotes": "<a href='" * 30_000,
    "ends out of scope": "<div><object></div></object>" * 30_000,
    "div in an SVG title": "<svg><title>" + "<div>" * 50_000,
    "NUL": "\0<div\0>" * 100_000,
    "surrogates": "&#xD800;&#xDFFF;<p>" * 20_000,
}
"""By what they are made of; each is at most 16 MiB."""

PAGE = """<!DOCTYPE html><html><head><meta content='blogger' name='generator'/>
<link href='http://tiny.example/2020/01/day-{day}.html' rel='canonical'/>
<link rel="service.post" href="https://www.blogger.com/feeds/111/posts/default" /></head><body>
<div class='widget Blog' data-version='1' id='Blog1'>
<div class='post hentry'><a name='70000{day}'></a>
<h3 class='post-title entry-title'>Day {day}</h3>
<div class='post-body entry-content' id='post-body-70000{day}'><p>The words of day {day}.</p>
{bomb}</div></div></div></body></html>"""


def page(bomb: str, day: int = 2) -> bytes:
    """A post's page of the tests' tiny blog, with a bomb in its body."""
    return PAGE.format(day=day, bomb=bomb).encode()


# -- feeds and sitemaps --------------------------------------------------------------------------

MEBI = 2**20
FEED_URL = "http://tiny.example/feeds/posts/default"


def json_feed(body: str = "x", href: str = "", published: str = "", n: int = 1) -> bytes:
    """A JSON feed of the tests' tiny blog whose entries are all alike."""
    entry = {
        "id": {"$t": "tag:blogger.com,1999:blog-111.post-7"},
        "content": {"$t": body},
        "link": [{"rel": "alternate", "type": "text/html", "href": href}],
        "published": {"$t": published},
    }
    entries = ",".join([json.dumps(entry)] * n)
    head = '{"feed":{"id":{"$t":"tag:blogger.com,1999:blog-111"},"entry":['
    return f"{head}{entries}]}}}}".encode()


def atom_feed(inside: bytes) -> bytes:
    """An Atom feed around some bytes."""
    head = b"<feed xmlns='http://www.w3.org/2005/Atom'><id>tag:blogger.com,1999:blog-111</id>"
    return head + inside + b"</feed>"


def rss(inside: bytes) -> bytes:
    """An RSS feed with one item."""
    return b"<rss><channel><item>" + inside + b"</item></channel></rss>"


def folders(start: int) -> str:
    """A path that goes deep and never repeats itself."""
    return "/".join(str(start + n) for n in range(700))


def laughs() -> bytes:
    """A billion laughs."""
    entities = b"".join(b'<!ENTITY b%d "%s">' % (n, b"&b%d;" % (n - 1) * 10) for n in range(1, 10))
    return b'<!DOCTYPE f [<!ENTITY b0 "ha">' + entities + b"]><feed>&b9;</feed>"


FEED_BOMBS: dict[str, Callable[[], bytes]] = {
    "arrays": lambda: b'{"feed":{"x":' + b"[" * (8 * MEBI),
    "closed arrays": lambda: b'{"feed":{"x":' + b"[" * MEBI + b"]" * MEBI + b"}}",
    "objects": lambda: b'{"feed":{"x":' + b'{"a":' * MEBI,
    "a long number": lambda: b'{"feed":{"x":' + b"9" * (7 * MEBI) + b"}}",
    "a long exponent": lambda: b'{"feed":{"x":1e' + b"9" * (7 * MEBI) + b"}}",
    "spaces": lambda: b" " * (7 * MEBI),
    "spaces after a call": lambda: b"x()" + b" " * (7 * MEBI) + b"x",
    "brackets in a call": lambda: b"x(" + b")" * (7 * MEBI) + b"x",
    "empty entries": lambda: b'{"feed":{"entry":[' + b"{}," * (5 * MEBI) + b"{}]}}",
    "numbers for entries": lambda: b'{"feed":{"entry":[' + b"1," * (3 * MEBI) + b"1]}}",
    "entries": lambda: b'{"feed":{"entry":[' + b"{}," * 90_000 + b"{}]}}",
    "empty links": lambda: b'{"feed":{"entry":[{"link":[' + b"{}," * (5 * MEBI) + b"{}]}]}}",
    "keys": lambda: b'{"feed":{' + b'"a":1,' * (2 * MEBI) + b'"b":1}}',
    "a long text": lambda: json_feed("x" * (15 * MEBI)),
    "a long footer": lambda: json_feed("<div class='blogger-post-footer'>" + "x" * (7 * MEBI)),
    "footers": lambda: json_feed("<div class='blogger-post-footer'>" * 200_000),
    "ends of a footer": lambda: json_feed("<div class='blogger-post-footer'>" + "</div> " * MEBI),
    "a long address": lambda: json_feed(href="http://t.example/" + "a/../" * MEBI),
    "folders": lambda: json_feed(
        "".join(f"<a href='http://tiny.example/{folders(n)}'>x</a>" for n in range(1_500))
    ),
    "a long date": lambda: json_feed(published="2020-01-01T" + "1" * (7 * MEBI)),
    "nested bodies": lambda: json_feed("<div>" * 7_900, n=200),
    "attributes of bodies": lambda: json_feed(
        "<p " + " ".join(f"a{n}" for n in range(2_900)) + ">", n=400
    ),
    "comments in bodies": lambda: json_feed("<xmp>" + "<!--" * 9_000, n=200),
    "laughs": laughs,
    "one long entity": lambda: (
        b'<!DOCTYPE f [<!ENTITY a "%s">]><feed>%s</feed>' % (b"a" * 100_000, b"&a;" * 100_000)
    ),
    "an outside entity": lambda: (
        b'<!DOCTYPE f [<!ENTITY a SYSTEM "file:///etc/passwd">]><feed>&a;</feed>'
    ),
    "elements": lambda: b"<feed>" + b"<a>" * (2 * MEBI),
    "elements that seem closed": lambda: b"<feed>" + b"<a b='/>'>" * 90_000,
    "ends in CDATA": lambda: atom_feed(b"<a><![CDATA[</a>]]>" * 40_000 + b"</a>" * 20_000),
    "ends in comments": lambda: atom_feed(b"<a><!--</a>-->" * 30_000 + b"</a>" * 10_000),
    "elements in UTF-16": lambda: ("<feed>" + "<a>" * MEBI).encode("utf-16"),
    "empty elements": lambda: atom_feed(b"<entry/>" * MEBI),
    "entries of a feed": lambda: atom_feed(b"<entry/>" * 95_000),
    "links of an entry": lambda: atom_feed(b"<entry>" + b"<link/>" * (2 * MEBI) + b"</entry>"),
    "attributes": lambda: atom_feed(
        b"<a " + b" ".join(b"a%d=''" % n for n in range(600_000)) + b"/>"
    ),
    "names of spaces": lambda: atom_feed(
        b"<a " + b" ".join(b"xmlns:a%d='a'" % n for n in range(400_000)) + b"/>"
    ),
    "prefixes": lambda: atom_feed(b"".join(b"<a%d:x/>" % n for n in range(90_000))),
    "lines": lambda: atom_feed(b"\n" * (7 * MEBI)),
    "references": lambda: atom_feed(b"<title>" + b"&lt;" * (2 * MEBI) + b"</title>"),
    "less-than": lambda: b"<" * (15 * MEBI),
    "starts": lambda: b"<a" * (7 * MEBI),
    "comments": lambda: atom_feed(b"<!--" * (2 * MEBI)),
    "words of a date": lambda: rss(b"<pubDate>" + b"1 " * (3 * MEBI) + b"</pubDate>"),
    "colons of a date": lambda: rss(b"<pubDate>Mon, 1 Jan " + b"1:" * (3 * MEBI) + b"</pubDate>"),
    "brackets of a date": lambda: rss(b"<pubDate>" + b"(" * (7 * MEBI) + b"</pubDate>"),
    "brackets of a name": lambda: rss(b"<author>(" + b")" * (7 * MEBI) + b"x</author>"),
}
"""By what they are made of; each is at most 16 MiB. Functions: together they are 200 MB."""

SITEMAP_BOMBS: dict[str, Callable[[], bytes]] = {
    "laughs": laughs,
    "the same address": lambda: (
        b"<urlset>" + b"<url><loc>http://tiny.example/a</loc></url>" * 400_000 + b"</urlset>"
    ),
    "addresses": lambda: (
        b"<urlset>"
        + b"".join(b"<url><loc>http://tiny.example/%d</loc></url>" % n for n in range(300_000))
        + b"</urlset>"
    ),
    "a long address": lambda: (
        b"<urlset><url><loc>http://tiny.example/" + b"a/../" * MEBI + b"</loc></url></urlset>"
    ),
    "elements that seem closed": lambda: b"<urlset>" + b"<a b='/>'>" * 90_000,
    "elements of an address": lambda: b"<urlset><url>" + b"<x/>" * (3 * MEBI) + b"</url></urlset>",
    "sitemaps": lambda: (
        b"<sitemapindex>" + b"<sitemap><loc>/a</loc></sitemap>" * 300_000 + b"</sitemapindex>"
    ),
    "lines": lambda: b"<urlset>" + b"\n" * (7 * MEBI) + b"</urlset>",
}
