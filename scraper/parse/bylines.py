"""Cut a name out of a byline such as "Posted by Ann at 1:02 PM". Pure.

Only names are cleaned with these words; no decision rests on them. Most themes mark the name by an
element of its own, and then there is nothing to cut.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from scraper.parse.cldr import fold
from scraper.parse.date_names import names_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scraper.parse.date_names import Names

_LONGEST_NAME: Final = 100
_LONGEST_LINE: Final = 160
"""Letters of a line that may begin with a byline and go on with labels and a count."""

POSTED_BY: Final = (
    "Posted by", "Written by", "Published by", "Author", "Autor", "Bejegyezte",
    "Dicatat oleh", "Diposkan oleh", "Diposting oleh", "Eingestellt von", "Gepost door",
    "Geplaatst door", "Gepostet von", "Gönderen", "Iesūtīja", "Indsendt af", "Lagt inn av",
    "Lähettänyt", "Người đăng", "Objavil", "Objavil/a", "Objavio/la", "Parašė", "Postado por",
    "Postitas", "Pubblicato da", "Publicada por", "Publicadas por", "Publicado por", "Publicat de",
    "Publicat per", "Publié par", "Posté par", "Écrit par", "Upplagd av", "Uverejnil používateľ",
    "Vystavil", "Autor:", "Αναρτήθηκε από", "Автор",
    "Опубліковано", "Поставио/ла", "Публикувано от", "פורסם על ידי", "ارسال شده توسط",
    "مرسلة بواسطة", "نشر بواسطة", "بواسطة", "प्रस्तुतकर्ता", "এর দ্বারা পোস্ট করা", "இடுகையிட்டது",
    "เขียนโดย", "发帖者", "張貼者", "發佈者", "投稿者", "작성자", "Birt af", "Ipinost ni",
    "Diterbitkan oleh", "Ditulis oleh", "Penulis", "Escrito por", "Escrita por", "Scritto da",
    "Geschrieben von", "Verfasst von", "Rédigé par", "Ecrit par", "Autor wpisu", "Yazan", "Yazar",
    "Được đăng bởi", "Đăng bởi", "Viết bởi", "Tác giả", "تم النشر بواسطة", "نشرت بواسطة", "الكاتب",
    "كتبها", "نویسنده", "نوشته شده توسط", "作者", "作成者", "글쓴이", "ผู้เขียน",
    "द्वारा पोस्ट किया गया", "द्वारा पोस्ट केलेले", "వీరిచే పోస్ట్ చెయ్యబడింది",
    "പോസ്റ്റ് ചെയ്തത്", "Опубликовал", "Опубликовала",
)  # fmt: skip
"""What Blogger's interface and old templates write before a name, in the languages on record."""

_AFTER: Final = (
    "at", "on", "a", "a la", "a las", "el", "alle", "dne", "di", "en", "kell", "kl.", "klo", "la",
    "le", "o", "ob", "op", "om", "plkst.", "u", "um", "am", "vào lúc", "zaman", "à", "às", "em",
    "στις", "в", "на", "о", "у", "pada", "den", "در", "في", "पर", "a la(s)", "à(s)", "v", "ב-", "ב",
    "dátum:", "dátum", "zaman:", "zaman", "時刻:", "時刻", "시간:", "시간", "时间:", "时间", "於",
    "ที่", "এ", "நேரம்", "ساعت", "على",
)  # fmt: skip
"""What stands between a name and the time."""

_BEFORE = re.compile(
    r"^\W{0,3}(?:(?i:"
    + "|".join(re.escape(words) for words in sorted(POSTED_BY, key=len, reverse=True))
    + r")|by|By|par|por|von|door|da|od|oleh|από|от)(?=[\s:：]|$)\s*[:：]?\s*"
)
"""The short ones only as they are written here: `von` begins a byline, and `Von Braun` a name."""

_CAPITAL = re.compile(
    r"^\W{0,3}(?:By|Par|Por|Von|Door|Da|Av|Af|Od|Oleh|Από|От)(?=[\s:：])\s*[:：]?\s*"
)
_SEPARATOR = re.compile(r"\s*[|•»·]\s*|\s[-–—/]\s")
_IN_NUMBERS = re.compile(
    r"[12]\d{3}\s?(?:[年년./-]|m\.)|\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{2}|\d{4})(?!\d)"
)
_DAY_FIRST = re.compile(r"\d{1,2}\.?\s+(?:de\s+|ב)?")
_CLOCK = re.compile(r"\s*\d{1,2}[:.]\d\d")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")

