"""Find config.toml, read it into typed sections, and say in one sentence what is wrong with it.

A section is a msgspec Struct; each key is annotated with `Meta(title=…, description=…)`: what it
wants and what it means. The commented default, docs/config.md and every error come from these.
"""

from __future__ import annotations

import difflib
import inspect
import json
import math
import textwrap
import tomllib
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec
import platformdirs
from msgspec import Meta, Struct

from archive.errors import UsageError

FILE_NAME = "config.toml"

Settings = TypeVar("Settings", bound=Struct)


class ArchiveSection(Struct, frozen=True, forbid_unknown_fields=True):
    """Where things are kept."""

    path: Annotated[
        str,
        Meta(
            title="the path of a folder",
            pattern=r"^[^\x00]+$",
            description="The folder that holds archive.db, media/ and mirror/. A relative path "
            "starts at the folder that blogarchive runs in; `~` is your home.",
        ),
    ] = "blog-archive"


class RenderSection(Struct, frozen=True, forbid_unknown_fields=True):
    """How the mirror is made. It has no keys: the mirror needs none."""


class ArchiveSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """What the offline verbs read; the sections of the scraper may stand beside it, unread."""

    archive: ArchiveSection = ArchiveSection()
    render: RenderSection = RenderSection()
    crawl: dict[str, Any] = {}
    schedule: dict[str, Any] = {}
    blog: tuple[dict[str, Any], ...] = ()


def load(kind: type[Settings], named: Path | None = None) -> Settings:
    """Read the configuration that counts, or the defaults where no file is found.

    :param kind: a Struct of sections; its defaults are what holds without a file.
    :param named: the file of `--config`; None looks where `find` looks.
    :raises UsageError: the file is missing, unreadable, no TOML, or holds a wrong key or value.
    """
    path = named if named is not None else find()
    return kind() if path is None else read(path, kind)


def find() -> Path | None:
    """Find the file used without `--config`: `./config.toml`, else the user's own, else None."""
    return next((path for path in (Path(FILE_NAME), user_file()) if path.is_file()), None)


def user_file() -> Path:
    """Where the user's own configuration lies (`~/.config/blogarchive/config.toml` on Linux)."""
    return platformdirs.user_config_path("blogarchive", appauthor=False) / FILE_NAME


def read(path: Path, kind: type[Settings]) -> Settings:
    """Read one file into its sections.

    :raises UsageError: in one sentence that names the file, the key, and what was wanted.
    """
    try:
        found = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8 text (byte {error.start})") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"{path}: is not valid TOML ({error or 'nested too deep'})") from error
    try:
        _check_sections(found, kind)
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from None
    return msgspec.convert(found, kind)


def _check_sections(found: dict[str, Any], kind: type[Struct]) -> None:
    known = {field.name: field.type for field in msgspec.structs.fields(kind)}
    for name, value in found.items():
        _check_known(name, list(known), "section")
        info = msgspec.inspect.type_info(known[name])
        if isinstance(info, msgspec.inspect.VarTupleType):
            _check_list(name, value, info.item_type)
        elif not isinstance(value, dict):
            raise UsageError(f"{name} must be a section, written [{name}]")
        elif isinstance(info, msgspec.inspect.StructType):
            _check_keys(value, info.cls, f"[{name}]")


def _check_list(name: str, value: object, info: msgspec.inspect.Type) -> None:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise UsageError(f"{name} must be a list of sections, each written [[{name}]]")
    if isinstance(info, msgspec.inspect.StructType):
        for number, one in enumerate(value, 1):
            _check_keys(one, info.cls, f"[[{name}]] number {number}:")


def _check_keys(found: dict[str, Any], section: type[Struct], where: str) -> None:
    fields = {field.name: field for field in msgspec.structs.fields(section)}
    for name, value in found.items():
        _check_known(name, list(fields), f"key in {where}" if fields else f"key, {where} has none")
        try:
            msgspec.convert(value, fields[name].type)
        except msgspec.ValidationError:
            pass
        else:
            # TOML writes nan and inf, and no bound stops nan.
            if not isinstance(value, float) or math.isfinite(value):
                continue
        raise UsageError(f"{where} {name} must be {wanted(fields[name].type)}, not {_shown(value)}")
    for name, field in fields.items():
        if field.required and name not in found:
            raise UsageError(f"{where} {name} is missing; it must be {wanted(field.type)}")


