"""What readers wrote under the posts: pure functions of post and place, and later additions."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from scraper.demo.editions import N_BUSY_COMMENTS, Edition
from scraper.demo.numbers import Numbering, draw
from scraper.demo.pictures import AVATARS, DemoPicture, PictureHosts, code_of
from scraper.demo.posts import DemoComment, DemoPerson
from scraper.demo.texts import Texts
from scraper.demo.timeline import HOUR, Timeline

_COUNTS = (0, 0, 0, 1, 1, 2, 2, 3, 4, 7)
"""How many comments posts have: most few, some none."""
_QUIRK_COUNTS = {"seed": 0, "busy": N_BUSY_COMMENTS, "deleted-comments": 5, "references": 2}
_DELETED_PLACES = frozenset({1, 3})
_FIRST_ID = 2**41
_ROOM = 4096
"""Ids kept for the comments of one post."""


class Conversation:
    """The comments of one blog."""

    def __init__(
        self,
        edition: Edition,
        texts: Texts,
        time: Timeline,
        ids: Numbering,
        hosts: PictureHosts,
    ) -> None:
        self._edition = edition
        self._texts = texts
        self._time = time
        self._ids = ids
        self._hosts = hosts
        self._added: dict[int, list[tuple[str, DemoPerson, int]]] = {}
        self._removed: set[tuple[int, int]] = set()
        self._taken: set[str] = set()
        self.blank = f"{hosts.blank}/img/blank.gif"
        self.owner = self._person(texts.author, -1)

    def n_comments(self, k: int) -> int:
        """Return how many comments a post has, removed ones included."""
        return len(self._places(k))

    def _n_first(self, k: int) -> int:
        if self._time.is_added(k):
            return 0
        fixed = _QUIRK_COUNTS.get(self._time.quirk(k))
        return fixed if fixed is not None else _COUNTS[self._draw(len(_COUNTS), k, "comments")]

    def add(self, k: int, body_html: str, author: DemoPerson, at_ms: int) -> None:
        """Put one more comment under a post."""
        self._added.setdefault(k, []).append((body_html, author, at_ms))

    def take_away(self, comment_id: str) -> None:
        """Leave nothing of a comment."""
        self._taken.add(comment_id)

    def _places(self, k: int) -> Sequence[int]:
        every = range(self._n_first(k) + len(self._added.get(k, ())))
        if not self._taken:
            return every
        return [place for place in every if self._id(k, place) not in self._taken]

    def remove(self, k: int, place: int) -> None:
        """Leave only the removal notice of a comment."""
        self._removed.add((k, place))

    def comments(self, k: int, post_id: str, post_url: str) -> tuple[DemoComment, ...]:
        """Return a post's comments, the oldest first."""
        return tuple(self.comment(k, place, post_id, post_url) for place in self._places(k))

    def in_order(self, numbers: Sequence[int]) -> list[tuple[int, int, int]]:
        """Return (milliseconds, post, place) of all comments of some posts, the oldest first."""
        return sorted(
            (self.at_ms(k, place), k, place) for k in numbers for place in self._places(k)
        )

    def at_ms(self, k: int, place: int) -> int:
        """Return when a comment was written; later places are later."""
        first = self._n_first(k)
        if place >= first:
            return self._added[k][place - first][2]
        step = 3 * HOUR
        return self._time.published_ms(k) + (place + 1) * step + self._draw(step, k, place, "at")

    def comment(self, k: int, place: int, post_id: str, post_url: str) -> DemoComment:
        """Return one comment of a post."""
        parent = self._parent(k, place)
        is_deleted = self._is_deleted(k, place)
        author, is_owner = self._author(k, place, is_reply=parent is not None)
        return DemoComment(
            comment_id=self._id(k, place),
            post_id=post_id,
            parent_id=None if parent is None else self._id(k, parent),
            author=author,
            published=self._time.local(self.at_ms(k, place)),
            body_html=self._texts.words["removed_by_author"]
            if is_deleted
            else self._body(k, place, is_reply=parent is not None),
            is_deleted=is_deleted,
            post_url=post_url,
            is_owner=is_owner,
        )

    def _id(self, k: int, place: int) -> str:
        return self._ids.id_of(_FIRST_ID + k * _ROOM + place)

    def _parent(self, k: int, place: int) -> int | None:
        """Return the place of the comment that this one answers; threads are one level deep."""
        if place == 0 or place >= self._n_first(k) or self._draw(3, k, place, "reply"):
            return None
        answered = self._draw(place, k, place, "parent")
        above = self._parent(k, answered)
        return answered if above is None else above

    def _is_deleted(self, k: int, place: int) -> bool:
        by_nature = self._time.quirk(k) == "deleted-comments" and place in _DELETED_PLACES
        return by_nature or (k, place) in self._removed

    def _author(self, k: int, place: int, *, is_reply: bool) -> tuple[DemoPerson, bool]:
        first = self._n_first(k)
        if place >= first:
            return self._added[k][place - first][1], False
        names = self._texts.names
        who = self._draw(len(names) + 2, k, place, "who")
        if is_reply and self._draw(2, k, place, "owner"):
            return self.owner, True
        if who >= len(names):
            return DemoPerson(self._texts.words["anonymous"], None, self.blank), False
        return self._person(names[who], who), False

    def _person(self, name: str, who: int) -> DemoPerson:
        code = code_of(AVATARS, self._edition.number, who + 2)
        face = DemoPicture(code, self._hosts.suffixed, "", 96, 96, "suffix")
        profile = self._ids.id_of(2**42 + who + 1)
        return DemoPerson(name, f"https://www.blogger.com/profile/{profile}", face.url_of("s35"))

    def _body(self, k: int, place: int, *, is_reply: bool) -> str:
        first = self._n_first(k)
        if place >= first:
            return self._added[k][place - first][0]
        pool = self._texts.replies if is_reply else self._texts.comments
        one = self._draw(len(pool), k, place, "text")
        two = (one + 1 + self._draw(len(pool) - 1, k, place, "more")) % len(pool)
        parts = [pool[one]] if self._draw(3, k, place, "long") else [pool[one], pool[two]]
        return "<br />".join(escape(part, quote=False) for part in parts)

    def _draw(self, limit: int, *why: object) -> int:
        return draw(limit, self._edition.name, *why)
