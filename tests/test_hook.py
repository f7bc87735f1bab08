"""The command on finish: bounded, and nothing that it does reaches the crawl."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from scraper.hook import MOST_CHARACTERS, run_hook


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_one_that_hangs_is_stopped_with_all_that_it_started(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    shell = f"sleep 300 & echo $! >{pids}; wait"
    began = time.monotonic()
    hooked = run_hook(["sh", "-c", shell], "{}", {}, seconds=0.5)
    assert time.monotonic() - began < 10
    assert hooked.problem == "[schedule] on_finish 'sh' was stopped after 0.5 s"
    pid = int(pids.read_text())
    while is_alive(pid):  # it may take a moment to die
        assert time.monotonic() - began < 10
        time.sleep(0.01)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        # A zombie is dead, though nobody has buried it yet.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_one_that_neither_reads_nor_stops_printing_is_no_trouble() -> None:
    report = "x" * 1_000_000
    assert run_hook(["true"], report, {}).problem is None
    chatty = run_hook([sys.executable, "-c", "print('y' * 1_000_000)"], report, {})
    assert chatty.problem is None
    assert chatty.printed == "y" * MOST_CHARACTERS


def test_no_shell_reads_the_command() -> None:
    hooked = run_hook(
        [sys.executable, "-c", "import sys; print(sys.argv[1])", "$HOME; `x`"], "", {}
    )
    assert hooked.printed.strip() == "$HOME; `x`"
