"""Kept files: each named by the sha256 of its bytes, its ending by what its first bytes show."""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from archive import whole
from archive.errors import ArchiveError

FOLDER = "media"
KEPT_PATH = re.compile(r"media/([0-9a-f]{2})/(\1[0-9a-f]{62})\.[a-z0-9]{1,5}")
"""The form of a kept file's path under the archive folder."""

_HEAD = 512
RESERVE = 16 * 1024 * 1024
"""Bytes of the disk that no picture takes: rows, and the report of the run, still have room."""


@dataclass(frozen=True, slots=True)
class FileType:
    """What a file is: its media type and the ending of its name."""

    mime: str
    ending: str


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that the archive holds."""

    path: str
    """Under the archive folder, POSIX: `media/ab/ab….jpg`."""
    sha256: str
    mime: str
    n_bytes: int
    is_new: bool
    """False where the same bytes were kept before."""


UNKNOWN = FileType("application/octet-stream", "bin")

# First match wins. Sources: the WHATWG MIME sniffing standard, and ISO base media brands for avif,
# heic and mp4. HTML stands here so that an error page is never taken for a picture.
_TYPES: tuple[tuple[re.Pattern[bytes], FileType], ...] = tuple(
    (re.compile(pattern, re.DOTALL | re.IGNORECASE), FileType(mime, ending))
    for pattern, mime, ending in (
        (rb"\xff\xd8\xff", "image/jpeg", "jpg"),
        (rb"\x89PNG\r\n\x1a\n", "image/png", "png"),
        (rb"GIF8[79]a", "image/gif", "gif"),
        (rb"RIFF.{4}WEBP", "image/webp", "webp"),
        (rb".{4}ftypavi[fs]", "image/avif", "avif"),
        (rb".{4}ftyp(?:heic|heix|mif1|msf1)", "image/heic", "heic"),
        (rb"BM.{4}\x00\x00\x00\x00", "image/bmp", "bmp"),
        (rb"II\x2a\x00|MM\x00\x2a", "image/tiff", "tif"),
        (rb"\x00\x00\x01\x00", "image/x-icon", "ico"),
        (rb"\s*(?:<!doctype html|<html|<head|<body|<script)", "text/html", "bin"),
        (rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml.*?)?(?:<!--.*?-->\s*|<!doctype svg.*?>\s*)*<svg[\s>]",
         "image/svg+xml", "svg"),
        (rb".{4}ftypqt", "video/quicktime", "mov"),
        (rb".{4}ftypM4A", "audio/mp4", "m4a"),
        (rb".{4}ftyp", "video/mp4", "mp4"),
        (rb"\x1a\x45\xdf\xa3", "video/webm", "webm"),
        (rb"OggS", "audio/ogg", "ogg"),
        (rb"ID3|\xff[\xf2\xf3\xfb]", "audio/mpeg", "mp3"),
        (rb"RIFF.{4}WAVE", "audio/wav", "wav"),
        (rb"fLaC", "audio/flac", "flac"),
        (rb"%PDF-", "application/pdf", "pdf"),
        (rb"wOF2", "font/woff2", "woff2"),
        (rb"wOFF", "font/woff", "woff"),
        (rb"OTTO", "font/otf", "otf"),
        (rb"\x00\x01\x00\x00.\x00|true\x00", "font/ttf", "ttf"),
    )
)  # fmt: skip


def type_of(head: bytes) -> FileType:
    """Say what a file is by its first 512 bytes, whatever its server or its name claimed."""
    first = head[:_HEAD]
    return next((kind for pattern, kind in _TYPES if pattern.match(first)), UNKNOWN)


def pixels_of(head: bytes) -> tuple[int, int] | None:
    """(width, height) of a GIF or PNG, as its first 24 bytes say; None for all else."""
    if head[:3] == b"GIF" and len(head) >= 10:  # noqa: PLR2004  where a GIF's size ends
        return int.from_bytes(head[6:8], "little"), int.from_bytes(head[8:10], "little")
    if head[:8] == b"\x89PNG\r\n\x1a\n" and len(head) >= 24:  # noqa: PLR2004  a PNG's
        return int.from_bytes(head[16:20]), int.from_bytes(head[20:24])
    return None


def path_of(sha256: str, ending: str) -> str:
    """Where a file lies under the archive folder: `media/ab/ab….jpg`."""
    return f"{FOLDER}/{sha256[:2]}/{sha256}.{ending}"


def keep(root: Path, body: bytes) -> KeptFile:
    """Keep a file in the archive folder `root`; keeping the same bytes again changes nothing.

    :raises ArchiveError: the disk is full or the folder cannot be written.
    """
    coming = beside(root)
    with whole.incoming(coming) as write:
        write(body)
    return adopt(root, coming)


def beside(root: Path) -> Path:
    """Where this thread may write a file that is coming in, for `adopt` to take.

    :raises ArchiveError: the disk has no room for pictures, or the folder cannot be written.
    """
    with whole.on_disk(root / FOLDER):
        whole.make_folder(root / FOLDER)
        free = shutil.disk_usage(root).free
        if free < RESERVE:
            raise ArchiveError(
                f"{root}: only {free:,} bytes of the disk are free, which are left for the rows of"
                f" the archive; {whole.GO_ON}"
            )
        return whole.beside(root / FOLDER)


def adopt(root: Path, coming: Path) -> KeptFile:
    """Keep a file that was written to `beside`, never held in memory.

    It is flushed to the disk and renamed, so a file under its own name is always whole.

    :raises ArchiveError: the disk is full or the folder cannot be written.
    """
    with whole.on_disk(coming):
        with coming.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            n_bytes = file.tell()
            file.seek(0)
            kind = type_of(file.read(_HEAD))
        path = path_of(sha256, kind.ending)
        target = root / path
        is_new = not (target.is_file() and target.stat().st_size == n_bytes)
        if is_new:
            whole.make_folder(target.parent)
            whole.settle(coming, target)
        else:
            coming.unlink()
            whole.flush_folder(target.parent)  # a run killed after its rename never came to it
    return KeptFile(path, sha256, kind.mime, n_bytes, is_new)


def head_of(path: Path) -> bytes:
    """The first bytes of a file; none where it is not there."""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except FileNotFoundError:
        return b""


def type_of_file(path: Path) -> FileType:
    """Say what a file on disk is; one that is not there is unknown."""
    try:
        with path.open("rb") as file:
            return type_of(file.read(_HEAD))
    except FileNotFoundError:
        return UNKNOWN
