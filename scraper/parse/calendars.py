"""Blogger's languages, the names CLDR lacks, and the Solar Hijri calendar. Data, and one sum."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

LANGUAGES: Final = (
    "en", "af", "am", "ar", "as", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el",
    "es", "et", "eu", "fa", "fi", "fil", "fr", "gl", "gu", "he", "hi", "hr", "hu", "hy", "id", "is",
    "it", "ja", "ka", "kk", "km", "kn", "ko", "ky", "lo", "lt", "lv", "mk", "ml", "mn", "mr", "ms",
    "my", "nb", "ne", "nl", "or", "pa", "pl", "pt", "pt-PT", "ro", "ru", "si", "sk", "sl", "sq",
    "sr", "sv", "sw", "ta", "te", "th", "tr", "uk", "ur", "uz", "vi", "zh", "zh-TW", "zh-HK", "zu",
)  # fmt: skip
"""The languages of Blogger's interface, English first."""

ALIASES: Final = {
    "iw": "he",
    "in": "id",
    "no": "nb",
    "tl": "fil",
    "mo": "ro",
    "sh": "sr-Latn",
    "zh-cn": "zh-Hans",
    "zh-sg": "zh-Hans",
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant-HK",
    "es-419": "es-419",
}
"""Codes that Blogger writes and CLDR spells otherwise, lower-case."""

EXTRA_MONTHS: Final[dict[str, dict[str, int]]] = {
    "ar": {
        # The Levant and the Gulf write other names than CLDR's `ar`.
        "كانون الثاني": 1, "شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "حزيران": 6,
        "تموز": 7, "آب": 8, "أيلول": 9, "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12,
        "اغسطس": 8, "ابريل": 4, "اكتوبر": 10, "فبراير": 2,
    },
    "bn": {"জানুয়ারী": 1, "ফেব্রুয়ারী": 2, "আগষ্ট": 8},
    "hi": {"जनवरी": 1, "फरवरी": 2, "मार्च": 3, "जून": 6, "जुलाई": 7, "सितंबर": 9, "अक्टूबर": 10,
           "नवंबर": 11, "दिसंबर": 12, "सितम्बर": 9, "अक्तूबर": 10, "नवम्बर": 11, "दिसम्बर": 12},
    "fa": {"ژانویه": 1, "فوریه": 2, "آوریل": 4, "مه": 5, "ژوئن": 6, "ژوئیه": 7, "اوت": 8},
    "ro": {"septemvrie": 9},
    "sr": {"јуни": 6, "јули": 7, "juni": 6, "juli": 7},
}  # fmt: skip
"""Spellings seen on older pages that today's CLDR no longer has, or never had."""

EXTRA_WEEKDAYS: Final[dict[str, dict[str, int]]] = {
    "vi": {f"{word} {number + 2}": number for word in ("th", "thứ") for number in range(6)},
}
"""Weekdays written with a number, which is no day of a month."""

SOLAR_HIJRI_MONTHS: Final = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip

_YEARS: Final = range(1200, 1600)
_MONTHS: Final = dict.fromkeys(range(1, 7), 31) | dict.fromkeys(range(7, 13), 30)
"""Days of each month; the last has 29 in common years."""

_LEAP: Final = 4
_CYCLE_STARTS: Final = (
    -61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097, 2192, 2262, 2324,
    2394, 2456, 3178,
)  # fmt: skip
"""Years at which the calendar's leap rule begins anew (K. M. Borkowski, 1996)."""


def _new_year(year: int) -> date:
    """The Gregorian day on which a Solar Hijri year begins (20 or 21 March)."""
    gregorian = year + 621
    leaps = -14
    start = _CYCLE_STARTS[0]
    for following in _CYCLE_STARTS[1:]:
        length = following - start
        if year < following:
            break
        leaps += length // 33 * 8 + length % 33 // 4
        start = following
    n = year - start
    leaps += n // 33 * 8 + (n % 33 + 3) // 4
    if length % 33 == _LEAP and length - n == _LEAP:
        leaps += 1
    gregorian_leaps = gregorian // 4 - (gregorian // 100 + 1) * 3 // 4 - 150
    return date(gregorian, 3, 1) + timedelta(days=19 + leaps - gregorian_leaps)


def solar_hijri(year: int, month: int, day: int) -> date | None:
    """Turn a Solar Hijri day into a Gregorian one; None where there is no such day."""
    if month not in _MONTHS or year not in _YEARS or not 1 <= day <= _MONTHS[month]:
        return None
    before = sum(_MONTHS[earlier] for earlier in range(1, month))
    return _new_year(year) + timedelta(days=before + day - 1)
