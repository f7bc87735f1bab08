"""Where else a picture may be: sizes and hosts, the largest first, never more than twelve."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.picture_places import (
    MOST_TRIES,
    ORIGINAL,
    is_stand_in,
    names_size,
    places,
    rank_of,
)
from scraper.picture_urls import picture_key

SHOWN = "http://2.bp.blogspot.com/-a/b/c/d/s640/x.jpg"
LINKED = "http://2.bp.blogspot.com/-a/b/c/d/s1600-h/x.jpg"


def urls(shown: str, linked: str | None = None, *others: str) -> list[str]:
    return [place.url for place in places([(shown, linked)], others)]


def test_a_healthy_picture_is_had_at_its_first_address() -> None:
    assert urls(SHOWN, LINKED)[0] == "https://2.bp.blogspot.com/-a/b/c/d/s0/x.jpg"


def test_the_original_is_tried_at_every_host_before_any_smaller_size() -> None:
    found = places([(SHOWN, LINKED)], ["http://2.bp.blogspot.com/-a/b/c/d/s72-c/x.jpg"])
    ranks = [place.rank for place in found]
    assert ranks == sorted(ranks, reverse=True)
    originals = {urlsplit(place.url).hostname for place in found if place.rank == ORIGINAL}
    assert {"2.bp.blogspot.com", "lh3.ggpht.com", "lh3.googleusercontent.com"} <= originals
    assert [rank for rank in ranks if rank < ORIGINAL] == [1600, 640, 320, 72]
    assert found[-1].url.endswith("/s72-c/x.jpg")


def test_the_page_around_a_picture_is_never_asked_for() -> None:
    assert not any("-h/" in url for url in urls(SHOWN, LINKED))


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        (
            "http://bp1.blogger.com/_A/R/AAA/B/s320/x.jpg",
            "https://1.bp.blogspot.com/_A/R/AAA/B/s0/x.jpg",
        ),
        (
            "https://blogger.googleusercontent.com/img/b/R29vZ2xl/AV/s320/x.jpg",
            "https://lh3.googleusercontent.com/img/b/R29vZ2xl/AV/s0/x.jpg",
        ),
        ("https://lh5.googleusercontent.com/abc=w640-h480", "https://lh3.ggpht.com/abc=s0"),
        (
            "http://photos1.blogger.com/blogger/1/2/320/x.jpg",
            "https://photos1.blogger.com/blogger/1/2/1600/x.jpg",
        ),
        ("http://elsewhere.org/x.jpg", "https://elsewhere.org/x.jpg"),
        ("https://elsewhere.org/x.jpg", "http://elsewhere.org/x.jpg"),
    ],
)
def test_each_form_of_address_has_its_other_places(shown: str, wanted: str) -> None:
    assert wanted in urls(shown)


def test_elsewhere_the_linked_file_comes_before_the_shown_one() -> None:
    found = places([("http://a.org/small.jpg", "http://a.org/large.jpg")])
    assert [place.url for place in found] == [
        "http://a.org/large.jpg",
        "https://a.org/large.jpg",
        "http://a.org/small.jpg",
        "https://a.org/small.jpg",
    ]
    assert found[0].rank > found[-1].rank


def test_what_a_body_names_is_never_crowded_out_by_guesses() -> None:
    shown = [f"https://{n}.bp.blogspot.com/-a/b/c/d/s{n}00/x.jpg" for n in range(1, 5)]
    found = [place.url for place in places([(url, None) for url in shown])]
    assert len(found) == MOST_TRIES
    assert set(shown) <= set(found)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["1.bp.blogspot.com", "lh3.ggpht.com", "a.org", "photos1.blogger.com"]),
            st.sampled_from(["/-a/b/", "/_a/", "/img/b/", "/blogger/", "/"]),
            st.sampled_from(["s320/", "w10-h20/", "s72-c/", "1600/", ""]),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_every_place_is_asked_once_and_is_of_the_same_picture(
    parts: list[tuple[str, str, str]],
) -> None:
    uses: list[tuple[str, str | None]] = [
        (f"http://{host}{path}{size}x.jpg", None) for host, path, size in parts
    ]
    found = [place.url for place in places(uses)]
    assert 0 < len(found) == len(set(found)) <= MOST_TRIES
    assert {picture_key(url) for url in found} <= {picture_key(url) for url, _ in uses}


def test_ranks_are_pixels() -> None:
    assert rank_of("https://1.bp.blogspot.com/-a/b/w640-h480/x.jpg") == 640
    assert rank_of("https://1.bp.blogspot.com/-a/b/s0/x.jpg") == ORIGINAL
    assert rank_of("https://photos1.blogger.com/blogger/1/1600/x.jpg") == ORIGINAL
    assert not names_size("https://elsewhere.org/s320/x.jpg")


@pytest.mark.parametrize(
    "url",
    [
        "https://i.imgur.com/removed.png",
        "https://s.yimg.com/pw/images/en-us/photo_unavailable.png",
        "http://img1.blogblog.com/img/blank.gif",
    ],
)
def test_the_pictures_that_services_show_for_a_lost_one_are_known(url: str) -> None:
    assert is_stand_in(url)
    assert not is_stand_in("https://i.imgur.com/abc.png")
