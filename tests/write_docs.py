"""Write what is generated: config.toml and the pages of docs/ that describe tables, keys and verbs.

`python -m tests.write_docs` writes them; `tests/test_docs.py` compares them. To add a page, add
its path and the function that gives its text to GENERATED.
"""

from __future__ import annotations

import inspect
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import click
import msgspec

from archive.config import commented_default, default_of, meaning, wanted
from archive.errors import EXIT_CODES
from archive.store import tables, views
from archive.store.connection import Archive
from scraper.config import Settings

PROJECT = Path(__file__).parent.parent


def config_page() -> str:
    lines = [
        "# Configuration",
        "",
        "Nothing needs to be configured: `blogarchive crawl URL` works alone. The first of these",
        "that exists is read: the file of `--config`, then `./config.toml`, then",
        "`blogarchive/config.toml` in your configuration directory (`~/.config` on Linux,",
        "`~/Library/Application Support` on macOS, `%LOCALAPPDATA%` on Windows). An unknown key or",
        "a wrong value is an error that names it.",
        "[config.toml](../config.toml) holds every key with its default.",
    ]
    for section in msgspec.structs.fields(Settings):
        info = msgspec.inspect.type_info(section.type)
        is_list = isinstance(info, msgspec.inspect.VarTupleType)
        struct = (info.item_type if is_list else info).cls
        title = f"[[{section.name}]]" if is_list else f"[{section.name}]"
        lines += ["", f"## {title}", "", str(inspect.getdoc(struct))]
        fields = msgspec.structs.fields(struct)
        if fields:
            lines += ["", "| key | wants | default | meaning |", "|---|---|---|---|"]
        for field in fields:
            default = "required" if field.required else f"`{default_of(field)}`"
            row = (f"`{field.name}`", wanted(field.type), default, meaning(field.type))
            lines.append(f"| {' | '.join(row)} |")
    return "\n".join([*lines, ""])


def schema_page() -> str:
    lines = [
        "# Tables and views of archive.db",
        "",
        str(inspect.getdoc(tables)).partition("\n\n")[2].replace("\n", " "),
        "",
        "Ask with `blogarchive query SQL`, or open the file with any SQLite tool.",
        "",
        "## Views",
    ]
    notes = dict(re.findall(r'    # (.+)\n    "(\w+)": """', inspect.getsource(views)))
    with tempfile.TemporaryDirectory() as folder, Archive.open_for_writing(Path(folder)) as archive:
        for note, name in notes.items():
            cursor = archive.db.execute(f"SELECT * FROM {name}")
            columns = ", ".join(f"`{column[0]}`" for column in cursor.description)
            lines += ["", f"### {name}", "", note, "", f"Columns: {columns}"]
    lines += ["", "## Tables"]
    for name, body in _TABLE.findall(tables.TABLES):
        lines += ["", f"### {name}", "", "| column | declared | meaning |", "|---|---|---|"]
        for columns, declared, note in _COLUMN.findall(body):
            lines.append(f"| `{columns}` | {f'`{declared}`' if declared else ''} | {note} |")
    return "\n".join([*lines, ""])


_TABLE = re.compile(r"CREATE (?:VIRTUAL )?TABLE (\w+)[^\n]*\n(.+?)\n\)", re.DOTALL)
_COLUMN = re.compile(r"^  ([a-z_0-9, ]+?)(?: ([A-Z].*?))?,? +-- (.+)$", re.MULTILINE)


def cli_page() -> str:
    from scraper.cli import cli

    top = click.Context(cli, info_name="blogarchive", terminal_width=80, **cli.context_settings)
    lines = [
        "# Command line",
        "",
        "Results go to stdout, progress and errors to stderr. No verb ever asks a question, and",
        "NO_COLOR is heeded. `--archive` and `--config` may stand before the verb or after it.",
        "",
        "## Exit codes",
        "",
        "| code | means |",
        "|---|---|",
        *(f"| {code} | {meaning} |" for code, meaning in EXIT_CODES.items()),
        "",
        "Of several blogs in one run the highest code counts.",
        "",
        *_help("blogarchive", cli.get_help(top)),
    ]
    for name in cli.list_commands(top):
        verb = cli.get_command(top, name)
        assert verb is not None
        inner = click.Context(verb, info_name=name, parent=top)
        lines += _help(f"blogarchive {name}", verb.get_help(inner))
    return "\n".join(lines)


def _help(title: str, text: str) -> list[str]:
    return [f"## {title}", "", "```text", *map(str.rstrip, text.splitlines()), "```", ""]


GENERATED: dict[str, Callable[[], str]] = {
    "config.toml": lambda: commented_default(Settings),
    "docs/config.md": config_page,
    "docs/schema.md": schema_page,
    "docs/cli.md": cli_page,
}


if __name__ == "__main__":
    for path, text_of in GENERATED.items():
        (PROJECT / path).write_text(text_of(), "utf-8")
        print(path)
