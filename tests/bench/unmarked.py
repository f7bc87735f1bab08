"""How far reading rests on names: the pages of a folder, read with names that no theme has.

python -m tests.bench.unmarked FOLDER [WHAT …]      (as for `reading`; WHAT names rows, with misses)

Each row renames one family of classes and ids in every page, or takes one kind of marks away, and
then judges what is read against the same truth. A field that holds is found by more than one way.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from functools import reduce
from pathlib import Path

from scraper.parse.page import parse_page
from tests.bench.reading import FIELDS, Tally, pages_of

Change = Callable[[bytes], bytes]
_TAG = re.compile(rb"<[a-zA-Z][^<>]*>")


def renamed(*names: str) -> Change:
    """Give classes and ids other names, whatever stands behind them (`post-body-123` too)."""
    either = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    pattern = re.compile(
        rf"((?:class|id)\s*=\s*(?:\"[^\"]*?|'[^']*?|))(?<![\w-])(?:{either})(?![A-Za-z])".encode()
    )

    def rename(tag: re.Match[bytes]) -> bytes:
        before, after = b"", tag[0]
        while before != after:  # an attribute may hold several
            before, after = after, pattern.sub(rb"\1q7", after)
        return after

    return lambda page: _TAG.sub(rename, page)


def without(mark: str, instead: str) -> Change:
    """Take one kind of marks away."""
    return lambda page: re.sub(mark.encode(), instead.encode(), page)


CHANGES: dict[str, Change] = {
    "nothing": lambda page: page,
    "bodies": renamed(
        *("post-body-", "post-body", "entry-content", "article-content", "post-content", "entry"),
        *("postBody", "divPostBody", "post-entry", "entry-text", "article-body", "postcontent"),
        *("post-text", "blogPost", "body"),
    ),
    "containers": renamed(
        *("post-outer-container", "post-outer", "hentry", "blog-post", "item-post", "post"),
        "uncustomized-post-template",
    ),
    "titles": renamed("post-title", "entry-title", "title", "posttitle"),
    "dates": renamed(
        *("date-header", "published", "timestamp-link", "updated", "post-timestamp", "post-date"),
        *("date", "timestamp", "meta-date", "publishdate", "date-outer"),
    ),
    "authors": renamed(
        "fn", "post-author", "vcard", "g-profile", "author", "author-name", "post-by"
    ),
    "labels": renamed("post-labels", "labels", "entry-tags", "post-tags", "breadcrumbs"),
    "comments' words": renamed("comment-content", "comment-body", "commentBody", "comment-text"),
    "comments' times": renamed("comment-timestamp", "datetime", "comment-date"),
    "rel=tag": without(r"rel=(['\"])tag\1", r'rel="x"'),
    "microdata": without("itemprop=", "data-q="),
    "Open Graph": without(r"property=(['\"])(og|article):", r"property=\1zz:"),
    "JSON-LD": without(r"ld\+json", "x"),
    "Blogger's own data": without("_SetDataContext", "_Other"),
}
"""By what is unknown then."""
ALL = "all but comments, JSON-LD and data"
_KNOWN = {"nothing", "comments' words", "comments' times", "JSON-LD", "Blogger's own data"}


def all_at_once(page: bytes) -> bytes:
    """A page of which only Blogger's own data, JSON-LD and the comments are as they were."""
    changes = (change for name, change in CHANGES.items() if name not in _KNOWN)
    return reduce(lambda changed, change: change(changed), changes, page)


def judged(folder: Path, change: Change) -> Tally:
    """What is right of the folder's pages, each changed."""
    tally = Tally()
    for row, body, url in pages_of(folder):
        tally.add(row, parse_page(change(body), url))
    return tally


def main(folder: Path, wanted: Iterable[str]) -> None:
    changes = CHANGES | {ALL: all_at_once}
    print(f"{'unknown':<36}" + "".join(f"{field:>10}" for field in FIELDS))
    for name in tuple(wanted) or changes:
        tally = judged(folder, changes[name])
        scores = [tally.scores[field, "all"] for field in FIELDS]
        print(f"{name:<36}" + "".join(f"{f'{s.right}/{s.total}':>10}" for s in scores), flush=True)
        for miss in tally.misses if wanted else ():
            print("  miss", miss)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
