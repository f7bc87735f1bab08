"""Verbs that have a module of their own; `scraper.cli` mounts them."""
