"""Cut a name out of a byline such as "Posted by Ann at 1:02 PM". Pure.

Only names are cleaned with these words; no decision rests on them. Most themes mark the name by an
element of its own, and then there is nothing to cut.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_LONGEST_NAME: Final = 100

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
    "เขียนโดย", "发帖者", "張貼者", "發佈者", "投稿者", "작성자",
)  # fmt: skip
"""What Blogger's interface and old templates write before a name, in the languages on record."""

_AFTER: Final = (
    "at", "on", "a", "a la", "a las", "el", "alle", "dne", "di", "en", "kell", "kl.", "klo", "la",
    "le", "o", "ob", "op", "om", "plkst.", "u", "um", "am", "vào lúc", "zaman", "à", "às", "em",
    "στις", "в", "на", "о", "у", "pada", "den", "در", "في", "पर",
)  # fmt: skip
"""What stands between a name and the time."""

_BEFORE = re.compile(
    r"^\W{0,3}(?:(?i:"
    + "|".join(re.escape(words) for words in sorted(POSTED_BY, key=len, reverse=True))
    + r")|by|By|par|por|von|door|da|od|oleh|από|от)(?=[\s:：]|$)\s*[:：]?\s*"
)
"""The short ones only as they are written here: `von` begins a byline, and `Von Braun` a name."""

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


def name_in(text: str) -> str:
    """The name in a byline: without the words before it, and without the time after it."""
    if len(text) > _LONGEST_NAME:
        return ""
    cut = _BEFORE.sub("", text)
    timed = _TIME.sub("", cut)
    if timed != cut or cut != text:
        timed = _TRAILING.sub("", timed)
    return timed.strip(" ,|-–—\u00a0")


@lru_cache(maxsize=4096)
def name_after_byline(text: str) -> str:
    """The name in a text of several things, only where words of a byline begin it."""
    return name_in(text) if len(text) <= _LONGEST_NAME and _BEFORE.match(text) else ""


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
