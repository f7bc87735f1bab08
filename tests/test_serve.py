"""The server shows the mirror and the kept files, to this machine, and nothing else."""

from __future__ import annotations

import http.client
import json
import socket
import struct
import threading
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

import pytest

from archive.errors import UsageError
from archive.serve import MirrorServer, is_allowed_host, make_server
from tests.small_archive import make_archive

SECRET = b"secret"
NO_SUCH_RANGE = f"416 {HTTPStatus(416).phrase}\n".encode()  # other words from Python 3.13 on


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "archive"
    (root / "mirror" / "blog" / "2020").mkdir(parents=True)
    (root / "media" / "ab").mkdir(parents=True)
    (root / "mirror" / "index.html").write_text("<!doctype html>shelf")
    (root / "mirror" / "blog" / "index.html").write_text("home")
    (root / "media" / "ab" / "x.svg").write_text("<svg/>")
    (root / "media" / "ab" / "x.bin").write_bytes(b"?")
    (root / "mirror" / ".hidden").write_bytes(SECRET)
    (root / "archive.db").write_bytes(SECRET)
    (tmp_path / "outside.html").write_bytes(SECRET)
    (root / "mirror" / "link.html").symlink_to(tmp_path / "outside.html")
    (root / "mirror" / "away").symlink_to(tmp_path)
    return root


@pytest.fixture
def server(root: Path) -> Iterator[MirrorServer]:
    with make_server(root) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def ask(server: MirrorServer, path: str, method: str = "GET", host: str | None = None):
    port = server.server_address[1]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", host or f"127.0.0.1:{port}")
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def test_the_front_door_leads_to_the_shelf(server):
    status, headers, _ = ask(server, "/")
    assert (status, headers["Location"]) == (302, "/mirror/index.html")
    status, headers, body = ask(server, "/mirror/index.html")
    assert (status, body) == (200, b"<!doctype html>shelf")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_folder_shows_its_index(server):
    assert ask(server, "/mirror/blog/")[2] == b"home"
    status, headers, _ = ask(server, "/mirror/blog")
    assert (status, headers["Location"]) == (302, "/mirror/blog/")
    assert ask(server, "/mirror/blog/2020/")[0] == 404


def test_an_original_page_keeps_the_looks_that_stand_in_it(server, root):
    (root / "mirror/blog/original").mkdir()
    (root / "mirror/blog/original/index.html").write_text("<p style='color:red'>")
    (root / "media/ab/x.woff2").write_bytes(b"wOF2")
    _, headers, _ = ask(server, "/mirror/blog/original/")
    policy = headers["Content-Security-Policy"]
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "font-src 'self'" in policy
    assert "script-src" not in policy
    assert "unsafe-inline" not in ask(server, "/mirror/blog/")[1]["Content-Security-Policy"]
    assert ask(server, "/media/ab/x.woff2")[1]["Content-Type"] == "font/woff2"


def test_a_head_request_has_no_body(server):
    status, headers, body = ask(server, "/mirror/index.html", "HEAD")
    assert (status, headers["Content-Length"], body) == (200, "20", b"")


def test_a_kept_file_opened_alone_runs_nothing(server):
    _, headers, _ = ask(server, "/media/ab/x.svg")
    assert headers["Content-Type"] == "image/svg+xml"
    assert "sandbox" in headers["Content-Security-Policy"]
    _, headers, _ = ask(server, "/media/ab/x.bin")
    assert headers["Content-Disposition"] == "attachment"


@pytest.mark.parametrize(
    "path",
    [
        "/archive.db",
        "/mirror/../archive.db",
        "/mirror/%2e%2e/archive.db",
        "/mirror/..%2farchive.db",
        "/mirror/..%5carchive.db",
        "/mirror/../../outside.html",
        "//archive.db",
        "/./archive.db",
        "/mirror/link.html",
        "/mirror/away/outside.html",
        "/mirror/.hidden",
        "/mirror/%00",
        "/mirror/index.html%00.png",
        "/mirror/index.html/",
        "/mirror//index.html",
        "/etc/passwd",
        "/nothing",
        "/mirror",
        "*",
        "http://evil.example/archive.db",
    ],
)
def test_nothing_else_can_be_asked_for(server, path):
    status, _, body = ask(server, path)
    assert SECRET not in body
    assert status in ({302} if path == "/mirror" else {400, 404})


