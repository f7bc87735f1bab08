"""From a name to a connection: resolved once, checked, and connected to what was checked.

A name that is looked up a second time may lead elsewhere by then (DNS rebinding), so the address
that was checked is the one that is connected to; TLS and the Host header still carry the name.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Collection, Iterable, Sequence

import httpcore

from archive.errors import RefusedError
from scraper.fetch.reach import Reach

Resolve = Callable[[str, int], Sequence[str]]
"""(host, port) to addresses, best first; raises OSError where there are none."""

MOST_TRIED = 4
"""Addresses of one name that are connected to in turn; each may take the whole time-out."""


def resolve(host: str, port: int) -> tuple[str, ...]:
    """The addresses of a host, as the system knows them.

    :raises OSError: it has none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


class Dial(httpcore.NetworkBackend):
    """Opens connections for a pool, to addresses within reach only."""

    def __init__(
        self,
        reach: Reach,
        *,
        resolve: Resolve = resolve,
        trusted: Collection[str] = (),
        through: httpcore.NetworkBackend | None = None,
    ) -> None:
        """Dial within a reach.

        :param trusted: `address:port` that the user's own settings map names to; not checked.
        :param through: what opens the connection to a checked address.
        """
        self._reach = reach
        self._resolve = resolve
        self._trusted = frozenset(trusted)
        self._through = through or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host that answers.

        :raises RefusedError: one of its addresses is out of reach.
        """
        failure: Exception | None = None
        for address in self._addresses(host, port)[:MOST_TRIED]:
            try:
                return self._through.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(f"{host} has no address")

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        if f"{host}:{port}" in self._trusted:
            return [host]
        try:
            addresses = self._resolve(host, port)
        except UnicodeError as error:
            raise RefusedError(f"{host}: no host can be called that ({error})") from error
        except OSError as error:
            raise httpcore.ConnectError(f"{host}: {error.strerror or error}") from error
        self._reach.check(host, port, addresses)
        return addresses
