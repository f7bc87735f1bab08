"""How results are written: as a table for people, as CSV or JSON for programs.

What strangers wrote (titles, names, comments) never reaches a terminal with its control characters:
they could move the cursor, recolour the screen or answer in your place.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from rich import box
from rich.table import Table
from rich.text import Text

Row = Sequence[object]

WIDEST_CELL = 200
"""Columns of a terminal after which a cell of a table is cut; CSV and JSON cut nothing."""

NARROWEST_CELL = 4
"""Columns of a terminal below which a cell of a table tells nothing."""
BETWEEN_CELLS = 3


def fits(n_columns: int, width: int) -> bool:
    """Whether a table of so many columns can be read on a terminal of a width."""
    return n_columns * (NARROWEST_CELL + BETWEEN_CELLS) - BETWEEN_CELLS <= width


# C0 and C1 controls, and the direction overrides that can make text read as something else.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
_C1 = re.compile("[\x7f-\x9f]")
# A spreadsheet runs a cell that begins so.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain(text: str) -> str:
    """Put a text on one line, without the characters that steer a terminal."""
    return _CONTROLS.sub(" ", text).strip()


def without_controls(text: str) -> str:
    """Drop the characters that steer a terminal, and keep the line ends and tabs."""
    return _STEERING.sub("", text)


def as_json(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Write rows as the lines of one JSON array of objects, a line each.

    A name that comes twice gets a number (`id`, `id_2`); bytes are `{"$base64": "…"}`.
    """
    names = _distinct(columns)
    before = "["
    for row in rows:
        yield before + "\n" + json_text(dict(zip(names, row, strict=True)))
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def json_text(value: object) -> str:
    """Write one value as JSON on one line, safe to show on a terminal."""
    text = json.dumps(_jsonable(value), ensure_ascii=False)
    return _C1.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _jsonable(value: object) -> object:
    if isinstance(value, dict):
        return {name: _jsonable(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_jsonable(one) for one in value]
    if isinstance(value, bytes):
        return {"$base64": base64.b64encode(value).decode("ascii")}
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)  # JSON has no infinity
    return value


def as_csv(columns: Sequence[str], rows: Iterable[Row], *, is_raw: bool = False) -> Iterator[str]:
    """Write a heading and rows as CSV, a text for each (RFC 4180, ended by a newline alone).

    Text that begins like a formula (`= + - @`, a tab) gets an apostrophe before it, unless
    `is_raw`; numbers are left alone. Bytes are hex, null is empty.
    """
    for row in chain((columns,), rows):
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow([_csv_cell(one, is_raw) for one in row])
        yield line.getvalue()


def _csv_cell(value: object, is_raw: bool) -> object:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, str) and value.startswith(_FORMULA) and not is_raw:
        return f"'{value}"
    return value


def as_table(columns: Sequence[str], rows: Iterable[Row], *, is_whole: bool = False) -> Table:
    """Lay out rows as an aligned table for `rich` to print, wide scripts and all.

    :param is_whole: long cells go on in the next line, where else they are cut.
    """
    kept = [[_cell(value, is_whole) for value in row] for row in rows]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for number, name in enumerate(columns):
        is_right = bool(kept) and all(row[number].justify == "right" for row in kept)
        table.add_column(
            Text(plain(name), no_wrap=True),
            justify="right" if is_right else "left",
            overflow="ellipsis",
            max_width=None if is_whole else WIDEST_CELL,
        )
    for row in kept:
        table.add_row(*row)
    return table


def _cell(value: object, is_whole: bool) -> Text:
    cell = _as_text(value)
    # Here and not on the column: rich narrows the widest columns that may wrap, and takes from all
    # others alike, so that a narrow one vanished beside wide ones.
    cell.no_wrap = not is_whole
    return cell


def _as_text(value: object) -> Text:
    if isinstance(value, (int, float)):
        return Text(str(value), justify="right")
    if isinstance(value, Text):
        return value
    if value is None:
        return Text("", justify="right")
    return Text(f"<{len(value)} bytes>" if isinstance(value, bytes) else plain(str(value)))


def _distinct(columns: Sequence[str]) -> list[str]:
    names: list[str] = []
    for name in columns:
        number = 1
        while (candidate := name if number == 1 else f"{name}_{number}") in names:
            number += 1
        names.append(candidate)
    return names
