"""Search: what is found, in which order, and what of it is shown."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.errors import QueryError
from archive.search import Hit, search, snippet_of
from archive.store.connection import Archive
from archive.store.words_index import index_comment, index_post
from tests.small_archive import PostRow, add_post, make_archive


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(make_archive(tmp_path / "kept")) as opened:
        yield opened


def ids(hits: tuple[Hit, ...]) -> set[str]:
    return {hit.comment_id or hit.post_id for hit in hits}


FOUND = {
    "Greek without its accent": ("Παρασκευη", {"12"}),
    "Russian with e for yo": ("елка", {"112"}),
    "Bengali conjunct": ("ক্ষুদ্র", {"21"}),
    "Chinese characters inside a run": ("京", {"22"}),
    "Japanese in the title": ("桜", {"22"}),
    "Thai inside a run": ("ไทย", {"22"}),
    "Korean inside a run": ("국어도", {"22"}),
    "letters cut differently in text and query": ("東京2020オリンピック", {"22"}),
    "a beginning": ("jump*", {"11"}),
    "no beginning without the star": ("jum", set()),
    "several words, in any order": ("lazy fox", {"11"}),
    "one of them missing": ("lazy cat", set()),
    "a phrase": ('"brown fox"', {"11"}),
    "a phrase in another order": ('"fox brown"', set()),
    "a hyphen holds words together": ("well-known", {"11"}),
    "a hyphen does not join strangers": ("brown-jumps", set()),
    "an accent left out": ("cafe", {"11"}),
    "words of post, page, title and comment": ("fox", {"11", "13", "111"}),
    "the author": ("борис", {"112"}),
}


@pytest.mark.parametrize(("text", "expected"), FOUND.values(), ids=FOUND)
def test_what_is_found(archive: Archive, text: str, expected: set[str]) -> None:
    assert ids(search(archive, text)) == expected


def test_a_word_in_the_title_counts_more(archive: Archive) -> None:
    assert search(archive, "fox")[0].title == "About this fox"


def test_a_search_can_be_narrowed(archive: Archive) -> None:
    assert ids(search(archive, "fox", kinds=("comment",))) == {"111"}
    assert ids(search(archive, "fox", kinds=("post",))) == {"11"}
    assert len(search(archive, "ann", limit=2)) == 2
    for blog in ("2", "world.blogspot.com", "https://World.blogspot.com/2021/"):
        assert ids(search(archive, "ann", blog=blog)) == {"21", "22", "221"}


def test_an_unknown_blog_is_an_error_that_names_the_nearest(archive: Archive) -> None:
    with pytest.raises(QueryError, match=r"nearest kept is world\.blogspot\.com"):
        search(archive, "ann", blog="wold.blogspot.com")


def test_a_hit_tells_where_and_by_whom(archive: Archive) -> None:
    (hit,) = search(archive, "зелёная")
    assert (hit.kind, hit.title, hit.author) == ("comment", "Hello world", "Борис")
    assert hit.url == "https://foxes.blogspot.com/2020/01/hello.html"
    assert (hit.published_on, hit.blog) == ("2020-01-07", "foxes.blogspot.com")
    assert shown(hit.snippet, hit.highlights) == "Ёлка [зелёная], а лиса рыжая."


def shown(snippet: str, highlights: tuple[tuple[int, int], ...]) -> str:
    for start, end in reversed(highlights):
        snippet = f"{snippet[:start]}[{snippet[start:end]}]{snippet[end:]}"
    return snippet


SNIPPETS = {
    "Thai": ("ไทย", "ประเทศ[ไทย]สวยงาม"),
    "Greek": ("παρασκευη", "Κάθε [Παρασκευή] πηγαίνουμε"),
    "Bengali": ("বিজ্ঞানের", "গাই। [বিজ্ঞানের] ক্ষুদ্র"),
    "French ligature": ("coeur", "le [cœur] a"),
    "a beginning": ("jump*", "The fox [jumps] and [jumped]."),
    "a phrase": ('"the fox"', "[The fox] sees a fox"),
    "on one line": ("two", "one [two]  three"),
    "decomposed": ("cafe", "a [cafe\u0301] au lait"),
    "Japanese, single letter": ("京", "東[京]と[京]都"),
}


@pytest.mark.parametrize(("text", "expected"), SNIPPETS.values(), ids=SNIPPETS)
def test_what_matched_is_marked_in_the_text_itself(
    tmp_path: Path, text: str, expected: str
) -> None:
    body = expected.replace("[", "").replace("]", "").replace("  ", "\n\x1b")
    post: PostRow = ("99", "1", "post", "/x.html", "", None, body, None)
    with Archive.open_for_writing(make_archive(tmp_path)) as archive:
        with archive.transaction() as db:
            add_post(db, post)
        (hit,) = (hit for hit in search(archive, text) if hit.post_id == "99")
    assert shown(hit.snippet, hit.highlights) == expected


def test_a_long_text_is_shown_around_its_first_match() -> None:
    text = "before " * 200 + "here it is, " + "after " * 200
    snippet, highlights = snippet_of(text, (("here",),))
    assert snippet.startswith("…before")
    assert snippet.endswith("after…")
    assert [snippet[start:end] for start, end in highlights] == ["here"]
    assert len(snippet) < 400


@pytest.mark.parametrize("text", ["", "   ", '"', "*", "…", '""', "😀", "\x00", "\ud800"])
def test_a_search_for_nothing_is_refused(archive: Archive, text: str) -> None:
    with pytest.raises(QueryError, match="no word"):
        search(archive, text)


HOSTILE = [
    *('fox" OR "x', "NOT fox", "fox AND", "NEAR(a b, 3)", "title:fox", "^fox", "-fox", "fox*bar"),
    *("(fox", "fox)", "{title body}: fox", "a + b", "'; DROP TABLE posts; --", "fox\x00bar"),
    *('"fox', 'fox""', "\ud800fox", "fox" * 10_000, "fox " * 10_000, '"' + "fox " * 10_000 + '"'),
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_is_read_as_a_command(archive: Archive, text: str) -> None:
    assert len(search(archive, text)) <= 7


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.one_of(st.sampled_from('"*():^-+{}ANDORNT fox京ไ'), st.characters())))
def test_any_text_is_searched_or_refused_as_empty(archive: Archive, text: str) -> None:
    with contextlib.suppress(QueryError):
        search(archive, text)


def test_a_changed_entry_is_found_by_its_new_words_alone(tmp_path: Path) -> None:
    with Archive.open_for_writing(make_archive(tmp_path)) as archive:
        with archive.transaction() as db:
            index_post(db, "11", "Farewell", "Only owls now.", "Ann")
            index_comment(db, "111", "11", "Owls indeed", "Ann")
        assert ids(search(archive, "owls")) == {"11", "111"}
        assert ids(search(archive, "fox")) == {"13"}
        check = "INSERT INTO entry_words(entry_words, rank) VALUES ('integrity-check', 1)"
        archive.db.execute(check)


def test_an_undone_transaction_leaves_no_words(tmp_path: Path) -> None:
    with Archive.open_for_writing(make_archive(tmp_path)) as archive:
        with contextlib.suppress(KeyError), archive.transaction() as db:
            index_post(db, "11", "Farewell", "Only owls now.", "Ann")
            raise KeyError
        assert search(archive, "owls") == ()
        assert ids(search(archive, "fox")) == {"11", "13", "111"}
