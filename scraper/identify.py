"""Which blog is at an address, where does it live, and what may be asked of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from archive.errors import NetworkError, RefusedError, UsageError
from archive.model import Blog, Capture, Target
from archive.store import crawls, entries
from archive.store.captures import Captures
from archive.store.connection import Archive
from scraper import slow_lane, urls
from scraper.config import CrawlSection
from scraper.fetch import guard
from scraper.fetch.client import Ask, Attempt, Client
from scraper.fetch.polite import Robots
from scraper.intake import keep_capture, note_attempts
from scraper.keeping import keep_widgets
from scraper.parse.feed import parse_feed
from scraper.parse.page import parse_page
from scraper.plan import FEED_PATHS
from scraper.run import Outside, Run

OK = 200


@dataclass(frozen=True, slots=True)
class Tools:
    """What a run works with."""

    archive: Archive
    settings: CrawlSection
    client: Client
    media_client: Client
    outside: Outside


class NoBlogError(NetworkError):
    """Something answers at the address, but it is no Blogger blog."""


def seed(url: str) -> str:
    """The home address of the blog that a page's address is on.

    :raises UsageError: it is no http(s) address.
    """
    try:
        guard.check_url(url)
        parts = urlsplit(urls.fetch_form(url))
    except (RefusedError, ValueError) as error:
        example = "https://example.blogspot.com"
        raise UsageError(f"{url!r} is no http(s) address; write it like {example}") from error
    return f"{parts.scheme}://{parts.netloc}/"


def identify(seed_url: str, tools: Tools) -> Run:
    """Fetch robots.txt and the home page, and keep the blog they belong to.

    :raises NetworkError: the blog cannot be reached, is not there, or is no Blogger blog.
    """
    clock = tools.outside.clock
    began, began_monotonic = clock.now(), clock.monotonic()
    home_url = seed(seed_url)
    asked = _Asked(tools)
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
        raise NoBlogError(f"{home.final_url}: no Blogger blog there; is the address right?")
    blog = replace(blog, home_url=answered_at)
    with tools.archive.transaction():
        crawl = _keep(tools, seed_url, blog, home, began)
        run = Run(
            archive=tools.archive,
            settings=tools.settings,
            client=tools.client,
            media_client=tools.media_client,
            outside=tools.outside,
            crawl=crawl,
            began=began,
            began_monotonic=began_monotonic,
            captures=Captures(tools.archive.db),
            blog=blog,
            home_url=answered_at,
            robots=robots,
            home=reading,
        )
        for kind, attempts, capture in asked.asked:
            note_attempts(run, kind, attempts)
            if capture is not None:
                target = Target(kind, capture.url, capture.url, "")
                capture_id = keep_capture(run, target, capture)
                if capture is home:
                    keep_widgets(run.keeping, target, reading, capture, capture_id)
    if robots.delay is not None:
        tools.client.pace.slow_down(urlsplit(answered_at).netloc, robots.delay)
    return run


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


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


class _Asked:
    """The few requests made before it is known whose they are."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self.asked: list[tuple[str, list[Attempt], Capture | None]] = []

    def fetch(self, kind: str, url: str) -> Capture:
        attempts: list[Attempt] = []
        limits = guard.Limits(self._tools.settings.max_page_bytes, self._tools.settings.timeout)
        capture: Capture | None = None
        try:
            note = self._tools.outside.noting(kind, attempts)
            capture = self._tools.client.fetch(Ask(url, limits, note))
        finally:
            self.asked.append((kind, attempts, capture))
        return capture

    def robots(self, home_url: str) -> Robots:
        """What the host asks of crawlers; a host without robots.txt (4xx) asks nothing."""
        capture = self.fetch("robots", urljoin(home_url, "/robots.txt"))
        return Robots.parse(capture.body if capture.status == OK else b"", "blogarchive")

    def page(self, url: str) -> Capture:
        """:raises NetworkError: there is no such page."""
        capture = self.fetch("home", url)
        if capture.status != OK:
            raise NetworkError(
                f"{capture.final_url}: answered {capture.status}; "
                "the blog may be gone, private or spelt differently"
            )
        return capture

    def blog_of_feed(self, home_url: str) -> Blog | None:
        """The blog as its feed names it, where its home page does not."""
        capture = self.fetch("feed-posts", urljoin(home_url, FEED_PATHS["feed-posts"]))
        if capture.status != OK:
            return None
        reading = parse_feed(capture.body, capture.final_url)
        if reading.is_suspect:
            reading = slow_lane.read_again(reading, capture, self._tools.outside.page_worker)
        return reading.blog
