"""What one blog answers at each address: a table of paths, and the maker behind each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from urllib.parse import parse_qsl, quote, unquote, urlencode

from scraper.demo import feeds, sitemaps, views
from scraper.demo.answers import Answer, Kind
from scraper.demo.blog import DemoBlog
from scraper.demo.pictures import render_png
from scraper.demo.posts import DemoPost, ms_of
from scraper.demo.views import PageFacts

Query = Mapping[str, str]

_PAGE_SIZE = 50
"""How many posts an archive page or label page shows at most."""
_N_SEARCHED = 500
"""How many posts, from the newest, `?q=` looks through."""
_TRAP_KEYS = frozenset({"showComment", "m", "widgetType", "view", "spref", "reverse-paginate"})
_HTML = "text/html; charset=UTF-8"
_XML = "text/xml; charset=UTF-8"
_FEED_TYPES = {
    "atom": "application/atom+xml; charset=UTF-8",
    "json": "application/json; charset=UTF-8",
    "rss": "application/rss+xml; charset=UTF-8",
}
_TOGGLE_SCRIPT = (
    "try {\n_WidgetManager._HandleControllerResult('BlogArchive1', 'toggle', {});\n} catch (e) {}\n"
)


@dataclass(frozen=True, slots=True)
class Asking:
    """One address of one blog, taken apart."""

    blog: DemoBlog
    path: str
    """As sent: not decoded."""
    query: Query
    parts: Mapping[str, str | None]
    """The named pieces of the path, decoded."""

    def part(self, name: str) -> str:
        """Return a piece of the path that the table says is there."""
        return self.parts[name] or ""


Maker = Callable[[Asking], Answer | None]
"""Makes an answer, or None where there is nothing at the address."""


def answer(blog: DemoBlog, target: str) -> Answer:
    """Answer one request target (`/path?query`) of a blog; 404 wears the blog's layout."""
    path, _, raw_query = target.partition("?")
    query = dict(parse_qsl(raw_query, keep_blank_values=True))
    is_trap = not _TRAP_KEYS.isdisjoint(query)
    for pattern, kind, make in ROUTES:
        match = pattern.fullmatch(path)
        if match is None:
            continue
        pieces = {k: v if v is None else unquote(v) for k, v in match.groupdict().items()}
        made = _toggle(blog) if "widgetType" in query else make(Asking(blog, path, query, pieces))
        if made is None:
            break
        is_deep = kind == "label" and "updated-max" in query
        return made.of_kind("trap" if is_trap or is_deep else kind)
    return _missing(blog, path)


def _robots(ask: Asking) -> Answer:
    return Answer.text(sitemaps.robots(ask.blog), "text/plain; charset=UTF-8")


def _sitemap(ask: Asking) -> Answer | None:
    page = ask.query.get("page", "")
    text = sitemaps.sitemap(ask.blog, int(page) if page.isascii() and page.isdigit() else None)
    return None if text is None else Answer.text(text, _XML)


def _pages_sitemap(ask: Asking) -> Answer:
    return Answer.text(sitemaps.pages_sitemap(ask.blog), _XML)


def _home(ask: Asking) -> Answer:
    blog = ask.blog
    facts = PageFacts(
        "index",
        f"{blog.home_url}/",
        description=blog.texts.description,
        is_home=True,
        is_mobile=ask.query.get("m") == "1",
    )
    return _listing(ask, facts, blog.numbers, blog.facts.posts_per_page, "/search")


def _archive(ask: Asking) -> Answer | None:
    start, end = _span(ask)
    if start is None or end is None:
        return None
    numbers = ask.blog.numbers_between(ask.blog.time.before(start), ask.blog.time.before(end))
    facts = PageFacts("archive", ask.blog.home_url + ask.path)
    return _listing(ask, facts, numbers, _PAGE_SIZE, ask.path) if numbers else None


def _label(ask: Asking) -> Answer:
    label = ask.part("label")
    facts = PageFacts(
        "index",
        views.label_url(ask.blog, label),
        message=ask.blog.texts.words["showing_label"].format(label=label),
        is_label=True,
    )
    return _listing(ask, facts, ask.blog.labels().get(label, ()), 20, ask.path)


