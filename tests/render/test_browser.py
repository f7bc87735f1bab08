"""A real browser opens the mirror from disk: nothing runs, and nobody is asked for anything."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.render.sanitise import POLICY
from archive.render.site import render_mirror
from tests.render.test_bodies import ATTACKS
from tests.render.world import World, png

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
MARK = "document.title='RAN'"


class Listener:
    """A port that writes down who came."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(2)
                self.asked.append(connection.recv(200).decode("latin-1").partition("\r\n")[0])
                connection.sendall(
                    b"HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                )

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


def opened(page: Path, profile: Path) -> str:
    """The page's document after the browser has done with it what it would."""
    flags = (
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync"
        " --disable-background-networking --disable-component-update --dump-dom"
    )
    done = subprocess.run(
        [CHROMIUM, *flags.split(), f"--user-data-dir={profile}", page.as_uri()],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout


def armed(listener: Listener) -> str:
    return (
        "".join(ATTACKS)
        .replace("https://evil.example", f"http://{listener.address}")
        .replace("alert(1)", MARK)
    )


def test_a_page_full_of_attacks_runs_none_and_asks_nobody(world: World, listener, tmp_path):
    blog = world.blog()
    post = world.post(blog, "/2020/12/x.html", armed(listener), title="Quiet")
    world.comment(post, armed(listener))
    render_mirror(world.archive)
    document = opened(world.root / "mirror/seed.blogspot.com/2020/12/x.html", tmp_path / "profile")
    assert "<title>Quiet · Seed</title>" in document
    assert listener.asked == []


def test_the_policy_alone_stops_what_a_sanitiser_might_let_through(listener, tmp_path):
    # A meta refresh goes through every policy; only the sanitiser stops it.
    raw = armed(listener).replace("http-equiv=refresh", "")
    page = tmp_path / "raw.html"
    page.write_text(
        f'<!doctype html><head><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<meta charset=utf-8><title>Quiet</title></head><body>{raw}</body>",
        encoding="utf-8",
    )
    document = opened(page, tmp_path / "profile")
    assert "<title>Quiet</title>" in document
    assert listener.asked == []


def test_the_attacks_are_real_where_nothing_stops_them(listener, tmp_path):
    page = tmp_path / "naked.html"
    page.write_text(f"<!doctype html><title>Quiet</title>{armed(listener)}", encoding="utf-8")
    document = opened(page, tmp_path / "profile")
    assert "<title>RAN</title>" in document or listener.asked


def test_pictures_and_style_are_shown_from_disk(world: World, tmp_path):
    post = world.post(world.blog(), body='<img src="https://pics.example/a.png">')
    world.picture(post, "https://pics.example/a.png", png(7, 5))
    render_mirror(world.archive)
    page = world.root / "mirror/seed.blogspot.com/2020/12/seed.html"
    # The mirror holds no script, so a page beside it measures: the picture's own size, the style.
    probe = tmp_path / "probe.html"
    source = (page.parent / _source(page)).resolve()
    style = (world.root / "mirror/static/reading.css").as_uri()
    probe.write_text(
        f"<!doctype html><link rel=stylesheet href='{style}'>"
        f"<title></title><img src='{source.as_uri()}' onload=\"document.title=this.naturalWidth+'x'"
        "+this.naturalHeight+getComputedStyle(document.documentElement).getPropertyValue"
        "('--leading')\">",
        encoding="utf-8",
    )
    assert "<title>7x51.62</title>" in opened(probe, tmp_path / "profile")


def _source(page: Path) -> str:
    return page.read_text("utf-8").partition('<img src="')[2].partition('"')[0]
