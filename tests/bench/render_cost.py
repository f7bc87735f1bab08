"""What rendering costs, beside Pelican and Hugo on the same posts with their comments.

python -m tests.bench.render_cost [POSTS …]    default 2000 20000

Pelican and Hugo are taken from PATH and get each post as an HTML file, comments and all, with a
theme of one plain template per kind of page; what is missing is said. 20 comments stand under each
fifth post, 4 under the others.
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from html import escape
from pathlib import Path
from random import Random

from archive.render.site import render_mirror
from archive.store.connection import Archive

SEEN = "2024-03-03T10:00:00Z"
WORDS = (
    "river market monsoon letter garden lantern harvest bicycle station evening window teacher"
    " mango village bridge winter kitchen promise journey festival notebook shadow morning rain"
).split()
HOME = "https://bench.blogspot.com"


def sentence(random: Random, n_words: int) -> str:
    return " ".join(random.choices(WORDS, k=n_words)).capitalize() + "."


def body(random: Random, number: int) -> str:
    """Six paragraphs as Blogger's editor leaves them, with a link to an earlier post."""
    paragraphs = [
        f'<div style="text-align: justify;"><span style="font-size: large;">{sentence(random, 60)}'
        f"</span></div><br /><b>{sentence(random, 12)}</b>"
        for _ in range(6)
    ]
    if number:
        to = random.randrange(number)
        paragraphs.append(
            f'<a href="{HOME}{path_of(to)}">earlier</a> <a href="https://x.org/">x</a>'
        )
    return "\n".join(paragraphs)


def day_of(number: int) -> str:
    return f"{2008 + number // 12 % 12}-{1 + number % 12:02}-{1 + number // 7 % 28:02}"


def path_of(number: int) -> str:
    return f"/{day_of(number)[:4]}/{day_of(number)[5:7]}/post-{number}.html"


def n_comments(number: int) -> int:
    return 20 if number % 5 == 0 else 4


def fill(folder: Path, n_posts: int) -> None:
    """An archive of one blog, written as rows."""
    random = Random(n_posts)
    with Archive.open_for_writing(folder) as archive, archive.transaction() as db:
        db["blogs"].insert(
            {
                "id": "1", "home_url": f"{HOME}/", "host": "bench.blogspot.com", "title": "Bench",
                "language": "en", "first_seen_at": SEEN, "last_crawl_at": SEEN,
            }
        )  # fmt: skip
        db["blog_hosts"].insert({"host": "bench.blogspot.com", "blog": "1"})
        db["authors"].insert_all(
            {"id": n, "key": f"name:{n}", "name": f"Reader {n}"} for n in range(1, 200)
        )
        db["labels"].insert_all({"id": n, "blog": "1", "name": f"label {n}"} for n in range(1, 61))
        db["posts"].insert_all(post(random, number) for number in range(n_posts))
        db["post_labels"].insert_all(
            {"post": str(10_000 + n), "label": 1 + (n * k) % 60, "position": k}
            for n in range(n_posts) for k in ((1, 7) if n * 6 % 60 else (1,))
        )  # fmt: skip
        db["comments"].insert_all(
            comment(random, number, at)
            for number in range(n_posts)
            for at in range(n_comments(number))
        )


def post(random: Random, number: int) -> dict[str, object]:
    html = body(random, number)
    return {
        "id": str(10_000 + number), "blog": "1", "kind": "post", "url": HOME + path_of(number),
        "path": path_of(number), "title": sentence(random, 5), "published_on": day_of(number),
        "published_at": f"{day_of(number)}T08:00:00Z", "author": 1, "body_html": html,
        "body_text": " ".join(html.split())[:1500], "digest": "d", "n_comments": n_comments(number),
        "first_seen_at": SEEN, "last_seen_at": SEEN, "changed_at": SEEN,
    }  # fmt: skip


def comment(random: Random, number: int, at: int) -> dict[str, object]:
    told = sentence(random, 25)
    return {
        "id": str(10_000_000 + number * 100 + at), "post": str(10_000 + number),
        "author": 2 + random.randrange(190), "published_on": day_of(number),
        "published_at": f"{day_of(number)}T10:{at:02}:00Z", "utc_offset": 0,
        "body_html": f"{told}<br />{told}", "body_text": told, "source": "feed", "digest": "d",
        "first_seen_at": SEEN, "last_seen_at": SEEN,
        "parent": str(10_000_000 + number * 100 + at - 1) if at % 3 == 2 else None,
    }  # fmt: skip


# -- the others ----------------------------------------------------------------------------------

