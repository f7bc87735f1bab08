"""Where crashes are played: demo blogs that count requests, archives to begin from, the ends."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path

from archive.store.connection import Archive
from archive.verbs.verify import opened
from archive.verify import Extent, verify
from scraper.demo import DemoWorld, media, site
from scraper.demo.answers import Answer
from scraper.demo.blog import DemoBlog
from scraper.demo.pictures import PictureHosts
from scraper.demo.server import Desk, Listener
from tests.crash import child
from tests.same_rows import Contents, contents

N_POSTS, N_OLD_POSTS = 20, 3
QUIET = 0
N_LABEL_COLUMNS = 3
CONFIG = """[crawl]
delay = 0.0
tries = 1
connections = {connections}
media_connections = {connections}
"""


class Asked:
    """Counts requests, and lets one of them go unanswered."""

    def __init__(self) -> None:
        self.n_asked = 0
        self._fails_at = 0

    def begin(self, fails_at: int = 0) -> None:
        """Count anew; the request `fails_at`, from 1, is not answered: its connection is closed."""
        self.n_asked, self._fails_at = 0, fails_at

    def told(self, _number: int) -> None:
        self.n_asked += 1
        if self.n_asked == self._fails_at:
            raise ConnectionResetError


def one_port(edition: str, n_posts: int) -> DemoWorld:
    """Serve a blog with its pictures on one port: no other port of this machine may be asked."""
    desk = Desk()
    listener = Listener(desk)
    base_url = f"http://{listener.address}"
    hosts = PictureHosts(*[base_url] * 5, ())
    blog = DemoBlog(edition, n_posts, home_url=base_url, hosts=hosts)
    world = DemoWorld((blog,), desk, (listener,))

    def answer(target: str) -> tuple[Answer, datetime]:
        page = site.answer(blog, target)
        is_page = page.status != HTTPStatus.NOT_FOUND
        return page if is_page else media.answer((blog,), base_url, target), blog.last_change

    desk.sites[listener.address] = answer
    listener.start()
    return world


@dataclass(frozen=True, slots=True)
class End:
    """What an archive comes to when nothing disturbs it."""

    rows: Contents
    mirror: Mapping[str, bytes]
    n_requests: int


@dataclass(frozen=True, slots=True)
class Start:
    """An archive to begin from, and where it must lead."""

    name: str
    """`first`: beside another blog; `again`: after edits; `render`; `new`: in an empty folder."""
    folder: Path
    words: tuple[str, ...]
    end: End


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that one play needs."""

    root: Path
    world: DemoWorld
    asked: Asked
    starts: tuple[Start, ...]

    def words(self, folder: Path, verb: tuple[str, ...]) -> tuple[str, ...]:
        return ("--config", str(self.root / "config.toml"), "--archive", str(folder), *verb)

    def run(self, folder: Path, verb: tuple[str, ...], fails_at: int = 0) -> int:
        self.asked.begin(fails_at)
        return child.ended(self.words(folder, verb), self.told)

    def said(self) -> str:
        """What the last command printed."""
        return self.told.read_text("utf-8", "replace")

    @property
    def told(self) -> Path:
        """The file that a command prints to."""
        return self.root / "told.txt"


