"""Markup made to exhaust a parser, as the tests and the bench of it need it."""

from __future__ import annotations

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
