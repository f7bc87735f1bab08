"""Elements are looked up by name, and what is found is what a walk through the tree finds."""

import pytest

from scraper.parse.asked import OF_THEMES, OLDER
from scraper.parse.asked import PLACES as OF_COMMENTS
from scraper.parse.decode import tree_of
from scraper.parse.elements import elements_of
from scraper.parse.services import ROOTS, SCRIPTS, SERVICES
from scraper.parse.themes import CHROME

SELECTORS = (
    *dict.fromkeys(place for places in OF_THEMES for place in places),
    *OF_COMMENTS,
    *OLDER,
    *filter(None, (row.elements for row in SERVICES)),
    CHROME,
    ".post .post-body",
    ".post-outer",
    "#comments, section.comments",
    ".date-header .not-in-any-table",
    ".c-not-in-any-table",
)

POST = """<div class='post hentry'><h3 class='post-title entry-title'>A</h3>
<div class='post-body entry-content' id='post-body-123456' itemprop='description articleBody'>
<p class='date-header'>In it</p></div><div class='post-footer'><span class='post-author vcard'>
<span class='fn' itemprop='author'>Ann</span></span><span class='post-labels'>
<a rel='tag' href='/search/label/x'>x</a></span>
<abbr class='published' title='2014-01-01'>1</abbr><a class='comment-link'>2</a></div></div>"""
PAGES = {
    "one post": POST,
    "fifteen, more than are looked at": POST * 15,
    "one in another": f"<div class='post-outer'><div class='post'>{POST}</div></div>",
    "labels in labels": "<p class='post-labels'><span class='labels'><b class='labels'>"
    "<a rel=TAG href='x'>x</a></b></span></p>" * 2,
    "capitals": "<DIV CLASS='Post BlogDateHeader art-Post' ID='Comments'><TIME DATETIME='2014'>",
    "capitals and none": f"{POST}<div class='Post-Body POST-TITLE'></div>"
    "<div class='BlogDateHeader'></div><div class='blogdateheader'></div>",
    "names of several kinds": "<div class='a post-body\n post-content' id=' postBody '></div>",
    "comments": "<section class='comments' id='comments'><li class='comment' id='c1234567'>"
    "<cite class='user'><a href='u'>B</a></cite><p class='comment-content'>C</p></li></section>",
    "nothing": "<p>Words.",
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("doctype", ["<!DOCTYPE html>", ""])
def test_what_is_looked_up_is_what_a_walk_finds(name, doctype):
    markup = f"{doctype}<body><div id='main'>{PAGES[name]}</div></body>".encode()
    tree = tree_of(markup)
    elements = elements_of(tree, markup)

    for area in (tree, tree.body, *tree.css(".post, .post-footer, #comments, .labels")):
        for selector in SELECTORS:
            walked = [node.mem_id for node in area.css(selector)]
            looked_up = [node.mem_id for node in elements.css(area, selector)]
            assert looked_up == list(dict.fromkeys(walked)), selector


def test_every_sign_of_a_comment_service_has_the_root_that_is_looked_for_first():
    assert [sign for sign in SCRIPTS if not any(root in sign for root in ROOTS)] == []
