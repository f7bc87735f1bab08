"""The files of one blog's search index: written, left as they are, or taken away."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.render.write import Writer

Stamps = dict[str, list[int]]
"""Names of files to their sizes in bytes and times of change in nanoseconds."""

_BEGIN, _END = b"blogarchive.take(", b");\n"


class IndexFiles:
    """The files of one blog's index, and how large they are together."""

    def __init__(self, root: Path, folder: str, writer: Writer) -> None:
        self.folder = folder
        self.n_bytes = 0
        self._sizes: dict[str, int] = {}
        self._path = root / folder
        self._writer = writer

    def write(self, name: str, contents: object) -> int:
        """Write one, unless it holds that already; give its size."""
        body = _BEGIN + _as_script(contents).encode("utf-8", "replace") + _END
        self._writer.write(f"{self.folder}/{name}.js", body)
        return self._count(name, len(body))

    def leave(self, name: str, stamps: Mapping[str, list[int]]) -> int:
        """Leave one as it is; give its size."""
        return self._count(name, stamps[f"{name}.js"][0])

    def read(self, name: str) -> object:
        """What one holds.

        :raises OSError: it cannot be read.
        :raises ValueError: it is not such a file.
        """
        body = (self._path / f"{name}.js").read_bytes()
        return json.loads(body.removeprefix(_BEGIN).removesuffix(_END))

    def settled(self) -> Stamps:
        """Take away what an earlier index had more, whose words now stand in other files."""
        found = self.stamps()
        if found.keys() <= self._sizes.keys():
            return found
        self._writer.keep_only(self.folder, self._sizes)
        return self.stamps()

    def stamps(self) -> Stamps:
        """Every script of the folder with its size and when it was last written."""
        try:
            with os.scandir(self._path) as found:
                plain = [file for file in found if file.name.endswith(".js")]
        except OSError:
            return {}
        told = ((file.name, file.stat(follow_symlinks=False)) for file in plain)
        return {name: [stat.st_size, stat.st_mtime_ns] for name, stat in sorted(told)}

    def _count(self, name: str, n_bytes: int) -> int:
        self._sizes[f"{name}.js"] = n_bytes
        self.n_bytes += n_bytes
        return n_bytes


def name_of(first: str, taken: set[str]) -> str:
    """Name a shard by its first letters, so that it keeps its name when others come and go."""
    digest = hashlib.sha256(first.encode("utf-8", "replace")).hexdigest()
    name = next(digest[:n] for n in range(6, 64) if digest[:n] not in taken)
    taken.add(name)
    return name


def _as_script(contents: object) -> str:
    """JSON that is also a script, and stays one wherever it is pasted."""
    text = json.dumps(contents, ensure_ascii=False, separators=(",", ":"))
    for letter in "<\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text
