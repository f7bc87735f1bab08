"""Pages of other sites, read as if they stood at a post's address: none may become a post.

python -m tests.bench.other_sites FOLDER      (each `.html` and `.htm` under it, up to 3 MB)

What was taken for a post is listed, with what its page says of Blogger; so is the slowest page.
A post's address that answers so is that of a domain that was sold, or of a blog that moved.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

from scraper.parse.page import parse_page

ADDRESS = "https://example.com/2015/03/some-page.html"
LARGEST = 3_000_000


def main(folder: Path) -> None:
    kinds: Counter[str] = Counter()
    slowest = (0.0, "")
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in (".html", ".htm") or path.stat().st_size > LARGEST:
            continue
        body = path.read_bytes()
        start = time.perf_counter()
        reading = parse_page(body, ADDRESS)
        slowest = max(slowest, (time.perf_counter() - start, str(path)))
        if reading.post:
            kinds[f"a {reading.type}"] += 1
            print(f"  {path}: {reading.post.title!r}, {body.count(b'blogger.com')} x blogger.com")
        else:
            kinds[reading.problem or f"a list ({reading.type})"] += 1
    for problem, count in kinds.most_common():
        print(f"{count:>6} {problem}")
    print(f"{kinds.total():>6} pages; slowest {slowest[0] * 1000:.0f} ms: {slowest[1]}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
