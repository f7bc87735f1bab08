"""Kept files: each named by the sha256 of its bytes, its ending by what its first bytes show."""

from __future__ import annotations

import errno
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
    )
)  # fmt: skip


def type_of(head: bytes) -> FileType:
    """Say what a file is by its first 512 bytes, whatever its server or its name claimed."""
    first = head[:_HEAD]
    return next((kind for pattern, kind in _TYPES if pattern.match(first)), UNKNOWN)


def path_of(sha256: str, ending: str) -> str:
    """Where a file lies under the archive folder: `media/ab/ab….jpg`."""
    return f"{FOLDER}/{sha256[:2]}/{sha256}.{ending}"


def keep(root: Path, body: bytes) -> KeptFile:
    """Keep a file in the archive folder `root`; keeping the same bytes again changes nothing.

    It is written apart, flushed to the disk and renamed, so a file under its own name is always
    whole.

    :raises ArchiveError: the disk is full or the folder cannot be written.
    """
    sha256 = hashlib.sha256(body).hexdigest()
    kind = type_of(body)
    path = path_of(sha256, kind.ending)
    target = root / path
    try:
        is_new = not (target.is_file() and target.stat().st_size == len(body))
        if is_new:
            _check_room(root, len(body))
            whole.make_folder(target.parent)
            whole.write(root / FOLDER, target, body, is_synced=True)
        else:
            whole.flush_folder(target.parent)  # a run killed after the rename never came to it
    except OSError as error:
        raise ArchiveError(
            f"{target}: cannot be written ({error.strerror or error}); free the disk or the folder,"
            " then run the same command again: it goes on"
        ) from error
    return KeptFile(path, sha256, kind.mime, len(body), is_new)


def _check_room(root: Path, n_bytes: int) -> None:
    free = shutil.disk_usage(root).free
    if free - n_bytes < RESERVE:
        raise OSError(
            errno.ENOSPC, f"a picture of {n_bytes:,} bytes, but only {free:,} are free and"
            f" {RESERVE:,} are left for the rows"
        )  # fmt: skip
