"""How rendering looks: a live bar on a terminal, one closing line everywhere."""

from __future__ import annotations

from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from archive.render.site import RenderProgress, RenderReport, render_mirror
from archive.store.connection import Archive

MOST_FAULTS = 20
"""Faults of a mirror that are told after a rendering: lost pictures can be thousands."""

Render = Callable[..., RenderReport]


def render_shown(
    archive: Archive, console: Console, render: Render = render_mirror
) -> RenderReport:
    """Render the mirror and show how far it has come.

    :param render: called with the archive and `progress`.
    """
    columns = (TextColumn("mirror"), BarColumn(bar_width=24), MofNCompleteColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("mirror", total=None)

        def tell(progress: RenderProgress) -> None:
            bar.update(task, completed=progress.n_done, total=progress.n_pages)

        report = render(archive, progress=tell)
    line = f"mirror: {report.n_pages:,} pages, {report.n_written:,} files written"
    console.print(line, highlight=False)
    _tell_faults(report, console)
    return report


def _tell_faults(report: RenderReport, console: Console) -> None:
    faults = tuple(dict.fromkeys(report.faults))
    for fault in faults[:MOST_FAULTS]:
        line = f"{fault.place}: {fault.problem}"
        console.print(line, highlight=False, markup=False, soft_wrap=True)
    if len(faults) > MOST_FAULTS:
        line = f"and {len(faults) - MOST_FAULTS:,} more; see all with: blogarchive verify"
        console.print(line, highlight=False, soft_wrap=True)
