"""Captures come back byte for byte, cost little, and tell when they are damaged."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.errors import DamageError
from archive.model import Capture
from archive.store.captures import Captures
from archive.store.connection import Archive

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open_for_writing(tmp_path / "a") as archive:
        yield archive


def page(number: int, layout: str = "old") -> bytes:
    """A page of a blog: much that every page shares, and a little that none does."""
    shared = "".join(
        f"<li class='{hashlib.sha256(f'{layout}{row}'.encode()).hexdigest()}'>"
        for row in range(300)
    )
    own = hashlib.sha512(str(number).encode()).hexdigest()
    return f"<html><head>{shared}</head><body><p>{own}</p></body></html>".encode()


def capture(
    body: bytes, kind: str = "text/html; charset=UTF-8", url: str = "http://b/x"
) -> Capture:
    headers = (
        ("Content-Type", kind),
        ("X-Odd", "é\u0080"),
        ("Set-Cookie", "a"),
        ("Set-Cookie", "b"),
    )
    return Capture(url, url + "?m=0", 200, headers, body, NOW)


def keep(archive: Archive, captures: Captures, body: bytes, **more: str) -> int:
    with archive.transaction():
        return captures.keep(capture(body, **more), kind="post", blog="1", crawl=None)


def test_a_capture_comes_back_as_it_was(archive: Archive) -> None:
    captures = Captures(archive.db)
    bodies = [page(number) for number in range(5)] + [b"", bytes(range(256)) * 40, b"{}"]
    ids = [keep(archive, captures, body) for body in bodies]
    for reader in (captures, Captures(archive.db)):
        assert [reader.load(one).body for one in ids] == bodies
        assert reader.load(ids[0]) == capture(bodies[0])


def test_pages_like_an_earlier_one_cost_a_fraction_of_gzip(archive: Archive) -> None:
    captures = Captures(archive.db)
    bodies = [page(number) for number in range(20)]
    for body in bodies:
        keep(archive, captures, body)
    kept = sum(len(row["body"]) for row in archive.db.query("SELECT body FROM captures"))
    kept += sum(
        len(row["body"]) + len(row["body_copy"])
        for row in archive.db.query("SELECT * FROM templates")
    )
    assert kept * 4 < sum(len(gzip.compress(body, 6)) for body in bodies)


def test_a_redesign_begins_one_new_template_not_many(archive: Archive) -> None:
    captures = Captures(archive.db)
    for number in range(60):
        keep(archive, captures, page(number, "old" if number < 20 else "new"))
    assert archive.db.table("templates").count == 2


def test_a_later_run_goes_on_with_the_template(archive: Archive) -> None:
    for number in range(4):
        keep(archive, Captures(archive.db), page(number))
    assert archive.db.table("templates").count == 1


def test_feeds_and_other_forms_are_kept_without_a_template(archive: Archive) -> None:
    captures = Captures(archive.db)
    one = keep(archive, captures, page(1), kind="application/json")
    assert captures.load(one).body == page(1)
    assert archive.db.table("templates").count == 0


def test_a_rolled_back_template_is_not_used_again(archive: Archive) -> None:
    captures = Captures(archive.db)

    def fail_after_keeping() -> None:
        with archive.transaction():
            captures.keep(capture(page(1)), kind="post", blog="1", crawl=None)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_keeping()
    captures.forget()
    one = keep(archive, captures, page(2))
    assert Captures(archive.db).load(one).body == page(2)


def test_damage_is_told_with_the_address(archive: Archive) -> None:
    captures = Captures(archive.db)
    one = keep(archive, captures, page(1), url="http://b/damaged")
    archive.db.execute("UPDATE captures SET body_sha256 = 'x' WHERE id = ?", [one])
    with pytest.raises(DamageError, match="http://b/damaged"):
        captures.load(one)


def test_one_damaged_copy_of_a_template_does_no_harm(archive: Archive) -> None:
    ids = [keep(archive, Captures(archive.db), page(number)) for number in range(3)]
    archive.db.execute("UPDATE templates SET body = x'00'")
    assert Captures(archive.db).load(ids[2]).body == page(2)
    archive.db.execute("UPDATE templates SET body_copy = x'00'")
    with pytest.raises(DamageError, match="template 1"):
        Captures(archive.db).load(ids[2])
