"""Serve a blog that a mirroring tool saved as files, the way its own host once answered."""

from __future__ import annotations

import mimetypes
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote


class EveryHost(dict[str, str]):
    """Maps any host name at all to the one server, so that nothing leaves the machine."""

    def get(self, _host: str, _default: object = None) -> str:  # type: ignore[override]
        return self["all"]


@dataclass
class SavedBlog:
    """A running server."""

    connect_to: Mapping[str, str]
    asked: Counter[str] = field(default_factory=Counter)
    """Request targets, as asked."""


def file_for(root: Path, target: str) -> Path | None:
    """The file that answers a request target: itself, an index, or one named with its query."""
    path, _, query = target.partition("?")
    name = unquote(path).strip("/")
    asked = f"{name}?{unquote(query)}" if query else name
    saved = asked.translate(_ODD)
    for candidate in (saved, f"{saved}/index.html", f"{saved}.html"):
        file = root / candidate.lstrip("/")
        if file.is_file() and file.resolve().is_relative_to(root.resolve()):
            return file
    return None


# The tool wrote characters that Windows forbids in names as private-use ones.
_ODD = {ord("?"): "\uf03f", ord(":"): "\uf03a"}


@contextmanager
def serve_saved(root: Path, moved: Mapping[str, str] = MappingProxyType({})) -> Iterator[SavedBlog]:
    """Answer for every host name with the files of a folder; what is not there is a 404.

    :param moved: host names that only redirect, with the address they lead to.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one packet: 40 ms less per answer

        def do_GET(self) -> None:
            blog.asked[self.path] += 1
            new_home = moved.get(self.headers["Host"])
            if new_home is not None:
                self.send_response(301)
                self.send_header("Location", new_home + self.path)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            file = file_for(root, self.path)
            body = file.read_bytes() if file else b"<html><body>Not found</body></html>"
            self.send_response(200 if file else 404)
            self.send_header("Content-Type", _type_of(file, body))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    blog = SavedBlog(EveryHost(all=f"127.0.0.1:{server.server_address[1]}"))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield blog
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _type_of(file: Path | None, body: bytes) -> str:
    if file is not None and body[:5] == b"<?xml":
        return "application/atom+xml; charset=UTF-8"
    guessed = mimetypes.guess_type(file.name)[0] if file else None
    return guessed or "text/html; charset=UTF-8"
