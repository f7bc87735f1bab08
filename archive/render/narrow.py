"""Texts of any script at about one byte a letter: the blog's own letters change places with ASCII.

UTF-8 takes two bytes for an Arabic letter and three for a Bengali one, though a blog uses some
sixty. In its index the letters that it uses most stand where ASCII's rare characters do, and these
where those did: a swap, undone by the same swap. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping

from archive.render.postings import ALPHABET

Swap = dict[int, int]
"""For `str.translate`: both ways."""


RARE = 512
"""A character that stands less than once in so many is rare."""


def swap_for(counts: Mapping[str, int]) -> Swap:
    """Choose which letters change places, from how often each character stands in the texts.

    Frequent foreign letters and rare ASCII characters, each in order of code points: so another
    post seldom changes the choice, and with it every file.
    """
    least = sum(counts.values()) / RARE
    foreign = sorted(one for one in counts if "\x7f" < one <= "\uffff" and counts[one] >= least)
    plain = sorted(one for one in ALPHABET if counts.get(one, 0) < least)
    swap: Swap = {}
    for theirs, ours in zip(foreign, plain, strict=False):
        swap |= {ord(theirs): ord(ours), ord(ours): ord(theirs)}
    return swap


def pairs(swap: Swap) -> str:
    """A swap as the page reads it: letter and ASCII character, in turn."""
    return "".join(chr(a) + chr(b) for a, b in sorted(swap.items()) if a > b)


def ratio(counts: Mapping[str, int], swap: Swap) -> float:
    """Bytes of the counted characters after the swap, to those before."""
    before = after = 1
    for letter, n in counts.items():
        before += n * _size(ord(letter))
        after += n * _size(swap.get(ord(letter), ord(letter)))
    return after / before


def _size(code: int) -> int:
    return len(chr(code).encode("utf-8", "replace"))
