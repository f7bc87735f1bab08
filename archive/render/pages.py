"""The pages of the mirror, one function for each kind: rows in, finished HTML out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from archive.model import COMMENT_SERVICE_NAMES
from archive.render import dates, looks, paths, rewrite, sanitise
from archive.render.gather import Shown, Site, month_of
from archive.render.threads import Placed, in_threads

if TYPE_CHECKING:
    from archive.store.contents import KeptComment, KeptLabel, KeptPost, PictureUse, PostLine

N_NEWEST = 12
"""Posts that a home page shows with their beginnings."""
N_LABELS_AT_HOME = 40
BEGINNING = 240
_MONTHS = tuple(f"{month:02}" for month in range(1, 13))


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page and where it lies."""

    place: str
    html: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A post as a list shows it."""

    place: str
    title: str
    is_untitled: bool
    iso: str | None
    day: str | None
    n_comments: int
    beginning: str = ""


@dataclass(frozen=True, slots=True)
class MonthCell:
    """One of the twelve months of a year's row."""

    place: str
    letter: str
    name: str
    n_posts: int
    level: int
    """0 for none to 4 for as many as the fullest month of the blog."""


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year with its months, January first."""

    place: str
    name: str
    n_posts: int
    months: tuple[MonthCell, ...]


@dataclass(frozen=True, slots=True)
class ShownComment:
    """A comment, ready for its template."""

    comment: KeptComment
    depth: int
    answers: KeptComment | None
    when: str | None
    iso: str | None
    body: Markup


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("archive.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.tests["web"] = _is_web
    return templates


def _is_web(address: str | None) -> bool:
    """Say whether a link may carry an address from the archive, which could be anybody's."""
    return (address or "").lower().startswith(("http://", "https://"))


def _page(template: str, place: str, **values: object) -> Page:
    to = partial(paths.relative, place)
    html = (
        _templates()
        .get_template(template)
        .render(
            to=to,
            policy=sanitise.POLICY,
            style=paths.STYLE,
            shelf=paths.SHELF,
            count=_count,
            **values,
        )
    )
    return Page(place, html + "\n")


def blog_page(template: str, shown: Shown, place: str, heading: str, **values: object) -> Page:
    """Fill a template that shows a page of one blog."""
    return _page(
        template,
        place,
        shown=shown,
        heading=heading,
        language=shown.blog.language or "und",
        direction=shown.direction,
        home=paths.home_place(shown.folder),
        labels_index=paths.labels_place(shown.folder) if shown.labels else None,
        kept_on=kept_on(shown.blog.last_crawl_at),
        **values,
    )


def _count(number: int, one: str, many: str) -> str:
    """`1 post`, `1,204 posts`."""
    return f"{number:,} {one if number == 1 else many}"


def kept_on(at: str | None) -> str | None:
    """The day of one of our own times, in English: `3 March 2024`."""
    return dates.long_day((at or "")[:10], "en-GB")


# -- lists ---------------------------------------------------------------------------------------


def _listed(shown: Shown, line: PostLine, text: str = "") -> Listed:
    return Listed(
        shown.place_of(line),
        title_of(line),
        not line.title.strip(),
        line.published_at or line.published_on,
        dates.long_day(line.published_on, shown.blog.language),
        line.n_comments,
        _cut(text, BEGINNING),
    )


def title_of(line: PostLine) -> str:
    """A post's title, or its first words where it has none."""
    return line.title.strip() or _cut(line.opening, 60) or "Untitled"


def _cut(text: str, n_characters: int) -> str:
    """The beginning of a text, ended between words."""
    plain = re.sub(r"\s+", " ", text).strip()
    if len(plain) <= n_characters:
        return plain
    whole, _, _ = plain[: n_characters + 1].rpartition(" ")
    return (whole or plain[:n_characters]).rstrip(" ,;:.،।") + "…"


def shelf_page(site: Site) -> Page:
    """Every blog of the archive."""
    books = [
        {
            "shown": shown,
            "home": paths.home_place(shown.folder),
            "span": _span(shown),
            "n_comments": sum(line.n_comments for line in (*shown.posts, *shown.pages)),
            "description": _plain(shown.blog.description),
        }
        for shown in site.blogs
    ]
    return _page("shelf.html", paths.SHELF, books=books, language="en", direction="ltr")


