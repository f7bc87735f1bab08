"""Addresses that lead into this machine or its network, however they are written: never asked."""

from __future__ import annotations

import socket
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

import httpcore
import pytest

from archive.errors import NetworkError, RefusedError
from archive.store.connection import Archive
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.fetch.client import Ask, Client, Settings
from scraper.fetch.dial import Dial
from scraper.fetch.guard import Limits
from scraper.fetch.polite import Pace
from scraper.fetch.reach import Reach, is_public, reach_of
from scraper.run import Outside
from tests.real.saved_blog import serve_saved
from tests.stories.test_later_crawls import POST, tiny_blog
from tests.wire import say, wire

LIMITS = Limits(1 << 20, 5)
PAGE = b"<html><body>Inside.</body></html>"

HOSTS = {
    "loopback": "127.0.0.1",
    "all of loopback": "127.8.9.10",
    "short": "127.1",
    "shorter": "127.0.1",
    "zero": "0",
    "this network": "0.0.0.0",
    "decimal": "2130706433",
    "hex": "0x7f000001",
    "hex parts": "0x7f.0x0.0x0.0x1",
    "mixed parts": "0x7f.0.1",
    "octal": "017700000001",
    "octal parts": "0177.0.0.1",
    "long octal parts": "000000177.0.0.01",
    "trailing dot": "127.0.0.1.",
    "percent": "%31%32%37.0.0.1",
    "percent dots": "127%2e0%2e0%2e1",
    "full-width digits": "１２７.０.０.１",
    "full-width dots": "127。0。0。1",
    "circled digits": "①②⑦.⓪.⓪.①",
    "localhost": "localhost",
    "LOCALHOST": "LocalHost",
    "localhost.": "localhost.",
    "a name of loopback": "rebound.example",
    "a name of both": "half.example",
    "a name of a mapped one": "mapped.example",
    "a name of a private one": "intranet.example",
    "a name of a router": "router.example",
    "a name of a cloud's keys": "cloud.example",
    "private 10": "10.0.0.1",
    "private 172": "172.16.0.1",
    "private 192": "192.168.1.1",
    "a carrier's": "100.64.0.1",
    "link-local": "169.254.169.254",
    "link-local in decimal": "2852039166",
    "documentation": "192.0.2.1",
    "benchmarks": "198.18.0.1",
    "multicast": "224.0.0.1",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "IPv6 loopback": "[::1]",
    "IPv6 loopback in full": "[0:0:0:0:0:0:0:1]",
    "IPv6 unspecified": "[::]",
    "IPv6 link-local": "[fe80::1]",
    "IPv6 of a zone": "[fe80::1%25lo]",
    "IPv6 site-local": "[fec0::1]",
    "IPv6 private": "[fd00::1]",
    "IPv6 multicast": "[ff02::1]",
    "IPv6 documentation": "[2001:db8::1]",
    "mapped": "[::ffff:127.0.0.1]",
    "mapped in hex": "[::ffff:7f00:1]",
    "mapped private": "[::ffff:10.0.0.1]",
    "compatible": "[::127.0.0.1]",
    "translated": "[::ffff:0:127.0.0.1]",
    "NAT64": "[64:ff9b::127.0.0.1]",
    "NAT64 private": "[64:ff9b::c0a8:101]",
    "local NAT64": "[64:ff9b:1::127.0.0.1]",
    "6to4": "[2002:7f00:1::1]",
    "6to4 private": "[2002:a00:1::]",
    "Teredo": "[2001:0:7f00:1::80ff:fefe]",
    "ISATAP": "[2a00:1450:4001:800:0:5efe:7f00:1]",
}
"""How a host is written that leads nowhere public."""

NAMES = {
    "localhost": ["127.0.0.1", "::1"],
    "rebound.example": ["127.0.0.1"],
    "half.example": ["93.184.215.14", "127.0.0.1"],
    "mapped.example": ["::ffff:127.0.0.1"],
    "intranet.example": ["10.1.2.3"],
    "router.example": ["192.168.0.1"],
    "cloud.example": ["169.254.169.254"],
}

OTHERS = (
    "http://me@127.0.0.1/",
    "http://me:secret@example.org/",
    "http://example.org@127.0.0.1/",
    "http://example.org:22/",
    "http://example.org:6379/",
    "http://example.org:0/",
    "http://example.org:99999/",
    "http://example.org:x/",
    "http://[::1/",
    "http://[x]/",
    "https:127.0.0.1",
    "file:///etc/passwd",
    "ftp://127.0.0.1/",
    "gopher://127.0.0.1:70/_x",
    "dict://127.0.0.1:11211/",
    "data:text/html,x",
    "javascript:alert(1)",
    "unix:///run/docker.sock",
    "ws://127.0.0.1/",
    "http://" + "a" * 300 + ".example/",
    "http://a..example/",
)
"""Other tricks: whole addresses."""


