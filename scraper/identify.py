"""Which blog is at an address, where does it live, and what may be asked of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final
from urllib.parse import urljoin, urlsplit

from archive.errors import NetworkError, ParseError, RefusedError, UsageError
from archive.model import Blog, Capture, Target
from archive.store import captures, crawls, entries, watermarks
from archive.store.captures import Captures
from archive.store.connection import Archive
from scraper import slow_lane, urls
from scraper.config import CrawlSection
from scraper.fetch import guard
from scraper.fetch.client import Ask, Attempt, Client
from scraper.fetch.robots import Robots
from scraper.intake import keep_capture, note_attempts
from scraper.keeping import keep_widgets
from scraper.parse.feed import parse_feed
from scraper.parse.page import parse_page
from scraper.plan import FEED_PATHS
from scraper.run import Outside, Run

OK = 200
NO_HEADERS: Final[Mapping[str, str]] = MappingProxyType({})
ROBOTS_LAST: Final = timedelta(hours=24)
"""How long a robots.txt may be relied on (RFC 9309, 2.4)."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What a run works with."""

    archive: Archive
    settings: CrawlSection
    client: Client
    media_client: Client
    outside: Outside


LOGIN_HOSTS: Final = ("accounts.google.com", "blogger.com")
"""Where a blog that is open to invited readers sends everybody else."""
NO_ROBOTS: Final = Robots.parse(b"", "blogarchive")


class NoBlogError(NetworkError):
    """Something answers at the address, but it is no Blogger blog."""


class UnreachableError(NetworkError):
    """A blog that is kept here cannot be reached, or is not there any more."""


EXAMPLE: Final = "https://example.blogspot.com"
_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?|\[[0-9a-f:.]+\]")
"""Names that DNS has, in lower case; blogs called `-x` or `my_blog` are as old as Blogspot."""
_SERVICE_HOSTS: Final = ("accounts.google.com", "blogger.com", "blogspot.com", "draft.blogger.com")


def seed(url: str) -> str:
    """The home address of the blog that a page's address is on.

    :raises UsageError: it is no http(s) address, or one of Blogger's own pages.
    """
    try:
        guard.check_url(url)
        parts = urlsplit(urls.fetch_form(url))
        host = parts.netloc.removesuffix(f":{parts.port}")
    except (RefusedError, ValueError) as error:
        raise _no_address(url) from error
    if not _HOST.fullmatch(host):
        raise _no_address(url)
    if urls.host_of(url) in _SERVICE_HOSTS:
        raise UsageError(
            f"{url}: is one of Blogger's own pages and no blog; open the blog in a browser, and "
            f"give the address that stands there, like {EXAMPLE}"
        )
    return f"{parts.scheme}://{parts.netloc}/"


def _no_address(url: str) -> UsageError:
    host = url.strip().partition("/")[0].lower()
    is_bare = "." in host and _HOST.fullmatch(host) is not None
    example = f"https://{url.strip()}" if is_bare else EXAMPLE
    return UsageError(f"{url!r} is no http(s) address; write it like {example}")


def identify(seed_url: str, tools: Tools, asked: Asked) -> Run:
    """Fetch robots.txt and the home page, and keep the blog they belong to.

    :raises NetworkError: the blog cannot be reached, is not there, or is no Blogger blog.
    """
    home_url = seed(seed_url)
    robots = asked.robots(home_url)
    home = asked.page(home_url)
    answered_at = _origin(home.final_url)
    if urls.host_of(answered_at) != urls.host_of(home_url):
        robots = asked.robots(answered_at)
    reading = parse_page(home.body, home.final_url, content_type=home.header("content-type"))
    if reading.is_suspect:
        reading = slow_lane.read_again(reading, home, tools.outside.page_worker)
    blog = reading.blog or asked.blog_of_feed(answered_at)
    if blog is None or not blog.blog_id:
        what = f" ({reading.problem})" if reading.problem else ""
        raise NoBlogError(f"{home.final_url}: no Blogger blog there{what}; is the address right?")
    _check_same(tools, home_url, blog)
    blog = replace(blog, home_url=answered_at)
    with tools.archive.transaction():
        crawl = _keep(tools, seed_url, blog, home, asked.began)
        run = begin(tools, asked, blog, robots, crawl)
        run.home = reading
        asked.note(run)
    return run


