"""Runs as a schedule starts them: due ones, limited ones, stopped ones, two at once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.front import run
from archive.store.connection import Archive
from scraper.cli import cli
from scraper.demo import DemoWorld
from tests.wire import Script, say, wire

NO_ROBOTS = say("HTTP/1.1 404 Not Found\nContent-Length: 0")
LATER = say("HTTP/1.1 503 Later\nRetry-After: 600\nContent-Length: 0")


@pytest.fixture(autouse=True)
def here(tmp_path: Path) -> Iterator[None]:
    """Each story runs in a folder of its own."""
    with chdir(tmp_path):
        yield


@pytest.fixture
def sea() -> Iterator[DemoWorld]:
    """A small blog on loopback."""
    with DemoWorld.start(n_posts=6, editions=("en",), plain=True) as world:
        yield world


def configure(*lines: str) -> None:
    Path("config.toml").write_text(
        '[archive]\npath = "kept"\n[crawl]\ndelay = 0.0\ntries = 1\n' + "\n".join(lines), "utf-8"
    )


def blog(url: str, *lines: str) -> str:
    return "\n".join(("[[blog]]", f'url = "{url}"', *lines))


def rows(query: str) -> list[dict[str, Any]]:
    with Archive.open(Path("kept")) as archive:
        return list(archive.db.query(query))


def age(by: timedelta) -> None:
    """Let time pass: every run lies so much further back."""
    then = (datetime.now(UTC) - by).strftime("%Y-%m-%dT%H:%M:%SZ")
    with Archive.open_for_writing(Path("kept")) as archive, archive.transaction() as db:
        db.execute("UPDATE crawls SET started_at = ?, finished_at = ?", [then, then])


def test_only_what_is_due_is_crawled(sea: DemoWorld, capsys: pytest.CaptureFixture[str]) -> None:
    home = sea.blogs[0].home_url
    configure("media = false", '[schedule]\ninterval = "1w"', blog(home, 'name = "sea"'))
    assert run(cli, ["crawl", "--due", "--no-render"]) == 0
    assert "complete" in capsys.readouterr().out
    sea.forget()
    assert run(cli, ["crawl", "--due", "--no-render"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("nothing is due; next is sea at ")
    assert out.count("\n") == 1
    assert run(cli, ["crawl", "--due", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["runs"] == []
    assert [one["is_due"] for one in found["blogs"]] == [False]
    assert not sea.counts, "nothing was asked for"
    configure("media = false", blog(home, 'interval = "1d"', 'name = "sea"'))
    age(timedelta(days=1))
    assert run(cli, ["schedule", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["blogs"][0]["is_due"]
    assert run(cli, ["crawl", "--due", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [report["outcome"] for report in found["runs"]] == ["complete"]
    age(timedelta(days=-9000))
    assert run(cli, ["crawl", "--due", "--no-render"]) == 0
    assert "complete" in capsys.readouterr().out, "a clock that jumped stops no crawl for ever"


def test_a_blog_that_cannot_be_reached_is_a_row_and_tried_again_soon(
    sea: DemoWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    home = sea.blogs[0].home_url
    configure("media = false", blog(home))
    assert run(cli, ["crawl", "--no-render"]) == 0
    sea.close()
    capsys.readouterr()
    assert run(cli, ["crawl", "--json"]) == 5
    printed = capsys.readouterr()
    report = json.loads(printed.out)
    assert (report["outcome"], report["exit_code"], report["n_posts"]) == ("unreachable", 5, 6)
    assert "Connection refused" in report["reason"]
    assert "Connection refused" in printed.err
    newest, first = rows("SELECT * FROM runs")
    assert (first["outcome"], first["exit_code"], first["reason"]) == ("complete", 0, None)
    assert first["n_new"] > 6
    assert newest["blog"] == first["blog"]
    assert (newest["outcome"], newest["exit_code"]) == ("unreachable", 5)
    assert newest["n_requests"] == sum(report["requests"].values()) == 1
    (kept,) = rows("SELECT report FROM crawls WHERE outcome = 'unreachable'")
    assert json.loads(kept["report"]) == report
    assert run(cli, ["schedule", "--json"]) == 0
    (decision,) = json.loads(capsys.readouterr().out)["blogs"]
    due_at = datetime.fromisoformat(decision["due_at"])
    assert timedelta(minutes=10) < due_at - datetime.now(UTC) <= timedelta(minutes=15)


def test_a_limited_run_is_gone_on_with_until_all_is_kept(
    sea: DemoWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    configure("media_connections = 1", blog(sea.blogs[0].home_url))
    codes, outcomes, requests = [], [], []
    while "complete" not in outcomes and len(codes) < 20:
        codes.append(run(cli, ["crawl", "--due", "--json", "--no-render", "--max-requests", "8"]))
        (report,) = json.loads(capsys.readouterr().out)["runs"]
        outcomes.append(report["outcome"])
        requests.append(sum(report["requests"].values()))
        if report["outcome"] == "partial":
            assert report["reason"] == "stopped by --max-requests 8"
    assert set(codes[:-1]) == {1}
    assert codes[-1] == 0
    assert set(requests[:-1]) == {8}, "with one connection, exactly so many"
    # Only who is where is asked anew by each run; the feed is read once, and no page twice.
    assert sea.counts["home"] == sea.counts["robots"] == len(codes)
    assert sea.counts["post"] == 6
    assert sum("/feeds/posts/" in url for url in sea.log) == 1
    assert [row["reason"] for row in rows("SELECT reason FROM crawls")][:-1] == [
        "stopped by --max-requests 8"
    ] * (len(codes) - 1)


def test_a_wait_that_would_outlast_the_limit_ends_the_run_at_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """And the host is not asked again before the time that it named."""
    with wire({"/robots.txt": [NO_ROBOTS], "/": [LATER]}) as server:
        Path("config.toml").write_text("[crawl]\ndelay = 0\n[archive]\npath = 'kept'\n", "utf-8")
        began = time.monotonic()
        assert run(cli, ["crawl", server.url(), "--json", "--max-time", "30s"]) == 1
        assert time.monotonic() - began < 20
        assert len(server.seen) == 2
    report = json.loads(capsys.readouterr().out)
    assert (report["outcome"], report["reason"]) == ("partial", "stopped by --max-time 30s")
    assert not Path("kept").exists(), "no blog was reached, and the archive was new"


@pytest.mark.parametrize("text", ["30", "half an hour", "0m", ""])
def test_a_wrong_limit_is_named(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(cli, ["crawl", "https://x.example/", "--max-time", text]) == 2
    assert "--max-time" in capsys.readouterr().err


HOOK = """\
import json, os, sys
report = json.load(sys.stdin)
names = ("BLOGARCHIVE_OUTCOME", "BLOGARCHIVE_EXIT_CODE")
json.dump([report["title"], *(os.environ[name] for name in names)], open("told.json", "w"))
print("told \\x1b[31mthem")
sys.exit(9)
"""


def test_the_hook_gets_the_report_and_its_failure_changes_nothing(
    sea: DemoWorld, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("hook.py").write_text(HOOK, "utf-8")
    command = json.dumps([sys.executable, "hook.py", "$HOME; `x`"])
    configure("media = false", f"[schedule]\non_finish = {command}", blog(sea.blogs[0].home_url))
    assert run(cli, ["crawl", "--no-render", "--log", "json"]) == 0
    assert json.loads(Path("told.json").read_text("utf-8")) == [
        sea.blogs[0].title, "complete", "0"
    ]  # fmt: skip
    notes = [json.loads(line) for line in capfd.readouterr().err.splitlines()][-2:]
    assert notes[0]["message"] == "told  [31mthem"
    assert notes[1]["message"].endswith("ended with exit code 9")
    sea.close()
    assert run(cli, ["crawl"]) == 5
    told = json.loads(Path("told.json").read_text("utf-8"))
    assert told[1:] == ["unreachable", "5"]
    capfd.readouterr()
    configure('[schedule]\non_finish = ["no-such-program"]', blog(sea.blogs[0].home_url))
    assert run(cli, ["crawl"]) == 5
    assert "'no-such-program' cannot be run" in capfd.readouterr().err


def test_the_log_for_programs_is_all_json(capfd: pytest.CaptureFixture[str]) -> None:
    with DemoWorld.start(n_posts=12, editions=("en",), plain=True) as sea:  # a picture is dead
        configure(blog(sea.blogs[0].home_url), blog("http://127.0.0.1:9/?key=hunter2"))
        assert run(cli, ["crawl", "--log", "json"]) == 5
    printed = capfd.readouterr()
    assert "complete" in printed.out
    assert "hunter2" not in printed.err
    lines = [json.loads(line) for line in printed.err.splitlines()]
    events = [line["event"] for line in lines]
    n_requests = sum(row["n_requests"] for row in rows("SELECT n_requests FROM runs"))
    assert events.count("request") == n_requests > 20
    assert {"phase", "finding", "error", "mirror"} < set(events)
    ends = [line for line in lines if line["event"] == "end"]
    assert [end["outcome"] for end in ends] == ["complete", "unreachable"]
    Path("config.toml").write_text("[crwl]", "utf-8")
    assert run(cli, ["crawl", "--log", "json"]) == 2
    assert json.loads(capfd.readouterr().err)["exit_code"] == 2


@contextmanager
def crawling(*words: str) -> Iterator[subprocess.Popen[str]]:
    """A crawl in a process of its own."""
    root = Path(__file__).parent.parent.parent
    with subprocess.Popen(
        [sys.executable, "-m", "scraper", "crawl", *words],
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as child:  # fmt: skip
        try:
            yield child
        finally:
            child.kill()


def until(is_so: Any) -> None:
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_two_at_once_then_a_kill_then_the_next_goes_on(
    sea: DemoWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    home = sea.blogs[0].home_url
    configure("media = false", blog(home))
    slow = Path("slow.toml")
    slow.write_text('[archive]\npath = "kept"\n[crawl]\ndelay = 0.3\nmedia = false\n', "utf-8")
    with crawling(home, "--config", str(slow)) as child:
        until(lambda: sea.counts["post"] >= 2)
        began = time.monotonic()
        assert run(cli, ["crawl"]) == 7
        assert time.monotonic() - began < 2
        error = capsys.readouterr().err
        assert "kept: another run" in error
        assert f"(process {child.pid})" in error
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert run(cli, ["schedule"]) == 0
        assert "left work" in capsys.readouterr().out
        assert run(cli, ["crawl", "--due", "--no-render"]) == 0, "the lock is free"
    newest, killed = rows("SELECT * FROM runs")
    assert (newest["outcome"], newest["exit_code"]) == ("complete", 0)
    assert (killed["outcome"], killed["exit_code"]) == ("interrupted", None)
    assert killed["finished_at"]
    assert killed["n_requests"] >= 4
    assert killed["reason"].startswith("killed")
    assert sum("/feeds/posts/" in url for url in sea.log) == 1, "it went on, and did not start anew"


def test_sigterm_finishes_the_answer_in_hand_and_tells(sea: DemoWorld) -> None:
    home = sea.blogs[0].home_url
    configure("media = false", blog(home))
    text = Path("config.toml").read_text("utf-8").replace("delay = 0.0", "delay = 0.3")
    Path("config.toml").write_text(text, "utf-8")
    with crawling("--json", "--log", "json") as child:
        until(lambda: sea.counts["post"] >= 2)
        child.send_signal(signal.SIGTERM)
        output, errors = child.communicate(timeout=30)
    assert child.returncode == 130
    report = json.loads(output)
    assert (report["outcome"], report["exit_code"]) == ("interrupted", 130)
    assert "SIGTERM" in report["reason"]
    for line in errors.splitlines():
        json.loads(line)
    n_asked = sea.counts["post"]
    assert n_asked < 6
    (row,) = rows("SELECT * FROM crawls")
    assert json.loads(row["report"]) == report
    configure("media = false", blog(home))
    assert run(cli, ["crawl", "--due", "--no-render"]) == 0
    assert sea.counts["post"] == 6, "what was kept is not asked for again, and nothing is left out"


def test_a_second_ctrl_c_ends_it_at_once() -> None:
    configure()
    asked, free = threading.Event(), threading.Event()

    def hang(_connection: object, _request: str) -> None:
        asked.set()
        free.wait(60)

    never: Script = hang
    with wire({"/robots.txt": [never]}) as server:
        try:
            with crawling(server.url()) as child:
                until(asked.is_set)
                child.send_signal(signal.SIGINT)
                assert child.stderr is not None
                assert "SIGINT: finishing the answer in hand" in child.stderr.readline()
                assert child.poll() is None
                child.send_signal(signal.SIGINT)
                output, errors = child.communicate(timeout=10)
                assert (child.returncode, output, errors) == (130, "", "")
        finally:
            free.set()
    Archive.open_for_writing(Path("kept")).close()  # the lock is free


def test_sigterm_while_it_waits_ends_it_without_another_request() -> None:
    Path("config.toml").write_text("[crawl]\ndelay = 0\n[archive]\npath = 'kept'\n", "utf-8")
    with wire({"/robots.txt": [NO_ROBOTS], "/": [LATER]}) as server:
        with crawling(server.url(), "--json") as child:
            until(lambda: len(server.seen) == 2)
            time.sleep(0.2)
            child.send_signal(signal.SIGTERM)
            output, _ = child.communicate(timeout=20)
        assert len(server.seen) == 2
    assert child.returncode == 130
    assert json.loads(output)["outcome"] == "interrupted"