def look_up(host: str, port: int) -> tuple[str, ...]:
    """Numbers in any spelling as the system takes them, names as in the table; asks no network."""
    known = NAMES.get(host.lower().rstrip("."))
    if known:
        return tuple(known)
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    return tuple(str(address[0]) for *_, address in found)


@dataclass
class Ear:
    """A socket that listens on every address of this machine, and should hear nothing."""

    listener: socket.socket

    @property
    def port(self) -> int:
        return int(self.listener.getsockname()[1])

    def heard(self) -> bool:
        try:
            connection, _ = self.listener.accept()
        except BlockingIOError:
            return False
        connection.close()
        return True


@pytest.fixture
def ear() -> Iterator[Ear]:
    both = socket.has_dualstack_ipv6()
    family, place = (socket.AF_INET6, "::") if both else (socket.AF_INET, "")
    with socket.create_server((place, 0), family=family, dualstack_ipv6=both) as listener:
        listener.setblocking(False)
        yield Ear(listener)


@pytest.fixture
def still() -> Clock:
    return Clock(lambda: datetime(2026, 1, 1, tzinfo=UTC), lambda: 0.0, lambda _: None)


def client_of(clock: Clock, **settings: object) -> Client:
    return Client(Settings("test", tries=1, **settings), Pace(0.0, clock), clock)  # type: ignore[arg-type] # any of them


@pytest.mark.parametrize("host", HOSTS.values(), ids=HOSTS)
@pytest.mark.parametrize("way", ["asked", "redirected"])
def test_no_spelling_of_an_inside_address_is_connected_to(
    ear: Ear, still: Clock, host: str, way: str
) -> None:
    inside = f"http://{host}:{ear.port}/"
    moved = say(f"HTTP/1.1 302 Found\nLocation: {inside}\nContent-Length: 0\nConnection: close")
    with wire({"/": [moved]}) as server:
        mapped = {"blog.example": f"127.0.0.1:{server.port}"}
        reach = Reach(ports={80, ear.port})
        ask = Ask(inside if way == "asked" else "http://blog.example/", LIMITS, lambda _: None)
        with (
            client_of(still, reach=reach, resolve=look_up, connect_to=mapped) as client,
            pytest.raises(NetworkError),
        ):
            client.fetch(ask)
    assert not ear.heard()


@pytest.mark.parametrize("place", OTHERS)
@pytest.mark.parametrize("way", ["asked", "redirected"])
def test_odd_schemes_ports_and_users_are_refused(still: Clock, place: str, way: str) -> None:
    moved = say(f"HTTP/1.1 302 Found\nLocation: {place}\nContent-Length: 0\nConnection: close")
    with wire({"/": [moved]}) as server:
        mapped = {"blog.example": f"127.0.0.1:{server.port}"}
        ask = Ask(place if way == "asked" else "http://blog.example/", LIMITS, lambda _: None)
        with (
            client_of(still, resolve=look_up, connect_to=mapped) as client,
            pytest.raises(NetworkError),
        ):
            client.fetch(ask)


def test_a_blogs_pictures_cannot_reach_inside(clock: Clock, ear: Ear, tmp_path: Path) -> None:
    """Every spelling as a picture of one post, and as one that its link opens: all are missing."""
    places = [f"http://{host}:{ear.port}/{n}.jpg" for n, host in enumerate(HOSTS.values())]
    shown = "".join(f"<img src='{place}'/><a href='{place}'>x</a>" for place in places)
    post = POST.format(blog="111").replace("The words of day 1.", f"The words of day 1.{shown}")
    site = tiny_blog(tmp_path / "site", **{"2020__01__day-1.html": post})
    settings = CrawlSection(delay=0.0, connections=2, tries=1)
    home = f"http://tiny.example:{ear.port}/"
    for file in (one for one in site.rglob("*") if one.is_file()):
        file.write_text(file.read_text("utf-8").replace("http://tiny.example/", home), "utf-8")
    with serve_saved(site) as blog, Archive.open_for_writing(tmp_path / "a") as archive:
        mapped = {f"tiny.example:{ear.port}": blog.connect_to["all"]}
        outside = Outside(clock, mapped, resolve=look_up)
        report = crawl(archive, home, settings, outside)
        states = [row["state"] for row in archive.db.query("SELECT state FROM media")]
    assert len(states) >= 50  # a dozen spellings are one address to whoever keeps them
    assert set(states) == {"missing"}
    assert report.n_media == 0
    assert not ear.heard()


