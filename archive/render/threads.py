"""Comments in the order in which a reader meets them: every answer under what it answers. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.store.contents import KeptComment

MAX_DEPTH = 3
"""Deeper answers are set as far in as this; Blogger itself shows two levels."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A comment, how deep it stands, and the comment that it answers."""

    comment: KeptComment
    depth: int
    answers: KeptComment | None


def in_threads(comments: tuple[KeptComment, ...]) -> tuple[Placed, ...]:
    """Order comments by thread. One whose parent is not among them opens a thread of its own.

    Without recursion, since a hostile blog can answer itself ten thousand deep; a ring of answers
    is opened at its first comment.
    """
    by_id = {comment.comment_id: comment for comment in comments}
    answers: dict[str | None, list[KeptComment]] = {}
    for comment in comments:
        parent = comment.parent_id if comment.parent_id in by_id else None
        answers.setdefault(parent, []).append(comment)
    placed: dict[str, Placed] = {}
    for comment in (*answers.get(None, ()), *comments):
        _place_thread(comment, answers, by_id, placed)
    return tuple(placed.values())


def _place_thread(
    root: KeptComment,
    answers: dict[str | None, list[KeptComment]],
    by_id: dict[str, KeptComment],
    placed: dict[str, Placed],
) -> None:
    waiting = [(root, 0)]
    while waiting:
        comment, depth = waiting.pop()
        if comment.comment_id in placed:
            continue
        parent = by_id.get(comment.parent_id or "") if depth else None
        placed[comment.comment_id] = Placed(comment, min(depth, MAX_DEPTH), parent)
        below = answers.get(comment.comment_id, ())
        waiting += [(answer, depth + 1) for answer in reversed(below)]
