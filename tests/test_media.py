"""Kept files are named by what they are, whatever they were called."""

from __future__ import annotations

import hashlib

import pytest

from archive.errors import ArchiveError
from archive.media import KEPT_PATH, keep, type_of
from tests.render.world import png


@pytest.mark.parametrize(
    ("head", "mime"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (png(), "image/png"),
        (b"GIF89a\x01\x00", "image/gif"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00\x1cftypavif", "image/avif"),
        (b"\x00\x00\x00\x18ftypmp42", "video/mp4"),
        (
            b'<?xml version="1.0"?>\n<!-- x --><svg xmlns="http://www.w3.org/2000/svg">',
            "image/svg+xml",
        ),
        (b"  \n<!DOCTYPE html><html>", "text/html"),
        (b"<html><body>404", "text/html"),
        (b"%PDF-1.4", "application/pdf"),
        (b"BMW is a car", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
def test_a_file_is_what_its_first_bytes_say(head, mime):
    assert type_of(head).mime == mime


def test_a_kept_file_lies_under_its_digest_and_is_kept_once(tmp_path):
    body = png()
    first = keep(tmp_path, body)
    digest = hashlib.sha256(body).hexdigest()
    assert first.path == f"media/{digest[:2]}/{digest}.png"
    assert KEPT_PATH.fullmatch(first.path)
    assert (tmp_path / first.path).read_bytes() == body
    assert first.is_new
    assert not keep(tmp_path, body).is_new
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [f"{digest}.png"]


def test_a_file_cut_short_by_a_crash_is_kept_again(tmp_path):
    body = png()
    path = tmp_path / keep(tmp_path, body).path
    path.write_bytes(body[:10])
    assert keep(tmp_path, body).is_new
    assert path.read_bytes() == body


def test_a_folder_that_cannot_be_written_leaves_no_half_file(tmp_path):
    (tmp_path / "media").write_text("in the way")
    with pytest.raises(ArchiveError, match="media"):
        keep(tmp_path, png())