_ENTRY = "<article><h1>{title}</h1>{content}</article>"
PELICAN_THEME = {
    "base.html": "<!doctype html><title>{% block title %}{% endblock %}</title>{% block content %}{% endblock %}",
    "article.html": "{% extends 'base.html' %}{% block content %}<h1>{{ article.title }}</h1>{{ article.locale_date }}{{ article.content }}{% for tag in article.tags %}<a href='/{{ tag.url }}'>{{ tag }}</a>{% endfor %}{% endblock %}",
    "tag.html": "{% extends 'base.html' %}{% block content %}<h1>{{ tag }}</h1>{% for one in articles %}<a href='/{{ one.url }}'>{{ one.title }}</a>{% endfor %}{% endblock %}",
    "period_archives.html": "{% extends 'base.html' %}{% block content %}{% for one in articles %}<h2><a href='/{{ one.url }}'>{{ one.title }}</a></h2>{{ one.summary }}{% endfor %}{% endblock %}",
    "index.html": "{% extends 'base.html' %}{% block content %}{% for one in articles[:12] %}<h2><a href='/{{ one.url }}'>{{ one.title }}</a></h2>{{ one.summary }}{% endfor %}{% endblock %}",
}
PELICAN_CONF = """
SITENAME = 'Bench'; PATH = 'content'; TIMEZONE = 'UTC'; THEME = 'theme'; SITEURL = ''
DIRECT_TEMPLATES = ['index']; FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None; CATEGORY_SAVE_AS = AUTHOR_SAVE_AS = ''
ARTICLE_URL = ARTICLE_SAVE_AS = '{date:%Y}/{date:%m}/{slug}.html'
YEAR_ARCHIVE_SAVE_AS = '{date:%Y}/index.html'; MONTH_ARCHIVE_SAVE_AS = '{date:%Y}/{date:%m}/index.html'
DEFAULT_PAGINATION = False; DELETE_OUTPUT_DIRECTORY = False; CACHE_CONTENT = False
THEME_STATIC_PATHS = []; SUMMARY_MAX_LENGTH = 40
"""
HUGO_CONF = """
baseURL = "/"
title = "Bench"
disableKinds = ["RSS", "sitemap", "404"]
[taxonomies]
tag = "tags"
[markup.goldmark.renderer]
unsafe = true
"""
HUGO_LAYOUTS = {
    "_default/single.html": "<!doctype html><title>{{ .Title }}</title><h1>{{ .Title }}</h1>{{ .Date }}{{ .Content }}{{ range .Params.tags }}<a href='/tags/{{ . | urlize }}/'>{{ . }}</a>{{ end }}",
    "_default/list.html": "<!doctype html><title>{{ .Title }}</title>{{ range .Pages }}<h2><a href='{{ .RelPermalink }}'>{{ .Title }}</a></h2>{{ end }}",
    "index.html": "<!doctype html><title>{{ .Title }}</title>{{ range first 12 .Site.RegularPages }}<h2><a href='{{ .RelPermalink }}'>{{ .Title }}</a></h2>{{ .Summary }}{{ end }}",
}


def whole_posts(folder: Path) -> list[tuple[dict[str, object], list[str], str]]:
    """(row, labels, body with its comments as HTML) of each post of an archive."""
    with Archive.open(folder) as archive:
        comments: dict[str, list[str]] = {}
        for row in archive.db.query(
            "SELECT comments.*, name FROM comments JOIN authors ON authors.id = author"
        ):
            said = f"<li id='c{row['id']}'><b>{escape(row['name'])}</b> {row['published_at']}<div>{row['body_html']}</div></li>"
            comments.setdefault(row["post"], []).append(said)
        labels: dict[str, list[str]] = {}
        for row in archive.db.query(
            "SELECT post, name FROM post_labels JOIN labels ON labels.id = label"
        ):
            labels.setdefault(row["post"], []).append(row["name"])
        return [
            (row, labels.get(row["id"], []), f"{row['body_html']}<ol>{''.join(comments.get(row['id'], []))}</ol>")
            for row in archive.db.query("SELECT * FROM posts")
        ]  # fmt: skip


