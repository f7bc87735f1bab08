"""The weather over a demo: which request meets which fault, foretold by a seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from hashlib import blake2b
from threading import Lock
from types import MappingProxyType
from typing import Final

from scraper.demo.answers import Kind
from scraper.demo.faults import FAULTS, Fault

Mix = Mapping[str, float]
"""Name of a fault: the share of requests that meet it."""

STORM: Final[Mix] = MappingProxyType(
    {"503": 0.03, "429": 0.01, "reset": 0.01, "cut by length": 0.0025, "cut chunks": 0.0025,
     "cut at close": 0.0025, "cut gzip": 0.0025}
)  # fmt: skip
"""What a crawl has to get through without losing a post: 6 % of all requests."""

STORMY: Final[Mix] = MappingProxyType(
    {**STORM, "429 for 2 s": 0.01, "500": 0.01, "reset in the body": 0.01, "length too long": 0.005,
     "nonsense": 0.005, "cut brotli": 0.005, "HTTP/1.0": 0.02, "closed after": 0.02,
     "wrong charset": 0.02, "half, well framed": 0.01}
)  # fmt: skip
"""What `demo --weather stormy` shows: the storm, and other kinds that a second try gets over."""

MIXES: Final[Mapping[str, Mix]] = MappingProxyType({"calm": {}, "stormy": STORMY})
"""By the name that the command line gives them."""


class Forecast:
    """Foretells each request by seed, address and how often that address was asked for.

    So the order in which threads ask changes nothing.
    """

    def __init__(self, mix: Mix, seed: int = 0, *, spared: frozenset[Kind] = frozenset()) -> None:
        unknown = mix.keys() - FAULTS.keys()
        if unknown:
            raise KeyError(f"no such weather: {', '.join(sorted(unknown))}")
        self._mix = dict(mix)
        self._seed = seed
        self._spared = spared
        self._asked: Counter[str] = Counter()
        self._lock = Lock()
        self.met: Counter[str] = Counter()
        """How many requests met each fault."""

    def fault(self, url: str, kind: Kind) -> Fault | None:
        """What befalls this request for an address; None on a calm moment."""
        with self._lock:
            self._asked[url] += 1
            found = self._drawn(url, self._asked[url])
            if found is None or kind in self._spared or not found.can_befall(kind):
                return None
            self.met[found.name] += 1
            return found

    def told(self) -> tuple[str, ...]:
        """What happened, a line for each fault, the most frequent first."""
        width = max((len(name) for name in self.met), default=0)
        return tuple(
            f"{count:>4}  {name:<{width}}  {FAULTS[name].told}"
            for name, count in self.met.most_common()
        )

    def _drawn(self, url: str, attempt: int) -> Fault | None:
        digest = blake2b(f"{self._seed} {attempt} {url}".encode(), digest_size=8).digest()
        point = int.from_bytes(digest) / 2**64
        for name, share in self._mix.items():
            point -= share
            if point < 0:
                return FAULTS[name]
        return None