def _plain(html: str) -> str:
    """The words of a description, which may carry markup."""
    return "" if rewrite.too_wild(html) else rewrite.words(html)


def _span(shown: Shown) -> str:
    years = shown.years
    names = dict.fromkeys(
        dates.year_name(year, shown.blog.language) for year in (years[-1:] + years[:1])
    )
    return "–".join(names)


def home_page(site: Site, shown: Shown, texts: dict[str, str]) -> Page:
    """A blog's home: newest posts with their beginnings, years and months, labels, static pages."""
    place = paths.home_place(shown.folder)
    scene = rewrite.Scene(shown.blog.home_url, place, site.places, {}, keeps_ids=False)
    return blog_page(
        "home.html",
        shown,
        place,
        shown.name,
        description=safe_body(shown.blog.description, "", scene),
        newest=[_listed(shown, line, texts.get(line.post_id, "")) for line in newest(shown)],
        years=_year_rows(shown),
        undated=paths.undated_place(shown.folder) if shown.undated else None,
        labels=_label_links(shown, shown.labels[:N_LABELS_AT_HOME]),
        pages=[_listed(shown, line) for line in shown.pages],
        n_comments=sum(line.n_comments for line in (*shown.posts, *shown.pages)),
        n_blogs=len(site.blogs),
        coverage=paths.coverage_place(shown.folder),
        n_gaps=len(shown.coverage.gaps),
    )


def newest(shown: Shown) -> tuple[PostLine, ...]:
    """The posts that the home page shows with their beginnings."""
    return shown.posts[:N_NEWEST]


def _year_rows(shown: Shown) -> list[YearRow]:
    fullest = max(map(len, shown.months.values()), default=1)
    return [_year_row(shown, year, fullest) for year in shown.years]


