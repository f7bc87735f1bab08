"""The offline verbs as somebody types them: results on stdout, the rest on stderr."""

from __future__ import annotations

import csv
import json
import os
import pty
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest

from archive.cli import offline
from archive.front import run
from archive.results import as_csv, as_json, plain
from archive.store.connection import Archive
from tests.small_archive import make_archive

PROJECT = Path(__file__).parent.parent

Said = tuple[int, str, str]
"""Exit code, stdout, stderr."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str], kept: Path) -> Callable[..., Said]:
    """Type a verb and its words; the archive is named after them."""

    def type_in(*words: str) -> Said:
        code = run(offline, [*words, "--archive", str(kept)])
        out, err = capsys.readouterr()
        return code, out, err

    return type_in


def test_status_tells_what_is_kept_and_what_is_missing(
    typed: Callable[..., Said], kept: Path
) -> None:
    code, out, err = typed("status")
    assert (code, err) == (0, "")
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert lines[:2] == ["All about foxes", "https://foxes.blogspot.com/"]
    for expected in (
        "posts 2 1 of 3 in the feed",
        "pages 1",
        "comments 2 1 of 3 declared",
        "pictures 0 1",
        "open findings: 1 disagreement, 1 missing-media",
        "last crawl: partial, 2026-01-02T03:04:05Z",
        f"See each gap, and what would close it: blogarchive coverage --archive {kept}",
    ):
        assert expected in lines
    assert lines.count("nothing is known to be missing") == 1  # of the other blog


def test_status_as_json(typed: Callable[..., Said], kept: Path) -> None:
    code, out, _ = typed("status", "--json")
    assert code == 0
    status = json.loads(out)
    foxes, world = status["blogs"]
    assert (foxes["n_posts"], foxes["n_posts_missing"], foxes["feed_total"]) == (2, 1, 3)
    assert (foxes["n_comments"], foxes["n_comments_missing"]) == (2, 1)
    assert foxes["findings"] == {"disagreement": 1, "missing-media": 1}
    assert foxes["last_run"]["outcome"] == "partial"
    assert (world["n_posts_missing"], world["last_run"]) == (None, None)
    assert (foxes["is_complete"], world["is_complete"]) == (False, True)
    assert status["path"] == str(kept)
    assert status["n_database_bytes"] >= 4096


def test_status_of_an_archive_whose_blog_was_never_reached(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Archive.open_for_writing(tmp_path) as archive, archive.transaction() as db:
        db.execute(
            """INSERT INTO crawls (seed_url, started_at, finished_at, outcome)
            VALUES ('https://x.com', 'then', 'later', 'unreachable')"""
        )
        db.execute("INSERT INTO crawls (seed_url, started_at) VALUES ('https://y.com', 'then')")
    assert run(offline, ["status", "--archive", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "https://x.com: unreachable, later; no blog was reached" in out
    assert "https://y.com: begun then, not finished" in out
    assert "No blog is kept here yet" in out


def test_options_may_stand_before_the_verb_or_after_it(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "my.toml"
    config.write_text(f"[archive]\npath = '{kept}'", "utf-8")
    wrong = str(tmp_path / "none")
    for words in (
        ["--archive", str(kept), "query", "SELECT 1 AS x", "--csv"],
        ["query", "--archive", str(kept), "SELECT 1 AS x", "--csv"],
        ["--config", str(config), "query", "SELECT 1 AS x", "--csv"],
        ["query", "SELECT 1 AS x", "--config", str(config), "--csv"],
        ["--archive", wrong, "query", "SELECT 1 AS x", "--archive", str(kept), "--csv"],
        ["--archive", str(kept), "query", "SELECT 1 AS x", "--config", str(config), "--csv"],
    ):
        assert run(offline, words) == 0
        assert capsys.readouterr().out == "x\n1\n"


def test_a_query_is_a_table(typed: Callable[..., Said]) -> None:
    code, out, err = typed("query", "SELECT id, title, n_comments FROM posts ORDER BY id LIMIT 3")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].split() == ["id", "title", "n_comments"]
    assert lines[2].split("   ")[:2] == ["11", "Hello world"]
    assert lines[2].endswith("3")
    assert lines[3].index("Ελληνικά") == lines[2].index("Hello")


def test_a_table_says_that_it_shows_the_first_rows_alone(typed: Callable[..., Said]) -> None:
    numbers = (
        "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT {}) SELECT x FROM c"
    )
    _, out, err = typed("query", numbers.format(1_001))
    assert (len(out.splitlines()), "first 1,000 rows" in err) == (1_002, True)
    _, out, err = typed("query", numbers.format(1_000))
    assert (len(out.splitlines()), err) == (1_002, "")
    _, out, err = typed("query", numbers.format(5_000), "--csv")
    assert (len(out.splitlines()), err) == (5_001, "")


def test_csv_disarms_formulas_unless_told_otherwise(typed: Callable[..., Said]) -> None:
    sql = "SELECT -5 AS a, '-5' AS b, '=1' AS c, '+1' AS d, '@x' AS e, 'a=\"1\"\n' AS f, NULL AS g"
    _, out, _ = typed("query", sql, "--csv")
    expected = ["-5", "'-5", "'=1", "'+1", "'@x", 'a="1"\n', ""]
    assert list(csv.reader(out.splitlines(keepends=True)))[1] == expected
    _, out, _ = typed("query", sql, "--csv", "--raw")
    assert list(csv.reader(out.splitlines(keepends=True)))[1][1:4] == ["-5", "=1", "+1"]


def test_json_gives_every_value_back(typed: Callable[..., Said]) -> None:
    sql = "SELECT 1 AS a, 1.5 AS a, NULL AS b, 'ইতি' AS c, x'00ff' AS d, 9e999 AS e, 1 << 62 AS f"
    _, out, _ = typed("query", sql, "--json")
    assert json.loads(out) == [
        {"a": 1, "a_2": 1.5, "b": None, "c": "ইতি", "d": {"$base64": "AP8="}, "e": "inf",
         "f": 1 << 62}
    ]  # fmt: skip
    _, out, _ = typed("query", "SELECT 1 AS a WHERE 0", "--json")
    assert json.loads(out) == []
    _, out, _ = typed("query", "SELECT id FROM posts", "--json")
    assert len(json.loads(out)) == 5


def test_a_query_without_sql_lists_views_and_tables(typed: Callable[..., Said]) -> None:
    code, out, _ = typed("query", "--json")
    listed = {row["name"]: row["columns"] for row in json.loads(out)}
    assert code == 0
    assert "n_comments_kept" in listed["post_list"]
    assert "home_url" in listed["blogs"]


def test_search_shows_where_each_hit_is(typed: Callable[..., Said]) -> None:
    code, out, err = typed("search", "lazy", "dog")
    assert (code, err) == (0, "")
    assert out.splitlines()[:2] == [
        "Hello world  post, 2020-01-05, Ann",
        "https://foxes.blogspot.com/2020/01/hello.html",
    ]
    assert "over the lazy dog" in out


def test_search_as_json_marks_what_matched(typed: Callable[..., Said]) -> None:
    _, out, _ = typed("search", "Παρασκευη", "--json")
    (hit,) = json.loads(out)
    ((start, end),) = hit["highlights"]
    assert hit["snippet"][start:end] == "Παρασκευή"
    assert (hit["kind"], hit["post_id"], hit["page"]) == ("post", "12", None)
    _, out, _ = typed("search", "fox", "--comments", "--json")
    assert [hit["comment_id"] for hit in json.loads(out)] == ["111"]
    _, out, _ = typed("search", "fox", "--posts", "--limit", "1", "--json")
    assert [hit["post_id"] for hit in json.loads(out)] == ["13"]
    code, out, err = typed("search", "unheard", "--json")
    assert (code, json.loads(out), err) == (0, [], "")
    code, out, err = typed("search", "unheard")
    assert (code, out, err) == (0, "", "nothing found\n")


def test_search_names_the_page_of_the_mirror(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_archive(tmp_path)
    assert run(offline, ["render", "--archive", str(root)]) == 0
    home = Path(capsys.readouterr().out.strip())
    assert home == root / "mirror" / "index.html"
    assert home.is_file()
    assert run(offline, ["search", "lazy", "--json", "--archive", str(root)]) == 0
    (hit,) = json.loads(capsys.readouterr().out)
    assert "Hello world" in Path(hit["page"]).read_text("utf-8")


WRONG = {
    "no archive": (["status", "--archive", "{tmp}/none"], 3, "{tmp}/none: no archive there"),
    "a file for a folder": (["status", "--archive", "{tmp}/f"], 3, "{tmp}/f: no archive there"),
    "render without an archive": (["render", "--archive", "{tmp}/none"], 3, "no archive there"),
    "a name too long": (["status", "--archive", "x" * 300], 3, "File name too long"),
    "no database": (["search", "x", "--archive", "{tmp}/bad"], 3, "cannot be opened as an SQLite"),
    "no such configuration": (["status", "--config", "{tmp}/none"], 2, "{tmp}/none: cannot be"),
    "a wrong key": (["status", "--config", "{tmp}/f"], 2, "{tmp}/f: 'crwl' is no known section"),
    "no such verb": (["stat"], 2, "No such command 'stat'"),
    "no such option": (["status", "--jsn"], 2, "No such option '--jsn'"),
    "no text": (["search"], 2, "Missing argument 'TEXT...'"),
    "no number": (["search", "x", "--limit", "many"], 2, "'many' is not a valid"),
    "writing": (["query", "DELETE FROM posts", "--archive", "{kept}"], 2, "only reading is"),
    "no words": (["search", "?!", "--archive", "{kept}"], 2, "'?!' holds no word"),
    "no such blog": (
        ["search", "x", "--blog", "foxs.blogspot.com", "--archive", "{kept}"], 2,
        "the nearest kept is foxes.blogspot.com",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_in_one_sentence(
    case: str, tmp_path: Path, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "f").write_text("[crwl]", "utf-8")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "archive.db").write_bytes(b"no database" * 100)
    before = sorted(tmp_path.rglob("*"))
    words, expected, sentence = WRONG[case]
    names = {"tmp": tmp_path, "kept": kept}
    assert run(offline, [word.format(**names) for word in words]) == expected
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("error: ")
    assert err.count("\n") == 1
    assert sentence.format(**names) in err
    assert sorted(tmp_path.rglob("*")) == before, "something was made"


def test_an_archive_of_another_make_is_said_to_be_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_archive(tmp_path)
    with Archive.open_for_writing(root) as archive:
        archive.db.execute("DROP TABLE targets")
    assert run(offline, ["status", "--archive", str(root)]) == 3
    assert "cannot be read (no such table: " in capsys.readouterr().err


def test_a_damaged_archive_has_an_exit_code_of_its_own(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = Path(shutil.copytree(kept, tmp_path / "copy"))
    with Archive.open(root) as archive:
        size = archive.db.execute("PRAGMA page_size").fetchone()[0]
        found = archive.db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'posts'")
        start = (found.fetchone()[0] - 1) * size
    content = bytearray((root / "archive.db").read_bytes())
    content[start : start + size] = b"\x99" * size
    (root / "archive.db").write_bytes(content)
    for words in (["status"], ["search", "fox"], ["query", "SELECT * FROM posts"]):
        assert run(offline, [*words, "--archive", str(root)]) == 4
        assert "is damaged" in capsys.readouterr().err


# As a process of its own: pipes, terminals and locales.


def command(kept: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "archive", "--archive", str(kept), *words]


def test_a_reader_that_has_enough_is_no_error(kept: Path) -> None:
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c"
    with subprocess.Popen(
        command(kept, "query", endless, "--csv"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        assert child.stdout.readline() == b"x\n"
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 0


def test_a_pipe_gets_utf8_and_no_colours_whatever_the_locale(kept: Path) -> None:
    plainest = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        command(kept, "search", "ann"), env=plainest, capture_output=True, check=True
    )
    assert "Κάθε Παρασκευή πηγαίνουμε" in done.stdout.decode("utf-8")
    assert b"\x1b" not in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal as POSIX has it")
def test_a_terminal_gets_highlights_but_no_strangers_control_characters(kept: Path) -> None:
    assert "a \x1b[1;4mlovely\x1b[0m \x1b[1;4mfox" in on_a_terminal(kept, "search", "lovely fox")
    for form in ("--csv", "--json"):
        seen = on_a_terminal(kept, "query", "SELECT body_text FROM comments", form)
        assert "HYPERLINK" in seen
        assert "\x1b" not in seen
    seen = on_a_terminal(kept, "search", "hyperlink", NO_COLOR="1")
    assert "\x1b[31m" not in seen


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal as POSIX has it")
def test_a_narrow_terminal_hides_no_column_in_silence(kept: Path) -> None:
    long = "'a long text that takes room ' || body_text AS text"
    seen = on_a_terminal(kept, "query", f"SELECT {long}, {long}, 7 AS answer FROM posts")
    assert "answer" in seen
    assert "7" in seen
    assert "are too few" not in seen
    many = ", ".join(f"{n} AS column_{n}" for n in range(18))
    seen = on_a_terminal(kept, "query", f"SELECT {many}")
    assert "80 characters are too few for 18 columns; --csv and --json give all" in seen
    listed = on_a_terminal(kept, "query")
    assert "…" not in listed
    assert "gone_evidence" in listed


def on_a_terminal(kept: Path, *words: str, **environment: str) -> str:
    """What a terminal would show."""
    ours, theirs = pty.openpty()
    usual = {"TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(
        command(kept, *words),
        stdout=theirs,
        stderr=theirs,
        env=os.environ | usual | environment,
    ) as child:
        os.close(theirs)
        seen = b""
        # Linux ends the reading of a closed terminal with an error, not with an empty read.
        try:
            while part := os.read(ours, 65536):
                seen += part
        except OSError:
            pass
    os.close(ours)
    assert child.returncode == 0
    return seen.decode("utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk as Linux has it")
def test_a_full_disk_is_said(kept: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command(kept, "query", "SELECT 1"), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 3
    assert done.stderr == b"error: the output: No space left on device\n"


@pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")
def test_the_mirror_is_served_until_ctrl_c(tmp_path: Path) -> None:
    root = make_archive(tmp_path)
    subprocess.run(command(root, "render"), check=True, capture_output=True)
    with subprocess.Popen(
        command(root, "serve", "--port", "0"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        address = child.stdout.readline().decode().strip()
        assert address.startswith("http://127.0.0.1:")
        with urlopen(address) as answer:
            assert "All about foxes" in answer.read().decode("utf-8")
        child.send_signal(signal.SIGINT)
        child.communicate(timeout=5)
    assert child.returncode == 130


def test_text_is_made_plain() -> None:
    assert plain("a\x1b[31mb\r\nc\x9bd\u202ee\t") == "a [31mb c d e"


def test_results_are_written_as_they_come() -> None:
    def rows() -> object:
        yield (1,)
        raise RuntimeError("later")

    for lines in (as_csv(("x",), rows()), as_json(("x",), rows())):
        assert "1" in next(line for line in lines if "1" in line)
