"""Where every page of the mirror lies: safe, unique file names made from hostile text. Pure.

A *place* is a POSIX path under the archive folder (`mirror/host/2020/12/slug.html`,
`media/ab/ab….jpg`). Pages refer to each other and to the media by relative addresses, so the
archive folder opens from any disk. The pictures are not copied or hard-linked into `mirror/`: that
would double the space, or break on file systems without links; `mirror/` and `media/` travel
together, as the archive is copied as a folder.

A name is kept as the blog wrote it where it is made of `a-z 0-9 . _ -` alone. Every other name is
reduced to its ASCII letters and ends in `--` and 12 hex digits of its sha256, so that two names
never share a file, whatever the file system folds (case, Unicode forms, trailing dots). A name
depends on nothing but the address, so a page never moves when another one appears.

    /2020/12/blog-post_15.html   mirror/HOST/2020/12/blog-post_15.html
    /p/about.html                mirror/HOST/p/about.html
    /2020/12/                    mirror/HOST/2020/12/index.html
    /search/label/books          mirror/HOST/search/label/books.html
    /search/label/Café           mirror/HOST/search/label/cafe--5d26cdd3ab07.html
    versions of a post           mirror/HOST/versions/2020/12/blog-post_15.html
    all by one author            mirror/HOST/people/name-ann--0fe1c2cbd3a8.html
    pictures of a month          mirror/HOST/gallery/2020/12/index.html
    a long list's third sheet    mirror/HOST/sheets/search/label/books/3.html
    /2020/12/../../x.html        mirror/HOST/other/2020-12-x-html--….html
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

ROOT = "mirror"
SHELF = f"{ROOT}/index.html"
STYLE = f"{ROOT}/static/reading.css"
MANIFEST = f"{ROOT}/manifest-sha256.txt"
SEARCH_STYLE = f"{ROOT}/static/search.css"
SCRIPTS = tuple(f"{ROOT}/static/{name}.js" for name in ("words", "index", "search"))
"""Of the search pages, in the order in which they run."""
SEARCH_ALL = f"{ROOT}/search/index.html"

MAX_NAME_BYTES = 90
"""With an ending, under the 100 bytes that every file system and archive format takes."""

_NATURAL = re.compile(r"[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_-])?")
_HASHED = re.compile(r"--[0-9a-f]{12}$")
_DEVICES = frozenset({"con", "prn", "aux", "nul"}) | {
    name + digit for name in ("com", "lpt") for digit in "0123456789"
}
"""Names that Windows gives to devices, whatever their ending."""
_POST = re.compile(r"/((?:19|20)[0-9]{2})/(0[1-9]|1[0-2])/([^/?]+)\.html")
_PAGE = re.compile(r"/p/([^/?]+)\.html")
_HOST = re.compile(r"([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::([0-9]{1,5}))?")


def safe_name(text: str, taken: Collection[str] = ()) -> str:
    """Make a file name without ending: `text` itself where it is harmless, else a hashed form.

    `taken` are names that the folder uses for something else.
    """
    return text if _is_natural(text) and text not in taken else _hashed(text)


def _is_natural(text: str) -> bool:
    return (
        len(text) <= MAX_NAME_BYTES
        and _NATURAL.fullmatch(text) is not None
        and text.partition(".")[0] not in _DEVICES
        and _HASHED.search(text) is None
    )


def _hashed(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].rstrip("-")
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{stem or 'x'}--{digest}"


def blog_folders(blogs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Map blog id to its folder under `mirror/`, from (blog id, host) in the order first met.

    A port is written with `_` (`127.0.0.1_8000`), which no host name holds; where two blogs claim
    one host, the later one's folder carries its id.
    """
    folders: dict[str, str] = {}
    for blog_id, host in blogs:
        found = _HOST.fullmatch(host.lower())
        name = f"{found[1]}_{found[2]}" if found and found[2] else host.lower()
        folder = safe_name(name, taken=("static", "media", "search", "index.html"))
        if folder in folders.values():
            folder = _hashed(f"{name} {blog_id}")
        folders[blog_id] = folder
    return folders


def home_place(folder: str) -> str:
    """Place of a blog's home page."""
    return f"{ROOT}/{folder}/index.html"


def post_place(folder: str, path: str) -> str:
    """Place of a post or static page, from the path of its address."""
    if found := _POST.fullmatch(path):
        year, month, name = found.groups()
        return f"{ROOT}/{folder}/{year}/{month}/{safe_name(name, taken=('index',))}.html"
    if found := _PAGE.fullmatch(path):
        return f"{ROOT}/{folder}/p/{safe_name(found[1])}.html"
    return f"{ROOT}/{folder}/other/{_hashed(path)}.html"


