"""Where each theme keeps title, date, body, labels and author: selectors as data. Pure.

A theme is a row. A page uses the rows whose mark it carries, in this order, and then the general
row; within a row, selectors stand in order of trust. A new theme is a new row, never a new branch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from archive.model import Source

Generation = Literal["v1", "v2", "classic", "google", "dynamic", "third-party", "any"]


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme's (or theme family's) places, each a tuple of CSS selectors, best first."""

    name: str
    generation: Generation
    marks: tuple[str, ...] = ()
    """Selectors, any of which tells the theme; none for the general row."""
    body: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    machine_date: tuple[str, ...] = ()
    """Elements with an ISO date in `title`, `datetime` or `content`."""
    shown_date: tuple[str, ...] = ()
    """Elements with a date as text, or in `data-text` or `title`."""
    author: tuple[str, ...] = ()
    """Elements that hold the name and nothing else."""
    author_line: tuple[str, ...] = ()
    """Elements that hold the name, with or without a byline's words around it."""
    byline: tuple[str, ...] = ()
    """Elements that hold the name only where a byline's words begin them."""
    labels: tuple[str, ...] = ()
    count: tuple[str, ...] = ()
    """Elements with the number of comments, outside the comment block."""


THEMES: tuple[Theme, ...] = (
    Theme(
        "Dynamic Views",
        "dynamic",
        marks=("meta[name=blogger-template]", ".viewitem-panel"),
        body=(
            ".viewitem-content .article-content",
            ".viewitem-content .entry-content",
            ".article-content",
        ),
        title=("h1.title", ".entry-title"),
        count=(".comments-count",),
    ),
    Theme(
        "Google's own blogs, 2014",
        "google",
        marks=("script[type='text/template']",),
        body=(
            ".post-content script[type='text/template']",
            "[itemprop~=articleBody] script",
            ".post-content",
        ),
        title=("h2.title",),
        shown_date=(".publishdate",),
        author_line=(".post-author", ".byline-author"),
    ),
    Theme(
        "Median UI, Plus UI, iGniel",
        "third-party",
        marks=("#postBody",),
        body=("#postBody", ".postBody"),
        title=("#postT", ".pT h1", ".pTtl", "h1.name"),
        machine_date=(".pH time", ".pInf time"),
        author=(".pH .m", ".pIm .nm", ".pInf .nm"),
        labels=(".labels a[rel~=tag]", ".pLbls a"),
    ),
    Theme(
        "SoraTemplates, TemplatesYard",
        "third-party",
        marks=(".item-post-wrap", ".blog-post.hentry"),
        body=(".post-body.post-content", ".post-body.entry-content", ".post-body"),
        title=("h1.post-title", "h1.entry-title"),
        machine_date=(".post-meta .published", ".entry-meta .published"),
        author=(".post-author a", ".entry-author-link", ".author-name a", ".meta-author a"),
        labels=(".post-labels a", ".entry-tags a"),
    ),
    Theme(
        "Artisteer",
        "third-party",
        marks=(".art-Post", ".art-post"),
        body=(".art-PostContent", ".art-postcontent"),
        title=(".art-PostHeader", ".art-postheader"),
        shown_date=(".art-PostHeaderIcons", ".art-postheadericons"),
        labels=(".art-PostFooterIcons a", ".art-postfootericons a"),
    ),
    Theme(
        "classic templates",
        "classic",
        marks=("#blog-title", ".BlogDateHeader", "p.post-footer"),
        body=(".post-body", ".post .body", ".blogPost", ".blogpost", ".post"),
        title=(".post-title", ".posttitle", ".BlogItemTitle", ".post h3"),
        shown_date=(".date-header", ".DateHeader", ".date", "h2.date"),
        byline=(".post-footer em", ".byline", ".post-footer"),
    ),
    Theme(
        "Blogger's own: Layouts of 2006, the designer's of 2010, those of 2017",
        "v2",
        marks=("[id^=post-body-]",),
        body=("[id^=post-body-]",),
        title=(".post-title", ".entry-title"),
        author=(".post-author .fn",),
        labels=(".post-labels a",),
        count=("[data-num-comments]", "a.comment-link", ".post-comment-link"),
    ),
)

