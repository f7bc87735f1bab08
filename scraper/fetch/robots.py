"""Where we do not ask at all: robots.txt (RFC 9309), whatever its size and however it is made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from protego import Protego

MOST_BYTES: Final = 500 << 10
"""What is read of a robots.txt; RFC 9309 (2.5) asks for so much at least."""
MOST_SITEMAPS: Final = 100
"""Sitemaps that are taken from one file; Blogger names one or two, diligent owners about twenty."""

_AGENT: Final = re.compile(r"\s*user[- ]?agent\s*(?::|\s)(.*)", re.IGNORECASE)
_OTHERS: Final = "User-agent: somebody-else"


@dataclass(frozen=True, slots=True)
class Robots:
    """One host's robots.txt."""

    rules: Protego
    user_agent: str

    @classmethod
    def parse(cls, body: bytes, user_agent: str) -> Robots:
        """Read a robots.txt; an empty one allows everything."""
        lines = _whole_lines(body).decode("utf-8-sig", "replace").splitlines()
        return cls(Protego.parse("\n".join(_for_us(lines, user_agent))), user_agent)

    def allows(self, url: str) -> bool:
        """Whether this address may be fetched."""
        return bool(self.rules.can_fetch(url, self.user_agent))

    @property
    def delay(self) -> float | None:
        """Seconds between requests that the host asks for."""
        seconds = self.rules.crawl_delay(self.user_agent)
        return None if seconds is None else float(seconds)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Sitemaps that the file names."""
        return tuple(dict.fromkeys(self.rules.sitemaps))[:MOST_SITEMAPS]


def _whole_lines(body: bytes) -> bytes:
    """What is read of a file: of `Disallow: /private`, cut short, `Disallow: /` may be left."""
    if len(body) <= MOST_BYTES:
        return body
    end = max(body.rfind(mark, 0, MOST_BYTES) for mark in (b"\n", b"\r"))
    return body[: end + 1]


def _for_us(lines: list[str], user_agent: str) -> Iterator[str]:
    """The lines, with all other crawlers under one name.

    Protego keeps every rule once for each crawler that it is for, so 16,000 names before 19,000
    rules, which is no more than 500 KiB, would be 300 million rules.
    """
    was_head = False
    named: set[str] = set()
    for line in lines:
        found = _AGENT.match(line)
        if found is None:
            was_head = was_head and not line.partition("#")[0].strip()
            yield line
            continue
        if not was_head:
            named.clear()
        was_head = True
        head = line if _is_about(found[1], user_agent) else _OTHERS
        if head.casefold() not in named:
            named.add(head.casefold())
            yield head


def _is_about(written: str, user_agent: str) -> bool:
    """Whether a name in a robots.txt may mean us: `*`, or a part of our name."""
    name = written.partition("#")[0].replace("*", "").strip().lower()
    return name in user_agent.lower()
