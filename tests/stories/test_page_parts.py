"""Page parts: damaged ones are fetched again, and what is missing of them is named."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.cli import offline
from archive.front import run
from archive.render.site import render_mirror
from archive.store.connection import Archive
from archive.store.crawls import MOST_UNANSWERED
from archive.verify import Extent, VerifyReport, verify
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoWorld
from scraper.demo.faults import FAULTS
from scraper.repair import ASIDE, RepairReport, repair
from scraper.report import CrawlReport
from scraper.run import Outside
from tests.stories.test_unanswered import GONE, Only, judged

SETTINGS = CrawlSection(delay=0.0, connections=2, tries=1)
NOW = datetime(2026, 1, 2, tzinfo=UTC)
KINDS = {"style", "image", "icon", "font", "thumbnail", "video"}


@pytest.fixture(scope="module")
def world() -> Iterator[DemoWorld]:
    with DemoWorld.start(6, editions=("en",)) as started:
        yield started


@pytest.fixture(autouse=True)
def calm(world: DemoWorld) -> Iterator[None]:
    yield
    world.weather = None


@pytest.fixture(scope="module")
def sound(clock: Clock, world: DemoWorld, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of which no part is missing."""
    folder = tmp_path_factory.mktemp("sound") / "archive"
    with Archive.open_for_writing(folder) as archive:
        crawled(archive, world, clock)
        archive.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


@pytest.fixture
def archive(sound: Path, tmp_path: Path) -> Iterator[Archive]:
    with Archive.open_for_writing(Path(shutil.copytree(sound, tmp_path / "a"))) as opened:
        yield opened


def crawled(
    archive: Archive, world: DemoWorld, clock: Clock, *, is_full: bool = False
) -> CrawlReport:
    outside = Outside(clock, world.connect_to)
    return crawl(archive, world.blogs[0].home_url, SETTINGS, outside, is_full=is_full)


def kept_parts(archive: Archive) -> dict[str, str]:
    """Path to kind of every kept part."""
    query = "SELECT path, kind FROM parts WHERE state = 'kept' ORDER BY id"
    return {row["path"]: row["kind"] for row in archive.db.query(query)}


def spoil(archive: Archive) -> dict[str, bytes]:
    """Damage the first part of each kind and remove the others; gives what they were."""
    before, seen = {}, set()
    for path, kind in kept_parts(archive).items():
        file = archive.root / path
        before[path] = file.read_bytes()
        if kind in seen:
            file.unlink()
        else:
            file.write_bytes(b"x" + file.read_bytes()[1:])
        seen.add(kind)
    return before


def subjects(report: VerifyReport) -> set[str]:
    return {damage.subject for damage in report.damages}


def repaired(archive: Archive, world: DemoWorld, clock: Clock) -> RepairReport:
    report = verify(archive, Extent())
    return repair(archive, report, lambda _: crawled(archive, world, clock), NOW)


def test_damaged_and_lost_parts_of_every_kind_are_whole_again(
    archive: Archive, world: DemoWorld, clock: Clock
) -> None:
    kinds = set(kept_parts(archive).values())
    assert kinds >= KINDS - {"font", "icon"}
    before = spoil(archive)
    assert len(before) > len(kinds)
    assert subjects(verify(archive, Extent())) == before.keys()
    done = repaired(archive, world, clock)
    assert done.n_files == len(before)
    assert verify(archive, Extent()).damages == ()
    assert {path: (archive.root / path).read_bytes() for path in before} == before
    aside = list((archive.root / "media").rglob(f"*{ASIDE}"))
    assert len(aside) == len(kinds), "nothing is deleted, damaged or not"
    assert judged(archive, world).gaps == ()
    assert crawled(archive, world, clock).requests.get("part") is None


def test_one_file_of_a_picture_and_a_part_is_whole_for_both_though_one_address_died(
    archive: Archive, world: DemoWorld, clock: Clock
) -> None:
    """A picture that a post shows may be in the page's look too: one file, two rows."""
    query = "SELECT * FROM media WHERE state = 'kept' ORDER BY id LIMIT 1"
    (picture,) = archive.db.query(query)
    row = {name: picture[name] for name in ("state", "sha256", "path", "mime", "n_bytes")}
    dead = {"key": "//gone.example/x.png", "url": "http://gone.example/x.png", "kind": "icon"}
    blog = world.blogs[0].blog_id
    with archive.transaction() as db:
        db.table("parts").insert(row | dead | {"blog": blog, "first_seen_at": ""})
    file = archive.root / picture["path"]
    whole = file.read_bytes()
    file.write_bytes(whole[:-1])
    done = repaired(archive, world, clock)
    assert (done.n_files, file.read_bytes()) == (1, whole)
    assert verify(archive, Extent()).damages == ()
    assert picture["path"] in kept_parts(archive)


