"""Raw answers, byte for byte, stored against a page like them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import zstandard
from sqlite_utils import Database

from archive.errors import DamageError
from archive.model import Capture

# 0.1 to 0.2 ms a page; higher levels gain 10 % for 3 to 20 times the time.
LEVEL = 3
# Pages shorter than this are kept whole: a dictionary would save nothing.
SMALLEST_TEMPLATE = 4096
# A new template is begun only after so many captures in a row were served twice as well by their
# neighbour: "whenever the ratio falls" made 200 templates of one blog and lost the gain.
PATIENCE = 8


@dataclass
class _Shelf:
    """The template in use for one blog and form, and how well it serves."""

    template: int
    compressor: zstandard.ZstdCompressor
    neighbour: bytes = b""
    n_missed: int = 0


@dataclass
class Captures:
    """Keeps and gives back captures; remembers the templates in use."""

    db: Database
    _shelves: dict[tuple[str | None, str], _Shelf] = field(default_factory=dict)
    _readers: dict[int, zstandard.ZstdDecompressor] = field(default_factory=dict)

    def keep(
        self,
        capture: Capture,
        *,
        kind: str,
        blog: str | None,
        crawl: int | None,
        problem: str | None = None,
    ) -> int:
        """Store an answer; the caller's transaction decides when it is kept.

        :returns: the capture's id.
        """
        template, packed = self._pack(capture.body, blog, form_of(capture), kind)
        row = {
            "blog": blog,
            "kind": kind,
            "url": capture.url,
            "final_url": capture.final_url,
            "fetched_at": timestamp(capture.fetched_at),
            "status": capture.status,
            "headers": json.dumps(capture.headers),
            "template": template,
            "body": packed,
            "n_bytes": len(capture.body),
            "body_sha256": hashlib.sha256(capture.body).hexdigest(),
            "problem": problem,
            "crawl": crawl,
        }
        return _inserted(self.db, "captures", row)

    def load(self, capture_id: int) -> Capture:
        """Give back an answer as it came.

        :raises DamageError: its bytes do not match their digest, or there is no such capture.
        """
        for row in self.db.query("SELECT * FROM captures WHERE id = ?", [capture_id]):
            return self._unpacked(row)
        raise DamageError(f"capture {capture_id}: not in this archive")

    def each(self, blog: str) -> Iterator[tuple[int, str, Capture]]:
        """Every capture of a blog in the order kept: (id, kind, capture)."""
        ids = list(
            self.db.query("SELECT id, kind FROM captures WHERE blog = ? ORDER BY id", [blog])
        )
        for row in ids:
            yield row["id"], row["kind"], self.load(row["id"])

    def _pack(
        self, body: bytes, blog: str | None, form: str, kind: str
    ) -> tuple[int | None, bytes]:
        shelf = self._shelf(body, blog, form, kind)
        if shelf is None:
            return None, zstandard.ZstdCompressor(level=LEVEL).compress(body)
        packed = shelf.compressor.compress(body)
        if self._should_renew(shelf, body, packed):
            shelf = self._begin(body, blog, form, kind)
            packed = shelf.compressor.compress(body)
        shelf.neighbour = body
        return shelf.template, packed

    def _shelf(self, body: bytes, blog: str | None, form: str, kind: str) -> _Shelf | None:
        shelf = self._shelves.get((blog, form)) or self._last_shelf(blog, form)
        if shelf is None and form == "html" and blog and len(body) >= SMALLEST_TEMPLATE:
            shelf = self._begin(body, blog, form, kind)
        return shelf

    def _last_shelf(self, blog: str | None, form: str) -> _Shelf | None:
        if form != "html":
            return None
        query = "SELECT id FROM templates WHERE blog = ? ORDER BY id DESC LIMIT 1"
        for row in self.db.query(query, [blog]):
            shelf = _Shelf(row["id"], _compressor(self._template(row["id"])))
            self._shelves[blog, form] = shelf
            return shelf
        return None

    def _begin(self, body: bytes, blog: str | None, form: str, kind: str) -> _Shelf:
        packed = zstandard.ZstdCompressor(level=LEVEL).compress(body)
        row = {
            "blog": blog,
            "kind": kind,
            "body": packed,
            "body_copy": packed,
            "body_sha256": hashlib.sha256(body).hexdigest(),
        }
        shelf = _Shelf(_inserted(self.db, "templates", row), _compressor(body), body)
        self._shelves[blog, form] = shelf
        return shelf

    def _should_renew(self, shelf: _Shelf, body: bytes, packed: bytes) -> bool:
        if not shelf.neighbour or len(packed) * 8 < len(body):
            shelf.n_missed = 0  # 8 times smaller or better: served well
            return False
        by_neighbour = len(_compressor(shelf.neighbour).compress(body))
        shelf.n_missed = shelf.n_missed + 1 if by_neighbour * 2 < len(packed) else 0
        return shelf.n_missed >= PATIENCE

    def forget(self) -> None:
        """Drop what is remembered: a rolled-back transaction may have taken a template with it."""
        self._shelves.clear()
        self._readers.clear()

    def _unpacked(self, row: dict[str, object]) -> Capture:
        reader = self._reader(row["template"])  # type: ignore[arg-type] # an INTEGER column
        try:
            body = reader.decompress(row["body"], max_output_size=row["n_bytes"])  # type: ignore[arg-type] # BLOB
        except zstandard.ZstdError as error:
            raise DamageError(f"capture {row['id']} ({row['url']}): {error}") from error
        if hashlib.sha256(body).hexdigest() != row["body_sha256"]:
            raise DamageError(f"capture {row['id']} ({row['url']}): does not match its digest")
        return _capture(row, body)

    def _reader(self, template: int | None) -> zstandard.ZstdDecompressor:
        if template is None:
            return zstandard.ZstdDecompressor()
        if template not in self._readers:
            self._readers[template] = zstandard.ZstdDecompressor(
                dict_data=_dictionary(self._template(template))
            )
        return self._readers[template]

    def _template(self, template: int) -> bytes:
        for row in self.db.query("SELECT * FROM templates WHERE id = ?", [template]):
            for packed in (row["body"], row["body_copy"]):
                body = _unzipped(packed)
                if hashlib.sha256(body).hexdigest() == row["body_sha256"]:
                    return body
        raise DamageError(f"template {template}: neither copy matches its digest")


def newest(db: Database, kind: str, url: str, since: datetime, until: datetime) -> Capture | None:
    """The last answer to a request of a kind, where it came after a moment and by another."""
    query = """SELECT id FROM captures WHERE url = ? AND kind = ?
      AND fetched_at > ? AND fetched_at <= ? ORDER BY id DESC LIMIT 1"""
    for row in db.query(query, [url, kind, timestamp(since), timestamp(until)]):
        return Captures(db).load(row["id"])
    return None


@dataclass(frozen=True, slots=True)
class Listed:
    """One capture, without what it holds."""

    capture: int
    crawl: int | None
    blog: str
    kind: str
    url: str
    problem: str | None


def answered(db: Database, blogs: Collection[str]) -> tuple[Listed, ...]:
    """The captures of some blogs that answered 200, in the order kept."""
    marks = ", ".join("?" * len(blogs))
    query = f"""SELECT id AS capture, crawl, blog, kind, url, problem FROM captures
    WHERE status = 200 AND replaced_by IS NULL AND blog IN ({marks}) ORDER BY id"""  # noqa: S608 -- question marks only
    return tuple(Listed(**row) for row in db.query(query, list(blogs)))


def note_problem(db: Database, capture: int, problem: str | None) -> None:
    """Note why a capture cannot be read, or that it can."""
    db.execute("UPDATE captures SET problem = ? WHERE id = ?", [problem, capture])


def damaged_copies(db: Database, template: int) -> tuple[str, ...]:
    """Which of a template's two copies (`body`, `body_copy`) no longer match its digest."""
    for row in db.query("SELECT * FROM templates WHERE id = ?", [template]):
        return tuple(
            name
            for name in ("body", "body_copy")
            if hashlib.sha256(_unzipped(row[name])).hexdigest() != row["body_sha256"]
        )
    return ("body", "body_copy")


