"""What differs between two versions: told in words of any script, and nothing lost or invented."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.differences import (
    Spans,
    Version,
    changed_fields,
    difference,
    paragraphs,
    spans,
    words_changed,
)
from archive.words import pieces

PAIRS = {
    "Latin": ("The old fox jumps.", "The red fox jumps.", "The [-old-]{+red+} fox jumps."),
    "two words are one change": ("old brown fox", "odd red fox", "[-old brown-]{+odd red+} fox"),
    "a vowel sign keeps its letter": ("শেষ ঘাটে", "শেষ ঘাটি", "শেষ [-ঘাটে-]{+ঘাটি+}"),
    "Arabic": ("ذهب الولد", "ذهب الرجل", "ذهب [-الولد-]{+الرجل+}"),
    "Chinese, letter by letter": ("東京の桜は", "東京の梅は", "東京の[-桜-]{+梅+}は"),
    "Thai, with its marks": ("กินข้าว", "กินน้ำ", "กิน[-ข้าว-]{+น้ำ+}"),
    "joined pictures": ("hi 👩‍👧 🇧🇩", "hi 👨‍👧 🇧🇩", "hi [-👩‍👧-]{+👨‍👧+} 🇧🇩"),
    "a space that nobody sees": ("one two", "one\u00a0two", "one\u00a0two"),
}  # fmt: skip
WORDS = st.text(st.sampled_from("ab ঘাটে東京ا\u200d\u0301\n.👩"), max_size=40)


def marked(found: Spans) -> str:
    marks = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(marks[span.kind].format(span.text) for span in found)


@pytest.mark.parametrize("name", PAIRS)
def test_a_line_is_told_in_words(name: str) -> None:
    old, new, told = PAIRS[name]
    assert marked(spans(old, new)) == told


@given(WORDS)
@settings(max_examples=200, deadline=None)
def test_pieces_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text


@given(WORDS, WORDS)
@settings(max_examples=200, deadline=None)
def test_both_texts_can_be_read_out_of_their_difference(old: str, new: str) -> None:
    def letters(text: str) -> str:
        return "".join(text.split())

    found = [span for paragraph in paragraphs(old, new) for span in paragraph]
    assert letters("".join(one.text for one in found if one.kind != "old")) == letters(new)
    if "\u200d" not in old + new and "\u0301" not in old + new:
        assert letters("".join(one.text for one in found if one.kind != "new")) == letters(old)


def test_paragraphs_stay_beside_their_new_form() -> None:
    old = "One stays.\nThe second is rewritten here.\nThree stays."
    new = "One stays.\nAn inserted line.\nThe second was rewritten here.\nThree stays."
    assert [marked(one) for one in paragraphs(old, new)] == [
        "One stays.",
        "{+An inserted line.+}",
        "The second [-is-]{+was+} rewritten here.",
        "Three stays.",
    ]
    assert words_changed(old, new) == (4, 1)


def test_a_version_is_told_field_by_field() -> None:
    old = Version(
        *(1, "2020", "2021", "Rain", "", "It rained."),
        labels=("a", "b"),
        links=("http://x.example/1",),
        pictures=("http://1.bp.blogspot.com/-x/s320/a.jpg",),
        author="Ann",
        published="2020-01-01",
    )
    assert changed_fields(old, replace(old, number=2, labels=("b", "a"))) == ()
    new = replace(
        old,
        number=2,
        title="Snow",
        labels=("b", "c"),
        links=("https://x.example/2",),
        pictures=("http://1.bp.blogspot.com/-y/s320/b.jpg",),
        author="Ben",
    )
    told = difference(old, new)
    assert told.changed == ("title", "labels", "author", "links", "pictures")
    assert told.facts == {"author": ("Ann", "Ben")}
    assert (told.lists["labels"].old, told.lists["labels"].new) == (("a",), ("c",))
    assert told.lists["pictures"].new == new.pictures
    assert changed_fields(replace(old, links=None), old) == (), "what was not kept did not change"


def test_a_hostile_pair_of_texts_is_told_in_time() -> None:
    """A hundred thousand pieces without a line end, and eight thousand lines of one word."""
    began = time.monotonic()
    words_changed("ab " * 50_000, "ba " * 50_000)
    words_changed("x\ny\n" * 4_000, "y\nz\n" * 4_000)
    assert time.monotonic() - began < 30, "not a timing: without the bounds this takes hours"
