"""A cron line and systemd units that run `crawl --due`, quoted for what reads them. Pure.

Sources: crontab(5) on `%`; systemd.service(5), "COMMAND LINES", on quotes, `%` and the prefix `:`.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from archive.errors import UsageError

# Several times a night: what could not be reached at two is tried again before the morning.
NIGHT, EVERY_HOUR = (2, 6), (0, 23)
# Not on the hour, when everybody's jobs start.
MINUTE = 17


@dataclass(frozen=True, slots=True)
class Job:
    """What a timer runs, and in which hours."""

    command: tuple[str, ...]
    """Absolute path of the program, and its arguments."""
    log_path: str
    """Where cron's run writes what it tells; systemd has its journal."""
    hours: tuple[int, int]
    """The first and the last hour in which it runs, once each."""


def hours_for(intervals: Iterable[timedelta]) -> tuple[int, int]:
    """At night where every blog waits a day or longer, else around the clock."""
    return NIGHT if all(one >= timedelta(days=1) for one in intervals) else EVERY_HOUR


def cron_line(job: Job) -> str:
    """One line for `crontab -e`.

    :raises UsageError: a path holds a line break.
    """
    _check(job)
    first, last = job.hours
    hours = "*" if job.hours == EVERY_HOUR else f"{first}-{last}"
    command = f"nice -n 10 {shlex.join(job.command)} >>{shlex.quote(job.log_path)} 2>&1"
    # cron itself reads `%` as a line break, in quotes too.
    return f"{MINUTE} {hours} * * * " + command.replace("%", r"\%")


def service_unit(job: Job) -> str:
    """Text of blogarchive.service.

    :raises UsageError: a path holds a line break.
    """
    _check(job)
    return f"""\
[Unit]
Description=blogarchive: crawl the blogs that are due

[Service]
Type=oneshot
ExecStart={_exec_line(job.command)}
Nice=10
# 1: some things could not be had and are listed; 7: another run was at work; 130: stopped.
SuccessExitStatus=1 7 130
# A stop finishes the answer in hand.
KillMode=mixed
TimeoutStopSec=2min
"""


def timer_unit(job: Job) -> str:
    """Text of blogarchive.timer."""
    first, last = job.hours
    hours = "*" if job.hours == EVERY_HOUR else f"{first:02}..{last:02}"
    return f"""\
[Unit]
Description=blogarchive: crawl the blogs that are due

[Timer]
OnCalendar=*-*-* {hours}:{MINUTE}:00
RandomizedDelaySec=10min
# What was missed while the machine slept is made up for.
Persistent=true

[Install]
WantedBy=timers.target
"""


def _exec_line(command: Sequence[str]) -> str:
    # systemd runs no program whose own path holds one of these; a shell does.
    if any(character in command[0] for character in "\"'\\"):
        command = ("/bin/sh", "-c", 'exec "$0" "$@"', *command)
    # The prefix `:` leaves `$` alone; `%` begins a specifier and is doubled.
    first, *rest = command
    return " ".join(_quoted(word) for word in (f":{first}", *rest))


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def _check(job: Job) -> None:
    for word in (*job.command, job.log_path):
        if any(ord(character) < ord(" ") for character in word):
            raise UsageError(f"{word!r}: a timer cannot run a path with a line break or a control")
