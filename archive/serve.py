"""Show the mirror on this machine: what lies in `mirror/` and `media/`, and answers to searches."""

from __future__ import annotations

import ipaddress
import os
import re
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from archive.errors import UsageError
from archive.live import ADDRESS, answer
from archive.ranges import Unmeetable, range_of
from archive.render.gate import POLICY as ORIGINAL_POLICY
from archive.render.paths import ROOT, SHELF, is_original_place, is_search_place
from archive.render.sanitise import POLICY, SEARCH_POLICY

if TYPE_CHECKING:
    from typing import BinaryIO

SERVED = frozenset({ROOT, "media"})
"""Folders of the archive that are shown."""

# Ending -> Content-Type. An ending that is not here is offered as a download.
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".heic": "image/heic",
    ".bmp": "image/bmp",
    ".tif": "image/tiff",
    ".ico": "image/x-icon",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".otf": "font/otf",
    ".ttf": "font/ttf",
    ".mp4": "video/mp4",
    ".mov": "video/quicktime",
    ".webm": "video/webm",
    ".ogg": "audio/ogg",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".pdf": "application/pdf",
}
_DOWNLOAD = "application/octet-stream"
# A kept file that is opened on its own (an SVG, say) runs nothing and loads nothing.
_MEDIA_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_PIECE = 64 * 1024

_HOST = re.compile(r"(?:\[([^\[\]]*)\]|([^:\[\]]*))(?::[0-9]*)?")


class MirrorServer(ThreadingHTTPServer):
    """Serves one archive folder; use as a context manager, then `serve_forever()`."""

    daemon_threads = True
    allow_reuse_address = True

    @property
    def url(self) -> str:
        """Where to open it."""
        host, port = self.server_address[:2]
        shown = host.decode() if isinstance(host, bytes | bytearray) else str(host)
        return f"http://{shown}:{port}/"


def make_server(root: Path, port: int = 0, host: str = "127.0.0.1") -> MirrorServer:
    """Listen for the archive at `root`; port 0 takes a free one.

    :raises UsageError: there is no mirror yet, or the port is taken.
    """
    if not (root / SHELF).is_file():
        raise UsageError(f"{root}: no mirror there; make it with 'blogarchive render'")
    try:
        return MirrorServer((host, port), partial(_Handler, root.resolve()))
    except OSError as error:
        raise UsageError(
            f"{host}:{port}: cannot listen there ({error.strerror}); choose another --port"
        ) from error


def find(root: Path, address: str) -> Path | None:
    """The file that a request's path names; None where that is hidden, a symlink or outside."""
    if not address.startswith("/"):
        return None
    parts = unquote(_path_of(address)).split("/")[1:]
    if parts[-1] == "":
        parts[-1] = "index.html"
    if parts[0] not in SERVED or not all(map(_is_plain, parts)):
        return None
    found = root
    for part in parts:
        found /= part
        if found.is_symlink():
            return None
    return found if found.is_file() else None


def _policy_of(place: str) -> str:
    if not place.startswith(f"{ROOT}/"):
        return _MEDIA_POLICY
    policy = ORIGINAL_POLICY if is_original_place(place) else POLICY
    policy = SEARCH_POLICY if is_search_place(place) else policy
    return f"{policy}; frame-ancestors 'none'"


def _path_of(address: str) -> str:
    return re.split("[?#]", address, maxsplit=1)[0]


def _is_plain(part: str) -> bool:
    return (
        bool(part) and part.isprintable() and part[0] != "." and not set(part) & set('\\:*?"<>|~')
    )


def is_allowed_host(header: str | None) -> bool:
    """Say whether a Host header names this machine by number or as `localhost`.

    A page elsewhere can make a name of its own point here (DNS rebinding) and then read what is
    served; it cannot do so with a number.
    """
    found = _HOST.fullmatch(header or "")
    name = (found[1] or found[2]).lower() if found else ""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return name == "localhost"
    return True


class _Handler(BaseHTTPRequestHandler):
    server_version = "blogarchive"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = 30

    def __init__(self, root: Path, *arguments: object) -> None:
        self._root = root
        super().__init__(*arguments)  # type: ignore[arg-type]

    def handle_one_request(self) -> None:
        """Answer one request; a browser may hang up at any moment, which is no error."""
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True

    def do_GET(self) -> None:
        """Answer with a file."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer with a file's headers."""
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        if not _is_host_allowed_for(self):
            self._say(HTTPStatus.MISDIRECTED_REQUEST)
        elif _path_of(self.path) == ADDRESS:
            self._send_hits(with_body=with_body)
        elif self.path in ("", "/"):
            self._send_on(f"/{SHELF}")
        elif (found := find(self._root, self.path)) is not None:
            self._send_file(found, with_body=with_body)
        elif find(self._root, f"{_path_of(self.path)}/") is not None:
            self._send_on(f"{_path_of(self.path)}/")
        else:
            self._say(HTTPStatus.NOT_FOUND)

    def _send_hits(self, *, with_body: bool) -> None:
        status, body = answer(self._root, self.path.partition("?")[2])
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self._guard(_MEDIA_POLICY)
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def _send_file(self, path: Path, *, with_body: bool) -> None:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            try:
                # If-Range is not looked at: a kept file never changes, a page is sent whole anew.
                part = range_of(self.headers.get("Range"), size)
            except Unmeetable:
                self._say(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, f"bytes */{size}")
                return
            start, end = part or (0, size)
            self.send_response(HTTPStatus.PARTIAL_CONTENT if part else HTTPStatus.OK)
            if part:
                self.send_header("Content-Range", f"bytes {start}-{end - 1}/{size}")
            self._describe(path, end - start)
            self.end_headers()
            if with_body:
                self._copy(file, start, end)

    def _describe(self, path: Path, n_bytes: int) -> None:
        kind = _TYPES.get(path.suffix, _DOWNLOAD)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(n_bytes))
        self.send_header("Accept-Ranges", "bytes")
        self._guard(_policy_of(path.relative_to(self._root).as_posix()))
        if kind == _DOWNLOAD:
            self.send_header("Content-Disposition", "attachment")

    def _copy(self, file: BinaryIO, start: int, end: int) -> None:
        file.seek(start)
        try:
            while start < end and (piece := file.read(min(_PIECE, end - start))):
                self.wfile.write(piece)
                start += len(piece)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the reader went on to another page

    def _send_on(self, address: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self._guard(_MEDIA_POLICY)
        self.end_headers()

    def _say(self, status: HTTPStatus, content_range: str | None = None) -> None:
        body = f"{status.value} {status.phrase}\n".encode()
        self.send_response(status)
        if content_range:
            self.send_header("Content-Range", content_range)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self._guard(_MEDIA_POLICY)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _guard(self, policy: str) -> None:
        self.send_header("Content-Security-Policy", policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Cache-Control", "no-cache")

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - its name
        """Say nothing: only the command line prints."""


def _is_host_allowed_for(request: _Handler) -> bool:
    return is_allowed_host(request.headers.get("Host"))
