"""Connections that keep a deadline from the first byte asked to the last one received.

httpx's time-outs are per read: headers sent a byte at a time never end, nor does "100 Continue"
again and again.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from typing import Any

import httpcore

from scraper.fetch.guard import Deadline


class Watch:
    """The deadline of the request that a thread is making."""

    def __init__(self) -> None:
        self.deadline: Deadline | None = None

    def shorten(self, timeout: float | None) -> float | None:
        """A time-out that does not outlast the deadline.

        :raises httpcore.ReadTimeout: the deadline is over.
        """
        if self.deadline is None:
            return timeout
        left = self.deadline.left()
        if left <= 0:
            raise httpcore.ReadTimeout(self.deadline.told)
        return left if timeout is None else min(timeout, left)


class WatchedBackend(httpcore.NetworkBackend):
    """Opens connections whose every read and write keeps the deadline."""

    def __init__(self, inner: httpcore.NetworkBackend, watch: Watch) -> None:
        self._inner = inner
        self._watch = watch

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Open a connection; its parameters are httpcore's."""
        timeout = self._watch.shorten(timeout)
        stream = self._inner.connect_tcp(host, port, timeout, local_address, socket_options)
        return _WatchedStream(stream, self._watch)


class _WatchedStream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, watch: Watch) -> None:
        self._inner = inner
        self._watch = watch

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            return self._inner.read(max_bytes, self._watch.shorten(timeout))
        except httpcore.ReadTimeout:
            self._watch.shorten(timeout)  # tells of the deadline where that is what ended it
            raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._watch.shorten(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        shortened = self._watch.shorten(timeout)
        inner = self._inner.start_tls(ssl_context, server_hostname, shortened)
        return _WatchedStream(inner, self._watch)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def drop_unasked(pool: httpcore.ConnectionPool) -> bool:
    """Close connections on which more was sent than was asked for.

    Bytes left over from one answer are read as the next answer: another address's (measured with
    httpcore 1.0.9). httpcore offers no public way to see them.

    :returns: whether there were any.
    """
    found = False
    for connection in pool.connections:
        state = getattr(getattr(connection, "_connection", None), "_h11_state", None)
        if state is not None and state.trailing_data[0].strip():
            connection.close()
            found = True
    return found
