"""The command that runs when a crawl is over; whatever becomes of it, the crawl stands."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence

SECONDS = 60.0


def run_hook(
    command: Sequence[str], report: str, told: Mapping[str, str], seconds: float = SECONDS
) -> str | None:
    """Run a program with a report on its stdin; what it prints goes to our stderr.

    :param told: added to its environment.
    :returns: what went wrong, in one sentence; None where nothing did.
    """
    name = f"[schedule] on_finish {command[0]!r}"
    try:
        # Named by the user in config.toml, and no shell reads it.
        child = subprocess.Popen(  # noqa: S603
            list(command),
            stdin=subprocess.PIPE,
            stdout=sys.stderr.fileno(),
            text=True,
            encoding="utf-8",
            env=os.environ | told,
            start_new_session=True,
        )
    except OSError as error:
        return f"{name} cannot be run ({error.strerror})"
    try:
        child.communicate(report, timeout=seconds)
    except subprocess.TimeoutExpired:
        return f"{name} was stopped after {seconds:g} s"
    finally:
        _end(child)
    return None if child.returncode == 0 else f"{name} ended with exit code {child.returncode}"


def _end(child: subprocess.Popen[str]) -> None:
    """Stop it, and what it started, if it still runs."""
    if child.poll() is None:
        if sys.platform == "win32":
            child.kill()
        else:
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
