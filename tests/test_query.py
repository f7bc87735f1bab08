"""The read-only SQL door: what it answers, and that nothing gets through it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive.errors import ArchiveError, DamageError, QueryError
from archive.query import Answer, ask, tables
from archive.store.connection import Archive
from tests.small_archive import make_archive

ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # A name that a careless URI would break at.
    return make_archive(tmp_path_factory.mktemp("kept") / "a b#?%41ü")


def state(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def all_rows(root: Path, sql: str, seconds: float = 5) -> list[tuple[object, ...]]:
    with ask(root, sql, seconds=seconds) as answer:
        return list(answer.rows)


ANSWERED = {
    "SELECT 1, NULL, 'x', 1.5, x'00'": [(1, None, "x", 1.5, b"\0")],
    "SELECT title FROM post_list WHERE kind = 'page'": [("About this fox",)],
    "SELECT kind FROM gaps": [("missing-media",)],
    "SELECT count(*) FROM entry_words WHERE entry_words MATCH 'fox'": [(3,)],
    "WITH c AS (SELECT 2 AS x) SELECT x FROM c": [(2,)],
    "VALUES (1), (2)": [(1,), (2,)],
    "SELECT value FROM json_each('[3]')": [(3,)],
    "SELECT name FROM pragma_table_info('entry_words')": [("title",), ("body",), ("author",)],
    "SELECT CAST(x'ff41' AS TEXT)": [("\ufffdA",)],
    "SELECT 1; -- and no more": [(1,)],
}


@pytest.mark.parametrize("sql", ANSWERED)
def test_questions_are_answered(root: Path, sql: str) -> None:
    assert all_rows(root, sql) == ANSWERED[sql]


def test_columns_have_names_and_pragmas_describe_tables(root: Path) -> None:
    with ask(root, "SELECT id AS post_id, title FROM posts") as answer:
        assert isinstance(answer, Answer)
        assert answer.columns == ("post_id", "title")
    assert all_rows(root, "PRAGMA table_info(blogs)")[0][1] == "id"


HOSTILE = [
    "INSERT INTO blogs SELECT * FROM blogs",
    "REPLACE INTO blogs SELECT * FROM blogs",
    "UPDATE posts SET title = ''",
    "DELETE FROM posts",
    "WITH c AS (SELECT 1) DELETE FROM posts",
    "EXPLAIN DELETE FROM posts",
    "INSERT INTO blogs SELECT * FROM blogs RETURNING *",
    "CREATE TABLE x (y)",
    "CREATE TEMP TABLE x (y)",
    "CREATE TEMP TABLE x AS SELECT * FROM posts",
    "CREATE VIEW x AS SELECT 1",
    "CREATE TEMP VIEW x AS SELECT 1",
    "CREATE INDEX x ON posts(title)",
    "CREATE TRIGGER x AFTER INSERT ON posts BEGIN DELETE FROM posts; END",
    "CREATE VIRTUAL TABLE x USING fts5(y)",
    "CREATE VIRTUAL TABLE temp.x USING fts5vocab('main', 'entry_words', 'row')",
    "DROP TABLE posts",
    "DROP VIEW post_list",
    "ALTER TABLE posts RENAME TO x",
    "ALTER TABLE posts ADD COLUMN x",
    "INSERT INTO entry_words(entry_words) VALUES ('rebuild')",
    "INSERT INTO entry_words(entry_words) VALUES ('delete-all')",
    "ATTACH 'made.db' AS x",
    "ATTACH ':memory:' AS x",
    "ATTACH '' AS x",
    "DETACH main",
    "VACUUM",
    "VACUUM INTO 'made.db'",
    "REINDEX",
    "ANALYZE",
    "BEGIN",
    "BEGIN IMMEDIATE",
    "COMMIT",
    "ROLLBACK",
    "SAVEPOINT x",
    "RELEASE x",
    "PRAGMA query_only = OFF",
    "PRAGMA query_only(0)",
    "PRAGMA writable_schema = ON",
    "PRAGMA trusted_schema = ON",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA user_version = 7",
    "PRAGMA wal_checkpoint(TRUNCATE)",
    "PRAGMA temp_store_directory = '.'",
    "PRAGMA data_store_directory = '.'",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA optimize",
    "PRAGMA incremental_vacuum",
    "PRAGMA shrink_memory",
    "SELECT * FROM pragma_database_list",
    "SELECT * FROM pragma_user_version",
    "SELECT load_extension('made')",
    "SELECT fts3_tokenizer('simple', x'00')",
    "SELECT writefile('made.db', 'x')",
    "SELECT readfile('/etc/hostname')",
    "SELECT edit('x')",
    "UPDATE sqlite_master SET sql = ''",
    "DELETE FROM sqlite_schema",
    "SELECT 1; DELETE FROM posts",
    "SELECT 1; SELECT 2",
    "SELECT hex(zeroblob(1000000000))",
    "SELECT replace(hex(zeroblob(1000000)), '0', hex(zeroblob(1000000)))",
    "SELECT group_concat(hex(randomblob(4000000))) FROM posts, blogs",
    f"SELECT {'(' * 500}1{')' * 500}",
    "SELECT 1" + " UNION SELECT 1" * 100,
    f"SELECT '{'x' * 1_100_000}'",
    f"SELECT title LIKE '{'%a' * 2_000}' FROM posts",
    "SELECT 'x\0'",
    "SELECT '\ud800'",
    "SELECT ?",
    "SELECT :name",
    "SELEC 1",
    "SELECT",
    "SELECT * FROM entry_words WHERE entry_words MATCH '\"'",
    "",
    "-- nothing",
    ";",
    "\ufeff",
]  # fmt: skip


@pytest.mark.parametrize("sql", HOSTILE, ids=lambda sql: sql[:40].encode("ascii", "replace"))
def test_nothing_is_written_and_no_file_made(root: Path, tmp_path: Path, sql: str) -> None:
    before = state(root)
    with contextlib.chdir(tmp_path), pytest.raises(QueryError) as raised:
        all_rows(root, sql, seconds=1)
    assert state(root) == before
    assert list(tmp_path.iterdir()) == []
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "sql",
    [
        f"{ENDLESS} count(*) FROM c",
        f"{ENDLESS} x FROM c WHERE x < 0",
        f"{ENDLESS} x FROM c ORDER BY x",
        f"SELECT count(*) FROM {', '.join(f'posts p{i}' for i in range(15))}",
    ],
)
def test_an_endless_query_is_stopped(root: Path, sql: str) -> None:
    began = time.monotonic()
    with pytest.raises(QueryError, match=r"stopped after 0\.2 seconds"):
        all_rows(root, sql, seconds=0.2)
    assert time.monotonic() - began < 1.1


def test_waiting_for_the_reader_does_not_count(root: Path) -> None:
    with ask(root, f"{ENDLESS} x FROM c LIMIT 1000", seconds=0.2) as answer:
        first = next(answer.rows)
        time.sleep(0.3)
        assert [first, *answer.rows][-1] == (1000,)


def test_an_error_of_the_reader_stays_what_it_is(root: Path) -> None:
    with pytest.raises(ValueError, match="mine"), ask(root, "SELECT 1"):
        raise ValueError("mine")


UNKNOWN = {
    "SELECT * FROM postlist": "the nearest is post_list",
    "SELECT titel FROM posts": "the nearest is title",
    "SELECT posts.publishd_on FROM posts": "the nearest is published_on",
    "SELECT * FROM coments": "the nearest is comments",
}


@pytest.mark.parametrize("sql", UNKNOWN)
def test_a_misspelt_name_is_answered_with_the_nearest(root: Path, sql: str) -> None:
    with pytest.raises(QueryError, match=UNKNOWN[sql]):
        all_rows(root, sql)


def test_a_query_reads_while_another_process_writes(tmp_path: Path) -> None:
    root = make_archive(tmp_path)
    with Archive.open_for_writing(root) as archive, archive.transaction() as db:
        db.execute("UPDATE blogs SET title = 'new'")
        assert all_rows(root, "SELECT count(*) FROM blogs WHERE title = 'new'") == [(0,)]
    assert all_rows(root, "SELECT count(*) FROM blogs WHERE title = 'new'") == [(2,)]


def test_views_and_tables_are_listed_with_their_columns(root: Path) -> None:
    listed = dict(tables(root))
    assert "n_comments_kept" in listed["post_list"]
    assert listed["entry_words"] == ("title", "body", "author")
    assert not [name for name in listed if "sqlite" in name or name.startswith("entry_words_")]
    assert list(listed).index("gaps") < list(listed).index("blogs")


def test_no_archive_is_made_where_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no archive there"):
        all_rows(tmp_path, "SELECT 1")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"not a database, and longer than a header is" * 50)
    with pytest.raises(ArchiveError, match="cannot be opened as an SQLite database"):
        all_rows(tmp_path, "SELECT 1")


def test_a_damaged_page_is_damage(tmp_path: Path) -> None:
    path = make_archive(tmp_path) / "archive.db"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'posts'")
        start = (page.fetchone()[0] - 1) * size
    content = bytearray(path.read_bytes())
    content[start : start + size] = b"\x99" * size
    path.write_bytes(content)
    with pytest.raises(DamageError, match=r"damaged.*verify"):
        all_rows(tmp_path, "SELECT * FROM posts")


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_ctrl_c_stops_a_long_query(root: Path) -> None:
    begin = "import archive.cli; print('begun', flush=True); archive.cli.main()"
    command = [sys.executable, "-c", begin, "query", "--archive", str(root)]
    with subprocess.Popen(
        [*command, f"{ENDLESS} count(*) FROM c"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "begun\n"
        time.sleep(1)
        child.send_signal(signal.SIGINT)
        assert child.communicate(timeout=20)[1].strip() == "error: interrupted"
    assert child.returncode == 130


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_an_archive_on_a_read_only_medium_is_read(tmp_path: Path) -> None:
    root = make_archive(tmp_path / "kept")
    root.chmod(0o555)
    try:
        assert all_rows(root, "SELECT count(*) FROM blogs") == [(2,)]
    finally:
        root.chmod(0o755)
