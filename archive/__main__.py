"""`python -m archive`: the offline verbs alone."""

from archive.cli import main

if __name__ == "__main__":
    main()
