"""Posts in scripts that the demo has not, and what the search is asked, in nine languages."""

# ruff: noqa: E501 - many sentences a line
from __future__ import annotations

import random
from pathlib import Path

from archive.store.connection import Archive
from archive.store.words_index import index_comment, index_post

SEEN = "2024-03-03T10:00:00Z"
N_POSTS = 60

SENTENCES = {
    "zh": (
        "我们在北京的老胡同里住了三年。", "春天的时候院子里的海棠开花了。", "今天早上去市场买了豆腐和青菜。",
        "图书馆的老先生告诉我这本书很难找。", "东京的朋友寄来了一封很长的信。", "这条铁路是一百年前修的。",
        "孩子们在河边放风筝。", "下雨天最适合在家里读书喝茶。", "我把旧照片整理成了一本相册。",
        "火车站旁边的小店已经关门了。", "奶奶做的饺子是世界上最好吃的。", "电脑坏了所以这周没有更新博客。",
    ),
    "ja": (
        "今日は東京の古い図書館へ行きました。", "桜の花が川沿いに咲いています。", "祖母の作る味噌汁が一番おいしい。",
        "コンピュータが壊れて写真が消えました。", "駅前の小さな喫茶店でコーヒーを飲んだ。", "雨の日は家で本を読むのが好きです。",
        "来週、京都の友人を訪ねる予定です。", "古い写真をアルバムに整理した。", "子どもたちが公園で凧を揚げている。",
        "この鉄道は百年前に作られたそうだ。", "台風のため電車が止まってしまった。", "夏の終わりに海で花火を見ました。",
    ),
    "th": (
        "วันนี้ฉันไปตลาดซื้อผักและผลไม้", "ประเทศไทยมีวัดเก่าแก่มากมาย", "ฝนตกหนักจนถนนหน้าบ้านน้ำท่วม",
        "คุณยายทำขนมหวานอร่อยที่สุด", "หนังสือเล่มนี้หาซื้อยากมาก", "เด็กเด็กเล่นว่าวอยู่ริมแม่น้ำ",
        "รถไฟสายนี้สร้างเมื่อร้อยปีก่อน", "กรุงเทพในฤดูหนาวอากาศเย็นสบาย", "ฉันเก็บรูปถ่ายเก่าไว้ในอัลบั้ม",
        "เพื่อนจากเชียงใหม่ส่งจดหมายมาให้", "ร้านกาแฟข้างสถานีปิดไปแล้ว", "คอมพิวเตอร์เสียจึงไม่ได้เขียนบล็อก",
    ),
    "ko": (
        "오늘은 서울의 오래된 도서관에 갔다.", "봄이 되어 강가에 벚꽃이 피었다.", "할머니가 만든 만두가 가장 맛있다.",
        "비 오는 날에는 집에서 책을 읽는다.", "친구가 부산에서 긴 편지를 보냈다.", "이 철도는 백 년 전에 만들어졌다.",
        "아이들이 강변에서 연을 날린다.", "컴퓨터가 고장나서 글을 쓰지 못했다.", "역 앞의 작은 가게가 문을 닫았다.",
    ),
    "ru": (
        "Сегодня мы ходили в старую библиотеку.", "Ёлка стоит посреди комнаты до весны.", "Бабушка печёт самые вкусные пироги.",
        "Железную дорогу построили сто лет назад.", "Дети запускали змея на берегу реки.", "Из Москвы пришло длинное письмо от друга.",
        "Дождь шёл весь день, и мы читали книги.", "Магазин у вокзала давно закрыт.", "Компьютер сломался, поэтому записей не было.",
    ),
    "el": (
        "Την Παρασκευή πήγαμε στη θάλασσα.", "Η γιαγιά μαγειρεύει το καλύτερο φαγητό.", "Το παλιό βιβλίο είναι δύσκολο να βρεθεί.",
        "Τα παιδιά παίζουν στην όχθη του ποταμού.", "Έβρεχε όλη μέρα στην Αθήνα.", "Ο φίλος μου έστειλε ένα μεγάλο γράμμα.",
    ),
}  # fmt: skip

ASKED = {
    "zh": ("北京", "图书馆", "饺子", "火车站", "读书", "老先生告诉", "书", "东京 朋友"),
    "ja": ("東京", "図書館", "桜", "コンピュータ", "コーヒー", "味噌汁", "写真 整理", "凧"),
    "th": ("ประเทศไทย", "ตลาด", "หนังสือ", "รถไฟ", "กรุงเทพ", "คอมพิวเตอร์", "แม่น้ำ", "ร้านกาแฟ"),
    "ko": ("서울", "도서관", "할머니", "책", "철도", "편지를"),
    "ru": ("елка", "библиотеку", "РЕКИ", "змея берегу", "пироги", "Москвы"),
    "el": ("παρασκευη", "βιβλιο", "Αθηνα", "γραμμα", "ΓΙΑΓΙΑ"),
}
"""Words and parts of words; without accents, in capitals, two together."""

ASKED_OF_DEMO = (
    "আউটসোর্সিং", "কাজ", "নৌকা", "বৃষ্টি", "নদীর ঘাট", "আছে", "মাহবুব", "খুব ভালো", "ধান*",
    "harbour", "boat wind", "fog", "gulls", "thank", "the sea", "ruth", "barometer", "letter*", "28",
    "النخل", "ماء", "التمر", "سالم", "المطر", "بئر", "الرمان", "الصباح", "جد*",
)  # fmt: skip

ASKED_OF_WHOLE_BLOG = (
    "voyage", "montagne", "thailande", "Thaïlande", "cathédrale", "moto", "bonne route", "québec",
    "saigon", "émilie", "bus", "le marché", "temple*", "plage", "merci", "andre", "cambodge",
    "istanbul", "avion", "petit dejeuner",
)  # fmt: skip


def many_scripts(root: Path) -> Path:
    """An archive of one blog whose posts and comments are in Chinese, Japanese, Thai and others."""
    chance = random.Random(7)
    with Archive.open_for_writing(root) as archive, archive.transaction() as db:
        home = "https://scripts.blogspot.com"
        blog = {
            "id": "9",
            "home_url": f"{home}/",
            "host": "scripts.blogspot.com",
            "title": "Scripts",
        }
        db["blogs"].insert(blog | {"language": "ja", "first_seen_at": SEEN})
        for language, sentences in SENTENCES.items():
            for n in range(N_POSTS):
                told = [chance.choice(sentences) for _ in range(chance.randint(2, 14))]
                title, body = told[0], "\n".join(told[1:])
                post_id = f"{language}{n}"
                day = f"20{10 + n % 9}-0{1 + n % 9}-1{n % 7}"
                path = f"/{day[:4]}/{day[5:7]}/{post_id}.html"
                db["posts"].insert(
                    {"id": post_id, "blog": "9", "kind": "post", "url": home + path, "path": path,
                     "title": title, "published_on": day, "body_html": "", "body_text": body,
                     "digest": "d", "first_seen_at": SEEN, "last_seen_at": SEEN, "changed_at": SEEN}
                )  # fmt: skip
                index_post(db, post_id, title, body)
                said = chance.choice(sentences)
                db["comments"].insert(
                    {"id": f"c{post_id}", "post": post_id, "published_on": day, "body_html": "",
                     "body_text": said, "source": "feed", "digest": "d",
                     "first_seen_at": SEEN, "last_seen_at": SEEN}
                )  # fmt: skip
                index_comment(db, f"c{post_id}", post_id, said)
    return root
