"""The command line in a process where one call on a folder fails, by `failing_calls.c`.

`python -m tests.crash.failing_calls LIBRARY WORD...` imports everything, runs the WORDs once, so
that templates are compiled, and then forks for each command that it reads. The clock of each stands
still where it was told to, so that the same failure leaves the same rows.
"""

from __future__ import annotations

import ctypes
import errno
import gc
import json
import os
import shutil
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from subprocess import PIPE

from archive.front import run
from scraper.cli import cli
from tests.crash.child import speak

KINDS = (
    *("open", "write", "pwrite", "fsync", "fdatasync"),
    *("ftruncate", "rename", "mkdir", "unlink"),
)
"""In the order of `enum kind`."""
LONGEST = 300
"""Seconds after which a command that hangs is killed."""
SOURCE = Path(__file__).with_suffix(".c")


@dataclass(frozen=True, slots=True)
class Failure:
    """The n-th call of a kind, from 1, that fails; by turns the disk is broken and full."""

    kind: str
    nth: int

    @property
    def errno(self) -> int:
        return (errno.EIO, errno.ENOSPC)[self.nth % 2]


NONE = Failure(KINDS[0], 0)


@dataclass(frozen=True, slots=True)
class Play:
    """One command to run, and what befalls it."""

    words: tuple[str, ...]
    told: str
    """The file that it prints to."""
    folder: str
    """Calls on it count."""
    kind: str
    nth: int
    moment: int
    """What its clock shows all the while, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Played:
    """How a command ended, and how many calls on the folder it made, by kind."""

    code: int
    counts: dict[str, int]


class Forks:
    """The process that forks, seen from outside."""

    def __init__(self, running: subprocess.Popen[str]) -> None:
        self._running = running

    def play(self, play: Play) -> Played:
        """Run a command to its end."""
        assert self._running.stdin is not None
        assert self._running.stdout is not None
        print(json.dumps(asdict(play)), file=self._running.stdin, flush=True)
        return Played(**json.loads(self._running.stdout.readline()))


def why_not() -> str:
    """Why no call can be made to fail here; empty where it can."""
    if not sys.platform.startswith("linux"):
        return "only Linux loads a library in front of libc in this way"
    return "" if shutil.which("cc") else "no C compiler here: apt-get install gcc libc6-dev"


@contextmanager
def forking(root: Path, warming: Sequence[str]) -> Iterator[Forks]:
    """Have the library built under `root`, and the process that forks.

    :param warming: words of a command that it runs once before.
    """
    library = root / "failing_calls.so"
    line = ["cc", "-O1", "-Wall", "-Werror", "-shared", "-fPIC", "-o", str(library), str(SOURCE)]
    subprocess.run([*line, "-ldl"], check=True)
    line = [sys.executable, "-m", __name__, str(library), *warming]
    preloaded = {**os.environ, "LD_PRELOAD": str(library)}
    root_of_tests = SOURCE.parents[2]
    with subprocess.Popen(
        line, stdin=PIPE, stdout=PIPE, text=True, env=preloaded, cwd=root_of_tests
    ) as running:
        yield Forks(running)


def main(library: str, *warming: str) -> None:
    shim = ctypes.CDLL(library)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    assert run(cli, warming) == 0
    gc.freeze()  # what was imported is there for good: no child looks through it
    for line in sys.stdin:
        play = Play(**json.loads(line))
        failure = Failure(play.kind, play.nth)
        numbers = (KINDS.index(play.kind), play.nth, failure.errno, ctypes.c_long(play.moment))
        shim.arm(play.folder.encode(), *numbers)
        child = os.fork()
        if not child:
            _speak(play)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        counts = {kind: shim.counted(number) for number, kind in enumerate(KINDS)}
        print(json.dumps({"code": code, "counts": counts}), file=answers, flush=True)


def _speak(play: Play) -> None:
    signal.alarm(LONGEST)
    code = 1
    try:
        speak(play.words, play.told)
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:  # noqa: BLE001 -- told as the interpreter tells it
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main(*sys.argv[1:])
