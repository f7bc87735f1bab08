"""A server that says exactly the bytes it is told, for what no well-behaved server would send."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Script = Callable[[socket.socket, str], None]


@dataclass
class Wire:
    """A listening socket; each connection is one request, answered by the script of its path."""

    port: int
    scripts: dict[str, list[Script]]
    seen: list[str] = field(default_factory=list)
    """Request heads, as received."""

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"


def say(head: str, body: bytes = b"") -> Script:
    """Send a head (lines, no final blank one) and a body, then close."""

    def script(connection: socket.socket, _request: str) -> None:
        connection.sendall(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)

    return script


@contextmanager
def wire(scripts: dict[str, list[Script]]) -> Iterator[Wire]:
    """Serve scripts by path: the first request gets the first, the last one is repeated."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Wire(listener.getsockname()[1], scripts)
        stop = threading.Event()
        listener.settimeout(0.05)
        thread = threading.Thread(target=_listen, args=(listener, server, stop))
        thread.start()
        try:
            yield server
        finally:
            stop.set()
            thread.join()


def _listen(listener: socket.socket, server: Wire, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            connection, _ = listener.accept()
        except TimeoutError:
            continue
        with connection:
            connection.settimeout(5)
            _answer(connection, server)


def _answer(connection: socket.socket, server: Wire) -> None:
    head = b""
    while b"\r\n\r\n" not in head:
        piece = connection.recv(65536)
        if not piece:
            return
        head += piece
    request = head.decode("latin-1")
    server.seen.append(request)
    scripts = server.scripts[request.split(" ")[1]]
    script = scripts.pop(0) if len(scripts) > 1 else scripts[0]
    try:
        script(connection, request)
    except OSError:
        return  # the client has had enough, which is what some tests are about
