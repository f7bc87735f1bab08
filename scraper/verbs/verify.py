"""`verify --repair`: what is damaged is fetched or read again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path

import click

from archive.config import load
from archive.front import archive_again, archive_root, named_config, say, where
from archive.store import mirror
from archive.store.connection import Archive
from archive.verbs.verify import REPAIR, checked, checking, extent_of, opened, tell, verify_verb
from archive.verify import VerifyReport
from scraper.config import CrawlSection, Settings
from scraper.repair import repair
from scraper.stopping import Bounds
from scraper.verbs.running import Crawls, Telling, now, stoppable

LEFT = "this could not be mended and stays as it is; a backup of the archive may have it whole"


@click.command("verify", help=verify_verb.help)
@where
@checking
@click.option(
    "--repair", "is_repair", is_flag=True,
    help="Fetch damaged answers, pictures and page parts again; read damaged entries anew.",
)  # fmt: skip
@click.pass_context
def repairing_verb(  # noqa: PLR0913  click hands over one argument per option
    ctx: click.Context,
    *,
    quick: bool,
    subset: float | None,
    is_json: bool,
    is_mirror: bool,
    is_repair: bool,
) -> int:
    """Check, mend, and check again."""
    settings = load(Settings, named_config(ctx))
    root = archive_root(ctx, settings.archive.path)
    check = partial(
        checked, extent=extent_of(quick=quick, subset=subset, is_mirror=is_mirror),
        is_mirror=is_mirror,
    )  # fmt: skip
    with opened(root) as archive:
        report = check(archive)
    if is_repair and report.damages:
        report = _repaired(root, report, settings.crawl, check)
    tell(report, is_json=is_json, advice=LEFT if is_repair else REPAIR + archive_again(ctx))
    return report.exit_code


def _repaired(
    root: Path,
    report: VerifyReport,
    settings: CrawlSection,
    check: Callable[[Archive], VerifyReport],
) -> VerifyReport:
    """Mend, say what was mended, and check again."""
    telling = Telling(is_json=False)
    with Archive.open_for_writing(root) as archive, stoppable(Bounds(), telling) as stop:
        crawls = Crawls(archive, settings, stop, telling, {})
        done = repair(archive, report, lambda url: crawls.crawl_all([url]), now())
        for name, n_mended in asdict(done).items():
            if n_mended:
                say(f"{name.removeprefix('n_').replace('_', ' ')}: {n_mended:,}")
        _render_again(archive, report, telling)
        return check(archive)


def _render_again(archive: Archive, report: VerifyReport, telling: Telling) -> None:
    """Make damaged files of the mirror again."""
    places = [damage.subject for damage in report.damages if damage.kind == "mirror"]
    if places:
        with archive.transaction() as db:
            mirror.forget(db, places)
        telling.render(archive)
