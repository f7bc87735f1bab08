"""Which network addresses may be asked: those of the public internet, and what the user let in.

Nothing is asked for by name here: whoever resolves a name brings its addresses.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)
from typing import Final
from urllib.parse import urlsplit

from archive.errors import RefusedError

WEB_PORTS: Final = frozenset({80, 443})

_INTRANET: Final = (
    IPv4Network("10.0.0.0/8"),
    IPv4Network("100.64.0.0/10"),
    IPv4Network("127.0.0.0/8"),
    IPv4Network("172.16.0.0/12"),
    IPv4Network("192.168.0.0/16"),
    IPv6Network("::1/128"),
    IPv6Network("fc00::/7"),
)
"""What `allow_private` lets in: not link-local, where clouds answer with their keys."""

_UNICAST: Final = IPv6Network("2000::/3")
"""All that is public of IPv6, but for NAT64; the rest is reserved or local (IANA)."""

_AT_THE_END: Final = (
    IPv6Network("::/96"),  # IPv4-compatible (RFC 4291, deprecated)
    IPv6Network("::ffff:0:0/96"),  # IPv4-mapped
    IPv6Network("::ffff:0:0:0/96"),  # IPv4-translated (RFC 2765)
    IPv6Network("64:ff9b::/96"),  # NAT64 (RFC 6052)
)
"""Networks whose addresses end in an IPv4 address, which is where a packet may go."""

_NAT64: Final = IPv6Network("64:ff9b::/96")
_ISATAP: Final = frozenset({0x0000_5EFE, 0x0200_5EFE})


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a run may reach beyond the public internet."""

    ports: Collection[int] = WEB_PORTS
    loopback: tuple[str, int] | None = None
    """(host, port) on this machine that the user named as the blog's own."""
    allow_private: bool = False
    """Whether names may lead into the intranet or to this machine."""

    def check_port(self, url: str) -> None:
        """Refuse ports that no blog is on.

        :raises RefusedError: the port is another, or no number.
        """
        try:
            port = port_of(url)
        except ValueError as error:
            raise RefusedError(f"{url}: not an address ({error})") from error
        if port not in self.ports:
            usual = ", ".join(str(one) for one in sorted(self.ports))
            raise RefusedError(f"{url}: port {port} is not asked, only {usual}")

    def check(self, host: str, port: int, addresses: Sequence[str]) -> None:
        """Refuse a host unless every one of its addresses may be asked.

        :raises RefusedError: one of them may not; one public address beside it is how tricks begin.
        """
        for address in addresses:
            if not self._allows(host, port, _parsed(address)):
                advice = "set [crawl] allow_private = true for a blog of your own network"
                raise RefusedError(f"{host}: its address {address} is not public; {advice}")

    def _allows(self, host: str, port: int, address: IPv4Address | IPv6Address | None) -> bool:
        if address is None:
            return False
        if is_public(address):
            return True
        if self.allow_private and any(address in network for network in _INTRANET):
            return True
        return address.is_loopback and (host.lower(), port) == self.loopback


def reach_of(seed_url: str, *, allow_private: bool) -> Reach:
    """The reach of a run: its blog's port, and this machine where the user named it as such."""
    host, port = (urlsplit(seed_url).hostname or "").lower(), port_of(seed_url)
    address = _parsed(host)
    is_here = host == "localhost" or (address is not None and address.is_loopback)
    return Reach(WEB_PORTS | {port}, (host, port) if is_here else None, allow_private)


def port_of(url: str) -> int:
    """The port that an address is asked at.

    :raises ValueError: it is no number from 0 to 65535.
    """
    parts = urlsplit(url)
    return parts.port if parts.port is not None else 443 if parts.scheme == "https" else 80


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address, and every IPv4 address inside it, is of the public internet."""
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast
    if address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    if address in _NAT64:
        return is_public(_last(address))
    is_unicast = address in _UNICAST and address.is_global
    return is_unicast and all(is_public(inside) for inside in _embedded(address))


def _embedded(address: IPv6Address) -> list[IPv4Address]:
    """The IPv4 addresses that an IPv6 address carries: a tunnel's ends."""
    found = [_last(address)] if any(address in network for network in _AT_THE_END) else []
    if address.sixtofour is not None:
        found.append(address.sixtofour)
    if address.teredo is not None:
        found.extend(address.teredo)
    if (int(address) >> 32) & 0xFFFF_FFFF in _ISATAP:
        found.append(_last(address))
    return found


def _last(address: IPv6Address) -> IPv4Address:
    return IPv4Address(int(address) & 0xFFFF_FFFF)


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(address)
    except ValueError:
        return None
