"""The command that runs when a crawl is over; whatever becomes of it, the crawl stands."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from tempfile import TemporaryFile

SECONDS = 60.0
# Of what it prints, so much is told.
MOST_CHARACTERS = 10_000


@dataclass(frozen=True, slots=True)
class Hooked:
    """How the command went."""

    printed: str
    """The beginning of what it printed."""
    problem: str | None
    """What went wrong, in one sentence; None where nothing did."""


def run_hook(
    command: Sequence[str], report: str, told: Mapping[str, str], seconds: float = SECONDS
) -> Hooked:
    """Run a program with a report on its stdin, and stop it when it takes too long.

    :param told: added to its environment.
    """
    name = f"[schedule] on_finish {command[0]!r}"
    # A file, not a pipe: what the program leaves running in the background may keep a pipe open.
    with TemporaryFile() as output:
        try:
            # Named by the user in config.toml, and no shell reads it.
            child = subprocess.Popen(  # noqa: S603
                list(command),
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                text=True,
                encoding="utf-8",
                env=os.environ | told,
                start_new_session=True,
            )
        except OSError as error:
            return Hooked("", f"{name} cannot be run ({error.strerror})")
        problem = _wait(child, report, seconds)
        output.seek(0)
        printed = output.read(MOST_CHARACTERS).decode("utf-8", "replace")
    return Hooked(printed, f"{name} {problem}" if problem else None)


def _wait(child: subprocess.Popen[str], report: str, seconds: float) -> str | None:
    try:
        child.communicate(report, timeout=seconds)
    except subprocess.TimeoutExpired:
        return f"was stopped after {seconds:g} s"
    finally:
        _end(child)
    return f"ended with exit code {child.returncode}" if child.returncode else None


def _end(child: subprocess.Popen[str]) -> None:
    """Stop it, and what it started, if it still runs."""
    if child.poll() is None:
        if sys.platform == "win32":
            child.kill()
        else:
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    if child.stdin is not None:
        child.stdin.close()
