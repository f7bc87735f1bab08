"""The command line in a process of its own, forked from one that has imported everything."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path

from archive.front import run
from scraper.cli import cli

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([__name__])


def speak(words: Sequence[str], told: str) -> None:
    """Run the command line; what it prints goes to a file."""
    file = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, 1)
    os.dup2(file, 2)
    sys.exit(run(cli, words))


@contextmanager
def started(words: Sequence[str], told: Path) -> Iterator[BaseProcess]:
    """A command that runs; killed on leaving, if it has not ended."""
    child = FORKS.Process(target=speak, args=(tuple(words), str(told)))
    child.start()
    try:
        yield child
    finally:
        child.kill()
        child.join()
        child.close()


def ended(words: Sequence[str], told: Path) -> int:
    """Run a command to its end.

    :returns: its exit code.
    """
    with started(words, told) as child:
        child.join()
        return int(child.exitcode or 0)
