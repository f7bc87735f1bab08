"""A small archive with two blogs, in many scripts, for the tests of the offline verbs."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

from archive.store.connection import Archive
from archive.store.words_index import index_comment, index_post

NOW = "2026-01-02T03:04:05Z"

PostRow = tuple[str, str, str, str, str, str | None, str, int | None]
"""Id, blog, kind, path, title, day, words of the body, declared comments."""

POSTS: tuple[PostRow, ...] = (
    ("11", "1", "post", "/2020/01/hello.html", "Hello world", "2020-01-05",
     "The quick brown fox jumps.\nIt jumped over the lazy dog by the well-known café.", 3),
    ("12", "1", "post", "/2020/02/greek.html", "Ελληνικά", "2020-02-01",
     "Κάθε Παρασκευή πηγαίνουμε στην αγορά.", 0),
    ("13", "1", "page", "/p/about.html", "About this fox", None, "A page about me.", None),
    ("21", "2", "post", "/2021/03/bangla.html", "বাংলা", "2021-03-01",
     "আমি বাংলায় গান গাই। বিজ্ঞানের ক্ষুদ্র কথা।", None),
    ("22", "2", "post", "/2021/04/mixed.html", "東京の桜", "2021-04-01",
     "東京2020オリンピックは延期された。ประเทศไทยสวยงาม한국어도있다.", 1),
)  # fmt: skip

COMMENTS = (
    ("111", "11", "Ann", "2020-01-06", "What a lovely fox!"),
    ("112", "11", "Борис", "2020-01-07", "Ёлка зелёная, а лиса рыжая."),
    ("221", "22", "Ann", "2021-04-02", '=HYPERLINK("http://evil.example") \x1b[31mred'),
)  # fmt: skip


def make_archive(root: Path) -> Path:
    """Two blogs, five entries, three comments; a comment, a post and a picture are missing."""
    with Archive.open_for_writing(root) as archive, archive.transaction() as db:
        _add_blogs(db)
        authors = {"Ann": 1, "Борис": 2}
        for name, number in authors.items():
            db.execute(
                "INSERT INTO authors (id, key, name) VALUES (?, ?, ?)",
                [number, f"name:{name}", name],
            )
        for post in POSTS:
            add_post(db, post)
        for comment_id, post_id, author, day, body in COMMENTS:
            db.execute(
                """INSERT INTO comments
                  (id, post, author, published_on, body_text, source, digest, first_seen_at,
                   last_seen_at)
                VALUES (?, ?, ?, ?, ?, 'feed', 'd', ?, ?)""",
                [comment_id, post_id, authors[author], day, body, NOW, NOW],
            )
            index_comment(db, comment_id, post_id, body, author)
        _add_gaps(db)
    return root


def add_post(db: Database, post: PostRow) -> None:
    post_id, blog, kind, path, title, day, body, n_comments = post
    host = db.execute("SELECT host FROM blogs WHERE id = ?", [blog]).fetchone()[0]
    db.execute(
        """INSERT INTO posts
          (id, blog, kind, url, path, title, published_on, author, n_comments, body_text, digest,
           first_seen_at, last_seen_at, changed_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, 'd', ?, ?, ?)""",
        [post_id, blog, kind, f"https://{host}{path}", path, title, day, n_comments, body]
        + [NOW] * 3,
    )
    index_post(db, post_id, title, body, "Ann")


def _add_blogs(db: Database) -> None:
    for blog, host, title, total in (
        ("1", "foxes.blogspot.com", "All about foxes", 3),
        ("2", "world.blogspot.com", "Scripts of the world", None),
    ):
        db.execute(
            """INSERT INTO blogs (id, home_url, host, title, feed_total, first_seen_at)
            VALUES (?, ?, ?, ?, ?, ?)""",
            [blog, f"https://{host}/", host, title, total, NOW],
        )
        db.execute("INSERT INTO blog_hosts (host, blog) VALUES (?, ?)", [host, blog])
    db.execute(
        """INSERT INTO crawls (id, blog, seed_url, started_at, finished_at, outcome)
        VALUES (1, '1', 'https://foxes.blogspot.com/', ?, ?, 'partial')""",
        [NOW, NOW],
    )


def _add_gaps(db: Database) -> None:
    db.execute(
        """INSERT INTO media (id, key, state, reason, first_seen_at)
        VALUES (1, 'k', 'missing', '404', ?)""",
        [NOW],
    )
    db.execute(
        """INSERT INTO media_uses (media, post, reading, position, shown_url)
        VALUES (1, '11', 'feed', 0, 'https://pictures.example/x.jpg')"""
    )
    for kind, subject in (("missing-media", "k"), ("disagreement", "11")):
        db.execute(
            """INSERT INTO findings (blog, post, kind, subject, message, found_at)
            VALUES ('1', '11', ?, ?, 'It is so.', ?)""",
            [kind, subject, NOW],
        )
