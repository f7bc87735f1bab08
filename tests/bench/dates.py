"""How many dates are read right, and how fast, beside dateparser.

python -m tests.bench.dates [FOLDER]      (needs the `bench` extra)

The strings: what CLDR writes in 78 languages (full, long, medium; Latin and native digits; 13
days), the spellings kept in tests/cases/dates, and the date headers of FOLDER's pages and
fragments; each once. Both readers are told the language and, where the text has no year, the year.
Both are warm; each round adds a space to every string, so that no answer is a remembered one.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import dateparser
from dateparser.data.languages_info import language_locale_dict

from scraper.parse.calendars import ALIASES, LANGUAGES
from scraper.parse.dates import parse_date
from tests.cldr import written

SPELLINGS = Path(__file__).parents[1] / "cases/dates/expect.json"
N_ROUNDS = 5
NO_YEAR = 2012
"""The year of the kept spellings that show none."""


@dataclass(frozen=True, slots=True)
class Given:
    """A date as shown, its language if known, the year its address tells, and its day."""

    text: str
    language: str | None
    year: int
    day: date


def ours(given: Given) -> date | None:
    shown = parse_date(given.text, given.language, year=given.year)
    return shown.day if shown else None


def theirs(given: Given) -> date | None:
    """Read with dateparser, told the most exact locale it knows, else the language."""
    base = {"RELATIVE_BASE": datetime(given.year, 1, 1)}  # noqa: DTZ001 (it wants naive days)
    found = dateparser.parse(given.text, **_told(given.language), settings=base)
    return found.date() if found else None


def _told(language: str | None) -> dict[str, list[str]]:
    if language is None:
        return {}
    name = ALIASES.get(language.lower(), language)
    short = name.split("-", maxsplit=1)[0]
    for wanted in (name, "-".join(name.split("-")[:2])):
        if wanted in language_locale_dict:
            return {"languages": [wanted]}
        if wanted in language_locale_dict.get(short, ()):
            return {"locales": [wanted]}
    return {"languages": [short]} if short in language_locale_dict else {}


READERS: dict[str, Callable[[Given], date | None]] = {"blogarchive": ours, "dateparser": theirs}


def of_cldr(digits: str) -> Iterator[Given]:
    for language in LANGUAGES:
        for one in written(language):
            if one.digits == digits:
                yield Given(one.text, language, one.day.year, one.day)


def of_spellings() -> Iterator[Given]:
    for row in json.loads(SPELLINGS.read_text("utf-8")):
        if row["day"]:
            yield Given(row["text"], row["language"], NO_YEAR, date.fromisoformat(row["day"]))


def of_folder(folder: Path) -> Iterator[Given]:
    """The date headers and timestamps of real pages whose day is known, each string once."""
    for row in _rows(folder / "fragments.jsonl"):
        if row.get("iso") and row["string"]:
            day = date.fromisoformat(row["iso"][:10])
            yield Given(row["string"], row["language"], day.year, day)
    for row in _rows(folder / "truth.jsonl"):
        shown = row.get("date_as_shown")
        if shown and row["date"] and " on:" not in shown:  # "Updated on:" is another day
            day = date.fromisoformat(row["date"])
            yield Given(shown, row["ui_locale"] or row["language"], day.year, day)


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def warm_up() -> None:
    """Load each language's words; they are not what is measured."""
    for language in LANGUAGES:
        first = Given("1 / 2 / 1999", language, 1999, date(1999, 2, 1))
        second = Given(next(written(language)).text + " ", language, 2003, date(2003, 1, 31))
        for reader in READERS.values():
            reader(first)
            reader(second)


def compare(title: str, strings: list[Given]) -> dict[str, float]:
    """Print and return the seconds of each reader: the median of rounds that take turns."""
    taken: dict[str, list[float]] = {name: [] for name in READERS}
    wrong = {}
    for n in range(N_ROUNDS):
        fresh = [replace(given, text=given.text + " " * n) for given in strings]
        for name, reader in READERS.items():
            start = time.perf_counter()
            read = [reader(given) for given in fresh]
            taken[name].append(time.perf_counter() - start)
            pairs = zip(strings, read, strict=True)
            wrong[name] = [(given, got) for given, got in pairs if got != given.day]
    seconds = {name: statistics.median(rounds) for name, rounds in taken.items()}
    print(f"{title}: {len(strings)} strings")
    for name in READERS:
        _print(name, len(strings), seconds[name], wrong[name])
    for given, got in wrong["blogarchive"]:
        print(f"    missed: {given.text!r} ({given.language}) is {given.day}, read {got}")
    print(f"  dateparser takes {seconds['dateparser'] / seconds['blogarchive']:.1f} times as long")
    return seconds


def _print(name: str, n: int, seconds: float, wrong: list[tuple[Given, date | None]]) -> None:
    languages = sorted({str(given.language) for given, _ in wrong})
    print(
        f"  {name:<12} {n - len(wrong):>5} right {seconds / n * 1e6:>8.0f} us a string"
        f"  misses in {len(languages)} languages: {' '.join(languages)}"
    )


def main(folder: Path | None) -> None:
    warnings.simplefilter("ignore")  # dateparser warns of dates without a year
    warm_up()
    sets = {
        "CLDR, Latin digits": of_cldr("latin"),
        "CLDR, native digits": of_cldr("native"),
        "spellings seen": of_spellings(),
    }
    if folder:
        sets["real pages"] = of_folder(folder)
    seconds = [compare(title, list(dict.fromkeys(strings))) for title, strings in sets.items()]
    ratio = sum(each["dateparser"] for each in seconds) / sum(
        each["blogarchive"] for each in seconds
    )
    print(f"all together: dateparser takes {ratio:.1f} times as long")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else None)
