"""An archive of many posts for the benches, its words taken from the demo's editions.

Texts that are only repeated would flatter an index, since no word would be rare: so beside the
demo's paragraphs every post has made-up words, drawn as words of a language are (the nth most
frequent one 1/n as often as the first), spelled with the letters of its edition.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from archive.store.connection import Archive
from archive.store.words_index import index_comment, index_post
from scraper.demo.texts import Texts, texts_of

EDITIONS = ("bn", "en", "ar")
N_MADE_UP = 40_000
"""Different made-up words of an edition."""
SHARE_MADE_UP = 0.4
SEEN = "2024-03-03T10:00:00Z"
LETTERS = {
    "bn": ("কখগঘচছজটডতথদধনপফবভমযরলশষসহ", "ািীুূেো"),
    "en": ("bcdfghjklmnprstvw", "aeiou"),
    "ar": ("بتثجحخدذرزسشصضطظعغفقكلمنهوي", "اوي"),
}


@dataclass(frozen=True, slots=True)
class Language:
    """What the posts of an edition are written with."""

    texts: Texts
    words: tuple[str, ...]
    sums: tuple[float, ...]
    """Running sums of 1/n."""


def language_of(edition: str) -> Language:
    chance = random.Random(edition)
    consonants, vowels = LETTERS[edition]
    words = tuple(
        "".join(
            chance.choice(consonants) + chance.choice(vowels)
            for _ in range(chance.choice((1, 2, 2, 3, 3, 4)))
        )
        for _ in range(N_MADE_UP)
    )
    return Language(
        texts_of(edition), words, tuple(accumulate(1 / n for n in range(1, N_MADE_UP + 1)))
    )


def made_up(language: Language, chance: random.Random, n_words: int) -> str:
    """A sentence of so many words."""
    whole = language.sums[-1]
    places = (bisect(language.sums, chance.random() * whole) for _ in range(n_words))
    return " ".join(language.words[min(place, N_MADE_UP - 1)] for place in places) + "."


def body_of(language: Language, chance: random.Random) -> str:
    """Four to ten paragraphs."""
    paragraphs = []
    for _ in range(chance.randint(4, 10)):
        topic = chance.choice(language.texts.topics)
        told = chance.choice(topic.paragraphs)
        n_words = int(len(told.split()) * SHARE_MADE_UP / (1 - SHARE_MADE_UP))
        paragraphs.append(f"{told} {made_up(language, chance, n_words)}")
    return "\n".join(paragraphs)


def as_html(text: str) -> str:
    """The same words as a body is published."""
    return "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n"))


def fill(root: Path, n_posts: int, n_comments: int = 2) -> Path:
    """Make an archive of one blog, its posts in the demo's languages in turn."""
    languages = [language_of(edition) for edition in EDITIONS]
    chance = random.Random(1)
    with Archive.open_for_writing(root) as archive, archive.transaction() as db:
        host = "many.blogspot.com"
        db["blogs"].insert(
            {"id": "1", "home_url": f"https://{host}/", "host": host, "title": "Many",
             "language": "bn", "first_seen_at": SEEN, "last_crawl_at": SEEN}
        )  # fmt: skip
        db["blog_hosts"].insert({"host": host, "blog": "1"})
        for n in range(n_posts):
            language = languages[n % len(languages)]
            _add_post(db, n, language, chance)
            for k in range(chance.randint(0, 2 * n_comments)):
                _add_comment(db, n, k, language, chance)
    return root


def _add_post(db: Any, n: int, language: Language, chance: random.Random) -> None:
    topic = chance.choice(language.texts.topics)
    title = f"{chance.choice(topic.titles)} {made_up(language, chance, 2)}"
    body = body_of(language, chance)
    day = date(2008, 1, 1) + timedelta(days=n // 2)
    path = f"/{day:%Y/%m}/post-{n}.html"
    db["posts"].insert(
        {"id": str(1_000_000 + n), "blog": "1", "kind": "post", "path": path,
         "url": f"https://many.blogspot.com{path}", "title": title, "published_on": str(day),
         "body_html": as_html(body), "body_text": body, "digest": "d",
         "author": _author(db, language.texts.author),
         "first_seen_at": SEEN, "last_seen_at": SEEN, "changed_at": SEEN}
    )  # fmt: skip
    label = _row(db, "labels", {"blog": "1", "name": topic.label}, ("blog", "name"))
    db["post_labels"].insert({"post": str(1_000_000 + n), "label": label, "position": 0})
    index_post(db, str(1_000_000 + n), title, body, language.texts.author)


def _add_comment(db: Any, n: int, k: int, language: Language, chance: random.Random) -> None:
    more = made_up(language, chance, chance.randint(5, 40))
    said = f"{chance.choice(language.texts.comments)} {more}"
    day = date(2008, 1, 1) + timedelta(days=n // 2 + k)
    author = chance.choice(language.texts.names)
    comment_id = str(7_000_000_000_000_000_000 + n * 10_007 + k)
    db["comments"].insert(
        {"id": comment_id, "post": str(1_000_000 + n), "author": _author(db, author),
         "published_on": str(day), "body_html": as_html(said), "body_text": said, "source": "feed",
         "digest": "d", "first_seen_at": SEEN, "last_seen_at": SEEN}
    )  # fmt: skip
    index_comment(db, comment_id, str(1_000_000 + n), said, author)


def _author(db: Any, name: str) -> int:
    return _row(db, "authors", {"key": f"name:{name}", "name": name}, ("key",))


def _row(db: Any, table: str, values: dict[str, str], key: tuple[str, ...]) -> int:
    db[table].insert(values, ignore=True)
    asked = " AND ".join(f"{name} = ?" for name in key)
    found = db.execute(f"SELECT id FROM {table} WHERE {asked}", [values[name] for name in key])
    return int(found.fetchone()[0])


def queries(n: int) -> Iterator[str]:
    """Frequent words, rare ones, two together, and the demo's own, in each language."""
    for edition in EDITIONS:
        language = language_of(edition)
        chance = random.Random(n)
        told = [
            word
            for topic in language.texts.topics
            for paragraph in topic.paragraphs
            for word in paragraph.split()
        ]
        yield from (language.words[place] for place in (0, 1, 10, 100, 1000, 10_000))
        for _ in range(n):
            yield " ".join(chance.sample(told, chance.choice((1, 1, 2, 3))))
            yield f"{chance.choice(told)} {language.words[chance.randint(0, 300)]}"