def test_what_is_gone_at_the_source_stays_as_it_is_and_a_lost_file_is_a_gap(
    archive: Archive, world: DemoWorld, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    before = spoil(archive)
    world.weather = Only(GONE, lambda url: "harbour" not in url or "icon" in url)
    rows = list(archive.db.query("SELECT id, state, path, sha256 FROM parts ORDER BY id"))
    done = repaired(archive, world, clock)
    assert done.n_files == 0
    assert list(archive.db.query("SELECT id, state, path, sha256 FROM parts ORDER BY id")) == rows
    assert subjects(verify(archive, Extent())) == before.keys()
    lost = {path for path in before if not (archive.root / path).exists()}
    assert lost
    coverage = judged(archive, world)
    n_gaps = Counter(gap.kind for gap in coverage.gaps)
    assert n_gaps["page-part"] == coverage.n_parts_declared - coverage.n_parts >= len(lost)
    # Some of these files are pictures of posts, too.
    assert n_gaps["picture"] == coverage.n_pictures_declared - coverage.n_pictures > 0
    for gap in coverage.gaps:
        assert gap.reason.startswith("its file is not there (media/")
        assert "verify --repair" in gap.next_step
    assert run(offline, ["coverage", "--archive", str(archive.root)]) == 1
    assert f"{n_gaps.total()} gaps" in capsys.readouterr().out


def test_dead_parts_are_gaps_apart_from_pictures_and_fail_no_run(
    world: DemoWorld, clock: Clock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dead = ("/img/paper-en.png", "/static/v1/widgets/common.css")
    world.weather = Only(GONE, lambda url: url.endswith(dead))
    with Archive.open_for_writing(tmp_path / "a") as archive:
        report = crawled(archive, world, clock)
        assert (report.outcome, report.exit_code) == ("complete", 0)
        assert report.findings == {"missing-part": 2}
        coverage = judged(archive, world)
        render_mirror(archive)
        assert "part" not in crawled(archive, world, clock).requests
        world.weather = None
        assert "part" not in crawled(archive, world, clock).requests
        healed = crawled(archive, world, clock, is_full=True)
        assert healed.findings == {}
        assert judged(archive, world).gaps == ()
    assert sorted(gap.kind for gap in coverage.gaps) == ["page-part"] * 2
    assert all("answered 404" in gap.reason for gap in coverage.gaps)
    assert all("gone at the source" in gap.next_step for gap in coverage.gaps)
    assert all(gap.evidence[0].startswith("a style sheet of the blog") for gap in coverage.gaps)
    assert coverage.n_parts == coverage.n_parts_declared - 2
    assert coverage.n_pictures == coverage.n_pictures_declared
    line = next(one for one in coverage.sources if one.source == "page parts mentioned")
    assert (line.n_kept, line.agrees) == (coverage.n_parts, False)
    root = tmp_path / "a"
    page = next((root / "mirror").rglob("coverage/index.html")).read_text("utf-8")
    assert page.count("A file that the look of pages needs is not kept") == 2
    assert f"{coverage.n_parts} of {coverage.n_parts_declared} page parts" in page
    assert run(offline, ["coverage", "--archive", str(root), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["blogs"]
    assert told["n_parts"] == told["n_parts_declared"] == coverage.n_parts_declared


@pytest.mark.parametrize(
    ("wanted", "outcome"), [("/videoplayback", "partial"), ("/img/paper-en.png", "complete")]
)
def test_a_film_that_gave_no_answer_fails_the_run_and_a_background_does_not(
    wanted: str, outcome: str, world: DemoWorld, clock: Clock, tmp_path: Path
) -> None:
    world.weather = Only(FAULTS["reset"], lambda url: wanted in url)
    with Archive.open_for_writing(tmp_path / "a") as archive:
        reports = [crawled(archive, world, clock) for _ in range(MOST_UNANSWERED)]
        rest = crawled(archive, world, clock)
        (gap,) = judged(archive, world).gaps
        outcomes = [report.outcome for report in reports]
        assert outcomes == [outcome] * (MOST_UNANSWERED - 1) + ["complete"]
        assert all(report.requests["part"] for report in reports)
        assert ("part" in rest.requests, rest.outcome) == (False, "complete")
        assert gap.reason.startswith(f"no answer in {MOST_UNANSWERED} runs: ")
        assert "crawl --full" in gap.next_step
        world.weather = None
        assert crawled(archive, world, clock, is_full=True).findings == {}
        assert judged(archive, world).gaps == ()