@contextmanager
def staged(root: Path, connections: int) -> Iterator[Stage]:
    """Two blogs being served, one of them edited since it was last archived, and four starts."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "config.toml").write_text(CONFIG.format(connections=connections), "utf-8")
    asked = Asked()
    with one_port("en", N_POSTS) as world:
        world.before_each(asked.told)
        yield Stage(root, world, asked, tuple(_starts(Stage(root, world, asked, ()))))


def _starts(stage: Stage) -> Iterator[Start]:
    crawl = ("crawl", stage.world.blogs[0].home_url)
    old, both = stage.root / "old", stage.root / "both"
    with one_port("bn", N_OLD_POSTS) as other:
        assert stage.run(old, ("crawl", other.blogs[0].home_url)) == QUIET
    shutil.copytree(old, both)
    assert stage.run(both, crawl) == QUIET
    _edit(stage.world)
    yield _start(stage, "first", old, crawl)
    yield _start(stage, "again", both, crawl)
    # The rows of the edited blog beside the mirror of the blog before: every page changes.
    changed = Path(shutil.copytree(stage.root / "again-end", stage.root / "changed"))
    shutil.rmtree(changed / "mirror")
    shutil.copytree(both / "mirror", changed / "mirror")
    yield _start(stage, "render", changed, ("render",))
    empty = stage.root / "empty"
    empty.mkdir()
    yield _start(stage, "new", empty, crawl)


def _edit(world: DemoWorld) -> None:
    blog = world.blogs[0]
    for number in range(1, N_POSTS, 3):
        blog.edit(number, body_html=f"<p>They took the crane of pier {number} away.</p>")
        blog.add_comment(number, "I was there.", name="Wilf")


def _start(stage: Stage, name: str, folder: Path, verb: tuple[str, ...]) -> Start:
    undisturbed = Path(shutil.copytree(folder, stage.root / f"{name}-end"))
    code = stage.run(undisturbed, verb)
    assert code == QUIET, stage.told.read_text("utf-8")
    return Start(name, folder, verb, end_of(undisturbed, stage.asked.n_asked))


def end_of(folder: Path, n_requests: int = 0) -> End:
    with Archive.open(folder) as archive:
        return End(contents(archive), mirror_of(folder), n_requests)


def mirror_of(folder: Path) -> dict[str, bytes]:
    """Every file of the mirror, temporary ones too."""
    return files_under(folder, "mirror")


def files_under(folder: Path, name: str) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted((folder / name).rglob("*"))
        if path.is_file()
    }


HALF = {
    "not indexed": """SELECT id FROM posts WHERE id NOT IN
      (SELECT post FROM entry_rows WHERE comment IS NULL AND id IN (SELECT rowid FROM entry_words))
      UNION ALL SELECT id FROM comments WHERE id NOT IN
      (SELECT comment FROM entry_rows WHERE comment IS NOT NULL)""",
    "not captured": "SELECT id FROM posts WHERE feed_capture IS NULL AND page_capture IS NULL",
    "fetched, but not captured": """SELECT key FROM targets WHERE state = 'done'
      AND url NOT IN (SELECT url FROM captures)""",
    "lacks a version": """SELECT id FROM posts WHERE version <> 1 + (SELECT count(*)
      FROM post_versions WHERE post = posts.id)""",
}


def problems_of(folder: Path, end: End) -> list[str]:
    """What is damaged in an archive, or half there, on its way to an end."""
    with opened(folder) as archive:
        found = [
            f"{damage.kind} {damage.subject}: {damage.problem}"
            for damage in verify(archive, Extent()).damages
        ]
        for what, query in HALF.items():
            found += [f"{what}: {row[0]}" for row in archive.db.execute(query).fetchall()]
        return found + _half_posts(contents(archive), end.rows)


def _half_posts(rows: Contents, end: Contents) -> list[str]:
    """Posts without all their labels; those whose text is the last one, without all its links."""
    texts, last_texts = ({row[0]: row[-2] for row in one["posts"]} for one in (rows, end))
    done = {post for post, text in texts.items() if text == last_texts[post]}
    found = []
    for name, posts in (("labels", texts.keys()), ("links", done)):
        kept, whole = (_on_posts(one[name]) for one in (rows, end))
        found += [f"{name} of {post}" for post in posts if kept.get(post) != whole.get(post)]
    return found


def _on_posts(rows: list[tuple[object, ...]]) -> dict[object, list[tuple[object, ...]]]:
    """Rows by post; those of its comments, second column, are left out."""
    found: dict[object, list[tuple[object, ...]]] = {}
    for row in rows:
        if row[1] is None or len(row) == N_LABEL_COLUMNS:
            found.setdefault(row[0], []).append(row)
    return found


OF_A_RUN = re.compile(
    rb"\d{1,2} [A-Z][a-z]+ (20[2-9]\d)(?<!2020)|20[2-9]\d(?<!2020)-\d\d-\d\d|[0-9a-f]{64}(?=  )"
)
"""The day on which something was kept (the demo blog's own days end with 2020), and in the manifest
the digests of pages that name it."""


def differences(found: End, expected: End) -> list[str]:
    """Where two ends differ, by name, but for the day: a play may last from one into the next."""
    rows = [name for name in expected.rows if found.rows[name] != expected.rows[name]]
    one, other = _of_any_day(found.mirror), _of_any_day(expected.mirror)
    return rows + [place for place in sorted({*one, *other}) if one.get(place) != other.get(place)]


def _of_any_day(mirror: Mapping[str, bytes]) -> dict[str, bytes]:
    return {place: OF_A_RUN.sub(b"a day", body) for place, body in mirror.items()}
