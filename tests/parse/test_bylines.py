"""A name is cut out of the words around it, and a name that looks like such words stays whole."""

import pytest

from scraper.parse.bylines import name_after_byline, name_before_said, name_in
from scraper.parse.calendars import LANGUAGES
from tests.cldr import same_cldr, written


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Posted by Ann Lee", "Ann Lee"),
        ("posted by Nils Berg at 1:02 PM", "Nils Berg"),
        ("Posted by Ada Byron - Friday, May 16, 2014 at 5:15:00 PM", "Ada Byron"),
        ("Eingestellt von Jana um 21:30", "Jana"),
        ("Publié par: Luc", "Luc"),
        ("Αναρτήθηκε από Δαρεία στις 9:00", "Δαρεία"),
        ("by Bill on 8/09/2012 12:13:00 PM", "Bill"),
        ("Von Braun", "Von Braun"),
        ("Tari of ClayButtons.com", "Tari of ClayButtons.com"),
        ("Ross Tucker and Jonathan Dugas", "Ross Tucker and Jonathan Dugas"),
        ("x" * 200, ""),
    ],
)
def test_a_name_comes_out_of_its_byline(text, name):
    assert name_in(text) == name


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Postado por Rui Sá sexta-feira, 17 de outubro de 2014", "pt-BR", "Rui Sá"),
        ("Người đăng: Văn Hòa Thứ Sáu, 17 tháng 10, 2014", "vi", "Văn Hòa"),
        ("投稿者 山本 時刻: 9:42", "ja", "山本"),
        ("Bejegyezte: Kovács Eszter dátum: 9:42", "hu", "Kovács Eszter"),
        ("Publicadas por Lola a la(s) 9:42", "es", "Lola"),
        ("張貼者： 阿明 於 上午9:42", "zh-TW", "阿明"),
        ("Por Rui Sá - 17 de outubro de 2014", "pt-BR", "Rui Sá"),
        ("Publicado por Lola | Etiquetas: Pan | 3 comentarios", "es", "Lola"),
        ("投稿者 山本 2014年10月17日金曜日", "ja", "山本"),
        ("Vystavil Jan Hus v 17. 10. 2014", "cs", "Jan Hus"),
        ("مرسلة بواسطة نورة في 17\u200f/10\u200f/2014", "ar", "نورة"),
        ("פורסם על ידי דנה ב- 17 באוקטובר 2014", "iw", "דנה"),
        ("Penulis: Budi Santoso 6 Maret 2021", "id", "Budi Santoso"),
        ("Von Humboldt | Das Tagebuch", "de", ""),
        ("작성자: 김민수 시간: 오전 9:42", "ko", "김민수"),
    ],
)
def test_a_name_ends_where_the_line_goes_on(text, language, name):
    assert name_after_byline(text, language) == name


UNCUT = {"mn": "its medium dates have no month that CLDR names"}


@same_cldr
@pytest.mark.parametrize("language", [one for one in LANGUAGES if one not in UNCUT])
def test_a_name_ends_before_a_date_in_every_language(language):
    texts = [one.text for one in written(language)]

    found = {name_after_byline(f"Posted by Ann Lee {text}", language) for text in texts}

    assert found == {"Ann Lee"}


def test_without_a_bylines_words_a_line_names_nobody():
    assert name_after_byline("Friday, May 16, 2014") == ""
    assert name_after_byline("Posted by Ann on Friday") != ""


@pytest.mark.parametrize("text", ["Ann said...", "Ann dijo...", "Ann a dit…", "Ann يقول...", "Ann"])
def test_a_commenters_name_ends_before_said(text):
    assert name_before_said(text) == "Ann"
