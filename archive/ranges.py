"""Which part of a file a request asks for, so that a player can jump in a film. Pure.

RFC 9110, section 14. One range is answered; several at once, or another unit, get the whole file,
as the standard allows.
"""

from __future__ import annotations

import re

_RANGE = re.compile(r"\s*bytes\s*=\s*([0-9]{0,18})\s*-\s*([0-9]{0,18})\s*", re.IGNORECASE)


class Unmeetable(ValueError):  # noqa: N818 - what the range is
    """The range lies behind the end."""


def range_of(header: str | None, size: int) -> tuple[int, int] | None:
    """The first byte asked for, and the one after the last; None for the whole file.

    :raises Unmeetable: nothing of it is in the file.
    """
    found = _RANGE.fullmatch(header or "")
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        start, end = max(size - int(last), 0), size
    else:
        start, end = int(first), min(int(last) + 1 if last else size, size)
        if last and int(last) < start:
            return None  # not a range at all
    if start >= end:
        raise Unmeetable(f"{header!r} of {size} bytes")
    return start, end
