"""What differs between two versions of a post or comment: which fields, and which words. Pure.

Words are compared with difflib of the standard library, paragraph by paragraph, in the pieces of
`archive.words.pieces`; so a difference reads well in any script.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, Final, Literal

from archive import churn
from archive.words import pieces

MOST_PIECES: Final = 3_000
"""Longer runs (a novel in one paragraph) are told as taken out and put in whole: difflib's time
grows with the square of the length."""
MOST_REWRITTEN: Final = 200_000
"""Where more characters than these stand in rewritten paragraphs, all are told as taken out and put
in: two texts made for it, 0.76 MB together, took difflib 18 s, and 4 s with this bound."""
ALIKE: Final = 0.35
"""Paragraphs with less in common (difflib's ratio) are told as one taken out and one put in."""

LOOK_AHEAD: Final = 4
"""Paragraphs among which the new form of a rewritten one is looked for."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a post or a comment, as far as versions can differ."""

    number: int
    seen_at: str | None
    """When it was first seen."""
    replaced_at: str | None
    """When the next one was seen; None for the newest."""
    title: str
    body_html: str
    """As published, unsanitised."""
    body_text: str
    labels: tuple[str, ...] = ()
    published: str | None = None
    """Instant, or day where no instant is known."""
    author: str | None = None
    url: str | None = None
    links: tuple[str, ...] | None = ()
    """Addresses in order; None where they were not kept."""
    pictures: tuple[str, ...] = ()
    """Addresses as shown, in order."""
    is_deleted: bool = False
    captures: tuple[int, ...] = ()
    """Captures that carried it."""


Field = Literal[
    "title", "body", "labels", "published", "author", "links", "pictures", "url", "is_deleted"
]

Kind = Literal["same", "old", "new"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text that both versions share, or that the older or the newer one has alone."""

    kind: Kind
    text: str


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ListDifference:
    """Entries of a list (labels, addresses) that only one version has."""

    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything in which a newer version differs from an older one."""

    changed: tuple[Field, ...]
    title: Spans
    body: tuple[Spans, ...]
    """A paragraph each, unchanged ones too."""
    facts: Mapping[str, tuple[str | None, str | None]]
    """Field to (old, new), for the fields of one value that changed."""
    lists: Mapping[str, ListDifference]
    """`labels`, `links`, `pictures`, where they changed."""
    n_words_added: int
    n_words_removed: int


def difference(old: Version, new: Version) -> Difference:
    """Tell two versions apart, field by field and word by word."""
    changed = changed_fields(old, new)
    n_added, n_removed = words_changed(old.body_text, new.body_text)
    return Difference(
        changed,
        spans(old.title, new.title),
        paragraphs(old.body_text, new.body_text),
        {name: _fact(name, old, new) for name in _FACTS if name in changed},
        {name: _listed(_LISTS[name], old, new) for name in _LISTS if name in changed},
        n_added,
        n_removed,
    )


def changed_fields(old: Version, new: Version) -> tuple[Field, ...]:
    """The fields in which two versions differ, churn aside."""
    return tuple(name for name, of in _COMPARED.items() if of(old) != of(new) and _both(name, old))


def _both(name: Field, old: Version) -> bool:
    return name != "links" or old.links is not None


def _identities(urls: Sequence[str] | None) -> Counter[str]:
    found = map(churn.link_identity, dict.fromkeys(urls or ()))
    return Counter(set(filter(None, found)))


_COMPARED: Final[dict[Field, Callable[[Version], Any]]] = {
    "title": lambda one: churn.folded(one.title),
    "body": lambda one: churn.folded(one.body_text),
    "labels": lambda one: sorted({churn.folded(label) for label in one.labels}),
    "published": lambda one: one.published,
    "author": lambda one: churn.folded(one.author or ""),
    "links": lambda one: _identities(one.links),
    "pictures": lambda one: Counter(map(churn.picture_identity, one.pictures)),
    "url": lambda one: churn.link_identity(one.url or ""),
    "is_deleted": lambda one: one.is_deleted,
}
_FACTS: Final[tuple[Field, ...]] = ("published", "author", "url", "is_deleted")
_LISTS: Final[dict[Field, Callable[[Version], Sequence[str]]]] = {
    "labels": lambda one: one.labels,
    "links": lambda one: one.links or (),
    "pictures": lambda one: one.pictures,
}


def _fact(name: Field, old: Version, new: Version) -> tuple[str | None, str | None]:
    return _told(getattr(old, name)), _told(getattr(new, name))


def _told(value: object) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)


def _listed(of: Callable[[Version], Sequence[str]], old: Version, new: Version) -> ListDifference:
    return ListDifference(_lacking(of(old), of(new)), _lacking(of(new), of(old)))


def _lacking(these: Sequence[str], those: Sequence[str]) -> tuple[str, ...]:
    known = {churn.link_identity(one) for one in those}
    return tuple(one for one in dict.fromkeys(these) if churn.link_identity(one) not in known)


# -- words ---------------------------------------------------------------------------------------


def words_changed(old: str, new: str) -> tuple[int, int]:
    """(added, removed): words that only one text has, or has in another place."""
    found = [span for paragraph in paragraphs(old, new) for span in paragraph]
    return _n_words(found, "new"), _n_words(found, "old")


def _n_words(found: Sequence[Span], kind: Kind) -> int:
    texts = (pieces(span.text) for span in found if span.kind == kind)
    return sum(any(map(str.isalnum, piece)) for text in texts for piece in text)


def paragraphs(old: str, new: str) -> tuple[Spans, ...]:
    """Two texts, paragraph (line) by paragraph, each as spans."""
    return tuple(_paragraphs(old.split("\n"), new.split("\n")))


def _paragraphs(old: list[str], new: list[str]) -> Iterator[Spans]:
    steps = _steps(list(map(churn.folded, old)), list(map(churn.folded, new)))
    rewritten = [old[i:j] + new[k:m] for kind, i, j, k, m in steps if kind != "equal"]
    is_long = sum(len(line) for lines in rewritten for line in lines) > MOST_REWRITTEN
    for kind, i, j, k, m in steps:
        if kind == "equal":
            yield from ((Span("same", line),) for line in new[k:m] if line)
            continue
        if is_long:
            yield from ((Span("old", line),) for line in old[i:j] if line)
            yield from ((Span("new", line),) for line in new[k:m] if line)
        else:
            yield from _rewritten(old[i:j], new[k:m])


def _rewritten(old: list[str], new: list[str]) -> Iterator[Spans]:
    """Paragraphs in the place of others: each is told beside the next that is like it."""
    at = 0
    for line in old:
        near = range(at, min(at + LOOK_AHEAD, len(new)))
        told = ((here, spans(line, new[here])) for here in near)
        here, found = next(filter(_is_alike, told), (at, (Span("old", line),)))
        yield from ((Span("new", one),) for one in new[at:here])
        if line:
            yield found
        at = here + any(span.kind == "same" for span in found)
    yield from ((Span("new", one),) for one in new[at:])


def _is_alike(told: tuple[int, Spans]) -> bool:
    lengths = Counter[Kind]()
    for span in told[1]:
        lengths[span.kind] += len(span.text)
    shared = 2 * lengths["same"]
    return shared > 0 and shared >= ALIKE * (shared + lengths["old"] + lengths["new"])


def spans(old: str, new: str) -> Spans:
    """Two lines of text as runs that both have, or one alone; what was taken out comes first."""
    one, two = pieces(old), pieces(new)
    steps = _steps(list(map(_folded, one)), list(map(_folded, two)))
    found: list[Span] = []
    for kind, i, j, k, m in steps:
        if kind == "equal":
            found.append(Span("same", "".join(two[k:m])))
        else:
            found += (Span("old", "".join(one[i:j])), Span("new", "".join(two[k:m])))
    return _joined(found)


_folded = lru_cache(maxsize=16_384)(churn.folded)
Step = tuple[str, int, int, int, int]


def _steps(old: list[str], new: list[str]) -> list[Step]:
    """Steps as difflib gives them; what both texts begin and end with is not its to search."""
    first = _n_shared(old, new)
    last = _n_shared(old[first:][::-1], new[first:][::-1])
    middle_old, middle_new = old[first : len(old) - last], new[first : len(new) - last]
    steps: list[Step] = [("equal", 0, first, 0, first)] if first else []
    if max(len(middle_old), len(middle_new)) > MOST_PIECES:
        steps.append(("replace", first, len(old) - last, first, len(new) - last))
    else:
        found = SequenceMatcher(None, middle_old, middle_new).get_opcodes()
        steps += [(kind, i + first, j + first, k + first, m + first) for kind, i, j, k, m in found]
    if last:
        steps.append(("equal", len(old) - last, len(old), len(new) - last, len(new)))
    return steps


def _n_shared(old: Sequence[str], new: Sequence[str]) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (one, two) in pairs if one != two), min(len(old), len(new)))


def _joined(found: Sequence[Span]) -> Spans:
    """White space alone between two changes belongs to both; neighbours of a kind are one."""
    joined: list[Span] = []
    old = new = ""
    for at, span in enumerate(found):
        is_between = (old or new) and any(one.text for one in found[at + 1 : at + 3])
        if span.kind == "old":
            old += span.text
        elif span.kind == "new":
            new += span.text
        elif is_between and not span.text.strip():
            old, new = old + span.text, new + span.text
        else:
            joined += (Span("old", old), Span("new", new), span)
            old = new = ""
    joined += (Span("old", old), Span("new", new))
    return tuple(span for span in joined if span.text)
