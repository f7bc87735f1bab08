"""A run's progress as a terminal of 80 columns shows it."""

from __future__ import annotations

import io

from rich.console import Console

from scraper.display import Display
from scraper.report import Progress


def test_80_columns_show_the_phase_and_the_time_left() -> None:
    shown = io.StringIO()
    console = Console(file=shown, force_terminal=True, width=80, height=25, color_system=None)
    with Display(console) as display:
        display.tell(
            Progress(
                blog="The Harbour Walker's Notebook",
                phase="comments feed",
                n_posts=2_140,
                n_comments=31_284,
                n_media=1_032,
                n_requests=4_103,
                n_left=1_000,
                seconds=4_103.0,
            )
        )
    assert "Notebook · comments feed" in shown.getvalue()
    assert "17 min left · 2,140 posts" in shown.getvalue()
