"""Whole bodies are known by their ends, whatever HTTP said of their length."""

from __future__ import annotations

import gzip
import json

import pytest

from scraper.demo.editions import EDITIONS
from scraper.demo.pictures import render_png
from scraper.fetch.endings import TAIL_BYTES, Edges, missing_end

PAGE = b"\xef\xbb\xbf<!DOCTYPE html>\n<!-- a theme --><HTML lang=en><body>" + b"rain " * 99
FEED = json.dumps({"feed": {"entry": ["rain"] * 99}}).encode()
ATOM = b"<?xml version='1.0'?><feed>" + b"<entry>rain</entry>" * 20 + b"</feed>"
PNG = render_png("a picture", EDITIONS["en"].palette, 40, 30)
WHOLE = {
    "page": PAGE + b"</body></html >\n<!-- cached -->",
    "json": FEED + b"\n",
    "atom": ATOM + b"\n",
    "png": PNG,
    "png with a camera's notes": PNG + b"notes" * 1000,
}


def problem(body: bytes, *, framed: bool = True, step: int = 1000) -> str | None:
    edges = Edges()
    for start in range(0, len(body), step):
        edges.see(body[start : start + step])
    return missing_end(edges, framed=framed)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("step", [7, 1000, 10 * TAIL_BYTES])
def test_whole_bodies_pass(name: str, step: int) -> None:
    assert problem(WHOLE[name], step=step) is None
    assert problem(WHOLE[name], step=step, framed=False) is None


@pytest.mark.parametrize("name", ["page", "json", "atom", "png"])
def test_a_cut_at_every_percent_is_noticed(name: str) -> None:
    body = WHOLE[name].rstrip() if name != "page" else PAGE + b"</body></html>"
    for percent in range(20, 100):
        assert problem(body[: len(body) * percent // 100]), percent


def test_photos_are_looked_at_only_where_http_could_not_tell() -> None:
    photo = b"\xff\xd8\xff\xe0" + b"x" * 500
    assert problem(photo) is None
    assert problem(photo + b"\xff\xd9", framed=False) is None
    assert problem(photo, framed=False) == "the picture ended before its end"


@pytest.mark.parametrize("body", [b"", b"User-agent: *", b"<p>a fragment", gzip.compress(PAGE)])
def test_what_tells_nothing_about_its_end_passes(body: bytes) -> None:
    assert problem(body) is None
