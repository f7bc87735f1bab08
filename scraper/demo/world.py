"""The whole demo in one hand: several blogs, their picture hosts, and the ports that serve them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType, TracebackType
from typing import Self
from urllib.parse import urlsplit

from scraper.demo import media, site
from scraper.demo.answers import Answer
from scraper.demo.blog import DemoBlog
from scraper.demo.editions import EDITIONS, START
from scraper.demo.pictures import PictureHosts
from scraper.demo.server import Desk, Listener
from scraper.demo.weather import Forecast

_ALL = ("bn", "en", "ar")
_TOTAL_SHARE = 60


class DemoWorld:
    """Demo blogs being served on 127.0.0.1; leave the `with` to stop."""

    def __init__(
        self, blogs: Sequence[DemoBlog], desk: Desk, listeners: Sequence[Listener]
    ) -> None:
        self.blogs = tuple(blogs)
        self._desk = desk
        self._listeners = tuple(listeners)
        self.address = listeners[0].address
        """`127.0.0.1:PORT` of the first port; usable as an `http_proxy` too."""
        for blog in self.blogs:
            desk.sites[blog.host] = _blog_site(blog)
        for base_url in _picture_bases(self.blogs):
            desk.sites.setdefault(urlsplit(base_url).netloc, _media_site(self.blogs, base_url))

    @classmethod
    def start(
        cls,
        n_posts: int = _TOTAL_SHARE,
        *,
        editions: Sequence[str] = _ALL,
        port: int = 0,
        plain: bool = False,
        make_blog: Callable[..., DemoBlog] = DemoBlog,
    ) -> DemoWorld:
        """Serve `n_posts` posts in all, spread over the editions.

        `port` 0 takes a free one. Where `plain`, blogs live at `http://127.0.0.1:PORT` and pictures
        at the port after the last blog's, so that any program can read them without host names.
        `make_blog` takes (edition, n_posts, home_url=, hosts=): pass one that sets more.
        """
        desk = Desk()
        n_listeners = len(editions) + 1 if plain else 1
        listeners = [Listener(desk, port + which if port else 0) for which in range(n_listeners)]
        blogs = []
        for which, (edition, count) in enumerate(_shares(n_posts, editions)):
            if plain:
                pictures = f"http://{listeners[-1].address}"
                hosts = PictureHosts(
                    *(pictures, pictures, pictures), stills=pictures, videos=pictures, others=()
                )
                home_url = f"http://{listeners[which].address}"
                blogs.append(make_blog(edition, count, home_url=home_url, hosts=hosts))
            else:
                blogs.append(make_blog(edition, count))
        for listener in listeners:
            listener.start()
        return cls(blogs, desk, listeners)

    @property
    def connect_to(self) -> Mapping[str, str]:
        """Every host name that is served, with the `127.0.0.1:PORT` that serves it."""
        return MappingProxyType(
            {
                host: host if host.startswith("127.0.0.1:") else self.address
                for host in self._desk.sites
            }
        )

    @property
    def counts(self) -> Counter[str]:
        """How many requests were answered, by kind."""
        return self._desk.counts

    @property
    def n_sent(self) -> int:
        """Bytes of all bodies as sent (gzip counted), since the start."""
        return self._desk.n_sent

    @property
    def log(self) -> Sequence[str]:
        """The addresses asked for, the oldest first, up to the last 200,000."""
        return tuple(self._desk.log)

    def blog(self, edition: str) -> DemoBlog:
        """Return the blog of an edition."""
        return next(blog for blog in self.blogs if blog.edition == edition)

    @property
    def weather(self) -> Forecast | None:
        """What befalls the requests; None is calm. Set it at any time."""
        return self._desk.forecast

    @weather.setter
    def weather(self, forecast: Forecast | None) -> None:
        self._desk.forecast = forecast

    def before_each(self, change: Callable[[int], None]) -> None:
        """Call `change` before each request with its number, from 1: blogs change while read."""
        self._desk.before = change

    def calm(self, url: str) -> Answer:
        """What is at an address, whatever the weather; counts as no request."""
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return self._desk.calm(parts.netloc.lower(), target)[0]

    def forget(self) -> None:
        """Begin counting anew."""
        self._desk.counts.clear()
        self._desk.log.clear()

    def close(self) -> None:
        """Stop serving."""
        for listener in self._listeners:
            listener.close()

    def __enter__(self) -> Self:
        """Serve while the `with` lasts."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop serving."""
        self.close()


def _shares(n_posts: int, editions: Sequence[str]) -> list[tuple[str, int]]:
    """Spread posts over editions as 30 : 18 : 12; each gets at least one, the first the rest."""
    weights = [EDITIONS[edition].share for edition in editions]
    counts = [max(1, n_posts * weight // sum(weights)) for weight in weights]
    counts[0] = max(1, n_posts - sum(counts[1:]))
    return list(zip(editions, counts, strict=True))


def _picture_bases(blogs: Sequence[DemoBlog]) -> list[str]:
    return sorted(
        {
            base
            for blog in blogs
            for base in (
                *(blog.hosts.numbered.format(n=n) for n in range(1, 5)),
                blog.hosts.suffixed,
                blog.hosts.blank,
                blog.hosts.stills,
                blog.hosts.videos,
                *blog.hosts.others,
            )
        }
    )


def _blog_site(blog: DemoBlog) -> Callable[[str], tuple[Answer, datetime]]:
    return lambda target: (site.answer(blog, target), blog.last_change)


def _media_site(
    blogs: Sequence[DemoBlog], base_url: str
) -> Callable[[str], tuple[Answer, datetime]]:
    return lambda target: (media.answer(blogs, base_url, target), START)
