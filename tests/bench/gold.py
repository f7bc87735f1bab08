"""The words of our bodies against bodies that people typed, beside two known extractors.

python -m tests.bench.gold FOLDER      (needs the `bench` extra; reads FOLDER/gold and its pages)

Word-level F1: words are what white space parts, counted as often as they occur. A human text
holds date, title, post and often comments, so two scores are given: `body`, from after title and
date to where its comments begin, and `whole`, the text as it is. All readers get the same text.
"""

from __future__ import annotations

import logging
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import lxml.html
import readability
import trafilatura

from archive.decode import decode
from scraper.parse.links import text_of
from scraper.parse.page import parse_page
from tests.bench.reading import Row, pages_of

N_WORST = 8
HEAD = 500
"""Characters at the beginning of a human text within which its title and date stand."""

_MARKS = re.compile(r"\AURL:\S*\s+\S+|<[hpl]>|_{10,}", re.IGNORECASE)
_COMMENTS = re.compile(r"!@#\$%\^&\*\(\)\s+COMMENTS|\b\d+ Comments:")
"""How the two collections of human texts mark where comments begin."""


@dataclass(frozen=True, slots=True)
class Match:
    """Share of the words read that are right, share of the right words read, and both as F1."""

    precision: float
    recall: float
    f1: float


def match(read: str, wanted: str) -> Match:
    ours, theirs = Counter(read.split()), Counter(wanted.split())
    common = (ours & theirs).total()
    if not ours and not theirs:
        return Match(1.0, 1.0, 1.0)
    return Match(
        common / max(1, ours.total()),
        common / max(1, theirs.total()),
        2 * common / (ours.total() + theirs.total()),
    )


def typed(text: str) -> str:
    """A human text without the marks of its collection, white space folded."""
    return " ".join(_MARKS.sub(" ", text).split())


def body_of(text: str, row: Row) -> str:
    """The post's body in a folded human text: after its title and date, before its comments."""
    head = text[:HEAD].casefold()
    starts = [0]
    for shown in (row["title"], row["date_as_shown"]):
        wanted = " ".join((shown or "").casefold().split())
        if wanted and (at := head.find(wanted)) >= 0:
            starts.append(at + len(wanted))
    rest = text[max(starts) :]
    comments = _COMMENTS.search(rest)
    return rest[: comments.start()] if comments else rest


def ours(page: str, url: str) -> str:
    reading = parse_page(page.encode(), url, content_type="text/html; charset=utf-8")
    return reading.post.body_text if reading.post else ""


def by_trafilatura(page: str, _: str) -> str:
    return trafilatura.extract(page, include_comments=False) or ""


def by_readability(page: str, _: str) -> str:
    """Its summary is HTML; our own words-of-HTML, so that only the choice of nodes is compared."""
    summary = lxml.html.fromstring(readability.Document(page).summary())
    return text_of(lxml.html.tostring(summary, encoding="unicode"))


READERS: dict[str, Callable[[str, str], str]] = {
    "blogarchive": ours,
    "trafilatura": by_trafilatura,
    "readability": by_readability,
}


def cases(folder: Path) -> Iterator[tuple[str, str, dict[str, str], Row]]:
    """(name, human text, what each reader reads, truth row) of each page that has a human text."""
    texts = {path.stem: path for path in sorted((folder / "gold").glob("*.txt"))}
    for row, page, url in pages_of(folder):
        path = texts.get(Path(row["file"]).stem)
        if path:
            text = decode(page)
            read = {name: " ".join(reader(text, url).split()) for name, reader in READERS.items()}
            yield path.stem, typed(path.read_text("utf-8-sig")), read, row


def main(folder: Path) -> None:
    logging.disable(logging.CRITICAL)
    bodies, wholes = [], []
    for name, human, read, row in cases(folder):
        body = body_of(human, row)
        bodies.append((name, {who: match(text, body) for who, text in read.items()}))
        wholes.append((name, {who: match(text, human) for who, text in read.items()}))
    for title, scored in (("body", bodies), ("whole", wholes)):
        _print_means(title, scored)
    _print_worst(bodies)


def _print_means(title: str, scored: list[tuple[str, dict[str, Match]]]) -> None:
    print(f"{title}: mean of {len(scored)} pages")
    for who in READERS:
        matches = [by[who] for _, by in scored]
        f1, precision, recall = (
            sum(getattr(one, part) for one in matches) / len(matches)
            for part in ("f1", "precision", "recall")
        )
        best = sum(by[who].f1 >= max(one.f1 for one in by.values()) - 1e-9 for _, by in scored)
        print(
            f"  {who:<12} F1 {f1:.3f}  precision {precision:.3f}  recall {recall:.3f}"
            f"  best or equal best on {best}"
        )


def _print_worst(scored: list[tuple[str, dict[str, Match]]]) -> None:
    print("our lowest, by body:")
    for name, by in sorted(scored, key=lambda one: one[1]["blogarchive"].f1)[:N_WORST]:
        print(f"  {name[:50]:<50}", *(f"{who} {by[who].f1:.3f}" for who in READERS))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
