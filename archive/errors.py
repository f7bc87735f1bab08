"""Everything that can go wrong, as one tree.

BlogArchiveError                 exit 1
├── UsageError                   exit 2   a wrong option, address or configuration
├── ArchiveError                 exit 3   the archive cannot be opened or written
│   └── LockedError              exit 7   another run holds the lock
├── DamageError                  exit 4   something kept does not match its digest
├── NetworkError                 exit 5   the network or the blog cannot be reached
│   ├── RefusedError                      the guard refused: scheme, size, redirect, bomb
│   ├── BrokenBodyError                   the body ended early or does not decode
│   └── StoppedError             exit 130 asked to stop while waiting to ask
├── ParseError                   exit 1   a feed or sitemap that is none
├── QueryError                   exit 2   SQL or a search that cannot be answered
└── SuspectRunError              exit 6   parser and feed disagree across the run

Each error's text names its subject (address, path, key) and what to do next.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

EXIT_CODES: Final[Mapping[int, str]] = {
    0: "all that the source has is kept; or nothing was due",
    1: "finished, but some things failed and are listed, or a limit of the command was met",
    2: "wrong use: an option, an address, the configuration, SQL",
    3: "the archive cannot be opened or written",
    4: "damage found",
    5: "network or blog unreachable; what is kept stays",
    6: "suspect run: the pages tell less than they used to",
    7: "another run holds the archive's lock",
    130: "interrupted by Ctrl-C or SIGTERM; the next run goes on",
}
"""What the program ends with. Of several blogs in one run the highest counts."""


class BlogArchiveError(Exception):
    """The root: catch this to catch everything that this package raises on purpose."""

    exit_code = 1


class UsageError(BlogArchiveError):
    """A wrong option, address or configuration."""

    exit_code = 2


class ArchiveError(BlogArchiveError):
    """The archive cannot be opened or written."""

    exit_code = 3


class LockedError(ArchiveError):
    """Another run holds the archive's lock."""

    exit_code = 7


class DamageError(BlogArchiveError):
    """Something kept does not match its digest."""

    exit_code = 4


class NetworkError(BlogArchiveError):
    """The network or the blog cannot be reached."""

    exit_code = 5


class RefusedError(NetworkError):
    """The guard refused an address or an answer: scheme, size, redirect or bomb."""


class BrokenBodyError(NetworkError):
    """A body ended early or does not decode."""


class StoppedError(NetworkError):
    """The run was asked to stop, or met its limit, while it waited to ask."""

    exit_code = 130


class ParseError(BlogArchiveError):
    """A feed or sitemap that is none, or that no parser can read."""


class QueryError(BlogArchiveError):
    """SQL or a search that cannot be answered."""

    exit_code = 2


class SuspectRunError(BlogArchiveError):
    """Parser and feed disagree across the run: the layout may have changed."""

    exit_code = 6
