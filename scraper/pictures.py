"""Pictures: the original first, then as linked, then as shown; what cannot be had says why."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from archive import media
from archive.errors import NetworkError
from archive.model import Finding
from archive.store import crawls
from archive.store.crawls import WantedMedia
from scraper import picture_urls
from scraper.fetch.client import Ask, Attempt
from scraper.intake import note, note_attempts
from scraper.run import PHASE_NAMES, Run

OK = 200


@dataclass(frozen=True, slots=True)
class _Got:
    """What came of one picture."""

    wanted: WantedMedia
    url: str | None
    file: media.KeptFile | None
    reasons: tuple[str, ...]
    attempts: tuple[Attempt, ...]


def fetch_pictures(run: Run) -> None:
    """Fetch every picture that is mentioned and not kept yet."""
    wanted = crawls.wanted_media(run.archive.db, run.blog.blog_id)
    for n_done, got in enumerate(_fetch_all(run, wanted), start=1):
        _keep(run, got)
        run.report_progress(PHASE_NAMES["media"], partial(int, len(wanted) - n_done))


def _keep(run: Run, got: _Got) -> None:
    db, now = run.archive.db, run.clock.now()
    with run.archive.transaction():
        note_attempts(run, "media", got.attempts)
        if got.file is not None:
            values = {
                "url": got.url,
                "sha256": got.file.sha256,
                "path": got.file.path,
                "mime": got.file.mime,
                "n_bytes": got.file.n_bytes,
            }
            crawls.keep_media(db, got.wanted.media, values, now)
            crawls.close_finding(db, "missing-media", got.wanted.key, now)
            return
        reason = "; ".join(got.reasons) or "no address to ask"
        crawls.miss_media(db, got.wanted.media, reason)
        post = next(iter(crawls.posts_showing(db, got.wanted.media)), None)
        message = f"a picture cannot be had: {reason}"
        note(run, Finding("missing-media", got.wanted.key, message, post))


def _fetch_all(run: Run, wanted: tuple[WantedMedia, ...]) -> Iterator[_Got]:
    """Several at a time, given back in order."""
    waiting = iter(wanted)
    n_threads = run.settings.media_connections
    with ThreadPoolExecutor(n_threads, thread_name_prefix="picture") as pool:
        queue: list[Future[_Got]] = [
            pool.submit(_fetch, run, one) for one in islice(waiting, n_threads)
        ]
        while queue:
            got = queue.pop(0).result()
            if not run.outside.stopping():
                queue.extend(pool.submit(_fetch, run, one) for one in islice(waiting, 1))
            yield got


def _fetch(run: Run, wanted: WantedMedia) -> _Got:
    """Try each address in turn; runs in a thread and touches no database."""
    coming = media.beside(run.archive.root)
    try:
        return _fetch_into(run, wanted, coming)
    finally:
        coming.unlink(missing_ok=True)


def _fetch_into(run: Run, wanted: WantedMedia, coming: Path) -> _Got:
    attempts: list[Attempt] = []
    reasons: list[str] = []
    for url in _addresses(wanted):
        coming.unlink(missing_ok=True)
        ask = Ask(url, run.media_limits, attempts.append, {"Accept": "image/*,*/*;q=0.5"}, coming)
        try:
            capture = run.media_client.fetch(ask)
        except NetworkError as error:
            reasons.append(str(error))
            continue
        kind = media.type_of_file(coming)
        if capture.status == OK and not kind.mime.startswith("text/") and kind != media.UNKNOWN:
            file = media.adopt(run.archive.root, coming)
            return _Got(wanted, url, file, (), tuple(attempts))
        reasons.append(f"{url} answered {_said(capture.status, kind.mime)}")
    return _Got(wanted, None, None, tuple(reasons), tuple(attempts))


def _said(status: int, mime: str) -> str:
    return str(status) if status != OK else f"with {mime}, which is no picture"


def _addresses(wanted: WantedMedia) -> tuple[str, ...]:
    """Every address of one picture, best first, each once."""
    found = [picture_urls.candidates(shown, linked) for shown, linked in wanted.uses]
    longest = max((len(one) for one in found), default=0)
    # By rank across all mentions: every original before any thumbnail.
    ranked = (one[rank] for rank in range(longest) for one in found if rank < len(one))
    return tuple(dict.fromkeys(ranked))
