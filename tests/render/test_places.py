"""Links between kept pages are local, whatever host and parameters they were written with."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from archive.render.places import Places, Spot


@pytest.fixture
def places() -> Places:
    places = Places()
    places.add_host("1", "seed.blogspot.com")
    places.add_host("1", "www.seed.org")
    places.add_host("2", "127.0.0.1:8000")
    places.add("1", "/", "HOME")
    places.add("1", "/2020/12/x.html", "POST")
    places.add("1", "/2020/", "YEAR")
    places.add("1", "/2020/12/", "MONTH")
    places.add("1", "/odd?p=7", "ODD")
    places.add("2", "/2020/12/x.html", "OTHER")
    places.add_label("1", "ওয়েব ডিজাইন", "LABEL")
    places.add_label("1", "C++", "CPP")
    return places


@pytest.mark.parametrize(
    ("url", "place", "fragment"),
    [
        ("https://seed.blogspot.com/2020/12/x.html", "POST", ""),
        ("http://SEED.blogspot.com/2020/12/x.html?m=1", "POST", ""),
        ("http://seed.blogspot.com.bd/2020/12/x.html", "POST", ""),
        ("http://www.seed.blogspot.de/2020/12/x.html?spref=tw&utm_source=z", "POST", ""),
        ("http://seed.org/2020/12/x.html?showComment=1559192764955#c7704", "POST", "c7704"),
        ("http://seed.org/2020/12/x.html#comment-form", "POST", "comments"),
        ("http://seed.org/2020/12/x.html#comment-form_99", "POST", "comments"),
        ("http://seed.org/2020/12/x.html#more", "POST", "in-more"),
        ("http://seed.org", "HOME", ""),
        ("http://seed.org/index.html", "HOME", ""),
        ("http://seed.org/?m=1", "HOME", ""),
        ("http://seed.org/2020/", "YEAR", ""),
        ("http://seed.org/2020/12/", "MONTH", ""),
        ("http://seed.org/2020/12", "MONTH", ""),
        ("http://seed.org/2020/12/05/", "MONTH", ""),
        ("http://seed.org/2020_12_01_archive.html", "MONTH", ""),
        ("http://seed.org/search/label/ওয়েব%20ডিজাইন", "LABEL", ""),
        ("http://seed.org/search/label/" + quote("ওয়েব ডিজাইন"), "LABEL", ""),
        ("http://seed.org/search/label/C%2B%2B?max-results=12", "CPP", ""),
        ("http://seed.org/odd?p=7", "ODD", ""),
        ("http://127.0.0.1:8000/2020/12/x.html", "OTHER", ""),
    ],
)
def test_every_spelling_of_a_kept_page_leads_to_it(places, url, place, fragment):
    assert places.find(url) == Spot(place, fragment)


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.org/2020/12/x.html",
        "https://seed.org/2020/12/y.html",
        "https://seed.org/2019/",
        "https://seed.org/search?q=x",
        "https://seed.org/search?updated-max=2020-03-10T13:08:00%2B07:00&max-results=1",
        "http://127.0.0.1:9000/2020/12/x.html",
        "mailto:a@seed.org",
        "javascript:alert(1)",
        "http://[broken/",
        "",
    ],
)
def test_what_is_not_kept_leads_outside(places, url):
    assert places.find(url) is None
