"""What one run carries from start to end: its tools, the blog, and its counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from archive.model import Blog, Finding
from archive.store import known
from archive.store.captures import Captures
from archive.store.connection import Archive
from archive.store.targets import Frontier
from archive.versions import Change
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.fetch.client import Attempt, Client
from scraper.fetch.dial import Resolve, resolve
from scraper.fetch.guard import Limits
from scraper.fetch.robots import Robots
from scraper.keeping import Keeping
from scraper.parse.readings import PageReading
from scraper.report import Progress
from scraper.slow_lane import WorkerLimits

TELL_SECONDS = 0.1
PHASE_NAMES = {
    "feed-posts-changed": "changed posts",
    "feed-comments-changed": "new comments",
    "feed-posts": "posts feed",
    "feed-pages": "posts feed",
    "sitemap": "sitemap",
    "archive": "month archives",
    "post": "pages",
    "page": "pages",
    "label": "label pages",
    "feed-comments": "comments feed",
    "feed-post-comments": "comments",
    "media": "pictures",
    "part": "page parts",
}


@dataclass(frozen=True, slots=True)
class Outside:
    """What a run sees of the world around it: the seams that tests and the demo fill."""

    clock: Clock
    connect_to: Mapping[str, str] = field(default_factory=dict)
    """Host name to `address:port`, instead of asking DNS."""
    tell: Callable[[Progress], None] = lambda _: None
    """Told where the run stands."""
    stopping: Callable[[], bool] = lambda: False
    """True once the user asked to stop: the answer in hand is still kept."""
    resolve: Resolve = resolve
    """Addresses of a host, where `connect_to` has none."""
    page_worker: WorkerLimits = field(default_factory=WorkerLimits)
    """What parsing one suspicious page may cost."""
    limit: Callable[[], str] = lambda: ""
    """The limit that stops the run, in words; empty where none does."""
    requested: Callable[[str, Attempt], None] = lambda _kind, _attempt: None
    """Told of every request, by kind of target, from whichever thread made it."""
    found: Callable[[Finding], None] = lambda _: None
    """Told of every finding."""

    def noting(self, kind: str, attempts: list[Attempt]) -> Callable[[Attempt], None]:
        """What the client calls after each request: it is listed, and told of."""

        def note(attempt: Attempt) -> None:
            attempts.append(attempt)
            self.requested(kind, attempt)

        return note


@dataclass(slots=True)
class Run:
    """One crawl of one blog."""

    archive: Archive
    settings: CrawlSection
    client: Client
    media_client: Client
    outside: Outside
    crawl: int
    began: datetime
    began_monotonic: float
    captures: Captures
    blog: Blog
    home_url: str
    """Where the home page answers: scheme and host to ask every page of the blog at."""
    robots: Robots
    is_full: bool = True
    """Whether every listing is read, or only what changed is asked for."""
    asks_all: bool = False
    """Whether pages that no source says changed are asked for again."""
    home: PageReading | None = None
    """The home page as read in this run: its widgets guide discovery."""
    crawl_began: datetime | None = None
    """When the run that this one goes on with began; `began` unless that one was killed."""
    listed_since: datetime | None = None
    """When the first of the runs began that this one goes on with, if there were several."""
    requests: Counter[str] = field(default_factory=Counter)
    changes: Counter[Change] = field(default_factory=Counter)
    n_bytes: int = 0
    n_failed: int = 0
    _told: float = float("-inf")

    @property
    def clock(self) -> Clock:
        """The seam of time."""
        return self.outside.clock

    @property
    def frontier(self) -> Frontier:
        """The blog's targets."""
        return Frontier(self.archive.db, self.blog.blog_id, self.crawl)

    @property
    def keeping(self) -> Keeping:
        """Where this run keeps what it reads."""
        began = self.crawl_began or self.began
        found = self.outside.found
        return Keeping(
            *(self.archive, self.blog.blog_id, self.home_url),
            *(self.crawl, began, self.changes),
            listed_since=self.listed_since,
            found=found,
        )

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every host name that leads to the blog."""
        return known.hosts_of(self.archive.db, self.blog.blog_id)

    @property
    def page_limits(self) -> Limits:
        """How much of a page is taken."""
        return Limits(self.settings.max_page_bytes, self.settings.timeout)

    @property
    def media_limits(self) -> Limits:
        """How much of a picture is taken."""
        return Limits(self.settings.max_media_bytes, self.settings.timeout)

    def count(self, kind: str, attempt: Attempt) -> None:
        """Count one request."""
        self.requests[kind] += 1
        self.n_bytes += attempt.n_bytes or 0

    def report_progress(self, phase: str, n_left: Callable[[], int]) -> None:
        """Tell where the run stands, at most ten times a second: counting costs queries."""
        moment = self.clock.monotonic()
        if moment - self._told < TELL_SECONDS:
            return
        self._told = moment
        totals = known.totals(self.archive.db, self.blog.blog_id)
        self.outside.tell(
            Progress(
                blog=self.blog.title or self.home_url,
                phase=phase,
                n_posts=totals.n_posts,
                n_comments=totals.n_comments,
                n_media=totals.n_media,
                n_requests=self.requests.total(),
                n_left=n_left(),
                seconds=self.clock.monotonic() - self.began_monotonic,
            )
        )
