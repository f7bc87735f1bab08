"""The files that the original look of pages needs: found in kept captures, each fetched once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from archive import media
from archive.errors import DamageError, NetworkError, RefusedError
from archive.model import Capture, Finding
from archive.page_parts import Part
from archive.store import crawls, parts
from archive.store.parts import WantedPart
from scraper.fetch.client import Ask, Attempt
from scraper.intake import note, note_attempts
from scraper.parse.parts import embedded_parts, parts_of, sheet_parts, streams_of
from scraper.picture_urls import picture_key
from scraper.run import PHASE_NAMES, Run
from scraper.several import in_order

OK = 200
MOST_DEPTH = 4
"""How deep sheets may import sheets; what deeper ones name is left out."""
MOST_FETCHED = 20_000
"""Parts fetched in one run: a blog may name a new file on every page."""

_FORMS = {
    "image": ("image/",),
    "icon": ("image/",),
    "thumbnail": ("image/",),
    "font": ("font/",),
    "video": ("video/",),
}
"""Kind of part to how the type of its first bytes may begin; a sheet is anything but a page."""


@dataclass(frozen=True, slots=True)
class _Got:
    """What came of one part."""

    wanted: WantedPart
    attempts: tuple[Attempt, ...]
    capture: Capture | None = None
    file: media.KeptFile | None = None
    reason: str | None = None
    """Why it cannot be had; None where it was had, or may be had later."""
    failure: str | None = None
    """What came in the place of an answer."""


def fetch_parts(run: Run) -> None:
    """Fetch every part that a kept page names and that is not here yet."""
    _note_parts(run)
    asked: set[int] = set()
    while todo := _next(run, asked):
        for n_done, got in enumerate(_fetch_all(run, todo), start=1):
            asked.add(got.wanted.part_id)
            _keep(run, got)
            run.report_progress(PHASE_NAMES["part"], partial(int, len(todo) - n_done))
        if run.outside.stopping():
            return


def _next(run: Run, asked: set[int]) -> tuple[WantedPart, ...]:
    """Parts not asked for in this run; a kept sheet brings new ones. Reads the store anew."""
    todo: list[WantedPart] = []
    for one in parts.wanted(run.archive.db, run.blog.blog_id):
        if one.part_id in asked or len(asked) + len(todo) >= MOST_FETCHED:
            continue
        if not _is_here_already(run, one):
            todo.append(one)
    return tuple(todo)


def _is_here_already(run: Run, one: WantedPart) -> bool:
    """A picture that a post shows in another size is not fetched in this size too."""
    if one.kind != "image":
        return False
    file = parts.same_picture(run.archive.db, picture_key(one.url))
    if file is None:
        return False
    with run.archive.transaction() as db:
        values = {("found_url" if name == "url" else name): file[name] for name in file}
        parts.keep(db, one.part_id, values, run.clock.now())
        crawls.close_finding(db, "missing-part", one.url, run.clock.now())
    return True


def _note_parts(run: Run) -> None:
    """Note the parts of every capture that no run has looked through yet."""
    db, blog = run.archive.db, run.blog.blog_id
    for capture_id in parts.unread_pages(db, blog):
        with run.archive.transaction():
            try:
                page = run.captures.load(capture_id)
            except DamageError:
                found: tuple[Part, ...] = ()  # told by `verify`
            else:
                found = parts_of(page.body, page.final_url, page.header("content-type"))
            parts.want(db, blog, found, run.clock.now())
            parts.mark_read(db, blog, capture_id)
    with run.archive.transaction():
        for url, body in parts.bodies_without_page(db, blog):
            parts.want(db, blog, embedded_parts(body, url), run.clock.now())


def _fetch_all(run: Run, wanted: tuple[WantedPart, ...]) -> Iterator[_Got]:
    """Several at a time, given back in order."""
    calls = (partial(_fetch, run, one) for one in wanted)
    return in_order(calls, run.settings.media_connections, run.outside.stopping)


def _fetch(run: Run, wanted: WantedPart) -> _Got:
    """Ask for one part; runs in a thread and touches no database."""
    coming = media.beside(run.archive.root)
    try:
        return _fetch_into(run, wanted, coming)
    finally:
        with suppress(OSError):  # the next run sweeps it away
            coming.unlink(missing_ok=True)


def _fetch_into(run: Run, wanted: WantedPart, coming: Path) -> _Got:
    """Through a file: a film is larger than memory should be."""
    attempts: list[Attempt] = []
    noted = run.outside.noting("part", attempts)
    url: str | None = wanted.url
    limits = run.page_limits if wanted.kind == "style" else run.media_limits
    try:
        if wanted.kind == "video":
            url = _stream_at(run, Ask(wanted.url, run.page_limits, noted))
        if url is None:
            none = f"{wanted.url} leads to no file of the video"
            return _Got(wanted, tuple(attempts), reason=none)
        capture = run.media_client.fetch(Ask(url, limits, noted, {}, coming))
    except RefusedError as error:
        return _Got(wanted, tuple(attempts), reason=str(error))
    except NetworkError as error:
        return _Got(wanted, tuple(attempts), failure=str(error))
    reason = _problem(wanted, capture, coming)
    file = None if reason else media.adopt(run.archive.root, coming)
    return _Got(wanted, tuple(attempts), capture, file, reason)


def _stream_at(run: Run, ask: Ask) -> str | None:
    """Where the file of an uploaded video is; its own page says it, and not for long."""
    page = run.media_client.fetch(ask)
    return next(iter(streams_of(page.body)), None) if page.status == OK else None


def _problem(wanted: WantedPart, capture: Capture, coming: Path) -> str | None:
    """Why an answer is not the part; None where it is."""
    if capture.status != OK:
        return f"{capture.url} answered {capture.status}"
    head = media.head_of(coming)
    mime = media.type_of(head).mime
    forms = _FORMS.get(wanted.kind)
    is_right = mime.startswith(forms) if forms else _is_sheet(capture, head)
    return None if is_right else f"{capture.url} answered with {mime}, which is no {wanted.kind}"


def _is_sheet(capture: Capture, head: bytes) -> bool:
    """Say whether an answer may be a style sheet: text, and no web page."""
    declared = (capture.header("content-type") or "text/css").lower()
    return media.type_of(head).mime != "text/html" and "html" not in declared and b"\0" not in head


def _keep(run: Run, got: _Got) -> None:
    db, now = run.archive.db, run.clock.now()
    with run.archive.transaction():
        note_attempts(run, "part", got.attempts)
        _note_missing(run, got)
        if got.capture is None or got.file is None:
            return
        row = asdict(got.file) | {"found_url": got.capture.final_url}
        del row["is_new"]
        if got.wanted.kind == "style":
            row["mime"] = "text/css"
        parts.keep(db, got.wanted.part_id, row, now)
        crawls.close_finding(db, "missing-part", got.wanted.url, now)
        if got.wanted.kind == "style" and got.wanted.depth < MOST_DEPTH:
            kept, body = got.capture, (run.archive.root / got.file.path).read_bytes()
            found = sheet_parts(body, kept.final_url, kept.header("content-type"))
            parts.want(db, run.blog.blog_id, found, now, got.wanted.depth + 1)


def _note_missing(run: Run, got: _Got) -> None:
    """Note why a part is not here: for good, or until a run that gets an answer."""
    wanted = got.wanted
    if got.reason is not None:
        parts.miss(run.archive.db, wanted.part_id, got.reason)
    elif got.failure is not None and not run.outside.stopping():
        parts.fail(run.archive.db, wanted.part_id, got.failure)
    else:
        return
    message = f"a {wanted.kind} that pages name cannot be had: {got.reason or got.failure}"
    note(run, Finding("missing-part", wanted.url, message))
