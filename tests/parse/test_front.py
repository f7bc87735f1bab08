"""A post's page is read from its Blog widget, and nothing that is read tells of it."""

import pytest

from scraper.parse.aside import scripts_in
from scraper.parse.front import front_of
from scraper.parse.page import parse_page

URL = "https://notes.blogspot.com/2014/05/a.html"
DATA = """<script>_WidgetManager._SetDataContext([{'name': 'blog', 'data': {'blogId': '12345678',
'title': 'Notes', 'pageType': 'item', 'postId': '9876543210',
'url': 'https://notes.blogspot.com/2014/05/a.html'}}]);</script>"""
ABOUT = "<a href='https://notes.blogspot.com/p/about.html'>About</a>"
SIDEBAR = "<ul>" + "<li><a href='https://elsewhere.example/'>A friend</a></li>" * 60 + "</ul>"
LEAKING = ("<b>Notes", "<!-- nothing", "<textarea>")


def page(before="", body="<p>It rose.</p>", behind=""):
    return f"""<!DOCTYPE html>
<html lang='en'><head><style>{".post { color: red } " * 200}</style>
<link rel='canonical' href='{URL}'><title>Notes: A river</title></head><body>
<div class='section' id='header'><div class='widget Header' id='Header1'>
<div class='description'>Of rivers</div></div></div>{before}
<div class='section' id='main'><div class='widget Blog' data-version='1' id='Blog1'>
<div class='post hentry'><h3 class='post-title'>A river</h3>
<abbr class='published' title='2014-05-06T07:08:00+02:00'>7:08</abbr>
<div class='post-body entry-content' id='post-body-9876543210'>{body}</div>
<div class='comments' id='comments'><h4>1 comment:</h4><dl>
<dt id='c1111111111'><a href='https://www.blogger.com/profile/1'>Ann</a> said...</dt>
<dd class='comment-body'>So it did.</dd></dl></div></div></div></div>
<div class='section' id='sidebar'><div class='widget HTML'>{SIDEBAR}{behind}</div></div>
{DATA}</body></html>""".encode()


def told(reading):
    post = reading.post
    return (
        reading.type, reading.blog.description, post.title, post.body_html, post.published,
        post.n_comments, [comment.body_text for comment in reading.comments],
        reading.static_pages, reading.older_url, post.comment_service,
    )  # fmt: skip


def front(markup):
    return front_of(markup, scripts_in(markup))


def whole(markup):
    """The same page in a spelling of the widget that is not cut out."""
    return markup.replace(b"<div class='widget Blog'", b"<div  class='widget Blog'")


@pytest.mark.parametrize(
    ("before", "body", "behind"),
    [
        ("", "<p>It rose.</p>", ""),
        (ABOUT, "<p>It rose.</p>", ""),
        ("", "<p>It rose.</p>", ABOUT),
        ("", "<p>It rose.</p>", f"<!-- {ABOUT} -->"),
        ("", "<p>It rose.</p>", f'<script>var about = "{ABOUT}";</script>'),
        ("", "<p>It rose.</p>", "<script src='https://notes.disqus.com/count.js'></script>"),
        ("", "<p>It rose.</p>", "<!-- <script src='https://x.disqus.com/count.js'></script> -->"),
        ("", "<p>It <b>rose.</p>", ""),
        ("", "<p>It rose.</p><div>And fell.", ""),
        ("", "<p>It rose.</p><table><tr><td>And fell.", ""),
        ("", "<p>It rose.</p><!-- and fell", ""),
        ("<b>Notes", "<p>It rose.</p>", ""),
        ("<!-- nothing", "<p>It rose.</p> -->", ""),
        ("<textarea>", "<p>It rose.</p></textarea>", ""),
    ],
)
def test_a_page_reads_the_same_with_and_without_what_stands_around_its_widget(before, body, behind):
    markup = page(before, body, behind)
    reading, wanted = parse_page(markup, URL), parse_page(whole(markup), URL)

    assert (front(markup) is None) == (before in LEAKING)
    assert front(whole(markup)) is None
    assert (reading.post is None) == (wanted.post is None)
    if wanted.post:
        assert told(reading) == told(wanted)


def test_of_a_page_less_than_half_is_parsed():
    markup = page(ABOUT)
    read = front(markup).markup

    assert len(read) < len(markup) / 2
    assert b"A friend" not in read


def test_a_link_to_a_static_page_is_found_behind_the_widget_but_not_in_a_comment():
    assert parse_page(page(behind=ABOUT), URL).static_pages == (
        "https://notes.blogspot.com/p/about.html",
    )
    assert parse_page(page(behind=f"<!-- {ABOUT} -->"), URL).static_pages == ()


def test_comments_behind_the_widget_are_read():
    block = (
        "<div id='comments'><div id='c2222222222'><p class='comment-body'>Later.</p></div></div>"
    )
    markup = page(behind=block).replace(b"<div class='comments' id='comments'>", b"<div>")

    assert "Later." in [one.body_text for one in parse_page(markup, URL).comments]


@pytest.mark.parametrize("stated", ["text/html; charset=UTF-8", "text/html"])
def test_a_letter_that_is_none_changes_nothing_but_its_own_word(stated):
    around = page(behind="<p>caf%s</p>").replace(b"%s", b"\xe9")
    within = page(body="<p>It rose \u2013 caf%s.</p>").replace(b"%s", b"\xe9")

    read = told(parse_page(around, URL, content_type=stated))
    broken = parse_page(within, URL, content_type="text/html; charset=UTF-8")

    assert read == told(parse_page(page(), URL))
    assert broken.post.body_text == "It rose \u2013 caf\ufffd."
