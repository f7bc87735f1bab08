"""Write the words of dates in Blogger's languages, as Babel's CLDR has them, into a table.

`python -m tests.write_date_names` writes `scraper/parse/cldr_table.py`, which is read in place of
Babel's own files; `tests/parse/test_dates.py` compares the two.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from babel.core import get_cldr_version

from scraper.parse.calendars import LANGUAGES
from scraper.parse.cldr import Row, row_of

TABLE = Path(__file__).parent.parent / "scraper/parse/cldr_table.py"
REGIONS = ("en-GB", "en-US", "es-419", "fr-CA", "pt-BR", "zh-CN")
"""Other languages that blogs state."""
WIDTH = 86


def table() -> str:
    rows = {language.lower(): row_of(language) for language in (*LANGUAGES, *REGIONS)}
    first = {row: language for language, row in reversed(rows.items())}
    shown = [
        line
        for language, row in rows.items()
        if row and first[row] == language
        for line in written(language, row)
    ]
    same = [(language, first[row]) for language, row in rows.items() if first[row] != language]
    return "\n".join(
        [
            '"""Words of dates as CLDR has them, written by `python -m tests.write_date_names`."""',
            "",
            "# fmt: off",
            "from typing import Final",
            "",
            "from scraper.parse.cldr import Row",
            "",
            f'CLDR_VERSION: Final = "{get_cldr_version()}"',
            "ROWS: Final = {",
            *shown,
            "}",
            '"""By the codes of languages and regions in lower case."""',
            *(f'ROWS["{language}"] = ROWS["{as_}"]' for language, as_ in same),
            "",
        ]
    )


def written(language: str, row: Row) -> Iterator[str]:
    yield f'    "{language}": Row('
    for value in row:
        lines = list(pieces(value)) if isinstance(value, str) else [str(value)]
        yield from (f"        {one}" for one in lines[:-1])
        yield f"        {lines[-1]},"
    yield "    ),"


def pieces(text: str) -> Iterator[str]:
    """A text as strings that Python joins, each cut behind a name."""
    line = ""
    for name in text.replace("|", "|\n").split("\n"):
        if line and wide(line + name) > WIDTH:
            yield json.dumps(line, ensure_ascii=False)
            line = ""
        line += name
    yield json.dumps(line, ensure_ascii=False)


def wide(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in text)


if __name__ == "__main__":
    TABLE.write_text(table(), "utf-8")