GENERAL = Theme(
    "any",
    "any",
    body=(
        "[id^=post-body-]",
        ".post-body.entry-content",
        ".post-body",
        "#postBody",
        ".divPostBody",
        "[itemprop~=articleBody]",
        ".entry-content",
        ".article-content",
        ".post-content",
        ".post-entry",
        ".entry-text",
        ".article-body",
        ".article-text",
        ".entry",
        ".postcontent",
        ".post-text",
        ".blogPost",
        ".PostBody",
    ),
    title=(
        ".post-title",
        ".entry-title",
        "[itemprop~=headline]",
        "h1[itemprop~=name]",
        "h2[itemprop~=name]",
        "h3[itemprop~=name]",
        ".posttitle",
        ".PostTitle",
        "h1.title",
        "h1[class*=title]",
    ),
    machine_date=(
        "abbr.published",
        "time.published",
        "[itemprop~=datePublished]",
        "time[datetime]",
        ".published[datetime]",
        ".published[title]",
        ".post-date[datetime]",
        ".timestamp-link abbr",
        "abbr[title]",
        ".updated[title]",
    ),
    shown_date=(
        ".date-header",
        "[itemprop~=datePublished]",
        ".post-timestamp",
        ".timestamp-link",
        ".published",
        ".post-date",
        ".entry-date",
        ".publishdate",
        ".date",
        ".postdate",
        ".meta-date",
        ".post-meta",
        ".entry-meta",
        ".entrymeta",
        ".postmetadata",
        ".post-info",
        ".article-meta",
        ".post-subhead",
        ".post-header",
        "time",
    ),
    author=(
        ".post-author .fn",
        "[itemprop~=author] [itemprop~=name]",
        ".post-author .g-profile",
        ".author .fn",
        ".vcard .fn",
        ".fn",
        ".post-author a",
        ".entry-author a",
        ".author-name a",
        "[rel~=author]",
        ".g-profile",
    ),
    author_line=(
        ".post-author",
        ".entry-author",
        ".author-name",
        ".authorName",
        ".postAuthor",
        ".post-by",
        ".postauthor",
        "[itemprop~=author]",
        ".author",
    ),
    byline=(
        ".date-header",
        ".post-meta",
        ".entry-meta",
        ".entrymeta",
        ".postmetadata",
        ".post-info",
        ".article-meta",
        ".post-header-line-1",
        ".post-footer-line-1",
    ),
    labels=(
        ".post-labels a",
        "a[rel~=tag]",
        ".labels a",
        ".label-head a",
        ".entry-tags a",
        ".post-tags a",
        ".post-footer a",
        ".post-meta a",
        ".post-header a",
        ".breadcrumb a",
        ".breadcrumbs a",
        "#breadcrumb a",
    ),
    count=(
        "[data-num-comments]",
        "a.comment-link",
        ".post-comment-link",
        ".comments-count",
        "a[href*='comment.g?']",
        "a[href*='.html#comment']",
    ),
)

CONTAINERS = frozenset(
    {
        "post", "hentry", "post-outer", "blog-post", "item-post", "blogpost",
        "post-outer-container", "article", "art-Post", "art-post",
    }
)  # fmt: skip
"""Classes of the element that holds one post with its title and footer."""

CHROME = (
    ".post-footer, .post-labels, .post-author, .post-timestamp, .date-header, .post-share-buttons,"
    " .blogger-post-footer, .jump-link, .post-comment-link, .reaction-buttons, .post-header,"
    " .post-share, .share-buttons, .addthis_toolbox, .related-posts, #related-posts, #comments,"
    " .related-post, #related-post, .relatedposts, #relatedposts, .related-articles, .author-box,"
    " #author-box, .about-author, .social-share, .share-box, .post-nav,"
    " .comments, .post-footer-ad, .byline, .blog-pager, .sharethis, ins.adsbygoogle, .post-meta,"
    " #disqus_thread, .fb-like, .fb-comments, .item-control, .timeago, .post-views,"
    " .PostFooter, .postfooter, .post_footer, .entry-footer, .entry-meta, .postmetadata,"
    " .breadcrumbs, .breadcrumb, .sharedaddy, .shareaholic-canvas, .a2a_kit, .linkwithin_div,"
    " .bloglovin-widget, .author-bio, .author-profile, .about-post-author, .next-prev, .nextprev,"
    " .post-navigation, .entry-tags, .post-tags"
)
"""What themes put inside the body element and no author wrote."""

CHROME_PARTS = ("related", "share")
"""Parts of names that themes give to such things: none of 171 bodies of the corpus has one that its
author wrote."""


_HATOM = re.compile(r"\.(?:entry-title|entry-content|fn|vcard|author|published)(?![\w-])|\[rel~?=")
"""Class names of the hAtom microformat, which many themes write whatever else they do."""


def source_of(row: Theme, selector: str) -> Source:
    """What a selector's finding is called: the theme's own only where the page is known as one."""
    if "itemprop" in selector:
        return "microdata"
    if row.generation != "any":
        return "theme"
    return "hatom" if _HATOM.search(selector) else "structure"
