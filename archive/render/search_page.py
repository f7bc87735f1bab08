"""The pages that search: one for each blog, and one over all where there are several.

They alone carry scripts. What the scripts load is written by `search_index.py`; the form stays
hidden until a script shows it, and without scripts the page says how else to find things.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.render import dates, paths, sanitise
from archive.render.pages import Page, blog_page, filled

if TYPE_CHECKING:
    from archive.render.gather import Shown, Site
    from archive.store.contents import KeptLabel

N_AUTHORS = 200
"""Authors to choose from: those who wrote most."""

Choices = list[tuple[str, str]]
Field = tuple[str, str, str, Choices]
"""Name, what it is, what it says when nothing is chosen, and what there is to choose."""

_KINDS: Choices = [
    ("post", "Posts"),
    ("page", "Static pages"),
    ("comment", "Comments"),
]


@dataclass(frozen=True, slots=True)
class Searched:
    """A blog that a page searches: where its index lies, and its pages."""

    shown: Shown
    index: str
    home: str


def search_bylines(shown: Shown) -> list[tuple[str, str]]:
    """(id, name) of the authors to choose from."""
    most = sorted(
        shown.people, key=lambda one: (-one.n_posts - one.n_comments, one.name, one.author_id)
    )
    return [(str(one.author_id), one.name) for one in most[:N_AUTHORS]]


def search_page(shown: Shown, bylines: Choices) -> Page:
    """The search in one blog."""
    language = shown.blog.language
    years = [(paths.year_place(shown.folder, y), dates.year_name(y, language)) for y in shown.years]
    return blog_page(
        "search.html",
        shown,
        paths.search_place(shown.folder),
        "Search",
        fields=_fields((shown,), shown.labels, bylines),
        years=years,
        labels=[(paths.label_place(shown.folder, one.name), one) for one in shown.labels],
        command=f"blogarchive search --blog {shown.blog.host} WORDS",
        **_shared((shown,)),
    )


def search_all_page(site: Site) -> Page:
    """The search in all blogs."""
    blogs: Choices = [(shown.blog.blog_id, shown.name) for shown in site.blogs]
    fields = [("blog", "Blog", "All blogs", blogs), *_fields(site.blogs, (), [])]
    return filled(
        "search_all.html",
        paths.SEARCH_ALL,
        fields=fields,
        language="en",
        direction="ltr",
        command="blogarchive search WORDS",
        **_shared(site.blogs),
    )


def _fields(
    blogs: tuple[Shown, ...], labels: tuple[KeptLabel, ...], bylines: Choices
) -> list[Field]:
    years = sorted({year for shown in blogs for year in shown.years}, reverse=True)
    language = blogs[0].blog.language if len(blogs) == 1 else "en"
    return [
        ("kind", "Kind", "Posts, pages and comments", _KINDS),
        ("year", "Year", "Any year", [(year, dates.year_name(year, language)) for year in years]),
        ("label", "Label", "Any label", [(str(one.label_id), one.name) for one in labels]),
        ("author", "Author", "Anybody", bylines),
    ]


def _shared(blogs: tuple[Shown, ...]) -> dict[str, object]:
    return {
        "search_policy": sanitise.SEARCH_POLICY,
        "search_style": paths.SEARCH_STYLE,
        "scripts": paths.SCRIPTS,
        "indexes": [
            Searched(
                shown,
                f"{paths.index_folder(shown.folder)}/",
                paths.home_place(shown.folder).removesuffix("index.html"),
            )
            for shown in blogs
        ],
    }
