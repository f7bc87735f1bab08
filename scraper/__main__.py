"""`python -m scraper`: the same as `blogarchive`."""

from scraper.cli import main

if __name__ == "__main__":
    main()
