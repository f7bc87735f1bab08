"""The pages that say what is proven complete, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.render import gaps, paging, paths
from archive.render.pages import Page, blog_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.coverage import Coverage, Gap
    from archive.render.gather import Shown, Site

_AGREES = {True: "yes", False: "no", None: "–"}


@dataclass(frozen=True, slots=True)
class ShownGap:
    """A gap as the page shows it."""

    gap: Gap
    sentence: str
    place: str | None
    """The page in the mirror of what it is about; None where it is about something not kept."""


def coverage_pages(site: Site, shown: Shown) -> Iterator[Page]:
    """Totals, the proof source by source, and each gap with what would close it."""
    coverage, n_before = shown.coverage, 0
    place = paths.coverage_place(shown.folder)
    for sheet in paging.sheets(place, coverage.gaps, paging.N_GAPS):
        yield blog_page(
            "coverage.html",
            shown,
            sheet.place,
            "Complete" if coverage.is_complete else "What is missing",
            coverage=coverage,
            totals=_totals(coverage),
            agrees=_AGREES,
            gaps=[_shown(site, gap) for gap in sheet.entries],
            sheet=sheet,
            start=n_before + 1,
        )
        n_before += len(sheet.entries)


def _totals(coverage: Coverage) -> list[str]:
    counts = (
        (coverage.n_posts, coverage.n_posts_declared, "posts"),
        (coverage.n_pages, coverage.n_pages_declared, "pages"),
        (coverage.n_comments, coverage.n_comments_declared, "comments"),
        (coverage.n_pictures, coverage.n_pictures_declared, "pictures"),
        (coverage.n_parts, coverage.n_parts_declared, "page parts"),
    )
    return [f"{n:,} of {n_all:,} {name}" for n, n_all, name in counts if n_all]


def _shown(site: Site, gap: Gap) -> ShownGap:
    spot = site.places.find(gap.subject)
    return ShownGap(gap, gaps.SENTENCES[gap.kind], spot.place if spot else None)
