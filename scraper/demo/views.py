"""From posts to HTML pages: what a theme needs to know, gathered and filled in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import quote

from babel.dates import format_date
from markupsafe import Markup

from scraper.demo.blog import DemoBlog
from scraper.demo.feeds import plain
from scraper.demo.posts import DemoComment, DemoPost, ms_of
from scraper.demo.themes import render
from scraper.demo.timeline import Month
from scraper.demo.words import clock, date_and_time, full_date, locale, long_date, native_digits

N_SHOWN_COMMENTS = 200
"""A page shows no more; the rest is in the feed."""
_N_LISTED = 60
"""How many posts of the open month the archive widget names."""
_SNIPPET_LENGTH = 280
_DESCRIPTION_LENGTH = 160
_FEW = range(3, 11)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What `_SetDataContext`, the head and the pager say about a page."""

    type: str
    """`index`, `item`, `static_page`, `archive` or `error_page`."""
    url: str
    title: str = ""
    description: str = ""
    message: str = ""
    newer_url: str = ""
    older_url: str = ""
    is_home: bool = False
    is_label: bool = False
    is_mobile: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """The comments of which a page shows a part."""

    shown: tuple[DemoComment, ...]
    threads: tuple[tuple[DemoComment, tuple[DemoComment, ...]], ...]
    has_more: bool


def render_post(
    blog: DemoBlog, post: DemoPost, *, comment_page: int = 1, mobile: bool = False
) -> str:
    """Return the page of one post or static page."""
    newer, older = neighbours(blog, post) if post.kind == "post" else ("", "")
    facts = PageFacts(
        type="item" if post.kind == "post" else "static_page",
        url=post.url,
        title=post.title,
        description=plain(post.body_html)[:_DESCRIPTION_LENGTH],
        newer_url=newer,
        older_url=older,
        is_mobile=mobile,
    )
    talk = talk_of(post.comments(), comment_page)
    return _render(blog, facts, (post,), post=post, talk=talk)


def render_listing(blog: DemoBlog, facts: PageFacts, posts: Sequence[DemoPost]) -> str:
    """Return a page that lists posts, or (with none) one that says that there is nothing."""
    return _render(blog, facts, tuple(posts), post=None, talk=None)


def neighbours(blog: DemoBlog, post: DemoPost) -> tuple[str, str]:
    """Return the addresses of the next newer and older post, empty at the ends."""
    place = _place(blog.numbers, post.k)
    newer = blog.post_url(blog.numbers[place + 1]) if place + 1 < blog.n_posts else ""
    return newer, blog.post_url(blog.numbers[place - 1]) if place else ""


def talk_of(comments: Sequence[DemoComment], page: int) -> Talk:
    """Return the comments of one page, and their threads."""
    shown = tuple(comments[(page - 1) * N_SHOWN_COMMENTS : page * N_SHOWN_COMMENTS])
    ids = {comment.comment_id for comment in shown}
    replies: dict[str, list[DemoComment]] = {}
    for comment in shown:
        if comment.parent_id in ids:
            replies.setdefault(str(comment.parent_id), []).append(comment)
    threads = tuple(
        (comment, tuple(replies.get(comment.comment_id, ())))
        for comment in shown
        if comment.parent_id not in ids
    )
    return Talk(shown, threads, has_more=len(comments) > page * N_SHOWN_COMMENTS)


def label_url(blog: DemoBlog, label: str) -> str:
    """Return the address of a label's page."""
    return f"{blog.home_url}/search/label/{quote(label, safe='')}"


def count_label(blog: DemoBlog, n_comments: int) -> str:
    """Return the heading above comments: "No comments:", "১টি মন্তব্য:", "هناك 19 تعليقًا:"."""
    words = blog.texts.words
    fixed = {0: words["no_comments"], 1: words["one_comment"]}
    if "two_comments" in words:
        fixed[2] = words["two_comments"]
    if n_comments in fixed:
        return fixed[n_comments]
    form = (
        words["few_comments"]
        if n_comments in _FEW and "few_comments" in words
        else words["n_comments"]
    )
    return form.format(n=native_digits(str(n_comments), blog.language))


def _render(
    blog: DemoBlog,
    facts: PageFacts,
    posts: tuple[DemoPost, ...],
    *,
    post: DemoPost | None,
    talk: Talk | None,
) -> str:
    about = post or (posts[0] if posts else None)
    context = _shared(blog) | {
        "page": facts,
        "post": post,
        "posts": posts,
        "days": _by_day(blog, posts),
        "talk": talk,
        "header": lambda each: full_date(each.published.date(), blog.language),
    }
    if facts.is_mobile:
        return render("mobile", **context)
    months = blog.months()
    open_day = about.published.date() if about and about.kind == "post" else None
    opened = (open_day.year, open_day.month) if open_day else (0, 0)
    if not open_day and months:
        opened = months[-1].year, months[-1].month
    sidebar = blog.once(("sidebar", opened), lambda: Markup(_sidebar(blog, opened)))  # noqa: S704  # a template's own output
    return render(blog.facts.theme, sidebar=sidebar, featured=_featured(blog), **context)


