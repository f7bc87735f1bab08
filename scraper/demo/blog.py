"""One demo blog: what exists at each moment, made only when looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import TypeVar, cast
from urllib.parse import urlsplit

from scraper.demo.bodies import Composer, CrossLink, has_photo_label, has_walk_label
from scraper.demo.comments import Conversation
from scraper.demo.editions import EDITIONS, LAST_CHANGE, START, FeedMode
from scraper.demo.numbers import PRIME, Numbering, draw
from scraper.demo.pictures import DemoPicture, PictureFault, PictureHosts
from scraper.demo.posts import DemoComment, DemoPerson, DemoPost, ms_of
from scraper.demo.texts import texts_of
from scraper.demo.timeline import DAY, HOUR, Month, Timeline

T = TypeVar("T")

_PAGES = 2**40
_NO_HOSTS = PictureHosts()


@dataclass(frozen=True, slots=True)
class _Edit:
    title: str | None
    body_html: str | None
    updated_ms: int


class DemoBlog:
    """A blog of any size (1 to 100,000 posts); post `k` (0 = the oldest) is made when asked for.

    `home_url` and `hosts` are base addresses without a final slash; all links are built from them.
    """

    def __init__(  # noqa: PLR0913  # six independent facts of a blog, each with a default
        self,
        edition: str,
        n_posts: int,
        *,
        home_url: str | None = None,
        hosts: PictureHosts = _NO_HOSTS,
        feed: FeedMode | None = None,
        feed_cap: int = 150,
        sitemap_cap: int = 150,
    ) -> None:
        self.facts = EDITIONS[edition]
        self.edition = edition
        self.language = self.facts.language
        self.texts = texts_of(edition)
        self.title = self.texts.title
        self.home_url = home_url or f"http://{self.facts.host}"
        self.host = urlsplit(self.home_url).netloc
        self.hosts = hosts
        self.feed: FeedMode = feed or self.facts.feed
        self.feed_cap = feed_cap
        self.sitemap_cap = sitemap_cap
        self.blog_id = str(PRIME // 2 + draw(PRIME // 2, "blog", edition))
        self.time = Timeline(self.facts, self.texts, n_posts)
        self._ids = Numbering(edition)
        self._edits: dict[int, _Edit] = {}
        self._added: dict[int, tuple[str, tuple[str, ...]]] = {}
        self._gone: set[int] = set()
        self._faults: dict[tuple[int, int], PictureFault] = {}
        self._talk = Conversation(self.facts, self.texts, self.time, self._ids, hosts)
        self._last_change_ms = ms_of(LAST_CHANGE)
        self._memory: dict[object, object] = {}
        self._post = lru_cache(maxsize=256)(self._make_post)

    # -- what exists -------------------------------------------------------------------------

    @property
    def n_posts(self) -> int:
        """How many posts the blog has now."""
        return self.time.n_posts - len(self._gone)

    @property
    def n_made(self) -> int:
        """How many whole posts were made since the blog last changed: pages stay lazy."""
        return self._post.cache_info().misses

    @property
    def last_change(self) -> datetime:
        """When anything on the blog last changed."""
        return self.time.local(self._last_change_ms)

    @property
    def numbers(self) -> Sequence[int]:
        """The numbers of all posts that exist, the oldest first."""
        every = range(self.time.n_posts)
        if not self._gone:
            return every
        return self.once("numbers", lambda: tuple(k for k in every if k not in self._gone))

    def post(self, k: int) -> DemoPost:
        """Return post `k`; IndexError where it never was or is deleted."""
        if not 0 <= k < self.time.n_posts or k in self._gone:
            raise IndexError(f"the {self.edition} blog has no post {k}")
        return self._post(k)

    def posts(self) -> Iterator[DemoPost]:
        """Yield every post, the newest first."""
        return (self.post(k) for k in reversed(self.numbers))

    def pages(self) -> tuple[DemoPost, ...]:
        """Return the static pages."""
        return self.once("pages", lambda: tuple(map(self._page, range(len(self.texts.pages)))))

    def number_at(self, path: str) -> int | None:
        """Return the number of the post that exists at a path."""
        k = self.time.k_at(path)
        return None if k in self._gone else k

    def number_of(self, post_id: str) -> int | None:
        """Return the number of the post with an id, None where none exists."""
        k = self._ids.index_of(post_id)
        return k if k < self.time.n_posts and k not in self._gone else None

    def n_comments(self, k: int) -> int:
        """Return how many comments a post declares, without making them."""
        return self._talk.n_comments(k)

    def comments(self, k: int) -> tuple[DemoComment, ...]:
        """Return a post's comments, the oldest first."""
        return self._talk.comments(k, self.post_id(k), self.post_url(k))

    def all_comments(self) -> Sequence[tuple[int, int, int]]:
        """Return (milliseconds, post, place) of every comment, the oldest first."""
        return self.once("comments", lambda: self._talk.in_order(self.numbers))

    def comment(self, k: int, place: int) -> DemoComment:
        """Return one comment of a post."""
        return self._talk.comment(k, place, self.post_id(k), self.post_url(k))

    def updated_ms(self, k: int) -> int:
        """Return when a post last changed; most are mended within a day, some weeks later."""
        if k in self._edits:
            return self._edits[k].updated_ms
        published = self.time.published_ms(k)
        if k in self._added:
            return published
        is_late = draw(6, self.edition, k, "late") == 0
        delay = draw(20 * DAY if is_late else 5 * HOUR, self.edition, k, "updated")
        return min(published + delay, ms_of(LAST_CHANGE))

    def by_update(self) -> Sequence[int]:
        """Return all numbers, the longest unchanged first."""
        return self.once("by update", lambda: tuple(sorted(self.numbers, key=self.updated_ms)))

    def months(self) -> Sequence[Month]:
        """Return the months of the archive, the oldest first (deleted posts still counted)."""
        return self.once("months", self.time.months)

    def numbers_between(self, first: int, last: int) -> Sequence[int]:
        """Return those of the numbers `first` to `last` - 1 that exist."""
        every = range(first, last)
        return [k for k in every if k not in self._gone] if self._gone else every

    def labels(self) -> dict[str, Sequence[int]]:
        """Return each label with the numbers of its posts, the oldest first."""
        return self.once("labels", self._labels)

    # -- what changes ------------------------------------------------------------------------

    def edit(
        self,
        k: int,
        *,
        title: str | None = None,
        body_html: str | None = None,
        at: datetime | None = None,
    ) -> None:
        """Change a post's title or body; without `at`, a day after the blog's last change."""
        before = self._edits.get(k, _Edit(None, None, 0))
        self._edits[k] = _Edit(
            before.title if title is None else title,
            before.body_html if body_html is None else body_html,
            self._changed(at),
        )

    def delete(self, k: int, *, at: datetime | None = None) -> None:
        """Take a post away: its address answers 404 and no list names it."""
        self._gone.add(k)
        self._changed(at)

    def publish(
        self,
        title: str,
        body_html: str,
        *,
        labels: tuple[str, ...] = (),
        at: datetime | None = None,
    ) -> int:
        """Publish one more post, newer than all others; return its number."""
        k = self.time.add(self._changed(at), title)
        self._added[k] = (body_html, labels)
        return k

    def add_comment(
        self, k: int, body_html: str, *, name: str, at: datetime | None = None
    ) -> DemoComment:
        """Add a comment to a post, which so counts as updated."""
        self.edit(k, at=at)
        self._talk.add(k, body_html, DemoPerson(name, None, self._talk.blank), self._last_change_ms)
        return self.comments(k)[-1]

    def remove_comment(self, k: int, place: int, *, at: datetime | None = None) -> None:
        """Put the removal notice in the place of a comment; it still counts."""
        self.edit(k, at=at)
        self._talk.remove(k, place)

    def spoil(self, k: int, which: int, fault: PictureFault) -> None:
        """Let something be wrong with a picture of a post; its page stays as it is."""
        self._faults[k, which] = fault

    def _changed(self, at: datetime | None) -> int:
        self._last_change_ms = self._last_change_ms + DAY if at is None else ms_of(at)
        self._memory.clear()
        self._post.cache_clear()
        return self._last_change_ms

    # -- how it is made ----------------------------------------------------------------------

    def post_id(self, k: int) -> str:
        """Return a post's id."""
        return self._ids.id_of(k)

    def post_url(self, k: int) -> str:
        """Return a post's address."""
        return self.home_url + self.time.path(k)

    def title_of(self, k: int) -> str:
        """Return a post's title as it is now."""
        edit = self._edits.get(k)
        return self.time.title(k) if edit is None or edit.title is None else edit.title

    @property
    def owner(self) -> DemoPerson:
        """Whoever writes the blog."""
        return self._talk.owner

    def pictures(self, k: int) -> tuple[DemoPicture, ...]:
        """Return the pictures that a post was published with; edits leave them where they are."""
        if not 0 <= k < self.time.n_posts or k in self._added:
            return ()
        made = self._composer(k, None).pictures()
        return tuple(
            replace(one, fault=self._faults.get((k, which))) for which, one in enumerate(made)
        )

    def _composer(self, k: int, link: CrossLink | None) -> Composer:
        return Composer(self.facts, self.texts, self.hosts, k, self.time.quirk(k), link)

    def _make_post(self, k: int) -> DemoPost:
        post = DemoPost(
            k=k,
            kind="post",
            quirk=self.time.quirk(k),
            post_id=self.post_id(k),
            path=self.time.path(k),
            url=self.post_url(k),
            title=self.title_of(k),
            published=self.time.local(self.time.published_ms(k)),
            updated=self.time.local(self.updated_ms(k)),
            labels=self.labels_of(k),
            author=self.owner,
            body_html=self._body(k),
            pictures=self.pictures(k),
            n_comments=self.n_comments(k),
            read_comments=lambda: self.comments(k),
        )
        edit = self._edits.get(k)
        return (
            post
            if edit is None or edit.body_html is None
            else replace(post, body_html=edit.body_html)
        )

    def _body(self, k: int) -> str:
        if k in self._added:
            return self._added[k][0]
        composer = self._composer(k, self._cross_link(k))
        return composer.body(composer.pictures())

    def _cross_link(self, k: int) -> CrossLink | None:
        """Every third post points at an older one, each time in another of the forms in use."""
        if k % 3 or k == 0:
            return None
        other = draw(k, self.edition, k, "link")
        url = self.post_url(other)
        is_plain = ":" in self.host
        forms = (
            url,
            f"{url}?m=1",
            url if is_plain else url.replace("http://", "https://", 1),
            f"{url}?showComment={self.time.published_ms(other) + HOUR}",
            url.replace(".blogspot.com/", ".blogspot.de/", 1),
            f"{url}#comment-form",
        )
        return CrossLink(forms[k // 3 % len(forms)], self.title_of(other) or url)

    def labels_of(self, k: int) -> tuple[str, ...]:
        """Return a post's labels."""
        if k in self._added:
            return self._added[k][1]
        if self.time.quirk(k) == "seed":
            return ()
        also = ((has_photo_label, self.texts.photo_label), (has_walk_label, self.texts.walk_label))
        topic = self.texts.topics[k % len(self.texts.topics)].label
        return (topic, *(label for has, label in also if has(k)))

    def _labels(self) -> dict[str, Sequence[int]]:
        """Labels recur in fixed steps, so that counting them makes no post."""
        count = self.time.n_first
        names = tuple(topic.label for topic in self.texts.topics)
        found = {label: range(first, count, len(names)) for first, label in enumerate(names)}
        found |= {self.texts.photo_label: range(1, count, 3)}
        found |= {self.texts.walk_label: range(2, count, 5)}
        without = self._gone | {k for k in range(count - 1, count) if not self.labels_of(k)}
        kept = {label: [k for k in every if k not in without] for label, every in found.items()}
        for k in sorted(self._added.keys() - self._gone):
            for label in self._added[k][1]:
                kept.setdefault(label, []).append(k)
        return {label: kept[label] for label in sorted(kept) if kept[label]}

    def _page(self, which: int) -> DemoPost:
        page = self.texts.pages[which]
        published = ms_of(START) + (which + 1) * DAY + 9 * HOUR + 17 * 60_000
        path = f"/p/{page.slug}.html"
        return DemoPost(
            k=which,
            kind="page",
            quirk="plain",
            post_id=self._ids.id_of(_PAGES + which),
            path=path,
            url=self.home_url + path,
            title=page.title,
            published=self.time.local(published),
            updated=self.time.local(published + which * 90 * DAY),
            labels=(),
            author=self.owner,
            body_html="\n".join(f"<p>{text}</p>" for text in page.paragraphs),
            pictures=(),
            n_comments=0,
            read_comments=tuple,
        )

    def once(self, what: object, make: Callable[[], T]) -> T:
        """Make something once and remember it until the blog changes."""
        if what not in self._memory:
            self._memory[what] = make()
        return cast("T", self._memory[what])
