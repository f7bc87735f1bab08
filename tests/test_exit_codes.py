"""Exit codes: one table, and everything that repeats it agrees."""

from __future__ import annotations

import inspect
import re
from dataclasses import fields
from typing import Any

import click

from archive import errors
from archive.errors import EXIT_CODES, BlogArchiveError
from archive.front import INTERRUPTED
from scraper.report import CrawlReport
from tests.write_docs import PROJECT

KINDS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, BlogArchiveError)
]


def test_every_error_ends_in_a_code_of_the_table() -> None:
    assert {kind.exit_code for kind in KINDS} <= set(EXIT_CODES)
    assert INTERRUPTED in EXIT_CODES
    assert click.UsageError.exit_code == 2


def test_the_tree_at_the_top_of_the_errors_is_drawn_after_them() -> None:
    drawn = re.findall(r"(\w+Error)\b(?: +exit (\d+))?", str(errors.__doc__).partition("\n\n")[2])
    assert {name for name, _ in drawn} >= {kind.__name__ for kind in KINDS}
    for name, code in drawn:
        if code:
            assert getattr(errors, name).exit_code == int(code), name


def test_the_pages_list_every_code() -> None:
    page = (PROJECT / "docs" / "cli.md").read_text("utf-8")
    for code, meaning in EXIT_CODES.items():
        assert f"| {code} | {meaning} |" in page
    readme = (PROJECT / "README.md").read_text("utf-8")
    (line,) = re.findall(r"^Exit codes: (.+?)\.\s", readme, re.MULTILINE | re.DOTALL)
    assert [int(code) for code in re.findall(r"\b\d+\b", line)] == list(EXIT_CODES)


def test_every_outcome_has_its_code() -> None:
    assert report(outcome="complete").exit_code == 0
    assert report(outcome="partial", n_failed=1).exit_code == 1
    assert report(outcome="partial", reason="stopped by --max-requests 9").exit_code == 1
    assert report(outcome="unreachable").exit_code == 5
    assert report(outcome="suspect").exit_code == 6
    assert report(outcome="interrupted").exit_code == 130
    assert report(outcome="interrupted", error_code=3).exit_code == 3


def report(**values: Any) -> CrawlReport:
    """A report of nothing but what is given."""
    empty = {"requests": {}, "findings": {}, "reason": "", "error_code": None}
    rest = {field.name: empty.get(field.name, 0) for field in fields(CrawlReport)}
    return CrawlReport(**{**rest, **values})