def begin(tools: Tools, asked: Asked, blog: Blog, robots: Robots, crawl: int) -> Run:
    """A run of a blog that is known now."""
    if robots.delay is not None:
        tools.client.pace.slow_down(urlsplit(blog.home_url).netloc, robots.delay)
    return Run(
        archive=tools.archive,
        settings=tools.settings,
        client=tools.client,
        media_client=tools.media_client,
        outside=tools.outside,
        crawl=crawl,
        began=asked.began,
        began_monotonic=asked.began_monotonic,
        captures=Captures(tools.archive.db),
        blog=blog,
        home_url=blog.home_url,
        robots=robots,
    )


def _check_same(tools: Tools, home_url: str, blog: Blog) -> None:
    """:raises NoBlogError: the address led to another blog that is kept here."""
    kept = watermarks.of_host(tools.archive.db, urls.host_of(home_url))
    if kept is not None and kept.blog != blog.blog_id:
        raise NoBlogError(
            f"{home_url}: another blog ({blog.blog_id}) answers there now; "
            "to archive that one, choose another archive folder"
        )


def _keep(tools: Tools, seed_url: str, blog: Blog, home: Capture, now: datetime) -> int:
    """Keep the blog and every host name that led to it.

    :returns: the id of the run.
    """
    db = tools.archive.db
    crawl = crawls.begin_crawl(db, seed_url, now)
    names = (home.final_url, home.url, seed_url, blog.home_url)
    hosts = tuple(dict.fromkeys(urls.host_of(name) for name in names))
    entries.keep_blog(db, blog, hosts[0], hosts, now)
    return crawl


def _meaning(status: int) -> str:
    return {401: " (private)", 403: " (private)", 404: " (gone)", 410: " (gone)"}.get(status, "")


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


class Asked:
    """The few requests made before it is known whose they are."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._clock = tools.outside.clock
        self.began, self.began_monotonic = self._clock.now(), self._clock.monotonic()
        self.asked: list[tuple[str, list[Attempt], Capture | None]] = []

    def note(self, run: Run) -> None:
        """Keep them as requests and captures of a run; call it inside a transaction."""
        for kind, attempts, capture in self.asked:
            note_attempts(run, kind, attempts)
            if capture is not None:
                problem = None if capture.status == OK else f"answered {capture.status}"
                target = Target(kind, capture.url, capture.url, "")
                capture_id = keep_capture(run, target, capture, problem)
                if kind == "home" and run.home is not None:
                    keep_widgets(run.keeping, target, run.home, capture, capture_id)

    def fetch(self, kind: str, url: str, validators: Mapping[str, str] = NO_HEADERS) -> Capture:
        """:raises NetworkError: no answer after every try."""
        attempts: list[Attempt] = []
        limits = guard.Limits(self._tools.settings.max_page_bytes, self._tools.settings.timeout)
        capture: Capture | None = None
        try:
            note = self._tools.outside.noting(kind, attempts)
            capture = self._tools.client.fetch(Ask(url, limits, note, validators))
        finally:
            self.asked.append((kind, attempts, capture))
        return capture

    def robots(self, home_url: str) -> Robots:
        """What the host asks of crawlers; a host without robots.txt (4xx) asks nothing."""
        url = urljoin(home_url, "/robots.txt")
        db, began = self._tools.archive.db, self.began
        kept = captures.newest(db, "robots", url, began - ROBOTS_LAST, began)
        capture = kept or self.fetch("robots", url)
        return Robots.parse(capture.body if capture.status == OK else b"", "blogarchive")

    def page(self, url: str) -> Capture:
        """:raises NetworkError: there is no such page."""
        capture = self.fetch("home", url)
        if urls.host_of(capture.final_url) in LOGIN_HOSTS:
            raise NetworkError(f"{url}: the blog is private (it leads to {capture.final_url})")
        if capture.status != OK:
            raise NetworkError(
                f"{capture.final_url}: answered {capture.status}{_meaning(capture.status)}; "
                "the blog may be gone, private or spelt differently"
            )
        return capture

    def blog_of_feed(self, home_url: str) -> Blog | None:
        """The blog as its feed names it, where its home page does not."""
        capture = self.fetch("feed-posts", urljoin(home_url, FEED_PATHS["feed-posts"]))
        if capture.status != OK:
            return None
        try:
            reading = parse_feed(capture.body, capture.final_url)
        except ParseError:
            return None  # a parked domain answers every address with the same page
        if reading.is_suspect:
            reading = slow_lane.read_again(reading, capture, self._tools.outside.page_worker)
        return reading.blog