def write_all(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def for_pelican(posts: list, folder: Path) -> list[str]:
    write_all(folder, {f"theme/templates/{name}": text for name, text in PELICAN_THEME.items()})
    for name in ("archives", "author", "authors", "categories", "category", "page", "tags"):
        write_all(folder, {f"theme/templates/{name}.html": "{% extends 'base.html' %}"})
    write_all(folder, {"pelicanconf.py": PELICAN_CONF})
    for row, labels, html in posts:
        head = f"<title>{row['title']}</title><meta name='date' content='{row['published_on']}'>"
        head += f"<meta name='tags' content='{', '.join(labels)}'><meta name='slug' content='p{row['id']}'>"
        text = f"<html><head>{head}</head><body>{html}</body></html>"
        write_all(folder / "content", {f"{row['id']}.html": text})
    return ["pelican", "-s", "pelicanconf.py", "-o", "out", "-q"]


def for_pelican_markdown(posts: list, folder: Path) -> list[str]:
    """The same posts as people write them for Pelican, comments as a list."""
    call = for_pelican([], folder)
    for row, labels, html in posts:
        text = re.sub(r"<div[^>]*><span[^>]*>|</ol>", "", html)
        text = (
            text.replace("</span></div><br />", "\n\n")
            .replace("<br />", "  \n")
            .replace("<ol>", "\n\n")
        )
        text = re.sub(r"</?b>", "**", text)
        text = re.sub(r'<a href="([^"]*)">([^<]*)</a>', r"[\2](\1)", text)
        text = re.sub(
            r"<li id='[^']*'>(.*?)<div>(.*?)</div></li>",
            r"- \1\n\n    \2\n\n",
            text,
            flags=re.DOTALL,
        )
        head = f"Title: {row['title']}\nDate: {row['published_on']}\nTags: {', '.join(labels)}\nSlug: p{row['id']}\n\n"
        write_all(folder / "content", {f"{row['id']}.md": head + text})
    return call


def for_hugo(posts: list, folder: Path) -> list[str]:
    write_all(folder, {"config.toml": HUGO_CONF})
    write_all(folder, {f"layouts/{name}": text for name, text in HUGO_LAYOUTS.items()})
    for row, labels, html in posts:
        front = {"title": row["title"], "date": row["published_on"], "tags": labels}
        write_all(folder, {f"content/posts/{row['id']}.html": json.dumps(front) + "\n\n" + html})
    return ["hugo", "--quiet", "-d", "out"]


OTHERS = {"pelican, HTML": for_pelican, "pelican, Markdown": for_pelican_markdown, "hugo": for_hugo}


def other(name: str, folder: Path, posts: list) -> None:
    if shutil.which(name.partition(",")[0]) is None:
        print(f"  {name:<28} not on PATH", flush=True)
        return
    call = OTHERS[name](posts, folder)
    began = time.perf_counter()
    subprocess.run(call, cwd=folder, check=True, capture_output=True)
    seconds = time.perf_counter() - began
    n_files = sum(1 for _ in (folder / "out").rglob("*.html"))
    print(f"  {name:<28} {seconds:>7.2f} s  {n_files:>6,} pages", flush=True)


# -- ours, in a process of its own, so that its memory is its own ----------------------------------


def child(folder: str) -> None:
    began = time.perf_counter()
    with Archive.open_for_writing(Path(folder)) as archive:
        report = render_mirror(archive)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = time.perf_counter() - began
    print(json.dumps([seconds, peak, report.n_pages, report.n_written, len(report.faults)]))


def ours(what: str, folder: Path) -> float:
    call = [sys.executable, "-m", "tests.bench.render_cost", "--child", str(folder)]
    ended = subprocess.run(call, check=True, capture_output=True, text=True, env=os.environ)
    seconds, peak, n_pages, n_written, n_faults = json.loads(ended.stdout)
    print(
        f"  {what:<28} {seconds:>7.2f} s  {n_pages:>6,} pages, {n_written:,} files"
        f" written, {n_faults} faults, {peak:.0f} MiB",
        flush=True,
    )
    return seconds


def change(folder: Path, values: dict[str, object]) -> None:
    with Archive.open_for_writing(folder) as archive, archive.transaction() as db:
        db["posts"].update("10005", values)


def measure(n_posts: int) -> None:
    print(f"{n_posts:,} posts with {sum(map(n_comments, range(n_posts))):,} comments")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        fill(folder / "a", n_posts)
        whole = ours("blogarchive, all", folder / "a")
        again = ours("blogarchive, nothing changed", folder / "a")
        change(folder / "a", {"body_html": "<p>Said better.</p>"})
        one = ours("blogarchive, one post changed", folder / "a")
        print(f"  {'':<28} {100 * again / whole:.1f} % and {100 * one / whole:.1f} % of the whole")
        posts = whole_posts(folder / "a") if n_posts <= 2_000 else []
        for name in OTHERS if posts else ():
            (folder / name).mkdir()
            other(name, folder / name, posts)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2])
    else:
        for number in sys.argv[1:] or ("2000", "20000"):
            measure(int(number))
