"""One page has one key, traps are told from pages, and a picture's sizes are one picture."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper import addresses, picture_urls, urls

POST = "http://notes.blogspot.com/2014/05/a.html"


@pytest.mark.parametrize(
    "spelling",
    [
        "https://notes.blogspot.com/2014/05/a.html",
        "HTTP://Notes.Blogspot.com:80/2014/05/a.html",
        "https://notes.blogspot.com:443/2014/05/a.html#comment-form",
        "http://www.notes.blogspot.com/2014/05/a.html",
        "http://notes.blogspot.de/2014/05/a.html",
        "http://notes.blogspot.co.uk/2014/05/a.html?m=1",
        "http://notes.blogspot.com.br/2014/05/a.html?spref=tw&m=0",
        "http://notes.blogspot.com/2014/05/a.html?showComment=1399408200000#c5000001",
        "http://notes.blogspot.com/2014/05/a.html?commentPage=2&utm_source=feed",
        "http://notes.blogspot.com/2014/05/%61.html?view=classic&zx=1",
        "http://notes.blogspot.com/2014/05/a.html%3Fm=1.html",
    ],
)
def test_every_spelling_of_a_post_has_one_key(spelling):
    assert urls.key(spelling) == urls.key(POST) == "notes.blogspot.com/2014/05/a.html"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://x.com/", "http://x.com/index.html"),
        ("http://x.com", "https://www.x.com/?m=1"),
        ("http://x.com/2011/06/", "http://x.com/2011/06/index.html"),
        ("http://x.com/2011/06", "http://x.com/2011/06/"),
        ("http://x.com/search/label/Andr%C3%A9", "http://x.com/search/label/André.html"),
        ("http://x.com/search/label/a%20b", "http://x.com/search/label/a b"),
        ("http://x.com/search?q=a&start=2", "http://x.com/search?start=2&q=a"),
        (
            "http://x.com/search/label/L?updated-max=2011-09-20T15:54:00-04:00&start=20",
            "http://x.com/search/label/L%3Fupdated-max=2011-09-20T15:54:00-04:00&start=20.html",
        ),
        ("http://bücher.de/", "http://xn--bcher-kva.de/"),
    ],
)
def test_two_spellings_one_page(one, other):
    assert urls.key(one) == urls.key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (POST, "http://notes.blogspot.com/2014/05/b.html"),
        ("http://x.com/search/label/Why%3F", "http://x.com/search/label/Why"),
        ("http://x.com/search/label/a%2Fb", "http://x.com/search/label/a/b"),
        ("http://x.com/2014/05/%25D8.html", "http://x.com/2014/05/%D8.html"),
        ("http://x.com/feeds/posts/default?v=2", "http://x.com/feeds/posts/default"),
        ("http://x.com/search?updated-max=1", "http://x.com/search?updated-max=2"),
        ("http://x.com:8080/", "http://x.com/"),
    ],
)
def test_two_pages_two_keys(one, other):
    assert urls.key(one) != urls.key(other)


def test_a_blogs_hosts_are_one_host_under_its_first():
    hosts = ("www.notes.example", "notes.blogspot.com")

    assert urls.key(POST, hosts) == "notes.example/2014/05/a.html"


def test_an_address_of_ipv6_keeps_its_brackets() -> None:
    assert urls.fetch_form("http://[::1]:8001/x?m=1") == "http://[::1]:8001/x"


def test_the_form_to_fetch_keeps_scheme_and_host():
    asked = urls.fetch_form("http://www.Notes.example/2014/05/a.html?m=1#more")

    assert asked == "http://www.notes.example/2014/05/a.html"


PIECES = st.text(alphabet='ab/%?&=+#.:ß ঢ2C3<>"[]@\\~;,m', max_size=30)


@given(PIECES)
def test_a_key_is_its_own_key(rest):
    url = f"http://notes.blogspot.de/{rest}"

    once = urls.key(url)

    assert urls.key(once) == once
    assert urls.key(urls.fetch_form(url)) == once
    assert urls.fetch_form(urls.fetch_form(url)) == urls.fetch_form(url)


@given(st.text(max_size=60))
def test_no_text_breaks_the_grammar(text):
    assert urls.classify(text) in urls.UrlKind.__args__
    assert isinstance(urls.key(text), str)
    assert isinstance(picture_urls.picture_key(text), str)
    assert isinstance(picture_urls.candidates(text, text), tuple)
    assert isinstance(addresses.absolute(POST, text), str)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://x.com/", "home"),
        ("http://x.com/?updated-max=2014-01-01", "search"),
        ("http://x.com/2014/05/a.html", "post"),
        ("http://x.com/site/blog/2005/04/a.htm", "post"),
        ("http://x.com/2014/05/a.html?showComment=1#c5", "comment"),
        ("http://x.com/p/about.html", "page"),
        ("http://x.com/2014/", "archive"),
        ("http://x.com/2014/05/", "archive"),
        ("http://x.com/2014/05/16/", "archive"),
        ("http://x.com/2014/05/index.html", "archive"),
        ("http://x.com/2008_06_01_archive.html", "archive"),
        ("http://x.com/2005_06_12_oxblog_archive.html", "archive"),
        ("http://x.com/search/label/A", "label"),
        ("http://x.com/search/label/A.html", "label"),
        ("http://x.com/search?q=a", "search"),
        ("http://x.com/feeds/posts/default?alt=json", "feed"),
        ("http://x.com/atom.xml?redirect=false", "feed"),
        ("http://www.blogger.com/feeds/7001/posts/default", "feed"),
        ("http://x.com/sitemap.xml?page=2", "sitemap"),
        ("http://x.com/sitemap-pages.xml", "sitemap"),
        ("http://x.com/robots.txt", "robots"),
        ("http://1.bp.blogspot.com/-a/b/s320/x.jpg", "media"),
        ("http://elsewhere.org/x.PNG", "media"),
        ("https://www.blogger.com/video.g?token=1", "video"),
        ("https://www.youtube.com/embed/abc", "video"),
        ("http://elsewhere.org/2014/05/a.html", "outside"),
        ("mailto:a@x.com", "outside"),
        ("http://[broken/", "outside"),
        ("http://x.com/favicon", "other"),
    ],
)
def test_an_address_is_told_by_its_form(url, kind):
    assert urls.classify(url, ("x.com",)) == kind


@pytest.mark.parametrize(
    "url",
    [
        "http://x.com/b/stats?style=1",
        "http://x.com/?widgetType=BlogArchive&action=toggle",
        "http://x.com/search?updated-max=1&reverse-paginate=true",
        "http://x.com/search/label/a/label/b",
        "http://x.com/search/a/b/c/d/e",
        "http://x.com/2014/05/a.htmlfeeds/posts/default",
        "http://x.com/a/b/a/b/a/b/a/b",
        "http://x.com/2014/05/a.html?m%3D1%3Fm%3D1",
        "https://www.blogger.com/comment.g?blogID=1&postID=2",
        "https://www.blogger.com/share-post.g?blogID=1",
        "https://www.blogger.com/rearrange?blogID=1",
        "https://accounts.google.com/ServiceLogin?passive=true",
        "https://www.google.com/sorry/index?continue=x",
    ],
)
def test_a_trap_is_told(url):
    assert urls.is_trap(url)
    assert urls.classify(url) == "trap"


@pytest.mark.parametrize("url", [POST, "http://x.com/", "http://x.com/search/label/A%20B"])
def test_a_page_is_no_trap(url):
    assert urls.trap_of(url) is None


def test_what_an_address_carries():
    comment = "http://x.com/2014/05/a.html?showComment=1399408200000#c5000001"

    assert urls.month_of(comment) == (2014, 5)
    assert urls.month_of("http://x.com/2008_06_01_archive.html") == (2008, 6)
    assert urls.month_of("http://x.com/") is None
    assert urls.comment_id_of(comment) == "5000001"
    assert urls.comment_instant(comment) == datetime(2014, 5, 6, 20, 30, tzinfo=UTC)
    assert urls.post_path(comment) == "/2014/05/a.html"
    assert urls.post_path("http://x.com/2014/05/") is None
    assert urls.label_of("http://x.com/search/label/a%2Fb?max-results=5") == "a/b"


SIZES = [
    "https://1.bp.blogspot.com/-a/X/I/AA/s320/7.jpg",
    "http://4.bp.blogspot.com/-a/X/I/AA/s1600-h/7.jpg",
    "//2.bp.blogspot.com/-a/X/I/AA/w72-h72-p-k-no-nu/7.jpg",
    "https://lh3.googleusercontent.com/-a/X/I/AA/s72-c/7.jpg",
    "http://lh5.ggpht.com/-a/X/I/AA/w640-h480/7.jpg",
    "http://bp2.blogger.com/-a/X/I/AA/s1600-rw/7.jpg",
]


def test_sizes_and_hosts_of_one_picture_share_a_key():
    assert len({picture_urls.picture_key(url) for url in SIZES}) == 1
    assert picture_urls.picture_key(SIZES[0]) != picture_urls.picture_key(
        SIZES[0].replace("7.jpg", "8.jpg")
    )


@pytest.mark.parametrize("url", SIZES)
def test_the_original_is_asked_for_first(url):
    first = picture_urls.candidates(url)[0]

    assert first.startswith("https://")
    assert first.endswith("/s0/7.jpg")


def test_a_suffix_is_a_size_too():
    shown = "https://blogger.googleusercontent.com/img/a/AVvXsE=w640-h480"

    assert picture_urls.original(shown) == "https://blogger.googleusercontent.com/img/a/AVvXsE=s0"


def test_candidates_are_original_then_linked_then_shown():
    shown = "http://1.bp.blogspot.com/-a/b/s320/x.jpg"
    linked = "http://1.bp.blogspot.com/-a/b/s1600-h/x.jpg"

    assert picture_urls.candidates(shown, linked) == (
        "https://1.bp.blogspot.com/-a/b/s0/x.jpg",
        "http://1.bp.blogspot.com/-a/b/s1600/x.jpg",
        "http://1.bp.blogspot.com/-a/b/s320/x.jpg",
    )


def test_a_double_encoded_name_stays_as_it_is():
    url = "https://1.bp.blogspot.com/-a/b/s320/%25D8%25A8.jpg"

    assert picture_urls.original(url) == "https://1.bp.blogspot.com/-a/b/s0/%25D8%25A8.jpg"


def test_a_link_to_a_page_is_no_candidate():
    shown = "http://elsewhere.org/x.jpg"

    assert picture_urls.candidates(shown, "http://elsewhere.org/gallery") == (shown,)


@pytest.mark.parametrize(
    "url",
    [
        "https://blogger.googleusercontent.com/tracker/7001-900001?l=notes",
        "http://feeds.feedburner.com/~r/notes/~4/abc",
        "https://ir-na.amazon-adsystem.com/e/ir?t=x",
    ],
)
def test_a_tracker_is_never_asked_for(url):
    assert picture_urls.is_tracker(url)
    assert picture_urls.candidates(url) == ()
