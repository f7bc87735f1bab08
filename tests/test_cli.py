"""The front door as a person uses it: what it prints, where, and how it ends."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive.store.connection import Archive
from scraper.demo import DemoWorld


def blogarchive(*words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scraper", *words],
        cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("crawl",), 2, "no blog named"),
        (("crawl", "example.blogspot.com"), 2, "https://example.blogspot.com"),
        (("crawl", "my.blogspot.com/2020/"), 2, "write it like https://my.blogspot.com/2020/"),
        (("crawl", "unknown"), 2, "or as a [[blog]] of config.toml names it"),
        (("crawl", "https://my.blogspot.com:99999/"), 2, "'https://my.blogspot.com:99999/' is no"),
        (("crawl", "https://my blog.blogspot.com/"), 2, "no http(s) address"),
        (("crawl", "https://my..blogspot.com/"), 2, "no http(s) address"),
        (("crawl", "https://www.blogger.com/profile/1"), 2, "Blogger's own pages and no blog"),
        (("crawl", "https://draft.blogger.com/blog/posts/1"), 2, "Blogger's own pages"),
        (("crawl", "ftp://example.blogspot.com/"), 2, "no http(s) address"),
        (("crawl", "http://127.0.0.1:9/", "--archive", "a"), 5, "is the address right, and this"),
        (("crawl", "http://no.example/", "--archive", "a"), 5, "http://no.example/robots.txt"),
        (("crawl", "http://127.0.0.1:9/", "--archive", "/dev/null/a"), 3, "/dev/null/a"),
        (("status", "--archive", "nowhere"), 3, "no archive there"),
        (("query", "--archive", "nowhere", "SELECT 1"), 3, "no archive there"),
        (("crwl",), 2, "crwl"),
        (("crawl", "--config", "missing.toml", "http://x.example/"), 2, "missing.toml"),
    ],
)
def test_bad_input_is_one_sentence_that_names_it_and_leaves_nothing(
    tmp_path: Path, words: tuple[str, ...], code: int, says: str
) -> None:
    (tmp_path / "config.toml").write_text("[crawl]\ndelay = 0\ntries = 1\n")
    run = blogarchive(*words, cwd=tmp_path)
    assert run.returncode == code, run.stderr
    assert run.stdout == ""
    errors = [line for line in run.stderr.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1
    assert says in errors[0]
    assert "Traceback" not in run.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["config.toml"]


def test_a_name_that_stands_for_two_blogs_is_refused(tmp_path: Path) -> None:
    blogs = (f'[[blog]]\nname = "sea"\nurl = "https://{host}.example"\n' for host in "ab")
    (tmp_path / "config.toml").write_text("".join(blogs))
    run = blogarchive("crawl", "sea", cwd=tmp_path)
    assert (run.returncode, run.stdout) == (2, "")
    assert "'sea' (https://a.example, https://b.example)" in run.stderr


def test_two_runs_on_one_archive_end_the_second_at_once(tmp_path: Path) -> None:
    with Archive.open_for_writing(tmp_path / "a"):
        run = blogarchive("crawl", "http://127.0.0.1:9/", "--archive", "a", cwd=tmp_path)
    assert run.returncode == 7
    assert "another run" in run.stderr


def test_a_crawl_reports_in_words_and_in_json(tmp_path: Path) -> None:
    """A blog on loopback, as any crawler would be pointed at it; configured in config.toml."""
    with DemoWorld.start(n_posts=6, editions=("en",), plain=True) as world:
        home = world.blogs[0].home_url
        (tmp_path / "config.toml").write_text(
            f'[archive]\npath = "kept"\n[crawl]\ndelay = 0\n'
            f'[[blog]]\nurl = "{home}"\nname = "sea"\n'
        )
        first = blogarchive("crawl", "sea", cwd=tmp_path)
        again = blogarchive("crawl", "--json", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert "6 posts" in first.stdout
    assert "kept/mirror/index.html" in first.stdout
    assert "posts feed" in first.stderr
    assert "\x1b" not in first.stderr + first.stdout
    report = json.loads(again.stdout)
    assert (report["n_posts"], report["n_new"], report["outcome"]) == (6, 0, "complete")
    assert (tmp_path / "kept" / "mirror" / "index.html").is_file()


@pytest.mark.slow
def test_ctrl_c_finishes_the_answer_in_hand_and_the_next_run_goes_on(tmp_path: Path) -> None:
    with DemoWorld.start(n_posts=30, editions=("en",), plain=True) as world:
        home = world.blogs[0].home_url
        (tmp_path / "config.toml").write_text("[crawl]\ndelay = 0.2\nmedia = false\n")
        child = subprocess.Popen(
            [sys.executable, "-m", "scraper", "crawl", home, "--archive", "a"],
            cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        while world.counts["post"] < 2:
            time.sleep(0.02)
        child.send_signal(signal.SIGINT)
        output, errors = child.communicate(timeout=30)
        assert child.returncode == 130, errors
        assert "interrupted" in output
        n_asked = world.counts["post"]
        assert n_asked < 30
        (tmp_path / "config.toml").write_text("[crawl]\ndelay = 0\nmedia = false\n")
        run = blogarchive("crawl", home, "--archive", "a", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert world.counts["post"] <= 31, "what was kept before the stop is not asked for again"
    with Archive.open(tmp_path / "a") as archive:
        assert archive.db.table("posts").count >= 30


@pytest.mark.slow
def test_the_demo_shows_a_storm_and_what_is_kept_all_the_same(tmp_path: Path) -> None:
    run = blogarchive("demo", "--weather", "stormy", "--posts", "3", "d", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert " requests met one of these." in run.stdout
    assert "Unavailable, without a time." in run.stdout
    assert run.stdout.endswith("All the same, 3 of 3 posts are kept.\n")


def test_a_crawl_names_no_mirror_that_is_not_there_and_where_to_look_for_the_rest(
    tmp_path: Path,
) -> None:
    with DemoWorld.start(n_posts=6, editions=("en",), plain=True) as world:
        (tmp_path / "config.toml").write_text("[crawl]\ndelay = 0\nmedia = false\n")
        words = ("crawl", world.blogs[0].home_url, "--archive", "my blog", "--max-requests", "4")
        run = blogarchive(*words, "--no-render", cwd=tmp_path)
    assert run.returncode == 1, run.stderr
    assert "mirror" not in run.stdout
    assert "blogarchive coverage --archive 'my blog'" in run.stdout


@pytest.mark.slow
def test_lost_pictures_are_told_in_a_few_whole_lines_and_each_once(tmp_path: Path) -> None:
    demo = blogarchive("demo", "kept", "--posts", "9", cwd=tmp_path)
    assert demo.returncode == 0, demo.stderr
    assert "blogarchive query --archive kept " in demo.stdout
    for tree in ("media", "mirror"):
        shutil.rmtree(tmp_path / "kept" / tree)
    render = blogarchive("render", "--archive", "kept", cwd=tmp_path)
    assert render.returncode == 4
    _, *faults, more = render.stderr.splitlines()
    assert len(faults) == 20
    assert all(line.endswith("which is not there") for line in faults)
    assert more.startswith("and ")
    verify = blogarchive("verify", "--mirror", "--archive", "kept", cwd=tmp_path)
    *damages, _ = verify.stdout.splitlines()
    assert len(set(damages)) == len(damages) == 20 + int(more.split()[1].replace(",", ""))


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_output_is_no_fault(tmp_path: Path, closed: str) -> None:
    line = f"{sys.executable} -m scraper query --archive a {closed}"
    Archive.open_for_writing(tmp_path / "a").close()
    run = subprocess.run(["sh", "-c", line], cwd=tmp_path, capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"")


def test_ctrl_c_while_the_program_loads_ends_it_in_silence(tmp_path: Path) -> None:
    """The key is pressed where the command line's own module is asked for."""
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "class Key:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'scraper.cli':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Key())\n"
    )
    places = os.pathsep.join((str(tmp_path), str(Path(__file__).parents[1])))
    run = blogarchive("status", cwd=tmp_path, PYTHONPATH=places)
    assert (run.returncode, run.stdout, run.stderr) == (130, "", "")
