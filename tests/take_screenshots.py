"""Make the pictures of README.md from the demo blogs: python -m tests.take_screenshots"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"
# (picture, page under mirror/, width, height)
SHOTS = (
    ("mirror-home.png", "shapla.demo.blogarchive.example/index.html", 1120, 860),
    ("mirror-post.png", "nakhil.demo.blogarchive.example/2020/01/blog-post.html", 1120, 980),
)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
)


def take(page: Path, picture: Path, width: int, height: int) -> None:
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            ["chromium", *FLAGS, f"--user-data-dir={profile}", f"--window-size={width},{height}",
             f"--screenshot={picture}", page.as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        demo = [sys.executable, "-m", "scraper", "demo", folder]
        subprocess.run(demo, check=True, capture_output=True)
        for name, page, width, height in SHOTS:
            take(Path(folder) / "mirror" / page, DOCS / name, width, height)


if __name__ == "__main__":
    main()