def _search(ask: Asking) -> Answer:
    blog, words = ask.blog, ask.query.get("q", "")
    numbers: Sequence[int] = blog.numbers
    message = ""
    if words:
        newest = islice(reversed(numbers), _N_SEARCHED)
        found = [k for k in newest if words in blog.title_of(k) or words in blog.post(k).body_html]
        numbers = found[::-1]
        message = blog.texts.words["showing_search"].format(label=words)
    facts = PageFacts("index", f"{blog.home_url}/search", message=message)
    return _listing(ask, facts, numbers, blog.facts.posts_per_page, "/search")


def _listing(
    ask: Asking, facts: PageFacts, numbers: Sequence[int], size: int, pager_path: str
) -> Answer:
    """List the newest of some posts, before `updated-max` where asked, with a pager."""
    blog, query = ask.blog, ask.query
    asked_size = query.get("max-results", "")
    if asked_size.isascii() and asked_size.isdigit():
        size = min(max(1, int(asked_size)), _PAGE_SIZE)
    if "updated-max" in query:
        before = _instant(query["updated-max"])
        numbers = [k for k in numbers if before is None or blog.time.published_ms(k) < before]
    shown = [blog.post(k) for k in reversed(numbers[-size:])]
    older = ""
    if len(numbers) > size:
        cursor = {
            "updated-max": shown[-1].published.isoformat(timespec="seconds"),
            "max-results": str(size),
        }
        started = query.get("start", "0")
        if started != "0" or "updated-max" in query or pager_path != "/search":
            start = int(started) if started.isascii() and started.isdigit() else 0
            cursor |= {"start": str(start + size), "by-date": "false"}
        older = f"{blog.home_url}{pager_path}?{urlencode(cursor)}"
    newer = f"{blog.home_url}/" if "updated-max" in query else ""
    return _html(views.render_listing(blog, _with_pager(facts, newer, older), shown))


def _post(ask: Asking) -> Answer | None:
    k = ask.blog.number_at(ask.path)
    return None if k is None else _item(ask, ask.blog.post(k))


def _page(ask: Asking) -> Answer | None:
    page = next((page for page in ask.blog.pages() if page.path == ask.path), None)
    return None if page is None else _item(ask, page)


def _item(ask: Asking, post: DemoPost) -> Answer:
    page = ask.query.get("commentPage", "1")
    number = int(page) if page.isascii() and page.isdigit() and int(page) else 1
    is_mobile = ask.query.get("m") == "1"
    return _html(views.render_post(ask.blog, post, comment_page=number, mobile=is_mobile))


def _posts_feed(ask: Asking) -> Answer | None:
    if ask.blog.feed == "none":
        return None
    labels = [label for label in (ask.parts.get("labels") or "").split("/") if label]
    mode = ask.parts.get("mode") or "default"
    if "path" in ask.query and ask.blog.number_at(ask.query["path"]) is None:
        return None
    return _feed(ask, "feed", feeds.posts_feed(ask.blog, ask.query, labels, mode))


def _rss(ask: Asking) -> Answer | None:
    return _posts_feed(Asking(ask.blog, ask.path, {**ask.query, "alt": "rss"}, ask.parts))


def _post_feed(ask: Asking) -> Answer | None:
    k = ask.blog.number_of(ask.part("post_id"))
    if k is None or ask.blog.feed == "none":
        return None
    is_short = ask.part("mode") == "summary"
    entry = feeds.post_entry(ask.blog, ask.blog.post(k), is_short=is_short)
    return _feed(ask, "entry", entry)


def _pages_feed(ask: Asking) -> Answer | None:
    if ask.blog.feed == "none":
        return None
    return _feed(ask, "feed", feeds.pages_feed(ask.blog, ask.query))


def _comments_feed(ask: Asking) -> Answer | None:
    if ask.blog.feed == "none":
        return None
    return _feed(ask, "feed", feeds.comments_feed(ask.blog, ask.query))


def _post_comments_feed(ask: Asking) -> Answer | None:
    blog, post_id = ask.blog, ask.part("post_id")
    k = blog.number_of(post_id)
    pages = {page.post_id: page for page in blog.pages()}
    post = pages.get(post_id) if k is None else blog.post(k)
    if post is None or blog.feed == "none":
        return None
    return _feed(ask, "feed", feeds.post_comments_feed(blog, ask.query, post))