def _year_row(shown: Shown, year: str, fullest: int) -> YearRow:
    language = shown.blog.language
    cells = []
    for month in (f"{year}-{number}" for number in _MONTHS):
        n_posts = len(shown.months.get(month, ()))
        cells.append(
            MonthCell(
                paths.month_place(shown.folder, month),
                dates.month_letter(month, language),
                dates.month_name(month, language),
                n_posts,
                -(-4 * n_posts // fullest),
            )
        )
    n_posts = sum(cell.n_posts for cell in cells)
    name = dates.year_name(year, language)
    return YearRow(paths.year_place(shown.folder, year), name, n_posts, tuple(cells))


def _label_links(shown: Shown, labels: tuple[KeptLabel, ...]) -> list[tuple[str, KeptLabel]]:
    return [(paths.label_place(shown.folder, label.name), label) for label in labels]


def year_page(shown: Shown, year: str) -> Page:
    """Every post of a year, by month."""
    language = shown.blog.language
    months = [
        (
            paths.month_place(shown.folder, month),
            dates.month_name(month, language),
            [_listed(shown, line) for line in lines],
        )
        for month, lines in shown.months.items()
        if month.startswith(year)
    ]
    older, newer = _beside(year, shown.years)
    return blog_page(
        "year.html",
        shown,
        paths.year_place(shown.folder, year),
        dates.year_name(year, language),
        months=months,
        n_posts=sum(len(lines) for _, _, lines in months),
        older=older and (paths.year_place(shown.folder, older), dates.year_name(older, language)),
        newer=newer and (paths.year_place(shown.folder, newer), dates.year_name(newer, language)),
    )


def month_page(shown: Shown, month: str, texts: dict[str, str]) -> Page:
    """Every post of a month, with its beginning."""
    language = shown.blog.language
    older, newer = _beside(month, tuple(shown.months))
    return blog_page(
        "list.html",
        shown,
        paths.month_place(shown.folder, month),
        dates.month_name(month, language),
        above=(paths.year_place(shown.folder, month[:4]), dates.year_name(month[:4], language)),
        listed=[_listed(shown, line, texts.get(line.post_id, "")) for line in shown.months[month]],
        older=older and (paths.month_place(shown.folder, older), dates.month_name(older, language)),
        newer=newer and (paths.month_place(shown.folder, newer), dates.month_name(newer, language)),
    )


def _beside(name: str, newest_first: tuple[str, ...]) -> tuple[str | None, str | None]:
    """(older, newer) neighbours in a list that begins with the newest."""
    at = newest_first.index(name)
    older = newest_first[at + 1] if at + 1 < len(newest_first) else None
    return older, newest_first[at - 1] if at else None


def undated_page(shown: Shown) -> Page:
    """Posts whose day is not known."""
    listed = [_listed(shown, line) for line in shown.undated]
    place = paths.undated_place(shown.folder)
    return _plain_list(shown, place, "Undated", None, listed)


def label_page(shown: Shown, label: KeptLabel, post_ids: frozenset[str]) -> Page:
    """Every post that carries a label."""
    lines = (line for line in (*shown.posts, *shown.pages) if line.post_id in post_ids)
    place = paths.label_place(shown.folder, label.name)
    above = (paths.labels_place(shown.folder), "Labels")
    return _plain_list(shown, place, label.name, above, [_listed(shown, line) for line in lines])


def _plain_list(
    shown: Shown, place: str, heading: str, above: tuple[str, str] | None, listed: list[Listed]
) -> Page:
    return blog_page(
        "list.html", shown, place, heading, above=above, listed=listed, older=None, newer=None
    )


def labels_page(shown: Shown) -> Page:
    """Every label, by name."""
    by_name = tuple(sorted(shown.labels, key=lambda label: (label.name.casefold(), label.name)))
    links = _label_links(shown, by_name)
    return blog_page("labels.html", shown, paths.labels_place(shown.folder), "Labels", labels=links)


# -- posts ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PostParts:
    """What the page of one post is made of."""

    line: PostLine
    post: KeptPost
    comments: tuple[KeptComment, ...]
    pictures: tuple[PictureUse, ...]
    older: PostLine | None = None
    newer: PostLine | None = None


def post_page(site: Site, shown: Shown, parts: PostParts) -> Page:
    """A post or static page with its comments in their threads."""
    line, post, language = parts.line, parts.post, shown.blog.language
    place = shown.place_of(line)
    pictures = rewrite.pictures_by_address(parts.pictures)
    scene = rewrite.Scene(line.url, place, site.places, pictures)
    below = rewrite.Scene(line.url, place, site.places, pictures, keeps_ids=False)
    month = month_of(line) if line.kind == "post" else None
    return blog_page(
        "post.html",
        shown,
        place,
        title_of(line),
        line=line,
        post=post,
        elsewhere=COMMENT_SERVICE_NAMES.get(post.comment_service or ""),
        day=dates.full_day(line.published_on, language),
        month=paths.month_place(shown.folder, month) if month else None,
        body=safe_body(post.body_html, post.body_text, scene),
        body_direction=_direction(post, line.title) or shown.direction,
        labels=[(paths.label_place(shown.folder, name), name) for name in post.labels],
        comments=[_comment(each, below, language) for each in in_threads(parts.comments)],
        seen_on=kept_on(post.changed_at),
        versions=paths.versions_place(place) if line.has_versions else None,
        gone_on=kept_on(post.gone_at),
        older=_listed(shown, parts.older) if parts.older else None,
        newer=_listed(shown, parts.newer) if parts.newer else None,
    )


def safe_body(html: str, text: str, scene: rewrite.Scene) -> Markup:
    """A body fit for the mirror; its words alone where its markup is too wild."""
    if rewrite.too_wild(html):
        return sanitise.plain_words(text)
    return sanitise.sanitise(rewrite.rewrite(html, scene))


def _direction(post: KeptPost, title: str) -> str | None:
    wrapped = None if rewrite.too_wild(post.body_html) else rewrite.direction_of(post.body_html)
    return wrapped or looks.text_direction(post.body_text or title)


def _comment(placed: Placed, scene: rewrite.Scene, language: str | None) -> ShownComment:
    comment = placed.comment
    when = dates.moment(comment.published_at or "", comment.utc_offset, language)
    return ShownComment(
        comment,
        placed.depth,
        placed.answers,
        when or dates.long_day(comment.published_on, language),
        comment.published_at or comment.published_on,
        safe_body(comment.body_html, comment.body_text, scene),
    )
