"""A disk that fills up: the run stops cleanly, what was kept stays, and the next run goes on."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive.media import RESERVE
from archive.store.connection import Archive
from tests.crash.kills import lost_or_half
from tests.crash.stage import QUIET, Stage, Start, differences, end_of, problems_of, staged

pytestmark = pytest.mark.crash
MEBIBYTE = 1024 * 1024
CANNOT_WRITE = 3
LARGE_ENOUGH = RESERVE + 24 * MEBIBYTE


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with staged(tmp_path_factory.mktemp("stage"), connections=2) as made:
        yield made


@contextmanager
def disk(at: Path, n_bytes: int) -> Iterator[Path]:
    """A disk of its own, in memory."""
    at.mkdir()
    line = ["mount", "-t", "tmpfs", "-o", f"size={n_bytes}", "tmpfs", str(at)]
    try:
        tried = subprocess.run(line, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("no mount here, so no small disk can be made")
    if tried.returncode:
        pytest.skip(f"no small disk can be made here: {tried.stderr.strip()}")
    try:
        yield at
    finally:
        subprocess.run(["umount", str(at)], check=True)


def fill(at: Path, but: int) -> Path:
    """Leave so many bytes of the disk free."""
    ballast = at / "ballast"
    n_bytes = shutil.disk_usage(at).free - but
    with ballast.open("wb") as file:
        while n_bytes > 0:
            n_bytes -= file.write(bytes(min(n_bytes, MEBIBYTE)))
    return ballast


def check_the_way_back(stage: Stage, start: Start, folder: Path, ballast: Path) -> None:
    assert list(lost_or_half(stage, start, folder, {})) == []
    ballast.unlink()
    assert stage.run(folder, start.words) == QUIET, stage.said()
    assert differences(end_of(folder), start.end) == []
    assert problems_of(folder, start.end) == []


# From too little for the first row, to too little for the last.
@pytest.mark.parametrize("which", [0, 3], ids=["first", "new"])
@pytest.mark.parametrize("kibibytes", [0, 40, 300, 1000, 2400])
def test_no_room_for_rows(stage: Stage, tmp_path: Path, kibibytes: int, which: int) -> None:
    start = stage.starts[which]
    with disk(tmp_path / "disk", LARGE_ENOUGH) as at:
        folder = Path(shutil.copytree(start.folder, at / "archive"))
        ballast = fill(at, kibibytes * 1024)
        assert stage.run(folder, start.words) == CANNOT_WRITE
        said = stage.said()
        assert "Traceback" not in said
        assert "goes on" in said
        check_the_way_back(stage, start, folder, ballast)


def test_pictures_leave_room_for_the_report(stage: Stage, tmp_path: Path) -> None:
    start = stage.starts[0]
    with disk(tmp_path / "disk", LARGE_ENOUGH) as at:
        folder = Path(shutil.copytree(start.folder, at / "archive"))
        ballast = fill(at, RESERVE)
        assert stage.run(folder, start.words) == CANNOT_WRITE
        assert "are left for the rows" in stage.said()
        with Archive.open(folder) as archive:
            (run,) = archive.db.query("SELECT * FROM crawls ORDER BY id DESC LIMIT 1")
            n_posts = archive.db.execute("SELECT count(*) FROM posts").fetchone()[0]
            (brought,) = archive.db.query(
                """SELECT count(DISTINCT posts.id) + count(comments.id) AS n FROM posts
                LEFT JOIN comments ON comments.post = posts.id WHERE posts.blog = ?""",
                [run["blog"]],
            )
        assert (run["outcome"], run["exit_code"]) == ("interrupted", CANNOT_WRITE)
        assert run["n_new"] == brought["n"] > 0
        assert "are left for the rows" in run["reason"]
        assert n_posts == sum(1 for _ in start.end.rows["posts"]), "every post is kept"
        check_the_way_back(stage, start, folder, ballast)


def test_a_full_disk_can_still_be_read(stage: Stage, tmp_path: Path) -> None:
    start = stage.starts[1]
    with disk(tmp_path / "disk", LARGE_ENOUGH) as at:
        folder = Path(shutil.copytree(start.folder, at / "archive"))
        fill(at, 0)
        for verb in (("status",), ("verify",), ("query", "SELECT count(*) FROM posts")):
            assert stage.run(folder, verb) == QUIET, stage.said()


def test_no_room_for_the_mirror(stage: Stage, tmp_path: Path) -> None:
    start = stage.starts[2]
    with disk(tmp_path / "disk", LARGE_ENOUGH) as at:
        folder = Path(shutil.copytree(start.folder, at / "archive"))
        ballast = fill(at, 64 * 1024)
        assert stage.run(folder, start.words) == CANNOT_WRITE
        assert "goes on" in stage.said() or "run 'blogarchive render'" in stage.said()
        check_the_way_back(stage, start, folder, ballast)
