"""The search index on disk: what it costs a new post, what it leaves behind, how it counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.render.gather import gather
from archive.render.inverted import Inverted
from archive.render.narrow import swap_for
from archive.render.postings import ALPHABET, N_LAST, N_MORE, number, shards
from archive.render.search_index import write_index
from archive.render.write import Writer
from archive.store import contents
from archive.store.connection import Archive
from archive.store.words_index import index_post
from tests.bench.many_posts import fill
from tests.render.world import World


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    root = fill(tmp_path_factory.mktemp("many") / "archive", 400)
    with Archive.open_for_writing(root) as archive:
        yield archive


def written(archive: Archive) -> int:
    writer = Writer(archive.root)
    with contents.snapshot(archive):
        write_index(archive, writer, gather(archive).blogs[0])
    return writer.n_written


def folder_of(archive: Archive) -> Path:
    return archive.root / "mirror" / "many.blogspot.com" / "search" / "index"


def test_a_new_post_rewrites_only_the_files_of_its_words(many: Archive) -> None:
    n_all = written(many)
    assert n_all == len(list(folder_of(many).iterdir())) > 40
    assert written(many) == 0
    post = World(many).post("1", "/2024/05/new.html", title="A launch", text="zebra zephyr")
    with many.transaction() as db:
        index_post(db, post, "A launch", "zebra zephyr", "")
    assert written(many) <= 12


def test_what_an_earlier_index_had_more_is_taken_away(many: Archive) -> None:
    written(many)
    (folder_of(many) / "w-000000.js").write_text("old")
    (folder_of(many) / "note.txt").write_text("mine")
    written(many)
    assert not (folder_of(many) / "w-000000.js").exists()
    assert (folder_of(many) / "note.txt").read_text() == "mine"


def decoded(text: str) -> int:
    high = 0
    for letter in text[:-1]:
        high = high * N_MORE + ALPHABET.index(letter) - N_LAST + 1
    assert ALPHABET.index(text[-1]) < N_LAST
    return high * N_LAST + ALPHABET.index(text[-1])


@given(st.integers(0, 10**20))
def test_a_number_is_read_as_it_was_written(value: int) -> None:
    assert decoded(number(value)) == value


@pytest.mark.parametrize(("value", "size"), [(0, 1), (63, 1), (64, 2), (1855, 2), (1856, 3)])
def test_small_numbers_are_short(value: int, size: int) -> None:
    assert len(number(value)) == size


def test_words_set_aside_come_back_in_order() -> None:
    with Inverted(max_held=2) as inverted:
        inverted.add(0, ["b", "a", "b"], [], [])
        inverted.add(1, ["a"], ["c"], [])
        inverted.add(5, ["b"], ["b"], ["a"])
        assert [(word, list(found)) for word, found in inverted.words()] == [
            ("a", [(0, 1, 0, 0), (1, 1, 0, 0), (5, 0, 0, 1)]),
            ("b", [(0, 2, 0, 0), (5, 1, 1, 0)]),
            ("c", [(1, 0, 1, 0)]),
        ]


def test_a_shard_begins_with_the_letters_that_tell_it_apart() -> None:
    found = list(
        shards(
            [("apple", "x" * 40_000, None), ("apricot", "y", None), ("bee", "z" * 40_000, None)], {}
        )
    )
    assert [shard.first for shard in found] == ["a", "apr", "b"]


@given(st.text(), st.text())
def test_a_swap_undoes_itself(sample: str, text: str) -> None:
    swap = swap_for({letter: 3 * sample.count(letter) for letter in sample})
    assert text.translate(swap).translate(swap) == text


def test_letters_of_the_blog_take_one_byte() -> None:
    text = "আমার সোনার বাংলা"
    swap = swap_for({letter: text.count(letter) for letter in text})
    assert text.translate(swap).isascii()
