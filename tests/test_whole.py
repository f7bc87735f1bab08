"""Files are whole under their own name; what a killed process left is swept away."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive import media, whole
from archive.errors import ArchiveError, NetworkError
from archive.store.connection import Archive
from tests.render.world import png


def files(root: Path) -> list[str]:
    return [str(path.relative_to(root)) for path in sorted(root.rglob("*")) if path.is_file()]


def test_a_file_that_cannot_be_written_leaves_the_old_one_and_nothing_else(tmp_path):
    (tmp_path / "taken").mkdir()
    (tmp_path / "page.html").write_bytes(b"old")
    with pytest.raises(OSError, match="taken"):
        whole.write(tmp_path, tmp_path / "taken", b"new")
    assert files(tmp_path) == ["page.html"]
    whole.write(tmp_path, tmp_path / "page.html", b"new")
    assert (tmp_path / "page.html").read_bytes() == b"new"


def test_an_error_of_the_network_while_a_picture_comes_in_is_not_told_as_one_of_the_disk(tmp_path):
    with pytest.raises(NetworkError, match="reset"):
        reset_after(media.beside(tmp_path))
    with pytest.raises(ArchiveError, match=r"gone.*it goes on"):
        reset_after(tmp_path / "gone" / "x")


def reset_after(coming: Path) -> None:
    with whole.incoming(coming) as write:
        write(png()[:8])
        raise NetworkError("reset")


def test_what_a_killed_run_left_is_swept_away_by_the_next(tmp_path):
    Archive.open_for_writing(tmp_path).close()
    kept = media.keep(tmp_path, png())
    whole.write(tmp_path / "media", tmp_path / "media" / "note", b"x")
    for tree in ("media", "mirror"):
        (tmp_path / tree / whole.PARTIAL).mkdir(parents=True, exist_ok=True)
        (tmp_path / tree / whole.PARTIAL / "4711.1").write_bytes(b"half")
    Archive.open(tmp_path).close()
    assert "media/.partial/4711.1" in files(tmp_path), "whoever only reads removes nothing"
    Archive.open_for_writing(tmp_path).close()
    assert [name for name in files(tmp_path) if name.startswith("m")] == [kept.path, "media/note"]


def test_nothing_is_written_or_swept_through_a_link(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "letter").write_bytes(b"dear")
    (tmp_path / "a" / "media").mkdir(parents=True)
    (tmp_path / "a" / "media" / whole.PARTIAL).symlink_to(elsewhere)
    with pytest.raises(ArchiveError, match="symbolic link"):
        media.keep(tmp_path / "a", png())
    Archive.open_for_writing(tmp_path / "a").close()
    assert files(elsewhere) == ["letter"]