def test_a_name_that_somebody_pointed_at_this_machine_is_refused(server):
    assert ask(server, "/mirror/index.html", host="evil.example")[0] == 421
    assert ask(server, "/mirror/index.html", host="localhost:1")[0] == 200


@pytest.mark.parametrize(
    ("host", "is_allowed"),
    [("127.0.0.1:80", True), ("[::1]:80", True), ("localhost", True), ("192.168.1.5:8000", True),
     ("evil.example", False), ("127.0.0.1.evil.example", False), ("", False), (None, False),
     ("[broken", False)],
)  # fmt: skip
def test_only_numbers_and_localhost_are_good_names(host, is_allowed):
    assert is_allowed_host(host) is is_allowed


def test_a_browser_that_hangs_up_is_no_error(server, capfd):
    with socket.create_connection(server.server_address) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset
        line.sendall(b"GET /mirror/index.html HTTP/1.1\r\n")
    assert ask(server, "/mirror/index.html")[0] == 200
    assert capfd.readouterr().err == ""


def test_writing_is_not_possible(server):
    assert ask(server, "/mirror/index.html", "PUT")[0] == 501
    assert ask(server, "/mirror/index.html", "DELETE")[0] == 501


def test_an_archive_without_a_mirror_says_what_to_do(tmp_path):
    with pytest.raises(UsageError, match="blogarchive render"):
        make_server(tmp_path)


def test_a_taken_port_says_what_to_do(root, server):
    with pytest.raises(UsageError, match="--port"):
        make_server(root, server.server_address[1])


def test_the_server_knows_its_address(server):
    assert server.url == f"http://127.0.0.1:{server.server_address[1]}/"


def part(server: MirrorServer, header: str) -> tuple[int, str | None, bytes]:
    port = server.server_address[1]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/mirror/blog/index.html", headers={"Range": header})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Content-Range"), answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-1", (206, "bytes 0-1/4", b"ho")),
        ("bytes=2-", (206, "bytes 2-3/4", b"me")),
        ("bytes=-3", (206, "bytes 1-3/4", b"ome")),
        ("bytes=1-99", (206, "bytes 1-3/4", b"ome")),
        ("bytes=4-", (416, "bytes */4", NO_SUCH_RANGE)),
        ("bytes=-0", (416, "bytes */4", NO_SUCH_RANGE)),
        ("bytes=0-1,2-3", (200, None, b"home")),
        ("bytes=3-1", (200, None, b"home")),
        ("bytes=-", (200, None, b"home")),
        ("lines=0-1", (200, None, b"home")),
    ],
)
def test_a_part_of_a_file_can_be_asked_for(server, header, expected):
    assert part(server, header) == expected


@pytest.fixture
def searched(tmp_path: Path) -> Iterator[MirrorServer]:
    root = make_archive(tmp_path / "kept")
    (root / "mirror").mkdir()
    (root / "mirror" / "index.html").write_text("shelf")
    with make_server(root) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_search_is_answered_from_the_database(searched):
    status, headers, body = ask(searched, f"/search.json?q={quote('зелёная')}")
    (hit,) = json.loads(body)
    assert (status, headers["Content-Type"]) == (200, "application/json; charset=utf-8")
    assert hit["place"] == "/mirror/foxes.blogspot.com/2020/01/hello.html#c112"
    assert (hit["kind"], hit["day"], hit["author"]) == ("comment", "2020-01-07", "Борис")
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize(
    "query", ["", "q=", "q=...", "q=fox&limit=x", "q=fox&author=1e9", "q=fox&blog=nowhere.example"]
)
def test_a_search_that_cannot_be_asked_is_refused(searched, query):
    status, _, body = ask(searched, f"/search.json?{query}")
    assert status == 400
    assert json.loads(body)["error"]


def test_a_search_from_a_foreign_name_is_refused(searched):
    assert ask(searched, "/search.json?q=fox", host="evil.example")[0] == 421


def test_a_search_can_be_narrowed(searched):
    def kinds(more: str) -> list[str]:
        return [hit["kind"] for hit in json.loads(ask(searched, f"/search.json?q=fox&{more}")[2])]

    assert set(kinds("")) == {"post", "page", "comment"}
    assert kinds("kind=comment") == ["comment"]
    assert kinds("year=1999") == []
    assert len(kinds("limit=1")) == 1


def test_without_an_archive_the_page_is_told_to_search_by_itself(server):
    assert ask(server, "/search.json?q=fox")[0] == 503
