"""Dates in all of Blogger's languages, from real headers and from CLDR, in native digits too."""

import json
from datetime import date, time
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from scraper.parse.calendars import ALIASES, LANGUAGES, solar_hijri
from scraper.parse.dates import parse_date

REAL = json.loads((Path(__file__).parents[1] / "cases/dates/expect.json").read_text("utf-8"))
DAYS = [date(2020, 12, 15), date(2012, 3, 8), date(2019, 5, 1), date(2016, 8, 31)]
ZEROS = {"Bengali": "০", "Devanagari": "०", "Persian": "۰", "Arabic": "٠", "Thai": "๐"}


@pytest.mark.parametrize("row", REAL, ids=lambda row: f"{row['language']}: {row['text'][:40]}")
def test_a_real_header_is_read(row):
    shown = parse_date(row["text"], row["language"], year=2012)

    assert (str(shown.day) if shown else None) == row["day"]


def native(text, zero):
    return "".join(chr(ord(zero) + int(char)) if char in "0123456789" else char for char in text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_reads_what_cldr_writes(language):
    locale = Locale.parse(ALIASES.get(language.lower(), language), sep="-")
    wrong = []
    for day in DAYS:
        for style in ("full", "long", "medium"):
            text = format_date(day, style, locale)
            for spelling in (text, *(native(text, zero) for zero in ZEROS.values())):
                shown = parse_date(spelling, language)
                if shown is None or shown.day != day:
                    wrong.append((spelling, day, shown))
    assert wrong == []


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


def test_the_solar_hijri_calendar_knows_its_new_years():
    assert solar_hijri(1399, 1, 1) == date(2020, 3, 20)
    assert solar_hijri(1400, 1, 1) == date(2021, 3, 21)
    assert solar_hijri(1403, 12, 30) == date(2025, 3, 20)
    assert solar_hijri(1400, 13, 1) is None


@given(st.text(max_size=120), st.sampled_from([None, "en", "fa", "th", "zz", "ja", "ar"]))
def test_no_text_breaks_the_reader(text, language):
    shown = parse_date(text, language, year=2012)

    assert shown is None or isinstance(shown.day, date)
