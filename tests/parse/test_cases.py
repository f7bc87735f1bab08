"""Pages and feeds that must be read as their `expect.json` says: a new wild page needs no Python.

`tests/cases/<page|feed>/<claim>/` holds `input.*` and `expect.json` with `url`, `is` (dotted path
to value), and where wanted `lengths`, `body_starts`, `body_ends`, `body_has`, `body_lacks`,
`html_has`, `encoding` or `raises`.
"""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from archive.errors import ParseError
from scraper.parse.feed import parse_feed
from scraper.parse.page import parse_page

CASES = Path(__file__).parents[1] / "cases"


def cases(kind):
    return [pytest.param(path, id=path.name) for path in sorted((CASES / kind).iterdir())]


def opened(folder):
    expect = json.loads((folder / "expect.json").read_text("utf-8"))
    (source,) = folder.glob("input.*")
    body = source.read_bytes()
    if "encoding" in expect:
        body = body.decode("utf-8").encode(expect["encoding"])
    return expect, body


def plain(value):
    if isinstance(value, datetime | date):
        return value.isoformat()
    return [plain(one) for one in value] if isinstance(value, tuple) else value


def at(reading, path):
    """The value at `post.images.0.alt`, or `source.title` for where the post's title was read."""
    if path.startswith("source."):
        return reading.post.source_of(path.removeprefix("source."))
    for step in path.split("."):
        reading = reading[int(step)] if step.isdecimal() else getattr(reading, step)
    return plain(reading)


def compare(reading, expect):
    got = {path: at(reading, path) for path in expect["is"]}
    assert got == expect["is"]
    for path, length in expect.get("lengths", {}).items():
        assert len(at(reading, path)) == length, path


@pytest.mark.parametrize("folder", cases("page"))
def test_a_page_is_read_as_its_case_says(folder):
    expect, body = opened(folder)

    reading = parse_page(body, expect["url"])

    compare(reading, expect)
    text = reading.post.body_text if reading.post else ""
    assert text.startswith(expect.get("body_starts", ""))
    assert text.endswith(expect.get("body_ends", ""))
    assert [words for words in expect.get("body_has", []) if words not in text] == []
    assert [words for words in expect.get("body_lacks", []) if words in text] == []
    html = reading.post.body_html if reading.post else ""
    assert [markup for markup in expect.get("html_has", []) if markup not in html] == []


@pytest.mark.parametrize("folder", cases("feed"))
def test_a_feed_is_read_as_its_case_says(folder):
    expect, body = opened(folder)

    if expect.get("raises") == "ParseError":
        with pytest.raises(ParseError, match=r"notes\.example"):
            parse_feed(body, expect["url"])
    else:
        compare(parse_feed(body, expect["url"]), expect)