_TIME = re.compile(
    r"\s(?:"
    + "|".join(re.escape(words) for words in sorted(_AFTER, key=len, reverse=True))
    + r")\s+(?:[^\W\d][\w-]*,?\s+)?\d{1,2}\.?\s+(?:de\s+)?[^\W\d]+\.?\s+(?:de\s+)?\d{4}.*$"
    r"|\s*(?:[-–—|@,]|\s(?:"
    + "|".join(re.escape(words) for words in sorted(_AFTER, key=len, reverse=True))
    + r"))?\s*(?:\d{1,2}[:.]\d\d|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
    r"|(?:[^\W\d]+,?\s+)?[^\W\d]+\.?\s+\d{1,2},?\s+\d{4}).*$"
)
_TRAILING = re.compile(
    r"\s*(?:\s(?:"
    + "|".join(re.escape(words) for words in sorted(_AFTER, key=len, reverse=True))
    + r")|[-–—|@,:;.]+)\s*$"
)


def name_in(text: str, language: str | None = None) -> str:
    """The name in a byline: without the words before it, and without the time after it.

    `language` is that of the page, whose weekdays and months may begin the time.
    """
    if len(text) > _LONGEST_NAME:
        return ""
    cut = _BEFORE.sub("", text)
    timed = _TIME.sub("", _before_day(cut, language))
    if timed != cut or cut != text:
        timed = _TRAILING.sub("", timed)
    return timed.strip(" ,|-–—\u00a0")


@lru_cache(maxsize=4096)
def name_after_byline(text: str, language: str | None = None) -> str:
    """The name in a text of several things, only where words of a byline begin it.

    Of a line that goes on behind a separator, only what stands before it. Short words begin a title
    too when they are capitalised (`Von Braun`): there, a day must follow.
    """
    if len(text) > _LONGEST_LINE:
        return ""
    found = _BEFORE.match(text)
    if found:
        return name_in(found[0] + _SEPARATOR.split(text[found.end() :])[0], language)
    short = _CAPITAL.match(text)
    if short is None:
        return ""
    words, *after = _SEPARATOR.split(text[short.end() :])
    name = name_in(words, language)
    is_dated = any(map(_has_day, after)) or (name != words.strip() and _has_day(words))
    return name if is_dated else ""


def name_in_line(texts: Iterable[str], language: str | None) -> str:
    """The name in the first byline among some texts, whole or divided at their separators."""
    parts = (part for text in texts for part in (text, *_SEPARATOR.split(text[:_LONGEST_LINE])[1:]))
    return next((name for part in parts if (name := name_after_byline(part, language))), "")


def _has_day(text: str) -> bool:
    return bool(_DAY.search(text))


def _before_day(text: str, language: str | None) -> str:
    """A text up to where a day with its year or weekday begins, or a time after `上午`."""
    words = text.split()
    if not any(char.isdecimal() for char in text):
        return text
    known = [names for code in (language, "en") if code and (names := names_of(code))]
    for at in range(1, len(words)):
        rest = fold(" ".join(words[at:]))
        if any(_begins_day(rest, names) for names in known):
            return " ".join(words[:at])
    return text


def _begins_day(rest: str, names: Names) -> bool:
    """Say whether a folded text begins with a date, or with a time after its word."""
    if not any(char.isdecimal() for char in rest):
        return False
    is_weekday = names.weekdays.match(rest) or names.short_weekdays.match(rest)
    is_clock = any(
        rest.startswith(word) and _CLOCK.match(rest, len(word)) for word, _ in names.periods
    )
    if is_weekday or is_clock or _IN_NUMBERS.match(rest):
        return True
    day = _DAY_FIRST.match(rest)
    month = rest[day.end() if day else 0 :]
    patterns = (names.months, names.short_months)
    is_named = any(p.match(month) or (rest[0].isdecimal() and p.search(rest)) for p in patterns)
    return is_named and _YEAR.search(rest) is not None


SAID: Final = (
    "said", "says", "dijo", "disse", "a dit", "hat gesagt", "ha detto", "zei", "sagde", "sa",
    "kirjoitti", "írta", "řekl(a)", "povedal(a)", "pisze", "a spus", "dedi ki", "nói", "mengatakan",
    "berkata", "είπε", "комментирует", "каза", "пише", "рече", "reče", "je rekao", "יאמר", "אמר",
    "يقول", "گفت", "ने कहा", "বলেছেন", "கூறியது", "กล่าวว่า", "さんのコメント", "說", "说", "님의 말",
)  # fmt: skip
"""What flat comment lists write after a name."""

_SAID = re.compile(
    r"\s*(?:"
    + "|".join(map(re.escape, sorted(SAID, key=len, reverse=True)))
    + r")\s*(?:\.{3}|…|:)?\s*$"
)


def name_before_said(text: str) -> str:
    """The name in a comment's heading such as "Ann said..."."""
    return _SAID.sub("", text.strip()).strip(" ,.:…")
