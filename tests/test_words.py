"""The words of a text: one spelling for every way to write them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.words import CUT, DROPPED, fold, is_cut, located, words

SAME = {
    "case": ("Fox", "fOX"),
    "French accents": ("déjà vu, l’été", "deja vu, l'ete"),
    "French ligature": ("œuvre", "OEUVRE"),
    "German sharp s": ("Straße", "STRASSE"),
    "Polish stroke": ("Łódź", "lodz"),
    "Turkish I, with a dot and without": ("İSTANBUL ısı", "istanbul ISI"),
    "Vietnamese, composed and decomposed": (
        unicodedata.normalize("NFC", "Tiếng Việt"),
        unicodedata.normalize("NFD", "tieng viet"),
    ),
    "Greek accents and final sigma": ("Παρασκευή λόγος", "ΠΑΡΑΣΚΕΥΗ ΛΟΓΟΣ"),
    "Greek iota below": ("ᾳ", "α"),
    "Russian yo": ("ёлка", "елка"),
    "Arabic vowels": ("كِتَاب", "كتاب"),
    "Arabic stretched": ("كتـــاب", "كتاب"),
    "Arabic hamza carriers": ("أحمد", "احمد"),
    "Persian and Arabic keyboards": ("كتاب علي", "کتاب علی"),
    "Persian joiner": ("می‌خواهم", "میخواهم"),
    "Hebrew points": ("שָׁלוֹם", "שלום"),
    "Bengali with ZWJ and without": ("র‍্যাব", "র্যাব"),
    "Bengali with ZWNJ and without": ("ক্‌ষ", "ক্ষ"),
    "Bengali nukta, one sign or two": ("\u09dc", "\u09a1\u09bc"),
    "Khmer with and without break signs": ("ភាសា\u200bខ្មែរ", "ភាសាខ្មែរ"),
    "full and half width": ("ＡＢＣ１２ ｶﾞ", "abc12 ガ"),
    "Korean letters, apart or together": (unicodedata.normalize("NFD", "한국어"), "한국어"),
    "digits": ("১২৩ ٤٥٦ ७८९ ๑๒", "123 456 789 12"),
    "superscript": ("m²", "m2"),
    "soft hyphen": ("syl\u00adlable", "syllable"),
    "emoji variation": ("1\ufe0f", "1"),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_two_spellings_are_the_same_words(one: str, other: str) -> None:
    assert words(one) == words(other) != []


DIFFERENT = {
    "Hindi vowel signs": ("कि", "की"),
    "Bengali vowel signs": ("কথা", "কথ"),
    "Tamil vowel signs": ("கல", "கலை"),
    "Thai tones are letters' own": ("มา", "ม้า"),
    "Japanese voicing": ("か", "が"),
}


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT)
def test_signs_that_make_another_word_are_kept(one: str, other: str) -> None:
    assert words(one) != words(other)


CUTS = {
    "English": ("Don't stop: a_b well-known!", "don t stop a b well known"),
    "Hindi": ("नमस्ते, दुनिया।", "नमस्ते दुनिया"),
    "Bengali conjuncts": ("বিজ্ঞানের ক্ষুদ্র কথা", "বিজ্ঞানের ক্ষুদ্র কথা"),
    "Chinese": ("北京大學。", "北京 京大 大學 學"),
    "Japanese beside digits": ("東京2020オリ", "東京 京 2020 オリ リ"),
    "Korean": ("한국어 책", "한국 국어 어 책"),
    "Thai": ("ไทย", "ไท ทย ย"),
    "Lao": ("ລາວ", "ລາ າວ ວ"),
    "Khmer, its full stop outside": ("ខ្មែ។រ", "ខ្ ្ម មែ ែ រ"),
    "Burmese": ("မြန်", "မြ ြန န် ်"),
    "one letter": ("京", "京"),
    "nothing": ("!? … 😀", ""),
}


@pytest.mark.parametrize(("text", "expected"), CUTS.values(), ids=CUTS)
def test_a_text_is_cut_as_its_script_wants(text: str, expected: str) -> None:
    assert words(text) == expected.split()


def test_the_tables_hold_only_what_they_say() -> None:
    for code in _codes(CUT):
        assert unicodedata.category(chr(code))[0] in "LMN" or not _is_assigned(code), hex(code)
    for code in _codes(DROPPED):
        is_mark = unicodedata.category(chr(code)) in {"Mn", "Me", "Cf"}
        assert is_mark or code == 0x0640 or not _is_assigned(code), hex(code)


def _codes(ranges: tuple[tuple[int, int], ...]) -> list[int]:
    return [code for first, last in ranges for code in range(first, last + 1)]


def _is_assigned(code: int) -> bool:
    return unicodedata.category(chr(code)) != "Cn"


@pytest.mark.parametrize("text", [text for text, _ in CUTS.values()])
def test_places_lead_back_to_the_words(text: str) -> None:
    found = list(located(text))
    assert [word for word, _, _ in found] == words(text)
    for word, start, end in found:
        assert word[0] in fold(text[start:end])


ANYTHING = st.text(
    st.one_of(
        st.characters(max_codepoint=0x2FF),
        st.characters(min_codepoint=0x300, max_codepoint=0x11FF, exclude_categories=["Cs"]),
        st.characters(min_codepoint=0x1780, max_codepoint=0x30FF),
        st.sampled_from("ßıİﬁ①ªﾞｶ한각\u1100\u1161\u200d\u0300\u3099\ud800"),
    )
)


@settings(deadline=None)
@given(ANYTHING)
def test_any_text_has_words_and_folding_them_again_changes_nothing(text: str) -> None:
    found = words(text)
    assert all(found)
    plain = [word for word in found if not is_cut(word)]
    assert words(" ".join(plain)) == plain
    for _, start, end in located(text):
        assert 0 <= start < end <= len(text)
