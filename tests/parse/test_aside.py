"""Long scripts are set aside while a page is parsed, and nothing that is read tells of it."""

import pytest

from scraper.parse.aside import scripts_in, set_aside
from scraper.parse.decode import tree_of
from scraper.parse.elements import elements_of
from scraper.parse.links import text_of
from scraper.parse.page import parse_page
from scraper.parse.survey import survey

URL = "https://notes.example/2014/05/a.html"
LONG = "var words = 'a < b';\r\n" * 60
STYLE = "<style type='text/css'>" + ".post { color: red }\n" * 60 + "</style>"
SCRIPT = f"<script async src='x.js'>{LONG}</script>"


def page(body, head=""):
    return f"""<html><head><meta name='generator' content='blogger'>{head}<title>Notes</title>
    </head><body><div class='widget Blog'>
    <div class='post hentry'><h3 class='post-title'>A river</h3>
    <div class='post-body'>{body}</div></div></div></body></html>""".encode()


def parted(markup):
    """Whether the page's parts, taken apart by text, are those of its tree."""
    aside = set_aside(markup, scripts_in(markup))
    tree = tree_of(aside.markup)
    seen = survey(tree, elements_of(tree, aside.markup), aside)
    return len(aside.contents), aside.is_faithful(seen.numbered)


def test_a_script_in_a_body_is_kept_as_its_author_wrote_it():
    reading = parse_page(page(f"<p>Before.</p>{SCRIPT}<p>After.</p>", STYLE), URL)

    assert reading.post.body_html == (
        '<p>Before.</p><script async="" src="x.js">'
        + LONG.replace("\r\n", "\n")
        + "</script><p>After.</p>"
    )
    assert reading.post.body_text == "Before.\nAfter."
    assert parted(page(SCRIPT, STYLE)) == (2, True)


def test_a_link_around_a_script_has_no_words_of_it():
    post = parse_page(page(f"<a href='https://x.example/'>See {SCRIPT}here</a>"), URL).post

    assert [link.text for link in post.links] == ["See here"]


@pytest.mark.parametrize(
    "body",
    [
        f"<!-- {SCRIPT} --><p>Shown.</p>",
        f"<textarea>{SCRIPT}</textarea><p>Shown.</p>",
        f'<p title="{SCRIPT}">Shown.</p>',
        f"<script>{LONG}<!-- <script> </script> {LONG}--></script><p>Shown.</p>",
        f"<script>{LONG}</SCRIPT><p>Shown.</p><script>{LONG}</script>",
        f"<template>{SCRIPT}</template><p>Shown.</p>",
        f"<xmp>{SCRIPT}</xmp><p>Shown.</p>",
        f"<select>{STYLE}</select><p>Shown.</p>",
        f"<script>{LONG}<p>Shown?</p>",
        f"<script data-set-aside='0'>{LONG}</script><p>Shown.</p>",
        "<script>{\ufdd00}" + LONG + "</script><p>{\ufdd00} Shown.</p>",
    ],
)
def test_what_only_looks_like_a_script_is_read_as_by_a_parser(body):
    markup = page(body)
    (wanted,) = tree_of(markup).css(".post-body")
    html = wanted.inner_html.strip()

    post = parse_page(markup, URL).post

    assert post.body_html == html
    assert post.body_text == text_of(html)
