"""How right the page reader is, field by field, on a folder of pages with known truth.

`python -m tests.bench.reading FOLDER` reads FOLDER/truth.jsonl and the pages it names, prints the
share right per field and theme generation, each miss, and what reading costs beside parsing.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from scraper.parse.decode import decode, tree_of
from scraper.parse.page import parse_page
from scraper.parse.readings import PageReading

FIELDS = ("date", "title", "body", "comments", "labels", "author", "non-post")
Row = dict[str, Any]


def folded(text: str | None) -> str:
    """White space and NBSP collapsed, the way truth rows are compared."""
    return re.sub(r"\s+", "", text or "")


def wrong_in(row: Row, reading: PageReading) -> dict[str, str]:
    """What a reading gets wrong, by field; an empty text means right."""
    if row["kind"] != "post":
        is_page = row["kind"] == "static-page"
        bad = reading.post is not None and (reading.post.kind == "post" or not is_page)
        return {"non-post": f"became {reading.post.kind}" if bad and reading.post else ""}
    post = reading.post
    if post is None:
        return dict.fromkeys(FIELDS[:6], f"no post: {reading.type} {reading.problem}")
    found = {"date": _date(row, post), "title": _title(row, post), "body": _body(row, reading)}
    if row["comments"] is not None or post.n_comments is not None:
        found["comments"] = _differs(row["comments"], post.n_comments)
    if row["labels"] or post.labels:
        found["labels"] = _differs(
            sorted(map(folded, row["labels"])), sorted(map(folded, post.labels))
        )
    if row["author"] or post.author:
        found["author"] = _differs(folded(row["author"]), folded(post.author and post.author.name))
    return found


def _differs(wanted: object, got: object) -> str:
    return "" if wanted == got else f"{got!r} is not {wanted!r}"


def _date(row: Row, post: Any) -> str:
    got = str(post.published.day) if post.published else None
    return _differs(row["date"], got)


def _title(row: Row, post: Any) -> str:
    return (
        ""
        if folded(row["title"]) == folded(post.title)
        else f"{post.title!r} is not {row['title']!r}"
    )


def _body(row: Row, reading: PageReading) -> str:
    text = folded(reading.post.body_text if reading.post else "")
    comments = folded(" ".join(comment.body_text for comment in reading.comments))
    wanted, unwanted, said = row["must_contain"], row["must_not_contain"], row["comment_snippet"]
    if wanted and folded(wanted) not in text:
        return f"lacks {wanted!r}"
    if unwanted and folded(unwanted) in text:
        return f"has {unwanted!r}"
    if said and folded(said) in text:
        return f"has the comment {said!r}"
    if said and folded(said) not in comments:
        return f"the comments lack {said!r}"
    first = row.get("first_comment_author")
    if first and reading.comments and reading.comments[0].author:
        got = reading.comments[0].author.name
        return "" if folded(got) == folded(first) else f"first comment by {got!r}, not {first!r}"
    return ""


def timed(work: Any) -> tuple[Any, float]:
    """(result, best of three, in seconds)."""
    best = 9.0
    result = None
    for _ in range(3):
        start = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - start)
    return result, best


def main(folder: Path) -> int:
    """Print the figures; the number of misses is the answer."""
    rows = [json.loads(line) for line in (folder / "truth.jsonl").read_text("utf-8").splitlines()]
    right: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    misses, costs = [], []
    for row in rows:
        body = (folder / row["file"]).read_bytes()
        url = row["url"] or f"https://example.invalid/{Path(row['file']).name}"
        reading, took = timed(lambda body=body, url=url: parse_page(body, url))
        _, parsing = timed(lambda body=body: tree_of(decode(body)))
        costs.append((took, parsing, row["file"]))
        for name, wrong in wrong_in(row, reading).items():
            for group in (row["theme_generation"], "all"):
                right[name, group][0] += not wrong
                right[name, group][1] += 1
            if wrong:
                misses.append(f"{name}: {Path(row['file']).name[:60]}: {wrong[:200]}")
    _print(right, misses, costs)
    return len(misses)


def _print(right: Any, misses: list[str], costs: list[tuple[float, float, str]]) -> None:
    for miss in misses:
        print("miss", miss)
    groups = sorted({group for _, group in right})
    print(f"{'':12}" + "".join(f"{group:>15}" for group in groups))
    for name in FIELDS:
        cells = [right.get((name, group)) for group in groups]
        print(f"{name:12}" + "".join(f"{f'{c[0]}/{c[1]}' if c else '':>15}" for c in cells))
    total, parsing = sum(cost[0] for cost in costs), sum(cost[1] for cost in costs)
    slowest = max(costs)
    print(
        f"reading {total * 1000:.0f} ms for {len(costs)} pages,"
        f" parsing alone {parsing * 1000:.0f} ms"
    )
    print(f"slowest {slowest[0] * 1000:.1f} ms: {slowest[2]}")


if __name__ == "__main__":
    sys.exit(min(1, main(Path(sys.argv[1]))))
