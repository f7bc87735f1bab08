"""`verify`: whether everything kept is still what was kept."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

import click

from archive.errors import ArchiveError, DamageError, UsageError
from archive.front import Command, archive_again, archive_root, say, where
from archive.render.check import Checker, damaged
from archive.results import json_text, plain
from archive.store import mirror
from archive.store.connection import Archive
from archive.store.digests import BROKEN
from archive.store.release import NothingKeptError
from archive.verify import Damage, Extent, VerifyReport, verify


def _share(_ctx: click.Context, _param: click.Parameter, written: str | None) -> float | None:
    """Read `5%` or `5`: above 0, at most 100."""
    if written is None:
        return None
    try:
        share = float(written.strip().removesuffix("%"))
    except ValueError:
        share = 0.0
    if not 0 < share <= 100:  # noqa: PLR2004 -- per cent
        raise click.BadParameter(f"{written!r} is no share; write one like 5%")
    return share


def checking(command: Command) -> Command:
    """Add the options that say how much is checked."""
    for option in (
        click.option(
            "--mirror", "is_mirror", is_flag=True,
            help="Check the mirror alone: each file's digest, where its links lead, what it loads.",
        ),
        click.option("--json", "is_json", is_flag=True, help="Print the report as JSON."),
        click.option(
            "--subset", callback=_share, metavar="PERCENT",
            help="Read this share of raw answers and files; each day draws another.",
        ),
        click.option(
            "--quick", is_flag=True,
            help="SQLite's quick check, references, and that each file is there with its size.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


@click.command("verify")
@where
@checking
@click.pass_context
def verify_verb(
    ctx: click.Context, *, quick: bool, subset: float | None, is_json: bool, is_mirror: bool
) -> int:
    """Check that everything kept is still what was kept; name what is damaged.

    Reads only. Checks SQLite's file and references, a digest of every row, of every raw answer, of
    every picture. Exit code 4 where something is damaged.
    """
    root = archive_root(ctx)
    extent = extent_of(quick=quick, subset=subset, is_mirror=is_mirror)
    with opened(root) as archive:
        report = checked(archive, extent, is_mirror=is_mirror)
    tell(report, is_json=is_json, advice=REPAIR + archive_again(ctx))
    return report.exit_code


def checked(archive: Archive, extent: Extent, *, is_mirror: bool) -> VerifyReport:
    """Check the archive and its mirror, or the mirror alone."""
    report = VerifyReport(0, 0, 0, ()) if is_mirror else verify(archive, extent, _progress)
    noted = {} if extent.is_quick else mirror.noted(archive.db)
    _progress("files of the mirror", len(noted))
    faults = [*damaged(archive.root, noted), *Checker(archive.root).check(noted)]
    # A page that shows a lost picture twice lacks one file, not two.
    found = tuple(Damage("mirror", one.place, one.problem) for one in dict.fromkeys(faults))
    return replace(report, n_files=report.n_files + len(noted), damages=(*report.damages, *found))


def extent_of(*, quick: bool, subset: float | None, is_mirror: bool) -> Extent:
    """How much the options ask for.

    :raises UsageError: two options that do not go together.
    """
    if is_mirror and (quick or subset is not None):
        raise UsageError("--mirror checks the whole mirror and nothing else; choose one option")
    if quick and subset is not None:
        raise UsageError("--quick reads no file whole, so --subset says nothing; choose one")
    return Extent(quick, 100.0 if subset is None else subset, datetime.now(UTC).date())


@contextmanager
def opened(root: Path) -> Iterator[Archive]:
    """Open an archive that may be damaged.

    :raises DamageError: so damaged that SQLite cannot open it, or that nothing is left in it.
    """
    try:
        archive = Archive.open(root)
    except ArchiveError as error:
        if isinstance(error, NothingKeptError) or isinstance(error.__cause__, BROKEN):
            raise DamageError(str(error)) from error
        raise
    with archive:
        yield archive


def _progress(what: str, n_items: int) -> None:
    if n_items and sys.stderr.isatty():
        say(f"checking {n_items:,} {what}" if n_items > 1 else f"checking the {what}")


REPAIR = "fetch damaged answers and pictures again with: blogarchive verify --repair"


def tell(report: VerifyReport, *, is_json: bool, advice: str) -> None:
    """Print what was found, and what to do about it."""
    if is_json:
        click.echo(json_text(asdict(report) | {"exit_code": report.exit_code}))
        return
    for damage in report.damages:
        click.echo(plain(f"{damage.subject}: {damage.problem}"))
    checked = f"{report.n_rows:,} rows, {report.n_captures:,} raw answers, {report.n_files:,} files"
    if report.damages:
        click.echo(f"{checked} checked: {len(report.damages):,} damaged")
        say(advice)
    else:
        click.echo(f"{checked} checked: all as they were kept")