def versions_place(place: str) -> str:
    """Place of the page of all versions of a post, from the post's own place."""
    root, folder, rest = place.split("/", 2)
    return f"{root}/{folder}/versions/{rest}"


def year_place(folder: str, year: str) -> str:
    """Place of a year's page; `year` has four digits."""
    return f"{ROOT}/{folder}/{year}/index.html"


def month_place(folder: str, month: str) -> str:
    """Place of a month's page, from `2020-12`."""
    return f"{ROOT}/{folder}/{month[:4]}/{month[5:7]}/index.html"


def undated_place(folder: str) -> str:
    """Place of the list of posts whose day is not known."""
    return f"{ROOT}/{folder}/undated/index.html"


@lru_cache(maxsize=4096)
def label_place(folder: str, label: str) -> str:
    """Place of a label's page."""
    return f"{ROOT}/{folder}/search/label/{safe_name(label, taken=('index',))}.html"


def labels_place(folder: str) -> str:
    """Place of the list of all labels."""
    return f"{ROOT}/{folder}/search/label/index.html"


def coverage_place(folder: str) -> str:
    """Place of the page that says what is missing."""
    return f"{ROOT}/{folder}/coverage/index.html"


def search_place(folder: str) -> str:
    """Place of a blog's search page."""
    return f"{ROOT}/{folder}/search/index.html"


def is_search_place(place: str) -> bool:
    """Say whether a search page lies there."""
    return re.fullmatch(rf"{ROOT}/(?:[^/]+/)?search/index\.html", place) is not None


def index_folder(folder: str) -> str:
    """Folder of the scripts that a blog's search page loads."""
    return f"{ROOT}/{folder}/search/index"


def original_place(place: str) -> str:
    """Place of the original look of a page, from the place of its reading page."""
    root, folder, *rest = place.split("/")
    return "/".join((root, folder, "original", *rest))


def is_original_place(place: str) -> bool:
    """Say whether a page as Blogger served it, or a sheet of its looks, lies there."""
    return place.split("/")[2:3] == ["original"]


def style_place(folder: str, sha256: str) -> str:
    """Place of a style sheet of a blog's original look."""
    return f"{ROOT}/{folder}/original/style/{sha256[:32]}.css"


def archives_place(folder: str) -> str:
    """Place of the table of all years and months."""
    return f"{ROOT}/{folder}/archives/index.html"


def people_place(folder: str) -> str:
    """Place of the list of everybody who wrote on a blog."""
    return f"{ROOT}/{folder}/people/index.html"


@lru_cache(maxsize=4096)
def person_place(folder: str, key: str) -> str:
    """Place of all that one author wrote, from the author's key (a profile address, or a name)."""
    return f"{ROOT}/{folder}/people/{safe_name(key, taken=('index',))}.html"


def gallery_place(folder: str, month: str | None = "") -> str:
    """Place of the pictures of a month (`2020-12`), of no known month (None), or of all months."""
    if month is None:
        return f"{ROOT}/{folder}/gallery/undated/index.html"
    return f"{ROOT}/{folder}/gallery/{month.replace('-', '/')}/index.html".replace("//", "/")


def sheet_place(place: str, number: int) -> str:
    """Place of a further sheet of a long list, from the list's own place."""
    root, folder, rest = place.split("/", 2)
    return f"{root}/{folder}/sheets/{rest.removesuffix('.html')}/{number}.html"


def relative(here: str, there: str, fragment: str = "") -> str:
    """Address of one place as a page at another writes it."""
    way = _way(here[: here.rfind("/") + 1], there)
    return f"{way}#{fragment}" if fragment else way


def ways_from(here: str) -> Callable[..., str]:
    """`relative` for the many links of one page."""
    folder = here[: here.rfind("/") + 1]

    def to(there: str, fragment: str = "") -> str:
        way = _way(folder, there)
        return f"{way}#{fragment}" if fragment else way

    return to


@lru_cache(maxsize=8192)
def _way(folder: str, there: str) -> str:
    start, end = folder.split("/")[:-1], there.split("/")
    shared = 0
    while shared < min(len(start), len(end) - 1) and start[shared] == end[shared]:
        shared += 1
    return "/".join([".."] * (len(start) - shared) + end[shared:])
