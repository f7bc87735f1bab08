"""Days read as the blog itself wrote them."""

from __future__ import annotations

from datetime import date

import pytest

from archive.render import dates


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("bn", "মঙ্গলবার, ১৫ ডিসেম্বর, ২০২০"),
        ("en", "Tuesday, December 15, 2020"),
        ("fr-CA", "mardi 15 décembre 2020"),
        ("ar", "الثلاثاء، 15 ديسمبر 2020"),
        ("th", "วันอังคารที่ 15 ธันวาคม พ.ศ. 2563"),
        ("fa", "سه‌شنبه ۲۵ آذر ۱۳۹۹"),
        ("zh-TW", "2020年12月15日 星期二"),
        ("iw", "יום שלישי, 15 בדצמבר 2020"),
        ("xx-unknown", "Tuesday, December 15, 2020"),
        (None, "Tuesday, December 15, 2020"),
    ],
)
def test_a_day_is_shown_in_the_blogs_language_digits_and_calendar(language, shown):
    assert dates.full_day("2020-12-15", language) == shown


@pytest.mark.parametrize(
    ("day", "solar"),
    [
        (date(2012, 12, 30), (1391, 10, 10)),
        (date(2021, 3, 20), (1399, 12, 30)),
        (date(2021, 3, 21), (1400, 1, 1)),
        (date(2024, 3, 19), (1402, 12, 29)),
        (date(2024, 3, 20), (1403, 1, 1)),
    ],
)
def test_the_solar_hijri_year_turns_at_the_equinox(day, solar):
    assert dates.solar_hijri(day) == solar


def test_months_and_years_stand_in_the_blogs_language():
    assert dates.month_name("2020-12", "bn") == "ডিসেম্বর ২০২০"
    assert dates.month_name("2020-12", "th") == "ธันวาคม 2563"
    assert dates.year_name("2020", "th") == "2563"
    assert dates.month_letter("2020-12", "en") == "D"


def test_a_comments_clock_is_the_one_that_its_blog_wrote():
    assert dates.moment("2020-12-15T20:32:00Z", 360, "en") == "December 16, 2020, 02:32"
    assert dates.moment("2020-12-15T20:32:00Z", None, "bn") == "১৫ ডিসেম্বর, ২০২০, ২০:৩২"


@pytest.mark.parametrize("text", ["", "soon", "2020-13-01", "99999-01-01"])
def test_what_is_no_day_is_not_shown(text):
    assert dates.full_day(text, "en") is None
    assert dates.moment(text, 0, "en") is None


def test_no_language_says_a_month_in_anothers_words():
    """Babel 2.18 does, once Azerbaijani was asked: its December stood alone in 49 others."""
    assert dates.month_name("2020-12", "az") == "dekabr 2020"
    assert dates.month_name("2020-12", "th") == "ธันวาคม 2563"
    assert dates.month_name("2020-11", "fr") == "novembre 2020"
    assert dates.month_name("2020-10", "bg").startswith("октомври 2020")
