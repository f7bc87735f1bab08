"""Bits flipped at random in an archive: how many each kind of check finds.

python -m tests.bench.bit_flips [FLIPS]      (200 in the database, 200 in pictures, 40 truncations)

A flip that no check finds and that changes no kept row hit a page that nothing uses.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from archive.errors import DamageError
from archive.store.connection import Archive
from archive.store.digests import KEYS
from archive.verbs.verify import opened
from archive.verify import Extent, verify
from scraper.clock import Clock
from scraper.config import CrawlSection
from scraper.crawl import crawl
from scraper.demo import DemoWorld
from scraper.run import Outside

N_FLIPS = 200
N_CUTS = 40
N_POSTS = 30


def make_archive(folder: Path) -> None:
    clock = Clock(lambda: datetime.now(UTC), time.monotonic, lambda _: None)
    with (
        DemoWorld.start(n_posts=N_POSTS, editions=("bn",)) as world,
        Archive.open_for_writing(folder) as archive,
    ):
        outside = Outside(clock, world.connect_to)
        crawl(archive, world.blogs[0].home_url, CrawlSection(delay=0.0), outside)
        archive.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def sqlite_finds(path: Path, check: str) -> bool:
    try:
        with closing(sqlite3.connect(path)) as db:
            return db.execute(f"PRAGMA {check}").fetchall() != [("ok",)]
    except (sqlite3.Error, UnicodeDecodeError):
        return True


def verify_finds(folder: Path) -> bool:
    try:
        with opened(folder) as archive:
            return bool(verify(archive, Extent()).damages)
    except DamageError:
        return True


def rows(path: Path) -> list[object] | None:
    try:
        with closing(sqlite3.connect(path)) as db:
            db.text_factory = bytes
            return [db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in KEYS]
    except (sqlite3.Error, UnicodeDecodeError):
        return None


def flipped(whole: bytes, chance: random.Random) -> bytes:
    bits = bytearray(whole)
    bits[chance.randrange(len(bits))] ^= 1 << chance.randrange(8)
    return bytes(bits)


def cut(whole: bytes, chance: random.Random) -> bytes:
    return whole[: chance.randrange(len(whole))]


def of_database(
    folder: Path, n_times: int, damage: Callable[[bytes, random.Random], bytes], name: str
) -> None:
    chance, path = random.Random(1), folder / "archive.db"
    whole, before, found = path.read_bytes(), rows(path), Counter[str]()
    for _ in range(n_times):
        path.write_bytes(damage(whole, chance))
        quick, full = (sqlite_finds(path, check) for check in ("quick_check", "integrity_check"))
        is_found = verify_finds(folder)
        found += {"quick_check": quick, "integrity_check": full, "verify": is_found}
        found["changed a kept row"] += (changed := rows(path) != before)
        found["changed one and stayed hidden"] += changed and not is_found
    path.write_bytes(whole)
    tell(f"{n_times} {name} of a database of {len(whole):,} bytes", found)


def of_pictures(folder: Path, n_times: int) -> None:
    chance, found = random.Random(2), Counter[str]()
    pictures = sorted(path for path in (folder / "media").rglob("*.*") if path.is_file())
    for _ in range(n_times):
        path = chance.choice(pictures)
        whole = path.read_bytes()
        path.write_bytes(flipped(whole, chance))
        found["verify"] += verify_finds(folder)
        path.write_bytes(whole)
    tell(f"{n_times} flipped bits of pictures", found)


def tell(what: str, found: Counter[str]) -> None:
    print(f"{what}: " + ", ".join(f"{name} {n}" for name, n in found.items()))


def main(n_flips: int = N_FLIPS) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "archive"
        make_archive(folder)
        spare = Path(shutil.copytree(folder, Path(name) / "spare"))
        of_database(spare, n_flips, flipped, "flipped bits")
        of_database(spare, N_CUTS, cut, "truncations")
        of_pictures(spare, n_flips)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
