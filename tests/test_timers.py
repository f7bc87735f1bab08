"""The cron line and the units, read by what will read them: a shell and systemd."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from archive.errors import UsageError
from scraper.timers import EVERY_HOUR, NIGHT, Job, cron_line, hours_for, service_unit, timer_unit

WORDS = ("crawl", "--due", "--config", '/home/কবি/it\'s 100% $HOME \\ "mine"/config.toml', "`x`")


def program(folder: Path) -> Path:
    """A program with an awkward path, that writes down its arguments."""
    path = folder / "50% of $HOME's" / "blog archive"
    path.parent.mkdir()
    path.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', "utf-8")
    path.chmod(0o755)
    return path


def test_the_cron_line_gives_the_program_its_arguments_unbent(tmp_path: Path) -> None:
    log = tmp_path / "a % b.log"
    line = cron_line(Job((str(program(tmp_path)), *WORDS), str(log), NIGHT))
    when, command = line.split(" * * * ")
    assert when == "17 2-6"
    assert "%" not in command.replace("\\%", ""), "cron reads a bare % as a line break"
    subprocess.run(["sh", "-c", command.replace("\\%", "%")], check=True)
    assert log.read_text("utf-8").splitlines() == list(WORDS)


@pytest.mark.parametrize("options", [(), ("--user",)])
def test_systemd_accepts_the_units(tmp_path: Path, options: tuple[str, ...]) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze here to ask")
    awkward, plain = program(tmp_path), tmp_path / "100% plain $HOME"
    plain.symlink_to(awkward)
    for path in (awkward, plain):
        assert verified(tmp_path, options, Job((str(path), *WORDS), "unused", NIGHT)) == ""
    gone = Job((str(tmp_path / "no such program"),), "unused", NIGHT)
    assert "no such program" in verified(tmp_path, options, gone), "it does look at the path"


def verified(folder: Path, options: tuple[str, ...], job: Job) -> str:
    """What systemd has to say about the units of a job."""
    service, timer = folder / "blogarchive.service", folder / "blogarchive.timer"
    service.write_text(service_unit(job), "utf-8")
    timer.write_text(timer_unit(job), "utf-8")
    command = ["systemd-analyze", *options, "verify", str(service), str(timer)]
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(folder)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if "initialize manager" in done.stderr:
        pytest.skip(f"systemd-analyze cannot work here: {done.stderr.strip()}")
    return done.stderr


def test_systemd_knows_when_the_timer_fires() -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze here to ask")
    for hours, n_a_day in ((NIGHT, 5), (EVERY_HOUR, 24)):
        unit = timer_unit(Job(("/bin/true",), "unused", hours))
        (when,) = (line[11:] for line in unit.splitlines() if line.startswith("OnCalendar="))
        done = subprocess.run(
            ["systemd-analyze", "calendar", "--base-time=2026-01-01", "--iterations=25", when],
            env={**os.environ, "TZ": "UTC"}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert len(re.findall(r"2026-01-01 \d\d:17:00", done.stdout)) == n_a_day
        assert "Persistent=true" in unit


def test_at_night_unless_a_blog_waits_less_than_a_day() -> None:
    day = timedelta(days=1)
    assert hours_for([day, 7 * day]) == NIGHT
    assert hours_for([day, day / 2]) == EVERY_HOUR


def test_a_path_with_a_line_break_is_refused() -> None:
    job = Job(("/bin/a\nExecStart=/bin/b",), "/log", NIGHT)
    for text_of in (cron_line, service_unit):
        with pytest.raises(UsageError, match="line break"):
            text_of(job)
