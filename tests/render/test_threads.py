"""Comments stand under what they answer."""

from __future__ import annotations

from archive.render.threads import MAX_DEPTH, in_threads
from archive.store.contents import KeptComment


def comment(comment_id: str, parent_id: str | None = None) -> KeptComment:
    return KeptComment(
        comment_id, parent_id, None, None, None, "", "", None,
        is_deleted=False, is_by_post_author=False, author=None,
    )  # fmt: skip


def shape(*comments: KeptComment) -> list[tuple[str, int]]:
    return [(placed.comment.comment_id, placed.depth) for placed in in_threads(comments)]


def test_an_answer_stands_under_its_comment_and_before_the_next_thread():
    found = shape(
        comment("1"), comment("2"), comment("3", "1"), comment("4", "3"), comment("5", "1")
    )
    assert found == [("1", 0), ("3", 1), ("4", 2), ("5", 1), ("2", 0)]


def test_an_answer_to_a_comment_that_is_not_here_opens_a_thread():
    assert shape(comment("2", "1")) == [("2", 0)]


def test_comments_that_answer_each_other_are_all_shown_once():
    found = shape(comment("1", "2"), comment("2", "1"), comment("3", "3"))
    assert sorted(found) == [("1", 0), ("2", 1), ("3", 0)]


def test_a_chain_of_ten_thousand_answers_is_no_deeper_than_a_page_can_show():
    chain = [comment("0"), *(comment(str(n), str(n - 1)) for n in range(1, 10_000))]
    found = shape(*chain)
    assert len(found) == 10_000
    assert max(depth for _, depth in found) == MAX_DEPTH


def test_every_comment_is_shown_once_and_none_is_lost():
    comments = [comment(str(n), str((n * 7) % 50) if n % 3 else None) for n in range(50)]
    assert sorted(name for name, _ in shape(*comments)) == sorted(str(n) for n in range(50))
