"""What rendering costs, beside Pelican and Hugo on the same posts with their comments.

python -m tests.bench.render_cost [POSTS …]    default 2000 20000

Seconds are those of a whole process, from a cold start of its interpreter into an empty folder, the
best of three up to 2,000 posts; beside them the processor's, of both our processes together. Ours
read the rows of an archive, sanitise and rewrite bodies and comments and check every link; with the
search they also write its index. *The reading face alone* is an archive of which no words were
kept, so that the index is empty.

Pelican and Hugo are taken from PATH, without caches, and get each post as a file, its comments a
list in the body: as HTML, which Pelican parses, or as the Markdown that people write for it. Pelican
renders once as it comes (its own theme, feeds and all) and once with a theme of one plain template
per kind of page and no feeds; Hugo with plain templates. What is missing is said. 20 comments stand
under each fifth post, 4 under the others.
"""

from __future__ import annotations

import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from html import escape
from pathlib import Path
from random import Random
from typing import NamedTuple

from sqlite_utils import Database

from archive.render.site import render_mirror
from archive.store.connection import Archive
from archive.store.words_index import index_comment, index_post

SEEN = "2024-03-03T10:00:00Z"
WORDS = (
    "river market monsoon letter garden lantern harvest bicycle station evening window teacher"
    " mango village bridge winter kitchen promise journey festival notebook shadow morning rain"
).split()
HOME = "https://bench.blogspot.com"
N_RUNS, FEW = 3, 2_000
Prepare = Callable[[list, Path], list[str]]
"""Writes what another program renders into a folder; gives the command."""


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


def fill(folder: Path, n_posts: int, *, has_words: bool = False) -> None:
    """An archive of one blog, written as rows; with the words that its search index is made of."""
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
        if has_words:
            _keep_words(db)


def _keep_words(db: Database) -> None:
    names = dict(db.execute("SELECT id, name FROM authors"))
    for post_id, title, text, author in list(
        db.execute("SELECT id, title, body_text, author FROM posts ORDER BY rowid")
    ):
        index_post(db, post_id, title, text, names[author])
    for comment_id, post_id, text, author in list(
        db.execute("SELECT id, post, body_text, author FROM comments ORDER BY rowid")
    ):
        index_comment(db, comment_id, post_id, text, names[author])


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
PELICAN_AS_IT_COMES = """
SITENAME = 'Bench'; PATH = 'content'; TIMEZONE = 'UTC'; SITEURL = ''; CACHE_CONTENT = False
"""
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


def as_it_comes(prepare: Prepare) -> Prepare:
    """Pelican with its own theme and settings, but for the cache."""

    def prepared(posts: list, folder: Path) -> list[str]:
        call = prepare(posts, folder)
        write_all(folder, {"pelicanconf.py": PELICAN_AS_IT_COMES})
        return call

    return prepared


OTHERS: dict[str, Prepare] = {
    "pelican, HTML": as_it_comes(for_pelican),
    "pelican, Markdown": as_it_comes(for_pelican_markdown),
    "pelican, HTML, plain theme": for_pelican,
    "pelican, Markdown, plain theme": for_pelican_markdown,
    "hugo, HTML, plain theme": for_hugo,
}


# -- processes and what they cost ----------------------------------------------------------------


class Cost(NamedTuple):
    """What a process cost."""

    seconds: float
    processor: float
    """Seconds of all cores, of the process and those that it started."""
    said: str


def cost(call: list[str], folder: Path) -> Cost:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    ended = subprocess.run(call, cwd=folder, check=True, capture_output=True, text=True)
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(seconds, processor, ended.stdout)


def told(what: str, best: Cost, facts: str) -> None:
    print(f"  {what:<32} {best.seconds:>7.2f} s {best.processor:>7.2f} s  {facts}", flush=True)


def other(name: str, folder: Path, posts: list) -> None:
    if shutil.which(name.partition(",")[0]) is None:
        print(f"  {name:<32} not on PATH", flush=True)
        return
    call = OTHERS[name](posts, folder)
    costs = []
    for _ in range(N_RUNS):
        shutil.rmtree(folder / "out", ignore_errors=True)
        costs.append(cost(call, folder))
    n_files = sum(1 for _ in (folder / "out").rglob("*.html"))
    told(name, min(costs), f"{n_files:>6,} pages")


# -- ours, in a process of its own, so that its memory is its own ----------------------------------


def child(folder: str) -> None:
    with Archive.open_for_writing(Path(folder)) as archive:
        report = render_mirror(archive)
    peaks = [
        resource.getrusage(whose).ru_maxrss // 1024
        for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    print(json.dumps([report.n_pages, report.n_written, len(report.faults), *peaks]))


def ours(what: str, folder: Path, prepare: Callable[[], object], n_runs: int) -> Cost:
    """The best of some runs, each on an archive made ready for it."""
    costs = []
    for _ in range(n_runs):
        prepare()
        call = [sys.executable, "-m", "tests.bench.render_cost", "--child", str(folder)]
        costs.append(cost(call, Path.cwd()))
    best = min(costs)
    n_pages, n_written, n_faults, peak, second = json.loads(best.said)
    memory = f"{peak} MiB" + (f" and {second} MiB" if second else "")
    told(
        what, best, f"{n_pages:>6,} pages, {n_written:,} files written, {n_faults} faults, {memory}"
    )
    return best


def change(folder: Path) -> None:
    """Change the words of one post, as a crawl would keep them."""
    said = f"Said better at {time.time()}."
    with Archive.open_for_writing(folder) as archive, archive.transaction() as db:
        db["posts"].update("10005", {"body_html": f"<p>{said}</p>", "body_text": said})
        if list(db.execute("SELECT 1 FROM entry_rows LIMIT 1")):
            index_post(db, "10005", "Said better", said, "Reader 1")


def measure(n_posts: int) -> None:
    n_all = sum(map(n_comments, range(n_posts)))
    n_runs = N_RUNS if n_posts <= FEW else 1
    print(f"{n_posts:,} posts with {n_all:,} comments: seconds, and seconds of the processor")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name, has_words in (("the reading face alone", False), ("with the search", True)):
            mine = folder / ("with" if has_words else "without")
            fill(mine, n_posts, has_words=has_words)
            whole = ours(name, mine, lambda mine=mine: forget(mine), n_runs)
            ours("  nothing changed", mine, lambda: None, n_runs)
            one = ours("  one post changed", mine, lambda mine=mine: change(mine), n_runs)
            share = [100 * one.seconds / whole.seconds, 100 * one.processor / whole.processor]
            print(f"  {'':<32} {share[0]:>7.1f} % {share[1]:>7.1f} % of the whole", flush=True)
        posts = whole_posts(folder / "without") if n_posts <= FEW else []
        for name in OTHERS if posts else ():
            (folder / name).mkdir()
            other(name, folder / name, posts)


def forget(folder: Path) -> None:
    """Take a mirror away, and every note of it."""
    shutil.rmtree(folder / "mirror", ignore_errors=True)
    with Archive.open_for_writing(folder) as archive, archive.transaction() as db:
        for table in ("mirror_files", "search_indexes", "search_groups", "search_former"):
            db.execute(f"DELETE FROM {table}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2])
    else:
        for number in sys.argv[1:] or ("2000", "20000"):
            measure(int(number))
