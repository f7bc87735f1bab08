"""Make the pictures of README.md and docs/mirror.md: python -m tests.take_screenshots

They show the demo blogs. Needs playwright (`pip install '.[browser]'`) and Debian's chromium.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

DOCS = Path(__file__).parent.parent / "docs"
BENGALI = "shapla.demo.blogarchive.example"
ENGLISH = "harbour.demo.blogarchive.example"
ARABIC = "nakhil.demo.blogarchive.example"


class Shot(NamedTuple):
    """One picture: its name, the page under mirror/ (with an anchor), and the screen."""

    name: str
    page: str
    width: int = 1120
    height: int = 860
    scheme: str = "light"


SHOTS = (
    Shot("mirror-home.png", f"{BENGALI}/index.html", height=980),
    Shot("mirror-post.png", f"{ENGLISH}/2019/10/lunch-hour-on-steps.html", height=980),
    Shot("mirror-thread.png", f"{BENGALI}/2020/01/blog-post.html#comments", width=900),
    Shot("mirror-dark.png", f"{ENGLISH}/index.html", scheme="dark"),
    Shot("mirror-narrow.png", f"{ENGLISH}/index.html", width=390, height=844),
    Shot("mirror-arabic.png", f"{ARABIC}/index.html"),
    Shot("mirror-bengali.png", f"{BENGALI}/2020/12/blog-post.html"),
    Shot("mirror-archives.png", f"{BENGALI}/archives/index.html"),
    Shot("mirror-search.png", f"{BENGALI}/search/index.html#q=নদী"),
    Shot("mirror-original.png", f"{BENGALI}/original/2020/12/blog-post.html"),
)


def take(browser: Any, mirror: Path, shot: Shot) -> None:
    screen = {"width": shot.width, "height": shot.height}
    context = browser.new_context(viewport=screen, color_scheme=shot.scheme)
    page = context.new_page()
    place, _, anchor = shot.page.partition("#")
    page.goto((mirror / place).as_uri() + (f"#{anchor}" if anchor else ""))
    if anchor.startswith("q="):
        page.wait_for_selector("ol.hits li")
    page.screenshot(path=DOCS / shot.name)
    context.close()


def main() -> None:
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        demo = [sys.executable, "-m", "scraper", "demo", folder]
        subprocess.run(demo, check=True, capture_output=True)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for shot in SHOTS:
            take(browser, Path(folder) / "mirror", shot)
        browser.close()


if __name__ == "__main__":
    main()