def _favicon(ask: Asking) -> Answer:
    return Answer(200, "image/png", render_png(ask.blog.edition, ask.blog.facts.palette, 32, 32))


_TABLE: tuple[tuple[str, Kind, Maker], ...] = (
    (r"/robots\.txt", "robots", _robots),
    (r"/sitemap\.xml", "sitemap", _sitemap),
    (r"/sitemap-pages\.xml", "sitemap", _pages_sitemap),
    (r"/feeds/posts/(?P<mode>default|full|summary)/(?P<post_id>\d+)", "feed-posts", _post_feed),
    (
        r"/feeds/posts/(?P<mode>default|full|summary)(?:/-/(?P<labels>.+))?/?",
        "feed-posts",
        _posts_feed,
    ),
    (r"/atom\.xml", "feed-posts", _posts_feed),
    (r"/rss\.xml", "feed-posts", _rss),
    (r"/feeds/pages/(?:default|full|summary)", "feed-pages", _pages_feed),
    (r"/feeds/comments/(?:default|full|summary)", "feed-comments", _comments_feed),
    (
        r"/feeds/(?P<post_id>\d+)/comments/(?:default|full|summary)",
        "feed-post-comments",
        _post_comments_feed,
    ),
    (r"/\d{4}/\d\d/[^/]+\.html", "post", _post),
    (r"/p/[^/]+\.html", "page", _page),
    (r"/(?P<year>\d{4})/(?:(?P<month>\d\d)/(?:(?P<day>\d\d)/)?)?", "archive", _archive),
    (r"/(?P<year>\d{4})_(?P<month>\d\d)_01_archive\.html", "archive", _archive),
    (r"/search/label/(?P<label>[^/]+)", "label", _label),
    (r"/search", "trap", _search),
    (r"/favicon\.ico", "media", _favicon),
    (r"/(?:index\.html)?", "home", _home),
)
ROUTES = tuple((re.compile(pattern), kind, make) for pattern, kind, make in _TABLE)
"""(path pattern, kind, maker); the first that fits answers."""


def _feed(ask: Asking, name: str, node: feeds.Node) -> Answer:
    alt = ask.query.get("alt", "atom")
    if alt == "rss" and name == "feed":
        return Answer(200, _FEED_TYPES["rss"], feeds.as_rss(node))
    if alt == "json":
        return Answer(200, _FEED_TYPES["json"], feeds.as_json(name, node))
    return Answer(200, _FEED_TYPES["atom"], feeds.as_atom(name, node))


def _html(text: str) -> Answer:
    return Answer.text(text, _HTML)


def _toggle(blog: DemoBlog) -> Answer:
    return Answer.text(f"// {blog.blog_id}\n{_TOGGLE_SCRIPT}", "text/javascript; charset=UTF-8")


def _missing(blog: DemoBlog, path: str) -> Answer:
    facts = PageFacts(
        "error_page",
        blog.home_url + quote(path, safe="/%"),
        message=blog.texts.words["not_found"],
    )
    text = views.render_listing(blog, facts, ())
    return Answer(404, _HTML, text.encode(), "missing")


def _with_pager(facts: PageFacts, newer: str, older: str) -> PageFacts:
    return PageFacts(
        facts.type,
        facts.url,
        facts.title,
        facts.description,
        facts.message,
        newer,
        older,
        facts.is_home,
        facts.is_label,
        facts.is_mobile,
    )


def _span(ask: Asking) -> tuple[date | None, date | None]:
    """Return the first day of an archive page and the first one after it."""
    year, month, day = (int(ask.parts.get(name) or 0) for name in ("year", "month", "day"))
    try:
        start = date(year, month or 1, day or 1)
        if day:
            return start, date.fromordinal(start.toordinal() + 1)
        return start, date(year + month // 12, month % 12 + 1, 1) if month else date(year + 1, 1, 1)
    except ValueError:
        return None, None


def _instant(text: str) -> int | None:
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        return None
    return ms_of(moment) if moment.tzinfo else None