def _check_known(name: str, known: list[str], what: str) -> None:
    if name in known:
        return
    nearest = difflib.get_close_matches(name, known, n=1, cutoff=0)
    hint = f"; the nearest is {nearest[0]!r}" if nearest else ""
    raise UsageError(f"{name!r} is no known {what.rstrip(':')}{hint}")


def _shown(value: object) -> str:
    text = repr(value) if not isinstance(value, bool) else str(value).lower()
    return text if len(text) <= 60 else f"{text[:60]}…"  # noqa: PLR2004  a line of a terminal


def wanted(kind: Any) -> str:
    """Say what a key accepts, in words (`a whole number from 1 to 16`)."""
    info = msgspec.inspect.type_info(kind)
    title, info = _meta(info, "title")
    name = title or {
        msgspec.inspect.BoolType: "true or false",
        msgspec.inspect.IntType: "a whole number",
        msgspec.inspect.FloatType: "a number",
        msgspec.inspect.StrType: "text",
    }.get(type(info), "a value")
    if isinstance(info, (msgspec.inspect.IntType, msgspec.inspect.FloatType)):
        low, high = info.ge, info.le
        return f"{name} from {_number(low)} to {_number(high)}"
    return name


def meaning(kind: Any) -> str:
    """Say what a key is for, in one or two sentences."""
    return _meta(msgspec.inspect.type_info(kind), "description")[0]


def _meta(info: msgspec.inspect.Type, name: str) -> tuple[str, msgspec.inspect.Type]:
    if isinstance(info, msgspec.inspect.Metadata):
        return str((info.extra_json_schema or {}).get(name, "")), info.type
    return "", info


def _number(value: float | None) -> str:
    whole = round(value or 0)
    return f"{whole:_}" if whole >= 10_000 else str(whole)  # noqa: PLR2004  four digits read well


def commented_default(kind: type[Struct]) -> str:
    """Write the whole config.toml of a set of sections: each key, its default and its meaning."""
    paragraphs = [_HEADER]
    for section in msgspec.structs.fields(kind):
        info = msgspec.inspect.type_info(section.type)
        if isinstance(info, msgspec.inspect.StructType):
            paragraphs.append(_section_text(f"[{section.name}]", info.cls, ""))
        elif isinstance(info, msgspec.inspect.VarTupleType):
            item = info.item_type
            if isinstance(item, msgspec.inspect.StructType):
                paragraphs.append(_section_text(f"[[{section.name}]]", item.cls, "# "))
    return "\n".join(paragraphs)


_HEADER = """\
# blogarchive's configuration: every key with its default. Nothing here needs to be set.
# Looked at, the first found: the file of --config, ./config.toml, the user's own configuration.
"""


def _section_text(heading: str, section: type[Struct], prefix: str) -> str:
    lines = [f"# {inspect.getdoc(section)}", f"{prefix}{heading}"]
    for field in msgspec.structs.fields(section):
        comment = f"{meaning(field.type)} Wants {wanted(field.type)}."
        lines += textwrap.wrap(comment, 98, initial_indent="# ", subsequent_indent="# ")
        lines.append(f"{prefix}{field.name} = {default_of(field)}")
    return "\n".join([*lines, ""])


def default_of(field: msgspec.structs.FieldInfo) -> str:
    """Give a key's default as config.toml writes it; for a key without one, the example."""
    if field.required:
        info = msgspec.inspect.type_info(field.type)
        schema = info.extra_json_schema if isinstance(info, msgspec.inspect.Metadata) else None
        return _as_toml((schema or {})["examples"][0])
    return _as_toml(field.default)


def _as_toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return f"{value:_}"
    # A JSON string is a TOML basic string, and a JSON float a TOML float.
    return json.dumps(value, ensure_ascii=False)
