"""A large rendering is shared by two processes; what lies there in the end does not show it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from archive.render.asked import Answers
from archive.render.gather import gather
from archive.render.layout import planned_pages
from archive.render.shares import Shares
from archive.render.site import RenderProgress, render_mirror
from archive.render.write import Writer
from archive.store import contents
from archive.store.connection import Archive
from tests.bench.render_cost import fill

pytestmark = pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2,
    reason="needs two cores, and a system that tells which may be used",
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled") / "archive"
    fill(folder, 160)
    return folder


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "archive"))


def bytes_of(folder: Path) -> dict[str, bytes]:
    files = (path for path in (folder / "mirror").rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_two_processes_leave_what_one_leaves(folder: Path, tmp_path: Path) -> None:
    alone = Path(shutil.copytree(folder, tmp_path / "alone"))
    steps: list[RenderProgress] = []
    with Archive.open_for_writing(folder) as archive:
        shared = render_mirror(archive, progress=steps.append)
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        with Archive.open_for_writing(alone) as archive:
            single = render_mirror(archive)
    finally:
        os.sched_setaffinity(0, cores)
    assert bytes_of(folder) == bytes_of(alone)
    assert (shared.n_pages, shared.n_written, shared.faults) == (
        single.n_pages,
        single.n_written,
        (),
    )
    assert [step.n_done for step in steps] == list(range(1, shared.n_pages + 1))
    assert {step.n_pages for step in steps} == {shared.n_pages}
    assert {step.place for step in steps} == {
        place for place in bytes_of(folder) if place.endswith(".html")
    }
    with Archive.open_for_writing(folder) as archive:
        assert render_mirror(archive).n_written == 0


def test_a_second_process_that_is_of_no_help_leaves_all_to_the_first(folder: Path) -> None:
    with Archive.open_for_writing(folder) as archive, contents.snapshot(archive):
        writer = Writer(archive.root)
        site = gather(archive)
        plan = list(planned_pages(archive, site, writer, Answers(archive, site)))
        # It plans one page more than this, and so takes its leave.
        with Shares(archive, writer) as shares:
            shares.out(plan[1:])
            places = set(shares.brought())
    assert {one.place for one in plan[1:]} <= places == writer.written
