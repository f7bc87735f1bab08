"""How right the page reader is, field by field, on a folder of pages with known truth.

python -m tests.bench.reading FOLDER      (reads FOLDER/truth.jsonl and the pages it names)

Prints the share right per field and theme generation, each miss, and what reading costs beside
parsing. A page whose truth carries no value of a field counts neither for nor against the reader;
what is read there nevertheless is printed by itself, as an extra.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.decode import decode
from archive.model import Post
from scraper.parse.decode import tree_of
from scraper.parse.page import parse_page
from scraper.parse.readings import PageReading

FIELDS = ("date", "title", "body", "comments", "labels", "author", "non-post")
FLOOR = Path(__file__).with_name("reading_floor.json")
SLOW = 0.050
"""Seconds; a page that takes longer is named."""

Row = dict[str, Any]


@dataclass(slots=True)
class Score:
    """How many of the pages whose truth carries a field are right, and values read elsewhere."""

    right: int = 0
    total: int = 0
    extras: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """One field of one page: whether its truth carries a value, and what is wrong, or ''."""

    field: str
    carried: bool
    wrong: str


def folded(text: str | None) -> str:
    """All white space taken out, the way truth rows are compared."""
    return re.sub(r"\s+", "", text or "")


def judge(row: Row, reading: PageReading) -> Iterator[Judged]:
    """Compare a page's reading with its truth, field by field."""
    if row["kind"] != "post":
        yield Judged("non-post", carried=True, wrong=_became(row, reading))
    elif reading.post is None:
        for field in FIELDS[:6]:
            yield Judged(field, _carries(row, field), f"no post: {reading.type} {reading.problem}")
    else:
        wanted, got = _of_truth(row), _of_post(reading.post)
        for field, value in wanted.items():
            differs = "" if value == got[field] else f"{got[field]!r} is not {value!r}"
            yield Judged(field, _carries(row, field), differs)
        yield Judged("body", carried=True, wrong=_body(row, reading))


def _became(row: Row, reading: PageReading) -> str:
    kind = reading.post.kind if reading.post else None
    return f"became {kind}" if kind == "post" or (kind and row["kind"] != "static-page") else ""


def _carries(row: Row, field: str) -> bool:
    return field == "body" or row[field] not in (None, "", [])


def _of_truth(row: Row) -> Row:
    return {
        "date": row["date"],
        "title": folded(row["title"]),
        "comments": row["comments"],
        "labels": sorted(map(folded, row["labels"] or ())),
        "author": folded(row["author"]),
    }


def _of_post(post: Post) -> Row:
    return {
        "date": str(post.published.day) if post.published else None,
        "title": folded(post.title),
        "comments": post.n_comments,
        "labels": sorted(map(folded, post.labels or ())),
        "author": folded(post.author and post.author.name),
    }


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
    return _first_comment(row, reading)


def _first_comment(row: Row, reading: PageReading) -> str:
    first = row.get("first_comment_author")
    if first and reading.comments and reading.comments[0].author:
        got = reading.comments[0].author.name
        return "" if folded(got) == folded(first) else f"first comment by {got!r}, not {first!r}"
    return ""


def pages_of(folder: Path) -> Iterator[tuple[Row, bytes, str]]:
    """(truth row, page, address) of each page with known truth."""
    for line in (folder / "truth.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        url = row["url"] or f"https://example.invalid/{Path(row['file']).name}"
        yield row, (folder / row["file"]).read_bytes(), url


class Tally:
    """The scores of a folder by field and group, with its misses and extras in words."""

    def __init__(self) -> None:
        self.scores: dict[tuple[str, str], Score] = defaultdict(Score)
        self.misses: list[str] = []
        self.extras: list[str] = []

    def add(self, row: Row, reading: PageReading) -> None:
        for one in judge(row, reading):
            for group in (row["theme_generation"], "all"):
                score = self.scores[one.field, group]
                score.total += one.carried
                score.right += one.carried and not one.wrong
                score.extras += bool(one.wrong) and not one.carried
            if one.wrong:
                told = f"{one.field}: {Path(row['file']).name[:60]}: {one.wrong[:200]}"
                (self.misses if one.carried else self.extras).append(told)


def sunk(tally: Tally) -> list[str]:
    """The fields that are below the floor kept beside this file."""
    found = []
    for field, kept in json.loads(FLOOR.read_text("utf-8")).items():
        score = tally.scores[field, "all"]
        if score.right * kept["total"] < kept["right"] * score.total or not score.total:
            found.append(f"{field}: {score.right}/{score.total}, was {kept['right']}")
        if score.extras > kept["extras"]:
            found.append(f"{field}: {score.extras} extras, were {kept['extras']}")
    return found


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
    """Print the figures; the number of fields below their floor is the answer."""
    tally = Tally()
    costs = []
    for row, body, url in pages_of(folder):
        reading, took = timed(lambda body=body, url=url: parse_page(body, url))
        _, parsing = timed(lambda body=body: tree_of(decode(body)))
        costs.append((took, parsing, row["file"]))
        tally.add(row, reading)
    _print_scores(tally)
    _print_costs(costs)
    for field in sunk(tally):
        print("below its floor:", field)
    return len(sunk(tally))


def _print_scores(tally: Tally) -> None:
    for miss in tally.misses:
        print("miss", miss)
    for extra in tally.extras:
        print("extra, its truth carries none:", extra)
    groups = sorted({group for _, group in tally.scores})
    print(f"{'':12}" + "".join(f"{group:>15}" for group in groups) + f"{'share':>9}{'extras':>8}")
    for field in FIELDS:
        cells = [tally.scores[field, group] for group in groups]
        whole = tally.scores[field, "all"]
        print(
            f"{field:12}"
            + "".join(f"{f'{c.right}/{c.total}' if c.total else '':>15}" for c in cells)
            + f"{whole.right / max(1, whole.total):>9.1%}{whole.extras:>8}"
        )


def _print_costs(costs: list[tuple[float, float, str]]) -> None:
    total, parsing = sum(cost[0] for cost in costs), sum(cost[1] for cost in costs)
    median = statistics.median(cost[0] for cost in costs)
    print(
        f"reading {total * 1000:.0f} ms for {len(costs)} pages (median {median * 1000:.1f} ms),"
        f" parsing alone {parsing * 1000:.0f} ms"
    )
    print(f"slowest {max(costs)[0] * 1000:.1f} ms: {max(costs)[2]}")
    slow = sum(cost[0] > SLOW for cost in costs)
    print(f"pages over {SLOW * 1000:.0f} ms: {slow}")


if __name__ == "__main__":
    sys.exit(min(1, main(Path(sys.argv[1]))))
