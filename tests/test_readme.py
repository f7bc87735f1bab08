"""The README says what the program does: its query is run and its answer compared."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def test_the_demo_and_the_query_of_the_readme_do_what_it_prints(tmp_path: Path) -> None:
    text = README.read_text(encoding="utf-8")
    (block,) = re.findall(r"```\n\$ blogarchive (.*?)```", text, re.DOTALL)
    command, _, answer = block.replace("\\\n", "").partition("\n\n")
    demo = subprocess.run(
        [sys.executable, "-m", "scraper", "demo"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert demo.returncode == 0, demo.stderr
    assert str(tmp_path / "demo-archive" / "mirror" / "index.html") in demo.stdout
    assert "blogarchive crawl https://example.blogspot.com" in demo.stdout
    assert (tmp_path / "demo-archive" / "mirror" / "index.html").is_file()
    query = subprocess.run(
        [sys.executable, "-m", "scraper", *shlex.split(command)],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert query.stdout.split() == answer.split()
