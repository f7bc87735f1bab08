"""The log for programs: every line parses, and none lets its reader in."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from archive.model import Finding
from scraper.fetch.client import Attempt
from scraper.log import JsonLog, redacted

NOW = datetime(2026, 3, 1, 3, 17, tzinfo=UTC)
SECRET = "hunter2"


@pytest.mark.parametrize(
    "text",
    [
        f"https://x.example/feed?key={SECRET}&alt=json",
        f"https://x.example/feed?alt=json&token={SECRET}",
        f"https://x.example/?a=1;access_token={SECRET}#part",
        f"https://x.example/pic.jpg?SIG={SECRET}",
        f"http://me:{SECRET}@x.example/",
        f"http://me:p@{SECRET}@x.example/",
        f"x.example/pic.jpg?sig={SECRET}: ReadTimeout: 'https://x.example/?key={SECRET}'",
    ],
)
def test_a_secret_in_an_address_is_left_out(text: str) -> None:
    assert SECRET not in redacted(text)
    assert "x.example" in redacted(text)
    lines: list[str] = []
    log = JsonLog(lines.append, lambda: NOW, text)
    log.requested("post", Attempt(text, NOW, 0.1, 1, None, None, f"{text} failed"))
    log.found(Finding("unfetched", text, f"{text} could not be fetched"))
    assert len(lines) == 2
    for line in lines:
        assert SECRET not in line
        json.loads(line)


def test_what_is_no_secret_stays() -> None:
    for text in ("https://x.example/?monkey=1&keys=2&signal=3", "the key=1 to it", "a@b.example"):
        assert redacted(text) == text


def test_control_characters_are_escaped() -> None:
    lines: list[str] = []
    message = "a\x1b[2Jb\x07\r\nc\x9b31m\u202ed\ud800"
    log = JsonLog(lines.append, lambda: NOW, "https://x.example/")
    log.found(Finding("unreadable", "x\x00", message))
    (line,) = lines
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["message"] == message
    assert json.loads(line)["at"] == "2026-03-01T03:17:00.000+00:00"
