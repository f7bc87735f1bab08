"""What we refuse: odd schemes, endless redirects, oversized, bombed, dripping and cut bodies."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from archive.errors import BrokenBodyError, RefusedError

MAX_HOPS = 10
# A page of repeated template markup gzips about 20:1; bombs pass 1000:1. Small bodies may exceed.
MAX_RATIO = 200
RATIO_FREE_BYTES = 1 << 20
SLICE_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class Limits:
    """How large and how slow one answer may be."""

    max_bytes: int
    """Decoded bytes."""
    seconds: float
    """From the request's start to the body's last byte; httpx's own timeouts are per read, so a
    drip of one byte per half second lived through them (measured)."""


def check_url(url: str) -> None:
    """Refuse what is no plain web address.

    :raises RefusedError: another scheme, no host, or a user name in it.
    """
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise RefusedError(f"{url}: not an address ({error})") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise RefusedError(f"{url}: only http and https addresses are fetched")
    if parts.username is not None or parts.password is not None:
        raise RefusedError(f"{url}: addresses with a user name are not fetched")


class Deadline:
    """One answer's total time."""

    def __init__(self, url: str, seconds: float, monotonic: Callable[[], float]) -> None:
        self._url = url
        self._seconds = seconds
        self._monotonic = monotonic
        self._end = monotonic() + seconds

    @property
    def told(self) -> str:
        """What there is to say once the time is over."""
        return f"{self._url}: still sending after {self._seconds:g} seconds"

    def left(self) -> float:
        """Seconds that are left; negative once the time is over."""
        return self._end - self._monotonic()

    def check(self) -> None:
        """Raise BrokenBodyError once the time is over."""
        if self.left() < 0:
            raise BrokenBodyError(self.told)


def decoded(
    chunks: Iterable[bytes], encoding: str, *, url: str, limits: Limits, deadline: Deadline
) -> Iterator[bytes]:
    """The body's bytes with its content-encoding removed, never more than the limits allow.

    Own loop because httpx decodes one wire chunk at a time without a bound: an 809-byte brotli body
    became one 1 GiB chunk (measured), and a gzip body cut in half passed silently.

    :raises RefusedError: too large, or a bomb.
    :raises BrokenBodyError: cut short, corrupt, too slow, or in an encoding we did not ask for.
    """
    unpack = _unpacker(encoding, url)
    n_wire = n_plain = 0
    for chunk in chunks:
        deadline.check()
        n_wire += len(chunk)
        for piece in unpack.pieces(chunk):
            n_plain += len(piece)
            _check_size(url, n_wire, n_plain, limits)
            yield piece
    if not unpack.finished:
        raise BrokenBodyError(f"{url}: the compressed body ended early")


def _check_size(url: str, n_wire: int, n_plain: int, limits: Limits) -> None:
    if n_plain > limits.max_bytes:
        raise RefusedError(f"{url}: larger than {limits.max_bytes:,} bytes")
    if n_plain > RATIO_FREE_BYTES and n_plain > n_wire * MAX_RATIO:
        raise RefusedError(f"{url}: unpacks to more than {MAX_RATIO} times its size")


class _Plain:
    finished = True

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        yield chunk


class _Zipped:
    """gzip or zlib; a gzip body may be of several members (RFC 1952, 2.2), zeros may follow."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._inflate = _inflate()
        self._started = False

    @property
    def finished(self) -> bool:
        return self._inflate.eof or not self._started

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        while chunk:
            if self._inflate.eof:
                chunk = chunk.lstrip(b"\0")
                if not chunk:
                    return
                self._inflate = _inflate()
            self._started = True
            yield self._piece(chunk)
            chunk = self._inflate.unused_data or self._inflate.unconsumed_tail

    def _piece(self, chunk: bytes) -> bytes:
        try:
            return self._inflate.decompress(chunk, SLICE_BYTES)
        except zlib.error as error:
            raise BrokenBodyError(
                f"{self._url}: the compressed body is damaged ({error})"
            ) from error


def _inflate() -> zlib._Decompress:
    return zlib.decompressobj(zlib.MAX_WBITS | 32)  # | 32: gzip or zlib header


def _unpacker(encoding: str, url: str) -> _Plain | _Zipped:
    match encoding.strip().lower():
        case "" | "identity":
            return _Plain()
        case "gzip" | "x-gzip" | "deflate":
            return _Zipped(url)
    raise BrokenBodyError(f"{url}: answers in the encoding {encoding!r}, which was not asked for")
