"""Two processes make the pages of a large rendering: each takes the next share that is left.

What is left stands as numbers in a pipe, and whoever is free reads one. The second process reads
the same archive and so plans the same pages; it tells what it made of each share on its stdout. It
is a help and no need: shares that it did not tell of are made here. One that outlives its parent
ends by itself, so that it never writes beside the next rendering.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import IO, Final, Self
from zlib import crc32

from archive.render.asked import Answers
from archive.render.gather import gather
from archive.render.layout import planned_pages
from archive.render.planned import Planned
from archive.render.write import Writer
from archive.store import contents, mirror
from archive.store.connection import Archive

WORTH: Final = 500
"""Pages to be made, above which a second process is started: it takes half a second to begin."""
MOST: Final = 10_000
"""Pages of a mirror, above which one process makes all: each holds the lists of all posts, and both
together would hold 300 MB at 20,000 posts, where one holds 170."""
_IN_SHARE = 40
_MOST_SHARES = 4_000
"""Their numbers, of four bytes, are all in the pipe at once: macOS gives it 16 kB."""
_N_BYTES = 4


def _shares(plan: Sequence[Planned]) -> list[Sequence[Planned]]:
    """Runs of pages that come together: posts of one month read and link much the same."""
    size = max(_IN_SHARE, -(-len(plan) // _MOST_SHARES))
    return [plan[at : at + size] for at in range(0, len(plan), size)]


def _brought(writer: Writer, planned: Planned) -> Iterator[str]:
    """Bring pages up to date; gives the place of each."""
    if found := writer.current(planned.place, planned.inputs):
        yield from found
        return
    for page in planned.make():
        inputs = page.inputs or planned.inputs
        writer.write(page.place, page.html.encode("utf-8", "replace"), inputs, page.asked)
        yield page.place


class Shares:
    """The pages of a rendering, brought up to date; use as a context manager."""

    def __init__(self, archive: Archive, writer: Writer) -> None:
        """Make ready to share pages, with a second process only where nobody else may write."""
        self._archive = archive
        self._writer = writer
        self._shares: list[Sequence[Planned]] = []
        self._current: list[str] = []
        self._left: list[int] = []
        self._told: deque[str] = deque()
        self._second: _Second | None = None
        if writer.is_first and WORTH < contents.n_posts(archive) <= MOST:
            self._begin()  # it reads and plans while this one does

    def _begin(self) -> None:
        if self._second is None and self._archive.is_locked and _n_cores() > 1:
            with suppress(OSError):  # no room for it: all is made here
                self._second = _Second(self._archive.root, self._told)

    def out(self, plan: Sequence[Planned]) -> None:
        """Share out the pages of a plan."""
        self._shares = _shares(plan)
        n_old = 0
        for number, some in enumerate(self._shares):
            found = [self._writer.current(one.place, one.inputs) for one in some]
            if all(found):
                self._current += chain.from_iterable(found)
            else:
                self._left.append(number)
                n_old += sum(not one for one in found)
        is_worth = n_old > WORTH and len(plan) <= MOST
        if is_worth:
            self._begin()
        if self._second is not None:
            self._second.ask(plan, self._left if is_worth else [])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._second is not None:
            self._second.end()

    def brought(self) -> Iterator[str]:
        """The place of every page, as each is up to date."""
        yield from self._current
        left = set(self._left)
        if self._second is not None:
            for number in self._second.numbers():
                left.remove(number)
                yield from self._bring(number)
                yield from self._arrived(left)
            self._second.wait()
            yield from self._arrived(left)
        for number in sorted(left):
            yield from self._bring(number)

    def _bring(self, number: int) -> Iterator[str]:
        for planned in self._shares[number]:
            yield from _brought(self._writer, planned)

    def _arrived(self, left: set[int]) -> Iterator[str]:
        while self._told:
            number, places, made = json.loads(self._told.popleft())
            self._writer.take_in(made)
            left.remove(number)
            yield from places


def _n_cores() -> int:
    """Cores that may be used; one where processes cannot share a pipe."""
    if os.name == "nt":
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Second:
    """The second process, seen from the first."""

    def __init__(self, root: Path, told: deque[str]) -> None:
        self._numbers, self._full = os.pipe()
        asked = [str(root), str(self._numbers), str(os.getpid())]
        self._process = subprocess.Popen(  # noqa: S603 -- ourselves
            [sys.executable, "-P", "-m", "archive.render.shares", *asked],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=[self._numbers],
            start_new_session=True,  # Ctrl-C is for the first, which ends it
            env=os.environ | {"PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))},
            text=True,
            encoding="utf-8",
        )
        self._listener = Thread(target=_listen, args=(self._process.stdout, told), daemon=True)
        self._listener.start()

    def ask(self, plan: Sequence[Planned], left: list[int]) -> None:
        """Tell it which plan it should have made, and which shares of it are left."""
        os.write(self._full, b"".join(number.to_bytes(_N_BYTES, "big") for number in left))
        with suppress(OSError):  # it ended already
            if self._process.stdin is not None:
                self._process.stdin.write(f"{_digest(plan)}\n")
                self._process.stdin.close()
        self._close()

    def _close(self) -> None:
        if self._full >= 0:
            os.close(self._full)
            self._full = -1

    def numbers(self) -> Iterator[int]:
        """The next share that is left, again and again."""
        return _numbers(self._numbers)

    def wait(self) -> None:
        """Wait until it has told all."""
        self._listener.join()

    def end(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._listener.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what it was not asked yet
                    pipe.close()
        self._close()
        os.close(self._numbers)


def _listen(said: IO[str] | None, told: deque[str]) -> None:
    """Take up what it tells, so that it never waits to tell more."""
    for line in said or ():
        if line.endswith("\n"):
            told.append(line)


def _numbers(pipe: int) -> Iterator[int]:
    while number := os.read(pipe, _N_BYTES):
        yield int.from_bytes(number, "big")


def _digest(plan: Sequence[Planned]) -> int:
    return crc32("\n".join(f"{one.place} {one.inputs}" for one in plan).encode("utf-8", "replace"))


def _help(root: Path, pipe: int, parent: int) -> None:
    """Be the second process."""
    with Archive.open(root) as archive, contents.snapshot(archive):
        site = gather(archive)
        writer = Writer(root, mirror.noted(archive.db))
        plan = list(planned_pages(archive, site, writer, Answers(archive, site)))
        if sys.stdin.readline().strip() != str(_digest(plan)):
            return
        shares = _shares(plan)
        for number in _numbers(pipe):
            places: list[str] = []
            for planned in shares[number]:
                if os.getppid() != parent:
                    return
                places += _brought(writer, planned)
            sys.stdout.write(json.dumps([number, places, writer.given()]) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    _help(Path(sys.argv[1]), *map(int, sys.argv[2:4]))
