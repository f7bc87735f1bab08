"""A second rendering makes only what changed, and leaves what a first one would have made."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.cli import offline
from archive.render.check import Checker
from archive.render.screen import Screen
from archive.render.site import RenderReport, render_mirror
from archive.store import mirror
from archive.store.connection import Archive
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoWorld
from scraper.run import Outside

QUICK = CrawlSection(delay=0.0, connections=2, tries=2, full_every=0)
CHANGES = CrawlSection(delay=0.0, connections=2, tries=2)
PLAIN = CrawlSection(delay=0.0, connections=2, tries=2, full_every=0, page_parts=False)


@pytest.fixture(scope="module")
def world() -> Iterator[DemoWorld]:
    with DemoWorld.start(n_posts=15, editions=("en",)) as started:
        yield started


@pytest.fixture(scope="module")
def first(clock: Clock, world: DemoWorld, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("first") / "archive"
    with Archive.open_for_writing(folder) as archive:
        crawl(archive, world.blogs[0].home_url, QUICK, Outside(clock, world.connect_to))
        assert render_mirror(archive).faults == ()
    return folder


@pytest.fixture
def folder(first: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(first, tmp_path / "archive"))


def rendered(folder: Path) -> RenderReport:
    with Archive.open_for_writing(folder) as archive:
        return render_mirror(archive)


def bytes_of(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in (folder / "mirror").rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def from_nothing(folder: Path, to: Path) -> dict[str, bytes]:
    """The same archive rendered into an empty folder, without any notes."""
    shutil.copytree(folder, to)
    shutil.rmtree(to / "mirror")
    with Archive.open_for_writing(to) as archive:
        with archive.transaction() as db:
            mirror.forget(db, list(mirror.noted(db)))
        render_mirror(archive)
    return bytes_of(to)


def test_an_archive_that_did_not_change_writes_nothing(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (folder / "mirror").rglob("*")}
    assert rendered(folder).n_written == 0
    assert {path: path.stat().st_mtime_ns for path in (folder / "mirror").rglob("*")} == before


def test_after_an_edit_and_a_comment_the_same_lies_there_as_from_nothing(
    folder: Path, clock: Clock, world: DemoWorld, tmp_path: Path
) -> None:
    blog = world.blogs[0]
    blog.edit(3, body_html="<p>The swifts came back.</p>")
    blog.add_comment(5, "Nobody told me.", name="Ann")
    before = bytes_of(folder)
    with Archive.open_for_writing(folder) as archive:
        crawl(archive, blog.home_url, QUICK, Outside(clock, world.connect_to))
        report = render_mirror(archive)
    after = bytes_of(folder)
    changed = {place for place in after if before.get(place) != after[place]}
    assert report.n_written == len(changed - {"mirror/manifest-sha256.txt"})
    fresh = from_nothing(folder, tmp_path / "nothing")
    # The edit took the only picture of its month away; the page of that month's pictures stays.
    stale = after.keys() - fresh.keys()
    assert stale < before.keys()
    manifest = "mirror/manifest-sha256.txt"
    assert {place: after[place] for place in fresh if place != manifest} == {
        place: fresh[place] for place in fresh if place != manifest
    }


def test_a_new_post_makes_only_those_original_pages_again_that_ask_for_it(
    folder: Path, clock: Clock, world: DemoWorld, tmp_path: Path
) -> None:
    """A byte of one that lay there before is changed: it would be put right if it were made."""
    blog, later = world.blogs[0], replace(clock, now=lambda: clock.now() + timedelta(days=1))
    path = next((folder / "mirror").rglob(f"original/*/*/{Path(blog.post(7).path).name}"))
    sound = path.read_bytes()
    path.write_bytes(sound.replace(b"</html>", b"</HTML>"))
    blog.publish("Swifts", f'<p>They came back, as <a href="{blog.post_url(2)}">then</a>.</p>')
    with Archive.open_for_writing(folder) as archive:
        crawl(archive, blog.home_url, QUICK, Outside(later, world.connect_to))
        render_mirror(archive)
    fresh = from_nothing(folder, tmp_path / "nothing")
    assert path.read_bytes() != sound
    path.write_bytes(sound)
    after = bytes_of(folder)
    del after["mirror/manifest-sha256.txt"], fresh["mirror/manifest-sha256.txt"]
    assert {place: after[place] for place in fresh} == fresh


def test_the_first_edit_of_a_post_makes_no_list_again_and_no_neighbour(
    folder: Path, clock: Clock, world: DemoWorld, tmp_path: Path
) -> None:
    """A byte of each is changed: they would be put right if they were made."""
    blog, later = world.blogs[0], replace(clock, now=lambda: clock.now() + timedelta(days=1))
    reading = next(path.parent for path in (folder / "mirror").glob("*/coverage"))
    year = blog.post(12).path.split("/")[1]
    beside = [reading / f"{year}/index.html", *(reading / "search/label").glob("*.html")]
    beside += [reading / blog.post(number).path.lstrip("/") for number in (11, 13)]
    sound = {path: path.read_bytes() for path in beside}
    spoilt = {path: body.replace(b"</html>", b"</HTML>") for path, body in sound.items()}
    for path, body in spoilt.items():
        path.write_bytes(body)
    blog.edit(12, body_html=f"<p>It was so.</p>{blog.post(12).body_html}")
    with Archive.open_for_writing(folder) as archive:
        crawl(archive, blog.home_url, CHANGES, Outside(later, world.connect_to))
        render_mirror(archive)
    left = [path for path, body in spoilt.items() if path.read_bytes() == body]
    assert [path for path, body in sound.items() if path.read_bytes() == body] == []
    assert reading / f"{year}/index.html" in left
    for path in left:
        path.write_bytes(sound[path])
    after, fresh = bytes_of(folder), from_nothing(folder, tmp_path / "nothing")
    del after["mirror/manifest-sha256.txt"], fresh["mirror/manifest-sha256.txt"]
    assert {place: after[place] for place in fresh} == fresh


def test_a_page_of_versions_is_made_again_only_where_it_would_differ(
    folder: Path, clock: Clock, world: DemoWorld, tmp_path: Path
) -> None:
    """A byte of one is changed: it is put right once a page is kept that a former body links."""
    blog, days = world.blogs[0], count(10)

    def crawled() -> None:
        at = clock.now() + timedelta(days=next(days))
        with Archive.open_for_writing(folder) as archive:
            outside = Outside(replace(clock, now=lambda: at), world.connect_to)
            crawl(archive, blog.home_url, CHANGES, outside)
            render_mirror(archive)

    def versions_of(number: int) -> Path:
        name = Path(blog.post(number).path).name
        return next((folder / "mirror").rglob(f"versions/*/*/{name}"))

    for number, name in ((8, "Gannets"), (9, "Terns")):
        link = f"{blog.home_url}/search/label/{name}"
        blog.edit(number, body_html=f'<p><a href="{link}">Soon.</a></p>')
    crawled()
    for number in (8, 9, 10):  # the last is listed again by the next run, since listings overlap
        blog.edit(number, body_html="<p>They came.</p>")
    crawled()
    sound = {path: path.read_bytes() for path in (versions_of(8), versions_of(9))}
    for path, body in sound.items():
        path.write_bytes(body.replace(b"</html>", b"</HTML>"))
    blog.publish("Gannets", "<p>They came.</p>", labels=("Gannets",))
    crawled()
    assert versions_of(9).read_bytes() == sound[versions_of(9)].replace(b"</html>", b"</HTML>")
    place = versions_of(8).relative_to(folder).as_posix()
    assert sound[versions_of(8)] != versions_of(8).read_bytes()
    assert from_nothing(folder, tmp_path / "nothing")[place] == versions_of(8).read_bytes()


def test_what_a_page_was_answered_is_forgotten_while_it_is_left_out(tmp_path: Path) -> None:
    """Answers may change meanwhile, and nobody would look up its questions again."""
    with Archive.open_for_writing(tmp_path) as archive, archive.transaction() as db:
        mirror.remember(db, b"all", {"a": b"1", "b": b"2"})
        assert mirror.remembered(db) == {"": b"all", "a": b"1", "b": b"2"}
        mirror.remember(db, b"more", {"b": b"2"})
        assert mirror.remembered(db) == {"": b"more", "b": b"2"}


def test_answers_that_are_not_what_was_remembered_make_no_page_stale(
    folder: Path, clock: Clock, world: DemoWorld, tmp_path: Path
) -> None:
    """Somebody cut what is remembered of the mirror; then a post comes."""
    blog, later = world.blogs[0], replace(clock, now=lambda: clock.now() + timedelta(days=1))
    blog.publish("Petrels", "<p>They came in the night.</p>")
    with Archive.open_for_writing(folder) as archive:
        with archive.transaction() as db:
            db.execute("UPDATE mirror_answers SET told = substr(told, 1, 50) WHERE place = ''")
        crawl(archive, blog.home_url, QUICK, Outside(later, world.connect_to))
        render_mirror(archive)
    after, fresh = bytes_of(folder), from_nothing(folder, tmp_path / "nothing")
    del after["mirror/manifest-sha256.txt"], fresh["mirror/manifest-sha256.txt"]
    assert {place: after[place] for place in fresh} == fresh


@pytest.mark.slow
def test_a_page_part_that_comes_later_makes_the_pages_again_that_show_it(
    clock: Clock, world: DemoWorld, tmp_path: Path
) -> None:
    blog, root = world.blogs[0], tmp_path / "archive"
    later = replace(clock, now=lambda: clock.now() + timedelta(days=1))
    with Archive.open_for_writing(root) as archive:
        crawl(archive, blog.home_url, PLAIN, Outside(clock, world.connect_to))
        render_mirror(archive)
        before = bytes_of(root)
        crawl(archive, blog.home_url, QUICK, Outside(later, world.connect_to))
        render_mirror(archive)
    after, fresh = bytes_of(root), from_nothing(root, tmp_path / "nothing")
    pages = [place for place in before if "/original/" in place and place.endswith(".html")]
    assert sum(before[place] != after[place] for place in pages) > len(pages) // 2
    assert {p: after[p] for p in pages} == {p: fresh[p] for p in pages}


def test_a_rendering_tells_of_a_link_that_leads_nowhere(folder: Path) -> None:
    for picture in (folder / "media").rglob("*.png"):
        picture.unlink()
    shutil.rmtree(folder / "mirror")
    found = {fault.problem.partition("media")[0] for fault in rendered(folder).faults}
    assert found & {"shows ", "links to "}


@pytest.mark.parametrize("damage", ["cut", "emptied", "gone"])
def test_a_page_that_lost_bytes_is_made_again(folder: Path, damage: str) -> None:
    before = bytes_of(folder)
    page = next(iter((folder / "mirror").rglob("2*/index.html")))
    if damage == "gone":
        page.unlink()
    else:
        page.write_bytes(page.read_bytes()[:100] if damage == "cut" else b"")
    assert rendered(folder).n_written == 1
    assert bytes_of(folder) == before


def test_the_manifest_names_every_file_with_its_digest(folder: Path) -> None:
    listed = {}
    for line in (folder / "mirror/manifest-sha256.txt").read_text().splitlines():
        sha256, _, place = line.partition("  ")
        listed[place] = sha256
    files = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for tree in ("mirror", "media")
        for path in (folder / tree).rglob("*")
        if path.is_file() and path.name != "manifest-sha256.txt"
    }
    assert listed == files
    if shutil.which("sha256sum"):
        check = ["sha256sum", "--quiet", "--check", "mirror/manifest-sha256.txt"]
        assert subprocess.run(check, cwd=folder, check=False, capture_output=True).stdout == b""


def test_verify_names_what_is_wrong_with_the_mirror(folder: Path) -> None:
    def verified() -> tuple[int, str]:
        asked = ["verify", "--archive", str(folder), "--mirror"]
        found = CliRunner().invoke(offline, asked, standalone_mode=False)
        assert found.exception is None, found.exception
        return found.return_value, found.output

    code, output = verified()
    assert (code, "all as they were kept" in output) == (0, True)
    page = next(iter((folder / "mirror").rglob("2*/index.html")))
    page.write_bytes(page.read_bytes().replace(b"2", b"3", 1))
    code, output = verified()
    assert code == 4
    assert f"{page.relative_to(folder)}: is not as it was written" in output
    assert f"blogarchive verify --repair --archive {folder}" in output


FRAME = '<meta http-equiv="Content-Security-Policy" content="x"><title>x</title>{}'


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("", None),
        ('<a href="b.html#nowhere">x</a><a href="https://example.org/">x</a>', None),
        ('<p id="c1"></p><a href="#c1">x</a><img src="data:image/png;base64,AA==">', None),
        ('<a href="c.html">x</a>', "links to mirror/c.html, which is not there"),
        ('<a href="#c2">x</a>', "links to #c2 in itself, which is not there"),
        ('<a href="#c&#50;">x</a>', "links to #c2 in itself, which is not there"),
        ('<a href="a.html#c2">x</a>', "links to #c2 in itself, which is not there"),
        ('<a href="../mirror/b.html#c2">x</a><a href="?x">x</a>', None),
        ('<a href="java&#115;cript:alert(1)">x</a>', "links to javascript:alert(1)"),
        ('<img src="https://a.example/x.png">', "would load https://a.example/x.png from outside"),
        ('<img src="//a.example/x.png">', "would load //a.example/x.png from outside"),
        ('<img src="../media/x.png">', "shows media/x.png, which is not there"),
        ('<link rel="stylesheet" href="x.css">', "shows mirror/x.css, which is not there"),
        ('<p style="background: url(//a.example/x)">', "would load //a.example/x from outside"),
        ("<style>@import '//a.example/x.css'</style>", "would load //a.example/x.css from outside"),
        ("<iframe></iframe>", "holds <iframe>"),
        ('<base href="x">', "holds <base>"),
        ('<meta http-equiv="refresh" content="0">', "sends its reader elsewhere by itself"),
        ('<video poster="http://a.example/x">', "would load http://a.example/x from outside"),
    ],
)  # fmt: skip
def test_the_check_sees(tmp_path: Path, body: str, problem: str | None) -> None:
    (tmp_path / "mirror").mkdir()
    for name, text in (("a", body), ("b", "")):
        (tmp_path / f"mirror/{name}.html").write_text(FRAME.format(text), encoding="utf-8")
    found = [fault.problem for fault in Checker(tmp_path).check(["mirror/a.html"])]
    assert (problem in found) if problem else (found == [])
    screen = Screen(tmp_path)
    screen.see("mirror/a.html", FRAME.format(body).encode())
    assert screen.doubtful() == (["mirror/a.html"] if problem else [])


def test_the_check_misses_no_policy(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<title>x</title>", encoding="utf-8")
    (found,) = Checker(tmp_path).check(["a.html"])
    assert found.problem == "has no Content-Security-Policy"
