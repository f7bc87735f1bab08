"""A real browser opens the mirror from disk: nothing runs, and nobody is asked for anything."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.render.sanitise import POLICY
from archive.render.site import render_mirror
from archive.store.connection import Archive
from tests.render.test_bodies import ATTACKS
from tests.render.world import World, png

pytestmark = pytest.mark.browser
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
def world(tmp_path: Path) -> Iterator[World]:
    with Archive.open_for_writing(tmp_path / "archive") as archive:
        yield World(archive)


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


def opened(browser: Any, page: Path) -> str:
    """The page's title after the browser has done with it what it would."""
    context = browser.new_context()
    shown = context.new_page()
    shown.goto(page.as_uri(), wait_until="networkidle")
    title = shown.title()
    context.close()
    return str(title)


def armed(listener: Listener) -> str:
    return (
        "".join(ATTACKS)
        .replace("https://evil.example", f"http://{listener.address}")
        .replace("alert(1)", MARK)
    )


def without_refresh(raw: str) -> str:
    """Without what goes through every policy; only the sanitiser stops it."""
    return raw.replace("http-equiv=refresh", "")


def test_a_page_full_of_attacks_runs_none_and_asks_nobody(world: World, listener, browser):
    blog = world.blog()
    post = world.post(blog, "/2020/12/x.html", armed(listener), title="Quiet")
    world.comment(post, armed(listener))
    render_mirror(world.archive)
    page = world.root / "mirror/seed.blogspot.com/2020/12/x.html"
    assert opened(browser, page) == "Quiet · Seed"
    assert listener.asked == []


def test_the_policy_alone_stops_what_a_sanitiser_might_let_through(listener, browser, tmp_path):
    raw = without_refresh(armed(listener))
    page = tmp_path / "raw.html"
    page.write_text(
        f'<!doctype html><head><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<meta charset=utf-8><title>Quiet</title></head><body>{raw}</body>",
        encoding="utf-8",
    )
    assert opened(browser, page) == "Quiet"
    assert listener.asked == []


def test_the_attacks_are_real_where_nothing_stops_them(listener, browser, tmp_path):
    raw = without_refresh(armed(listener))
    page = tmp_path / "naked.html"
    page.write_text(f"<!doctype html><title>Quiet</title>{raw}", encoding="utf-8")
    assert opened(browser, page) == "RAN"
    assert listener.asked


def test_pictures_and_style_are_shown_from_disk(world: World, browser, tmp_path):
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
    assert opened(browser, probe) == "7x51.62"


def _source(page: Path) -> str:
    return page.read_text("utf-8").partition('<img src="')[2].partition('"')[0]
