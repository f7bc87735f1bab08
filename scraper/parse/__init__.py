"""From a Capture to entries: one table, kind to parser; pure."""

from __future__ import annotations

from typing import Final

PARSER_VERSION: Final = 3
"""Which parsers these are: one more whenever they make something else of the same capture.

Kept with every post and comment; `blogarchive reparse` reads again what earlier parsers read.
"""
