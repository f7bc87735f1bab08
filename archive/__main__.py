"""`python -m archive`: the offline verbs alone."""

import gc

gc.disable()  # until all is loaded: see archive.front

from archive.cli import main  # noqa: E402 -- the line above is for this one

if __name__ == "__main__":
    main()
