"""A search index that is only brought up to date has the bytes of one made whole."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive.render.gather import gather
from archive.render.postings import Posting, Shard, postings, shards
from archive.render.search_index import write_index
from archive.render.site import render_mirror
from archive.render.splice import Change, Known, Placed, edited, spliced
from archive.render.write import Writer
from archive.store import contents
from archive.store.connection import Archive
from archive.store.search_notes import keep_notes
from archive.store.words_index import index_comment, index_post
from tests.bench.many_posts import fill
from tests.render.world import World

pytestmark = pytest.mark.slow
N_POSTS = 90


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = fill(tmp_path_factory.mktemp("many") / "archive", N_POSTS)
    with Archive.open_for_writing(root) as archive:
        render_index(archive)
    return root


@pytest.fixture
def archive(filled: Path, tmp_path: Path) -> Iterator[Archive]:
    root = shutil.copytree(filled, tmp_path / "archive")
    with Archive.open_for_writing(root) as archive:
        yield archive


def render_index(archive: Archive, *, is_killed: bool = False) -> int | None:
    """Bring the index up to date; give files written, None where nothing was looked at."""
    writer = Writer(archive.root)
    with contents.snapshot(archive):
        note = write_index(archive, writer, gather(archive).blogs[0])
    if note is None:
        return None
    if not is_killed:
        keep_notes(archive, [note])
    return writer.n_written


def folder_of(archive: Archive) -> Path:
    return archive.root / "mirror" / "many.blogspot.com" / "search" / "index"


def files_of(archive: Archive) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder_of(archive).iterdir()}


def assert_as_whole(archive: Archive) -> None:
    found = files_of(archive)
    shutil.rmtree(folder_of(archive))
    render_index(archive)
    whole = files_of(archive)
    differing = {name for name in found | whole if found.get(name) != whole.get(name)}
    assert differing == set()


def edit(archive: Archive, post: str, **values: str | int | None) -> None:
    with archive.transaction() as db:
        db["posts"].update(post, values)
        row = next(db.query("SELECT title, body_text FROM posts WHERE id = ?", [post]))
        index_post(db, post, row["title"], row["body_text"], "Someone")


def some_post(n: int) -> str:
    return str(1_000_000 + n)


def body_of(archive: Archive, post: str) -> str:
    query = "SELECT body_text FROM posts WHERE id = ?"
    return str(next(archive.db.query(query, [post]))["body_text"])


def a_comment(archive: Archive) -> tuple[str, str]:
    row = next(archive.db.query("SELECT id, post FROM comments ORDER BY id LIMIT 1 OFFSET 20"))
    return row["id"], row["post"]


def change_a_word(archive: Archive) -> None:
    post = some_post(70)
    edit(archive, post, body_text="zebra " + body_of(archive, post))


def change_a_whole_text(archive: Archive) -> None:
    edit(archive, some_post(3), body_text=body_of(archive, some_post(80)), title="Other")


def change_a_day(archive: Archive) -> None:
    edit(archive, some_post(9), published_on="1999-01-01")
    edit(archive, some_post(10), published_on=None)


def add_posts(archive: Archive) -> None:
    world = World(archive)
    for n in range(40):
        text = body_of(archive, some_post(n)) if n < 3 else f"short {n}"
        post = world.post("1", f"/2024/05/new-{n}.html", text=text, labels=("Fresh",), author="X")
        with archive.transaction() as db:
            index_post(db, post, "A seed", text, "X")
        comment = world.comment(post, f"𝔘nusual {n} 😀", author="Y")
        with archive.transaction() as db:
            index_comment(db, comment, post, f"𝔘nusual {n} 𐐷x", "Y")


def take_labels_away(archive: Archive) -> None:
    with archive.transaction() as db:
        db.execute("DELETE FROM post_labels WHERE post IN (?, ?)", [some_post(5), some_post(60)])


def rename_an_author(archive: Archive) -> None:
    with archive.transaction() as db:
        db.execute("UPDATE authors SET name = 'Renamed' WHERE id = (SELECT min(id) FROM authors)")


def remove_a_comment(archive: Archive) -> None:
    comment, post = a_comment(archive)
    with archive.transaction() as db:
        db["comments"].update(comment, {"body_text": "", "is_deleted": 1, "author": None})
        index_comment(db, comment, post, "", "")


def move_a_post(archive: Archive) -> None:
    with archive.transaction() as db:
        db["posts"].update(some_post(20), {"path": "/2031/01/moved.html"})


def take_an_entry_away(archive: Archive) -> None:
    """As where a post without an id was learnt to be another: all later entries are renumbered."""
    comment, _ = a_comment(archive)
    with archive.transaction() as db:
        (row,) = db.execute("SELECT id FROM entry_rows WHERE comment = ?", [comment]).fetchone()
        db.execute("DELETE FROM entry_words WHERE rowid = ?", [row])
        db.execute("DELETE FROM entry_rows WHERE id = ?", [row])


def lengthen_many_texts(archive: Archive) -> None:
    """So that beginnings of another length fit, and other letters are frequent."""
    for n in range(0, N_POSTS, 2):
        edit(archive, some_post(n), body_text="ж" * 3000 + " " + body_of(archive, some_post(n)))


def rewrite_words_behind_its_back(archive: Archive) -> None:
    """Words that another program rewrote, beside a row that changed."""
    with archive.transaction() as db:
        db.execute("UPDATE entry_words SET body = 'quite other' WHERE rowid = 30")
        db.execute("UPDATE posts SET last_seen_at = 'later'")
        db.execute("UPDATE comments SET last_seen_at = 'later'")


CHANGES = (
    *(change_a_word, change_a_whole_text, change_a_day, add_posts, take_labels_away),
    *(rename_an_author, remove_a_comment, move_a_post, take_an_entry_away, lengthen_many_texts),
    rewrite_words_behind_its_back,
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_changed_gives_the_bytes_of_a_whole_index(
    archive: Archive, change: Callable[[Archive], None]
) -> None:
    before = files_of(archive)
    change(archive)
    render_index(archive)
    assert files_of(archive) != before
    assert_as_whole(archive)


def test_one_change_after_another_leaves_no_trace(archive: Archive) -> None:
    for change in (change_a_word, add_posts, take_an_entry_away, rename_an_author):
        change(archive)
        render_index(archive)
    assert_as_whole(archive)
    assert archive.db.table("search_former").count == 0


def test_words_that_come_and_go_are_forgotten(archive: Archive) -> None:
    before, text = files_of(archive), body_of(archive, some_post(70))
    change_a_word(archive)
    change_a_word(archive)
    render_index(archive)
    edit(archive, some_post(70), body_text=text)
    with archive.transaction() as db:  # the first text was indexed with its author
        row = next(db.query(_TITLE_AND_AUTHOR, [some_post(70)]))
        index_post(db, some_post(70), row["title"], text, row["name"])
    render_index(archive)
    assert files_of(archive) == before


_TITLE_AND_AUTHOR = """
SELECT title, name FROM posts JOIN authors ON authors.id = posts.author WHERE posts.id = ?
"""


def test_nothing_is_looked_at_where_nothing_changed(archive: Archive) -> None:
    assert render_index(archive) is None


def test_entries_that_were_only_seen_again_write_nothing(archive: Archive) -> None:
    with archive.transaction() as db:
        db.execute("UPDATE posts SET last_seen_at = 'later'")
    assert render_index(archive) == 0
    assert render_index(archive) is None


def test_a_changed_word_rewrites_the_files_it_stands_in(archive: Archive) -> None:
    post = some_post(70)
    first, *rest = body_of(archive, post).split(" ")
    edit(archive, post, body_text=" ".join([f"{first}zebra", *rest]))
    n_written = render_index(archive)
    # two shards of the word, one of the author, its card, counts and the list of all
    assert n_written is not None
    assert 1 < n_written <= 8


def test_a_killed_rendering_is_not_believed(archive: Archive) -> None:
    text = body_of(archive, some_post(70))
    twin = text.replace("a", "e").replace("ا", "ب")
    assert twin != text
    edit(archive, some_post(70), body_text=text)
    render_index(archive)
    before = files_of(archive)
    edit(archive, some_post(70), body_text=twin)
    render_index(archive, is_killed=True)
    edit(archive, some_post(70), body_text=text)
    render_index(archive)
    assert files_of(archive) == before


@pytest.mark.parametrize("name", ["d-1.js", "index.js", "c-0.js", "w-*.js"])
def test_a_lost_file_is_written_again(archive: Archive, name: str) -> None:
    before = files_of(archive)
    next(folder_of(archive).glob(name)).unlink()
    assert render_index(archive) == 1
    assert files_of(archive) == before


def test_a_damaged_shard_is_not_built_upon(archive: Archive) -> None:
    for shard in folder_of(archive).glob("w-*.js"):
        stat, body = shard.stat(), shard.read_bytes()
        shard.write_bytes(body[:40] + bytes([body[40] ^ 1]) + body[41:])
        os.utime(shard, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    change_a_word(archive)
    render_index(archive)
    assert_as_whole(archive)


def test_a_render_notes_its_indexes(archive: Archive) -> None:
    render_mirror(archive)
    assert render_index(archive) is None


def test_an_archive_that_is_only_read_gets_its_index_whole(archive: Archive) -> None:
    root = archive.root
    archive.close()
    with Archive.open(root) as reader:
        assert render_index(reader) == 0


Stands = dict[str, dict[int, tuple[int, int, int]]]
LETTERS = "abcdé中𐐷😀z"


def some_counts(chance: random.Random) -> tuple[int, int, int]:
    return chance.choice([(1, 0, 0), (2, 0, 0), (70, 0, 0), (0, 1, 0), (1, 0, 2), (5000, 100, 1)])


def some_words(chance: random.Random, n: int) -> set[str]:
    return {"".join(chance.choices(LETTERS, k=chance.randint(1, 7))) for _ in range(n)}


def cut(stands: Stands, swap: dict[int, int]) -> list[Shard]:
    written = (
        (word.translate(swap), postings(as_postings(stands[word])), None) for word in sorted(stands)
    )
    return list(shards(written, swap))


def as_postings(found: dict[int, tuple[int, int, int]]) -> Iterator[Posting]:
    for entry in sorted(found):
        yield entry, *found[entry]


@pytest.mark.parametrize("seed", range(12))
def test_spliced_shards_are_those_of_all_words(seed: int) -> None:
    chance = random.Random(seed)
    swap = {ord("é"): ord("~"), ord("~"): ord("é"), ord("中"): ord("z"), ord("z"): ord("中")}
    stands: Stands = {
        word: {chance.randrange(3000): some_counts(chance) for _ in range(chance.randint(1, 60))}
        for word in sorted(some_words(chance, 1500))
    }
    known: dict[Known, str] = {
        Known(str(n), shard.first, shard.first_word, shard.last_word, 0, 0): shard.text
        for n, shard in enumerate(cut(stands, swap))
    }
    assert len(known) > 5
    changes: dict[str, list[Change]] = {}
    for word in sorted({*chance.sample(sorted(stands), 60), *some_words(chance, 20)}):
        changes[word] = list(changed(stands, word, chance))
    bounds = [shard.first_word for shard in known if shard.first_word not in changes]
    for word in chance.sample(bounds, 3):
        changes[word] = [(entry, None) for entry in sorted(stands.pop(word))]
    found = list(spliced(tuple(known), changes, swap, known.__getitem__))
    expected = cut({word: places for word, places in stands.items() if places}, swap)
    assert [told(placed, known) for placed in found] == [
        (shard.first, shard.first_word, shard.last_word, shard.text) for shard in expected
    ]


def changed(stands: Stands, word: str, chance: random.Random) -> Iterator[Change]:
    places = stands.setdefault(word, {})
    is_taken_away = chance.random() < 0.3
    touched = set(places) if is_taken_away else set(chance.sample(range(3100), 3))
    for entry in sorted(touched):
        counts = None if is_taken_away or chance.random() < 0.2 else some_counts(chance)
        places.pop(entry, None)
        if counts is not None:
            places[entry] = counts
        yield entry, counts


def told(placed: Placed, known: dict[Known, str]) -> tuple[str, str, str, str]:
    text = known[placed.known] if placed.known else placed.text or ""
    return placed.first, placed.first_word, placed.last_word, text


def test_postings_are_edited_as_they_are_written() -> None:
    text = postings([(0, 1, 0, 0), (7, 3, 0, 0), (5000, 1, 1, 0)])
    assert edited(text, [(7, None)]) == postings([(0, 1, 0, 0), (5000, 1, 1, 0)])
    assert edited(text, [(9000, (1, 0, 0))]) == text + postings([(3999, 1, 0, 0)])
    assert edited("", [(2, (0, 2, 0))]) == postings([(2, 0, 2, 0)])
    assert edited(postings([(2, 1, 0, 0)]), [(2, None)]) == ""
