"""How rendering looks: a live bar on a terminal, one closing line everywhere."""

from __future__ import annotations

from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from archive.render.site import RenderProgress, RenderReport, render_mirror
from archive.store.connection import Archive

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
    for fault in report.faults:
        console.print(f"{fault.place}: {fault.problem}", highlight=False, markup=False)
    return report
