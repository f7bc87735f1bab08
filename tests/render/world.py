"""A small language for saying what an archive holds: blogs, posts, comments, labels, pictures."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from archive.media import keep
from archive.render.site import RenderReport, render_mirror
from archive.store.connection import Archive

SEEN = "2024-03-03T10:00:00Z"


def png(width: int = 4, height: int = 3, red: int = 120) -> bytes:
    """A real, one-colour PNG."""
    row = b"\x00" + bytes((red, 150, 170)) * width

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    out = io.BytesIO()
    out.write(b"\x89PNG\r\n\x1a\n")
    out.write(chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)))
    out.write(chunk(b"IDAT", zlib.compress(row * height)))
    out.write(chunk(b"IEND", b""))
    return out.getvalue()


@dataclass
class World:
    """An archive being filled by a test."""

    archive: Archive
    n_ids: int = field(default=1000)

    @property
    def root(self) -> Path:
        return self.archive.root

    def _id(self) -> str:
        self.n_ids += 1
        return str(self.n_ids)

    def blog(self, host: str = "seed.blogspot.com", **values: Any) -> str:
        row = {
            "id": self._id(),
            "home_url": f"https://{host}/",
            "host": host,
            "title": "Seed",
            "language": "en",
            "first_seen_at": SEEN,
            "last_crawl_at": SEEN,
        } | values
        with self.archive.transaction() as db:
            db["blogs"].insert(row)
            db["blog_hosts"].insert({"host": host, "blog": row["id"]}, ignore=True)
        return row["id"]

    def post(
        self, blog: str, path: str = "/2020/12/seed.html", body: str = "", **values: Any
    ) -> str:
        labels = values.pop("labels", ())
        author = values.pop("author", None)
        (home,) = self.archive.db.execute(
            "SELECT home_url FROM blogs WHERE id = ?", [blog]
        ).fetchone()
        row = {
            "id": self._id(),
            "blog": blog,
            "kind": "page" if path.startswith("/p/") else "post",
            "url": home.rstrip("/") + path,
            "path": path.partition("?")[0],
            "title": "A seed",
            "published_on": None if path.startswith("/p/") else "2020-12-15",
            "body_html": body,
            "body_text": values.pop("text", "Words of the seed."),
            "digest": "d",
            "first_seen_at": SEEN,
            "last_seen_at": SEEN,
            "changed_at": SEEN,
            "author": self.author(author) if author else None,
        } | values
        with self.archive.transaction() as db:
            db["posts"].insert(row)
            for position, name in enumerate(labels):
                label = self._label(db, blog, name)
                db["post_labels"].insert({"post": row["id"], "label": label, "position": position})
        return row["id"]

    def _label(self, db: Any, blog: str, name: str) -> int:
        db["labels"].insert({"blog": blog, "name": name}, ignore=True)
        found = db.execute("SELECT id FROM labels WHERE blog = ? AND name = ?", [blog, name])
        return found.fetchone()[0]

    def author(self, name: str, profile_url: str | None = None) -> int:
        with self.archive.transaction() as db:
            row = {"key": profile_url or f"name:{name}", "name": name, "profile_url": profile_url}
            db["authors"].insert(row, ignore=True)
            return db.execute("SELECT id FROM authors WHERE key = ?", [row["key"]]).fetchone()[0]

    def comment(self, post: str, body: str = "Well said.", **values: Any) -> str:
        author = values.pop("author", "Reader")
        row = {
            "id": self._id(),
            "post": post,
            "author": self.author(author) if isinstance(author, str) else author,
            "published_on": "2020-12-16",
            "published_at": f"2020-12-16T10:{self.n_ids % 60:02}:00Z",
            "utc_offset": 360,
            "body_html": body,
            "body_text": body,
            "source": "feed",
            "digest": "d",
            "first_seen_at": SEEN,
            "last_seen_at": SEEN,
        } | values
        with self.archive.transaction() as db:
            db["comments"].insert(row)
        return row["id"]

    def picture(
        self, post: str, shown_url: str, body: bytes | None = None, **values: Any
    ) -> str | None:
        """A picture that a post shows: kept where `body` is given, else missing."""
        kept = keep(self.root, body) if body is not None else None
        media = {
            "key": shown_url,
            "state": "kept" if kept else values.pop("state", "missing"),
            "path": kept.path if kept else None,
            "sha256": kept.sha256 if kept else None,
            "mime": kept.mime if kept else None,
            "reason": None if kept else values.pop("reason", "404 Not Found"),
            "first_seen_at": SEEN,
        }
        with self.archive.transaction() as db:
            media_id = db["media"].insert(media).last_pk
            use = {
                "media": media_id,
                "post": post,
                "reading": "feed",
                "position": 0,
                "shown_url": shown_url,
            } | values
            db["media_uses"].insert(use)
        return kept.path if kept else None

    def change(self, table: str, row_id: str, **values: Any) -> None:
        with self.archive.transaction() as db:
            db[table].update(row_id, values)


def render(world: World) -> RenderReport:
    return render_mirror(world.archive)


def read(world: World, place: str) -> LexborHTMLParser:
    return LexborHTMLParser((world.root / "mirror" / place).read_text(encoding="utf-8"))


def every_page(world: World) -> dict[Path, str]:
    return {path: path.read_text("utf-8") for path in (world.root / "mirror").rglob("*.html")}


def small_blog(world: World) -> dict[str, str]:
    """Three posts over two years, a page, labels, comments, a kept and a dead picture."""
    blog = world.blog(description="Notes &amp; <b>seeds</b>")
    body = (
        '<p>See <a href="http://seed.blogspot.de/2020/11/second.html">the second</a> and'
        ' <a href="/p/about.html">about</a>, <a href="/2020/11/">November</a>,'
        ' <a href="/search/label/Why%3F">why</a>.</p>'
        '<a href="https://pics.example/s1600/a.png"><img src="https://pics.example/s320/a.png"></a>'
        '<img src="https://pics.example/dead.png">'
    )
    first = world.post(
        blog,
        "/2020/12/first.html",
        body,
        title="First <i>",
        labels=("Why?", "plain"),
        author="Ann",
        n_comments=230,
    )
    second = world.post(
        blog,
        "/2020/11/second.html",
        "<p>Two</p>",
        title="Second",
        published_on="2020-11-02",
        labels=("plain",),
    )
    third = world.post(
        blog,
        "/2019/01/third.html",
        "<p>Three</p>",
        title="",
        text="Words of three",
        published_on="2019-01-09",
    )
    world.post(blog, "/p/about.html", "<p>About</p>", title="About")
    world.picture(
        first,
        "https://pics.example/s320/a.png",
        png(),
        linked_url="https://pics.example/s1600/a.png",
    )
    world.picture(first, "https://pics.example/dead.png", reason="404 Not Found")
    question = world.comment(first, "A question?", author="Tom")
    world.comment(first, "An answer.", author="Ann", parent=question)
    world.comment(first, "", author=None, is_deleted=1)
    return {"blog": blog, "first": first, "second": second, "third": third, "question": question}