def _shared(blog: DemoBlog) -> dict[str, Any]:
    """What every template may call or name."""
    words, language = blog.texts.words, blog.language
    return {
        "blog": blog,
        "facts": blog.facts,
        "home": blog.home_url,
        "w": words,
        "style": _style(blog),
        "label_url": lambda label: label_url(blog, label),
        "count_label": lambda each: count_label(blog, each.n_comments),
        "shown_time": lambda comment: date_and_time(comment.published, language, words["at"]),
        "shown_clock": lambda each: clock(each.published, language),
        "shown_date": lambda each: long_date(each.published.date(), language),
        "snippet": lambda each: plain(each.teaser_html)[:_SNIPPET_LENGTH],
        "json_ld": _json_ld,
    }


def _by_day(blog: DemoBlog, posts: tuple[DemoPost, ...]) -> list[tuple[str, tuple[DemoPost, ...]]]:
    """Return (date header, posts of that day); static pages have no header."""
    return [
        (full_date(day, blog.language) if day else "", tuple(each_day))
        for day, each_day in groupby(
            posts, lambda post: post.published.date() if post.kind == "post" else None
        )
    ]


def _sidebar(blog: DemoBlog, opened: tuple[int, int]) -> str:
    labels = [
        (label, native_digits(str(len(numbers)), blog.language))
        for label, numbers in blog.labels().items()
    ]
    popular = [blog.post(k) for k in blog.numbers[-1:-4:-1]]
    return render(
        f"{blog.facts.theme}-sidebar",
        **_shared(blog),
        years=_years(blog, opened),
        labels=labels,
        popular=[post for post in popular if post.title],
    )


def _years(blog: DemoBlog, opened: tuple[int, int]) -> list[dict[str, Any]]:
    """Return the archive tree, newest first: only the open month names its posts."""
    years = []
    for year, group in groupby(reversed(blog.months()), lambda month: month.year):
        months = [_month(blog, month, opened) for month in group]
        months = [month for month in months if month["n_posts"]]
        count = sum(month["n_posts"] for month in months)
        years.append(
            {
                "name": native_digits(str(year), blog.language),
                "url": f"{blog.home_url}/{year}/",
                "count": native_digits(str(count), blog.language),
                "is_open": year == opened[0],
                "toggle_url": _toggle_url(
                    blog, "YEARLY", date(year, 1, 1), is_open=year == opened[0]
                ),
                "months": months,
            }
        )
    return years


def _month(blog: DemoBlog, month: Month, opened: tuple[int, int]) -> dict[str, Any]:
    numbers = blog.numbers_between(month.first, month.last)
    first_day = date(month.year, month.month, 1)
    is_open = (month.year, month.month) == opened
    listed = reversed(numbers[-_N_LISTED:]) if is_open else ()
    return {
        "name": format_date(first_day, "LLLL", locale(blog.language)),
        "url": f"{blog.home_url}/{month.year}/{month.month:02}/",
        "n_posts": len(numbers),
        "count": native_digits(str(len(numbers)), blog.language),
        "is_open": is_open,
        "toggle_url": _toggle_url(blog, "MONTHLY", first_day, is_open=is_open),
        "posts": [(blog.post_url(k), blog.title_of(k) or blog.post_url(k)) for k in listed],
    }


def _toggle_url(blog: DemoBlog, interval: str, day: date, *, is_open: bool) -> str:
    """Return the archive widget's toggle: a script where open, else a crawler trap."""
    if is_open:
        return "javascript:void(0)"
    since = ms_of(blog.time.local(0).replace(year=day.year, month=day.month, day=1, hour=0))
    return (
        f"{blog.home_url}/?widgetType=BlogArchive&widgetId=BlogArchive1&action=toggle"
        f"&dir=open&toggle={interval}-{since}&toggleopen={interval}-{since}"
    )


def _featured(blog: DemoBlog) -> DemoPost:
    """Return the post that the theme recommends under others: a titled one near the beginning."""
    titled = (k for k in blog.numbers if blog.title_of(k))
    return blog.post(next(titled, blog.numbers[0]))


def _style(blog: DemoBlog) -> dict[str, str]:
    *_, near, water = ("#{:02x}{:02x}{:02x}".format(*colour) for colour in blog.facts.palette)
    return {"ground": "#e9e6df", "band": water, "link": near}


def _json_ld(post: DemoPost) -> Markup:
    facts: dict[str, Any] = {
        "@context": "http://schema.org",
        "@type": "BlogPosting",
        "mainEntityOfPage": {"@type": "WebPage", "@id": post.url},
        "headline": post.title,
        "datePublished": post.published.isoformat(timespec="seconds"),
        "dateModified": post.updated.isoformat(timespec="seconds"),
        "author": {"@type": "Person", "name": post.author.name},
        "publisher": {"@type": "Organization", "name": "Blogger"},
    }
    if post.pictures:
        url = post.pictures[0].url_of("w1200-h630-p-k-no-nu")
        facts["image"] = {"@type": "ImageObject", "url": url, "height": 630, "width": 1200}
    return Markup(json.dumps(facts, ensure_ascii=False).replace("</", "<\\/"))  # noqa: S704  # cannot close the script


def _place(numbers: Sequence[int], k: int) -> int:
    return k if isinstance(numbers, range) else numbers.index(k)