# -- names that change their mind ----------------------------------------------------------------


@dataclass
class Rebinding:
    """A name server that answers with a public address first and with this machine's afterwards."""

    asked: int = 0

    def __call__(self, host: str, port: int) -> Sequence[str]:
        del host, port
        self.asked += 1
        return ["93.184.215.14"] if self.asked == 1 else ["127.0.0.1"]


@dataclass
class Internet(httpcore.NetworkBackend):
    """The internet in a box: every connection, wherever to, reaches one local server."""

    port: int
    reached: list[str] = field(default_factory=list)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        del port, local_address, socket_options
        self.reached.append(host)
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.port, timeout)


def test_the_address_that_was_checked_is_the_one_connected_to() -> None:
    """One look-up per connection: there is no second answer to be deceived by."""
    names = Rebinding()
    page = say("HTTP/1.1 200 OK\nConnection: close\nContent-Length: 33", PAGE)
    with wire({"/": [page]}) as server:
        internet = Internet(server.port)
        backend = Dial(Reach(), resolve=names, through=internet)
        with httpcore.ConnectionPool(network_backend=backend) as pool:
            assert pool.request("GET", "http://blog.example/").status == 200
            assert names.asked == 1
            with pytest.raises(RefusedError, match=r"blog\.example: its address 127\.0\.0\.1 is"):
                pool.request("GET", "http://blog.example/")
    assert internet.reached == ["93.184.215.14"]
    assert "host: blog.example\r\n" in server.seen[0].lower()


def test_a_host_with_a_dead_address_is_reached_at_its_next() -> None:
    class HalfDead(Internet):
        def connect_tcp(self, host: str, *rest: object, **more: object) -> httpcore.NetworkStream:
            if ":" in host:
                self.reached.append(host)
                raise httpcore.ConnectError("no route")
            return super().connect_tcp(host, *rest, **more)  # type: ignore[arg-type] # passed on

    page = say("HTTP/1.1 200 OK\nConnection: close\nContent-Length: 33", PAGE)
    with wire({"/": [page]}) as server:
        internet = HalfDead(server.port)
        backend = Dial(
            Reach(), resolve=lambda *_: ["2606:2800:21f::1", "93.184.215.14"], through=internet
        )
        with httpcore.ConnectionPool(network_backend=backend) as pool:
            assert pool.request("GET", "http://blog.example/").status == 200
    assert internet.reached == ["2606:2800:21f::1", "93.184.215.14"]


# -- what may be reached -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["93.184.215.14", "142.250.185.97", "2a00:1450:4001:800::2001", "64:ff9b::8efa:b961"],
)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("seed", ["http://127.0.0.1:{}/", "http://localhost:{}/"])
def test_a_seed_on_this_machine_allows_its_own_port_only(still: Clock, ear: Ear, seed: str) -> None:
    moved = f"HTTP/1.1 302 Found\nLocation: http://127.0.0.1:{ear.port}/\nContent-Length: 0"
    page = say("HTTP/1.1 200 OK\nConnection: close\nContent-Length: 33", PAGE)
    with wire({"/": [page], "/away": [say(f"{moved}\nConnection: close")]}) as server:
        url = seed.format(server.port)
        reach = reach_of(url, allow_private=False)
        with client_of(still, reach=reach, resolve=look_up) as client:
            assert client.fetch(Ask(url, LIMITS, lambda _: None)).body == PAGE
            with pytest.raises(RefusedError):
                client.fetch(Ask(f"{url}away", LIMITS, lambda _: None))
    assert not ear.heard()


def test_a_private_seed_needs_leave_which_stops_short_of_the_keys_of_clouds() -> None:
    seed = "http://blog.intranet.example/"
    with pytest.raises(RefusedError, match="allow_private"):
        reach_of(seed, allow_private=False).check("blog.intranet.example", 80, ["10.1.2.3"])
    open_reach = reach_of(seed, allow_private=True)
    open_reach.check("blog.intranet.example", 80, ["10.1.2.3", "fd00::1", "127.0.0.1"])
    with pytest.raises(RefusedError):
        open_reach.check("blog.intranet.example", 80, ["169.254.169.254"])
