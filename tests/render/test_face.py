"""What a reader finds beside the posts: people, pictures, archives, long lists, foreign words."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from archive.render import looks, paging, picture_names, tongues
from tests.render.world import World, every_page, png, read, render, small_blog

BLOG = "seed.blogspot.com"
PROFILE = "https://www.blogger.com/profile/77"


def hrefs(tree, selector: str) -> list[str]:
    return [node.attributes["href"] for node in tree.css(selector)]


def text(tree, selector: str) -> str:
    return " ".join(tree.css_first(selector).text(separator=" ").split())


# -- people --------------------------------------------------------------------------------------


def test_a_name_leads_to_all_that_its_bearer_wrote(world: World):
    blog = world.blog()
    ann = world.author("Ann", PROFILE)
    post = world.post(blog, title="Rain", text="It rained.")
    world.change("posts", post, author=ann)
    said = world.comment(post, "So it did.", author=ann)
    world.comment(post, "Ann never came", author="Tom")
    render(world)
    page = read(world, f"{BLOG}/2020/12/seed.html")
    there = hrefs(page, ".author a")[0]
    assert hrefs(page, ".signed .name a")[0] == there
    person = read(world, f"{BLOG}/people/{there.rpartition('/')[2]}")
    assert person.css_first("h1").text() == "Ann"
    assert hrefs(person, ".written h2 a") == [
        f"../2020/12/seed.html#c{said}",
        "../2020/12/seed.html",
    ]
    assert [node.text() for node in person.css(".beginning")] == ["So it did.", "It rained."]
    profile = person.css_first(".facts a.outside")
    assert profile.attributes["href"] == PROFILE
    assert profile.attributes["rel"] == "nofollow noopener noreferrer"


def test_people_are_listed_by_the_number_of_their_comments(world: World):
    small_blog(world)
    render(world)
    people = read(world, f"{BLOG}/people/index.html")
    assert [node.text(strip=True) for node in people.css(".people li")] == [
        "Ann1 post1 comment",
        "Tom1 comment",
    ]


def test_a_name_without_a_profile_is_not_taken_for_one_person(world: World):
    small_blog(world)
    render(world)
    tom = hrefs(read(world, f"{BLOG}/people/index.html"), ".people a")[1]
    assert "more than one person" in read(world, f"{BLOG}/people/{tom}").css_first(".notice").text()


def test_two_people_of_one_name_have_a_page_each_and_a_script_is_no_page_name(world: World):
    post = world.post(world.blog())
    for author in (
        world.author("Ann", PROFILE),
        world.author("Ann", f"{PROFILE}8"),
        world.author("../../<script>", None),
    ):
        world.comment(post, author=author)
    render(world)
    folder = world.root / "mirror" / BLOG / "people"
    assert len(list(folder.iterdir())) == 4
    assert not list(world.root.glob("*.html"))


# -- pictures ------------------------------------------------------------------------------------


def test_the_gallery_of_a_month_shows_its_kept_pictures_beside_their_posts(world: World):
    blog = world.blog()
    post = world.post(blog, title="Boats")
    kept = world.picture(post, "https://pics.example/a.png", png(), alt="A boat")
    world.picture(post, "https://pics.example/dead.png")
    page = world.post(blog, "/p/about.html", title="About")
    world.picture(page, "https://pics.example/b.png", png(red=9))
    render(world)
    assert hrefs(read(world, f"{BLOG}/gallery/index.html"), ".lines a") == [
        "2020/12/index.html",
        "undated/index.html",
    ]
    room = read(world, f"{BLOG}/gallery/2020/12/index.html")
    assert hrefs(room, ".thumb") == [f"../../../../../{kept}"]
    picture = room.css_first(".thumb img")
    assert picture.attributes["alt"] == "A boat"
    assert picture.attributes["loading"] == "lazy"
    assert hrefs(room, "figcaption a") == ["../../../2020/12/seed.html"]
    loose = read(world, f"{BLOG}/gallery/undated/index.html").css_first(".thumb img")
    assert loose.attributes["alt"] == "About"


def test_a_blog_without_pictures_has_no_gallery(world: World):
    world.post(world.blog())
    render(world)
    assert not (world.root / "mirror" / BLOG / "gallery").exists()
    assert "Pictures" not in read(world, f"{BLOG}/index.html").text()


def test_a_picture_that_no_link_holds_opens_its_file(world: World):
    post = world.post(world.blog(), body='<p><img src="https://pics.example/a%20b.png"></p>')
    kept = world.picture(post, "https://pics.example/a%20b.png", png())
    render(world)
    body = read(world, f"{BLOG}/2020/12/seed.html").css_first(".body")
    assert hrefs(body, "a:has(> img)") == [f"../../../../{kept}"]
    assert body.css_first("img").attributes["alt"] == "Picture a b"


@pytest.mark.parametrize(
    "address",
    [
        "https://4.bp.blogspot.com/-a/b/c/d/s1600-h/x.jpg",
        "http://1.bp.blogspot.com/-a/b/c/d/s0/x.jpg",
        "https://4.bp.blogspot.com/-a/b/c/d/w640-h480/x.jpg",
    ],
)
def test_a_link_to_a_kept_picture_at_any_size_opens_the_kept_file(world: World, address):
    post = world.post(world.blog(), body=f'<a href="{address}">the picture</a>')
    shown = "https://4.bp.blogspot.com/-a/b/c/d/s320/x.jpg"
    kept = world.picture(post, shown, png())
    render(world)
    assert hrefs(read(world, f"{BLOG}/2020/12/seed.html"), ".body a") == [f"../../../../{kept}"]


def test_pictures_of_other_hosts_are_not_folded_by_size():
    assert picture_names.sizeless("https://pics.example/s320/x.jpg") is None
    old = "http://photos1.blogger.com/blogger/1/2/{}/x.jpg"
    assert picture_names.sizeless(old.format(320)) == picture_names.sizeless(old.format(1600))


# -- archives and long lists ---------------------------------------------------------------------


def test_the_archives_count_posts_and_comments_of_every_month(world: World):
    known = small_blog(world)
    world.comment(known["third"], published_on="2021-03-01")
    render(world)
    table = read(world, f"{BLOG}/archives/index.html").css_first("table")
    rows = [
        [" ".join(cell.text(separator=" ").split()) for cell in row.css("td")]
        for row in table.css("tr")[1:]
    ]
    assert [node.text() for node in table.css("tbody th")] == ["2021", "2020", "2019"]
    assert rows[0][2] == "1"
    assert rows[1][10:] == ["1", "1 3", "2 3"]
    assert rows[2][0] == "1"
    assert hrefs(table, "tbody a")[:2] == ["../2020/index.html", "../2020/11/index.html"]


def test_a_long_list_is_cut_so_that_its_old_sheets_stay():
    before = list(paging.sheets("mirror/x/a.html", range(250, 0, -1), 100))
    after = list(paging.sheets("mirror/x/a.html", range(299, 0, -1), 100))
    assert [(sheet.place, len(sheet.entries)) for sheet in before] == [
        ("mirror/x/a.html", 150),
        ("mirror/x/sheets/a/1.html", 100),
    ]
    assert after[1] == before[1]
    more = list(paging.sheets("mirror/x/a.html", range(300, 0, -1), 100))
    assert [len(sheet.entries) for sheet in more] == [100, 100, 100]
    assert more[2].entries == before[1].entries
    assert [entry for sheet in more for entry in sheet.entries] == list(range(300, 0, -1))
    assert (more[1].newer, more[1].older) == (more[0].place, more[2].place)


@pytest.mark.parametrize("n", [0, 1, 99, 199, 200, 201, 1000])
def test_a_list_of_any_length_is_cut_without_loss(n):
    found = list(paging.sheets("mirror/x/a.html", range(n), 100))
    assert len(found) == paging.n_sheets(n, 100)
    assert [entry for sheet in found for entry in sheet.entries] == list(range(n))
    assert all(len(sheet.entries) < 200 for sheet in found)


def test_no_page_of_a_large_blog_is_large(world: World):
    blog = world.blog(language="bn")
    title = "কাসুন্দি বানানোর দিন ও একটি দীর্ঘ শিরোনাম"
    first = world.post(blog, "/2019/01/n.html", labels=("রোজ",), author="Ann")
    with world.archive.transaction() as db:
        row = dict(db["posts"].get(first))
        label = db.execute("SELECT label FROM post_labels").fetchone()[0]
        for n in range(459):
            path = f"/2019/{n % 3 + 1:02}/n{n}.html"
            day = f"2019-{n % 3 + 1:02}-0{n % 9 + 1}"
            other = {"id": f"9{n:03}", "path": path, "url": f"https://{BLOG}{path}"}
            db["posts"].insert(row | other | {"title": f"{title} {n}", "published_on": day})
            db["post_labels"].insert({"post": other["id"], "label": label, "position": 0})
        db["posts"].update(first, {"published_on": "2019-01-01"})
    report = render(world)
    pages = every_page(world)
    assert report.n_pages == len(pages)
    assert max(len(text.encode()) for text in pages.values()) < 100_000
    year = read(world, f"{BLOG}/2019/index.html")
    assert "page 1 of 4" in year.css_first(".list-head").text()
    seen = [*hrefs(year, ".lines a")]
    for number in (3, 2, 1):
        seen += hrefs(read(world, f"{BLOG}/sheets/2019/index/{number}.html"), ".lines a")
    assert len({link.rpartition("/")[2] for link in seen}) == 460


# -- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "tongue"),
    [
        ("Hello there", "bn", "und-Latn"),
        ("আউটসোর্সিং", "bn", None),
        ("আউটসোর্সিং SEO", "bn", None),
        ("مرحبا", "en", "und-Arab"),
        ("東京", "ja", None),
        ("カメラ", "zh-TW", "und-Jpan"),
        ("Zdravo", "sr-Latn", None),
        ("Яна", "iw", "und-Cyrl"),
        ("words", None, None),
        ("words", "xx-unknown", None),
        ("2020 …", "bn", None),
    ],
)
def test_words_in_a_script_foreign_to_the_blog_say_so(text, language, tongue):
    assert tongues.tongue(text, language) == tongue


def test_names_titles_labels_and_comments_in_a_foreign_script_are_marked(world: World):
    blog = world.blog(language="bn", title="বীজ")
    post = world.post(blog, title="Latin title", author="Ann", labels=("ছবি", "photo"), text="বাংলা")
    world.comment(post, "English words", author="রহিমা")
    render(world)
    page = read(world, f"{BLOG}/2020/12/seed.html")
    marked = [node.text(strip=True) for node in page.css("[lang='und-Latn']")]
    assert marked == ["Latin title", "Ann", "photo", "English words"]
    assert "lang" not in page.css_first("article .body").attributes


def test_headings_of_a_body_stand_below_the_title_and_skip_no_level():
    assert looks.outline([1, 4, 2, 6]) == [2, 3, 3, 4]
    assert looks.outline([3, 3, 4]) == [2, 2, 3]
    assert looks.outline([4, 2]) == [2, 2]


# -- posts ---------------------------------------------------------------------------------------


def test_the_day_stands_in_the_blogs_calendar_beside_the_iso_day(world: World):
    world.post(world.blog(language="fa", title="بذر"))
    render(world)
    line = read(world, f"{BLOG}/2020/12/seed.html").css_first(".post-head .dateline")
    assert line.css_first("time").text() == "سه‌شنبه ۲۵ آذر ۱۳۹۹"
    assert line.css_first(".iso").text() == "2020-12-15"


def test_an_outside_link_tells_the_day_on_which_it_was_seen(world: World):
    post = world.post(
        world.blog(), body="<a href='https://out.example/' title='Out'>x</a><a href='/2020/'>y</a>"
    )
    world.comment(
        post, "<a href='https://out.example/'>z</a>", first_seen_at="2025-01-02T03:04:05Z"
    )
    render(world)
    links = read(world, f"{BLOG}/2020/12/seed.html").css(".body a")
    assert [link.attributes.get("title") for link in links] == [
        "Out (outside link, as of 2024-03-03)",
        None,
        "outside link, as of 2025-01-02",
    ]


def test_a_post_says_what_is_missing_of_it(world: World):
    known = small_blog(world)
    render(world)
    said = read(world, f"{BLOG}/2020/12/first.html").css_first(".missing-here")
    assert "A post has more comments (227)" in said.text()
    assert read(world, f"{BLOG}/2020/11/second.html").css_first(".missing-here") is None
    assert known


@pytest.mark.parametrize(
    ("address", "place"),
    [
        (
            "http://seed.blogspot.co.uk/2020/11/second.html?showComment=1#c5",
            "2020/11/second.html#c5",
        ),
        ("/2020/11/second.html?showComment=1559192764955", "2020/11/second.html#comments"),
        ("/2020/11/second.html#comment-form", "2020/11/second.html#comments"),
        ("/search/label/plain?max-results=20", "search/label/plain.html"),
        ("/2020_11_01_archive.html", "2020/11/index.html"),
        ("http://www.seed.blogspot.com/2020/11/", "2020/11/index.html"),
        ("https://seed.blogspot.com.bd/2020/", "2020/index.html"),
        ("http://old.example.org/2020/11/second.html?m=1", "2020/11/second.html"),
        ("/", "index.html"),
        ("/p/about.html", "p/about.html"),
    ],
)
def test_every_kind_of_link_into_the_blog_leads_to_its_place(world: World, address, place):
    known = small_blog(world)
    with world.archive.transaction() as db:
        db["blog_hosts"].insert({"host": "old.example.org", "blog": known["blog"]})
    world.change("posts", known["third"], body_html=f'<a href="{address}">there</a>')
    render(world)
    assert hrefs(read(world, f"{BLOG}/2019/01/third.html"), ".body a") == [f"../../{place}"]


def test_a_link_to_a_comment_that_is_not_kept_leads_to_those_that_are(world: World):
    known = small_blog(world)
    page = f"{BLOG}/2020/12/first.html"
    links = f'<a href="#c{known["question"]}">kept</a><a href="?showComment=1#c99">removed</a>'
    world.change("posts", known["first"], body_html=links)
    assert render(world).faults == ()
    assert hrefs(read(world, page), ".body a") == [f"#c{known['question']}", "#comments"]


def test_a_name_of_nothing_but_spaces_is_no_name(world: World):
    post = world.post(world.blog())
    first = world.comment(post, author="  ")
    world.comment(post, parent=first)
    render(world)
    page = read(world, f"{BLOG}/2020/12/seed.html")
    assert [node.text(strip=True) for node in page.css(".signed .name")] == ["Reader"]
    assert "…" in text(page, ".signed .answers")


def test_a_blog_of_pages_only_and_one_of_nothing_say_so(world: World):
    world.post(world.blog("pages.blogspot.com"), "/p/about.html", title="About")
    world.blog("nothing.blogspot.com")
    render(world)
    pages = read(world, "pages.blogspot.com/index.html")
    nothing = read(world, "nothing.blogspot.com/index.html")
    assert text(pages, ".title-page .facts") == "0 posts 1 page"
    assert pages.css_first(".newest") is None
    assert nothing.css_first(".newest") is None
    assert text(nothing, ".notice") == "Nothing is kept of this blog yet."
    assert text(read(world, "index.html"), ".facts") == "pages.blogspot.com 0 posts 1 page"


def test_every_colour_and_size_of_the_style_sheets_has_a_value():
    sheets = (resources.files("archive.render") / "static").iterdir()
    css = " ".join(sheet.read_text("utf-8") for sheet in sheets if sheet.name.endswith(".css"))
    used = set(re.findall(r"var\((--[a-z0-9-]+)", css))
    assert len(used) > 20
    assert used - set(re.findall(r"(--[a-z0-9-]+):", css)) == set()


def test_a_long_list_of_gaps_is_cut_and_every_gap_is_on_one_sheet(world: World):
    post = world.post(world.blog())
    for n in range(250):
        world.picture(post, f"https://pics.example/{n}.png", position=n)
    assert render(world).faults == ()
    first = read(world, f"{BLOG}/coverage/index.html")
    last = read(world, f"{BLOG}/sheets/coverage/index/1.html")
    told = [hrefs(page, ".gaps p:first-of-type a") for page in (first, last)]
    assert [len(each) for each in told] == [150, 100]
    assert len({*told[0], *told[1]}) == 250
    assert last.css_first(".gaps").attributes["start"] == "151"
    assert last.css_first("table") is None
    assert hrefs(first, ".turn a") == ["../sheets/coverage/index/1.html"]
    assert hrefs(last, ".turn a") == ["../../../coverage/index.html"]
