"""File names are safe whatever the blog called its pages, and two pages never share one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.render import paths

PART = re.compile(r"[a-z0-9_][a-z0-9._-]*")
HOSTILE = (
    "..",
    ".",
    "",
    "../../../etc/passwd",
    "..\\..\\windows",
    "%2e%2e",
    "a/b",
    "a\x00b",
    "con",
    "nul",
    "com1",
    "lpt9.txt",
    "index",
    "-rf",
    "~",
    "x.",
    "x ",
    " x",
    "A",
    "a\n",
    "é",
    "e\u0301",
    "\u202egnp.exe",
    "ক" * 200,
    "a" * 300,
    "😀",
    "café--5d26cdd3ab07",
    "a--0123456789ab",
    "label:x",
)
texts = st.text(max_size=60) | st.sampled_from(HOSTILE)


def parts_are_safe(place: str) -> bool:
    parts = place.split("/")
    return all(
        PART.fullmatch(part)
        and len(part) <= 100
        and not part.endswith(".")
        and part.partition(".")[0] not in {"con", "prn", "aux", "nul", "com1", "lpt9"}
        for part in parts
    )


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/2020/12/blog-post_15.html", "mirror/h/2020/12/blog-post_15.html"),
        ("/p/about.html", "mirror/h/p/about.html"),
    ],
)
def test_a_page_keeps_the_path_that_its_blog_gave_it(path, place):
    assert paths.post_place("h", path) == place


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_cannot_leave_its_folder(name):
    for place in (
        paths.post_place("h", f"/2020/12/{name}.html"),
        paths.post_place("h", f"/{name}"),
        paths.label_place("h", name),
    ):
        assert place.startswith("mirror/h/")
        assert parts_are_safe(place), place


@settings(max_examples=300)
@given(first=texts, second=texts)
def test_two_labels_never_share_a_file_even_where_case_is_folded(first, second):
    one, other = paths.label_place("h", first), paths.label_place("h", second)
    assert parts_are_safe(one)
    assert (one.casefold() == other.casefold()) == (first == second)


@settings(max_examples=300)
@given(first=texts, second=texts)
def test_two_paths_never_share_a_file(first, second):
    one, other = paths.post_place("h", f"/{first}"), paths.post_place("h", f"/{second}")
    assert parts_are_safe(one)
    assert (one == other) == (first == second)


def test_a_post_cannot_take_the_place_of_a_list():
    lists = {
        paths.home_place("h"),
        paths.year_place("h", "2020"),
        paths.month_place("h", "2020-12"),
        paths.labels_place("h"),
        paths.undated_place("h"),
        paths.label_place("h", "x"),
    }
    for path in (
        "/index.html",
        "/2020/index.html",
        "/2020/12/index.html",
        "/search/label/x.html",
        "/search/label/index.html",
        "/undated/index.html",
        "/2020/12/",
        "/",
    ):
        assert paths.post_place("h", path) not in lists


def test_every_blog_has_a_folder_of_its_own():
    folders = paths.blog_folders(
        [
            ("1", "a.blogspot.com"),
            ("2", "127.0.0.1:8000"),
            ("3", "a.blogspot.com"),
            ("4", "static"),
            ("5", "../up"),
            ("6", "A.blogspot.com"),
            ("7", "index.html"),
        ]
    )
    assert folders["1"] == "a.blogspot.com"
    assert folders["2"] == "127.0.0.1_8000"
    assert len(set(folders.values())) == 7
    assert all(PART.fullmatch(folder) for folder in folders.values())
    assert not set(folders.values()) & {"static", "index.html"}


@pytest.mark.parametrize(
    ("here", "there", "address"),
    [
        ("mirror/h/2020/12/x.html", "mirror/h/2020/12/y.html", "y.html"),
        ("mirror/h/2020/12/x.html", "mirror/h/index.html", "../../index.html"),
        ("mirror/h/2020/12/x.html", "media/ab/c.jpg", "../../../../media/ab/c.jpg"),
        ("mirror/index.html", "mirror/h/index.html", "h/index.html"),
        ("mirror/h/index.html", "mirror/index.html", "../index.html"),
    ],
)
def test_one_page_points_at_another_relatively(here, there, address):
    assert paths.relative(here, there) == address
    assert paths.relative(here, there, "c1") == f"{address}#c1"
