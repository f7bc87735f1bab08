"""Landscapes drawn by arithmetic, in every size that Blogger's picture hosts offer."""

from __future__ import annotations

import re
import struct
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from math import isqrt
from typing import Literal

from scraper.demo.numbers import draw

Palette = tuple[tuple[int, int, int], ...]
"""Sky above, sky below, sun, far hill, near hill, water."""

PictureForm = Literal["slash", "suffix"]
"""Where an address carries its size: `/s640/name.png` or `=s640`."""

PictureFault = Literal["small-only", "elsewhere-only", "page", "pixel"]
"""What is wrong with a picture that is not simply dead: alive up to 640 pixels, at another host
than its own, or replaced by a web page or by a single pixel at every address."""

LARGEST_SMALL = 640

AVATARS = 0
"""The number that stands where a picture of a post has its edition's."""
_TOKEN = re.compile(
    r"(?:s(?P<s>\d+)|w(?P<w>\d+)(?:-h(?P<h>\d+))?|h(?P<only_h>\d+))(?P<flags>(?:-[a-z]{1,2})*)"
)
_SLASH_PATH = re.compile(
    r"/-(?P<code>[\w-]{11})/[\w-]{11}/A{8}[\w-]{3}/[\w-]{22}/(?P<token>[\w-]+)/(?P<name>[^/]+)"
)
_SUFFIX_PATH = re.compile(r"/(?P<code>[\w-]{11})[\w-]{32}=(?P<token>[\w-]+)")
_N_SKY = 12
_SUN, _FAR, _NEAR, _WATER, _SHINE = range(_N_SKY, _N_SKY + 5)


@dataclass(frozen=True, slots=True)
class PictureHosts:
    """Where pictures live; base addresses without a final slash."""

    numbered: str = "http://{n}.bp.blogspot.com"
    """`{n}` becomes 1 to 4."""
    suffixed: str = "http://lh3.googleusercontent.com"
    """For addresses that end in `=s640`, and for the faces beside comments."""
    blank: str = "http://resources.blogblog.com"
    """For the face of whoever has none: `/img/blank.gif`."""
    stills: str = "http://i.ytimg.com"
    """For the stills of videos: `/vi/ID/0.jpg`."""
    videos: str = "http://www.blogger.com"
    """For the pages of uploaded videos: `/video.g?token=ID`."""
    others: tuple[str, ...] = (
        *("http://lh3.ggpht.com", "http://lh4.ggpht.com", "http://bp3.blogger.com"),
        *("http://blogger.googleusercontent.com", "http://photos1.blogger.com"),
    )
    """Hosts that serve the same pictures and that no post names."""


@dataclass(frozen=True, slots=True)
class DemoPicture:
    """One picture of one post, in all its sizes."""

    code: str
    host: str
    name: str
    """The file name as it stands in the address, double-encoded where the quirk says so."""
    width: int
    height: int
    form: PictureForm = "slash"
    is_dead: bool = False
    fault: PictureFault | None = None

    def path_of(self, token: str) -> str:
        """Return the path at which the picture is served in one size (`s0`, `s72-c`, ...)."""
        if self.form == "suffix":
            return f"/{self.code}{_filler(32, self.code)}={token}"
        middle = f"{_filler(11, self.code, 1)}/AAAAAAAA{_filler(3, self.code, 2)}"
        return f"/-{self.code}/{middle}/{_filler(22, self.code, 3)}/{token}/{self.name}"

    def url_of(self, token: str) -> str:
        """Return the address of the picture in one size."""
        return self.host + self.path_of(token)


def code_of(edition: int, owner: int, which: int) -> str:
    """Return eleven letters that say whose picture it is, as in Blogger's picture paths."""
    raw = struct.pack(">BIB", edition, owner, which)
    return urlsafe_b64encode(raw + struct.pack(">H", draw(2**16, raw))).decode()[:11]


def read_code(code: str) -> tuple[int, int, int] | None:
    """Return (edition, owner, which) of a code, or None for one that was never given out."""
    try:
        raw = urlsafe_b64decode(code + "=")
    except (Base64Error, ValueError):
        return None
    edition, owner, which = struct.unpack(">BIB", raw[:6])
    return (edition, owner, which) if code_of(edition, owner, which) == code else None


def read_path(path: str) -> tuple[tuple[int, int, int], str] | None:
    """Return ((edition, owner, which), size token) of a picture's path, or None."""
    match = _SLASH_PATH.fullmatch(path) or _SUFFIX_PATH.fullmatch(path)
    whose = match and read_code(match["code"])
    return (whose, match["token"]) if match and whose else None


