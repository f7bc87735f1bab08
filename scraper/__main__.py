"""`blogarchive`, also as `python -m scraper`."""

from __future__ import annotations

import gc
import sys

INTERRUPTED = 130


def main() -> None:
    """Run the command line; Ctrl-C ends it quietly, also while its modules still load."""
    gc.disable()  # until all is loaded: see archive.front
    try:
        from scraper import cli  # noqa: PLC0415  loading takes half a second, in which Ctrl-C may fall
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    cli.main()


if __name__ == "__main__":
    main()
