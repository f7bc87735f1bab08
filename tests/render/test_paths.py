"""File names are safe whatever the blog called its pages, and two pages never share one."""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from urllib.parse import quote

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from archive.render import paths
from archive.render.site import render_mirror
from archive.store.connection import Archive
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoWorld
from scraper.run import Outside

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


# -- any name, on any system ---------------------------------------------------------------------

FORBIDDEN = set('<>:"/\\|?*') | {chr(code) for code in (*range(32), 127)}
"""In a name on some system: Windows, FAT, HFS."""
DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"} | {
    f"{name}{digit}" for name in ("com", "lpt") for digit in "0123456789¹²³"
}
ODD = "abAZ09éßﬁİıǅΣςক语😀\u0301\u202e\ufeff\x00\n\t \\/.~-_:%?*|<>\"'&#" + chr(0xD800)
names = st.text(st.sampled_from(ODD) | st.characters(), max_size=24) | st.sampled_from(HOSTILE)
TWINS = (
    *(str.upper, str.lower, str.swapcase, str.casefold, str.title),
    *(lambda name: f"{name}.", lambda name: f"{name} ", lambda name: f" {name}"),
    *(lambda name: f"./{name}", lambda name: name + "\u200b", lambda name: name * 20),
    *(lambda name: quote(name.encode("utf-8", "surrogatepass")), lambda name: name[:-1]),
    *(partial(unicodedata.normalize, form) for form in ("NFC", "NFD", "NFKC", "NFKD")),
    *(lambda name: name[::-1], paths.safe_name, lambda name: f"{name}.html"),
)
"""Other names that a file system might take for the same."""


def folded(place: str) -> str:
    """What the most forgetful file system takes a name for."""
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFC", place).casefold())


def is_sound(place: str) -> bool:
    """Whether every part of a place is a name on every system, and it stays in the mirror."""
    parts = place.split("/")
    return (
        place.isascii() and len(place) <= 240 and parts[0] == "mirror" and all(map(_is_name, parts))
    )


def _is_name(part: str) -> bool:
    return (
        part not in ("", ".", "..")
        and not FORBIDDEN & set(part)
        and part[-1] not in ". "
        and part[0] not in " -.~"
        and len(part) <= 100
        and part.partition(".")[0].lower() not in DEVICES
    )


@settings(max_examples=500, deadline=None, database=None, phases=[Phase.generate])
@given(drawn=st.lists(names, min_size=20, max_size=20), twin=st.sampled_from(TWINS))
def test_ten_thousand_names_are_sound_and_never_fall_together(drawn, twin):
    together = {*drawn, *map(twin, drawn)}
    makers = (
        lambda name: paths.label_place("h", name),
        lambda name: paths.post_place("h", f"/2020/12/{name}.html"),
        lambda name: paths.post_place("h", f"/{name}"),
        lambda name: paths.versions_place(paths.post_place("h", f"/p/{name}.html")),
    )
    places = [make(name) for make in makers for name in together]
    assert [place for place in places if not is_sound(place)] == []
    # Not with one another, and never with a page of another kind.
    assert len({folded(place) for place in places}) == len(places)


def test_the_rules_see_what_is_wrong():
    for place in (
        "mirror/../x",
        "mirror/h/con.html",
        "mirror/h/a:b.html",
        "mirror/h/x.",
        "x/h/a.html",
    ):
        assert not is_sound(place)
    assert is_sound("mirror/h/2020/12/blog-post_15.html")


def test_every_file_of_the_demo_mirror_has_a_sound_name(clock, tmp_path):
    with DemoWorld.start(n_posts=9) as world, Archive.open_for_writing(tmp_path) as archive:
        for blog in world.blogs:
            section = CrawlSection(delay=0.0, connections=2, media=False)
            crawl(archive, blog.home_url, section, Outside(clock, world.connect_to))
        render_mirror(archive)
    files = (path for path in (tmp_path / "mirror").rglob("*") if path.is_file())
    found = [path.relative_to(tmp_path).as_posix() for path in files]
    assert len(found) > 30
    assert [place for place in found if not is_sound(place)] == []
    assert len({folded(place) for place in found}) == len(found)
