"""config.toml: its default, where it is looked for, and what is said of a wrong one."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from archive.config import ArchiveSettings, find, load, read
from archive.errors import UsageError
from scraper.config import BlogSection, CrawlSection, Settings

PROJECT = Path(__file__).parent.parent


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_file_at_the_top_holds_the_defaults() -> None:
    assert read(PROJECT / "config.toml", Settings) == Settings()
    assert read(PROJECT / "config.toml", ArchiveSettings).archive == Settings().archive


def test_every_key_of_the_file_at_the_top_has_a_comment() -> None:
    lines = (PROJECT / "config.toml").read_text("utf-8").splitlines()
    keys = [number for number, line in enumerate(lines) if " = " in line]
    assert len(keys) >= 11
    for number in keys:
        assert lines[number - 1].startswith("# "), lines[number]
        assert lines[number - 1].endswith("."), lines[number]


def test_its_example_of_a_blog_works_when_uncommented(tmp_path: Path) -> None:
    lines = (PROJECT / "config.toml").read_text("utf-8").splitlines()
    start = lines.index("# [[blog]]")
    example = [line.removeprefix("# ") for line in lines[start:] if " = " in line or "[[" in line]
    settings = read(written(tmp_path, "\n".join(example)), Settings)
    assert settings.blog == (BlogSection("https://example.blogspot.com"),)


def test_nothing_needs_to_be_configured(tmp_path: Path) -> None:
    with contextlib.chdir(tmp_path):
        assert load(Settings, written(tmp_path, "")) == Settings()


def test_what_is_written_counts(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '\ufeff[archive]\npath = "~/মহাফেজ"\n[crawl]\ndelay = 2\nmax_media_bytes = 1_048_576\n'
        '[[blog]]\nurl = "http://127.0.0.1:8000"\nname = "fox"\n[[blog]]\nurl = "HTTPS://x.com/a?b"',
    )
    settings = load(Settings, path)
    assert settings.archive.path == "~/মহাফেজ"
    assert settings.crawl == CrawlSection(delay=2.0, max_media_bytes=1_048_576)
    assert [blog.name for blog in settings.blog] == ["fox", ""]
    assert load(ArchiveSettings, path).archive.path == "~/মহাফেজ"


WRONG = {
    "[crawl]\ndelai = 1": "'delai' is no known key in [crawl]; the nearest is 'delay'",
    "[crwl]\ndelay = 1": "'crwl' is no known section; the nearest is 'crawl'",
    "delay = 1": "'delay' is no known section",
    "[archive]\nPath = 'x'": "'Path' is no known key in [archive]; the nearest is 'path'",
    "[schedule]\ninterval = '1y'": (
        "[schedule] interval must be a length of time like 12h, 1d or 1w, not '1y'"
    ),
    "[schedule]\ninterval = ''": "[schedule] interval must be a length of time like 12h, 1d or 1w",
    '[schedule]\ninterval = "1d\\n"': "[schedule] interval must be a length of time like 12h",
    "[schedule]\ninterval = 24": "[schedule] interval must be a length of time like 12h, 1d or 1w",
    "[schedule]\non_finish = 'beep'": "[schedule] on_finish must be a list of texts, a program",
    "[schedule]\non_finish = [1]": "[schedule] on_finish must be a list of texts, a program",
    '[schedule]\non_finish = ["a\\u0000"]': "[schedule] on_finish must be a list of texts",
    "[[blog]]\nurl = 'http://x.com'\ninterval = '0d'": (
        "[[blog]] number 1: interval must be a length of time like 12h, 1d or 1w, not '0d'"
    ),
    "[render]\ntheme = 1": "'theme' is no known key, [render] has none",
    "[[blog]]\nurl = 'http://x.com'\nnmae = 'x'": (
        "'nmae' is no known key in [[blog]] number 1; the nearest is 'name'"
    ),
    "[crawl]\ndelay = '1'": "[crawl] delay must be a number from 0 to 3600, not '1'",
    "[crawl]\ndelay = -1": "[crawl] delay must be a number from 0 to 3600, not -1",
    "[crawl]\ndelay = nan": "[crawl] delay must be a number from 0 to 3600, not nan",
    "[crawl]\ndelay = inf": "[crawl] delay must be a number from 0 to 3600, not inf",
    "[crawl]\ndelay = true": "[crawl] delay must be a number from 0 to 3600, not true",
    "[crawl]\ndelay.x = 1": "[crawl] delay must be a number from 0 to 3600, not {'x': 1}",
    "[crawl]\ndelay = 1979-05-27": "[crawl] delay must be a number from 0 to 3600",
    "[crawl]\nconnections = 0": "[crawl] connections must be a whole number from 1 to 16, not 0",
    "[crawl]\nconnections = 17": "[crawl] connections must be a whole number from 1 to 16, not 17",
    "[crawl]\nconnections = 1.5": "[crawl] connections must be a whole number from 1 to 16",
    "[crawl]\nconnections = true": "[crawl] connections must be a whole number from 1 to 16",
    f"[crawl]\nmax_page_bytes = {10**30}": "[crawl] max_page_bytes must be a whole number",
    "[crawl]\nmedia = 1": "[crawl] media must be true or false, not 1",
    "[archive]\npath = 1": "[archive] path must be the path of a folder, not 1",
    "[archive]\npath = ''": "[archive] path must be the path of a folder, not ''",
    '[archive]\npath = "a\\u0000b"': "[archive] path must be the path of a folder",
    "crawl = 1": "crawl must be a section, written [crawl]",
    "[[crawl]]": "crawl must be a section, written [crawl]",
    "[blog]\nurl = 'http://x.com'": "blog must be a list of sections, each written [[blog]]",
    "blog = [1]": "blog must be a list of sections, each written [[blog]]",
    "[[blog]]\nname = 'x'": "[[blog]] number 1: url is missing; it must be an http(s) address",
    "delay": "is not valid TOML",
    "[crawl]\ndelay = 1\ndelay = 2": "is not valid TOML",
    f"x = {'[' * 5000}": "is not valid TOML",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_file_is_refused_in_one_sentence(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UsageError) as raised:
        load(Settings, path)
    assert str(raised.value).startswith(f"{path}: {WRONG[text]}")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "url",
    ["ftp://x.com", "x.com", "", "http://", "https:///x", "javascript:alert(1)", "http://a b.com",
     "http://user@x.com", "file:///etc/passwd", "http://x.com:port/", "//x.com"],
)  # fmt: skip
def test_a_blog_that_is_no_http_address_is_refused(tmp_path: Path, url: str) -> None:
    path = written(tmp_path, f'[[blog]]\nurl = "http://x.com"\n[[blog]]\nurl = "{url}"')
    with pytest.raises(UsageError, match=r"number 2: url must be an http\(s\) address"):
        load(Settings, path)


@pytest.mark.parametrize("text", ["[crwl]", "crawl = 1", "[blog]", "[archive]\npth = 1"])
def test_offline_verbs_refuse_what_is_wrong_outside_the_scrapers_keys(
    tmp_path: Path, text: str
) -> None:
    with pytest.raises(UsageError):
        load(ArchiveSettings, written(tmp_path, text))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes(b'[archive]\npath = "\xe9"')
    for name, reason in (("none", "No such file"), ("", "directory"), ("latin", "not UTF-8")):
        with pytest.raises(UsageError, match=reason) as raised:
            load(Settings, tmp_path / name)
        assert str(tmp_path / name) in str(raised.value)


def test_the_file_in_the_folder_counts_before_the_users_own(tmp_path: Path) -> None:
    with contextlib.chdir(tmp_path):
        (tmp_path / "config.toml").mkdir()  # a folder of that name is no configuration
        assert find() != Path("config.toml")
        (tmp_path / "config.toml").rmdir()
        written(tmp_path, "")
        assert find() == Path("config.toml")


@pytest.mark.skipif(sys.platform != "linux", reason="XDG folders are Linux's")
def test_flag_then_folder_then_the_users_own(tmp_path: Path) -> None:
    home, here = tmp_path / "home", tmp_path / "here"
    (home / "blogarchive").mkdir(parents=True)
    here.mkdir()
    written(home / "blogarchive", '[archive]\npath = "from-user"')
    assert "from-user: no archive" in complaint(here, home)
    path = written(here, '[archive]\npath = "from-folder"')
    assert "from-folder: no archive" in complaint(here, home)
    flag = path.rename(here / "other.toml")
    flag.write_text('[archive]\npath = "~/from-flag"', "utf-8")
    assert f"{home}/from-flag: no archive" in complaint(here, home, "--config", str(flag))
    assert "from-option: no archive" in complaint(here, home, "--archive", "from-option")


def complaint(here: Path, home: Path, *options: str) -> str:
    """What `status` says in a folder without an archive."""
    environment = os.environ | {
        "XDG_CONFIG_HOME": str(home), "HOME": str(home), "PYTHONPATH": str(PROJECT)
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "archive", "status", *options],
        cwd=here, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (3, "")
    return done.stderr