def mend_template(db: Database, template: int) -> bool:
    """Write a template's good copy over its damaged one; False where none is good."""
    bad = damaged_copies(db, template)
    if len(bad) == 1:
        good = "body_copy" if bad == ("body",) else "body"
        db.execute(f"UPDATE templates SET {bad[0]} = {good} WHERE id = ?", [template])  # noqa: S608 -- two names of ours
    return len(bad) < 2  # noqa: PLR2004 -- both copies


def form_of(capture: Capture) -> str:
    """`html` for pages, which resemble each other; `other` for feeds, sitemaps and the rest."""
    return "html" if "html" in (capture.header("content-type") or "").lower() else "other"


def timestamp(moment: datetime) -> str:
    """`2020-12-15T04:32:00Z`: how every `_at` column writes an aware datetime."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _capture(row: dict[str, object], body: bytes) -> Capture:
    headers = json.loads(str(row["headers"]))
    return Capture(
        url=str(row["url"]),
        final_url=str(row["final_url"]),
        status=int(str(row["status"])),
        headers=tuple((name, value) for name, value in headers),
        body=body,
        fetched_at=datetime.fromisoformat(str(row["fetched_at"])),
    )


def _dictionary(body: bytes) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(body, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


def _compressor(body: bytes) -> zstandard.ZstdCompressor:
    return zstandard.ZstdCompressor(level=LEVEL, dict_data=_dictionary(body))


def _unzipped(packed: bytes) -> bytes:
    try:
        return zstandard.ZstdDecompressor().decompress(packed)
    except zstandard.ZstdError:
        return b""


def _inserted(db: Database, table: str, row: Mapping[str, object]) -> int:
    return int(db.table(table).insert(row).last_pk)  # type: ignore[arg-type] # an INTEGER key
