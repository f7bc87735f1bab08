"""Several requests at a time, their answers in the order asked: the same blog, the same archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

Got = TypeVar("Got")


def in_order(
    calls: Iterable[Callable[[], Got]], n_threads: int, stopping: Callable[[], bool]
) -> Iterator[Got]:
    """Make calls in threads, so many at a time; once `stopping`, no further one is begun.

    The next call is drawn here, in the thread that may use the database, when it is its turn.
    """
    waiting = iter(calls)
    with ThreadPoolExecutor(n_threads, thread_name_prefix="fetch") as pool:
        queue = [pool.submit(call) for call in islice(waiting, n_threads)]
        while queue:
            got = queue.pop(0).result()
            if not stopping():
                queue.extend(pool.submit(call) for call in islice(waiting, 1))
            yield got
