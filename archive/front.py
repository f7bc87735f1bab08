"""What every verb of the command line shares: its exit codes, its options, its printing."""

from __future__ import annotations

import gc
import io
import os
import shlex
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console, RenderableType

from archive.config import ArchiveSettings, load
from archive.errors import ArchiveError, BlogArchiveError
from archive.results import plain
from archive.store.connection import ROOM, SqliteError

INTERRUPTED = 130
"""Exit code after Ctrl-C."""
UNBOUND = 100_000
"""Width of lines that no terminal shows."""

Command = TypeVar("Command", bound=Callable[..., Any])


def run(command: click.Command, args: Sequence[str] | None = None, name: str | None = None) -> int:
    """Run a command line and give its exit code; every error is one sentence on stderr."""
    _speak_utf8()
    # What was loaded stays: looking through it again and again took 7 % of a later rendering.
    gc.freeze()
    gc.enable()
    try:
        code = command.main(args, prog_name=name, standalone_mode=False)
        sys.stdout.flush()
    except BlogArchiveError as error:
        return _fail(str(error), error.exit_code)
    except click.ClickException as error:
        if isinstance(error, click.exceptions.NoArgsIsHelpError):
            error.show()
        else:
            _fail(error.format_message(), error.exit_code)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _fail("interrupted", INTERRUPTED)
    except (BrokenPipeError, SystemExit):
        # Whoever reads has enough (`| head`). click ends so on a broken pipe, and nothing else
        # does: no verb ends the process itself. Python would complain again in its last flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except (SqliteError, OSError) as error:
        return _fail(_of_the_disk(error), ArchiveError.exit_code)
    return code if isinstance(code, int) else 0


def _of_the_disk(error: SqliteError | OSError) -> str:
    if isinstance(error, OSError):
        return f"{error.filename or 'the output'}: {error.strerror or error}"
    return (
        f"the archive's database cannot be read or written ({error}); {ROOM};"
        " 'blogarchive verify' tells whether something is damaged"
    )


def _speak_utf8() -> None:
    # A shell's `>&-` leaves no stream at all, where Python has None: then nobody wants to read.
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A pipe or file gets UTF-8 whatever the locale; a terminal what it can show.
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _nowhere() -> io.TextIOWrapper:
    return Path(os.devnull).open("w", encoding="utf-8")


def _fail(sentence: str, code: int) -> int:
    click.echo(f"error: {plain(sentence)}", err=True)
    return code


def where(command: Command) -> Command:
    """Add `--archive` and `--config`, which may stand before the verb or after it."""
    for name, metavar, text in (
        ("--config", "FILE", "Read this configuration instead of the one found."),
        ("--archive", "FOLDER", "Use the archive in this folder."),
    ):
        command = click.option(
            name, type=click.Path(path_type=Path), metavar=metavar, help=text,
            expose_value=False, callback=_remember,
        )(command)  # fmt: skip
    return command


def _remember(ctx: click.Context, param: click.Parameter, value: Path | None) -> None:
    # One dict for the whole line: what the verb says counts more than what the group said.
    if value is not None:
        ctx.ensure_object(dict)[param.name] = value


def named_config(ctx: click.Context) -> Path | None:
    """Give the file that `--config` named, if it did."""
    named: Path | None = ctx.ensure_object(dict).get("config")
    return named


def archive_root(ctx: click.Context, configured: str | None = None) -> Path:
    """Give the folder of the archive: `--archive`, else `[archive] path`.

    :param configured: the configuration's path, where it was read already.
    """
    if configured is None:
        configured = load(ArchiveSettings, named_config(ctx)).archive.path
    named: Path | None = ctx.ensure_object(dict).get("archive")
    return named if named is not None else Path(configured).expanduser()


def archive_again(ctx: click.Context) -> str:
    """What a later command must be told, to use the archive that this one was told to use."""
    named: Path | None = ctx.ensure_object(dict).get("archive")
    return "" if named is None else f" --archive {shlex.quote(str(named))}"


def show(parts: Iterable[RenderableType]) -> None:
    """Print on stdout: fitted to a terminal, each line whole for a program."""
    if sys.stdout.isatty():
        console = Console(highlight=False)
        for part in parts:
            console.print(part)
        return
    # Where nobody looks there is no width to fit into: a program gets each line whole.
    for part in parts:
        written = Console(file=io.StringIO(), width=UNBOUND, highlight=False, color_system=None)
        with written.capture() as captured:
            written.print(part)
        for line in captured.get().splitlines():
            click.echo(line.rstrip())


def say(sentence: str) -> None:
    """Print one sentence on stderr."""
    click.echo(plain(sentence), err=True)
