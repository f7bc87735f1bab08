"""Dates in all of Blogger's languages, from real headers and from CLDR, in native digits too."""

import json
from datetime import date, time
from pathlib import Path

import pytest
from babel.dates import format_date, format_time
from hypothesis import given
from hypothesis import strategies as st

from scraper.parse.calendars import LANGUAGES, solar_hijri
from scraper.parse.dates import parse_date
from tests.cldr import DAYS, STYLES, cldr_locale, in_digits, same_cldr, written
from tests.write_date_names import TABLE, table

REAL = json.loads((Path(__file__).parents[1] / "cases/dates/expect.json").read_text("utf-8"))


@same_cldr
def test_the_table_of_names_is_what_cldr_has():
    assert TABLE.read_text("utf-8") == table()


@pytest.mark.parametrize("row", REAL, ids=lambda row: f"{row['language']}: {row['text'][:40]}")
def test_a_real_header_is_read(row):
    shown = parse_date(row["text"], row["language"], year=2012)

    assert (str(shown.day) if shown else None) == row["day"]


@same_cldr
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_reads_what_cldr_writes(language):
    read = [(given, parse_date(given.text, language)) for given in written(language)]

    assert [one for one in read if one[1] is None or one[1].day != one[0].day] == []


CHOSEN = (
    "EEEE, MMMM dd, yyyy", "MMMM dd, yyyy", "dd MMMM yyyy", "EEE, d MMM yyyy", "yyyy-MM-dd",
    "EEEE, MMMM d", "d MMMM",
)  # fmt: skip
"""Header formats that owners choose."""


@same_cldr
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_reads_the_formats_that_owners_choose(language):
    texts = {
        (format_date(day, form, cldr_locale(language)), day) for form in CHOSEN for day in DAYS[:4]
    }
    read = [(text, day, parse_date(text, language, year=day.year)) for text, day in texts]

    assert [one for one in read if one[2] is None or one[2].day != one[1]] == []


@same_cldr
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_header_is_read_in_whatever_language_the_blog_says_it_is(language):
    day = DAYS[6]
    text = format_date(day, "EEEE, d MMMM yyyy", cldr_locale(language))

    assert parse_date(text, "ja", month=day.month).day == day
    assert parse_date(text, "en", month=day.month).day == day


@same_cldr
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_reads_the_time_of_day(language):
    for hour in (0, 9, 12, 16):
        clock = format_time(time(hour, 21), "short", locale=cldr_locale(language))
        shown = parse_date(
            f"{format_date(DAYS[2], 'long', cldr_locale(language))} {clock}", language
        )
        assert (shown.day, shown.time) == (DAYS[2], time(hour, 21)), clock


def test_dates_are_spread_over_languages_forms_digits_and_the_calendar():
    assert len(LANGUAGES) == 78
    assert {day.month for day in DAYS} == set(range(1, 13))
    assert {day.weekday() for day in DAYS} == set(range(7))
    given = [one.text for one in written("my") if one.digits == "native"]
    assert "၂၀၂၀ ဒီဇင်ဘာ ၁၅" in given
    assert len(given) == len(DAYS) * len(STYLES)


@pytest.mark.parametrize("zero", ["০", "०", "۰", "٠", "๐"])
def test_digits_may_be_those_of_another_script_than_the_blogs(zero):
    assert parse_date(in_digits("Sunday, July 05, 2020", zero), "en").day == date(2020, 7, 5)


def test_without_a_language_the_vote_reads_it():
    assert parse_date("মঙ্গলবার, ১৫ ডিসেম্বর, ২০২০", None).day == date(2020, 12, 15)
    assert parse_date("mardi 5 juin 2018", None).day == date(2018, 6, 5)


def test_a_wrong_language_does_not_hide_the_date():
    assert parse_date("Dienstag, 6. Mai 2014", "ja").day == date(2014, 5, 6)


def test_the_time_of_day_is_read_where_shown():
    assert parse_date("May 30, 2019 at 1:06 PM", "en").time == time(13, 6)
    assert parse_date("8 novembre 2012 à 18 h 42", "fr-CA").time == time(18, 42)
    assert parse_date("7/18/2012 11:52:00 AM", "en").time == time(11, 52)


def test_a_missing_year_is_the_one_that_fits_the_weekday():
    assert parse_date("Thursday, January 1", "en", year=2014).day == date(2015, 1, 1)
    assert parse_date("Thursday, March 15", "en") is None


def test_a_month_inside_a_weekday_of_another_language_is_no_month():
    assert parse_date("martes, 15 diciembre 2020", "en").day == date(2020, 12, 15)
    assert parse_date("Th 6, 31 thg 1 2003", "vi").day == date(2003, 1, 31)


def test_the_solar_hijri_calendar_knows_its_new_years():
    assert solar_hijri(1399, 1, 1) == date(2020, 3, 20)
    assert solar_hijri(1400, 1, 1) == date(2021, 3, 21)
    assert solar_hijri(1403, 12, 30) == date(2025, 3, 20)
    assert solar_hijri(1400, 13, 1) is None


@given(st.text(max_size=120), st.sampled_from([None, "en", "fa", "th", "zz", "ja", "ar"]))
def test_no_text_breaks_the_reader(text, language):
    shown = parse_date(text, language, year=2012)

    assert shown is None or isinstance(shown.day, date)
