"""The program itself: a digest of what makes pages, and its templates, compiled once."""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from functools import cache
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    PackageLoader,
    StrictUndefined,
)
from jinja2.bccache import Bucket

_SHAPING = ("babel", "jinja2", "markupsafe", "nh3", "selectolax", "tinycss2")
"""Libraries whose next release may write a page otherwise."""


@cache
def digest() -> str:
    """Digest of the code, templates and libraries that make pages."""
    told = hashlib.sha256(repr([metadata.version(name) for name in _SHAPING]).encode())
    for path in _sources(files("archive.render")):
        told.update(path.name.encode() + b"\0" + path.read_bytes())
    return told.hexdigest()


def _sources(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for path in sorted(folder.iterdir(), key=lambda each: each.name):
        if path.is_dir() and path.name != "__pycache__":
            found += _sources(path)
        elif path.is_file():
            found.append(path)
    return found


def templates() -> Environment:
    """The templates, with every text escaped and no name taken for granted."""
    return Environment(
        loader=PackageLoader("archive.render"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_compiled(),
    )


def _compiled() -> BytecodeCache | None:
    """Where compiled templates are kept: beside Python's own such files, under the same terms."""
    folder = Path(__file__).parent / "__pycache__"
    if sys.dont_write_bytecode or not os.access(folder, os.W_OK):
        return None
    return _Compiled(folder)


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates of this very program: what a filter makes of a constant is in them."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), f"template.{digest()[:16]}.%s.cache")
        self._folder = folder

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one, and forget those of programs that were; nothing depends on it."""
        with suppress(OSError):
            for path in self._folder.glob("template.*.cache"):
                if digest()[:16] not in path.name:
                    path.unlink(missing_ok=True)
            super().dump_bytecode(bucket)
