"""Chance without a dice cup: every draw is a hash of what it is drawn for."""

from __future__ import annotations

from hashlib import blake2b

PRIME = 2**63 - 25
"""The largest prime below 2^63: post ids have up to 19 digits and pass 2^53, as Blogger's do."""
_STEP = 0x1E3779B97F4A7C15
"""Any number works; this one (from the golden ratio) scatters neighbours well."""
_BACK = pow(_STEP, -1, PRIME)


def draw(limit: int, *key: object) -> int:
    """Return a number from 0 to `limit` - 1, always the same one for the same key."""
    digest = blake2b(repr(key).encode(), digest_size=8).digest()
    return int.from_bytes(digest) % limit


def shuffled(n: int, *key: object) -> list[int]:
    """Return the numbers 0 to n - 1 in an order that only the key decides."""
    return sorted(range(n), key=lambda number: draw(PRIME, number, *key))


class Numbering:
    """Ids that look like chance and can be read back, so that no table of ids is needed."""

    def __init__(self, seed: str) -> None:
        self._offset = draw(PRIME, "ids", seed)

    def id_of(self, index: int) -> str:
        """Return the decimal id of the thing with this index."""
        return str((self._offset + index * _STEP) % PRIME)

    def index_of(self, number: str) -> int:
        """Return the index behind an id; an invented id gives a huge one."""
        return (int(number) - self._offset) * _BACK % PRIME
