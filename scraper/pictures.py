"""Pictures: the largest first, at every address that may have it; each address tried is a row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from archive import media
from archive.errors import NetworkError, RefusedError
from archive.model import Capture, Finding, FindingKind
from archive.store import crawls, declared
from archive.store.crawls import WantedMedia
from archive.store.declared import Try
from scraper import picture_places
from scraper.fetch.client import Ask, Attempt
from scraper.intake import note, note_attempts
from scraper.picture_places import UNSIZED, Place
from scraper.run import PHASE_NAMES, Run
from scraper.several import in_order

OK = 200
TOLD = 3
"""Addresses that a finding names; every one is a row of media_tries."""
_ACCEPT = {"Accept": "image/*,*/*;q=0.5"}


@dataclass(frozen=True, slots=True)
class _Asked:
    """A picture and where to ask for it, best first."""

    wanted: WantedMedia
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Got:
    """What came of one picture."""

    wanted: WantedMedia
    place: Place | None
    """Where it was had."""
    file: media.KeptFile | None
    tries: tuple[Try, ...]
    attempts: tuple[Attempt, ...]
    is_smaller: bool = False
    """Had, but not in the size that it was uploaded or linked in."""
    is_unanswered: bool = False
    """An address gave no answer, or one that says "later": the picture may be there."""

    @property
    def reason(self) -> str:
        """Why it could not be had at the first addresses, and how many more were tried."""
        errors = [_told(one) for one in self.tries if one.error]
        more = f"; and no better at {len(errors) - TOLD} more addresses"
        return "; ".join(errors[:TOLD]) + (more if len(errors) > TOLD else "")


def _told(one: Try) -> str:
    """A try as a sentence; a failure to connect names its address itself."""
    error = one.error or ""
    return error if one.url in error else f"{one.url} {error}"


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
        declared.keep_tries(db, got.wanted.media, got.tries, run.crawl)
        if got.place is not None and got.file is not None:
            row = asdict(got.file) | {"url": got.place.url}
            del row["is_new"]
            crawls.keep_media(db, got.wanted.media, row, now)
            crawls.close_finding(db, "missing-media", got.wanted.key, now)
            _note_size(run, got, got.place)
            return
        if got.wanted.kept_url is not None:
            return  # the smaller one stays
        if run.outside.stopping():
            return  # an address may not have been asked at all: it stays wanted
        reason = got.reason or "no address to ask"
        crawls.miss_media(db, got.wanted.media, reason, now, is_unanswered=got.is_unanswered)
        _note(run, got, "missing-media", f"a picture cannot be had: {reason}")


def _note_size(run: Run, got: _Got, place: Place) -> None:
    """A picture that is only to be had smaller says so."""
    if got.is_smaller:
        size = f"at {place.rank} pixels" if place.rank < UNSIZED else "as shown"
        _note(run, got, "smaller-picture", f"kept {size} from {place.url}; larger: {got.reason}")
    else:
        crawls.close_finding(run.archive.db, "smaller-picture", got.wanted.key, run.clock.now())


def _note(run: Run, got: _Got, kind: FindingKind, message: str) -> None:
    post = next(iter(crawls.posts_showing(run.archive.db, got.wanted.media)), None)
    note(run, Finding(kind, got.wanted.key, message, post))


def _fetch_all(run: Run, wanted: tuple[WantedMedia, ...]) -> Iterator[_Got]:
    """Several at a time, given back in order."""
    calls = (partial(_fetch, run, _asked(run, one)) for one in wanted)
    return in_order(calls, run.settings.media_connections, run.outside.stopping)


def _asked(run: Run, wanted: WantedMedia) -> _Asked:
    others = declared.addresses_of(run.archive.db, wanted.key)
    places = picture_places.places(wanted.uses, others)
    urls = [place.url for place in places]
    if wanted.kept_url in urls:  # only what is better than what is kept
        places = places[: urls.index(wanted.kept_url)]
    return _Asked(wanted, places)


def _fetch(run: Run, asked: _Asked) -> _Got:
    """Try each address in turn; runs in a thread and touches no database."""
    coming = media.beside(run.archive.root)
    try:
        return _fetch_into(run, asked, coming)
    finally:
        with suppress(OSError):  # the next run sweeps it away
            coming.unlink(missing_ok=True)


def _fetch_into(run: Run, asked: _Asked, coming: Path) -> _Got:
    attempts: list[Attempt] = []
    tries: list[Try] = []
    noted = run.outside.noting("media", attempts)
    is_unanswered = False
    for place in asked.places:
        coming.unlink(missing_ok=True)
        at, status, error = run.clock.now(), None, None
        ask = Ask(place.url, run.media_limits, noted, _ACCEPT, coming)
        try:
            capture = run.media_client.fetch(ask)
        except NetworkError as failure:
            error = str(failure)
            # What our own rules refuse (an address within, a bomb) they refuse the next time too.
            is_unanswered |= not isinstance(failure, RefusedError)
        else:
            status, error = capture.status, _problem(place, capture, coming)
        tries.append(Try(place.url, at, status, error))
        if error is None:
            file = media.adopt(run.archive.root, coming)
            is_smaller = place.rank < asked.places[0].rank
            return _Got(asked.wanted, place, file, tuple(tries), tuple(attempts), is_smaller)
    return _Got(
        *(asked.wanted, None, None, tuple(tries), tuple(attempts)), is_unanswered=is_unanswered
    )


def _problem(place: Place, capture: Capture, coming: Path) -> str | None:
    """Why an answer is not the picture; None where it is."""
    if capture.status != OK:
        return f"answered {capture.status}"
    kind = media.type_of_file(coming)
    if kind.mime.startswith("text/") or kind == media.UNKNOWN:
        return f"answered with {kind.mime}, which is no picture"
    if picture_places.is_stand_in(capture.final_url):
        return f"answered with {capture.final_url}, which stands for a lost picture"
    if picture_places.names_size(place.url) and media.pixels_of(media.head_of(coming)) == (1, 1):
        return "answered with a single pixel"
    return None