def is_wrapper(token: str) -> bool:
    """Tell whether a size token asks for the HTML page around a picture (`s1600-h`)."""
    match = _TOKEN.fullmatch(token)
    return bool(match and "h" in match["flags"].split("-"))


def size_of(token: str, width: int, height: int) -> tuple[int, int] | None:
    """Return the pixels that a size token gives of an original; None for no size token.

    Nothing is enlarged; `s0` is the original, `-c` and `-p` crop, all else keeps proportions.
    """
    match = _TOKEN.fullmatch(token)
    if match is None:
        return None
    flags = match["flags"].split("-")
    if match["s"] is not None:
        side = int(match["s"])
        if "c" in flags or "p" in flags:
            return (side, side) if side else (min(width, height),) * 2
        return _within(width, height, side, side)
    box = int(match["w"] or 0), int(match["h"] or match["only_h"] or 0)
    if all(box) and ("c" in flags or "p" in flags):
        return min(box[0], 2 * width), min(box[1], 2 * height)
    return _within(width, height, *box)


def _within(width: int, height: int, box_width: int, box_height: int) -> tuple[int, int]:
    """Shrink to fit a box; a side of 0 is no limit."""
    scale = min(1.0, (box_width or width) / width, (box_height or height) / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


@lru_cache(maxsize=64)
def render_png(code: str, palette: Palette, width: int, height: int) -> bytes:
    """Draw a landscape as an 8-bit palette PNG: sky, sun, two hills, shining water."""
    rows = bytearray()
    sun_x, sun_y = (20 + draw(60, code, "x")) / 100, (12 + draw(22, code, "y")) / 100
    far = (draw(100, code, "far") / 100, 0.40 + draw(14, code, "far high") / 100)
    near = (draw(100, code, "near") / 100, 0.52 + draw(10, code, "near high") / 100)
    shore = round(height * 0.70)
    for y in range(height):
        row = bytearray([min(_N_SKY - 1, y * _N_SKY // max(1, shore))]) * width
        if y < shore:
            _disc(row, _SUN, sun_x * width, y - sun_y * height, 0.07 * width)
            _hill(row, _FAR, far, y, (width, height))
            _hill(row, _NEAR, near, y, (width, height))
        else:
            row = bytearray([_WATER]) * width
            _shine(row, y, (round(sun_x * width), shore), height)
        rows += b"\0" + row
    return _png(width, height, _colours(palette), bytes(rows))


def _disc(row: bytearray, colour: int, x: float, dy: float, radius: float) -> None:
    if abs(dy) < radius:
        half = isqrt(int(radius * radius - dy * dy))
        _span(row, colour, x - half, x + half)


def _hill(
    row: bytearray, colour: int, hill: tuple[float, float], y: int, size: tuple[int, int]
) -> None:
    """A low arc: `hill` is its middle and its top, as parts of the width and height."""
    width, height = size
    depth = y - hill[1] * height
    if depth >= 0:
        reach = width * 0.62 * (depth / (height * 0.30)) ** 0.5
        _span(row, colour, hill[0] * width - reach, hill[0] * width + reach)


def _shine(row: bytearray, y: int, sun: tuple[int, int], height: int) -> None:
    band = max(1, height // 60)
    if (y // band) % 3 == 0:
        half = (y - sun[1]) // 3 + 2 + draw(len(row) // 16 + 1, "shine", y // band, sun)
        _span(row, _SHINE, sun[0] - half, sun[0] + half)


def _span(row: bytearray, colour: int, start: float, stop: float) -> None:
    first, last = max(0, int(start)), min(len(row), int(stop))
    if last > first:
        row[first:last] = bytes([colour]) * (last - first)


def _colours(palette: Palette) -> bytes:
    above, below, sun, far, near, water = palette
    steps = (
        tuple(a + (b - a) * step // (_N_SKY - 1) for a, b in zip(above, below, strict=True))
        for step in range(_N_SKY)
    )
    shine = tuple((a + b) // 2 for a, b in zip(sun, water, strict=True))
    return b"".join(bytes(colour) for colour in (*steps, sun, far, near, water, shine))


def _png(width: int, height: int, colours: bytes, rows: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = (
        (b"IHDR", header),
        (b"PLTE", colours),
        (b"IDAT", zlib.compress(rows, 6)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


@lru_cache(maxsize=4096)
def _filler(length: int, *key: object) -> str:
    """Return letters that only look like an id."""
    return urlsafe_b64encode(blake2b(repr(key).encode(), digest_size=33).digest()).decode()[:length]
