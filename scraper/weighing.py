"""Whether a run's pages tell less than they used to: counted page by page, judged at its end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from archive.model import Finding
from archive.store import crawls, entries
from scraper import drift
from scraper.keeping import Keeping, known_id
from scraper.parse.readings import PageReading


def weigh(keeping: Keeping, kind: str, reading: object) -> None:
    """Count which fields a post's page told; call it before the page is kept.

    :param reading: None where it could not be read.
    """
    if kind != "post" or keeping.crawl is None:
        return
    page = reading.post if isinstance(reading, PageReading) else None
    kept = entries.load_post(keeping.archive.db, known_id(keeping, page)) if page else None
    crawls.count_fields(keeping.archive.db, keeping.crawl, drift.FIELDS, drift.missed(page, kept))


def judge(keeping: Keeping, at: datetime) -> bool:
    """Whether the run is suspect; notes the finding, or closes it where pages read well again."""
    if keeping.crawl is None:
        return False
    history, run = (
        _rates(found) for found in crawls.field_rates(keeping.archive.db, keeping.crawl)
    )
    found = drift.collapsed(history, run)
    if found:
        message = (
            f"{drift.told(found)}: the layout may have changed; kept values stay, and the raw "
            "pages wait for 'blogarchive reparse' with parsers that know the new layout"
        )
        keeping.note(Finding("suspect", keeping.blog_id, message), at)
    elif any(rate.n_pages >= drift.FEWEST_PAGES for rate in run.values()):
        crawls.close_finding(keeping.archive.db, "suspect", keeping.blog_id, at)
    return bool(found)


def _rates(found: Mapping[str, tuple[int, int]]) -> Mapping[str, drift.Rate]:
    return {name: drift.Rate(*counts) for name, counts in found.items()}
