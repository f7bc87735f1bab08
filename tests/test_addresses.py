"""Two spellings of an address are one page: the short way through an address tells what all do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.addresses import Address, read_address

FOLDED = {
    "https://a.blogspot.com/2019/05/one.html": ("a.blogspot.com", "/2019/05/one.html"),
    "http://www.a.blogspot.co.uk/2019/05/one.html": ("a.blogspot.com", "/2019/05/one.html"),
    "HTTP://A.Blogspot.De:80/index.html": ("a.blogspot.com", "/"),
    "https://a.blogspot.com": ("a.blogspot.com", "/"),
    "https://a.example:8443/p/about.html": ("a.example:8443", "/p/about.html"),
    "https://a.example/caf%C3%A9/%7Ex.htm": ("a.example", "/caf%C3%A9/~x.htm"),
    "https://a.example/café/": ("a.example", "/caf%C3%A9/"),
    "https://a.example/search/label/a+b": ("a.example", "/search/label/a%20b"),
    "https://a.example/x/index.htm?m=1#c2": ("a.example", "/x/"),
}


@pytest.mark.parametrize("url", FOLDED)
def test_spellings_of_a_page_are_folded(url: str) -> None:
    address = read_address(url)
    assert address is not None
    assert (address.host, address.page) == FOLDED[url]


LETTERS = st.text("abw.-/~_09%2Be+ é?#&=Am:@[", max_size=30)


@given(scheme=st.sampled_from(["http:", "https:"]), rest=LETTERS)
def test_a_plain_address_is_taken_apart_as_any_other(scheme: str, rest: str) -> None:
    """A space behind an address leads past the short way."""
    url = f"{scheme}//{rest}"
    assert read_address(url) == read_address(f"{url} ")


def test_what_is_no_web_address_is_none() -> None:
    assert read_address("mailto:a@b.example") is None
    assert read_address("https://[broken/") is None
    assert read_address("https:///no-host") is None


def test_a_relative_address_is_resolved() -> None:
    expected = Address("a.example", "/2019/06/two.html", "", "c3")
    assert read_address("../06/two.html#c3", "https://a.example/2019/05/one.html") == expected
