"""Which files a rendering writes, and which it leaves alone."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from archive.errors import ArchiveError
from archive.render import paths
from archive.render.site import render_mirror
from tests.render.world import every_page, render, small_blog


def test_a_second_rendering_of_the_same_archive_writes_nothing(world):
    small_blog(world)
    first = render(world)
    files = [path for path in (world.root / "mirror").rglob("*") if path.is_file()]
    assert first.n_written == len(files) - len([paths.MANIFEST]) > first.n_pages
    assert render(world).n_written == 0


def test_another_process_renders_the_same_archive_to_the_same_bytes(world):
    small_blog(world)
    render(world)
    before = every_page(world)
    code = (
        "import sys, pathlib; from archive.store.connection import Archive;"
        "from archive.render.site import render_mirror;"
        "print(render_mirror(Archive.open(pathlib.Path(sys.argv[1]))).n_written)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(world.root)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Dhaka", "LC_ALL": "C"},
    )
    assert done.stdout.strip() == "0"
    assert every_page(world) == before


def test_a_changed_body_rewrites_its_page_and_nothing_else(world):
    known = small_blog(world)
    render(world)
    before = every_page(world)
    world.change("posts", known["second"], body_html="<p>Two, corrected</p>")
    assert render(world).n_written == 1
    changed = {path.name for path, text in every_page(world).items() if before[path] != text}
    assert changed == {"second.html"}


def test_a_changed_title_rewrites_the_pages_that_show_it(world):
    known = small_blog(world)
    render(world)
    before = every_page(world)
    world.change("posts", known["third"], title="Third at last")
    render(world)
    changed = {
        path.relative_to(world.root / "mirror/seed.blogspot.com").as_posix()
        for path, text in every_page(world).items()
        if before[path] != text
    }
    assert changed == {
        "index.html",
        "2019/index.html",
        "2019/01/index.html",
        "2019/01/third.html",
        "2020/11/second.html",
    }


def test_a_page_whose_post_is_no_longer_listed_stays(world):
    known = small_blog(world)
    render(world)
    page = world.root / "mirror/seed.blogspot.com/2019/01/third.html"
    with world.archive.transaction() as db:
        db["posts"].update(known["third"], {"path": "/2019/02/third.html"})
    render(world)
    assert page.is_file()


def test_a_symbolic_link_in_the_mirror_is_not_followed(world, tmp_path):
    world.post(world.blog())
    outside = tmp_path / "outside"
    outside.mkdir()
    (world.root / "mirror").mkdir()
    (world.root / "mirror" / "seed.blogspot.com").symlink_to(outside)
    with pytest.raises(ArchiveError, match="symbolic link"):
        render(world)
    assert list(outside.iterdir()) == []


def test_a_file_that_is_a_symbolic_link_is_replaced_not_written_through(world, tmp_path):
    outside = tmp_path / "precious.txt"
    outside.write_text("precious")
    (world.root / "mirror").mkdir()
    (world.root / "mirror" / "index.html").symlink_to(outside)
    render(world)
    assert outside.read_text() == "precious"
    assert not (world.root / "mirror" / "index.html").is_symlink()


def test_progress_counts_every_page_to_the_end(world):
    small_blog(world)
    seen = []
    report = render_mirror(world.archive, progress=seen.append)
    assert [each.n_done for each in seen] == list(range(1, report.n_pages + 1))
    assert {each.n_pages for each in seen} == {report.n_pages}
